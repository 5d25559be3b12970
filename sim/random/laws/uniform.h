// Uniform: anything between two ends, equally likely.
//
//   value   low + (high - low) * share
#pragma once

#include "sim/base/contract.h"

namespace tenure::sim {

class Uniform {
 public:
  /// low <= high.
  Uniform(double low, double high) : low_(low), range_(high - low) {
    TENURE_ENSURE(low <= high, "a uniform law needs its ends in order");
  }

  [[nodiscard]] double operator()(double share) const { return low_ + range_ * share; }
  [[nodiscard]] double mean() const { return low_ + 0.5 * range_; }
  [[nodiscard]] double variance() const { return range_ * range_ / 12.0; }

 private:
  double low_;
  double range_;
};

}  // namespace tenure::sim
