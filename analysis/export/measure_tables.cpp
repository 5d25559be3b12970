#include "analysis/export/measure_tables.h"

#include <algorithm>
#include <cmath>

#include "analysis/export/csv.h"

namespace tenure::analysis {
namespace {

/// Measures with the same own dimensions, and as many draws.
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

/// Draws whose values the variable has.
std::size_t draws_of(const ResultSet& results, const ResultVariable& variable) {
  return variable.values.size() / (results.strategies() * results.replications() * results.width(variable));
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
  for (std::size_t d = 0; d < 3; ++d)
    table.columns.push_back({results.dimensions[d].name, "key", "", "", results.dimensions[d].long_name});
  for (const std::string& name : group.dims) {
    own.push_back(results.dimension(name));
    table.columns.push_back({name, "key", "", "", own.back()->long_name});
  }
  for (const ResultVariable* variable : group.measures)
    table.columns.push_back({variable->name, "value", variable->unit, over_time(variable->cell_methods), variable->long_name});

  const std::size_t width = results.width(*group.measures[0]);
  const std::size_t draws = draws_of(results, *group.measures[0]);
  const std::size_t cells = results.strategies() * draws * results.replications();
  for (std::size_t cell = 0; cell < cells; ++cell) {
    const std::size_t replication = cell % results.replications();
    const std::size_t draw = cell / results.replications() % draws;
    const std::size_t strategy = cell / results.replications() / draws;
    for (std::size_t offset = 0; offset < width; ++offset) {
      std::vector<std::string> line{member(results.dimensions[0], strategy), member(results.dimensions[1], draw),
                                    member(results.dimensions[2], replication)};
      std::size_t rest = offset, below = width;
      for (const Dimension* dimension : own) {
        below /= dimension->size();
        line.push_back(member(*dimension, rest / below));
        rest %= below;
      }
      bool any = false;
      for (const ResultVariable* variable : group.measures) {
        const double value = variable->values[cell * width + offset];
        any = any || !std::isnan(value);
        line.push_back(csv_number(value));
      }
      if (any) table.lines.push_back(std::move(line));
    }
  }
  return table;
}

}  // namespace

std::vector<Table> measure_tables(const ResultSet& results) {
  std::vector<Table> tables;
  for (const Group& group : groups_of(results)) tables.push_back(table_of(results, group));
  return tables;
}

}  // namespace tenure::analysis
