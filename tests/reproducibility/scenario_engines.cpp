// Every scenario in the tree: both engines, several windows, threads and orders, a tick of one hour: one result.
#include <algorithm>
#include <filesystem>
#include <vector>

#include "models/language/load.h"
#include "models/simulate/simulate.h"
#include "sim/run/executor.h"
#include "tests/support/catch.h"
#include "tests/support/same_result.h"

using namespace tenure;
using namespace tenure::models;
using namespace tenure::test;

namespace {

std::vector<std::filesystem::path> files() {
  std::vector<std::filesystem::path> out;
  for (const char* folder : {"scenarios", "tests/scenarios/reference"})
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(TENURE_SOURCE_DIR) / folder))
      if (entry.path().extension() == ".toml" && entry.path().filename() != "reference.toml") out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

/// A tenth of the customers and of the staff, and nine months (five years without staff), so that all take seconds.
Scenario shortened(Scenario s) {
  const bool staffed = !s.strategies[0].pools.empty();
  s.time.horizon = std::min<Tick>(s.time.horizon, staffed ? 9 * sim::kMonth : 5 * sim::kYear + sim::kDay);
  for (Segment& g : s.segments) {
    g.customers.value = std::min(g.customers.value, 20.0 + g.customers.value / 10.0);
    g.arrivals.value /= 2.0;
  }
  for (Strategy& strategy : s.strategies)
    for (Pool& p : strategy.pools) p.servers = (p.servers + 9) / 10;
  return s;
}

}  // namespace

TEST_CASE("scenarios: every engine, window, order and number of threads gives the same bytes") {
  const auto two = sim::make_executor(sim::Backend::tbb, 2);
  const auto three = sim::make_executor(sim::Backend::threads, 3);
  std::size_t with_staff = 0;
  for (const auto& file : files()) {
    INFO(file.string());
    const Loaded loaded = load(file);
    REQUIRE(loaded.ok());
    Scenario s = shortened(loaded.points[0]);
    for (const Tick tick : {Tick{1}, sim::kHour}) {
      s.time.tick = tick;
      if (tick > 1) s.time.reading_lag = sim::ceil_to_tick(s.time.reading_lag, tick);
      for (std::size_t k = 0; k < s.strategies.size(); ++k) {
        INFO(s.strategies[k].name << ", tick " << tick);
        with_staff += s.strategies[k].pools.empty() ? 0 : 1;
        const Simulation simulation(s, static_cast<int>(k));
        const CellResult reference = simulation.run({0, 0}, {.engine = EngineKind::reference});
        CHECK(same(reference, simulation.run({0, 0}, {.executor = two.get()})));
        CHECK(same(reference, simulation.run({0, 0}, {.executor = three.get(), .shuffle_entities = 3, .shuffle_pools = 5})));
        if (tick == 1) {
          CHECK(same(reference, simulation.run({0, 0}, {.window = 5 * sim::kMinute})));
          CHECK(same(reference, simulation.run({0, 0}, {.window = 20 * sim::kMinute})));
        }
        CHECK_FALSE(same(reference, simulation.run({0, 1}, {})));  // other luck is seen
      }
    }
  }
  CHECK(with_staff > 4);
}
