#include "analysis/cli/jobs.h"

#include <sched.h>

#include <algorithm>
#include <memory>
#include <new>
#include <numeric>
#include <thread>

#include <fmt/format.h>

#include "analysis/cli/interrupt.h"
#include "models/draws/world.h"
#include "sim/run/cells.h"
#include "sim/run/executor.h"

namespace tenure::analysis::cli {
namespace {

struct Cell {
  std::size_t job;
  int strategy, replication;
  int draw = 0;
};

/// Replications that each strategy of each job has been given: [job][strategy].
using Given = std::vector<std::vector<int>>;

std::vector<Cell> cells_due(const std::vector<Job>& jobs, const Given& given) {
  // strategies of one replication next to each other, so that the first cells foretell the time of the rest
  std::vector<Cell> cells;
  for (std::size_t j = 0; j < jobs.size(); ++j) {
    const std::vector<int>& due = jobs[j].rounds.due();
    const int most = *std::max_element(due.begin(), due.end());
    for (int replication = *std::min_element(given[j].begin(), given[j].end()); replication < most; ++replication) {
      for (std::size_t strategy = 0; strategy < due.size(); ++strategy) {
        if (replication >= given[j][strategy] && replication < due[strategy]) cells.push_back({j, static_cast<int>(strategy), replication});
      }
    }
  }
  return cells;
}

/// The control variates of the replications from `first` on.
void add_controls(Job& job, int first, sim::Executor& executor) {
  if (!job.controls) return;
  const bool pairs = job.scenario->experiment.antithetic;
  const int due = *std::max_element(job.rounds.due().begin(), job.rounds.due().end());
  executor.for_each(static_cast<std::size_t>(std::max(0, due - first)), [&](std::size_t k) {
    const int r = first + static_cast<int>(k);
    job.collector.store_controls(r, pairs ? job.controls->values(r / 2, r % 2 == 1) : job.controls->values(r, false));
  });
}

/// Looks at every job whose last round added something.
void look_at(std::vector<Job>& jobs, Given& given, Progress& progress) {
  std::string state;
  std::size_t expected = 0;
  for (std::size_t j = 0; j < jobs.size(); ++j) {
    Job& job = jobs[j];
    if (given[j] != job.rounds.due()) {
      given[j] = job.rounds.due();
      if (job.scenario->experiment.sequential() && !job.collector.results().chosen) {
        ChosenCounts first;
        first.by_strategy.assign(given[j].begin(), given[j].end());
        first.nominal_confidence = interval_confidence(job.scenario->experiment);
        job.collector.set_chosen(first);
      }
      if (!job.rounds.look(job.collector.results()) && job.rounds.chosen()) job.collector.set_chosen(*job.rounds.chosen());
    }
    if (given[j] != job.rounds.due() && state.empty()) state = job.rounds.state();
    expected += job.cells();
  }
  progress.expect(expected);
  progress.tell(state);
}

models::CellResult simulate_cell(const Job& job, const models::Simulation& simulation, const Cell& cell,
                                 const models::SimulateOptions& options) {
  try {
    return simulation.run(models::address_of(job.scenario->experiment, cell.draw, cell.replication), options);
  } catch (const sim::Cancelled&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    const models::Scenario& scenario = *job.scenario;
    throw CellFailure(fmt::format(
        "{}: a bug in the program, found in strategy {}, draw {}, replication {} (seed {}{}):\n    {}\n    Please report it "
        "with the "
        "scenario file. Nothing was written.",
        job.file, scenario.strategies[static_cast<std::size_t>(cell.strategy)].name, cell.draw, cell.replication,
        scenario.experiment.seed, scenario.sweep_point.empty() ? "" : ", " + scenario.sweep_point, error.what()));
  }
}

/// The draws of a job, each on one thread: its world is made, simulated under every strategy, and forgotten.
void simulate_draws(std::size_t index, Job& job, const models::SimulateOptions& options, sim::Executor& executor,
                    Progress& progress) {
  const models::Experiment& experiment = job.scenario->experiment;
  if (experiment.draws == 0) return;
  const models::ParameterDraws draws(*job.scenario);
  const auto n = static_cast<std::size_t>(experiment.draws);
  std::vector<std::size_t> rejected(n, 0);
  std::vector<char> unmet(n, 0);
  std::vector<std::string> objections(n);
  executor.for_each(n, [&](std::size_t k) {
    sim::stop_if(options.stop);
    const int draw = static_cast<int>(k) + 1;
    const models::DrawnWorld world = models::drawn_world(*job.scenario, *job.source, draws, draw, options.stop);
    job.collector.store_parameters(draw, world.parameters);
    rejected[k] = world.rejected;
    objections[k] = world.objection;
    unmet[k] = world.unmet;
    for (int strategy = 0; strategy < static_cast<int>(world.scenario.strategies.size()); ++strategy) {
      const models::Simulation simulation(world.scenario, strategy);
      for (int replication = 0; replication < experiment.draw_replications; ++replication) {
        const models::CellResult result = simulate_cell(job, simulation, {index, strategy, replication, draw}, options);
        job.collector.store(strategy, draw, replication, result);
        progress.advance(result.events);
      }
    }
  });
  job.rejected = std::accumulate(rejected.begin(), rejected.end(), std::size_t{0});
  for (std::size_t k = n; k-- > 0;)
    if (!objections[k].empty()) job.objection = objections[k];
  job.collector.store_troubles(job.rejected, static_cast<std::size_t>(std::count(unmet.begin(), unmet.end(), 1)));
}

}  // namespace

Job::Job(std::string file_name, const models::Scenario& of, const models::Source& from, std::filesystem::path output_path)
    : file(std::move(file_name)), scenario(&of), source(&from), output(std::move(output_path)), collector(of), rounds(of) {
  if (of.experiment.control_variates) controls.emplace(of);
  for (int s = 0; s < static_cast<int>(of.strategies.size()); ++s) simulations.emplace_back(of, s);
}

std::size_t Job::cells() const {
  const models::Experiment& e = scenario->experiment;
  return rounds.expected() + simulations.size() * static_cast<std::size_t>(e.draws) * static_cast<std::size_t>(e.draw_replications);
}

void simulate(std::vector<Job>& jobs, const models::SimulateOptions& options, std::size_t threads, Progress& progress) {
  const auto parallel = sim::make_executor(threads == 1 ? sim::Backend::serial : sim::Backend::tbb, threads);
  const auto serial = sim::make_executor(sim::Backend::serial);
  models::SimulateOptions cell_options = options;
  cell_options.stop = &InterruptGuard::stopped();
  Given given;
  for (const Job& job : jobs) given.emplace_back(job.simulations.size(), 0);
  for (;;) {
    const std::vector<Cell> cells = cells_due(jobs, given);
    if (cells.empty()) break;
    for (Job& job : jobs) job.collector.grow(*std::max_element(job.rounds.due().begin(), job.rounds.due().end()));
    // with fewer cells than threads, cells run one after another, each over all threads
    const bool inside = cells.size() < threads;
    cell_options.executor = inside ? parallel.get() : nullptr;
    const auto run_one = [&](std::size_t index) {
      const Job& job = jobs[cells[index].job];
      models::CellResult result =
          simulate_cell(job, job.simulations[static_cast<std::size_t>(cells[index].strategy)], cells[index], cell_options);
      progress.advance(result.events);
      return result;
    };
    const auto take = [&](std::size_t index, models::CellResult result) {
      jobs[cells[index].job].collector.store(cells[index].strategy, 0, cells[index].replication, result);
    };
    sim::run_cells(cells.size(), inside ? *serial : *parallel, {.cancel = &InterruptGuard::stopped()}, run_one, take);
    for (std::size_t j = 0; j < jobs.size(); ++j) add_controls(jobs[j], *std::max_element(given[j].begin(), given[j].end()), *parallel);
    look_at(jobs, given, progress);
  }
  cell_options.executor = nullptr;
  for (std::size_t j = 0; j < jobs.size(); ++j) simulate_draws(j, jobs[j], cell_options, *parallel, progress);
}

std::size_t allowed_cpus() {
  cpu_set_t set;
  CPU_ZERO(&set);
  if (::sched_getaffinity(0, sizeof set, &set) == 0) return static_cast<std::size_t>(std::max(1, CPU_COUNT(&set)));
  return std::max(1u, std::thread::hardware_concurrency());
}

}  // namespace tenure::analysis::cli
