// The program `tenure`: reads the command line and hands over to one command.
//
// Data go to standard output, everything meant for the eye (progress, faults, remarks) to standard error; nothing is ever
// asked back.  With --json, standard output gets one JSON document whatever happens: format, version, exit_code, the
// messages, and what the command has to tell.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <ostream>
#include <string>
#include <vector>

namespace tenure::analysis::cli {

/// Where a command writes.  Whatever it gets from files or the command line is made safe to show on the way.
struct Streams {
  std::ostream& out;               ///< data
  std::ostream& err;               ///< what is wrong
  std::ostream& remarks;           ///< what else there is to say
  std::ostream& progress;          ///< lines that are redrawn: nothing from outside
  nlohmann::ordered_json& report;  ///< what the document of --json has beside messages; printed by the program
};

/// Runs the program; `arguments` without the program's name.  Returns the exit status.
int run_program(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);

}  // namespace tenure::analysis::cli
