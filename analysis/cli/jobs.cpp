#include "analysis/cli/jobs.h"

#include <sched.h>

#include <algorithm>
#include <memory>
#include <new>
#include <thread>

#include <fmt/format.h>

#include "analysis/cli/interrupt.h"
#include "sim/run/cells.h"
#include "sim/run/executor.h"

namespace tenure::analysis::cli {
namespace {

struct Cell {
  std::size_t job;
  int strategy, replication;
};

std::vector<Cell> cells_of(const std::vector<Job>& jobs) {
  // strategies of one replication next to each other, so that the first cells foretell the time of the rest
  std::vector<Cell> cells;
  for (std::size_t j = 0; j < jobs.size(); ++j) {
    for (int replication = 0; replication < jobs[j].scenario->experiment.replications; ++replication) {
      for (int strategy = 0; strategy < static_cast<int>(jobs[j].simulations.size()); ++strategy) {
        cells.push_back({j, strategy, replication});
      }
    }
  }
  return cells;
}

models::CellResult simulate_cell(const Job& job, const Cell& cell, const models::SimulateOptions& options) {
  try {
    return job.simulations[static_cast<std::size_t>(cell.strategy)].run({0, cell.replication}, options);
  } catch (const sim::Cancelled&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    const models::Scenario& scenario = *job.scenario;
    throw CellFailure(fmt::format(
        "{}: a bug in the program, found in strategy {}, replication {} (seed {}{}):\n    {}\n    Please report it "
        "with the "
        "scenario file. Nothing was written.",
        job.file, scenario.strategies[static_cast<std::size_t>(cell.strategy)].name, cell.replication,
        scenario.experiment.seed, scenario.sweep_point.empty() ? "" : ", " + scenario.sweep_point, error.what()));
  }
}

}  // namespace

Job::Job(std::string file_name, const models::Scenario& of, std::filesystem::path output_path)
    : file(std::move(file_name)), scenario(&of), output(std::move(output_path)), collector(of) {
  for (int s = 0; s < static_cast<int>(of.strategies.size()); ++s) simulations.emplace_back(of, s);
}

std::size_t Job::cells() const {
  return simulations.size() * static_cast<std::size_t>(scenario->experiment.replications);
}

void simulate(std::vector<Job>& jobs, const models::SimulateOptions& options, std::size_t threads, Progress& progress) {
  const std::vector<Cell> cells = cells_of(jobs);
  // with fewer cells than threads, cells run one after another, each over all threads
  const bool inside = cells.size() < threads;
  const auto parallel = sim::make_executor(threads == 1 ? sim::Backend::serial : sim::Backend::tbb, threads);
  const auto serial = sim::make_executor(sim::Backend::serial);
  models::SimulateOptions cell_options = options;
  cell_options.stop = &InterruptGuard::stopped();
  if (inside) cell_options.executor = parallel.get();
  const auto run_one = [&](std::size_t index) {
    models::CellResult result = simulate_cell(jobs[cells[index].job], cells[index], cell_options);
    progress.advance(result.events);
    return result;
  };
  const auto take = [&](std::size_t index, models::CellResult result) {
    jobs[cells[index].job].collector.store(cells[index].strategy, 0, cells[index].replication, result);
  };
  sim::run_cells(cells.size(), inside ? *serial : *parallel, {.cancel = &InterruptGuard::stopped()}, run_one, take);
}

std::size_t allowed_cpus() {
  cpu_set_t set;
  CPU_ZERO(&set);
  if (::sched_getaffinity(0, sizeof set, &set) == 0) return static_cast<std::size_t>(std::max(1, CPU_COUNT(&set)));
  return std::max(1u, std::thread::hardware_concurrency());
}

}  // namespace tenure::analysis::cli
