#include <algorithm>
#include <cmath>
#include <cstdio>
#include <sstream>

#include "analysis/compare/numbers.h"
#include "analysis/compare/render.h"
#include "analysis/compare/sentence.h"

namespace tenure::analysis {
namespace {

constexpr std::size_t table_width = 100;
constexpr int name_width = 28;
constexpr int smallest_column = 22;

/// "net_value" reads "net value"; the unit follows.
std::string row_name(const ComparedMeasure& measure, const NumberStyle& style) {
  std::string name = measure.name;
  const std::string prefix = "segment_";
  if (!measure.segment.empty() && name.starts_with(prefix)) name = name.substr(prefix.size());
  std::replace(name.begin(), name.end(), '_', ' ');
  return style.unit.empty() ? name : name + ", " + style.unit;
}

std::string gain_text(double gain) {
  if (std::isinf(gain) || gain > 9999.0) return " ×>9999";
  char text[32];
  std::snprintf(text, sizeof text, gain < 9.95 ? " ×%.1f" : " ×%.0f", gain);
  return text;
}

/// Strategies that stand side by side.
std::vector<std::vector<std::size_t>> blocks_of(const std::vector<std::size_t>& strategies, int column) {
  const std::size_t fit = std::max<std::size_t>(1, (table_width - name_width) / static_cast<std::size_t>(column));
  std::vector<std::vector<std::size_t>> blocks;
  for (std::size_t i = 0; i < strategies.size(); ++i) {
    if (i % fit == 0) blocks.emplace_back();
    blocks.back().push_back(strategies[i]);
  }
  return blocks;
}

struct Row {
  std::string name;
  std::vector<std::string> cells;  ///< [strategy]
};

void print_rows(std::ostringstream& out, const World& world, const std::vector<std::size_t>& strategies,
                const std::vector<Row>& rows) {
  int column = smallest_column;
  for (const std::size_t s : strategies) {
    column = std::max(column, static_cast<int>(display_width(world.strategies[s])) + 2);
    for (const Row& row : rows) column = std::max(column, static_cast<int>(display_width(row.cells[s])) + 2);
  }
  for (const std::vector<std::size_t>& block : blocks_of(strategies, column)) {
    out << padded("", name_width);
    for (const std::size_t s : block) out << padded(world.strategies[s], -column);
    out << "\n";
    for (const Row& row : rows) {
      // a name too long for its column takes a line of its own
      if (display_width(row.name) >= static_cast<std::size_t>(name_width)) {
        out << row.name << "\n" << padded("", name_width);
      } else {
        out << padded(row.name, name_width);
      }
      for (const std::size_t s : block) out << padded(row.cells[s], -column);
      out << "\n";
    }
  }
}

/// Rows that are zero under every strategy (revenue in a scenario without any) tell nothing.
bool is_shown(const ComparedMeasure& measure, const std::string& segment) {
  return measure.headline && measure.segment == segment &&
         std::any_of(measure.by_strategy.begin(), measure.by_strategy.end(), [](const Estimate& estimate) {
           return estimate.mean != 0.0 || !(estimate.half_width == 0.0 || estimate.n < 2);
         });
}

std::vector<Row> estimate_rows(const World& world, const std::string& segment) {
  std::vector<Row> rows;
  for (const ComparedMeasure& measure : world.measures) {
    if (!is_shown(measure, segment)) continue;
    const NumberStyle style = style_for(measure.unit, measure.name, measure.by_strategy);
    Row row{row_name(measure, style), {}};
    for (const Estimate& estimate : measure.by_strategy) row.cells.push_back(with_half_width(estimate, style));
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<Row> difference_rows(const World& world, const std::string& segment) {
  std::vector<Row> rows;
  for (const ComparedMeasure& measure : world.measures) {
    if (!is_shown(measure, segment)) continue;
    std::vector<Estimate> differences;
    for (const PairedEstimate& paired : measure.against_baseline) differences.push_back(paired.difference);
    differences.erase(differences.begin() + static_cast<std::ptrdiff_t>(world.baseline));
    NumberStyle style = style_for(measure.unit, measure.name, differences);
    if (style.unit == "%") style.unit = "points";
    Row row{row_name(measure, style), {}};
    for (const PairedEstimate& paired : measure.against_baseline) {
      const bool varies = has_interval(paired.difference) && !never_varies(paired.difference);
      const std::string gain = varies ? gain_text(paired.gain) : "";
      row.cells.push_back(with_half_width(paired.difference, style, Sign::always) + gain);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string confidence_text(double confidence) {
  char text[32];
  std::snprintf(text, sizeof text, "%g %%", 100.0 * confidence);
  return text;
}

void print_world(std::ostringstream& out, const World& world) {
  out << world.file << ": " << (world.title.empty() ? "untitled" : world.title) << "\n";
  if (!world.question.empty()) out << wrapped(world.question, table_width);
  if (!world.sweep_point.empty()) out << "world: " << world.sweep_point << "\n";
  out << world.strategies.size() << (world.strategies.size() == 1 ? " strategy, " : " strategies, ")
      << world.replications << (world.replications == 1 ? " replication, " : " replications, ")
      << span_text(world.horizon_days) << " from " << world.start_date;
  if (world.replications > 1) {
    out << "; mean ± half-width of the " << confidence_text(world.confidence) << " interval\n\n";
  } else {
    out << ";\none replication gives no intervals: run with --replications 2 or more\n\n";
  }
  std::vector<std::size_t> all(world.strategies.size()), others;
  for (std::size_t s = 0; s < all.size(); ++s) {
    all[s] = s;
    if (s != world.baseline) others.push_back(s);
  }
  print_rows(out, world, all, estimate_rows(world, ""));
  if (!others.empty()) {
    out << "\nDifference from " << world.strategies[world.baseline] << ", same customers and same luck";
    if (world.replications > 1) out << " (×: variance cut by pairing)";
    out << "\n";
    print_rows(out, world, others, difference_rows(world, ""));
  }
  for (const SegmentRanking& segment : world.segments) {
    out << "\nSegment " << segment.segment << (segment.label != segment.segment ? " (" + segment.label + ")" : "")
        << "\n";
    print_rows(out, world, all, estimate_rows(world, segment.segment));
    if (!others.empty()) {
      out << "  difference from " << world.strategies[world.baseline] << "\n";
      print_rows(out, world, others, difference_rows(world, segment.segment));
    }
    if (segment.ranking.margin) {
      const ComparedMeasure& net = *world.measure("segment_net_value_direct", segment.segment);
      const NumberStyle style = style_for(net.unit, net.name, {segment.ranking.margin->difference});
      out << wrapped("Direct net value: " + world.strategies[segment.ranking.order[0]] +
                         (segment.ranking.sure ? " is ahead of " : " is not surely ahead of ") +
                         world.strategies[segment.ranking.order[1]] + " by " +
                         number(segment.ranking.margin->difference.mean, style) + " " + style.unit + " " +
                         interval(segment.ranking.margin->difference, style) + ".",
                     table_width);
    }
  }
  if (!world.segments.empty()) {
    out << "\n"
        << wrapped(
               "Direct net value leaves out what segments share: idle staff, platforms and hiring. Segments share "
               "staff, so a mixture of strategies by segment has to be simulated, not added up.",
               table_width);
  }
  out << "\n" << wrapped(in_plain_words(world), table_width);
}

void print_worlds(std::ostringstream& out, const Comparison& comparison) {
  out << "\nWhich strategy holds up, by net value\n";
  out << padded("world", 44) << padded("ahead", 18) << "by (over the next)\n";
  for (const World& world : comparison.worlds) {
    const std::string name = world.sweep_point.empty() ? world.file : world.sweep_point;
    if (!world.by_net_value) {
      out << padded(name, 44) << "has no net value\n";
      continue;
    }
    if (display_width(name) >= 44) {
      out << name << "\n" << padded("", 44);
    } else {
      out << padded(name, 44);
    }
    const Ranking& ranking = *world.by_net_value;
    out << padded(world.strategies[ranking.order[0]], 18);
    if (ranking.margin) {
      const ComparedMeasure& net = *world.measure("net_value");
      const NumberStyle style = style_for(net.unit, net.name, {ranking.margin->difference});
      out << number(ranking.margin->difference.mean, style) << " " << style.unit << " "
          << interval(ranking.margin->difference, style)
          << (ranking.sure                               ? ""
              : has_interval(ranking.margin->difference) ? "  not sure"
                                                         : "");
    }
    out << "\n";
  }
  out << "\n" << wrapped(in_plain_words_over(comparison), table_width);
}

}  // namespace

std::string as_table(const Comparison& comparison) {
  std::ostringstream out;
  for (std::size_t w = 0; w < comparison.worlds.size(); ++w) {
    if (w > 0) out << "\n" << std::string(table_width, '-') << "\n";
    print_world(out, comparison.worlds[w]);
  }
  if (comparison.worlds.size() > 1) print_worlds(out, comparison);
  return out.str();
}

}  // namespace tenure::analysis
