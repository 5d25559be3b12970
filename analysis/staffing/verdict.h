// Does a team keep a promise?  A verdict from replications, with a stated confidence.
//
// A team keeps a limit when the upper confidence bound of the measure's mean lies within it, and breaks it when the lower
// bound lies beyond; both are one-sided Student bounds over replications.  Between the two, more replications are run and
// the question is asked again, at numbers of replications that are fixed beforehand (looks).  Every look may err, so the
// allowed error is split evenly over the looks (Bonferroni).  An answer rests on two verdicts, "n people keep it" and "n - 1
// do not", and each gets half:
//
//   error of one bound = (1 - confidence) / 2 / looks
//
// A team keeps its promises when it keeps each of them (no split: all have to be shown), and breaks them when it breaks one
// (the error is split over them).
#pragma once

#include <vector>

namespace tenure::analysis {

/// When a promise is looked at: numbers of replications, ascending, and the error that each bound may make there.
struct Looks {
  std::vector<int> sizes;
  double error = 0.0;
};

/// Looks at a quarter, a half and the whole of `replications`, then at twice as many each time, up to `most`
/// (>= replications >= 2).
Looks plan_looks(int replications, int most, double confidence);

enum class Verdict { kept, broken, open };

/// One promised measure: what the replications gave, and its limit.
struct Promised {
  std::vector<double> values;
  double limit = 0.0;
};

/// The verdict on all promises of a pool, each bound erring with probability `error`.  Without any value (nobody asked)
/// a limit is kept.
Verdict judge(const std::vector<Promised>& promised, double error);

}  // namespace tenure::analysis
