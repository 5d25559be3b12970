// Beta-discrete-Weibull (Fader, Hardie, Liu, Davin and Steenburgh 2018): a customer with θ of her own is still there
// after t periods with probability (1 − θ)^(t^c), θ ~ Beta(α, β) over customers.
//
//   S(t) = B(α, β + t^c) / B(α, β)
//
// With c = 1 it is the shifted beta-geometric; with c > 1 each customer's risk rises with tenure, with c < 1 it falls.
#include <cmath>

#include "analysis/fit/log_gamma.h"
#include "analysis/fit/retention_family.h"

namespace tenure::analysis::fit {
namespace {

double log_survival(const Values& p, double t) {
  return t <= 0.0 ? 0.0 : log_beta_ratio(p[0], p[1], std::pow(t, p[2]));
}

std::vector<Values> starts(double hazard) {
  const double mean = -std::expm1(-hazard), odds = (1.0 - mean) / mean;
  const double rising = std::pow(hazard, -3.0);  // 1 / θ with which (1 / hazard)^3 θ = 1
  return {{1.0, odds, 1.0}, {0.3, 0.3 * odds, 1.0}, {3.0, 3.0 * odds, 0.7}, {1.0, odds, 1.5}, {2.0, 2.0 * rising, 3.0}};
}

}  // namespace

const RetentionFamily beta_discrete_weibull{"beta_discrete_weibull",
                                            "beta-discrete-Weibull",
                                            {{"alpha", 0.01, 1e4}, {"beta", 0.01, 1e20}, {"c", 0.05, 10.0}},
                                            log_survival,
                                            starts};

}  // namespace tenure::analysis::fit
