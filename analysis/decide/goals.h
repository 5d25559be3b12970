// Goals: what a strategy must keep to, how surely it does, and the cheapest one that does.
//
// A goal limits one measure from above or below: a budget, a share of revenue retained, a response time.  It is met in a
// world when the measure's expected value there keeps the limit; how surely, is the share of the draws in which it does
// (chance taken out where draws have replications; with one draw, the share of the replications).  A strategy meets its
// goals when each is met with the certainty that it asks for.  Of those that do, the one of the least expected cost is the
// cheapest.
//
// Written   MEASURE<=VALUE   or   MEASURE[MEMBER]>=VALUE@CERTAINTY, the value in the measure's unit or with one of its own:
//     operating_cost<=12e6        grr_12m>=88%@0.95        pool_overall_response[support]<=8 h
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/decide/incremental.h"
#include "analysis/decide/study.h"

namespace tenure::analysis::decision {

inline constexpr double usual_certainty = 0.9;

struct Goal {
  std::string text;     ///< as its author wrote it, or its name
  std::string measure;
  std::string member;   ///< of the measure's own axis; empty: it has none
  bool at_most = true;  ///< else at least
  double limit = 0.0;   ///< in the measure's unit
  double certainty = usual_certainty;
};

/// One goal under one strategy.
struct GoalStanding {
  bool exists = false;  ///< has the strategy such a value at all (a pool, say)?
  Measured value;       ///< expected
  Measured share;       ///< of the worlds in which it is met
  bool met = false;     ///< share at or above the certainty asked for
  bool surely = false;  ///< and the lower end of the share's interval too
};

struct GoalsAnswer {
  std::vector<Goal> goals;
  std::vector<std::vector<GoalStanding>> standing;  ///< [goal][strategy]
  std::vector<Measured> all;                        ///< [strategy]: share of the worlds in which all are met
  std::vector<bool> meets;                          ///< [strategy]
  std::optional<Index> cheapest;
  bool chance_only = false;  ///< one draw, or a measure that is not kept for draws: shares are of replications, or of their pairs
  Index units = 0;
  std::string unit_word;     ///< "worlds", "replications", "pairs of replications"
};

/// A goal, or in words why it is none; looked up in the file.
struct GoalRead {
  std::optional<Goal> goal;
  std::string fault;    ///< what was found
  std::string allowed;  ///< what may stand there
};
GoalRead read_goal(const ResultSet& results, const std::string& text);

/// Checks a goal's measure and member and turns `value` ("88 %", "8 h", "12e6") into the measure's unit.
GoalRead goal_from(const ResultSet& results, Goal goal, const std::string& value);

GoalsAnswer answer_goals(const ResultSet& results, const Draws& draws, const std::vector<Goal>& goals, double confidence);

}  // namespace tenure::analysis::decision
