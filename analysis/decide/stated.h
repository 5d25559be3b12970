// What the scenario in a result file states for a decision: its goals, and what it promises of its teams.
#pragma once

#include <string>
#include <vector>

#include "analysis/decide/goals.h"
#include "analysis/decide/promises.h"
#include "models/scenario/scenario.h"

namespace tenure::analysis::decision {

/// A goal of the scenario that the file cannot answer, and why.
struct GoalLeftOut {
  std::string name, fault;
};

/// The goals of the scenario; those that the file cannot answer go to `left_out`, where given.
std::vector<Goal> goals_stated(const ResultSet& results, const models::Scenario& scenario, std::vector<GoalLeftOut>* left_out = nullptr);

/// What the scenario promises of its pools, each limit with the strategies that give it.
std::vector<Promise> promises_stated(const models::Scenario& scenario);

}  // namespace tenure::analysis::decision
