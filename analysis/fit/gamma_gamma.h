// Gamma–gamma (Fader and Hardie 2013; Colombo and Jiang 1999): the amounts of a customer's purchases are Gamma(p, rate
// ν) with ν of her own, ν ~ Gamma(q, rate γ); amounts do not depend on how often she buys.
//
//   f(m | x) = Γ(px + q) / (Γ(px) Γ(q)) · γ^q m^(px−1) x^(px) / (γ + m x)^(px+q)      m: mean of x amounts
#pragma once

#include <vector>

#include "analysis/fit/buyers.h"
#include "analysis/fit/maximise.h"

namespace tenure::analysis::fit::gamma_gamma {

/// Parameters in this order: p, q, gamma. Buyers with x > 0 and spend > 0 only.
double log_likelihood(const Values& parameters, const Buyer& buyer);
double log_likelihood(const Values& parameters, const std::vector<Buyer>& buyers);

/// Fits to those who bought again and paid something.
Maximum fit(const std::vector<Buyer>& buyers);

/// Mean over customers of what a purchase of theirs brings: γ p / (q − 1); infinity for q <= 1.
double mean_spend(const Values& parameters);
/// Expected mean spend of a customer, given x purchases of mean `spend`.
double expected_of(const Values& parameters, const Buyer& buyer);
/// Squared coefficient of variation between customers of their own mean spend: 1 / (q − 2); infinity for q <= 2.
double spread_between(const Values& parameters);

}  // namespace tenure::analysis::fit::gamma_gamma
