#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <initializer_list>
#include <sstream>
#include <string_view>

#include <fmt/format.h>

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

/// With draws each measure takes two rows; these are shown, all others when asked for.
constexpr std::array<std::string_view, 9> shown_of_draws = {"net_value",    "net_value_direct", "lifetime_value", "retention_12m", "newcomer_retention_12m",
                                                            "nrr_12m",      "grr_12m",          "operating_cost", "missed_share"};

/// A measure's name without what says that it is of a segment.
std::string_view plain_name(const ComparedMeasure& measure) {
  std::string_view name = measure.name;
  if (!measure.segment.empty() && name.starts_with("segment_")) name.remove_prefix(std::string_view("segment_").size());
  return name;
}

std::string gain_text(double gain) {
  if (std::isinf(gain) || gain > 9999.0) return " ×>9999";
  char text[32];
  std::snprintf(text, sizeof text, gain < 9.95 ? " ×%.1f" : " ×%.0f", gain);
  return text;
}

/// Rows that are zero under every strategy (revenue in a scenario without any), or without any value, tell nothing.
bool is_shown(const World& world, Detail detail, const ComparedMeasure& measure, const std::string& segment) {
  if (world.draws > 1 && detail == Detail::brief &&
      std::find(shown_of_draws.begin(), shown_of_draws.end(), plain_name(measure)) == shown_of_draws.end())
    return false;
  return measure.headline && measure.pool.empty() && measure.month == 0 && measure.segment == segment &&
         std::any_of(measure.by_strategy.begin(), measure.by_strategy.end(), [](const Estimate& estimate) {
           return estimate.n > 0 && (estimate.mean != 0.0 || (estimate.n > 1 && estimate.half_width != 0.0));
         });
}

std::vector<const ComparedMeasure*> shown_measures(const World& world, Detail detail, const std::string& segment) {
  std::vector<const ComparedMeasure*> shown;
  for (const ComparedMeasure& measure : world.measures) {
    if (is_shown(world, detail, measure, segment)) shown.push_back(&measure);
  }
  std::stable_sort(shown.begin(), shown.end(), [](const ComparedMeasure* a, const ComparedMeasure* b) {
    const auto place = [](const ComparedMeasure* m) {
      return std::find(first_shown.begin(), first_shown.end(), plain_name(*m)) - first_shown.begin();
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

std::vector<Row> estimate_rows(const World& world, Detail detail, const std::string& segment) {
  std::vector<Row> rows;
  for (const ComparedMeasure* measure : shown_measures(world, detail, segment)) {
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
std::vector<Row> difference_rows(const World& world, Detail detail, const std::string& segment) {
  const bool gains = world.draws < 2 || detail == Detail::full;
  std::vector<Row> rows;
  for (const ComparedMeasure* measure : shown_measures(world, detail, segment)) {
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
                            (varies && gains ? gain_text(paired.gain) : ""));
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
      if (detail == Detail::full || plain_name(*measure).starts_with("net_value")) {
        Row above = above_zero_row(measure->drawn_against);
        for (std::size_t s = 0; s < world.strategies.size(); ++s)
          if (s == world.baseline || rows.back().cells[s] == "the same") above.cells[s] = rows.back().cells[s];
        rows.push_back(std::move(above));
      }
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
    text += world.said(s) + " does the same as " + world.said(world.baseline) + " in every replication.\n";
  }
  return text;
}

/// Takes a column out of headings and rows.
void drop_column(std::size_t column, std::vector<std::string>& headings, std::vector<Row>& rows) {
  const auto at = static_cast<std::ptrdiff_t>(column);
  headings.erase(headings.begin() + at);
  for (Row& row : rows) row.cells.erase(row.cells.begin() + at);
}

void print_both(std::ostringstream& out, const World& world, Detail detail, const std::string& segment, const std::string& between) {
  std::vector<std::string> headings, of_others;
  for (std::size_t s = 0; s < world.strategies.size(); ++s) {
    headings.push_back(cut(world.name_of(s), 60));
    of_others.push_back(s == world.baseline ? "" : headings.back());
  }
  const std::vector<Row> estimates = estimate_rows(world, detail, segment);
  std::vector<Row> differences = difference_rows(world, detail, segment);
  const std::string same = told_the_same(world, differences);
  std::vector<Row> all = estimates;
  all.insert(all.end(), differences.begin(), differences.end());
  // numbers and differences stand under each other where one block holds them, otherwise each table takes the room that it needs
  const std::size_t least = std::min(smallest_column, room_for_each(headings.size()));
  Widths widths = widths_for(headings, all, least);
  const bool aligned = fit_beside(widths, headings.size());
  if (!aligned) widths = widths_for(headings, estimates, least);
  print_rows(out, headings, estimates, widths);
  if (world.strategies.size() < 2) return;
  out << between;
  if (!aligned) {
    drop_column(world.baseline, of_others, differences);
    widths = widths_for(of_others, differences, std::min(smallest_column, room_for_each(of_others.size())));
  }
  const bool any = std::any_of(differences.begin(), differences.end(), [](const Row& row) {
    return std::any_of(row.cells.begin(), row.cells.end(), [](const std::string& cell) { return !cell.empty(); });
  });
  if (any) print_rows(out, of_others, differences, widths);
  if (!same.empty()) out << wrapped(same, table_width);
}

void print_segments(std::ostringstream& out, const World& world, Detail detail) {
  const std::string between = "  difference from " + world.said(world.baseline) + "\n";
  for (const SegmentRanking& segment : world.segments) {
    out << "\nSegment " << segment.label << (segment.label != segment.segment ? " (" + segment.segment + ")" : "")
        << "\n";
    print_both(out, world, detail, segment.segment, between);
    if (!segment.ranking.margin) continue;
    const ComparedMeasure& net = *world.measure("segment_net_value_direct", segment.segment);
    const Estimate& margin = segment.ranking.margin->difference;
    const std::string best = world.said(segment.ranking.order[0]), next = world.said(segment.ranking.order[1]);
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

/// Passages of these topics as one paragraph.
void print_passages(std::ostringstream& out, const std::vector<Passage>& all, std::initializer_list<std::string_view> topics) {
  std::string text;
  for (const Passage& passage : all)
    if (std::find(topics.begin(), topics.end(), passage.topic) != topics.end()) text += (text.empty() ? "" : " ") + passage.text;
  if (!text.empty()) out << "\n" << wrapped(text, table_width);
}

/// "3 strategies, 40 replications, 36 months from 2026-01-01".
std::string what_was_run(const World& world) {
  const std::size_t strategies = world.strategies.size();
  return fmt::format("{} strateg{}, {}, {} from {}", strategies, strategies == 1 ? "y" : "ies",
                     world.draws > 1 ? draws_in_words(world)
                                     : fmt::format("{} replication{}", world.replications, world.replications == 1 ? "" : "s"),
                     span_text(world.horizon_days), world.start_date);
}

/// How the numbers below are to be read.
std::string legend(const World& world) {
  const std::string confidence = confidence_text(world.confidence);
  if (world.draws > 1)
    return fmt::format("Mean over the draws ± half-width of the {} interval of that mean ({}); below it the range of {} of the draws",
                       confidence, what_is_covered(world), confidence);
  if (world.replications < 2) return "One replication gives no intervals: run with --replications 2 or more";
  return fmt::format("Mean ± half-width of the {} interval (no ±: the same in every replication)", confidence);
}

void print_world(std::ostringstream& out, const World& world, Detail detail) {
  out << world.file << ": " << (world.title.empty() ? "untitled" : world.title) << "\n";
  if (!world.question.empty()) out << wrapped(world.question, table_width);
  if (!world.sweep_point.empty()) out << "world: " << world.sweep_point << "\n";
  out << what_was_run(world) << "\n";
  const std::vector<Passage> said = passages(world);
  print_passages(out, said, {"ahead", "others", "reach"});
  print_passages(out, said, {"unmet", "chance"});
  out << "\n" << wrapped(legend(world), table_width);
  print_both(out, world, detail, "",
             "\nDifference from " + world.said(world.baseline) + ", same customers and same luck" +
                 ((world.replications > 1 && world.draws < 2) || (world.draws > 1 && detail == Detail::full) ? " (×: variance cut by pairing)" : "") +
                 "\n");
  if (detail == Detail::full) print_variance(out, world);
  print_staff(out, world);
  print_channels(out, world);
  print_months(out, world);
  print_segments(out, world, detail);
  print_passages(out, said, {"today"});
  print_passages(out, said, {"staff"});
  print_passages(out, said, {"foundation"});
  if (world.draws > 1 && detail == Detail::brief)
    out << "\n"
        << wrapped("All measures, what pairing gained and where the variance comes from: tenure compare " + world.file +
                       " --full. Which strategy to take, and what would change that: tenure decide " + world.file + ".",
                   table_width);
}

/// Parts that only a world's own tables show.
bool has_parts(const World& world) {
  return !world.segments.empty() ||
         std::any_of(world.measures.begin(), world.measures.end(), [](const ComparedMeasure& m) { return m.month != 0; });
}

}  // namespace

std::string as_table(const Comparison& comparison, Detail detail) {
  std::ostringstream out;
  const bool several = comparison.worlds.size() > 1;
  const bool own = !several || detail == Detail::full || std::any_of(comparison.worlds.begin(), comparison.worlds.end(), has_parts);
  if (own) {
    for (std::size_t w = 0; w < comparison.worlds.size(); ++w) {
      if (w > 0) out << "\n" << std::string(table_width, '-') << "\n";
      print_world(out, comparison.worlds[w], detail);
    }
  }
  if (several) {
    if (own) out << "\n" << std::string(table_width, '-') << "\n";
    print_worlds(out, comparison);
  }
  return out.str();
}

}  // namespace tenure::analysis
