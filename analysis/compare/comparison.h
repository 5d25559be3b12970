// Compares the strategies of one or several result files.
//
// For each measure: an estimate by strategy, and each strategy minus the baseline, paired under the same luck.
// Strategies are ranked by net value.  Several files are several worlds (the points of a sweep, say): the same
// strategies, other circumstances; the question is then which strategy holds up in all of them.
//
// A file with draws of the uncertain numbers is compared over these: means over the draws, differences draw by draw, and where the
// variance comes from.  Measures by month, and what last year's figures come to, are those of the base draw.
//
// Everything comes from the files alone, so that old results can be compared at any time.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "analysis/compare/foundation.h"
#include "analysis/compare/spoken.h"
#include "analysis/estimate/over_draws.h"
#include "analysis/results/result_set.h"
#include "sim/stats/quantile.h"

namespace tenure::analysis {

/// A measure of all strategies, of the whole book or of one segment.
struct ComparedMeasure {
  std::string name, unit, meaning;
  std::string segment;                           ///< empty: the whole book
  std::string pool;                              ///< empty: not of one pool
  std::string channel;                           ///< empty: not of one channel
  int month = 0;                                 ///< 1 for the first month after the start; 0: not of one month
  bool headline = false;                         ///< shown in the table
  std::vector<Estimate> by_strategy;             ///< [strategy]
  std::vector<PairedEstimate> against_baseline;  ///< [strategy]; the baseline's own is zero
  std::vector<sim::QuantileEstimate> quantiles;  ///< [strategy] of the replications of the base draw; empty: not asked for
  std::vector<OverDraws> drawn, drawn_against;   ///< [strategy], the same; empty without draws, and for single pools and channels
};

/// Who is ahead, and by how much over the next best.
struct Ranking {
  std::vector<std::size_t> order;        ///< strategies, best first
  std::vector<PairedEstimate> behind;    ///< [place]: by how much the best is ahead of who stands there; zero for itself
  std::optional<PairedEstimate> margin;  ///< best minus second best; none with one strategy only
  bool sure = false;                     ///< the margin's interval lies above zero
  std::optional<OverDraws> lead;         ///< the margin over the draws; none without draws
};

/// The ranking of one segment by its direct net value.
struct SegmentRanking {
  std::string segment, label;
  Ranking ranking;
};

/// A figure of last year, and how the simulated first year meets it under today's strategy.
struct MetFigure {
  ResultSolved solved;
  std::string label;                  ///< of the segment
  std::optional<Estimate> simulated;  ///< share kept under the scenario's own numbers (churn: 1 - share lost); none for contacts
};

/// One result file.
struct World {
  std::string file, title, question, sweep_point, currency, start_date;
  double horizon_days = 0.0, confidence = 0.95;
  double quantile = 0.0;                        ///< that was asked for; 0: none
  std::size_t draws = 0, replications = 0;      ///< draws of the uncertain numbers; replications of the base values
  std::size_t draw_replications = 0;            ///< of each draw
  bool shared_luck = false;                     ///< draws have no chance of their own, so that their intervals do not cover it
  std::size_t uncertain = 0;                    ///< numbers that differ between draws
  std::size_t rejected = 0, unmet = 0;          ///< points rejected, and draws that miss a figure of last year
  std::vector<std::string> strategies, labels;  ///< names for programs, and for people
  std::vector<std::string> pools, pool_labels, channels;
  std::size_t baseline = 0;
  std::vector<ComparedMeasure> measures;
  std::optional<Ranking> by_net_value;
  std::vector<SegmentRanking> segments;    ///< only when compared by segment
  std::size_t numbers = 0;                 ///< parameters in the scenario
  Foundation foundation;                   ///< how many of them are weakly founded, and of how many a range is stated
  std::size_t graded = 0;                  ///< of these, how many have a grade
  std::vector<double> reduction_gains;     ///< [strategy] of net value, by control variates and antithetic pairs; empty: none asked for
  std::vector<double> difference_gains;    ///< likewise, of its differences from the baseline; NaN of the baseline
  bool antithetic = false, control_variates = false;
  std::size_t fewest_for_controls = 0;     ///< independent replications that control variates need, where there are fewer; else 0
  std::optional<ChosenCounts> chosen;      ///< how the counts were chosen, if that was left to what they showed
  std::string today;                       ///< strategy in force before the start; empty: none
  std::vector<MetFigure> figures;          ///< of last year
  std::vector<ResultParameter> low_grade;  ///< graded C, U or J, the most relevant first
  std::vector<ResultParameter> parameters; ///< all, as OverDraws counts them; empty without draws

  const ComparedMeasure* measure(const std::string& name, const std::string& segment = "") const;
  const ComparedMeasure* measure_of_pool(const std::string& name, const std::string& pool) const;
  const ComparedMeasure* measure_of_channel(const std::string& name, const std::string& channel) const;

  /// "Hybrid": the label, or the name where there is none or where two have the same.
  const std::string& name_of(std::size_t strategy) const { return labels.at(strategy); }

  /// The same within a sentence (analysis/compare/spoken.h).
  std::string said(std::size_t strategy) const { return in_sentence(labels.at(strategy), labels); }

  /// Do the best two come to the same net value in every replication?
  bool tied() const;
};

/// How a strategy fares over several worlds.
struct HoldingUp {
  std::string strategy, label;
  std::size_t ahead = 0;        ///< worlds in which it has the highest net value, alone
  std::size_t surely = 0;       ///< of these, with an interval above zero
  double worst_regret = 0.0;    ///< most net value that it falls behind the best of a world
  std::size_t worst_world = 0;  ///< index of that world
};

struct Comparison {
  std::vector<World> worlds;
  std::vector<HoldingUp> over_worlds;  ///< strategies that all worlds have; empty with one world
};

enum class By { whole, segment, month };

struct CompareOptions {
  std::string baseline;  ///< empty: what the file says
  By by = By::whole;
  double quantile = 0.0;  ///< of the replications, in (0, 1); 0: none
};

/// One file's comparison.  The baseline must be one of its strategies (see `has_strategy`).
World compare_world(const ResultSet& results, const std::string& file, const CompareOptions& options);

/// Adds what is to be said over all worlds together.
Comparison compare_worlds(std::vector<World> worlds);

bool has_strategy(const ResultSet& results, const std::string& name);

}  // namespace tenure::analysis
