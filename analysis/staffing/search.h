// Finds, for a strategy, the smallest constant head counts that keep its promises.
//
//   arithmetic   hours asked / productive hours, from a simulation with plenty of people (arithmetic.h): where to begin
//   scouting     for each pool in turn, the head count at which the means of a few replications meet the promise
//   verdicts     around it, teams are tried with more and more replications until each is shown to keep or to break the
//                promise (verdict.h): outwards from the guess, then by bisection, more people being taken to be no worse
//   in turn      pools are searched one after the other, the rest as found so far, until a whole round changes nothing
//   together     the final team is looked at with all replications, every promise at once; if one is not kept there, the
//                search goes on with that many replications from the start
//
// All teams meet the same luck.  What cannot be told apart with the most replications allowed is said to be undecided.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "analysis/staffing/arithmetic.h"
#include "analysis/staffing/trials.h"
#include "analysis/staffing/verdict.h"
#include "sim/stats/estimate.h"

namespace tenure::analysis {

struct StaffOptions {
  int replications = 40;
  int most = 160;           ///< replications of one team, where the verdict is close
  double confidence = 0.95;
  bool explain = true;      ///< take the difference to the arithmetic apart
};

enum class Outcome {
  found,         ///< `servers` keep the promise, one fewer breaks it
  undecided,     ///< `servers` keep it, `failing` break it, between them nothing could be shown
  never,         ///< not even `servers` keep it, the most that were tried
  nothing_asked  ///< the pool has no work
};

/// What a pool does with a team.
struct Measured {
  int servers = 0;
  sim::Estimate missed, response, utilisation, present, cost;
};

struct PoolAnswer {
  int pool = 0;
  Limits limits;
  Outcome outcome = Outcome::found;
  int servers = 0;
  int failing = -1;  ///< the most that were shown to break it; -1: none
  Measured at;       ///< with the whole team as found
  Measured below;    ///< with one fewer in this pool, the other pools as found; servers = 0: nobody was tried
  Arithmetic arithmetic;
  Why why;
};

struct StrategyAnswer {
  int strategy = 0;
  std::vector<PoolAnswer> pools;
  Looks looks;
  int replications = 0;  ///< of the final team
  bool settled = true;   ///< false: pools influence each other so much that the rounds did not come to rest
  std::size_t cells = 0;
};

/// Searches one strategy.  `more` is told now and then about how many cells are still to come.  Throws sim::Cancelled.
StrategyAnswer find_staff(const models::Scenario& scenario, int strategy, const StaffOptions& options,
                          const Runner& runner, const std::function<void(std::size_t)>& more = {});

/// Cells that a search of the strategy is likely to take, before anything is known.
std::size_t cells_likely(const models::Scenario& scenario, int strategy, const StaffOptions& options);

}  // namespace tenure::analysis
