// One server: Pollaczek-Khinchine and priorities. Every test
// states its false-alarm rate (1e-6) and its resolution, and a service that is one percent slower is caught by it.
#include <array>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/queue_measure.h"

using namespace tenure::test;

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
