// Bench of the account base of scenarios/b2b_saas_coverage.toml at 10^4, 10^5 and 10^6 accounts: nanoseconds per event beside
// their budgets, where the time goes by mechanism, and how both grow.
//
//   bench_saas [LARGEST [MONTHS]]     accounts of the largest base (default 1e6), months simulated (default 12)
//
// The base grows with its teams and its leads; levels are those solved for the base as it is. One thread. An event is a line
// that a full trace would print: contact, demand, charge, decision, stage change. Budgets are for one core of a 2023 server CPU.
#include <cmath>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <map>
#include <string>

#include "models/customer/record.h"
#include "models/language/load.h"
#include "models/simulate/simulate.h"
#include "models/today/solve.h"
#include "tests/bench/profile.h"

using namespace tenure;
using namespace tenure::models;

namespace {

int times(int servers, double factor) { return static_cast<int>(std::lround(servers * factor)); }

Scenario grown(const Scenario& base, double accounts, double months) {
  Scenario s = base;
  double now = 0.0;
  for (const Segment& g : s.segments) now += g.customers.value;
  const double factor = accounts / now;
  for (Segment& g : s.segments) {
    g.customers.value = std::round(g.customers.value * factor);
    g.arrivals.value *= factor;
  }
  for (Strategy& strategy : s.strategies)
    for (Pool& p : strategy.pools) {
      p.servers = times(p.servers, factor);
      for (HeadcountStep& step : p.plan) step.servers = times(step.servers, factor);
      for (Shift& shift : p.shifts) {
        shift.servers = times(shift.servers, factor);
        for (HeadcountStep& step : shift.plan) step.servers = times(step.servers, factor);
      }
    }
  s.time.horizon = static_cast<sim::Tick>(months * static_cast<double>(sim::kMonth));
  s.time.run_off = 0;
  return s;
}

}  // namespace

int main(int argc, char** argv) {
  const double largest = argc > 1 ? std::stod(argv[1]) : 1e6;
  const double months = argc > 2 ? std::stod(argv[2]) : 12.0;
  Loaded loaded = load(std::filesystem::path(TENURE_SOURCE_DIR) / "scenarios/b2b_saas_coverage.toml");
  if (!loaded.ok()) {
    std::printf("scenarios/b2b_saas_coverage.toml does not load: %s\n", loaded.faults.front().message.c_str());
    return 1;
  }
  Scenario base = loaded.points.front();
  solve_today(base);
  std::printf("%-14s %9s %9s %12s %8s %8s %9s %14s %10s\n", "strategy", "accounts", "events", "ns per event", "budget",
              "aim", "growth", "M cust-mo / s", "bytes");
  std::map<std::string, double> first;
  for (double accounts = 1e4; accounts <= largest * 1.001; accounts *= 10.0) {
    const Scenario s = grown(base, accounts, months);
    for (std::size_t i = 0; i < s.strategies.size(); ++i) {
      const std::string& name = s.strategies[i].name;
      if (name != "hybrid" && name != "high_touch") continue;
      const Simulation simulation(s, static_cast<int>(i));
      // small bases take several replications, so that a profile has a thousand samples or so
      std::uint64_t events = 0;
      double customer_days = 0.0, seconds = 0.0;
      bench::profile_start();
      for (int replication = 0; replication == 0 || seconds < 4.0; ++replication) {
        const std::clock_t start = std::clock();  // of this process: other programs on the machine count for nothing
        const CellResult r = simulation.run({0, replication}, {});
        seconds += static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
        events += r.events;
        customer_days += r[Measure::customer_time][0];
      }
      const auto [profile, samples] = bench::profile_stop();
      const double each = seconds / static_cast<double>(events) * 1e9;
      first.emplace(name, each);
      const bool high = name == "high_touch";
      std::printf("%-14s %9.0f %9.2g %12.0f %8d %8d %8.2fx %14.2f %10zu\n", name.c_str(), accounts,
                  static_cast<double>(events), each, high ? 200 : 150, high ? 140 : 100, each / first[name],
                  customer_days / seconds / 1e6, Layout(*compile(s, static_cast<int>(i))).bytes);
      for (const bench::ProfileLine& line : profile)
        if (line.share >= 0.005)
          std::printf("    %-46s %5.1f %%  ± %3.1f %8.1f ns\n", line.mechanism.c_str(), line.share * 100.0,
                      196.0 * std::sqrt(line.share * (1.0 - line.share) / static_cast<double>(samples)), line.share * each);
      if (profile.empty()) std::printf("    no profile: addr2line (binutils) is missing\n");
      std::fflush(stdout);
    }
  }
  return 0;
}
