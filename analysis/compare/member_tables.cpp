// Pools and channels of each strategy: a plan that misses half of its calls should not look like one that makes them.
#include <algorithm>
#include <functional>

#include "analysis/compare/sentence.h"
#include "analysis/compare/table_parts.h"

namespace tenure::analysis {
namespace {

struct Column {
  const char* measure;
  const char* heading;
  bool rough = false;  ///< what is small beside the column's unit is told as "<0.01"
};
constexpr int gap = 2;
constexpr int widest_name = 30;

/// What is shown of the members of a dimension, strategy by strategy.
struct MemberTable {
  const char* heading;
  std::vector<Column> columns;  ///< a strategy that has no value of the first has no such member
  const std::vector<std::string>& members;
  const std::vector<std::string>& labels;
  std::function<const ComparedMeasure*(const char* measure, const std::string& member)> measure;
  const char* legend;
};

struct Line {
  std::size_t strategy;
  std::string member;
  std::vector<std::string> cells;
};

void print_members(std::ostringstream& out, const World& world, const MemberTable& table) {
  const std::vector<Column>& columns = table.columns;
  std::vector<std::string> headings;
  std::vector<NumberStyle> styles;
  for (const Column& column : columns) {
    std::vector<Estimate> all;
    std::string unit = "1";
    for (const std::string& member : table.members) {
      const ComparedMeasure* measure = table.measure(column.measure, member);
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
    for (std::size_t q = 0; q < table.members.size(); ++q) {
      if (table.measure(columns[0].measure, table.members[q])->by_strategy[s].n == 0) continue;  // has no such member
      Line line{s, table.labels[q], {}};
      for (std::size_t c = 0; c < columns.size(); ++c) {
        const Estimate& estimate = table.measure(columns[c].measure, table.members[q])->by_strategy[s];
        if (const double shown = estimate.mean / styles[c].divisor; columns[c].rough && shown > 0.0 && shown < 0.01) {
          line.cells.emplace_back("<0.01");
          continue;
        }
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
  out << "\n" << padded(table.heading, name_width);
  for (std::size_t c = 0; c < columns.size(); ++c) out << padded(headings[c], -widths[c]);
  out << "\n";
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Line& line = lines[i];
    if (i == 0 || lines[i - 1].strategy != line.strategy) out << cut(world.name_of(line.strategy), table_width) << "\n";
    const std::string name = "  " + line.member;
    const bool too_long = display_width(name) > static_cast<std::size_t>(name_width);
    if (too_long) out << cut(name, table_width) << "\n";
    out << padded(too_long ? "" : name, name_width);
    for (std::size_t c = 0; c < columns.size(); ++c) out << padded(line.cells[c], -widths[c]);
    out << "\n";
  }
  out << wrapped(table.legend, table_width);
}

}  // namespace

void print_staff(std::ostringstream& out, const World& world) {
  print_members(out, world,
                {"Staff",
                 {{"pool_overall_servers", "servers"},
                  {"pool_overall_utilisation", "busy"},
                  {"pool_missed_share", "missed"},
                  {"pool_overall_missed", "missed"},
                  {"pool_overall_wait", "wait"},
                  {"pool_overall_response", "response"}},
                 world.pools,
                 world.pool_labels,
                 [&](const char* name, const std::string& pool) { return world.measure_of_pool(name, pool); },
                 "busy: of the time on duty; missed: requests that nobody began in time, or refused; wait: working hours until "
                 "service begins; response: hours by the clock until the customer has heard."});
}

void print_channels(std::ostringstream& out, const World& world) {
  print_members(out, world,
                {"Channels",
                 {{"channel_contacts", "contacts"},
                  {"channel_missed_share", "missed"},
                  {"channel_response", "response"},
                  {"channel_planned_response", "planned"},
                  {"channel_cost", "cost", true},
                  {"channel_cost_per_contact", "each", true}},
                 world.channels,
                 world.channels,
                 [&](const char* name, const std::string& channel) { return world.measure_of_channel(name, channel); },
                 "contacts: held, and tries of self-service; missed: of those by staff; response: hours by the clock until who asks is "
                 "answered, at once where self-service settles it; planned: hours from the due date until a planned contact by "
                 "staff is done; cost: of contacts and hours worked, without idle time and platforms; each: per contact. What names no "
                 "channel is not among these."});
}

}  // namespace tenure::analysis
