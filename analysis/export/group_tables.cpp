#include "analysis/export/group_tables.h"

#include <cmath>

#include "analysis/compare/comparison.h"
#include "analysis/compare/numbers.h"
#include "analysis/export/csv.h"

namespace tenure::analysis {
namespace {

Table months_of(const ResultSet& results) {
  Table table{"estimates_by_month.csv",
              "One strategy in one month, or one minus the baseline under the same luck: mean over the replications with its interval, summed over "
              "segments and pools, under the scenario's own numbers",
              {{"strategy", "key", "", "", "engagement strategy"},
               {"minus", "key", "", "", "the baseline, where the line is a difference from it; empty: the strategy's own value"},
               {"measure", "key", "", "", "name of the measure"},
               {"month", "key", "", "", "month from the start, 1 for the first"},
               {"unit", "value", "", "", "unit of mean, half_width, low and high"},
               {"mean", "value", "as in unit", "", "mean over the replications"},
               {"half_width", "value", "as in unit", "", "half the width of the confidence interval"},
               {"low", "value", "as in unit", "", "lower end of the interval"},
               {"high", "value", "as in unit", "", "upper end of the interval"},
               {"n", "value", "1", "", "replications (antithetic pairs count once) in which the value exists"}},
              {}};
  const World world = compare_world(results, "", {"", By::month});
  const auto add = [&](const ComparedMeasure& measure, std::size_t s, const std::string& minus, const Estimate& e) {
    const bool known = has_interval(e);
    table.lines.push_back({csv_text(world.strategies[s]), csv_text(minus), csv_text(measure.name), std::to_string(measure.month),
                           csv_text(measure.unit), csv_number(e.mean), known ? csv_number(e.half_width) : "",
                           known ? csv_number(e.low()) : "", known ? csv_number(e.high()) : "", std::to_string(e.n)});
  };
  for (const ComparedMeasure& measure : world.measures) {
    if (measure.month == 0) continue;
    for (std::size_t s = 0; s < world.strategies.size(); ++s) add(measure, s, "", measure.by_strategy[s]);
    for (std::size_t s = 0; s < world.strategies.size(); ++s)
      if (s != world.baseline) add(measure, s, world.strategies[world.baseline], measure.against_baseline[s].difference);
  }
  return table;
}

Table uncertainty_of(const ResultSet& results) {
  Table table{"uncertainty.csv",
              "What the draws say of one strategy, or of one minus the baseline in the same world",
              {{"strategy", "key", "", "", "engagement strategy"},
               {"minus", "key", "", "", "the baseline, where the line is a difference from it; empty: the strategy's own value"},
               {"segment", "key", "", "", "customer segment; empty: the whole book"},
               {"measure", "key", "", "", "name of the measure"},
               {"unit", "value", "", "", "unit of mean, half_width, low and high"},
               {"mean", "value", "as in unit", "", "mean over the draws"},
               {"half_width", "value", "as in unit", "", "half the width of the confidence interval of the mean"},
               {"low", "value", "as in unit", "", "lower end of the range that holds the confidence of the draws"},
               {"high", "value", "as in unit", "", "upper end of that range"},
               {"share_above_zero", "value", "1", "", "share of the draws in which it is above 0"},
               {"variance_ignorance", "value", "square of unit", "", "variance of one run from not knowing the numbers"},
               {"variance_chance", "value", "square of unit", "", "variance of one run from chance"},
               {"ignorance_share", "value", "1", "", "the part of ignorance in both"},
               {"explained", "value", "1", "", "part of the variance between draws that the uncertain numbers explain (adjusted R squared)"},
               {"explained_weak", "value", "1", "", "part of it that those graded C, J or U explain"}},
              {}};
  const World world = compare_world(results, "", {"", By::segment});
  const auto add = [&](const ComparedMeasure& measure, std::size_t s, const std::string& minus, const OverDraws& d) {
    table.lines.push_back({csv_text(world.strategies[s]), csv_text(minus), csv_text(measure.segment), csv_text(measure.name),
                           csv_text(measure.unit), csv_number(d.mean.mean), has_interval(d.mean) ? csv_number(d.mean.half_width) : "",
                           csv_number(d.range.low), csv_number(d.range.high), csv_number(d.above_zero), csv_number(d.variance.ignorance),
                           csv_number(d.variance.chance), csv_number(d.variance.ignorance_share()), csv_number(d.variance.explained),
                           csv_number(d.variance.weak)});
  };
  for (const ComparedMeasure& measure : world.measures) {
    for (std::size_t s = 0; s < measure.drawn.size(); ++s) add(measure, s, "", measure.drawn[s]);
    for (std::size_t s = 0; s < measure.drawn_against.size(); ++s)
      if (s != world.baseline) add(measure, s, world.strategies[world.baseline], measure.drawn_against[s]);
  }
  return table;
}

Table counts_of(const ResultSet& results) {
  Table table{"counts.csv",
              "One strategy, where the number of replications was left to what they showed",
              {{"strategy", "key", "", "", "engagement strategy"},
               {"replications", "value", "1", "", "how many it was given"},
               {"selected", "value", "1", "", "1: selected as the best; 0: not, or nothing was selected"}},
              {}};
  const ChosenCounts& chosen = *results.chosen;
  for (std::size_t s = 0; s < chosen.by_strategy.size(); ++s) {
    const std::string& name = results.dimensions[0].labels[s];
    const bool selected = chosen.selection && chosen.selection->reached && chosen.selection->best == name;
    table.lines.push_back({csv_text(name), std::to_string(chosen.by_strategy[s]), selected ? "1" : "0"});
  }
  return table;
}

Table precision_of(const ChosenCounts& chosen) {
  Table table{"precision.csv",
              "One estimate that was to become precise",
              {{"measure", "key", "", "", "name of the measure"},
               {"of", "key", "", "", "member of its dimension; empty: one number"},
               {"against", "key", "", "", "strategy from which the differences are; empty: the strategies' own values"},
               {"unit", "value", "", "", "unit of half_width"},
               {"half_width", "value", "as in unit", "", "half-width wanted; empty: as a share of the mean"},
               {"relative_half_width", "value", "1", "", "half-width wanted as a share of the mean; empty: in unit"},
               {"widest", "value", "", "", "strategy that is furthest from what was wanted"},
               {"found", "value", "as wanted", "", "its half-width, in unit or as a share of its mean"},
               {"reached", "value", "1", "", "1: reached under every strategy"}},
              {}};
  for (const CountedPrecision& p : chosen.precision)
    table.lines.push_back({csv_text(p.measure), csv_text(p.of), csv_text(p.against), csv_text(p.unit), csv_number(p.half_width),
                           csv_number(p.relative_half_width), csv_text(p.widest), csv_number(p.found), p.reached ? "1" : "0"});
  return table;
}

Table controls_of(const ResultSet& results) {
  Table table{"controls.csv",
              "One control variate in one replication, the same for all strategies; means are regressed on them",
              {{"control", "key", "", "", "name"},
               {"replication", "key", "", "", results.dimensions[2].long_name},
               {"value", "value", "1", "", "what the luck of the replication alone says"},
               {"expectation", "value", "1", "", "its expectation, known in closed form"}},
              {}};
  const std::size_t width = results.controls.names.size();
  for (std::size_t j = 0; j < width; ++j)
    for (std::size_t r = 0; r < results.replications(); ++r)
      table.lines.push_back({csv_text(results.controls.names[j]), std::to_string(results.dimensions[2].first + static_cast<int>(r)),
                             csv_number(results.controls.values[r * width + j]), csv_number(results.controls.expectations[j])});
  return table;
}

}  // namespace

std::vector<Table> group_tables(const ResultSet& results) {
  std::vector<Table> tables;
  if (results.dimension("month")) {
    Table months = months_of(results);
    if (!months.lines.empty()) tables.push_back(std::move(months));
  }
  if (results.draws() > 1) tables.push_back(uncertainty_of(results));
  if (results.chosen) {
    tables.push_back(counts_of(results));
    if (!results.chosen->precision.empty()) tables.push_back(precision_of(*results.chosen));
  }
  if (!results.controls.names.empty()) tables.push_back(controls_of(results));
  return tables;
}

}  // namespace tenure::analysis
