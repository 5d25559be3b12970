// Counts: how many events, from one share by inversion.
//
//   Poisson(mean)        P(N = n) = e^-mean mean^n / n!
//   Binomial(n, p)       P(K = k) = C(n, k) p^k (1 - p)^(n - k)
//
// The value is the smallest count whose distribution function reaches the share, so it grows with the share and with
// the parameter. Near the value guessed from the normal law the distribution function is taken from the incomplete
// gamma or beta function and then followed by adding or removing single terms; small means start at zero.
#pragma once

#include <cstdint>

namespace tenure::sim {

/// Poisson count; mean in [0, 10^9].
[[nodiscard]] std::int64_t poisson_count(double mean, double share);

/// Binomial count; n in [0, 10^9], p in [0, 1].
[[nodiscard]] std::int64_t binomial_count(std::int64_t n, double p, double share);

}  // namespace tenure::sim
