#include "models/simulate/simulate.h"

#include "models/plan/plan.h"
#include "models/simulate/population.h"
#include "models/simulate/summary.h"
#include "sim/engine/engine.h"
#include "sim/math/math.h"
#include "sim/time/civil_date.h"

namespace tenure::models {

Simulation::Simulation(const Scenario& scenario, int strategy)
    : plan_(compile(scenario, strategy)), labels_(plan_->labels) {}

namespace {

sim::EngineOptions engine_options(const Plan& plan, const CellAddress& cell, const SimulateOptions& options) {
  sim::EngineOptions engine;
  engine.begin = plan.begin;
  engine.end = plan.horizon;
  engine.reading_lag = plan.reading_lag;
  engine.tick = plan.tick;
  engine.luck = sim::cell_key(plan.seed, static_cast<std::uint64_t>(cell.replication), static_cast<std::uint64_t>(cell.draw));
  engine.kind = options.engine == EngineKind::reference ? sim::EngineKind::reference : sim::EngineKind::windows;
  engine.window = options.window;
  engine.executor = options.executor;
  engine.stop = options.stop;
  engine.shuffle_entities = options.shuffle_entities;
  engine.shuffle_pools = options.shuffle_pools;
  return engine;
}

}  // namespace

CellAddress address_of(const Experiment& experiment, int draw, int replication) {
  const int luck = experiment.luck == DrawLuck::own ? draw : 0;
  if (experiment.antithetic) return {luck, replication / 2, replication % 2 == 1};
  return {luck, replication};
}

CellResult Simulation::run(const CellAddress& cell, const SimulateOptions& options) const {
  return simulate(cell, options, nullptr);
}

Trace Simulation::trace(const CellAddress& cell, const SimulateOptions& options, std::uint64_t key, CellResult* result) const {
  Recorder recorder;
  recorder.key = key;
  CellResult found = simulate(cell, options, &recorder);
  if (result != nullptr) *result = std::move(found);
  return std::move(recorder.trace);
}

CellSums Simulation::sums(const CellAddress& cell, const SimulateOptions& options, CellResult* result) const {
  Recorder recorder;
  recorder.all = true;
  CellResult found = simulate(cell, options, &recorder);
  if (result != nullptr) *result = std::move(found);
  CellSums out{{}, std::move(recorder.sums)};
  for (const sim::PoolSpec& pool : plan_->pools) out.pools.push_back(pool.name);
  return out;
}

CellResult Simulation::simulate(const CellAddress& cell, const SimulateOptions& options, Recorder* recorder) const {
  const Plan& plan = *plan_;
  const sim::EngineOptions engine = engine_options(plan, cell, options);
  Population population(plan, {engine.luck, cell.mirrored}, engine.block_size, engine.stop, recorder);
  const sim::RunReport report = sim::run(population, plan.pools, engine);
  const Ledger ledger = population.close();
  if (plan.run_off == 0) return summarise(plan, ledger, report);
  const Ledger after = population.run_off(options.executor, options.stop);
  return summarise(plan, ledger, report, &after);
}

Watched Simulation::watch(const CellAddress& cell, const SimulateOptions& options, const WatchFor& what) const {
  SimulateOptions alone = options;
  alone.executor = nullptr;
  const sim::EngineOptions engine = engine_options(*plan_, cell, alone);
  Population population(*plan_, engine.luck, engine.block_size, engine.stop);
  population.watch(what);
  static_cast<void>(sim::run(population, plan_->pools, engine));
  return population.watched();
}

double Simulation::customers_expected() const {
  const sim::Timeline timeline({plan_->start_year, plan_->start_month, plan_->start_day});
  double customers = 0.0;
  for (const SegmentPlan& s : plan_->segments) {
    customers += s.customers.value;
    std::size_t change = 0;
    double factor = 1.0;
    double prospects = 0.0;  // share of the newcomers who can come before 0
    for (const StartShare& start : s.start)
      if (!s.stages[static_cast<std::size_t>(start.stage)].customer) prospects += start.share;
    for (Tick midnight = plan_->begin; midnight < plan_->horizon; midnight += sim::kDay) {
      while (change < s.arrival_changes.size() && s.arrival_changes[change].from <= midnight)
        factor = s.arrival_changes[change++].factor;
      const double day = static_cast<double>(sim::day_index(midnight));
      customers += (midnight < 0 ? prospects : 1.0) * s.arrivals.value * factor * s.season[static_cast<std::size_t>(timeline.date_of(midnight).month - 1)] *
                   sim::exp(s.log_growth * day);
    }
  }
  return customers;
}

double Simulation::bytes_expected() const {
  const double record = static_cast<double>(Layout(*plan_).bytes);
  const double engine = sizeof(Tick) + sizeof(void*);  // next event and requests under way
  return customers_expected() * (record + engine);
}

CellResult simulate_cell(const Scenario& scenario, int strategy, int draw, int replication, const SimulateOptions& options) {
  return Simulation(scenario, strategy).run({draw, replication}, options);
}

}  // namespace tenure::models
