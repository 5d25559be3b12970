// The mixture and the strategies beside it in the worlds of a file's draws.
//
// One replication in each of the first draws, with luck that neither the choice nor the search for head counts has seen: so the
// interval of a difference covers chance and what the numbers leave open.  Teams are those that were decided on before anybody
// knew which world it is.
#pragma once

#include <vector>

#include "analysis/decide/mixture_teams.h"
#include "models/language/load.h"

namespace tenure::analysis::decision {

/// Draws that are simulated at most, where nobody says how many.
inline constexpr int usual_confirm_draws = 50;

/// A strategy, by its index in the scenario, and whose head counts it gets; nullptr: those of the drawn world.
struct InWorlds {
  int strategy = 0;
  const models::Strategy* teams = nullptr;
};

struct DrawnCells {
  std::vector<Cells> cells;                     ///< [wanted][draw]
  std::vector<std::vector<double>> parameters;  ///< [draw][parameter of the scenario]
};

/// In the worlds of draws 1 .. `draws` of the scenario, which has its levels solved; `source` is what it was read from.  Throws
/// models::NoWorld, and sim::Cancelled once runner.stop is set.
DrawnCells drawn_cells(const models::Scenario& scenario, const models::Source& source, const std::vector<InWorlds>& wanted, int draws,
                       int luck, const Runner& runner);

/// Do these worlds have the values that the file's draws had, for every number of the file?
bool same_worlds(const ResultSet& results, const models::Scenario& scenario, const std::vector<std::vector<double>>& parameters);

}  // namespace tenure::analysis::decision
