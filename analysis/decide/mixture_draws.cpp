#include "analysis/decide/mixture_draws.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "models/draws/world.h"
#include "sim/base/cancelled.h"
#include "sim/run/executor.h"

namespace tenure::analysis::decision {

DrawnCells drawn_cells(const models::Scenario& scenario, const models::Source& source, const std::vector<InWorlds>& wanted, int draws,
                       int luck, const Runner& runner) {
  const models::ParameterDraws numbers(scenario);
  const auto n = static_cast<std::size_t>(draws);
  DrawnCells out;
  out.cells.assign(wanted.size(), Cells(n));
  out.parameters.resize(n);
  models::SimulateOptions options;
  options.stop = runner.stop;
  runner.executor->for_each(n, [&](std::size_t k) {
    if (runner.stop != nullptr && runner.stop->load()) throw sim::Cancelled();
    models::DrawnWorld world = models::drawn_world(scenario, source, numbers, static_cast<int>(k) + 1, runner.stop);
    out.parameters[k] = std::move(world.parameters);
    for (std::size_t w = 0; w < wanted.size(); ++w) {
      models::Strategy& strategy = world.scenario.strategies[static_cast<std::size_t>(wanted[w].strategy)];
      const std::vector<models::Pool> own = strategy.pools;
      if (wanted[w].teams != nullptr)
        for (std::size_t q = 0; q < strategy.pools.size(); ++q) {
          const models::Pool& from = wanted[w].teams->pools[q];
          strategy.pools[q].servers = from.servers;
          strategy.pools[q].plan = from.plan;
          strategy.pools[q].shifts = from.shifts;
        }
      out.cells[w][k] = models::Simulation(world.scenario, wanted[w].strategy).run({luck, static_cast<int>(k)}, options);
      strategy.pools = own;
      if (runner.on_cell) runner.on_cell(out.cells[w][k].events);
    }
  });
  return out;
}

bool same_worlds(const ResultSet& results, const models::Scenario& scenario, const std::vector<std::vector<double>>& parameters) {
  if (parameters.size() > results.draws()) return false;
  std::map<std::string, std::size_t> places;
  for (std::size_t p = 0; p < scenario.parameters.size(); ++p) places[scenario.parameters[p].key] = p;
  for (std::size_t d = 0; d < parameters.size(); ++d)
    for (std::size_t p = 0; p < results.parameters.size(); ++p) {
      const auto place = places.find(results.parameters[p].key);
      const double of_file = results.drawn.parameters[d * results.parameters.size() + p];
      if (place == places.end() || !(std::fabs(parameters[d][place->second] - of_file) <= 1e-9 * std::fabs(of_file))) return false;
    }
  return true;
}

}  // namespace tenure::analysis::decision
