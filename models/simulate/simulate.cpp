#include "models/simulate/simulate.h"

#include "models/plan/plan.h"
#include "models/simulate/population.h"
#include "models/simulate/summary.h"
#include "sim/engine/engine.h"

namespace tenure::models {

Simulation::Simulation(const Scenario& scenario, int strategy)
    : plan_(compile(scenario, strategy)), labels_(plan_->labels) {}

CellResult Simulation::run(const CellAddress& cell, const SimulateOptions& options) const {
  const Plan& plan = *plan_;
  sim::EngineOptions engine;
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

  Population population(plan, engine.luck, engine.block_size, engine.stop);
  const sim::RunReport report = sim::run(population, plan.pools, engine);
  return summarise(plan, population.close(), report);
}

CellResult simulate_cell(const Scenario& scenario, int strategy, int draw, int replication, const SimulateOptions& options) {
  return Simulation(scenario, strategy).run({draw, replication}, options);
}

}  // namespace tenure::models
