// Head counts of a mixture: from the rule of the language (models/scenario/mixture_teams.h), one person at a time where that
// pays.
//
//   who is tried   a pool busy more than 85 % of its time on duty, or missing more than 5 % of its requests, gets one more; one
//                  that is busy less than 70 % one fewer, but never none
//   kept           when net value rises in replications under the same luck, by more than twice its standard error; where there are
//                  worlds drawn from what the numbers leave open, each of these cells is in a world of its own
//   how long       the pool that gained is tried again in the same direction; pools are gone through until a round changes
//                  nothing, or until so many teams have been tried
//
// The luck of the search is its own, so that what is measured afterwards is not flattered by it.
#pragma once

#include <functional>

#include "analysis/decide/mixture.h"
#include "analysis/staffing/trials.h"

namespace tenure::analysis::decision {

/// Numbers of the draws whose luck the search and the confirmation take; no draw of a file has them.
inline constexpr int kSearchLuck = 0x3E60001, kConfirmLuck = 0x3E60002;

struct TeamSearch {
  int replications = 8;  ///< of each team, at least 2
  int most_teams = 12;   ///< tried at most; 0: the rule's stays
};

/// Cells of a strategy under a luck of its own.  Throws sim::Cancelled once runner.stop is set.
Cells cells_of(const models::Scenario& scenario, int strategy, int luck, int replications, const Runner& runner);

/// One person more or fewer, at all dates of the plan.
void step(models::Pool& pool, int by);

/// What was tried, for whoever wants to know.
struct TriedTeam {
  std::string pool;
  int servers = 0;      ///< tried
  double gain = 0.0;    ///< mean of net value against the team before
  bool kept = false;
};

/// Cells of a strategy with the teams that it has in the scenario given, always of the same worlds and luck.
using TeamTrial = std::function<Cells(const models::Scenario&)>;

/// Improves the mixture's head counts in the scenario, going by `trial`.
std::vector<TriedTeam> improve_teams(models::Scenario& scenario, int mixture, const TeamSearch& search, const TeamTrial& trial);

/// The same under the scenario's own numbers.
std::vector<TriedTeam> improve_teams(models::Scenario& scenario, int mixture, const TeamSearch& search, const Runner& runner);

}  // namespace tenure::analysis::decision
