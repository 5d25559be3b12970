// Which of the drawn numbers vary, and those that a person names.
#pragma once

#include <string>
#include <vector>

#include "analysis/decide/draws.h"

namespace tenure::analysis::decision {

/// Does number `k` differ between draws?
bool varies(const Draws& draws, Index k);

/// Numbers that vary; what several strategies state alike is one number, under the first one's name.
std::vector<Index> varying(const Draws& draws);

/// Numbers that somebody names, or what is wrong with the name.
struct NamedParameters {
  std::vector<Index> parameters;  ///< of varying(), each once, in its order
  std::string fault, nearest;     ///< in plain words; the nearest name that there is
};

/// `text` is a comma-separated list of keys, or of beginnings of keys that end before a dot: "segment.smb" means all numbers
/// of that segment.  The name that another strategy has for a number is as good as the first one's.
NamedParameters parameters_named(const Draws& draws, const std::string& text);

}  // namespace tenure::analysis::decision
