// Logarithms of gamma and beta functions, and their ratios, by Boost.Math.
#pragma once

#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

namespace tenure::analysis::fit {

inline double log_gamma(double x) {
  return boost::math::lgamma(x);
}

/// log B(a, b).
inline double log_beta(double a, double b) {
  return log_gamma(a) + log_gamma(b) - log_gamma(a + b);
}

/// log of Γ(x + by) / Γ(x), without cancellation where x is large.
inline double log_gamma_step(double x, double by) {
  if (by == 0.0) return 0.0;
  if (x > 30.0 && by < 1e6 * x) {  // Stirling's series of the difference
    const double y = x + by;
    const auto tail = [](double z) {
      const double w = 1.0 / z;
      return w * (1.0 / 12.0 - w * w * (1.0 / 360.0 - w * w / 1260.0));
    };
    return (x - 0.5) * std::log1p(by / x) + by * std::log(y) - by + tail(y) - tail(x);
  }
  return log_gamma(x + by) - log_gamma(x);
}

/// log of B(a, b + t) / B(a, b). Where b is far larger than a, by the first term of Fields' expansion of a ratio of
/// gamma functions (relative error a² / (12 b²)): the difference of the two steps would have no digits left.
inline double log_beta_ratio(double a, double b, double t) {
  const double w = b + 0.5 * (a - 1.0);
  if (w > 2e4 * std::fmax(1.0, a)) return -a * std::log1p(t / w);
  return log_gamma_step(b, t) - log_gamma_step(a + b, t);
}

}  // namespace tenure::analysis::fit
