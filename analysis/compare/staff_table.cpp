// The staff of each strategy: a plan that misses half of its calls should not look like one that makes them.
#include <algorithm>
#include <array>

#include "analysis/compare/sentence.h"
#include "analysis/compare/table_parts.h"

namespace tenure::analysis {
namespace {

struct Column {
  const char* measure;
  const char* heading;
};
constexpr std::array<Column, 6> columns = {{{"pool_overall_servers", "servers"},
                                            {"pool_overall_utilisation", "busy"},
                                            {"pool_missed_share", "missed"},
                                            {"pool_overall_missed", "missed"},
                                            {"pool_overall_wait", "wait"},
                                            {"pool_overall_response", "response"}}};
constexpr int gap = 2;
constexpr int widest_name = 30;

struct Line {
  std::size_t strategy;
  std::string pool;
  std::vector<std::string> cells;
};

}  // namespace

void print_staff(std::ostringstream& out, const World& world) {
  std::vector<std::string> headings;
  std::vector<NumberStyle> styles;
  for (const Column& column : columns) {
    std::vector<Estimate> all;
    std::string unit = "1";
    for (const std::string& pool : world.pools) {
      const ComparedMeasure* measure = world.measure_of_pool(column.measure, pool);
      if (!measure) return;  // a file without these measures
      all.insert(all.end(), measure->by_strategy.begin(), measure->by_strategy.end());
      unit = measure->unit;
    }
    styles.push_back(style_for(unit, column.measure, all));
    const std::string& shown = styles.back().unit;
    headings.push_back(std::string(column.heading) + (shown.empty() ? "" : ", " + shown));
  }
  std::vector<Line> lines;
  for (std::size_t s = 0; s < world.strategies.size(); ++s) {
    for (std::size_t q = 0; q < world.pools.size(); ++q) {
      if (world.measure_of_pool(columns[0].measure, world.pools[q])->by_strategy[s].n == 0)
        continue;  // has no such pool
      Line line{s, world.pool_labels[q], {}};
      for (std::size_t c = 0; c < columns.size(); ++c) {
        const Estimate& estimate = world.measure_of_pool(columns[c].measure, world.pools[q])->by_strategy[s];
        // with a single replication, the head of the table says that there are no intervals
        line.cells.push_back(world.replications > 1 ? with_half_width(estimate, styles[c])
                                                    : number(estimate.mean, style_of(estimate, styles[c])));
      }
      lines.push_back(std::move(line));
    }
  }
  if (lines.empty()) return;

  std::vector<int> widths;
  int name_width = static_cast<int>(table_width);
  for (std::size_t c = 0; c < columns.size(); ++c) {
    std::size_t width = display_width(headings[c]);
    for (const Line& line : lines) width = std::max(width, display_width(line.cells[c]));
    widths.push_back(static_cast<int>(width) + gap);
    name_width -= widths.back();
  }
  name_width = std::clamp(name_width, 12, widest_name);
  out << "\n" << padded("Staff", name_width);
  for (std::size_t c = 0; c < columns.size(); ++c) out << padded(headings[c], -widths[c]);
  out << "\n";
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Line& line = lines[i];
    if (i == 0 || lines[i - 1].strategy != line.strategy) out << cut(world.name_of(line.strategy), table_width) << "\n";
    const std::string name = "  " + line.pool;
    const bool too_long = display_width(name) > static_cast<std::size_t>(name_width);
    if (too_long) out << cut(name, table_width) << "\n";
    out << padded(too_long ? "" : name, name_width);
    for (std::size_t c = 0; c < columns.size(); ++c) out << padded(line.cells[c], -widths[c]);
    out << "\n";
  }
  out << wrapped(
      "busy: of the time on duty; missed: requests that nobody began in time, or refused; wait: working hours until "
      "service begins; "
      "response: hours by the clock until the customer has heard.",
      table_width);
}

}  // namespace tenure::analysis
