// Log-normal: products of many small influences; durations and sizes with a long right tail.
//
//   value      median * e^(sigma * standard normal)
//   mean       median * e^(sigma^2 / 2)
//   variance   mean^2 * (e^(sigma^2) - 1)
#pragma once

#include <cmath>

#include "sim/base/contract.h"
#include "sim/math/math.h"
#include "sim/random/units.h"

namespace tenure::sim {

class Lognormal {
 public:
  /// median > 0; sigma, the standard deviation of the logarithm, in [0, 10].
  Lognormal(double median, double sigma) : median_(median), sigma_(sigma) {
    TENURE_ENSURE(median > 0.0 && median < 1e300, "a log-normal law needs a positive median");
    TENURE_ENSURE(sigma >= 0.0 && sigma <= 10.0, "a log-normal law needs a sigma between 0 and 10");
  }

  /// The law with this mean (> 0) and coefficient of variation (standard deviation over mean, >= 0).
  [[nodiscard]] static Lognormal of_mean(double mean, double cv) {
    const double sigma2 = log1p(cv * cv);
    return {mean * exp(-0.5 * sigma2), std::sqrt(sigma2)};
  }

  [[nodiscard]] double operator()(double share) const { return of_normal(standard_normal_of(share)); }
  [[nodiscard]] double of_normal(double unit) const { return median_ * exp(sigma_ * unit); }

  [[nodiscard]] double median() const { return median_; }
  [[nodiscard]] double sigma() const { return sigma_; }
  [[nodiscard]] double mean() const { return median_ * exp(0.5 * sigma_ * sigma_); }
  [[nodiscard]] double variance() const { return mean() * mean() * expm1(sigma_ * sigma_); }

 private:
  double median_;
  double sigma_;
};

}  // namespace tenure::sim
