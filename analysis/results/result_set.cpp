#include "analysis/results/result_set.h"

#include <set>

namespace tenure::analysis {

const Dimension* ResultSet::dimension(std::string_view name) const {
  for (const Dimension& candidate : dimensions) {
    if (candidate.name == name) return &candidate;
  }
  return nullptr;
}

const ResultVariable* ResultSet::variable(std::string_view name) const {
  for (const ResultVariable& candidate : variables) {
    if (candidate.name == name) return &candidate;
  }
  return nullptr;
}

std::size_t ResultSet::width(const ResultVariable& variable) const {
  std::size_t product = 1;
  for (const std::string& name : variable.dims) {
    const Dimension* found = dimension(name);
    product *= found ? found->size() : 0;
  }
  return product;
}

std::string ResultSet::display_label(std::string_view name, std::size_t index) const {
  for (const ResultLabels& candidate : display_labels) {
    if (candidate.dimension == name && index < candidate.labels.size() && !candidate.labels[index].empty()) {
      return candidate.labels[index];
    }
  }
  const Dimension* found = dimension(name);
  if (!found || index >= found->size()) return {};
  return found->labels.empty() ? std::to_string(found->first + static_cast<int>(index)) : found->labels[index];
}

std::string inconsistency(const ResultSet& results) {
  const char* const leading[] = {"strategy", "draw", "replication"};
  if (results.dimensions.size() < 3) return "the dimensions strategy, draw and replication are not all there";
  std::set<std::string> names;
  for (std::size_t i = 0; i < results.dimensions.size(); ++i) {
    const Dimension& dimension = results.dimensions[i];
    if (i < 3 && dimension.name != leading[i]) {
      return "dimension " + std::to_string(i) + " is \"" + dimension.name + "\", not \"" + leading[i] + "\"";
    }
    if (!names.insert(dimension.name).second) return "dimension \"" + dimension.name + "\" is there twice";
    if (dimension.size() == 0) return "dimension \"" + dimension.name + "\" is empty";
    const std::set<std::string> labels(dimension.labels.begin(), dimension.labels.end());
    if (labels.size() != dimension.labels.size())
      return "a label of dimension \"" + dimension.name + "\" is there twice";
  }
  if (results.dimensions[0].labels.empty()) return "the strategies have no names";
  const Dimension* month = results.dimension("month");
  if ((month ? month->size() : 0) != results.month_ends.size()) return "there is not one month end for each month";
  for (const ResultLabels& display : results.display_labels) {
    const Dimension* dimension = results.dimension(display.dimension);
    if (!dimension || dimension->size() != display.labels.size()) {
      return "the display labels of \"" + display.dimension + "\" do not fit that dimension";
    }
  }
  if (results.dimensions[1].size() != 1) return "the base draw is not one draw";
  const DrawnResults& drawn = results.drawn;
  if ((drawn.count == 0) != (drawn.replications == 0)) return "draws without replications, or the other way round";
  if (drawn.parameters.size() != drawn.count * results.parameters.size())
    return "there is not one value of every parameter for every draw";
  const ResultControls& controls = results.controls;
  if (controls.expectations.size() != controls.names.size() || controls.values.size() != controls.names.size() * results.replications())
    return "there is not one value of every control for every replication";
  if (results.antithetic && results.replications() % 2 != 0) return "antithetic replications do not come in pairs";
  if (const auto& chosen = results.chosen) {
    if (chosen->by_strategy.size() != results.strategies()) return "there is not one number of replications for each strategy";
    for (const std::int64_t count : chosen->by_strategy)
      if (count < 0 || count > static_cast<std::int64_t>(results.replications())) return "a strategy has more replications than there are";
  }
  const std::size_t cells = results.strategies() * results.replications();
  const std::size_t drawn_cells = results.strategies() * drawn.count * drawn.replications;
  for (const ResultVariable& variable : results.variables) {
    if (!names.insert(variable.name).second) return "the name \"" + variable.name + "\" is there twice";
    for (const std::string& dim : variable.dims) {
      if (!results.dimension(dim))
        return "variable \"" + variable.name + "\" has the unknown dimension \"" + dim + "\"";
    }
    const std::size_t due = cells * results.width(variable);
    if (variable.values.size() != due) {
      return "variable \"" + variable.name + "\" has " + std::to_string(variable.values.size()) +
             " values instead of " + std::to_string(due);
    }
    if (!variable.draw_values.empty() && variable.draw_values.size() != drawn_cells * results.width(variable))
      return "variable \"" + variable.name + "\" has not one value for every draw";
  }
  return {};
}

}  // namespace tenure::analysis
