// S(t) = exp(−(t / scale)^shape): with shape < 1 the hazard falls with tenure, with shape > 1 it rises.
#include <cmath>

#include "analysis/fit/retention_family.h"

namespace tenure::analysis::fit {
namespace {

double log_survival(const Values& p, double t) {
  return t <= 0.0 ? 0.0 : -std::pow(t / p[1], p[0]);
}

std::vector<Values> starts(double hazard) {
  return {{1.0, 1.0 / hazard}, {0.5, 2.0 / hazard}, {2.0, 0.7 / hazard}};
}

}  // namespace

// the scenario language takes shapes from 0.1 to 20
const RetentionFamily weibull{
    "weibull", "Weibull", {{"shape", 0.1, 20.0}, {"scale", 1e-3, 1e12}}, log_survival, starts};

}  // namespace tenure::analysis::fit
