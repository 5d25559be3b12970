// S(t) = exp(−h t): one hazard h per period for everybody, at any tenure.
#include "analysis/fit/retention_family.h"

namespace tenure::analysis::fit {
namespace {

double log_survival(const Values& p, double t) {
  return -p[0] * t;
}

std::vector<Values> starts(double hazard) {
  return {{hazard}};
}

}  // namespace

const RetentionFamily exponential{"exponential", "exponential", {{"hazard", 1e-9, 1e3}}, log_survival, starts};

}  // namespace tenure::analysis::fit
