// The decision of a result, as `tenure decide` makes it, worked out once for all views of the page.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "analysis/decide/decision.h"
#include "analysis/decide/file_page.h"
#include "analysis/decide/page.h"
#include "analysis/decide/study.h"
#include "models/scenario/scenario.h"

namespace tenure::analysis {

struct Decided {
  decision::Draws draws;
  decision::Decision decision;
  decision::PageOptions page;
  decision::FileAnswers answers;  ///< with the goals and the promises that the scenario states
  std::vector<std::vector<decision::PoolPlan>> capacity;  ///< [strategy]

  std::size_t choice() const { return static_cast<std::size_t>(decision.choice->certainty.choice); }
  /// Draws of the numbers, or with one draw replications.
  decision::Index units() const { return decision.choice->certainty.draws; }
};

/// The scenario that the file carries; none where this version cannot read it.
std::optional<models::Scenario> scenario_of(const ResultSet& results);

/// None where the file lacks what a choice is made by.  `scenario`: of the file, for its goals and promises.
std::optional<Decided> decided_of(const ResultSet& results, const std::optional<models::Scenario>& scenario);

/// The result with only the variables named, and another baseline: for what takes differences from the file's own.
ResultSet against(const ResultSet& results, const std::string& baseline, const std::vector<std::string>& variables);

}  // namespace tenure::analysis
