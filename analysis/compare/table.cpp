#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>
#include <cstdio>
#include <sstream>
#include <string_view>

#include "analysis/compare/render.h"
#include "analysis/compare/sentence.h"
#include "analysis/compare/table_parts.h"

namespace tenure::analysis {
namespace {

constexpr std::size_t smallest_column = 22;

/// What a table shows first, in this order; all others follow as the file has them.
constexpr std::array<std::string_view, 13> first_shown = {"net_value",
                                                         "net_value_direct",
                                                         "clv",
                                                         "lifetime_value",
                                                         "clv_lifetime",
                                                         "retention_12m",
                                                         "retention_end",
                                                         "newcomer_retention_3m",
                                                         "newcomer_retention_12m",
                                                         "nrr_12m",
                                                         "grr_12m",
                                                         "operating_cost",
                                                         "revenue"};

std::string gain_text(double gain) {
  if (std::isinf(gain) || gain > 9999.0) return " ×>9999";
  char text[32];
  std::snprintf(text, sizeof text, gain < 9.95 ? " ×%.1f" : " ×%.0f", gain);
  return text;
}

/// Rows that are zero under every strategy (revenue in a scenario without any), or without any value, tell nothing.
bool is_shown(const ComparedMeasure& measure, const std::string& segment) {
  return measure.headline && measure.pool.empty() && measure.month == 0 && measure.segment == segment &&
         std::any_of(measure.by_strategy.begin(), measure.by_strategy.end(), [](const Estimate& estimate) {
           return estimate.n > 0 && (estimate.mean != 0.0 || (estimate.n > 1 && estimate.half_width != 0.0));
         });
}

std::vector<const ComparedMeasure*> shown_measures(const World& world, const std::string& segment) {
  std::vector<const ComparedMeasure*> shown;
  for (const ComparedMeasure& measure : world.measures) {
    if (is_shown(measure, segment)) shown.push_back(&measure);
  }
  std::stable_sort(shown.begin(), shown.end(), [](const ComparedMeasure* a, const ComparedMeasure* b) {
    const auto place = [](const ComparedMeasure* m) {
      std::string_view name = m->name;
      if (!m->segment.empty() && name.starts_with("segment_")) name.remove_prefix(std::string_view("segment_").size());
      return std::find(first_shown.begin(), first_shown.end(), name) - first_shown.begin();
    };
    return place(a) < place(b);
  });
  return shown;
}

bool is_blank(const Row& row) {
  return std::all_of(row.cells.begin(), row.cells.end(), [](const std::string& cell) { return cell.empty(); });
}

/// The percentile of the runs under a row of means, with its interval.
Row quantile_row(const World& world, const ComparedMeasure& measure, const NumberStyle& style) {
  Row row{fmt::format("  {:g} % of runs are below", 100.0 * world.quantile), {}};
  for (std::size_t s = 0; s < measure.quantiles.size(); ++s) {
    const sim::QuantileEstimate& q = measure.quantiles[s];
    const NumberStyle own = style_of(measure.by_strategy[s], style);
    const auto limit = [&](double x) { return std::isfinite(x) ? number(x, own) : std::string("?"); };
    row.cells.push_back(q.n < 2 || never_varies(measure.by_strategy[s])
                            ? ""
                            : number(q.value, own) + " [" + limit(q.low) + ", " + limit(q.high) + "]");
  }
  return row;
}

std::vector<Row> estimate_rows(const World& world, const std::string& segment) {
  std::vector<Row> rows;
  for (const ComparedMeasure* measure : shown_measures(world, segment)) {
    const NumberStyle style = style_for(measure->unit, measure->name, measure->by_strategy);
    Row row{row_name(*measure, style), {}};
    for (const Estimate& estimate : measure->by_strategy) row.cells.push_back(with_half_width(estimate, style));
    rows.push_back(std::move(row));
    if (!measure->quantiles.empty())
      if (Row below = quantile_row(world, *measure, style); !is_blank(below)) rows.push_back(std::move(below));
    if (measure->drawn.empty()) continue;
    if (Row range = range_row(world, measure->drawn, style, Sign::negative_only); !is_blank(range)) rows.push_back(std::move(range));
  }
  return rows;
}

bool is_same(const Estimate& difference) {
  return difference.n > 0 && difference.mean == 0.0 && never_varies(difference);
}

/// Differences from the baseline, whose own cells stay empty.
std::vector<Row> difference_rows(const World& world, const std::string& segment) {
  std::vector<Row> rows;
  for (const ComparedMeasure* measure : shown_measures(world, segment)) {
    std::vector<Estimate> differences;
    for (std::size_t s = 0; s < world.strategies.size(); ++s) {
      if (s != world.baseline) differences.push_back(measure->against_baseline[s].difference);
    }
    NumberStyle style = style_for(measure->unit, measure->name, differences);
    if (style.unit == "%") style.unit = "pts";  // percentage points
    Row row{row_name(*measure, style), {}};
    for (std::size_t s = 0; s < world.strategies.size(); ++s) {
      const PairedEstimate& paired = measure->against_baseline[s];
      if (s == world.baseline) {
        row.cells.emplace_back();
      } else if (is_same(paired.difference)) {
        row.cells.emplace_back("the same");
      } else {
        const bool varies = has_interval(paired.difference) && !never_varies(paired.difference);
        row.cells.push_back(with_half_width(paired.difference, style, Sign::always) +
                            (varies ? gain_text(paired.gain) : ""));
      }
    }
    rows.push_back(std::move(row));
    if (!measure->drawn_against.empty()) {
      Row range = range_row(world, measure->drawn_against, style, Sign::always);
      for (std::size_t s = 0; s < world.strategies.size(); ++s) {
        if (s == world.baseline) range.cells[s].clear();
        if (rows.back().cells[s] == "the same") range.cells[s] = "the same";
      }
      if (!is_blank(range)) rows.push_back(std::move(range));
    }
  }
  return rows;
}

/// Strategies that do exactly what the baseline does are told in a sentence; their cells are emptied.
std::string told_the_same(const World& world, std::vector<Row>& rows) {
  std::string text;
  for (std::size_t s = 0; s < world.strategies.size(); ++s) {
    if (s == world.baseline || rows.empty()) continue;
    if (!std::all_of(rows.begin(), rows.end(), [&](const Row& row) { return row.cells[s] == "the same"; })) continue;
    for (Row& row : rows) row.cells[s].clear();
    text += world.name_of(s) + " does the same as " + world.name_of(world.baseline) + " in every replication.\n";
  }
  return text;
}

void print_both(std::ostringstream& out, const World& world, const std::string& segment, const std::string& between) {
  std::vector<std::string> headings, of_others;
  for (std::size_t s = 0; s < world.strategies.size(); ++s) {
    headings.push_back(cut(world.name_of(s), 60));
    of_others.push_back(s == world.baseline ? "" : headings.back());
  }
  const std::vector<Row> estimates = estimate_rows(world, segment);
  std::vector<Row> differences = difference_rows(world, segment);
  const std::string same = told_the_same(world, differences);
  std::vector<Row> all = estimates;
  all.insert(all.end(), differences.begin(), differences.end());
  const Widths widths = widths_for(headings, all, smallest_column);
  print_rows(out, headings, estimates, widths);
  if (world.strategies.size() < 2) return;
  out << between;
  const bool any = std::any_of(differences.begin(), differences.end(), [](const Row& row) {
    return std::any_of(row.cells.begin(), row.cells.end(), [](const std::string& cell) { return !cell.empty(); });
  });
  if (any) print_rows(out, of_others, differences, widths);
  if (!same.empty()) out << wrapped(same, table_width);
}

void print_segments(std::ostringstream& out, const World& world) {
  const std::string between = "  difference from " + world.name_of(world.baseline) + "\n";
  for (const SegmentRanking& segment : world.segments) {
    out << "\nSegment " << segment.label << (segment.label != segment.segment ? " (" + segment.segment + ")" : "")
        << "\n";
    print_both(out, world, segment.segment, between);
    if (!segment.ranking.margin) continue;
    const ComparedMeasure& net = *world.measure("segment_net_value_direct", segment.segment);
    const Estimate& margin = segment.ranking.margin->difference;
    const std::string best = world.name_of(segment.ranking.order[0]), next = world.name_of(segment.ranking.order[1]);
    if (is_same(margin)) {
      out << wrapped("Direct net value: " + best + " and " + next + " come to the same.", table_width);
      continue;
    }
    const NumberStyle style = style_for(net.unit, net.name, {margin});
    out << wrapped("Direct net value: " + best + (segment.ranking.sure ? " is ahead of " : " is not surely ahead of ") +
                       next + " by " + number(margin.mean, style_of(margin, style)) + " " + style.unit + " " +
                       interval(margin, style) + ".",
                   table_width);
  }
  if (world.segments.empty()) return;
  out << "\n"
      << wrapped(
             "Direct net value leaves out what segments share: idle staff, platforms, hiring, training and "
             "severance. Segments share staff, so a mixture of strategies by segment has to be simulated, not added up.",
             table_width);
}

void print_world(std::ostringstream& out, const World& world) {
  out << world.file << ": " << (world.title.empty() ? "untitled" : world.title) << "\n";
  if (!world.question.empty()) out << wrapped(world.question, table_width);
  if (!world.sweep_point.empty()) out << "world: " << world.sweep_point << "\n";
  std::string head = std::to_string(world.strategies.size()) + (world.strategies.size() == 1 ? " strategy, " : " strategies, ");
  const std::string span = span_text(world.horizon_days) + " from " + world.start_date;
  if (world.draws > 1) {
    head += draws_in_words(world) + ", " + span + "; mean over the draws ± half-width of the " + confidence_text(world.confidence) +
            " interval of that mean (" + what_is_covered(world) + "); below it the range of " + confidence_text(world.confidence) +
            " of the draws";
    out << wrapped(head, table_width) << "\n";
  } else {
    out << head << world.replications << (world.replications == 1 ? " replication, " : " replications, ") << span;
    if (world.replications > 1) {
      out << "; mean ± half-width of the " << confidence_text(world.confidence)
          << " interval\n(no ±: the same in every replication)\n\n";
    } else {
      out << ";\none replication gives no intervals: run with --replications 2 or more\n\n";
    }
  }
  print_both(out, world, "",
             "\nDifference from " + world.name_of(world.baseline) + ", same customers and same luck" +
                 (world.replications > 1 || world.draws > 1 ? " (×: variance cut by pairing)" : "") + "\n");
  print_variance(out, world);
  print_staff(out, world);
  print_months(out, world);
  print_segments(out, world);
  out << "\n" << wrapped(in_plain_words(world), table_width);
}

}  // namespace

std::string as_table(const Comparison& comparison, Detail detail) {
  std::ostringstream out;
  const bool several = comparison.worlds.size() > 1;
  if (!several || detail == Detail::full) {
    for (std::size_t w = 0; w < comparison.worlds.size(); ++w) {
      if (w > 0) out << "\n" << std::string(table_width, '-') << "\n";
      print_world(out, comparison.worlds[w]);
    }
  }
  if (several) {
    if (detail == Detail::full) out << "\n" << std::string(table_width, '-') << "\n";
    print_worlds(out, comparison);
  }
  return out.str();
}

}  // namespace tenure::analysis
