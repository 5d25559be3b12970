#include "analysis/report/decided.h"

#include <utility>
#include <variant>

#include "analysis/decide/stated.h"
#include "analysis/results/common_replications.h"
#include "models/language/load.h"

namespace tenure::analysis {

std::optional<models::Scenario> scenario_of(const ResultSet& results) {
  models::Loaded loaded = models::load_text(results.scenario_text, "the scenario in the file");
  if (!loaded.ok() || loaded.points.empty()) return std::nullopt;
  return std::move(loaded.points.front());
}

std::optional<Decided> decided_of(const ResultSet& all, const std::optional<models::Scenario>& scenario) {
  const ResultSet results = with_common_replications(all);
  auto read = decision::draws_of(results, decision::MeasureNames{});
  auto* draws = std::get_if<decision::Draws>(&read);
  if (draws == nullptr || !decision::inconsistency(*draws).empty()) return std::nullopt;
  decision::DecisionOptions wanted;
  wanted.confidence = results.confidence;
  Decided decided{std::move(*draws), {}, decision::page_of_file(results, wanted.confidence), {}, {}};
  decided.page.worth_unit = decided.draws.cost_unit;
  decided.decision = decision::decide(decided.draws, wanted);
  if (!decided.decision.choice) return std::nullopt;
  const auto goals = scenario ? decision::goals_stated(results, *scenario) : std::vector<decision::Goal>{};
  const auto promises = scenario ? decision::promises_stated(*scenario) : std::vector<decision::Promise>{};
  decided.answers = decision::answers_of(results, decided.draws, decided.decision, goals, promises, wanted.confidence);
  for (std::size_t s = 0; s < results.strategies(); ++s)
    decided.capacity.push_back(decision::capacity_of(results, static_cast<decision::Index>(s), wanted.confidence));
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
  slim.chosen = results.chosen;
  for (const std::string& name : variables)
    if (const ResultVariable* variable = results.variable(name)) slim.variables.push_back(*variable);
  return slim;
}

}  // namespace tenure::analysis
