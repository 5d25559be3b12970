#include "analysis/export/measure_tables.h"

#include <algorithm>
#include <cmath>

#include "analysis/export/csv.h"

namespace tenure::analysis {
namespace {

/// Measures with the same own dimensions.
struct Group {
  std::vector<std::string> dims;
  std::vector<const ResultVariable*> measures;
};

std::vector<Group> groups_of(const ResultSet& results) {
  std::vector<Group> groups{{{}, {}}};  // the totals come first
  for (const ResultVariable& variable : results.variables) {
    auto group = std::find_if(groups.begin(), groups.end(), [&](const Group& g) { return g.dims == variable.dims; });
    if (group == groups.end()) group = groups.insert(groups.end(), {variable.dims, {}});
    group->measures.push_back(&variable);
  }
  if (groups[0].measures.empty()) groups.erase(groups.begin());
  return groups;
}

std::string joined(const std::vector<std::string>& words, const char* between) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : between) + word;
  return text;
}

/// "time: sum" -> "sum".
std::string over_time(const std::string& cell_methods) {
  const std::size_t colon = cell_methods.find(": ");
  return colon == std::string::npos ? cell_methods : cell_methods.substr(colon + 2);
}

/// Name or number of a member.
std::string member(const Dimension& dimension, std::size_t index) {
  return dimension.labels.empty() ? std::to_string(dimension.first + static_cast<int>(index))
                                  : csv_text(dimension.labels[index]);
}

Table table_of(const ResultSet& results, const Group& group) {
  Table table;
  table.name = group.dims.empty() ? "totals.csv" : "by_" + joined(group.dims, "_") + ".csv";
  table.meaning = "One strategy in one replication" +
                  (group.dims.empty() ? std::string() : ", by " + joined(group.dims, " and "));
  std::vector<const Dimension*> own;
  table.columns = {{"strategy", "key", "", "", results.dimensions[0].long_name},
                   {"draw", "key", "", "", "0: the scenario's own numbers; from 1: numbers drawn from their uncertainty, see draws.csv"},
                   {"replication", "key", "", "", results.dimensions[2].long_name}};
  for (const std::string& name : group.dims) {
    own.push_back(results.dimension(name));
    table.columns.push_back({name, "key", "", "", own.back()->long_name});
  }
  for (const ResultVariable* variable : group.measures)
    table.columns.push_back({variable->name, "value", variable->unit, over_time(variable->cell_methods), variable->long_name});

  const std::size_t width = results.width(*group.measures[0]);
  const auto add_lines = [&](std::size_t strategy, std::size_t draw, std::size_t replication, const auto& value_of) {
    for (std::size_t offset = 0; offset < width; ++offset) {
      std::vector<std::string> line{member(results.dimensions[0], strategy), std::to_string(draw),
                                    member(results.dimensions[2], replication)};
      std::size_t rest = offset, below = width;
      for (const Dimension* dimension : own) {
        below /= dimension->size();
        line.push_back(member(*dimension, rest / below));
        rest %= below;
      }
      bool any = false;
      for (const ResultVariable* variable : group.measures) {
        const double value = value_of(*variable, offset);
        any = any || !std::isnan(value);
        line.push_back(csv_number(value));
      }
      if (any) table.lines.push_back(std::move(line));
    }
  };
  for (std::size_t s = 0; s < results.strategies(); ++s)
    for (std::size_t r = 0; r < results.replications(); ++r)
      add_lines(s, 0, r, [&](const ResultVariable& variable, std::size_t offset) {
        return variable.values[(s * results.replications() + r) * width + offset];
      });
  const bool drawn = std::any_of(group.measures.begin(), group.measures.end(),
                                 [](const ResultVariable* variable) { return !variable->draw_values.empty(); });
  for (std::size_t s = 0; drawn && s < results.strategies(); ++s)
    for (std::size_t d = 0; d < results.draws(); ++d)
      for (std::size_t r = 0; r < results.drawn.replications; ++r)
        add_lines(s, d + 1, r, [&](const ResultVariable& variable, std::size_t offset) {
          const std::size_t cell = results.draw_cell(s, d, r);
          return variable.draw_values.empty() ? std::nan("") : variable.draw_values[cell * width + offset];
        });
  return table;
}

}  // namespace

std::vector<Table> measure_tables(const ResultSet& results) {
  std::vector<Table> tables;
  for (const Group& group : groups_of(results)) tables.push_back(table_of(results, group));
  return tables;
}

}  // namespace tenure::analysis
