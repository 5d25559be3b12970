// Triangular: between two ends, most likely near a mode.
//
//   density    rises linearly from low to mode and falls linearly to high
//   value      low + sqrt(u (high - low)(mode - low)) below the mode, high - sqrt((1 - u)(high - low)(high - mode))
//   above
#pragma once

#include <cmath>

#include "sim/base/contract.h"

namespace tenure::sim {

class Triangular {
 public:
  /// low <= mode <= high.
  Triangular(double low, double mode, double high) : low_(low), mode_(mode), high_(high) {
    TENURE_ENSURE(low <= mode && mode <= high, "a triangular law needs low <= mode <= high");
  }

  [[nodiscard]] double operator()(double share) const {
    const double range = high_ - low_;
    return share * range < mode_ - low_ ? low_ + std::sqrt(share * range * (mode_ - low_))
                                        : high_ - std::sqrt((1.0 - share) * range * (high_ - mode_));
  }
  [[nodiscard]] double mean() const { return (low_ + mode_ + high_) / 3.0; }
  [[nodiscard]] double variance() const {
    const double a = mode_ - low_;
    const double b = high_ - mode_;
    return (a * a + a * b + b * b) / 18.0;
  }

 private:
  double low_;
  double mode_;
  double high_;
};

}  // namespace tenure::sim
