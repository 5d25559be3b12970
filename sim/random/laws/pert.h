// PERT: between two ends, most likely near a mode, smoother than the triangular law.
//
//   law       low + (high - low) * Beta(1 + 4 (mode - low) / (high - low), 1 + 4 (high - mode) / (high - low))
//   mean      (low + 4 mode + high) / 6
//   source    Malcolm, Roseboom, Clark & Fazar (1959), Operations Research 7, 646-669; weight 4 as usual
#pragma once

#include "sim/base/contract.h"
#include "sim/random/laws/beta.h"

namespace tenure::sim {

class Pert {
 public:
  /// low <= mode <= high, low < high.
  Pert(double low, double mode, double high)
      : low_(low),
        range_(checked(low, mode, high)),
        unit_(1.0 + 4.0 * (mode - low) / (high - low), 1.0 + 4.0 * (high - mode) / (high - low)) {}

  [[nodiscard]] double operator()(double share) const { return low_ + range_ * unit_(share); }
  [[nodiscard]] double mean() const { return low_ + range_ * unit_.mean(); }
  [[nodiscard]] double variance() const { return range_ * range_ * unit_.variance(); }

 private:
  static double checked(double low, double mode, double high) {
    TENURE_ENSURE(low <= mode && mode <= high && low < high, "a PERT law needs low <= mode <= high and low < high");
    return high - low;
  }

  double low_;
  double range_;
  Beta unit_;
};

}  // namespace tenure::sim
