#include "analysis/decide/mixture_teams.h"

#include <algorithm>
#include <cmath>

#include "models/scenario/mixture_teams.h"
#include "sim/base/cancelled.h"
#include "sim/run/cells.h"
#include "sim/run/executor.h"

namespace tenure::analysis::decision {
namespace {

using models::Measure;

constexpr double too_busy = 0.85, too_idle = 0.7, too_many_missed = 0.05;
constexpr double surely = 2.0;  // standard errors

double mean_of(const Cells& cells, Measure measure, std::size_t row) {
  double sum = 0.0, n = 0.0;
  for (const models::CellResult& cell : cells)
    if (const double value = cell[measure][row]; !std::isnan(value)) sum += value, n += 1.0;
  return n > 0.0 ? sum / n : 0.0;
}

/// Net value of `after` less that of `before`, pair by pair: mean, and whether it is surely more than nothing.
std::pair<double, bool> rise(const Cells& before, const Cells& after) {
  std::vector<double> gain;
  for (std::size_t r = 0; r < before.size(); ++r)
    gain.push_back(after[r][Measure::net_value][0] - before[r][Measure::net_value][0]);
  double sum = 0.0, squares = 0.0;
  for (const double g : gain) sum += g;
  const double n = static_cast<double>(gain.size()), mean = sum / n;
  for (const double g : gain) squares += (g - mean) * (g - mean);
  return {mean, mean > surely * std::sqrt(squares / (n - 1.0) / n)};
}

bool by_hand(const models::Pool& pool) { return pool.kind == models::PoolKind::staffed && pool.servers > 0; }

/// Which way a pool's head count should be tried: 1, -1 or 0.
int way_of(const Cells& cells, std::size_t row) {
  const double busy = mean_of(cells, Measure::pool_overall_utilisation, row);
  if (busy > too_busy || mean_of(cells, Measure::pool_missed_share, row) > too_many_missed) return 1;
  return busy < too_idle ? -1 : 0;
}

}  // namespace

Cells cells_of(const models::Scenario& scenario, int strategy, int luck, int replications, const Runner& runner) {
  const models::Simulation simulation(scenario, strategy);
  const auto n = static_cast<std::size_t>(replications);
  const bool inside = n < runner.executor->width();  // few cells run one after another, each over all threads
  const auto serial = sim::make_executor(sim::Backend::serial);
  models::SimulateOptions options;
  options.stop = runner.stop;
  if (inside) options.executor = runner.executor;
  Cells out(n);
  const auto run_one = [&](std::size_t i) {
    models::CellResult cell = simulation.run({luck, static_cast<int>(i)}, options);
    if (runner.on_cell) runner.on_cell(cell.events);
    return cell;
  };
  sim::run_cells(n, inside ? *serial : *runner.executor, {.cancel = runner.stop}, run_one,
                 [&](std::size_t i, models::CellResult cell) { out[i] = std::move(cell); });
  return out;
}

void step(models::Pool& pool, int by) {
  pool.servers += by;
  for (models::HeadcountStep& later : pool.plan) later.servers = std::max(0, later.servers + by);
  if (!pool.shifts.empty()) models::share_out(pool.shifts, pool.servers);
}

std::vector<TriedTeam> improve_teams(models::Scenario& scenario, int mixture, const TeamSearch& search, const Runner& runner) {
  return improve_teams(scenario, mixture, search, [&](const models::Scenario& with) {
    return cells_of(with, mixture, kSearchLuck, search.replications, runner);
  });
}

std::vector<TriedTeam> improve_teams(models::Scenario& scenario, int mixture, const TeamSearch& search, const TeamTrial& trial) {
  std::vector<TriedTeam> tried;
  if (search.most_teams <= 0) return tried;
  const std::vector<std::string> rows = models::dim_labels(scenario).pools;
  std::vector<models::Pool>& pools = scenario.strategies[static_cast<std::size_t>(mixture)].pools;
  Cells now = trial(scenario);
  const auto full = [&] { return static_cast<int>(tried.size()) >= search.most_teams; };
  for (bool changed = true; changed && !full();) {
    changed = false;
    for (models::Pool& pool : pools) {
      if (!by_hand(pool)) continue;
      const auto row = static_cast<std::size_t>(std::find(rows.begin(), rows.end(), pool.name) - rows.begin());
      const int way = way_of(now, row);
      for (bool kept = way != 0; kept && !full() && pool.servers + way > 0;) {
        const models::Pool before = pool;
        step(pool, way);
        Cells then = trial(scenario);
        const auto [gain, sure] = rise(now, then);
        kept = sure;
        tried.push_back({pool.name, pool.servers, gain, kept});
        if (kept) {
          now = std::move(then);
          changed = true;
          kept = way_of(now, row) == way;
        } else {
          pool = before;
        }
      }
    }
  }
  return tried;
}

}  // namespace tenure::analysis::decision
