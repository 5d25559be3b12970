// Reads scenario files.
//
// A file becomes one checked Scenario per point of its sweep (one point when it has no sweep), or a list of faults,
// never both.  Files that it extends are merged in, engagement models are taken from the file or from the shipped
// library, and command-line settings come last.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/language/fault.h"
#include "models/scenario/scenario.h"

namespace tenure::models {

struct LoadOptions {
  std::vector<std::string> sets;      ///< "dotted.key=value", value in TOML; what is no TOML value is taken as text
  std::optional<std::uint64_t> seed;  ///< instead of experiment.seed
  std::optional<int> replications;    ///< instead of experiment.replications
  std::filesystem::path root;  ///< `extends` may not leave this folder; empty: the working directory when the file
                               ///< lies in it, else the file's own folder
};

struct Loaded {
  std::vector<Scenario>
      points;  ///< one for each point of the sweep, in the order of the file; empty when there are faults
  std::vector<Fault> faults;  ///< ordered by file, line and column
  bool missing = false;       ///< the file itself could not be read (exit code 66)
  std::vector<std::filesystem::path> files;  ///< canonical paths of the file and of those that it extends

  bool ok() const { return faults.empty(); }
};

/// Loads a scenario file.  Never throws for what a user can get wrong.
Loaded load(const std::filesystem::path& file, const LoadOptions& options = {});

/// Loads a scenario from text; `name` stands for the file in faults, and `extends` is looked up beside it.
Loaded load_text(std::string_view text, const std::string& name, const LoadOptions& options = {});

}  // namespace tenure::models
