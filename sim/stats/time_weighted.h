// Time-weighted statistics of something that holds a level for a while: queue length, servers on shift, utilisation.
//
// LevelIntegral is exact: a whole-number level, its integral over ticks in 128 bits. Little's law and busy <= paid are
// checked with it as identities. TimeWeighted takes any level and keeps weighted moments (West 1979; merging as in
// tally.h with durations for counts).
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

#include "sim/base/contract.h"
#include "sim/base/int128.h"
#include "sim/time/tick.h"

namespace tenure::sim {

/// Integral over time of a whole-number level, exact.
class LevelIntegral {
 public:
  explicit LevelIntegral(Tick start = 0, std::int64_t level = 0) : since_(start), level_(level), max_(level) {}

  [[nodiscard]] std::int64_t level() const { return level_; }
  [[nodiscard]] std::int64_t max() const { return max_; }

  /// The level is `level` from `now` on; instants must not go back.
  void set(Tick now, std::int64_t level) {
    advance(now);
    level_ = level;
    max_ = std::max(max_, level);
  }
  void change(Tick now, std::int64_t by) { set(now, level_ + by); }

  /// Level x ticks from the start to `now`, which must not lie before the last change.
  [[nodiscard]] Int128 integral(Tick now) const {
    TENURE_ENSURE(now >= since_, "time must not go back");
    return integral_ + static_cast<Int128>(level_) * (now - since_);
  }

 private:
  void advance(Tick now) {
    integral_ = integral(now);
    since_ = now;
  }

  Tick since_;
  std::int64_t level_;
  std::int64_t max_;
  Int128 integral_ = 0;
};

/// Mean, variance and range of a level, each value weighted by how long it held.
class TimeWeighted {
 public:
  /// The level `value` held for `duration` >= 0 ticks.
  void add(double value, Tick duration) {
    TENURE_ENSURE(duration >= 0, "a level cannot hold for a negative time");
    if (duration == 0) return;
    const auto weight = static_cast<double>(duration);
    duration_ += duration;
    const double delta = value - mean_;
    mean_ += delta * (weight / static_cast<double>(duration_));
    m2_ += weight * delta * (value - mean_);
    min_ = std::min(min_, value);
    max_ = std::max(max_, value);
  }

  TimeWeighted& operator+=(const TimeWeighted& other) {
    if (other.duration_ == 0) return *this;
    if (duration_ == 0) return *this = other;
    const auto a = static_cast<double>(duration_);
    const auto b = static_cast<double>(other.duration_);
    const double delta = other.mean_ - mean_;
    mean_ += delta * (b / (a + b));
    m2_ += other.m2_ + delta * delta * (a * b / (a + b));
    duration_ += other.duration_;
    min_ = std::min(min_, other.min_);
    max_ = std::max(max_, other.max_);
    return *this;
  }

  [[nodiscard]] Tick duration() const { return duration_; }

  /// Time average; 0 when nothing was observed.
  [[nodiscard]] double mean() const { return mean_; }

  /// Time-weighted variance (divisor: the whole duration).
  [[nodiscard]] double variance() const { return duration_ == 0 ? 0.0 : m2_ / static_cast<double>(duration_); }

  [[nodiscard]] double standard_deviation() const { return std::sqrt(variance()); }
  [[nodiscard]] double min() const { return min_; }
  [[nodiscard]] double max() const { return max_; }

 private:
  Tick duration_ = 0;
  double mean_ = 0.0;
  double m2_ = 0.0;
  double min_ = std::numeric_limits<double>::infinity();
  double max_ = -std::numeric_limits<double>::infinity();
};

}  // namespace tenure::sim
