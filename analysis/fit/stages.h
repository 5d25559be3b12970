// How customers move through the stages of a funnel: where from each stage, and how long it takes.
//
// Each way out of a stage has a hazard of its own, as in the scenario language, where ways compete and the earliest
// wins. Seen from one way, who left by another and who is still there when the record ends are censored, so that each
// is fitted by itself: exponential, or Weibull where the likelihood says so (analysis/fit/durations.h). What share goes
// a way in the end is the Aalen–Johansen estimate: Σ over its events of S(t−) / (number there at t), which counts those
// rightly who are still on the way.
#pragma once

#include <string>
#include <vector>

#include "analysis/fit/book.h"
#include "analysis/fit/durations.h"

namespace tenure::analysis::fit {

struct StageWay {
  int from = 0, to = 0;  ///< indices of stages
  double moves = 0.0;
  Interval share;    ///< of those who enter `from`, in the end (Aalen–Johansen; Wilson's interval on those who left)
  PatienceFit time;  ///< in days; gave_up: went this way
  bool own = true;   ///< false: fewer than ten moves, so that it is written as it stands but flagged
};

struct StagePlace {
  SegmentName name;
  double entered = 0.0, still = 0.0, days = 0.0;  ///< days: time spent in it by all
  std::vector<double> ages;                       ///< of those still there, in days
  bool last = true;                               ///< nobody was seen to leave it
};

struct StageBook {
  std::string source;
  double rows = 0.0;
  std::int64_t as_of = 0, first = 0;
  int start = 0;       ///< the stage that most begin in
  double begun = 0.0;  ///< who began within the record
  std::vector<StagePlace> stages;
  std::vector<StageWay> ways;
  std::vector<Note> notes;
};

/// Reads a table of entries into stages and fits each way. `confidence` of the intervals.
StageBook fit_stages(const Table& table, const BookOptions& options, double confidence, Complaints& complaints);

}  // namespace tenure::analysis::fit
