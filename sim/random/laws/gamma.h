// Gamma: sums of exponential times; frailty.
//
//   density   x^(shape-1) e^(-x / scale) / (Gamma(shape) scale^shape), x > 0
//   mean      shape * scale, variance shape * scale^2
//   value     scale * e^g(z), g = log quantile of gamma(shape) at score z, tabulated (score_table.h)
//
// The table is within 1e-8 (relative) of the exact quantile for shapes from 0.1 to 10^6, within 1e-7 from 0.01
// (tests/unit/laws.cpp). Rejection samplers are not used: whether they accept depends on the parameter, so values would
// jump when it moves.
#pragma once

#include "sim/base/contract.h"
#include "sim/math/math.h"
#include "sim/math/special.h"
#include "sim/random/score_table.h"
#include "sim/random/units.h"

namespace tenure::sim {

class Gamma {
 public:
  /// shape in [0.01, 10^6], scale > 0.
  Gamma(double shape, double scale) : shape_(checked(shape)), scale_(scale), table_(Exact{shape}) {
    TENURE_ENSURE(scale > 0.0 && scale < 1e300, "a gamma law needs a positive scale");
  }

  /// The law with this mean (> 0) and coefficient of variation (> 0).
  [[nodiscard]] static Gamma of_mean(double mean, double cv) {
    const double shape = 1.0 / (cv * cv);
    return {shape, mean / shape};
  }

  [[nodiscard]] double operator()(double share) const { return of_normal(standard_normal_of(share)); }

  /// From a standard normal unit instead of a share.
  [[nodiscard]] double of_normal(double unit) const { return scale_ * exp(table_(unit, Exact{shape_})); }

  /// The variate of gamma(shape, 1); multiply by a scale of one's own.
  [[nodiscard]] double unscaled(double share) const { return exp(table_(standard_normal_of(share), Exact{shape_})); }

  [[nodiscard]] double shape() const { return shape_; }
  [[nodiscard]] double scale() const { return scale_; }
  [[nodiscard]] double mean() const { return shape_ * scale_; }
  [[nodiscard]] double variance() const { return shape_ * scale_ * scale_; }

 private:
  struct Exact {
    double shape;
    QuantilePoint operator()(double z) const { return log_gamma_quantile(shape, z); }
  };

  static double checked(double shape) {
    TENURE_ENSURE(shape >= 0.01 && shape <= 1e6, "a gamma law needs a shape between 0.01 and 10^6");
    return shape;
  }

  double shape_;
  double scale_;
  ScoreTable table_;
};

}  // namespace tenure::sim
