// Weibull: time to an event whose hazard rises (shape > 1) or falls (shape < 1) as a power of age.
//
//   cumulated hazard   H(x) = (x / scale)^shape, x > 0
//   value              scale * (unit exponential)^(1 / shape)
//   mean               scale * Gamma(1 + 1 / shape)
#pragma once

#include "sim/base/contract.h"
#include "sim/math/math.h"
#include "sim/math/special.h"
#include "sim/random/units.h"

namespace tenure::sim {

class Weibull {
 public:
  /// shape in [0.05, 1000], scale > 0.
  Weibull(double shape, double scale) : shape_(shape), scale_(scale) {
    TENURE_ENSURE(shape >= 0.05 && shape <= 1000.0, "a Weibull law needs a shape between 0.05 and 1000");
    TENURE_ENSURE(scale > 0.0 && scale < 1e300, "a Weibull law needs a positive scale");
  }

  /// The law of given shape that has this median.
  [[nodiscard]] static Weibull of_median(double shape, double median) {
    return {shape, median / pow(-log(0.5), 1.0 / shape)};
  }

  /// The law of given shape that has this mean.
  [[nodiscard]] static Weibull of_mean(double shape, double mean) {
    return {shape, mean / exp(log_gamma(1.0 + 1.0 / shape))};
  }

  [[nodiscard]] double operator()(double share) const { return of_exponential(unit_exponential_of(share)); }
  [[nodiscard]] double of_exponential(double unit) const { return scale_ * pow(unit, 1.0 / shape_); }

  [[nodiscard]] double shape() const { return shape_; }
  [[nodiscard]] double scale() const { return scale_; }
  [[nodiscard]] double mean() const { return scale_ * exp(log_gamma(1.0 + 1.0 / shape_)); }
  [[nodiscard]] double variance() const {
    return scale_ * scale_ * exp(log_gamma(1.0 + 2.0 / shape_)) - mean() * mean();
  }

 private:
  double shape_;
  double scale_;
};

}  // namespace tenure::sim
