// A mistake in a scenario file, told so that its author can mend it.
//
// A fault says where it is, what was found, why that matters, what is allowed, and the nearest known name. Reading a
// file never stops at the first fault: all are collected, and nothing is simulated while there is one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tenure::models {

struct Fault {
  std::string
      file;        ///< as the user named it; "--set" for command-line settings; "library/NAME.toml" for shipped models
  int line = 0;    ///< from 1; 0 when the whole file is meant
  int column = 0;  ///< from 1
  std::string message;  ///< what was found, and in which table
  std::string why;      ///< why it matters; may be empty
  std::string allowed;  ///< what may stand there; may be empty
  std::string nearest;  ///< the known name that the author may have meant; may be empty
};

/// The fault as a person reads it: "file:line:column: message", then indented lines with the reason and what to do.
std::string format(const Fault& fault);

/// All faults one after another, and a closing line with their number.
std::string format(const std::vector<Fault>& faults);

/// The name among `known` that is closest to `word` by edits (insert, delete, change, swap), or "" when none is near.
std::string nearest_name(std::string_view word, const std::vector<std::string>& known);

}  // namespace tenure::models
