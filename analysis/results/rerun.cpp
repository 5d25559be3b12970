#include "analysis/results/rerun.h"

#include <cmath>

#include "models/today/solve.h"

namespace tenure::analysis {

models::Loaded reload(const ResultSet& results, const std::string& name) {
  models::Loaded loaded = models::load_text(results.scenario_text, name);
  std::vector<models::SolvedLevel> solved;
  for (const ResultSolved& s : results.solved) solved.push_back({s.segment, s.what, s.target, s.level, s.expected, s.error});
  for (models::Scenario& scenario : loaded.points) models::restore_levels(scenario, solved);
  return loaded;
}

std::string first_difference(const ResultSet& results, std::size_t strategy, std::size_t replication, const models::CellResult& cell) {
  for (const ResultVariable& variable : results.variables) {
    if (variable.precision != Precision::float64) continue;
    const models::MeasureRow* row = models::find_measure(variable.name);
    const std::size_t width = results.width(variable);
    if (row == nullptr || cell[row->id].size() != width) return variable.name;
    const std::size_t first = (strategy * results.replications() + replication) * width;
    for (std::size_t i = 0; i < width; ++i) {
      const double kept = variable.values[first + i], found = cell[row->id][i];
      if (kept != found && !(std::isnan(kept) && std::isnan(found))) return variable.name;
    }
  }
  return {};
}

}  // namespace tenure::analysis
