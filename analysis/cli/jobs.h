// The work of a run: one job for each scenario, or each point of its sweep; each job has a cell for every strategy and
// replication.
#pragma once

#include <cstddef>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "analysis/cli/progress.h"
#include "analysis/results/collect.h"
#include "models/scenario/scenario.h"
#include "models/simulate/simulate.h"

namespace tenure::analysis::cli {

/// One result file to be made.
struct Job {
  std::string file;  ///< the scenario's name, as the user wrote it
  const models::Scenario* scenario;
  std::filesystem::path output;
  std::vector<models::Simulation> simulations;  ///< by strategy
  ResultCollector collector;

  Job(std::string file_name, const models::Scenario& of, std::filesystem::path output_path);
  std::size_t cells() const;
};

/// A broken promise of the program in one cell, with what is needed to see it again.
class CellFailure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Simulates all cells of all jobs on `threads` threads and collects what they found.  Throws CellFailure, or
/// sim::Cancelled after Ctrl-C, or std::bad_alloc.
void simulate(std::vector<Job>& jobs, const models::SimulateOptions& options, std::size_t threads, Progress& progress);

/// CPUs that this process may use; the machine may have more.
std::size_t allowed_cpus();

}  // namespace tenure::analysis::cli
