// The program `tenure`: reads the command line and hands over to one command.
//
// Data go to `out`, everything meant for the eye (progress, faults, remarks) to `err`; nothing is ever asked back.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace tenure::analysis::cli {

struct Streams {
  std::ostream& out;
  std::ostream& err;
};

/// Runs the program; `arguments` without the program's name.  Returns the exit status.
int run_program(const std::vector<std::string>& arguments, Streams streams);

}  // namespace tenure::analysis::cli
