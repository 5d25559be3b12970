// A world with a yesterday: the same bytes on every engine, and the same yesterday under every strategy.

#include "sim/run/executor.h"
#include "tests/support/catch.h"
#include "tests/support/same_result.h"
#include "tests/support/today_world.h"

using namespace tenure;
using namespace tenure::test;

TEST_CASE("today: every engine, window and order gives the same bytes") {
  for (const Tick tick : {Tick{1}, sim::kHour}) {
    Scenario s = today_world(200.0, 100 * sim::kDay, 80 * sim::kDay);
    s.time.tick = tick;
    for (int k = 0; k < 3; ++k) {
      CAPTURE(tick, k);
      const Simulation simulation(s, k);
      const CellResult reference = simulation.run({0, 0}, {.engine = EngineKind::reference});
      CHECK(reference[Measure::lost][0] > 10.0);
      CHECK(reference[Measure::missed_touches][0] > 5.0);
      const auto threads = sim::make_executor(sim::Backend::threads, 3);
      CHECK(same(reference, simulation.run({0, 0}, {.executor = threads.get()})));
      CHECK(same(reference, simulation.run({0, 0}, {.shuffle_entities = 7, .shuffle_pools = 11})));
      if (tick == 1) CHECK(same(reference, simulation.run({0, 0}, {.window = 20 * sim::kMinute})));
      CHECK_FALSE(same(reference, simulation.run({0, 1}, {})));
    }
  }
}

TEST_CASE("today: a copy of today's strategy gives the same bytes, another one does not") {
  for (const Tick tick : {Tick{1}, sim::kHour}) {
    Scenario s = today_world(200.0, 100 * sim::kDay, 80 * sim::kDay);
    s.time.tick = tick;
    for (int r = 0; r < 3; ++r) {
      CAPTURE(tick, r);
      const CellResult today = simulate_cell(s, 0, 0, r);
      CHECK(same(today, simulate_cell(s, 1, 0, r)));
      CHECK_FALSE(same(today, simulate_cell(s, 2, 0, r)));
    }
    Scenario fewer = s;  // what the others plan changes nothing of today's
    fewer.strategies.pop_back();
    const CellResult kept = simulate_cell(fewer, 0, 0, 1), all = simulate_cell(s, 0, 0, 1);
    CHECK(kept[Measure::net_value] == all[Measure::net_value]);
    CHECK(kept[Measure::monthly_lost] == all[Measure::monthly_lost]);
  }
}

TEST_CASE("today: the length of the warm-up is seen") {
  const CellResult whole = simulate_cell(today_world(200.0, 60 * sim::kDay, 80 * sim::kDay), 0, 0, 0);
  CHECK_FALSE(same(whole, simulate_cell(today_world(200.0, 60 * sim::kDay, 40 * sim::kDay), 0, 0, 0)));
  CHECK(same(whole, simulate_cell(today_world(200.0, 60 * sim::kDay, 80 * sim::kDay - sim::kHour), 0, 0, 0)));  // whole days
}
