// Exponential: time to an event that does not age.
//
//   density   e^(-x / mean) / mean, x > 0
//   value     mean * unit exponential
#pragma once

#include "sim/base/contract.h"
#include "sim/random/units.h"

namespace tenure::sim {

class Exponential {
 public:
  /// mean > 0, finite.
  explicit Exponential(double mean) : mean_(mean) {
    TENURE_ENSURE(mean > 0.0 && mean < 1e300, "an exponential law needs a positive mean");
  }

  [[nodiscard]] double operator()(double share) const { return of_exponential(unit_exponential_of(share)); }
  [[nodiscard]] double of_exponential(double unit) const { return mean_ * unit; }
  [[nodiscard]] double mean() const { return mean_; }
  [[nodiscard]] double variance() const { return mean_ * mean_; }

 private:
  double mean_;
};

}  // namespace tenure::sim
