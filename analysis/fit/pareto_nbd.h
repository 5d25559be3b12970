// Pareto/NBD (Schmittlein, Morrison and Colombo 1987): while active, a customer buys at a rate λ of her own, λ ~
// Gamma(r, rate α), and drops out, unseen, at a rate μ of her own, μ ~ Gamma(s, rate β).
//
//   L(x, t_x, T) = Γ(r+x) α^r β^s / Γ(r) · [ (α+T)^−(r+x) (β+T)^−s + s/(r+s+x) A₀ ]      (Fader and Hardie 2005)
//   A₀ = F(t_x) − F(T),  F(t) = 2F1(r+s+x, s+1; r+s+x+1; (α−β)/(α+t)) / (α+t)^(r+s+x) for α ≥ β,
//        and with r+x for s+1 and α, β exchanged for α < β
//
// Its dropout, an exponential time with a gamma-distributed rate, is the scenario language's hazard with frailty 1/s.
#pragma once

#include <vector>

#include "analysis/fit/buyers.h"
#include "analysis/fit/maximise.h"

namespace tenure::analysis::fit::pareto_nbd {

/// Parameters in this order: r, alpha, s, beta.
double log_likelihood(const Values& parameters, const Buyer& buyer);
double log_likelihood(const Values& parameters, const std::vector<Buyer>& buyers);

Maximum fit(const std::vector<Buyer>& buyers);

/// E[X(t)]: repeat purchases of somebody in the time t after her first one.
double expected_purchases(const Values& parameters, double t);
/// E[purchases in the next t | x, t_x, T].
double expected_of(const Values& parameters, const Buyer& buyer, double t);
/// P(still active | x, t_x, T).
double active(const Values& parameters, const Buyer& buyer);

}  // namespace tenure::analysis::fit::pareto_nbd
