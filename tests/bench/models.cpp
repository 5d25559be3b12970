// Benches of the business: nanoseconds per event beside their budgets, and bytes per customer.
//
// An event is a line that a full trace would print: contact, demand, charge, decision, stage change.  Budgets are for one
// core of a 2023 server CPU.
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <string>

#include "models/customer/record.h"
#include "models/language/load.h"
#include "models/simulate/simulate.h"
#include "tests/support/small_world.h"

using namespace tenure;
using namespace tenure::test;

namespace {

double seconds(const Simulation& simulation, const SimulateOptions& options, CellResult& result) {
  const std::clock_t start = std::clock();  // of this process: other programs on the machine count for nothing
  result = simulation.run({0, 0}, options);
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

void print(const std::string& name, double nanoseconds, double budget, double aim, double events) {
  std::printf("%-72s %8.1f ns  budget %5.0f  aim %5.0f  (%.2g events)\n", name.c_str(), nanoseconds, budget, aim, events);
}

}  // namespace

int main(int argc, char** argv) {
  const double size = argc > 1 ? std::stod(argv[1]) : 1e6;

  // hold: everybody moves on after an exponential time with a mean of one day, between two stages
  {
    SmallWorld w({"one", "other"}, size, 10 * sim::kDay);
    w.add_transition("on", {0}, 1, exponential(1.0));
    w.add_transition("back", {1}, 0, exponential(1.0));
    const Simulation simulation(w.s, 0);
    CellResult r;
    w.s.time.horizon = 1;
    const double none = seconds(Simulation(w.s, 0), {}, r);
    const double time = seconds(simulation, {}, r);
    const auto events = static_cast<double>(r.events);
    print("one exponential risk, " + std::to_string(static_cast<long>(size)) + " customers", (time - none) / events * 1e9, 45, 30, events);
    std::printf("%-72s %8.1f ns per customer\n", "drawing the opening book", none / size * 1e9);
  }

  // the subscription business
  const auto file = std::filesystem::path(TENURE_SOURCE_DIR) / "scenarios/saas_start.toml";
  const Loaded loaded = load(file);
  if (!loaded.ok()) {
    std::printf("scenarios/saas_start.toml does not load: %s\n", loaded.faults.front().message.c_str());
    return 1;
  }
  const Scenario& saas = loaded.points[0];
  for (const double factor : {1.0, 30.0}) {
    Scenario s = saas;
    for (Segment& g : s.segments) {
      g.customers.value *= factor;
      g.arrivals.value *= factor;
    }
    for (Strategy& strategy : s.strategies)
      for (Pool& p : strategy.pools) {
        p.servers = static_cast<int>(p.servers * factor);
        for (HeadcountStep& step : p.plan) step.servers = static_cast<int>(step.servers * factor);
      }
    for (std::size_t i = 0; i < s.strategies.size(); ++i) {
      CellResult r;
      const double time = seconds(Simulation(s, static_cast<int>(i)), {}, r);
      const auto events = static_cast<double>(r.events);
      const bool high = s.strategies[i].name == "high_touch";
      print("subscription business x " + std::to_string(static_cast<int>(factor)) + ", " + s.strategies[i].name, time / events * 1e9,
            high ? 200 : 150, high ? 140 : 100, events);
      std::printf("%-72s %8zu B   budget   256    aim   192\n", "  bytes of a customer's record",
                  Layout(*compile(s, static_cast<int>(i))).bytes);
      std::printf("%-72s %8.2f M  budget   0.5    aim     1\n", "  customer-months per second", r[Measure::customer_time][0] / time / 1e6);
    }
  }
  return 0;
}
