// Commands that end before their work is done, from wherever that is found out, and what they begin with.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "analysis/cli/commands.h"
#include "analysis/cli/exit_codes.h"
#include "analysis/cli/faults_output.h"
#include "analysis/results/atomic_file.h"

namespace tenure::analysis::cli {

/// A reason to end with a status of its own; what there is to say has been said.
struct Ended {
  int status;
};

/// A file that could not be written.
[[noreturn]] inline void end_with(const FileError& error, Streams streams) {
  streams.err << error.what() << "\n";
  if (error.failure() == FileFailure::exists)
    streams.err << "    Choose another name with -o, or overwrite it with --force.\n";
  throw Ended{error.failure() == FileFailure::input_output ? exit_io : exit_cannot_create};
}

/// Loads every file with the settings of the command line, or ends with all faults of all of them.
template <class Options>
std::vector<LoadedFile> load_or_end(const std::vector<std::string>& names, const Options& options, Streams streams) {
  models::LoadOptions load_options;
  load_options.sets = options.sets;
  load_options.seed = options.seed;
  load_options.replications = options.replications;
  if constexpr (requires { options.draws; }) {
    load_options.draws = options.draws;
    load_options.draw_replications = options.draw_replications;
  }
  std::vector<LoadedFile> files = load_all(names, load_options);
  print_faults(files, streams);
  if (const int status = status_of(files); status != exit_ok) throw Ended{status};
  return files;
}

/// The status of a command that may end so.
template <class Command>
int status_of_command(Command&& command) {
  try {
    return std::forward<Command>(command)();
  } catch (const Ended& ended) {
    return ended.status;
  }
}

}  // namespace tenure::analysis::cli
