// Weibull hazard times a multiplier that differs between customers, gamma-distributed with mean 1 and variance v
// (Vaupel, Manton and Stallard 1979); the scenario language's `time` with `frailty`.
//
//   S(t) = (1 + v (t / scale)^shape)^(−1/v)
#include <cmath>

#include "analysis/fit/retention_family.h"

namespace tenure::analysis::fit {
namespace {

double log_survival(const Values& p, double t) {
  return t <= 0.0 ? 0.0 : -std::log1p(p[2] * std::pow(t / p[1], p[0])) / p[2];
}

std::vector<Values> starts(double hazard) {
  return {{1.0, 1.0 / hazard, 1.0},
          {1.0, 0.5 / hazard, 4.0},
          {1.5, 0.7 / hazard, 2.0},
          {0.7, 1.5 / hazard, 0.3},
          {3.0, 1.0 / hazard, 0.5}};
}

}  // namespace

const RetentionFamily gamma_weibull{"gamma_weibull",
                                    "Weibull with customers that differ (gamma)",
                                    {{"shape", 0.1, 20.0}, {"scale", 1e-3, 1e12}, {"frailty", 1e-4, 100.0}},
                                    log_survival,
                                    starts};

}  // namespace tenure::analysis::fit
