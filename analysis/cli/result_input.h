// Result files as commands take them: where they lie, what it means when one cannot be read, and texts fit for a table.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/cli/faults_output.h"
#include "analysis/results/read_results.h"
#include "analysis/results/result_set.h"

namespace tenure::analysis::cli {

/// The program's exit status for a file that cannot be read.
int status_of(ReadFailure failure);

/// What `tenure run` writes when it is not told where: results.h5, or a file for each point of a sweep.
std::vector<std::string> results_of_last_run();

/// Texts from a file, made fit for a table.  JSON has its own way of spelling them.
void make_plain(ResultSet& results);

/// A result file, and its scenario with the levels that were solved for the run.
struct ResultInput {
  std::string name;
  ResultSet results;
  models::Scenario scenario;
};

/// Reads `file`.  Nothing, and a word why, when it cannot be used; `status` is then the status to end with.
std::optional<ResultInput> read_input(const std::string& file, int& status, Streams streams);

/// Indices of the strategies of these names (all when there are none), in the order of the file.  Nothing, and a word why, when one
/// is unknown.
std::optional<std::vector<int>> strategies_named(const std::string& file, const models::Scenario& scenario,
                                                 const std::vector<std::string>& names, Streams streams);

/// Labels and titles made fit for a page (analysis/cli/plain_text.h).
void make_plain(models::Scenario& scenario);

}  // namespace tenure::analysis::cli
