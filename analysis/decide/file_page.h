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
#include "analysis/decide/promises.h"

namespace tenure::analysis::decision {

/// How the page of a result file is written.
PageOptions page_of_file(double confidence);

/// The same, with what is true of this file's draws: where no number has a range there is nothing to draw.
PageOptions page_of_file(const ResultSet& results, double confidence);

/// All that a result file answers beside the decision.
struct FileAnswers {
  std::optional<GoalsAnswer> goals;
  PromisesAnswer promises;
  std::optional<BySegment> segments;
  std::optional<Cash> cash;
  std::vector<PoolPlan> capacity;  ///< of the choice
};

/// For the choice of `decision`, which must have one.
FileAnswers answers_of(const ResultSet& results, const Draws& draws, const Decision& decision, const std::vector<Goal>& goals,
                       const std::vector<Promise>& promises, double confidence);

/// Team, cash, promises and goals of the choice, and without draws what it rests on: lines of the answer.
std::vector<AnswerLine> file_lines(const ResultSet& results, const Draws& draws, const Decision& decision, const FileAnswers& answers,
                                   const PageOptions& options);

/// In which months a pool is short of people, with the interval; what may be and is not shown; empty where neither is.
std::string shortage_in_words(const PoolPlan& pool, double confidence);

/// Which of the service promises that a strategy (an index) gives it keeps, and each that it does not surely keep.
std::string promises_in_words(const ResultSet& results, const PromisesAnswer& answer, std::size_t strategy, double confidence);

/// The cheapest strategy that meets the goals, in one sentence; empty without goals.
std::string goals_in_words(const Draws& draws, const GoalsAnswer& goals, double confidence);

/// "Enterprise: Low-touch or As it is, which are within noise of each other (...)".
std::string segment_in_words(const Draws& draws, const SegmentDecision& segment, const PageOptions& options);

/// What choosing by segment brings, and for which segments the choice is sure.
std::string segments_in_words(const Draws& draws, const BySegment& by, const PageOptions& options);

void print_goals(std::ostringstream& out, const ResultSet& results, const Draws& draws, const GoalsAnswer& goals, double confidence);
void print_promises(std::ostringstream& out, const ResultSet& results, const Draws& draws, const PromisesAnswer& answer, double confidence);
void print_segments(std::ostringstream& out, const Draws& draws, const BySegment& by, const PageOptions& options);
void print_break_even(std::ostringstream& out, const ResultSet& results, const Draws& draws, const BySegment& by,
                      const PageOptions& options);
void print_cash(std::ostringstream& out, const Draws& draws, const Cash& cash, const PageOptions& options);
void print_capacity(std::ostringstream& out, const Draws& draws, Index strategy, const std::vector<PoolPlan>& pools, double confidence);

nlohmann::ordered_json as_json(const ResultSet& results, const Draws& draws, const FileAnswers& answers, const PageOptions& options);

}  // namespace tenure::analysis::decision
