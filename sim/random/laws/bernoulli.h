// Bernoulli: 1 with a given probability, else 0.
//
//   value   1 if share < probability, else 0
#pragma once

#include "sim/base/contract.h"

namespace tenure::sim {

class Bernoulli {
 public:
  /// probability in [0, 1].
  explicit Bernoulli(double probability) : probability_(probability) {
    TENURE_ENSURE(probability >= 0.0 && probability <= 1.0, "a probability must lie between 0 and 1");
  }

  [[nodiscard]] double operator()(double share) const { return share < probability_ ? 1.0 : 0.0; }
  [[nodiscard]] double mean() const { return probability_; }
  [[nodiscard]] double variance() const { return probability_ * (1.0 - probability_); }

 private:
  double probability_;
};

}  // namespace tenure::sim
