// Deterministic: always the same value.
#pragma once

namespace tenure::sim {

class Deterministic {
 public:
  explicit Deterministic(double value) : value_(value) {}

  [[nodiscard]] double operator()(double /*share*/) const { return value_; }
  [[nodiscard]] double mean() const { return value_; }
  [[nodiscard]] double variance() const { return 0.0; }

 private:
  double value_;
};

}  // namespace tenure::sim
