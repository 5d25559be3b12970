// Tally: count, mean, variance, smallest and largest of observations, one at a time or merged.
//
// Welford's update; two tallies merge by the pairwise formula of Chan, Golub & LeVeque (1979), as in Pebay (2008,
// SAND2008-6212).
//
//   delta = mean_b - mean_a,  mean = mean_a + delta n_b / n,  M2 = M2_a + M2_b + delta^2 n_a n_b / n
//
// Floating point: the last bits depend on the order of observations. What is summed over entities uses ExactSum; a
// tally serves where the order is fixed (within one pool's calendar, over replications by index).
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace tenure::sim {

class Tally {
 public:
  void add(double x) {
    ++n_;
    const double delta = x - mean_;
    mean_ += delta / static_cast<double>(n_);
    m2_ += delta * (x - mean_);
    min_ = std::min(min_, x);
    max_ = std::max(max_, x);
  }

  Tally& operator+=(const Tally& other) {
    if (other.n_ == 0) return *this;
    if (n_ == 0) return *this = other;
    const auto a = static_cast<double>(n_);
    const auto b = static_cast<double>(other.n_);
    const double delta = other.mean_ - mean_;
    mean_ += delta * (b / (a + b));
    m2_ += other.m2_ + delta * delta * (a * b / (a + b));
    n_ += other.n_;
    min_ = std::min(min_, other.min_);
    max_ = std::max(max_, other.max_);
    return *this;
  }

  [[nodiscard]] std::int64_t count() const { return n_; }

  /// Mean; 0 without observations.
  [[nodiscard]] double mean() const { return mean_; }

  /// Unbiased variance (divisor n - 1); 0 below two observations.
  [[nodiscard]] double variance() const { return n_ < 2 ? 0.0 : m2_ / static_cast<double>(n_ - 1); }

  [[nodiscard]] double standard_deviation() const { return std::sqrt(variance()); }

  /// Smallest observation; inf without observations.
  [[nodiscard]] double min() const { return min_; }

  /// Largest observation; -inf without observations.
  [[nodiscard]] double max() const { return max_; }

 private:
  std::int64_t n_ = 0;
  double mean_ = 0.0;
  double m2_ = 0.0;
  double min_ = std::numeric_limits<double>::infinity();
  double max_ = -std::numeric_limits<double>::infinity();
};

}  // namespace tenure::sim
