// The standard normal distribution: function, logarithm of its lower tail, and inverse, with bits that do not depend on
// the machine (see exp.h).
//
//   normal_quantile   Wichura (1988), algorithm AS 241 (PPND16), Applied Statistics 37, 477-484; error about 1e-15
//   normal_cdf        Phi(x) = e^(-x^2/2) erfcx(-x / sqrt 2) / 2 for x < 0, 1 - Phi(-x) otherwise
//   scaled_erfc       erfcx(x) = e^(x^2) erfc(x) = t g(t), t = 2 / (2 + x), g by a Chebyshev series of degree 26
//
// Relative errors (of the smaller tail, for the distribution function) are below 2e-15, held against Boost.Math by
// tests/unit/special_functions.cpp.
#pragma once

#include <cmath>

#include "sim/math/log.h"

namespace tenure::sim {

namespace detail {

template <int N>
[[nodiscard]] inline double horner(const double (&coefficients)[N], double x) {  // highest power first
  double value = coefficients[0];
  for (int i = 1; i < N; ++i) value = value * x + coefficients[i];
  return value;
}

// |normal_quantile(p)| for p below .075, p > 0.
[[nodiscard]] inline double normal_tail_quantile(double p) {
  static constexpr double kMiddleUp[] = {
      7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258e0,
      3.64784832476320460504e0,  5.76949722146069140550e0,  4.63033784615654529590e0,  1.42343711074968357734e0};
  static constexpr double kMiddleDown[] = {
      1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1,
      6.89767334985100004550e-1, 1.67638483018380384940e0,  2.05319162663775882187e0,  1.0};
  static constexpr double kFarUp[] = {2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3,
                                      2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580e0,
                                      5.46378491116411436990e0,  6.65790464350110377720e0};
  static constexpr double kFarDown[] = {
      2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
      1.48753612908506148525e-2,  1.36929880922735805310e-1, 5.99832206555887937690e-1, 1.0};
  const double r = std::sqrt(-log(p));
  return r <= 5.0 ? horner(kMiddleUp, r - 1.6) / horner(kMiddleDown, r - 1.6)
                  : horner(kFarUp, r - 5.0) / horner(kFarDown, r - 5.0);
}

}  // namespace detail

/// The x with Phi(x) = p, for p in (0, 1); -inf at 0, inf at 1, NaN outside.
[[nodiscard]] inline double normal_quantile(double p) {
  static constexpr double kUp[] = {2.5090809287301226727e+3, 3.3430575583588128105e+4, 6.7265770927008700853e+4,
                                   4.5921953931549871457e+4, 1.3731693765509461125e+4, 1.9715909503065514427e+3,
                                   1.3314166789178437745e+2, 3.3871328727963666080e0};
  static constexpr double kDown[] = {
      5.2264952788528545610e+3, 2.8729085735721942674e+4, 3.9307895800092710610e+4, 2.1213794301586595867e+4,
      5.3941960214247511077e+3, 6.8718700749205790830e+2, 4.2313330701600911252e+1, 1.0};
  const double q = p - 0.5;
  if (std::fabs(q) <= 0.425) {
    const double r = 0.180625 - q * q;
    return q * detail::horner(kUp, r) / detail::horner(kDown, r);
  }
  if (!(p > 0.0 && p < 1.0)) {
    if (p == 0.0) return -std::numeric_limits<double>::infinity();
    return p == 1.0 ? std::numeric_limits<double>::infinity() : std::numeric_limits<double>::quiet_NaN();
  }
  return q < 0.0 ? -detail::normal_tail_quantile(p) : detail::normal_tail_quantile(1.0 - p);
}

/// e^(x^2) erfc(x) for x >= 0: decreasing from 1 towards 1 / (x sqrt pi).
[[nodiscard]] double scaled_erfc(double x);

/// Phi(x), the probability that a standard normal is at most x.
[[nodiscard]] double normal_cdf(double x);

/// log Phi(x), accurate in both tails (for x = -38 as for x = 8).
[[nodiscard]] double log_normal_cdf(double x);

/// phi(x) / Phi(x), density over distribution function, for x <= 0.
[[nodiscard]] double normal_density_ratio(double x);

}  // namespace tenure::sim
