#include "analysis/decide/mixture_draws.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "sim/base/cancelled.h"
#include "sim/run/executor.h"

namespace tenure::analysis::decision {

DrawnWorlds::DrawnWorlds(const models::Scenario& scenario, const models::Source& source, int draws, const Runner& runner)
    : worlds_(static_cast<std::size_t>(draws)) {
  const models::ParameterDraws numbers(scenario);
  runner.executor->for_each(worlds_.size(), [&](std::size_t k) {
    if (runner.stop != nullptr && runner.stop->load()) throw sim::Cancelled();
    worlds_[k] = models::drawn_world(scenario, source, numbers, static_cast<int>(k) + 1, runner.stop);
  });
}

std::vector<Cells> DrawnWorlds::cells(const std::vector<InWorlds>& wanted, int luck, const Runner& runner, int some) const {
  const std::size_t n = some > 0 ? std::min(static_cast<std::size_t>(some), worlds_.size()) : worlds_.size();
  std::vector<Cells> out(wanted.size(), Cells(n));
  models::SimulateOptions options;
  options.stop = runner.stop;
  runner.executor->for_each(n, [&](std::size_t i) {
    if (runner.stop != nullptr && runner.stop->load()) throw sim::Cancelled();
    const std::size_t k = i * worlds_.size() / n;
    models::Scenario world = worlds_[k].scenario;
    for (std::size_t w = 0; w < wanted.size(); ++w) {
      models::Strategy& strategy = world.strategies[static_cast<std::size_t>(wanted[w].strategy)];
      const std::vector<models::Pool> own = strategy.pools;
      if (wanted[w].teams != nullptr)
        for (std::size_t q = 0; q < strategy.pools.size(); ++q) {
          const models::Pool& from = wanted[w].teams->pools[q];
          strategy.pools[q].servers = from.servers;
          strategy.pools[q].plan = from.plan;
          strategy.pools[q].shifts = from.shifts;
        }
      out[w][i] = models::Simulation(world, wanted[w].strategy).run({luck, static_cast<int>(k)}, options);
      strategy.pools = own;
      if (runner.on_cell) runner.on_cell(out[w][i].events);
    }
  });
  return out;
}

bool DrawnWorlds::same_as(const ResultSet& results, const models::Scenario& scenario) const {
  if (worlds_.size() > results.draws()) return false;
  std::map<std::string, std::size_t> places;
  for (std::size_t p = 0; p < scenario.parameters.size(); ++p) places[scenario.parameters[p].key] = p;
  for (std::size_t d = 0; d < worlds_.size(); ++d)
    for (std::size_t p = 0; p < results.parameters.size(); ++p) {
      const auto place = places.find(results.parameters[p].key);
      const double of_file = results.drawn.parameters[d * results.parameters.size() + p];
      if (place == places.end() || !(std::fabs(worlds_[d].parameters[place->second] - of_file) <= 1e-9 * std::fabs(of_file))) return false;
    }
  return true;
}

}  // namespace tenure::analysis::decision
