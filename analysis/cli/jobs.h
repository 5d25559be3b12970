// The work of a run: one job for each scenario, or each point of its sweep; each job has a cell for every strategy and
// replication under the scenario's own numbers, in rounds where their number is left to what they show, and for every draw of its uncertain numbers cells of that draw's world.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "analysis/cli/progress.h"
#include "analysis/counts/rounds.h"
#include "analysis/results/collect.h"
#include "models/controls/controls.h"
#include "models/language/load.h"
#include "models/scenario/scenario.h"
#include "models/simulate/simulate.h"

namespace tenure::analysis::cli {

/// One result file to be made.
struct Job {
  std::string file;  ///< the scenario's name, as the user wrote it
  const models::Scenario* scenario;
  const models::Source* source;  ///< from which the scenarios of draws are read
  std::filesystem::path output;
  std::vector<models::Simulation> simulations;  ///< by strategy
  ResultCollector collector;
  std::size_t rejected = 0;  ///< points of the draws whose numbers contradict each other
  std::string objection;     ///< what the first of these contradicts
  Rounds rounds;  ///< how many replications are due
  std::optional<models::Controls> controls;  ///< when means are regressed on them

  Job(std::string file_name, const models::Scenario& of, const models::Source& from, std::filesystem::path output_path);
  std::size_t cells() const;  ///< expected in all, with those of the draws
};

/// A broken promise of the program in one cell, with what is needed to see it again.
class CellFailure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Simulates the jobs in rounds, each followed by a look at what it gave (analysis/counts/rounds.h), on `threads` threads and
/// collects what they found.  Throws CellFailure, or models::NoWorld when the numbers of a draw cannot stand together, or sim::Cancelled after Ctrl-C, or std::bad_alloc.
void simulate(std::vector<Job>& jobs, const models::SimulateOptions& options, std::size_t threads, Progress& progress);

/// CPUs that this process may use; the machine may have more.
std::size_t allowed_cpus();

}  // namespace tenure::analysis::cli
