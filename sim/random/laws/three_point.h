// Three points: the smooth law whose 5 %, 50 % and 95 % quantiles are exactly three given numbers.
//
// For uncertainty told as "value, low, high". On a scale that suits the number (itself, its logarithm, its logit) the
// quantile function is a branch of a hyperbola in the standard normal score z, with c = 1.645 (score of 95 %), s the
// shorter and w the whole distance:
//
//   T(z) = B + sgn * s * [ sqrt(1 + (r^2 - 1)(z/c)^2) - 1 ] + s r z/c,   r = w / (2 s) >= 1
//
// with B the transformed median, s = min(B - L, H - B), w = H - L, sgn = +1 when the upper side is the longer one, else
// -1. T passes through L, B, H at z = -c, 0, c, always grows, and is linear far out. Symmetric points give a normal,
// log-normal or logit-normal law. On the log scale this is the semi-bounded J-QPD law of Hadlock & Bickel (2017),
// Decision Analysis 14, 35-64, written without its hyperbolic functions; its moments are finite.
#pragma once

#include <cmath>

#include "sim/base/contract.h"
#include "sim/math/math.h"
#include "sim/random/units.h"

namespace tenure::sim {

class ThreePoint {
 public:
  /// Which values are possible at all.
  enum class Support {
    real,      ///< any number
    positive,  ///< numbers above 0
    share,     ///< numbers between 0 and 1
  };

  struct Points {
    double low;     ///< 5 % quantile
    double median;  ///< 50 % quantile
    double high;    ///< 95 % quantile
  };

  /// low < median < high, all three inside the support.
  ThreePoint(const Points& points, Support support) : support_(support) {
    TENURE_ENSURE(points.low < points.median && points.median < points.high, "three points must ascend");
    TENURE_ENSURE(support == Support::real || points.low > 0.0, "the lowest point must be positive");
    TENURE_ENSURE(support != Support::share || points.high < 1.0, "the highest point must be below 1");
    const double below = forward(points.median) - forward(points.low);
    const double above = forward(points.high) - forward(points.median);
    middle_ = forward(points.median);
    shorter_ = std::fmin(below, above);
    sign_ = above >= below ? 1.0 : -1.0;
    ratio_ = (below + above) / (2.0 * shorter_);
    TENURE_ENSURE(shorter_ > 0.0 && ratio_ < 1e6, "three points must lie apart and not be lopsided beyond measure");
  }

  [[nodiscard]] double operator()(double share) const { return of_normal(standard_normal_of(share)); }

  /// From a standard normal unit instead of a share.
  [[nodiscard]] double of_normal(double unit) const {
    const double y = unit / kScore;
    const double bend = (ratio_ * ratio_ - 1.0) * y * y;
    // sqrt(1 + bend) - 1 without cancellation
    return back(middle_ + shorter_ * (ratio_ * y + sign_ * bend / (std::sqrt(1.0 + bend) + 1.0)));
  }

  /// Mean, by the trapezoidal rule over the score (error below 1e-12 of the mean for moderate spreads).
  [[nodiscard]] double mean() const {
    return average([](double x) { return x; });
  }
  [[nodiscard]] double variance() const {
    const double m = mean();
    return average([m](double x) { return (x - m) * (x - m); });
  }

 private:
  static constexpr double kScore = 1.6448536269514722;  // standard normal quantile of 95 %

  template <class Function>
  double average(Function&& function) const {
    constexpr double kStep = 1.0 / 64.0;
    constexpr int kSteps = 64 * 9;
    double weights = 0.0;
    double sum = 0.0;
    for (int i = -kSteps; i <= kSteps; ++i) {
      const double z = i * kStep;
      const double weight = exp(-0.5 * z * z);
      weights += weight;
      sum += weight * function(of_normal(z));
    }
    return sum / weights;
  }

  double forward(double x) const {
    if (support_ == Support::real) return x;
    return support_ == Support::positive ? log(x) : log(x) - log1p(-x);
  }
  double back(double y) const {
    if (support_ == Support::real) return y;
    return support_ == Support::positive ? exp(y) : 1.0 / (1.0 + exp(-y));
  }

  Support support_;
  double middle_ = 0.0;
  double shorter_ = 0.0;
  double sign_ = 1.0;
  double ratio_ = 1.0;
};

}  // namespace tenure::sim
