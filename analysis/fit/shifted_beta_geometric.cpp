// Shifted beta-geometric (Fader and Hardie 2007): at the end of each period a customer leaves with a probability θ of
// her own, θ ~ Beta(α, β) over customers.
//
//   S(t) = B(α, β + t) / B(α, β)          P(T = t) = S(t − 1) − S(t) = B(α + 1, β + t − 1) / B(α, β)
//
// The same expression serves between whole periods.
#include <cmath>

#include "analysis/fit/log_gamma.h"
#include "analysis/fit/retention_family.h"

namespace tenure::analysis::fit {
namespace {

double log_survival(const Values& p, double t) {
  return t <= 0.0 ? 0.0 : log_beta_ratio(p[0], p[1], t);
}

std::vector<Values> starts(double hazard) {
  const double mean = -std::expm1(-hazard);
  return {{1.0, (1.0 - mean) / mean}, {0.3, 0.3 * (1.0 - mean) / mean}, {5.0, 5.0 * (1.0 - mean) / mean}};
}

}  // namespace

// the scenario language takes beta shapes from 0.05 to 100000
const RetentionFamily shifted_beta_geometric{"shifted_beta_geometric",
                                             "shifted beta-geometric",
                                             {{"alpha", 0.05, 1e4}, {"beta", 0.05, 1e5}},
                                             log_survival,
                                             starts};

}  // namespace tenure::analysis::fit
