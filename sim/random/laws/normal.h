// Normal: sums of many small influences.
//
//   density   e^(-((x - mean) / sd)^2 / 2) / (sd sqrt(2 pi))
//   value     mean + sd * standard normal
#pragma once

#include "sim/base/contract.h"
#include "sim/random/units.h"

namespace tenure::sim {

class Normal {
 public:
  /// standard deviation >= 0.
  Normal(double mean, double standard_deviation) : mean_(mean), standard_deviation_(standard_deviation) {
    TENURE_ENSURE(standard_deviation >= 0.0 && standard_deviation < 1e150, "a standard deviation must not be negative");
  }

  [[nodiscard]] double operator()(double share) const { return of_normal(standard_normal_of(share)); }
  [[nodiscard]] double of_normal(double unit) const { return mean_ + standard_deviation_ * unit; }
  [[nodiscard]] double mean() const { return mean_; }
  [[nodiscard]] double variance() const { return standard_deviation_ * standard_deviation_; }

 private:
  double mean_;
  double standard_deviation_;
};

}  // namespace tenure::sim
