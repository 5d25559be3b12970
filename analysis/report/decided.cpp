#include "analysis/report/decided.h"

#include <utility>
#include <variant>

#include "models/language/load.h"

namespace tenure::analysis {
namespace {

std::vector<decision::Goal> goals_of(const ResultSet& results, const std::optional<models::Scenario>& scenario) {
  std::vector<decision::Goal> goals;
  if (!scenario) return goals;
  for (const models::Goal& stated : scenario->goals) {
    decision::Goal goal{stated.name, stated.measure, stated.member, stated.at_most, 0.0, stated.certainty};
    decision::GoalRead read = decision::goal_from(results, std::move(goal), stated.value);
    if (read.goal) goals.push_back(std::move(*read.goal));
  }
  return goals;
}

}  // namespace

std::optional<models::Scenario> scenario_of(const ResultSet& results) {
  models::Loaded loaded = models::load_text(results.scenario_text, "the scenario in the file");
  if (!loaded.ok() || loaded.points.empty()) return std::nullopt;
  return std::move(loaded.points.front());
}

std::optional<Decided> decided_of(const ResultSet& results, const std::optional<models::Scenario>& scenario) {
  auto read = decision::draws_of(results, decision::MeasureNames{});
  auto* draws = std::get_if<decision::Draws>(&read);
  if (draws == nullptr || !decision::inconsistency(*draws).empty()) return std::nullopt;
  decision::DecisionOptions wanted;
  wanted.confidence = results.confidence;
  Decided decided{std::move(*draws), {}, {}, {}};
  decided.page.confidence = wanted.confidence;
  decided.page.base_words = "stated";
  decided.page.how_to_draw = "tenure run SCENARIO --draws 200";
  decided.page.how_to_repeat = "--draw-replications 2 with tenure run";
  decided.page.worth_unit = decided.draws.cost_unit;
  decided.decision = decision::decide(decided.draws, wanted);
  if (!decided.decision.choice) return std::nullopt;
  decided.answers = decision::answers_of(results, decided.draws, decided.decision, goals_of(results, scenario), {}, wanted.confidence);
  return decided;
}

ResultSet against(const ResultSet& results, const std::string& baseline, const std::vector<std::string>& variables) {
  ResultSet slim;
  slim.currency = results.currency;
  slim.baseline = baseline;
  slim.confidence = results.confidence;
  slim.horizon_days = results.horizon_days;
  slim.dimensions = results.dimensions;
  slim.month_ends = results.month_ends;
  slim.display_labels = results.display_labels;
  slim.parameters = results.parameters;
  slim.drawn = results.drawn;
  slim.controls = results.controls;
  slim.antithetic = results.antithetic;
  for (const std::string& name : variables)
    if (const ResultVariable* variable = results.variable(name)) slim.variables.push_back(*variable);
  return slim;
}

}  // namespace tenure::analysis
