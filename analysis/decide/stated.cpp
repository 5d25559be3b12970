#include "analysis/decide/stated.h"

#include <utility>

#include "sim/time/tick.h"

namespace tenure::analysis::decision {

std::vector<Goal> goals_stated(const ResultSet& results, const models::Scenario& scenario, std::vector<GoalLeftOut>* left_out) {
  std::vector<Goal> goals;
  for (const models::Goal& stated : scenario.goals) {
    Goal goal{stated.name, stated.measure, stated.member, stated.at_most, 0.0, stated.certainty};
    GoalRead read = goal_from(results, std::move(goal), stated.value);
    if (read.goal) {
      goals.push_back(std::move(*read.goal));
    } else if (left_out != nullptr) {
      left_out->push_back({stated.name, read.fault});
    }
  }
  return goals;
}

std::vector<Promise> promises_stated(const models::Scenario& scenario) {
  std::vector<Promise> promises;
  const auto add = [&](const models::Strategy& strategy, const models::Promise& stated, bool missed, double limit) {
    const std::string& pool = strategy.pools[static_cast<std::size_t>(stated.pool)].name;
    for (Promise& known : promises)
      if (known.name == stated.name && known.pool == pool && known.missed == missed && known.limit == limit) {
        known.strategies.push_back(strategy.name);
        return;
      }
    promises.push_back({stated.name, pool, missed, limit, {strategy.name}});
  };
  for (const models::Strategy& strategy : scenario.strategies)
    for (const models::Promise& stated : strategy.promises) {
      if (stated.missed) add(strategy, stated, true, *stated.missed);
      if (stated.response) add(strategy, stated, false, sim::in_units(*stated.response, sim::kHour));
    }
  return promises;
}

}  // namespace tenure::analysis::decision
