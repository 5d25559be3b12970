// The same customers, bit for bit: whatever the engine, the windows, the order of visiting and the grid of time.
#include <cmath>
#include <numeric>
#include <span>

#include "sim/run/executor.h"
#include "tests/support/catch.h"
#include "tests/support/rich_world.h"
#include "tests/support/same_result.h"

using namespace tenure;
using namespace tenure::test;

TEST_CASE("models: every engine, window and order gives the same bytes") {
  for (const Tick tick : {Tick{1}, sim::kHour}) {
    Scenario s = rich_world(300.0, 150 * sim::kDay);
    s.time.tick = tick;
    const Simulation simulation(s, 0);
    const CellResult reference = simulation.run({0, 0}, {.engine = EngineKind::reference});
    CHECK(reference[Measure::lost][0] > 20.0);
    CHECK(reference[Measure::missed_touches][0] > 20.0);
    CHECK(reference[Measure::hiring_cost][0] > 0.0);
    CHECK(reference[Measure::training_cost][0] > 0.0);
    CHECK(reference[Measure::severance_cost][0] > 0.0);
    CHECK(reference[Measure::pool_overload][2] > 0.2);
    CHECK(reference[Measure::pool_overload][2] < 1.0);
    for (const Measure id : {Measure::touchpoint_returned, Measure::self_service_resolved, Measure::self_service_went_on,
                             Measure::self_service_returned, Measure::self_service_silent, Measure::touchpoint_withdrawn})
      CHECK(std::accumulate(reference[id].begin(), reference[id].end(), 0.0,
                            [](double sum, double x) { return std::isnan(x) ? sum : sum + x; }) > 10.0);
    for (std::size_t row = 10, months = 5; row < reference[Measure::transition_count].size() / months; ++row) {
      double led = 0.0;  // the ways of contacts
      for (std::size_t m = 0; m < months; ++m) led += reference[Measure::transition_count][row * months + m];
      CHECK(led > 0.0);
    }
    CHECK(same(reference, simulation.run({0, 0}, {.engine = EngineKind::reference, .shuffle_entities = 5})));
    const auto threads = sim::make_executor(sim::Backend::threads, 3);
    for (const Tick window : {Tick{0}, sim::kHour}) {
      CHECK(same(reference, simulation.run({0, 0}, {.window = window})));
      CHECK(same(reference, simulation.run({0, 0}, {.window = window, .executor = threads.get()})));
      CHECK(same(reference, simulation.run({0, 0}, {.window = window, .shuffle_entities = 7, .shuffle_pools = 11})));
    }
    if (tick == 1) CHECK(same(reference, simulation.run({0, 0}, {.window = 20 * sim::kMinute})));
    CHECK_FALSE(same(reference, simulation.run({0, 1}, {})));
    CHECK_FALSE(same(reference, simulation.run({1, 0}, {})));
  }
}

TEST_CASE("models: a touchpoint that does nothing changes no byte of the rest") {
  const Scenario plain = rich_world(200.0, 120 * sim::kDay);
  const auto with = [&](double ratio) {
    Scenario s = plain;
    SmallWorld helper({"x"}, 1.0, sim::kDay);
    helper.s.segments = s.segments;
    Touchpoint idle = helper.touchpoint("idle", {0, 1, 2}, 3 * sim::kDay);
    idle.reach = helper.all(number(0.5));
    idle.done = {helper.influence("nothing", {0, 1, 2, 3}, ratio, 5 * sim::kDay)};
    s.strategies[0].touchpoints.push_back(idle);
    return simulate_cell(s, 0, 0, 3);
  };
  const CellResult without = simulate_cell(plain, 0, 0, 3);
  const auto unchanged = [&](const CellResult& cell) {
    const DimLabels labels = dim_labels(plain);
    for (const MeasureRow& row : measures()) {
      if (row.name == "missed_touches") continue;  // counts those that the idle touchpoint did not reach
      const auto& a = without[row.id];
      const auto& b = cell[row.id];
      if (b.size() < a.size() || !same_bytes(a, std::span(b).first(a.size()))) return false;
    }
    return labels.touchpoints.back() != "idle" && cell[Measure::touchpoint_delivered].back() > 0.0;
  };
  CHECK(unchanged(with(1.0)));
  CHECK_FALSE(unchanged(with(0.99)));  // a touch that does something is seen
}

TEST_CASE("models: a strategy added to the file changes no byte of the others") {
  const Scenario plain = rich_world(200.0, 120 * sim::kDay);
  Scenario more = plain;
  more.strategies.push_back(plain.strategies[0]);
  more.strategies.back().name = "other";
  more.strategies.back().touchpoints[3].every.assign(2, 2 * sim::kDay);
  CHECK(same(simulate_cell(plain, 0, 0, 1), simulate_cell(more, 0, 0, 1)));
  CHECK_FALSE(same(simulate_cell(plain, 0, 0, 1), simulate_cell(more, 1, 0, 1)));
  std::swap(more.strategies[0], more.strategies[1]);
  CHECK(same(simulate_cell(plain, 0, 0, 1), simulate_cell(more, 1, 0, 1)));
}

TEST_CASE("models: one more customer leaves the others' lives as they are") {
  // Without staff nobody waits for anybody, so lives are independent: totals grow by one customer's own share.
  SmallWorld w({"active", "lost"}, 50.0, 2 * sim::kYear);
  w.segment().frailty = number(0.7);
  w.add_transition("churn", {0}, 1, law(Family::weibull, 0.7, 400.0)).frailty = true;
  w.add_flow("fee", FlowKind::revenue, FlowForm::rate, {0}, number(1.0));
  std::vector<double> revenue;
  for (int n = 1; n <= 12; ++n) {
    w.segment().customers = number(n);
    revenue.push_back(w.run()[Measure::revenue][0]);
  }
  // customer n + 1 starts clean: alone in the book, she earns what she adds to it
  for (std::size_t n = 1; n < revenue.size(); ++n) {
    const double added = revenue[n] - revenue[n - 1];
    CHECK(added > 0.0);
    CHECK(added <= 2 * kYearDays + 1e-6);
  }
  Scenario later = w.s;
  later.segments[0].customers = number(12);
  CHECK(simulate_cell(later, 0, 0, 0, {.shuffle_entities = 3})[Measure::revenue][0] == revenue.back());
}
