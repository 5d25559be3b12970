// Before a run: the levels that meet last year's figures are solved, with a word on it.
#pragma once

#include <cstddef>
#include <vector>

#include "analysis/cli/commands.h"
#include "analysis/cli/faults_output.h"

namespace tenure::analysis::cli {

/// Adds figures of [today] that plain arithmetic refuses to the faults of their files.
void refuse_plainly_unmet(std::vector<LoadedFile>& files);

/// Solves [today] of every scenario that states figures.  Returns exit_ok, or the status to end with: what there is to say has
/// been said.
int solve_figures(std::vector<LoadedFile>& files, std::size_t threads, bool quiet, Streams streams);

}  // namespace tenure::analysis::cli
