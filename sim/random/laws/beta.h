// Beta: shares that differ between entities.
//
//   density   x^(alpha-1) (1 - x)^(beta-1) / B(alpha, beta), 0 < x < 1
//   value     1 / (1 + e^-g(z)), g = logit quantile at score z, tabulated (score_table.h)
//
// Relative to the smaller of x and 1 - x the table is within 1e-8 of the exact quantile when both shapes are at least
// 0.3, within 2e-6 for shapes from 0.05 (tests/unit/laws.cpp).
#pragma once

#include "sim/base/contract.h"
#include "sim/math/math.h"
#include "sim/math/special.h"
#include "sim/random/score_table.h"
#include "sim/random/units.h"

namespace tenure::sim {

class Beta {
 public:
  /// alpha, beta in [0.05, 10^5].
  Beta(double alpha, double beta) : alpha_(checked(alpha)), beta_(checked(beta)), table_(Exact{alpha, beta}) {}

  /// The law with this mean in (0, 1) and "sample size" alpha + beta > 0.
  [[nodiscard]] static Beta of_mean(double mean, double size) { return {mean * size, (1.0 - mean) * size}; }

  [[nodiscard]] double operator()(double share) const { return of_normal(standard_normal_of(share)); }

  /// From a standard normal unit instead of a share.
  [[nodiscard]] double of_normal(double unit) const { return 1.0 / (1.0 + exp(-table_(unit, Exact{alpha_, beta_}))); }

  [[nodiscard]] double mean() const { return alpha_ / (alpha_ + beta_); }
  [[nodiscard]] double variance() const {
    const double sum = alpha_ + beta_;
    return alpha_ * beta_ / (sum * sum * (sum + 1.0));
  }

 private:
  struct Exact {
    double alpha;
    double beta;
    QuantilePoint operator()(double z) const { return logit_beta_quantile(alpha, beta, z); }
  };

  static double checked(double shape) {
    TENURE_ENSURE(shape >= 0.05 && shape <= 1e5, "a beta law needs shapes between 0.05 and 10^5");
    return shape;
  }

  double alpha_;
  double beta_;
  ScoreTable table_;
};

}  // namespace tenure::sim
