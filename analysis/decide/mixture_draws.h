// The mixture and the strategies beside it in the worlds of a file's draws.
//
// One replication in each of the first draws, with luck that neither the choice nor the search for head counts has seen: so the
// interval of a difference covers chance and what the numbers leave open.  Teams are those that were decided on before anybody
// knew which world it is.
#pragma once

#include <vector>

#include "analysis/decide/mixture_teams.h"
#include "models/draws/world.h"
#include "models/language/load.h"

namespace tenure::analysis::decision {

/// Draws that are simulated at most, where nobody says how many.
inline constexpr int usual_confirm_draws = 50;

/// Draws in whose worlds head counts are searched for, at most.
inline constexpr int usual_search_draws = 12;

/// A strategy, by its index in the scenario, and whose head counts it gets; nullptr: those of the drawn world.
struct InWorlds {
  int strategy = 0;
  const models::Strategy* teams = nullptr;
};

/// The worlds of draws 1 .. n of a scenario.
class DrawnWorlds {
 public:
  /// Of a scenario that has its levels solved; `source` is what it was read from.  Throws models::NoWorld, and sim::Cancelled once
  /// runner.stop is set.
  DrawnWorlds(const models::Scenario& scenario, const models::Source& source, int draws, const Runner& runner);

  /// One replication of each strategy wanted in each of the worlds, or in `some` of them, spread evenly: [wanted][world].  Throws
  /// sim::Cancelled once runner.stop is set.
  std::vector<Cells> cells(const std::vector<InWorlds>& wanted, int luck, const Runner& runner, int some = 0) const;

  /// Do these worlds have the values that the file's draws had, for every number of the file?
  bool same_as(const ResultSet& results, const models::Scenario& scenario) const;

  int size() const { return static_cast<int>(worlds_.size()); }

 private:
  std::vector<models::DrawnWorld> worlds_;
};

}  // namespace tenure::analysis::decision
