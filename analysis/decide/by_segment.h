// Who should get which strategy: the best for each segment, and what choosing by segment is worth.
//
//     gain = Σ over segments of expected direct net value (best for the segment − one strategy for all)
//
// Direct net value leaves out what segments share (idle staff, platforms, hiring), and segments share staff: what a mixture
// does is not confirmed until the mixture itself is simulated.
//
//     break-even size of account = revenue per account and year · extra service cost / extra contribution
//
// Extra cost and contribution (discounted revenue minus flow costs) are those of a strategy against the baseline;
// hours do not grow with the size of the account, while a given relative lift brings more the larger it is.
// With a lift f times as large, the break-even size is 1/f of that.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/decide/certainty.h"
#include "analysis/decide/study.h"

namespace tenure::analysis::decision {

/// One strategy in one segment, against the baseline.
struct BreakEven {
  Index strategy = 0;
  Measured lift;            ///< relative gain of contribution
  Measured extra_cost;      ///< of service, per account-year, discounted
  double size = 0.0;        ///< revenue per account and year from which it pays; NaN when contribution does not grow
  RatioInterval interval;   ///< of the size
  bool pays_at_any = false; ///< it costs no more, and contribution does not shrink
};

struct SegmentDecision {
  std::string segment, label;
  Certainty certainty;               ///< by direct net value
  Measured customers;                ///< opening and newcomers, under the baseline
  Measured revenue_per_account;      ///< and year, under the baseline and the scenario's own numbers
  std::vector<BreakEven> break_even; ///< of every strategy but the baseline
};

struct BySegment {
  std::vector<SegmentDecision> segments;
  Measured gain;       ///< best by segment against `one_for_all`
  Index one_for_all = 0;
  Index units = 0;     ///< independent ones
  bool differs = false;  ///< is the best not the same for every segment?
};

/// None when the file has not at least two segments with direct net values.
std::optional<BySegment> by_segment(const ResultSet& results, Index one_for_all, double confidence);

}  // namespace tenure::analysis::decision
