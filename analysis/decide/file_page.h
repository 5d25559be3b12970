// What the page of a result file has beside the decision itself: goals, who should get what, cash, capacity.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <string>

#include "analysis/decide/by_segment.h"
#include "analysis/decide/capacity.h"
#include "analysis/decide/cash.h"
#include "analysis/decide/goals.h"
#include "analysis/decide/page.h"

namespace tenure::analysis::decision {

/// All that a result file answers beside the decision.
struct FileAnswers {
  std::optional<GoalsAnswer> goals;
  std::optional<BySegment> segments;
  std::optional<Cash> cash;
  std::vector<PoolPlan> capacity;  ///< of the choice
};

/// For the choice of `decision`, which must have one.
FileAnswers answers_of(const ResultSet& results, const Draws& draws, const Decision& decision, const std::vector<Goal>& goals,
                       double confidence);

/// The cheapest strategy that meets the goals, in one sentence; empty without goals.
std::string goals_in_words(const Draws& draws, const GoalsAnswer& goals, double confidence);

/// What choosing by segment brings, in one sentence or two.
std::string segments_in_words(const Draws& draws, const BySegment& by, const PageOptions& options);

void print_goals(std::ostringstream& out, const ResultSet& results, const Draws& draws, const GoalsAnswer& goals, double confidence);
void print_segments(std::ostringstream& out, const Draws& draws, const BySegment& by, const PageOptions& options);
void print_break_even(std::ostringstream& out, const ResultSet& results, const Draws& draws, const BySegment& by,
                      const PageOptions& options);
void print_cash(std::ostringstream& out, const Draws& draws, const Cash& cash, const PageOptions& options);
void print_capacity(std::ostringstream& out, const Draws& draws, Index strategy, const std::vector<PoolPlan>& pools);

nlohmann::ordered_json as_json(const Draws& draws, const FileAnswers& answers, const PageOptions& options);

}  // namespace tenure::analysis::decision
