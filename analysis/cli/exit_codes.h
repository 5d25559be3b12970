// What the program's exit status means, the same for every command (BSD sysexits where one fits).
#pragma once

namespace tenure::analysis::cli {

enum ExitCode : int {
  exit_ok = 0,
  exit_unmet = 1,           ///< done and written, but the precision or the selection that was asked for was not reached
  exit_usage = 64,          ///< the command line is wrong
  exit_data = 65,           ///< a scenario or result file is wrong
  exit_no_input = 66,       ///< a named file is not there
  exit_bug = 70,            ///< the program broke a promise of its own
  exit_cannot_create = 73,  ///< a file cannot be made, or must not be overwritten
  exit_io = 74,             ///< writing failed: disk full, device error
  exit_config = 78,         ///< a result file of another format version
  exit_interrupted = 130,   ///< stopped by Ctrl-C before the end; nothing was written
  exit_terminated = 143     ///< stopped by SIGTERM before the end; nothing was written
};

/// The list for help texts.
inline constexpr const char* exit_code_help =
    "Exit status: 0 done, 1 done but the precision or selection asked for not reached, 64 usage, 65 faulty scenario or result, 66 no such file,\n"
    "70 bug in the program, 73 cannot create or would overwrite, 74 write failed, 78 other format version, 130/143 interrupted.";

}  // namespace tenure::analysis::cli
