// Units: random numbers that know no parameter.
//
// A law is a transform of a unit: share, unit exponential or standard normal. The unit is addressed and the parameter
// enters afterwards, so a parameter that moves a little moves every value a little, and u -> 1 - u gives antithetic
// values.
//
//   share              odd multiples of 2^-53 (of 2^-33 for the 32-bit one): uniform in (0, 1), never 0 or 1, and 1 - u
//   is exact and again a share unit exponential   -log(1 - u), in [1.1e-16, 36.8] standard normal    inverse of the
//   normal distribution function at u, within +-8.3
#pragma once

#include <cstdint>

#include "sim/math/log.h"
#include "sim/math/normal.h"

namespace tenure::sim {

/// Uniform share in (0, 1) from 64 random bits.
[[nodiscard]] inline double share_of(std::uint64_t bits) {
  return static_cast<double>(static_cast<std::int64_t>((bits >> 11) | 1u)) * 0x1p-53;
}

/// Uniform share in (0, 1) from 32 random bits: coarse (2^-32), for questions such as "does it happen".
[[nodiscard]] inline double share_of(std::uint32_t bits) {
  return (static_cast<double>(bits) + 0.5) * 0x1p-32;
}

/// Exponential with mean 1 from a share; grows with it.
[[nodiscard]] inline double unit_exponential_of(double share) {
  return -log(1.0 - share);
}

/// Standard normal from a share; grows with it.
[[nodiscard]] inline double standard_normal_of(double share) {
  return normal_quantile(share);
}

}  // namespace tenure::sim
