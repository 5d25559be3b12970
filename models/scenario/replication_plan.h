// How many replications are simulated, when that is left to what they show: until estimates are as precise as wanted, or until
// it is settled which strategy is best.
#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace tenure::models {

/// A measure, or one member of a measure that is resolved by segment, pool, ...
struct MeasureOf {
  std::string measure;  ///< name in the table of measures, without months or years
  std::string of;       ///< segment, pool, touchpoint ... where the measure is resolved by one; else empty
};

/// An estimate that is to become precise, for every strategy.
struct WantedPrecision {
  MeasureOf what;
  double half_width = 0.0;           ///< in the measure's unit; 0: relative
  double relative_half_width = 0.0;  ///< as a share of the mean's magnitude; 0: absolute
  std::string against;               ///< strategy from which differences are meant, under common luck; empty: the values themselves
  int max_replications = 0;          ///< with so many it is content with what there is
};

enum class SelectionMethod : std::uint8_t { kn, ocba };

/// The word for it in files.
inline const char* name_of(SelectionMethod method) {
  constexpr std::array<const char*, 2> names = {"kn", "ocba"};
  return names[static_cast<std::size_t>(method)];
}

enum class Prefer : std::uint8_t { most, least };

/// Which strategy is best is to be found out.
struct WantedSelection {
  MeasureOf what;
  Prefer prefer = Prefer::most;
  double indifference = 0.0;  ///< differences below it do not matter; in the measure's unit
  double confidence = 0.95;   ///< of a correct selection
  SelectionMethod method = SelectionMethod::kn;
  int max_replications = 0;  ///< of one strategy
};

/// Fewest replications from which anything is decided.
inline constexpr int fewest_to_decide = 10;

}  // namespace tenure::models
