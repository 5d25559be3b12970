// The pools against the closed forms of queueing theory. Every test states its false-alarm rate (1e-6) and its
// resolution, and a service that is one percent slower is caught by it.
#include <array>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/queue_formulas.h"
#include "tests/support/queue_model.h"
#include "tests/support/statistical.h"

using namespace tenure::test;

namespace {

constexpr double kFalseAlarm = 1e-6;

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

constexpr int kReplications = 60;

Measured measure(const QueueCase& c) {
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

Judgement right_mean(const Sample& sample, double expected, double resolution) {
  return agrees(sample.adjusted(), expected, {.false_alarm = kFalseAlarm, .resolution = resolution});
}
Judgement wrong_mean(const Sample& sample, double expected, double resolution) {
  return differs(sample.adjusted(), expected, {.false_alarm = kFalseAlarm, .resolution = resolution});
}

QueueCase slower(QueueCase c) {
  c.slower = 1.01;
  return c;
}

}  // namespace

TEST_CASE("The closed forms give the published rows", "[queues]") {
  CHECK(erlang_b(2, 3) == Approx(.2105263158).epsilon(1e-9));
  CHECK(erlang_b(90, 100) == Approx(.0269573805).epsilon(1e-8));
  CHECK(erlang_c(8, 10) == Approx(.4091801508).epsilon(1e-9));
  CHECK(erlang_c_wait(10, 14) == Approx(.0435329834).epsilon(1e-8));
  CHECK(erlang_c_wait(90, 100) == Approx(.0216940481).epsilon(1e-8));
  const ErlangA a = erlang_a(48, 50, 0.5);
  CHECK(a.waits == Approx(.467774).epsilon(2e-6));
  CHECK(a.abandons == Approx(.030912).epsilon(2e-5));
  CHECK(a.occupancy == Approx(.930324).epsilon(2e-6));
}

TEST_CASE("Erlang B: lost without patience", "[queues]") {
  struct Row {
    double a;
    int c;
    double expected;
    Tick service;
    int months;
    double resolution;
  };
  for (const Row& row : {Row{2, 3, .2105263158, kHour, 11, .013}, Row{8, 10, .1216610643, 2 * kHour, 9, .015},
                         Row{10, 14, .0568191434, 2 * kHour, 11, .025}, Row{90, 100, .0269573805, 6 * kHour, 5, .05}}) {
    const QueueCase c{
        .load = row.a, .servers = row.c, .patience = 0.0, .mean_service = row.service, .months = row.months};
    CAPTURE(row.a, row.c);
    CHECK(right_mean(measure(c).abandons, row.expected, row.resolution));
    CHECK(wrong_mean(measure(slower(c)).abandons, row.expected, row.resolution));
  }
}

TEST_CASE("Erlang C: probability of waiting and mean wait", "[queues]") {
  struct Row {
    double a;
    int c;
    double waits, mean_wait;
    Tick service;
    int months;
    double resolution, wait_resolution;
  };
  for (const Row& row :
       {Row{2, 3, .4444444444, .4444444444, kHour, 13, .012, .04}, Row{8, 10, .4091801508, .2045900754, 2 * kHour, 13, .02, .075},
        Row{10, 14, .1741319336, .0435329834, 2 * kHour, 13, .03, .08},
        Row{90, 100, .2169404809, .0216940481, 6 * kHour, 13, .06, .15}}) {
    const QueueCase c{.load = row.a, .servers = row.c, .mean_service = row.service, .months = row.months};
    CAPTURE(row.a, row.c);
    const Measured right = measure(c), wrong = measure(slower(c));
    CHECK(right_mean(right.waits, row.waits, row.resolution));
    CHECK(wrong_mean(wrong.waits, row.waits, row.resolution));
    CHECK(right_mean(right.mean_wait, row.mean_wait, row.wait_resolution));
    CHECK(wrong_mean(wrong.mean_wait, row.mean_wait, row.wait_resolution));
  }
}

TEST_CASE("100 calls per 30 min of 3 min: 14 agents answer 88.8 % within 20 s", "[queues][live]") {
  // the clock runs twenty times slower, so that a month holds 730 services
  const QueueCase c{
      .load = 10, .servers = 14, .mode = Mode::live, .mean_service = kHour, .target_wait = 400 * kSecond, .months = 8};
  const Measured right = measure(c), wrong = measure(slower(c));
  CHECK(right_mean(right.within, .88835, .005));
  CHECK(wrong_mean(wrong.within, .88835, .005));
  CHECK(right_mean(right.occupancy, 10.0 / 14.0, .002));
  CHECK(wrong_mean(wrong.occupancy, 10.0 / 14.0, .002));
}

TEST_CASE("Erlang A: patience", "[queues][live]") {
  const QueueCase c{
      .load = 48, .servers = 50, .patience = 2.0, .mode = Mode::live, .mean_service = 3 * kHour, .months = 6};
  const Measured right = measure(c), wrong = measure(slower(c));
  CHECK(right_mean(right.waits, .467774, .025));
  CHECK(wrong_mean(wrong.waits, .467774, .025));
  CHECK(right_mean(right.abandons, .030912, .06));
  CHECK(wrong_mean(wrong.abandons, .030912, .06));
  CHECK(right_mean(right.mean_wait, 3.709 / 60.0, .06));
  CHECK(wrong_mean(wrong.mean_wait, 3.709 / 60.0, .06));
  CHECK(right_mean(right.occupancy, .930324, .005));
}

TEST_CASE("Erlang A without abandonment waits 20.834 s", "[queues]") {
  const QueueCase c{.load = 48, .servers = 50, .mean_service = 3 * kHour, .months = 13};
  CHECK(right_mean(measure(c).mean_wait, 20.834 / 60.0, .25));
  CHECK(wrong_mean(measure(slower(c)).mean_wait, 20.834 / 60.0, .25));
}

TEST_CASE("Patience as long as service: the number in system is Poisson", "[queues][live]") {
  const QueueCase c{
      .load = 12, .servers = 12, .patience = 1.0, .mode = Mode::live, .mean_service = 2 * kHour, .months = 8};
  const Measured right = measure(c), wrong = measure(slower(c));
  CHECK(right_mean(right.in_system, 12.0, .005));
  CHECK(right_mean(right.waits, poisson_tail(12.0, 12), .015));
  CHECK(wrong_mean(wrong.waits, poisson_tail(12.0, 12), .015));
}

TEST_CASE("M/G/1: Pollaczek-Khinchine", "[queues]") {
  struct Row {
    ServiceLaw law;
    double expected;
    int months;
    double resolution;
  };
  for (const Row& row : {Row{ServiceLaw::deterministic, 2.0, 25, .05}, Row{ServiceLaw::erlang4, 2.5, 31, .05},
                         Row{ServiceLaw::exponential, 4.0, 49, .055}, Row{ServiceLaw::hyperexponential, 6.0, 97, .055}}) {
    const QueueCase c{.load = .8, .servers = 1, .law = row.law, .months = row.months};
    CAPTURE(static_cast<int>(row.law));
    CHECK(right_mean(measure(c).mean_wait, row.expected, row.resolution));
    CHECK(wrong_mean(measure(slower(c)).mean_wait, row.expected, row.resolution));
  }
}

TEST_CASE("Non-preemptive priorities, M/M/1", "[queues]") {
  // W_1 = rho / (1 - rho_1), W_2 = W_1 / (1 - rho), in mean services (Cobham 1954)
  const double rho = .8, urgent = .5;
  const QueueCase c{.load = rho, .servers = 1, .urgent = urgent, .months = 49};
  const double first = rho / (1.0 - rho * urgent), second = first / (1.0 - rho);
  const auto waits = [](const QueueCase& q) {
    std::array<Sample, 2> by_class;
    for (std::uint64_t i = 0; i < kReplications; ++i) {
      const QueueResult r = play_queue(q, i);
      for (std::uint32_t account = 0; account < 2; ++account) {
        PoolCounts n;
        for (std::size_t m = 1; m < r.stats.months(); ++m) n += r.stats.at_month(account, m);
        by_class[account].add(
            static_cast<double>(n.waited) / static_cast<double>(n.begun) / static_cast<double>(q.mean_service), r);
      }
    }
    return by_class;
  };
  const auto right = waits(c), wrong = waits(slower(c));
  CHECK(right_mean(right[0], first, .02));
  CHECK(wrong_mean(wrong[0], first, .02));
  CHECK(right_mean(right[1], second, .06));
  CHECK(wrong_mean(wrong[1], second, .06));
}
