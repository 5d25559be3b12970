// Result files as commands take them: where they lie, what it means when one cannot be read, and texts fit for a table.
#pragma once

#include <string>
#include <vector>

#include "analysis/results/read_results.h"
#include "analysis/results/result_set.h"

namespace tenure::analysis::cli {

/// The program's exit status for a file that cannot be read.
int status_of(ReadFailure failure);

/// What `tenure run` writes when it is not told where: results.h5, or a file for each point of a sweep.
std::vector<std::string> results_of_last_run();

/// Texts from a file, made fit for a table.  JSON has its own way of spelling them.
void make_plain(ResultSet& results);

}  // namespace tenure::analysis::cli
