#include <csignal>
#include <iostream>
#include <string>
#include <vector>

#include "analysis/cli/memory.h"
#include "analysis/cli/program.h"

int main(int argc, char* argv[]) {
  tenure::analysis::cli::ask_for_large_pages(argv);
  tenure::analysis::cli::keep_freed_memory();
  // a file-size limit then fails the write, which is reported, instead of killing the process
  std::signal(SIGXFSZ, SIG_IGN);
  return tenure::analysis::cli::run_program(std::vector<std::string>(argv + 1, argv + argc), std::cout, std::cerr);
}
