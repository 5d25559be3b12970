// How the number of replications came about, when the scenario left it to what they showed: a part of the results.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace tenure::analysis {

/// An estimate that was to become precise, and how far it got.
struct CountedPrecision {
  std::string measure, of, against, unit;  ///< `of`: member of the measure's dimension; `against`: differences from this strategy
  double half_width = 0.0;                 ///< wanted, in `unit`; NaN: relative
  double relative_half_width = 0.0;        ///< wanted, as a share of the mean; NaN: absolute
  int most = 0;                            ///< replications with which it was content with what there was
  std::string widest;                      ///< strategy that is furthest from what was wanted
  double found = 0.0;                      ///< its half-width, in `unit` or as a share of its mean
  bool reached = false;                    ///< under every strategy
};

/// A selection of the best strategy, and what came of it.
struct CountedSelection {
  std::string measure, of, unit, prefer, method;  ///< "most" or "least"; "kn" or "ocba"
  double indifference = 0.0, confidence = 0.0;
  std::string best;          ///< strategy that was selected, or is ahead
  double probability = std::numeric_limits<double>::quiet_NaN();  ///< ocba: estimated, that none is better by the indifference
  bool reached = false;      ///< selected before the replications ran out
};

/// Replications by the rule of [experiment.precision] or [experiment.select].
struct ChosenCounts {
  std::vector<std::int64_t> by_strategy;  ///< replications of each; where a strategy has fewer than others its values are NaN
  std::vector<std::int64_t> looks;        ///< counts (of the strategy with most) at which the rule looked
  int most = 0;                           ///< replications of a strategy that it might have taken
  double nominal_confidence = 0.95;       ///< of Student's intervals, such that they keep the file's confidence at the stop
  std::vector<CountedPrecision> precision;
  std::optional<CountedSelection> selection;

  /// Whether all that was wanted was reached.
  bool reached() const {
    for (const CountedPrecision& p : precision)
      if (!p.reached) return false;
    return !selection || selection->reached;
  }
};

}  // namespace tenure::analysis
