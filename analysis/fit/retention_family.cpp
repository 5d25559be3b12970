#include "analysis/fit/retention_family.h"

#include <cmath>

namespace tenure::analysis::fit {

const std::array<const RetentionFamily*, 4>& retention_families() {
  static const std::array<const RetentionFamily*, 4> all = {&exponential, &weibull, &shifted_beta_geometric,
                                                            &beta_discrete_weibull};
  return all;
}

double survival(const RetentionFamily& family, const Values& parameters, double time) {
  return std::exp(family.log_survival(parameters, time));
}

double leaving(const RetentionFamily& family, const Values& parameters, double time, double ahead) {
  return -std::expm1(family.log_survival(parameters, time + ahead) - family.log_survival(parameters, time));
}

}  // namespace tenure::analysis::fit
