// Who should get which strategy: the best for each segment, and what choosing by segment is worth.
//
//     gain = Σ over segments of expected direct net value (best for the segment − one strategy for all)
//
// Direct net value leaves out what segments share (idle staff, platforms, hiring), and segments share staff: what a mixture
// does is not confirmed until the mixture itself is simulated.
//
// From which size of account on a strategy pays: break_even.h.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/decide/break_even.h"
#include "analysis/decide/certainty.h"
#include "analysis/decide/study.h"

namespace tenure::analysis::decision {

struct SegmentDecision {
  std::string segment, label;
  Certainty certainty;               ///< by direct net value
  bool surely = false;               ///< is the lead of the best over the next clear of zero?
  Measured customers;                ///< opening and newcomers, under the baseline
  Measured revenue_per_account;      ///< and year, under the baseline and the scenario's own numbers: over `base_units`
  std::vector<BreakEven> break_even; ///< of every strategy but the baseline
};

struct BySegment {
  std::vector<SegmentDecision> segments;
  Measured gain;       ///< best by segment against `one_for_all`
  Index one_for_all = 0;
  Index units = 0;     ///< independent ones: draws, or where there are none those of the scenario's own numbers
  Index base_units = 0;  ///< of the scenario's own numbers
  Measured net_gain;   ///< where the same is best for all: its net value less that of `one_for_all`; direct net value leaves out
                       ///< what segments share
  bool differs = false;  ///< is the best not the same for every segment?
};

/// None when the file has not at least two segments with direct net values.
std::optional<BySegment> by_segment(const ResultSet& results, Index one_for_all, double confidence);

}  // namespace tenure::analysis::decision
