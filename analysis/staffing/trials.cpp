#include "analysis/staffing/trials.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>

#include <fmt/format.h>

#include "sim/base/cancelled.h"
#include "sim/run/cells.h"
#include "sim/run/executor.h"

namespace tenure::analysis {
namespace {

using models::Measure;

void staff(models::Pool& pool, const Crew& crew) {
  pool.servers = crew.servers;
  pool.plan.clear();
  if (!pool.shifts.empty()) pool.shifts = staffed_shifts(pool.shifts, crew.servers);
  if (crew.stays) {
    pool.attrition.value = 0.0;
    pool.overload_leaving.value = 0.0;
    pool.ramp = 0;
  }
  if (crew.shares) {
    pool.books = false;
    pool.handover.clear();
  }
  if (crew.alike) pool.speed_sd.value = 0.0;
  if (crew.ready) pool.hire_delay = 0;
}

double or_zero(double value) { return std::isnan(value) ? 0.0 : value; }

}  // namespace

std::vector<models::Shift> staffed_shifts(const std::vector<models::Shift>& shifts, int servers) {
  std::vector<models::Shift> out = shifts;
  for (models::Shift& shift : out) shift.servers = 0;
  for (int n = 0; n < servers; ++n) {
    std::size_t best = 0;
    double highest = -1.0;
    for (std::size_t i = 0; i < shifts.size(); ++i) {
      const double claim = static_cast<double>(shifts[i].servers) / (2.0 * static_cast<double>(out[i].servers) + 1.0);
      if (claim > highest) highest = claim, best = i;
    }
    ++out[best].servers;
  }
  return out;
}

Trials::Trials(const models::Scenario& scenario, int strategy, const Runner& runner)
    : scenario_(scenario), strategy_(strategy), runner_(runner) {
  const models::Strategy& s = scenario.strategies[static_cast<std::size_t>(strategy)];
  std::set<int> promised;
  for (const models::Promise& promise : s.promises) promised.insert(promise.pool);
  pools_.assign(promised.begin(), promised.end());
  const models::DimLabels labels = models::dim_labels(scenario);
  for (const int p : pools_) {
    const std::string& name = s.pools[static_cast<std::size_t>(p)].name;
    rows_.push_back(static_cast<std::size_t>(std::find(labels.pools.begin(), labels.pools.end(), name) - labels.pools.begin()));
  }
}

const models::Pool& Trials::pool(std::size_t index) const {
  return scenario_.strategies[static_cast<std::size_t>(strategy_)].pools[static_cast<std::size_t>(pools_[index])];
}

std::optional<int> Trials::today(std::size_t index) const {
  if (!scenario_.today || scenario_.today->strategy == strategy_) return std::nullopt;
  const auto people_in = [&](int strategy, const std::string& name) {
    int people = 0;
    for (const models::Pool& p : scenario_.strategies[static_cast<std::size_t>(strategy)].pools) {
      if (p.name != name) continue;
      people += p.shifts.empty() ? p.servers : 0;
      for (const models::Shift& shift : p.shifts) people += shift.servers;
    }
    return people;
  };
  const int own = people_in(scenario_.today->strategy, pool(index).name);
  const std::string& from = pool(index).takes_over;
  return from.empty() ? own : own + std::max(0, people_in(scenario_.today->strategy, from) - people_in(strategy_, from));
}

double Trials::years() const {
  return static_cast<double>(scenario_.time.horizon) / static_cast<double>(sim::kDay) / 365.25;
}

const std::vector<TrialFacts>& Trials::of(const Team& team, int replications) {
  std::vector<TrialFacts>& known = known_[team];
  const auto have = static_cast<int>(known.size());
  if (have >= replications) return known;
  models::Scenario scenario = scenario_;
  models::Strategy& strategy = scenario.strategies[static_cast<std::size_t>(strategy_)];
  for (std::size_t i = 0; i < team.size(); ++i) staff(strategy.pools[static_cast<std::size_t>(pools_[i])], team[i]);
  const models::Simulation simulation(scenario, strategy_);
  const auto missing = static_cast<std::size_t>(replications - have);
  // with fewer cells than threads, cells run one after another, each over all threads
  const bool inside = missing < runner_.executor->width();
  const auto serial = sim::make_executor(sim::Backend::serial);
  models::SimulateOptions options;
  options.stop = runner_.stop;
  if (inside) options.executor = runner_.executor;
  const auto run_one = [&](std::size_t i) {
    const int replication = have + static_cast<int>(i);
    try {
      const models::CellResult cell = simulation.run({0, replication}, options);
      if (runner_.on_cell) runner_.on_cell(cell.events);
      return facts_of(cell);
    } catch (const sim::Cancelled&) {
      throw;
    } catch (const std::bad_alloc&) {
      throw;
    } catch (const std::exception& error) {
      std::string crews;
      for (std::size_t p = 0; p < team.size(); ++p)
        crews += fmt::format("{}{} = {}", p == 0 ? "" : ", ", pool(p).name, team[p].servers);
      throw std::runtime_error(fmt::format("strategy {} with {}, replication {} (seed {}): {}", strategy.name, crews,
                                           replication, scenario.experiment.seed, error.what()));
    }
  };
  sim::run_cells(missing, inside ? *serial : *runner_.executor, {.cancel = runner_.stop}, run_one,
                 [&](std::size_t, TrialFacts facts) { known.push_back(std::move(facts)); });
  cells_ += missing;
  return known;
}

TrialFacts Trials::facts_of(const models::CellResult& cell) const {
  const auto months = static_cast<std::size_t>(scenario_.time.months());
  TrialFacts out;
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    const std::size_t row = rows_[i];
    PoolFacts f;
    f.missed = or_zero(cell[Measure::pool_missed_share][row]);
    f.response = cell[Measure::pool_overall_response][row];
    // nobody heard an answer although somebody asked: worse than any limit
    if (std::isnan(f.response))
      f.response = f.missed > 0.0 ? static_cast<double>(scenario_.time.horizon) / static_cast<double>(sim::kHour) : 0.0;
    f.utilisation = or_zero(cell[Measure::pool_overall_utilisation][row]);
    f.present = cell[Measure::pool_overall_servers][row];
    for (std::size_t m = 0; m < months; ++m) {
      const std::size_t at = row * months + m;
      f.busy_by_month.push_back(or_zero(cell[Measure::pool_busy_hours][at]));
      f.productive_by_month.push_back(or_zero(cell[Measure::pool_paid_hours][at]));
      f.busy_hours += f.busy_by_month.back() / years();
      f.productive_hours += f.productive_by_month.back() / years();
      f.cost += (or_zero(cell[Measure::pool_labour_cost][at]) + or_zero(cell[Measure::pool_hiring_cost][at]) +
                 pool(i).training.value * or_zero(cell[Measure::pool_hires][at])) /
                years();
    }
    out.push_back(std::move(f));
  }
  return out;
}

}  // namespace tenure::analysis
