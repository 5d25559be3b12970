// What draws of the uncertain numbers add to the printed comparison.
#include <cmath>

#include <fmt/format.h>

#include "analysis/compare/sentence.h"
#include "analysis/compare/table_parts.h"

namespace tenure::analysis {
namespace {

std::string whole_percent(double share) {
  return std::isfinite(share) ? fmt::format("{:.0f} %", 100.0 * share) : "-";
}

/// "97 % · 88 % of 93 %"; "97 %" where no number explains anything.
std::string split_text(const VarianceSplit& split) {
  if (!(split.ignorance > 0.0 || split.chance > 0.0)) return "";
  if (!(split.explained > 0.0)) return whole_percent(split.ignorance_share());  // no number stands out, or too few draws to tell
  return whole_percent(split.ignorance_share()) + " · " + whole_percent(split.weak) + " of " + whole_percent(split.explained);
}

/// Does any of them vary, by ignorance or by chance?
bool varies(const std::vector<OverDraws>& drawn) {
  for (const OverDraws& one : drawn)
    if (one.variance.ignorance > 0.0 || one.variance.chance > 0.0) return true;
  return false;
}

}  // namespace

std::string draws_in_words(const World& world) {
  return fmt::format("{} draws of {} uncertain number{} × {} replication{}", world.draws, world.uncertain,
                     world.uncertain == 1 ? "" : "s", world.draw_replications, world.draw_replications == 1 ? "" : "s");
}

std::string what_is_covered(const World& world) {
  if (world.draws < 2) return "chance";
  return world.shared_luck ? "ignorance" : "chance and ignorance";
}

Row above_zero_row(const std::vector<OverDraws>& drawn) {
  Row row{"  draws above 0", {}};
  for (const OverDraws& one : drawn) row.cells.push_back(whole_percent(one.above_zero));
  return row;
}

Row range_row(const World& world, const std::vector<OverDraws>& drawn, const NumberStyle& style, Sign sign) {
  Row row{"  " + confidence_text(world.confidence) + " of the draws", {}};
  for (const OverDraws& one : drawn) {
    const Estimate range{0.5 * (one.range.low + one.range.high), 0.5 * (one.range.high - one.range.low),
                         static_cast<std::int64_t>(one.variance.draws), world.confidence};
    if (one.variance.draws < 2 || !std::isfinite(range.mean)) {
      row.cells.emplace_back("-");
    } else if (never_varies(range)) {
      row.cells.emplace_back("");
    } else {
      row.cells.push_back(interval(range, style, sign));
    }
  }
  return row;
}

void print_variance(std::ostringstream& out, const World& world) {
  if (world.draws < 2) return;
  std::vector<std::string> headings;
  std::vector<Row> rows;
  for (std::size_t s = 0; s < world.strategies.size(); ++s) headings.push_back(cut(world.name_of(s), 60));
  for (const ComparedMeasure& measure : world.measures) {
    if (!measure.headline || !measure.segment.empty() || !measure.pool.empty()) continue;
    if (varies(measure.drawn)) {
      Row row{words_for(measure.name), {}};
      for (const OverDraws& one : measure.drawn) row.cells.push_back(split_text(one.variance));
      rows.push_back(std::move(row));
    }
    if (world.strategies.size() > 1 && varies(measure.drawn_against)) {
      Row row{"  difference", {}};
      for (std::size_t s = 0; s < world.strategies.size(); ++s)
        row.cells.push_back(s == world.baseline ? std::string() : split_text(measure.drawn_against[s].variance));
      rows.push_back(std::move(row));
    }
  }
  if (rows.empty()) return;
  out << "\n"
      << wrapped(
             "Where the variance of one run comes from: the share of ignorance (the rest is chance)" +
                 (world.draws < least_draws_for_regression
                      ? fmt::format("; {} draws are too few to say which numbers it hangs on, from {} on it is told", world.draws,
                                    least_draws_for_regression)
                      : std::string(" · what numbers graded C, J and U explain of the variance between draws, of what all uncertain "
                                    "numbers explain (adjusted R²), where any number stands out")),
             table_width);
  print_rows(out, headings, rows, widths_for(headings, rows, 0));
}

}  // namespace tenure::analysis
