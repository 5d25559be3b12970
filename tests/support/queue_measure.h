// What is measured on a textbook queue, one value per replication, and how it is compared with theory: false-alarm rate
// 1e-6, sharpened by controls whose means are known.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "tests/support/queue_formulas.h"
#include "tests/support/queue_model.h"
#include "tests/support/statistical.h"

namespace tenure::test {

inline constexpr double kFalseAlarm = 1e-6;

/// One value per replication, with what chance has dealt it.
class Sample {
 public:
  void add(double value, const QueueResult& r) {
    y_.push_back(value);
    x_.push_back({r.surplus_arrivals, r.surplus_work});
  }

  /// The values less their regression on the two controls, whose means are known to be 0 (Lavenberg & Welch 1981).
  [[nodiscard]] std::vector<double> adjusted() const {
    const auto n = static_cast<double>(y_.size());
    double my = 0, m0 = 0, m1 = 0, s00 = 0, s01 = 0, s11 = 0, t0 = 0, t1 = 0;
    for (std::size_t i = 0; i < y_.size(); ++i) my += y_[i] / n, m0 += x_[i][0] / n, m1 += x_[i][1] / n;
    for (std::size_t i = 0; i < y_.size(); ++i) {
      const double a = x_[i][0] - m0, b = x_[i][1] - m1, y = y_[i] - my;
      s00 += a * a, s01 += a * b, s11 += b * b, t0 += a * y, t1 += b * y;
    }
    const double det = s00 * s11 - s01 * s01;
    const bool both = s11 > 1e-12;  // deterministic services have nothing to adjust for
    const double b0 = both ? (t0 * s11 - t1 * s01) / det : t0 / s00, b1 = both ? (t1 * s00 - t0 * s01) / det : 0.0;
    std::vector<double> out(y_);
    for (std::size_t i = 0; i < out.size(); ++i) out[i] -= b0 * x_[i][0] + b1 * x_[i][1];
    return out;
  }

 private:
  std::vector<double> y_;
  std::vector<std::array<double, 2>> x_;
};

struct Measured {
  Sample waits, abandons, mean_wait, in_system, occupancy, within;
};

inline constexpr int kReplications = 60;

inline Measured measure(const QueueCase& c) {
  Measured m;
  for (int i = 0; i < kReplications; ++i) {
    const QueueResult r = play_queue(c, static_cast<std::uint64_t>(i));
    const PoolCounts n = r.stats.total(1);
    const PoolMonth whole = r.stats.total_month(1);
    const auto concluded = static_cast<double>(n.begun + n.abandoned);
    const auto service = static_cast<double>(c.mean_service);
    m.waits.add(static_cast<double>(n.delayed + n.abandoned) / concluded, r);
    m.abandons.add(static_cast<double>(n.abandoned) / concluded, r);
    m.within.add(static_cast<double>(n.within_target) / concluded, r);
    m.mean_wait.add(static_cast<double>(n.waited + n.waited_in_vain) / concluded / service, r);
    m.in_system.add(static_cast<double>(whole.system_ticks) / static_cast<double>((c.months - 1) * kMonth), r);
    m.occupancy.add(static_cast<double>(n.worked) / static_cast<double>(whole.on_shift_ticks), r);
  }
  return m;
}

inline Judgement right_mean(const Sample& sample, double expected, double resolution) {
  return agrees(sample.adjusted(), expected, {.false_alarm = kFalseAlarm, .resolution = resolution});
}
inline Judgement wrong_mean(const Sample& sample, double expected, double resolution) {
  return differs(sample.adjusted(), expected, {.false_alarm = kFalseAlarm, .resolution = resolution});
}

inline QueueCase slower(QueueCase c) {
  c.slower = 1.01;
  return c;
}

}  // namespace tenure::test
