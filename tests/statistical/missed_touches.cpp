// A pool at load 1.0 with limits, due dates on the hour: who is missed is luck, not position.
//
// 400 members are due every second hour, all at the same instants, for work that takes the pool's whole capacity; what has
// not begun by the limit is missed. With addressed ties everybody is missed alike; with ties by ordinal (planted) the
// same members are missed every time. False-alarm rate 1e-6; a difference of 2 % of the misses between the two halves is
// resolved.
#include <vector>

#include "sim/engine/engine.h"
#include "tests/support/catch.h"
#include "tests/support/statistical.h"

using namespace tenure::sim;
using namespace tenure::test;

namespace {

constexpr std::uint32_t kMembers = 400;

enum class Ties { addressed, by_ordinal };

struct Touched {
  std::uint64_t replication;
  Ties ties;
  std::vector<Tick> next = {};
  std::vector<double> missed = {};
  StreamKey luck = cell_key(3, replication, 0);

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(next.size()); }
  [[nodiscard]] std::uint64_t key(EntityId e) const { return listed_key(0, e); }
  Tick first_due(EntityId e) { return next[e] = 0; }
  Tick on_due(EntityId e, Tick due, Tick, Desk& d) {
    const auto n = static_cast<std::uint32_t>(due / (2 * kHour));
    Request q{.author_key = key(e), .topic = 1, .occasion = n};
    const Draws draws(luck, {key(e), stream_of(Purpose::tie, "touch"), n, 0});
    q.tie = ties == Ties::addressed ? draws.bits(Quarter::first) : e;
    q.work = duration_of(draws.unit_exponential(Half::second) * 3.0 * kMinute);  // 400 x 3 min = 10 servers x 2 h
    q.patience = kHour + 30 * kMinute;
    d.ask(q);
    return next[e] = due + 2 * kHour;
  }
  Tick on_answer(EntityId e, const Answer& a, Tick, Desk&) {
    if (a.outcome == Outcome::abandoned) missed[e] += 1.0;
    return next[e];
  }
  Tick on_told(EntityId e, const Notice&, Tick, Desk&) { return next[e]; }
  void on_midnight(Clerk& clerk) {
    if (clerk.midnight() == 0) next.resize(kMembers), missed.resize(kMembers);
  }
};

/// Per replication: misses of the first half of the members less those of the second, over all misses.
std::vector<double> imbalance(Ties ties) {
  std::vector<double> values;
  for (std::uint64_t r = 0; r < 24; ++r) {
    Touched model{r, ties};
    PoolSpec pool{.name = "touch", .mode = Mode::open};
    pool.groups = {{nullptr, {{0, 10}}}};
    EngineOptions options;
    options.end = 30 * kDay;
    const RunReport report = run(model, {pool}, options);
    CHECK(report.pools[0].total().abandoned > 20'000);
    double first = 0, second = 0;
    for (std::uint32_t e = 0; e < kMembers; ++e) (e < kMembers / 2 ? first : second) += model.missed[e];
    values.push_back((first - second) / (first + second));
  }
  return values;
}

}  // namespace

TEST_CASE("Missed touches do not depend on the ordinal", "[queues][ties]") {
  const MeanCheck check{.false_alarm = 1e-6, .absolute = .02};
  CHECK(agrees(imbalance(Ties::addressed), 0.0, check));
  CHECK(differs(imbalance(Ties::by_ordinal), 0.0, check));
}
