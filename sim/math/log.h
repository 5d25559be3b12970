// Logarithms whose bits depend on this source alone (see exp.h for why).
//
//   log(x)     x = 2^k (1 + f), 1 + f in [sqrt(1/2), sqrt(2)); s = f / (2 + f);
//              log(1 + f) = 2 s + 2/3 s^3 + ... = f - f^2/2 + s (f^2/2 + R(s^2)), R by Chebyshev fit of degree 7
//   log1p(x)   log(u) + c / u with u = 1 + x and c what the addition lost
//
// Error at most 1 unit in the last place (tests/unit/math.cpp).
#pragma once

#include <bit>
#include <cstdint>
#include <limits>

#include "sim/math/exp.h"

namespace tenure::sim {

namespace detail {

struct Split {
  double fraction;  // f, exact
  double exponent;  // k
};

// x = 2^k (1 + f) for a positive normal x.
inline Split split(double x) {
  constexpr std::uint64_t kRootHalf = 0x3fe6a09e667f3bcdu;
  constexpr std::uint64_t kOne = 0x3ff0000000000000u;
  const std::uint64_t bits = std::bit_cast<std::uint64_t>(x) + (kOne - kRootHalf);
  const double exponent = std::bit_cast<double>((bits >> 52) | 0x4330000000000000u) - (0x1p52 + 1023.0);
  const double mantissa = std::bit_cast<double>((bits & 0x000fffffffffffffu) + kRootHalf);
  return {mantissa - 1.0, exponent};
}

// log(1 + f) + k ln 2 + extra, f in [-0.293, 0.415), extra tiny.
inline double log_of_parts(Split parts, double extra) {
  const double f = parts.fraction;
  const double s = f / (2.0 + f);
  const double z = s * s;
  const double w = z * z;
  const double even = 0x1.9999999995273p-2 + w * (0x1.c71c62d5e53e0p-3 + w * 0x1.39fdcceb4bb45p-3);
  const double odd =
      0x1.5555555555558p-1 + w * (0x1.2492492dfd86cp-2 + w * (0x1.7462b91b8df65p-3 + w * 0x1.2b5f68a50d903p-3));
  const double half_square = 0.5 * f * f;
  const double r = z * odd + w * even;
  return parts.exponent * kLn2Hi - ((half_square - (s * (half_square + r) + (parts.exponent * kLn2Lo + extra))) - f);
}

}  // namespace detail

/// Natural logarithm. log(0) = -inf, log(inf) = inf, NaN for x < 0.
[[nodiscard]] inline double log(double x) {
  const bool tiny = x < std::numeric_limits<double>::min();  // zero, subnormal and negative
  detail::Split parts = detail::split(tiny ? x * 0x1p54 : x);
  if (tiny) parts.exponent -= 54.0;
  const double value = detail::log_of_parts(parts, 0.0);
  const double out = x < std::numeric_limits<double>::infinity() ? value : x;  // inf and NaN map to themselves
  const double outside = x == 0.0 ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::quiet_NaN();
  return x <= 0.0 ? outside : out;
}

/// log(1 + x) without cancellation near 0; NaN for x < -1, -inf at -1.
[[nodiscard]] inline double log1p(double x) {
  const double u = 1.0 + x;
  if (!(u > 0.0) || !(u < std::numeric_limits<double>::infinity())) return log(u);
  const double lost = (x > 1.0 ? 1.0 - (u - x) : x - (u - 1.0)) / u;
  return detail::log_of_parts(detail::split(u), lost);
}

}  // namespace tenure::sim
