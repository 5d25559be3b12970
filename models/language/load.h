// Reads scenario files.
//
// A file becomes one checked Scenario per point of its sweep (one point when it has no sweep), or a list of faults,
// never both.  Files that it extends are merged in, engagement models are taken from the file or from the shipped
// library, and command-line settings come last.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/language/fault.h"
#include "models/scenario/scenario.h"
#include "models/scenario/uncertainty.h"

namespace tenure::models {

struct LoadOptions {
  std::vector<std::string> sets;      ///< "dotted.key=value", value in TOML; what is no TOML value is taken as text
  std::optional<std::uint64_t> seed;  ///< instead of experiment.seed
  std::optional<int> replications;    ///< instead of experiment.replications
  std::optional<int> draws;           ///< instead of experiment.draws
  std::optional<int> draw_replications;  ///< instead of experiment.draw_replications
  std::filesystem::path root;  ///< `extends` may not leave this folder; empty: the working directory when the file
                               ///< lies in it, else the file's own folder
};

/// A scenario that has been read, kept so that it can be read again with other values of its uncertain numbers.
class Source {
 public:
  /// Exactly one of the two is there.
  struct Read {
    std::optional<Scenario> scenario;  ///< without resolved_text
    std::vector<Fault> faults;         ///< checks between keys that these values contradict
  };

  /// Reads the same document with the values of `drawn` in the place of those that it states: derived values, defaults and
  /// checks are as for a file that stated them.
  [[nodiscard]] Read with(const DrawnValues& drawn) const;

 private:
  friend struct Keeper;
  struct Kept;
  std::shared_ptr<const Kept> kept_;
};

struct Loaded {
  std::vector<Scenario>
      points;  ///< one for each point of the sweep, in the order of the file; empty when there are faults
  std::vector<Source> sources;  ///< one for each point
  std::vector<Fault> faults;  ///< ordered by file, line and column
  std::vector<Fault> remarks;  ///< on a scenario without faults (remarks.h)
  bool missing = false;       ///< the file itself could not be read (exit code 66)
  std::vector<std::filesystem::path> files;  ///< canonical paths of the file and of those that it extends

  bool ok() const { return faults.empty(); }
};

/// Loads a scenario file.  Never throws for what a user can get wrong.
Loaded load(const std::filesystem::path& file, const LoadOptions& options = {});

/// Loads a scenario from text; `name` stands for the file in faults, and `extends` is looked up beside it.
Loaded load_text(std::string_view text, const std::string& name, const LoadOptions& options = {});

}  // namespace tenure::models
