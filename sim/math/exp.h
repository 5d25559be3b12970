// Exponentials whose bits depend on this source alone.
//
// The maths library of the machine picks other instructions on other processors, and then the last bit of exp differs.
// These functions use nothing but IEEE additions, multiplications and comparisons in a fixed order, so the same program
// gives the same result everywhere. They inline.
//
//   exp(x)    x = k ln 2 + r, |r| <= ln 2 / 2, ln 2 in two parts (Cody & Waite 1980);
//             e^r = 1 + r + r^2 Q(r), Q of degree 10 by Chebyshev fit (error 1.4e-18)
//   exp2(x)   x = k + t, |t| <= 1/2; 2^t = 1 + t ln 2 + t^2 Q2(t), likewise
//   expm1(x)  2^k (r + r^2 Q(r)) + (2^k - 1)
//
// Error at most 1 unit in the last place (expm1: 1.2), held by tests/unit/math.cpp against long double; subnormal
// results are rounded once.
#pragma once

#include <bit>
#include <cstdint>
#include <limits>

namespace tenure::sim {

namespace detail {

inline constexpr double kLn2Hi = 0x1.62e42fef00000p-1;  // 33 bits: k * kLn2Hi is exact for |k| < 2^20
inline constexpr double kLn2Lo = 0x1.473de6af278edp-34;
inline constexpr double kInvLn2 = 0x1.71547652b82fep+0;
inline constexpr double kShift = 0x1.8p52;  // adding and subtracting it rounds to the nearest integer

struct Rounded {
  double value;        // integer nearest to the argument
  std::int64_t whole;  // the same as an integer (any value when the argument is NaN)
};

// |x| < 2^51.
inline Rounded round_nearest(double x) {
  const double shifted = x + kShift;
  return {shifted - kShift, std::bit_cast<std::int64_t>(shifted) - std::bit_cast<std::int64_t>(kShift)};
}

// 2^k for -1022 <= k <= 1023.
inline double power_of_two(std::int64_t k) {
  return std::bit_cast<double>(((static_cast<std::uint64_t>(k) + 1023u) & 0x7ffu) << 52);
}

// value * 2^k for |k| <= 2000; overflow to infinity, one rounding when the result is subnormal.
inline double scale(double value, std::int64_t k) {
  const std::int64_t half = static_cast<std::int64_t>((static_cast<std::uint64_t>(k) + 4096u) >> 1) - 2048;
  const auto rest = static_cast<std::int64_t>(static_cast<std::uint64_t>(k) - static_cast<std::uint64_t>(half));
  return value * power_of_two(half) * power_of_two(rest);  // k is any number when the value is NaN: hence no signed k - half
}

// (e^r - 1 - r) / r^2 for |r| <= 0.3467.
inline double exp_tail(double r) {
  const double r2 = r * r;
  const double r4 = r2 * r2;
  const double a = 0x1.0000000000000p-1 + r * 0x1.5555555555557p-3;
  const double b = 0x1.5555555555556p-5 + r * 0x1.11111111100dcp-7;
  const double c = 0x1.6c16c16c162d4p-10 + r * 0x1.a01a01abe7fe1p-13;
  const double d = 0x1.a01a01a6d889cp-16 + r * 0x1.71de0231960ebp-19;
  const double e = 0x1.27e4db646b17ep-22 + r * 0x1.af4de97ca4194p-26;
  return (a + r2 * b) + r4 * ((c + r2 * d) + r4 * (e + r2 * 0x1.1f730349868cep-29));
}

inline double clamp_keeping_nan(double x, double low, double high) {
  const double above = x < low ? low : x;
  return above > high ? high : above;
}

// An unevaluated sum, |lo| no more than half a unit in the last place of hi.
struct Sum2 {
  double hi;
  double lo;
};

inline Sum2 two_sum(double a, double b) {
  const double sum = a + b;
  const double part = sum - a;
  return {sum, (a - (sum - part)) + (b - part)};
}

// x + lo = k ln 2 + r + r_lo.
struct Reduced {
  Rounded k;
  double r;
  double r_lo;
};

// |x| <= 1300 or NaN.
inline Reduced reduce(double x, double lo) {
  const Rounded k = round_nearest(x * kInvLn2);
  const double a = x - k.value * kLn2Hi;
  const double b = k.value * kLn2Lo - lo;
  const double r = a - b;
  return {k, r, (a - r) - b};
}

}  // namespace detail

/// e^x. exp(-inf) = 0, exp(inf) = inf, NaN stays NaN; results below 2^-1074 are 0.
[[nodiscard]] inline double exp(double x) {
  const detail::Reduced p = detail::reduce(detail::clamp_keeping_nan(x, -1000.0, 1000.0), 0.0);
  return detail::scale(1.0 + (p.r + (p.r_lo + (p.r * p.r) * detail::exp_tail(p.r))), p.k.whole);
}

/// 2^x, exact for whole x.
[[nodiscard]] inline double exp2(double x) {
  x = detail::clamp_keeping_nan(x, -1500.0, 1500.0);
  const detail::Rounded k = detail::round_nearest(x);
  const double t = x - k.value;
  const double t_hi =
      static_cast<double>(static_cast<float>(t));  // 24 bits: its product with the 26-bit head of ln 2 is exact
  const double head = t_hi * 0x1.62e42f8000000p-1;
  const double rest = (t - t_hi) * 0x1.62e42f8000000p-1 + t * 0x1.be8e7bcd5e4f2p-27;
  const double t2 = t * t;
  const double t4 = t2 * t2;
  const double a = 0x1.ebfbdff82c58fp-3 + t * 0x1.c6b08d704a0c2p-5;
  const double b = 0x1.3b2ab6fba4e78p-7 + t * 0x1.5d87fe78a5275p-10;
  const double c = 0x1.430912f86bf51p-13 + t * 0x1.ffcbfc670e3f6p-17;
  const double d = 0x1.62c022401bc50p-20 + t * 0x1.b524fae4cb89bp-24;
  const double e = 0x1.e4cf1ccf79b57p-28 + t * 0x1.e9d400f144ca3p-32;
  const double q = (a + t2 * b) + t4 * ((c + t2 * d) + t4 * (e + t2 * 0x1.c48f78c1fe491p-36));
  return detail::scale(1.0 + (head + (rest + t2 * q)), k.whole);
}

/// e^x - 1 without cancellation near 0.
[[nodiscard]] inline double expm1(double x) {
  if (x > 40.0) return exp(x);  // the 1 is below half an ulp
  if (x < -40.0) return -1.0;
  const detail::Reduced p = detail::reduce(x, 0.0);
  const detail::Sum2 s = detail::two_sum(p.r, p.r_lo + (p.r * p.r) * detail::exp_tail(p.r));
  const double power = detail::power_of_two(p.k.whole);
  const detail::Sum2 base = detail::two_sum(power, -1.0);
  const detail::Sum2 total = detail::two_sum(base.hi, power * s.hi);
  return total.hi + (total.lo + (base.lo + power * s.lo));
}

}  // namespace tenure::sim
