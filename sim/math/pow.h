// Powers of a positive base whose bits depend on this source alone (see exp.h for why).
//
// x^y = e^(y log x) needs the logarithm to more than double precision: an error of one part in 2^53 of y log x = 700
// would cost 1,000 units in the last place. The logarithm is carried as an unevaluated sum of two doubles (Dekker 1971)
// with a relative error of about 2^-64, so that the result is within 1 unit in the last place, and powers that are
// representable come out exact (tests/unit/math.cpp).
#pragma once

#include <limits>

#include "sim/math/exp.h"
#include "sim/math/log.h"

namespace tenure::sim {

namespace detail {

// Exact product; |a|, |b| below 2^996 and no underflow.
inline Sum2 two_product(double a, double b) {
  constexpr double kSplitter = 0x1p27 + 1.0;
  const double ca = kSplitter * a;
  const double a_hi = ca - (ca - a);
  const double a_lo = a - a_hi;
  const double cb = kSplitter * b;
  const double b_hi = cb - (cb - b);
  const double b_lo = b - b_hi;
  const double product = a * b;
  return {product, ((a_hi * b_hi - product) + a_hi * b_lo + a_lo * b_hi) + a_lo * b_lo};
}

inline Sum2 multiply(Sum2 a, Sum2 b) {
  const Sum2 p = two_product(a.hi, b.hi);
  return {p.hi, p.lo + (a.hi * b.lo + a.lo * b.hi)};
}

// log x as a sum of two doubles, for finite x > 0.
inline Sum2 log_extended(double x) {
  const bool tiny = x < std::numeric_limits<double>::min();
  Split parts = split(tiny ? x * 0x1p54 : x);
  if (tiny) parts.exponent -= 54.0;
  const double f = parts.fraction;

  // s = f / (2 + f)
  const double d_hi = 2.0 + f;
  const double d_lo = f - (d_hi - 2.0);
  Sum2 s{f / d_hi, 0.0};
  const Sum2 back = two_product(s.hi, d_hi);
  s.lo = (((f - back.hi) - back.lo) - s.hi * d_lo) / d_hi;

  // 2 s + 2/3 s^3 extended, the rest of the series in double
  const Sum2 z = multiply(s, s);
  const Sum2 third = multiply(multiply(z, s), {0x1.5555555555555p-1, 0x1.5555555555555p-55});
  const double v = z.hi;
  const double w = v * v;
  const double even =
      0x1.999999999999ap-2 + w * (0x1.c71c71c6ea5acp-3 + w * (0x1.3b1395b82701ep-3 + w * 0x1.df7ba1f4809c3p-4));
  const double odd =
      0x1.2492492492522p-2 + w * (0x1.745d177ad436ap-3 + w * (0x1.1118cd67251c5p-3 + w * 0x1.e03a7acf07f85p-4));
  const double rest = s.hi * w * (even + v * odd);
  const Sum2 head = two_sum(2.0 * s.hi, third.hi);
  const double head_lo = head.lo + (2.0 * s.lo + third.lo + rest);

  const Sum2 total = two_sum(parts.exponent * kLn2Hi, head.hi);
  const double low = total.lo + (parts.exponent * kLn2Lo + head_lo);
  const double hi = total.hi + low;
  return {hi, (total.hi - hi) + low};
}

// e^(hi + lo), |hi| <= 1000; the last addition is the only one that rounds noticeably, so that exact powers come out
// exact.
inline double exp_extended(double hi, double lo) {
  const Reduced p = reduce(hi, lo);
  const Sum2 s = two_sum(p.r, p.r_lo + (p.r * p.r) * exp_tail(p.r));
  const Sum2 one = two_sum(1.0, s.hi);
  return scale(one.hi + (one.lo + s.lo), p.k.whole);
}

}  // namespace detail

/// x^y for x >= 0. x^0 = 1 and 1^y = 1; 0^y is 0 for y > 0 and inf for y < 0; NaN for x < 0.
[[nodiscard]] inline double pow(double x, double y) {
  constexpr double kInf = std::numeric_limits<double>::infinity();
  if (y == 0.0 || x == 1.0) return 1.0;
  if (!(x > 0.0) || !(x < kInf) || y != y) {
    if (y != y || x != x || x < 0.0) return std::numeric_limits<double>::quiet_NaN();
    return (x == 0.0) == (y > 0.0) ? 0.0 : kInf;
  }
  y = detail::clamp_keeping_nan(y, -1e30, 1e30);  // |log x| >= 2^-53, so the result is 0 or inf beyond
  const detail::Sum2 l = detail::log_extended(x);
  const detail::Sum2 p = detail::two_product(y, l.hi);
  if (p.hi > 1000.0) return kInf;
  if (p.hi < -1000.0) return 0.0;
  return detail::exp_extended(p.hi, p.lo + y * l.lo);
}

}  // namespace tenure::sim
