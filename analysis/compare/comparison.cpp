#include "analysis/compare/comparison.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <string_view>

#include "analysis/compare/months.h"
#include "analysis/estimate/control_variates.h"
#include "models/measure/measures.h"
#include "models/scenario/uncertainty.h"
#include "sim/base/contract.h"

namespace tenure::analysis {
namespace {

std::size_t index_of(const std::vector<std::string>& names, const std::string& name) {
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

/// Over the draws where there are some, else over the replications.
Estimate estimate(const ResultSet& results, const ResultVariable& variable, std::size_t strategy, std::size_t offset) {
  return has_draws(results, variable) ? estimate_over_draws(results, variable, strategy, offset)
                                      : estimate_of(results, variable, strategy, offset);
}

PairedEstimate paired(const ResultSet& results, const ResultVariable& variable, std::size_t strategy, std::size_t baseline,
                      std::size_t offset) {
  return has_draws(results, variable) ? paired_over_draws(results, variable, strategy, baseline, offset)
                                      : paired_of(results, variable, strategy, baseline, offset);
}

/// Strategies that fell behind have fewer replications, whose luck may have been good: each is placed by its difference from the one
/// with most, over the replications that both have.
void level_counts(const ResultSet& results, const ResultVariable& variable, std::size_t offset, std::vector<Estimate>& estimates) {
  std::size_t most = 0;
  for (std::size_t s = 1; s < estimates.size(); ++s)
    if (estimates[s].n > estimates[most].n) most = s;
  for (std::size_t s = 0; s < estimates.size(); ++s)
    if (estimates[s].n < estimates[most].n)
      estimates[s].mean = estimates[most].mean + paired_of(results, variable, s, most, offset).difference.mean;
}

Ranking rank(const ResultSet& results, const VarianceSplitter& splitter, const ResultVariable& variable, std::size_t offset) {
  std::vector<Estimate> estimates;
  for (std::size_t s = 0; s < results.strategies(); ++s) {
    estimates.push_back(estimate(results, variable, s, offset));
  }
  Ranking ranking;
  ranking.order.resize(estimates.size());
  std::iota(ranking.order.begin(), ranking.order.end(), std::size_t{0});
  if (results.chosen && !has_draws(results, variable)) level_counts(results, variable, offset, estimates);
  // a strategy without a value (NaN) comes last
  std::stable_sort(ranking.order.begin(), ranking.order.end(), [&](std::size_t a, std::size_t b) {
    const double x = estimates[a].mean, y = estimates[b].mean;
    return std::isnan(y) ? !std::isnan(x) : x > y;
  });
  if (ranking.order.size() > 1) {
    for (const std::size_t s : ranking.order)
      ranking.behind.push_back(paired(results, variable, ranking.order[0], s, offset));
    ranking.margin = ranking.behind[1];
    if (has_draws(results, variable))
      ranking.lead = difference_over_draws(results, splitter, variable, ranking.order[0], ranking.order[1], offset);
    const Estimate& margin = ranking.margin->difference;
    ranking.sure = margin.n > 1 && margin.mean - margin.half_width > 0.0;
  }
  return ranking;
}

ComparedMeasure compare_one(const ResultSet& results, const ResultVariable& variable, std::size_t baseline,
                            std::size_t offset) {
  ComparedMeasure compared;
  compared.name = variable.name;
  compared.unit = variable.unit;
  compared.meaning = variable.long_name;
  for (std::size_t s = 0; s < results.strategies(); ++s) {
    compared.by_strategy.push_back(estimate(results, variable, s, offset));
    compared.against_baseline.push_back(paired(results, variable, s, baseline, offset));
  }
  return compared;
}

/// Adds what the draws say.
void add_draws(const ResultSet& results, const VarianceSplitter& splitter, const ResultVariable& variable,
               std::size_t baseline, std::size_t offset, ComparedMeasure& compared) {
  if (!has_draws(results, variable)) return;
  for (std::size_t s = 0; s < results.strategies(); ++s) {
    compared.drawn.push_back(value_over_draws(results, splitter, variable, s, offset));
    compared.drawn_against.push_back(difference_over_draws(results, splitter, variable, s, baseline, offset));
  }
}

/// How many numbers differ between the draws; what several strategies state alike is one.
std::size_t uncertain_numbers(const ResultSet& results) {
  const std::size_t p = results.parameters.size();
  std::size_t found = 0;
  std::set<std::string> stated;
  for (std::size_t j = 0; j < p; ++j) {
    bool differs = false;
    for (std::size_t d = 1; d < results.draws() && !differs; ++d)
      differs = results.drawn.parameters[d * p + j] != results.drawn.parameters[j];
    if (!differs) continue;
    const std::string statement = models::stated_alike(results.parameters[j]);
    if (statement.empty() || stated.insert(statement).second) ++found;
  }
  return found;
}

/// How a share of the runs come out: of measures of the whole book.
void add_quantiles(const ResultSet& results, double q, ComparedMeasure& compared) {
  if (!compared.segment.empty() || !compared.pool.empty() || !compared.channel.empty()) return;
  for (std::size_t s = 0; s < results.strategies(); ++s) {
    std::vector<double> values = replication_values(results, *results.variable(compared.name), s, 0);
    std::erase_if(values, [](double value) { return std::isnan(value); });
    compared.quantiles.push_back(sim::estimate_quantile(std::move(values), q, results.interval_confidence()));
  }
}

/// What a table by segment shows: not what comes a second time discounted, nor what no strategy changes.
bool shown_by_segment(std::string_view name) {
  return !name.ends_with("_discounted") && !name.ends_with("_opening") && !name.ends_with("_newcomers");
}

/// How directly a number bears on who is ahead: how strongly a contact works, then how readily customers leave, then
/// how long a contact works and who there is and what they pay, then all others.
int nearness(std::string_view key) {
  const auto has = [&](std::string_view part) { return key.find(part) != std::string_view::npos; };
  if (has("causal_discount") || key.ends_with(".ratio")) return 0;
  if (has("transition.") || has("decision.")) return 1;
  if (has("half_life") || has("attribute.") || has("flow.") || has("arrivals") || has("customers")) return 2;
  return 3;
}

/// Logarithm of high over low; what has no stated range counts as known within a factor of two either way.
double spread(const ResultParameter& parameter) {
  if (parameter.low > 0.0 && parameter.high > parameter.low) return std::log(parameter.high / parameter.low);
  return std::log(4.0);
}

/// Labels for people; names where two labels are the same, so that everybody can be told apart.
std::vector<std::string> labels_of(const ResultSet& results, const Dimension& dimension) {
  std::vector<std::string> labels;
  for (std::size_t i = 0; i < dimension.size(); ++i) labels.push_back(results.display_label(dimension.name, i));
  std::vector<std::string> distinct = labels;
  std::sort(distinct.begin(), distinct.end());
  if (std::adjacent_find(distinct.begin(), distinct.end()) != distinct.end()) return dimension.labels;
  return labels;
}

std::vector<ResultParameter> low_grade_numbers(const ResultSet& results) {
  std::vector<ResultParameter> found;
  std::copy_if(results.parameters.begin(), results.parameters.end(), std::back_inserter(found),
               [](const ResultParameter& p) { return is_weak_grade(p.grade); });
  std::stable_sort(found.begin(), found.end(), [](const ResultParameter& a, const ResultParameter& b) {
    const int x = nearness(a.key), y = nearness(b.key);
    return x != y ? x < y : spread(a) > spread(b);
  });
  return found;
}

}  // namespace

const ComparedMeasure* World::measure(const std::string& name, const std::string& segment) const {
  for (const ComparedMeasure& candidate : measures) {
    if (candidate.name == name && candidate.segment == segment && candidate.pool.empty() && candidate.channel.empty() &&
        candidate.month == 0)
      return &candidate;
  }
  return nullptr;
}

const ComparedMeasure* World::measure_of_pool(const std::string& name, const std::string& pool) const {
  for (const ComparedMeasure& candidate : measures) {
    if (candidate.name == name && candidate.pool == pool) return &candidate;
  }
  return nullptr;
}

const ComparedMeasure* World::measure_of_channel(const std::string& name, const std::string& channel) const {
  for (const ComparedMeasure& candidate : measures) {
    if (candidate.name == name && candidate.channel == channel) return &candidate;
  }
  return nullptr;
}

bool World::tied() const {
  return by_net_value && by_net_value->margin && by_net_value->margin->difference.mean == 0.0;
}

bool has_strategy(const ResultSet& results, const std::string& name) {
  const std::vector<std::string>& names = results.dimensions.at(0).labels;
  return index_of(names, name) < names.size();
}

World compare_world(const ResultSet& results, const std::string& file, const CompareOptions& options) {
  World world;
  world.file = file;
  world.title = results.title;
  world.question = results.question;
  world.sweep_point = results.sweep_point;
  world.currency = results.currency;
  world.start_date = results.start_date;
  world.horizon_days = results.horizon_days;
  world.confidence = results.confidence;
  if (results.draws() > 1) {
    world.draws = results.draws();
    world.draw_replications = results.drawn.replications;
    world.shared_luck = results.drawn.luck == "shared";
    world.uncertain = uncertain_numbers(results);
    world.rejected = results.drawn.rejected;
    world.unmet = results.drawn.unmet;
    world.parameters = results.parameters;
  }
  world.replications = results.replications();
  const VarianceSplitter splitter(results);
  world.strategies = results.dimensions[0].labels;
  world.labels = labels_of(results, results.dimensions[0]);
  world.baseline = index_of(world.strategies, options.baseline.empty() ? results.baseline : options.baseline);
  TENURE_ENSURE(world.baseline < world.strategies.size(), "the baseline is not one of the strategies");

  for (const ResultVariable& variable : results.variables) {
    if (!variable.dims.empty()) continue;
    ComparedMeasure compared = compare_one(results, variable, world.baseline, 0);
    add_draws(results, splitter, variable, world.baseline, 0, compared);
    const models::MeasureRow* row = models::find_measure(variable.name);
    compared.headline = row && row->role == models::Role::headline;
    world.measures.push_back(std::move(compared));
  }
  if (const ResultVariable* net = results.variable("net_value")) world.by_net_value = rank(results, splitter, *net, 0);

  const auto add_members = [&](const Dimension& dimension, std::string ComparedMeasure::*member) {
    for (std::size_t i = 0; i < dimension.size(); ++i) {
      for (const ResultVariable& variable : results.variables) {
        if (variable.dims != std::vector<std::string>{dimension.name}) continue;
        ComparedMeasure compared = compare_one(results, variable, world.baseline, i);
        compared.*member = dimension.labels[i];
        world.measures.push_back(std::move(compared));
      }
    }
  };
  if (const Dimension* pools = results.dimension("pool")) {
    world.pools = pools->labels;
    world.pool_labels = labels_of(results, *pools);
    add_members(*pools, &ComparedMeasure::pool);
  }
  if (const Dimension* channels = results.dimension("channel")) {
    world.channels = channels->labels;
    add_members(*channels, &ComparedMeasure::channel);
  }

  world.quantile = options.quantile;
  if (options.quantile > 0.0)
    for (ComparedMeasure& measure : world.measures) add_quantiles(results, options.quantile, measure);
  world.chosen = results.chosen;
  world.antithetic = results.antithetic;
  world.control_variates = !results.controls.names.empty();
  if (const ResultVariable* net = results.variable("net_value"); net && (world.antithetic || world.control_variates))
    for (std::size_t s = 0; s < results.strategies(); ++s) {
      world.reduction_gains.push_back(reduction_gain(results, *net, s));
      world.difference_gains.push_back(s == world.baseline ? std::nan("") : reduction_gain_of_difference(results, *net, s, world.baseline));
    }
  if (world.control_variates) {
    const std::size_t independent = results.replications() / (results.antithetic ? 2 : 1),
                      fewest = results.controls.names.size() + 1 + fewest_beyond_controls;
    world.fewest_for_controls = independent < fewest ? fewest : 0;
  }
  world.today = results.today;
  for (const ResultSolved& solved : results.solved) {
    MetFigure figure{solved, solved.segment, std::nullopt};
    const Dimension* of = results.dimension("segment");
    const std::size_t g = of ? index_of(of->labels, solved.segment) : 0;
    const ResultVariable* variable = results.variable(solved.what == "churn" ? "segment_retention_12m" : "segment_grr_12m");
    if (of && g < of->size()) {
      figure.label = results.display_label("segment", g);
      if ((solved.what == "churn" || solved.what == "grr") && variable != nullptr && has_strategy(results, results.today))
        figure.simulated = estimate_of(results, *variable, index_of(world.strategies, results.today), g);
    }
    world.figures.push_back(std::move(figure));
  }

  if (options.by == By::month)
    for (ComparedMeasure& compared : compare_months(results, world.baseline)) world.measures.push_back(std::move(compared));

  const Dimension* segments = results.dimension("segment");
  if (options.by == By::segment && segments) {
    for (std::size_t g = 0; g < segments->size(); ++g) {
      for (const ResultVariable& variable : results.variables) {
        if (variable.dims != std::vector<std::string>{"segment"}) continue;
        ComparedMeasure compared = compare_one(results, variable, world.baseline, g);
        compared.segment = segments->labels[g];
        compared.headline = shown_by_segment(variable.name);
        if (compared.headline) add_draws(results, splitter, variable, world.baseline, g, compared);
        world.measures.push_back(std::move(compared));
      }
      if (const ResultVariable* net = results.variable("segment_net_value_direct")) {
        world.segments.push_back({segments->labels[g], results.display_label("segment", g), rank(results, splitter, *net, g)});
      }
    }
  }

  world.foundation = foundation_of(results.parameters);
  world.numbers = results.parameters.size();
  world.graded = static_cast<std::size_t>(std::count_if(results.parameters.begin(), results.parameters.end(),
                                                        [](const ResultParameter& p) { return !p.grade.empty(); }));
  world.low_grade = low_grade_numbers(results);
  return world;
}

Comparison compare_worlds(std::vector<World> worlds) {
  Comparison comparison;
  comparison.worlds = std::move(worlds);
  if (comparison.worlds.size() < 2) return comparison;
  const World& first = comparison.worlds[0];
  for (std::size_t s = 0; s < first.strategies.size(); ++s) {
    const std::string& strategy = first.strategies[s];
    HoldingUp held{strategy, first.labels[s], 0, 0, 0.0, 0};
    bool everywhere = true;
    for (std::size_t w = 0; w < comparison.worlds.size(); ++w) {
      const World& world = comparison.worlds[w];
      const std::size_t index = index_of(world.strategies, strategy);
      const ComparedMeasure* net = world.measure("net_value");
      if (index == world.strategies.size() || !world.by_net_value || !net) {
        everywhere = false;
        break;
      }
      const std::size_t best = world.by_net_value->order[0];
      if (best == index && !world.tied()) {
        ++held.ahead;
        if (world.by_net_value->sure) ++held.surely;
      }
      const double regret = net->by_strategy[best].mean - net->by_strategy[index].mean;
      if (regret > held.worst_regret) {
        held.worst_regret = regret;
        held.worst_world = w;
      }
    }
    if (everywhere) comparison.over_worlds.push_back(held);
  }
  std::stable_sort(comparison.over_worlds.begin(), comparison.over_worlds.end(),
                   [](const HoldingUp& a, const HoldingUp& b) { return a.worst_regret < b.worst_regret; });
  return comparison;
}

}  // namespace tenure::analysis
