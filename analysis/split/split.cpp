#include "analysis/split/split.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "sim/base/contract.h"
#include "sim/run/cells.h"
#include "sim/run/executor.h"

namespace tenure::analysis {
namespace {

using models::Mechanism;
using models::Scenario;
using What = SplitPart::What;

/// Scenarios that switch off ever more, the full one first; and which steps changed anything.
struct Worlds {
  std::vector<Scenario> scenarios;
  std::vector<std::size_t> world_of;  ///< [number of mechanisms switched off] index into `scenarios`
  std::vector<Mechanism> order;
};

Worlds worlds_of(const Scenario& scenario, bool reverse) {
  Worlds out;
  out.order = switching_order(reverse);
  out.scenarios.push_back(scenario);
  out.world_of.push_back(0);
  for (const Mechanism mechanism : out.order) {
    Scenario next = out.scenarios.back();
    if (models::switch_off(next, mechanism)) out.scenarios.push_back(std::move(next));
    out.world_of.push_back(out.scenarios.size() - 1);
  }
  return out;
}

What what_of(Mechanism mechanism) {
  switch (mechanism) {
    case Mechanism::overload: return What::overload;
    case Mechanism::handovers: return What::handovers;
    case Mechanism::turnover: return What::turnover;
    case Mechanism::missed: return What::missed;
    case Mechanism::waiting: return What::waiting;
    case Mechanism::effects: return What::effects;
  }
  return What::costs;
}

constexpr std::array<What, 7> kParts = {What::costs,    What::effects,   What::waiting, What::missed,
                                        What::turnover, What::handovers, What::overload};

std::vector<int> simulated(const SplitOptions& options) {
  std::set<int> all(options.strategies.begin(), options.strategies.end());
  all.insert(options.baseline);
  return {all.begin(), all.end()};
}

}  // namespace

bool can_split(const models::MeasureRow& row) {
  using models::Measure;
  static const std::set<Measure> by_work = {Measure::run_off_value,    Measure::lifetime_value,     Measure::clv_lifetime,
                                            Measure::labour_used_cost, Measure::idle_labour_cost,   Measure::staff_utilisation,
                                            Measure::missed_share,     Measure::missed_touches};
  return row.dims.empty() && by_work.count(row.id) == 0;
}

std::vector<Mechanism> switching_order(bool reverse) {
  std::vector<Mechanism> order = {Mechanism::overload, Mechanism::handovers, Mechanism::turnover, Mechanism::missed};
  if (reverse) std::reverse(order.begin(), order.end());
  order.push_back(Mechanism::waiting);
  order.push_back(Mechanism::effects);
  return order;
}

std::size_t cells_of(const Scenario& scenario, const SplitOptions& options) {
  return worlds_of(scenario, options.reverse).scenarios.size() * simulated(options).size() * static_cast<std::size_t>(options.replications);
}

std::vector<StrategySplit> split(const Scenario& scenario, const SplitOptions& options, const Runner& runner, const OnWhole& on_whole) {
  const Worlds worlds = worlds_of(scenario, options.reverse);
  const std::vector<int> strategies = simulated(options);
  const auto replications = static_cast<std::size_t>(options.replications);
  std::vector<models::Simulation> simulations;  // [world][strategy]
  for (const Scenario& world : worlds.scenarios)
    for (const int s : strategies) simulations.emplace_back(world, s);

  // values[world][strategy][replication]
  std::vector<std::vector<std::vector<double>>> values(
      worlds.scenarios.size(), std::vector<std::vector<double>>(strategies.size(), std::vector<double>(replications)));
  const std::size_t cells = simulations.size() * replications;
  const bool inside = cells < runner.executor->width();
  const auto serial = sim::make_executor(sim::Backend::serial);
  models::SimulateOptions simulate;
  simulate.stop = runner.stop;
  if (inside) simulate.executor = runner.executor;
  const auto run_one = [&](std::size_t i) {
    const auto replication = static_cast<int>(i / simulations.size());
    const models::CellResult cell = simulations[i % simulations.size()].run({0, replication}, simulate);
    if (i % simulations.size() < strategies.size() && on_whole) on_whole(strategies[i % simulations.size()], replication, cell);
    if (runner.on_cell) runner.on_cell(cell.events);
    return cell[options.measure][0];
  };
  sim::run_cells(cells, inside ? *serial : *runner.executor, {.cancel = runner.stop}, run_one, [&](std::size_t i, double value) {
    const std::size_t of = i % simulations.size();
    values[of / strategies.size()][of % strategies.size()][i / simulations.size()] = value;
  });

  const auto place = [&](int strategy) {
    return static_cast<std::size_t>(std::find(strategies.begin(), strategies.end(), strategy) - strategies.begin());
  };
  const std::size_t base = place(options.baseline);
  std::vector<StrategySplit> out;
  for (const int strategy : options.strategies) {
    if (strategy == options.baseline) continue;
    const std::size_t own = place(strategy);
    std::vector<double> whole, computed;
    std::array<std::vector<double>, kParts.size()> parts;
    for (std::size_t r = 0; r < replications; ++r) {
      std::vector<double> difference;  // with ever more switched off
      for (const std::size_t w : worlds.world_of) difference.push_back(values[w][own][r] - values[w][base][r]);
      if (std::any_of(difference.begin(), difference.end(), [](double d) { return !std::isfinite(d); })) continue;
      whole.push_back(difference.front());
      computed.push_back(difference.front() - difference[worlds.order.size() - 1]);
      parts[static_cast<std::size_t>(What::costs)].push_back(difference.back());
      double sum = difference.back(), largest = std::fabs(sum);
      for (std::size_t i = 0; i < worlds.order.size(); ++i) {
        const double part = difference[i] - difference[i + 1];
        parts[static_cast<std::size_t>(what_of(worlds.order[i]))].push_back(part);
        sum += part;
        largest = std::max(largest, std::fabs(difference[i]));
      }
      TENURE_ENSURE(std::fabs(sum - whole.back()) <= 1e-12 * largest, "the parts of a difference add up to it");
    }
    StrategySplit one;
    one.strategy = strategy;
    one.whole = sim::estimate_mean(whole, options.confidence);
    one.computed = sim::estimate_mean(computed, options.confidence);
    for (const What what : kParts) {
      SplitPart part;
      part.what = what;
      part.estimate = sim::estimate_mean(parts[static_cast<std::size_t>(what)], options.confidence);
      for (std::size_t i = 0; i < worlds.order.size(); ++i)
        if (what_of(worlds.order[i]) == what) part.present = worlds.world_of[i] != worlds.world_of[i + 1];
      one.parts.push_back(part);
    }
    out.push_back(std::move(one));
  }
  return out;
}

const char* label_of(What what) {
  switch (what) {
    case What::costs: return "planned costs and flows";
    case What::effects: return "effects that the file states";
    case What::waiting: return "waiting";
    case What::missed: return "missed contacts";
    case What::turnover: return "turnover of staff";
    case What::handovers: return "hand-overs";
    case What::overload: return "overload";
  }
  return "";
}

const char* name_of(What what) {
  switch (what) {
    case What::costs: return "costs";
    case What::effects: return "effects";
    case What::waiting: return "waiting";
    case What::missed: return "missed";
    case What::turnover: return "turnover";
    case What::handovers: return "handovers";
    case What::overload: return "overload";
  }
  return "";
}

}  // namespace tenure::analysis
