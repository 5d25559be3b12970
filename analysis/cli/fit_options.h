// The options of `tenure fit`.
#pragma once

#include "analysis/cli/commands.h"

namespace CLI {
class App;
}

namespace tenure::analysis::cli {

void add_fit_options(CLI::App& command, FitCommandOptions& options);

}  // namespace tenure::analysis::cli
