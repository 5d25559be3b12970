// BG/NBD (Fader, Hardie and Lee 2005): while active, a customer buys at a rate λ of her own, λ ~ Gamma(r, rate α);
// after each purchase she drops out, unseen, with a probability p of her own, p ~ Beta(a, b).
//
//   L(x, t_x, T) = Γ(r+x) α^r / Γ(r) · [ B(a, b+x)/B(a, b) (α+T)^−(r+x) + [x>0] B(a+1, b+x−1)/B(a, b) (α+t_x)^−(r+x) ]
#pragma once

#include <vector>

#include "analysis/fit/buyers.h"
#include "analysis/fit/maximise.h"

namespace tenure::analysis::fit::bg_nbd {

/// Parameters in this order: r, alpha, a, b.
double log_likelihood(const Values& parameters, const Buyer& buyer);
double log_likelihood(const Values& parameters, const std::vector<Buyer>& buyers);

Maximum fit(const std::vector<Buyer>& buyers);

/// E[X(t)]: repeat purchases of somebody in the time t after her first one.
double expected_purchases(const Values& parameters, double t);
/// P(X(t) = 0).
double none_until(const Values& parameters, double t);
/// E[purchases in the next t | x, t_x, T].
double expected_of(const Values& parameters, const Buyer& buyer, double t);
/// P(still active | x, t_x, T).
double active(const Values& parameters, const Buyer& buyer);

}  // namespace tenure::analysis::fit::bg_nbd
