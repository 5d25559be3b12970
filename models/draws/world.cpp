#include "models/draws/world.h"

#include "models/scenario/mixture_teams.h"
#include "models/today/solve.h"
#include "sim/base/contract.h"

namespace tenure::models {

DrawnWorld drawn_world(const Scenario& base, const Source& source, const ParameterDraws& draws, int draw,
                       const std::atomic<bool>* stop) {
  const auto n = static_cast<std::size_t>(base.experiment.draws);
  TENURE_ENSURE(draw >= 1 && draw <= base.experiment.draws, "draws are numbered from 1");
  DrawnWorld world;
  for (std::size_t point = static_cast<std::size_t>(draw) - 1;; point += n) {
    const DrawnValues values = draws.values(point);
    Source::Read read = source.with(values);
    if (!read.scenario) {
      if (world.rejected == 0) world.objection = format(read.faults.front());
      if (++world.rejected < most_points_tried) continue;
      throw NoWorld("draw " + std::to_string(draw) + ": " + std::to_string(most_points_tried) +
                    " points of the uncertain numbers contradict each other, the last one so:\n" + format(read.faults));
    }
    world.scenario = std::move(*read.scenario);
    keep_teams(base, world.scenario);
    for (const Parameter& p : base.parameters) world.parameters.push_back(p.value);
    for (std::size_t j = 0; j < values.size(); ++j) world.parameters[draws.uncertain()[j]] = values[j].second;
    break;
  }
  world.unmet = solve_today_again(world.scenario, base.solved, stop);
  return world;
}

}  // namespace tenure::models
