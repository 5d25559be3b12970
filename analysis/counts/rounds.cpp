#include "analysis/counts/rounds.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include <fmt/format.h>

#include "analysis/counts/words.h"
#include "analysis/estimate/estimates.h"
#include "sim/base/contract.h"
#include "sim/stats/selection.h"
#include "sim/stats/sequential.h"
#include "sim/stats/tally.h"

namespace tenure::analysis {
namespace {

constexpr double growth_of_precision = 1.5;
constexpr double growth_of_selection = 1.25;
constexpr int ocba_round = 5;  // a round adds this part of the first one

std::size_t index_of(const std::vector<std::string>& names, const std::string& name) {
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

/// A measure's values in the results, and their place.
struct Looked {
  const ResultVariable* variable;
  std::size_t offset;
};

Looked find(const ResultSet& results, const models::MeasureOf& what) {
  const ResultVariable* variable = results.variable(what.measure);
  TENURE_ENSURE(variable != nullptr, "the results lack " + what.measure);
  if (variable->dims.empty()) return {variable, 0};
  const std::size_t offset = index_of(results.dimension(variable->dims[0])->labels, what.of);
  TENURE_ENSURE(offset < results.width(*variable), what.measure + " has no " + what.of);
  return {variable, offset};
}

/// Half-width of an estimate over what was wanted; more than 1: not there yet.
double excess(const Estimate& estimate, const CountedPrecision& wanted) {
  if (estimate.half_width == 0.0) return 0.0;
  const double found = std::isnan(wanted.half_width) ? estimate.half_width / std::fabs(estimate.mean) : estimate.half_width;
  return found / (std::isnan(wanted.half_width) ? wanted.relative_half_width : wanted.half_width);
}

CountedPrecision as_counted(const models::WantedPrecision& wanted, const ResultVariable& variable) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CountedPrecision out;
  out.measure = wanted.what.measure;
  out.of = wanted.what.of;
  out.against = wanted.against;
  out.unit = variable.unit;
  out.half_width = wanted.half_width > 0.0 ? wanted.half_width : nan;
  out.relative_half_width = wanted.half_width > 0.0 ? nan : wanted.relative_half_width;
  out.most = wanted.max_replications;
  return out;
}

/// What a strategy's replications give of a measure: those that have a value.
Estimate looked_at(const ResultSet& results, const Looked& at, std::size_t strategy, std::size_t against) {
  return against < results.strategies() ? paired_of(results, *at.variable, strategy, against, at.offset).difference
                                        : estimate_of(results, *at.variable, strategy, at.offset);
}

/// The values of a measure by strategy, the first `count` of each, turned so that more is better.  Replications in which one of `of`
/// has no value are left out.
std::vector<std::vector<double>> values_of(const ResultSet& results, const models::WantedSelection& wanted,
                                           const std::vector<std::size_t>& of, const std::vector<int>& counts) {
  const Looked at = find(results, wanted.what);
  const double sign = wanted.prefer == models::Prefer::most ? 1.0 : -1.0;
  std::vector<std::vector<double>> all(results.strategies());
  for (const std::size_t s : of) all[s] = replication_values(results, *at.variable, s, at.offset);
  std::vector<std::vector<double>> out(results.strategies());
  for (std::size_t r = 0; r < results.replications(); ++r) {
    const bool whole = std::none_of(of.begin(), of.end(), [&](std::size_t s) {
      return static_cast<int>(r) < counts[s] && std::isnan(all[s][r]);
    });
    if (!whole) continue;
    for (const std::size_t s : of)
      if (static_cast<int>(r) < counts[s]) out[s].push_back(sign * all[s][r]);
  }
  return out;
}

/// Looks at so many independent values: replications, or pairs of them.
std::vector<std::int64_t> independent_looks(const models::Experiment& e) {
  const int of_one = e.antithetic ? 2 : 1;
  return sim::look_counts(e.replications / of_one, std::max(e.replications, e.most_replications()) / of_one,
                          e.select ? growth_of_selection : growth_of_precision);
}

}  // namespace

double interval_confidence(const models::Experiment& experiment) {
  double nominal = experiment.confidence;
  if (experiment.precision.empty()) return nominal;
  sim::StoppingRule rule{independent_looks(experiment)};
  for (const models::WantedPrecision& wanted : experiment.precision) {
    rule.relative = wanted.half_width > 0.0 ? 0.0 : wanted.relative_half_width;
    nominal = std::max(nominal, sim::nominal_confidence(rule, experiment.confidence));
  }
  return nominal;
}

Rounds::Rounds(const models::Scenario& scenario)
    : experiment_(scenario.experiment), due_(scenario.strategies.size(), scenario.experiment.replications) {
  for (const models::Strategy& strategy : scenario.strategies) strategies_.push_back(strategy.name);
  left_.resize(strategies_.size());
  std::iota(left_.begin(), left_.end(), std::size_t{0});
  expected_ = strategies_.size() * static_cast<std::size_t>(experiment_.replications);
  if (!experiment_.sequential()) return;
  looks_ = independent_looks(experiment_);
  if (experiment_.antithetic)
    for (std::int64_t& look : looks_) look *= 2;
}

bool Rounds::look(const ResultSet& results) {
  if (!experiment_.sequential()) return false;
  if (!chosen_) {
    chosen_.emplace();
    chosen_->most = experiment_.most_replications();
  }
  chosen_->by_strategy.assign(due_.begin(), due_.end());
  chosen_->looks.push_back(*std::max_element(due_.begin(), due_.end()));
  chosen_->nominal_confidence = results.interval_confidence();
  const bool more = experiment_.select ? look_at_selection(results) : look_at_precision(results);
  if (!more) expected_ = static_cast<std::size_t>(std::accumulate(due_.begin(), due_.end(), 0));
  return more;
}

bool Rounds::look_at_precision(const ResultSet& results) {
  const std::int64_t n = chosen_->looks.back();
  chosen_->precision.clear();
  double needed = 0.0;  // replications, were the spread to stay as it looks
  bool open = false;
  for (const models::WantedPrecision& wanted : experiment_.precision) {
    const Looked at = find(results, wanted.what);
    CountedPrecision counted = as_counted(wanted, *at.variable);
    const std::size_t against = index_of(strategies_, wanted.against);
    double worst = 0.0;
    for (std::size_t s = 0; s < strategies_.size(); ++s) {
      if (s == against) continue;
      const Estimate estimate = looked_at(results, at, s, against);
      if (estimate.n == 0) continue;  // a strategy without such a pool has no value at any count
      const double e = estimate.n < 2 ? std::numeric_limits<double>::infinity() : excess(estimate, counted);
      if (!counted.widest.empty() && !(e > worst)) continue;
      worst = e;
      counted.widest = strategies_[s];
      counted.found = e * (std::isnan(counted.half_width) ? counted.relative_half_width : counted.half_width);
    }
    counted.reached = worst <= 1.0;
    if (!counted.reached && n < counted.most) {
      open = true;
      needed = std::max(needed, std::min(static_cast<double>(n) * worst * worst, static_cast<double>(counted.most)));
    }
    chosen_->precision.push_back(std::move(counted));
  }
  state_ = state_in_words(*chosen_);
  if (!open) return false;
  std::vector<std::size_t> all(strategies_.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  const bool more = go_on_with(all, looks_);
  for (const std::int64_t look : looks_)
    if (look > n && (static_cast<double>(look) >= needed || look == looks_.back())) {
      expected_ = strategies_.size() * static_cast<std::size_t>(look);
      break;
    }
  return more;
}

bool Rounds::go_on_with(const std::vector<std::size_t>& strategies, const std::vector<std::int64_t>& looks) {
  const auto next = std::upper_bound(looks.begin(), looks.end(), chosen_->looks.back());
  if (next == looks.end() || strategies.empty()) return false;
  for (const std::size_t s : strategies) due_[s] = static_cast<int>(*next);
  return true;
}

bool Rounds::look_at_selection(const ResultSet& results) {
  const models::WantedSelection& wanted = *experiment_.select;
  const bool kn = wanted.method == models::SelectionMethod::kn;
  if (!chosen_->selection) {
    CountedSelection counted;
    counted.measure = wanted.what.measure;
    counted.of = wanted.what.of;
    counted.unit = find(results, wanted.what).variable->unit;
    counted.prefer = wanted.prefer == models::Prefer::most ? "most" : "least";
    counted.method = models::name_of(wanted.method);
    counted.indifference = wanted.indifference;
    counted.confidence = wanted.confidence;
    chosen_->selection = counted;
    // a strategy that has no value at all cannot be best
    std::erase_if(left_, [&](std::size_t s) { return estimate_of(results, *find(results, wanted.what).variable, s, find(results, wanted.what).offset).n == 0; });
  }
  CountedSelection& counted = *chosen_->selection;
  const auto values = values_of(results, wanted, left_, due_);
  const bool enough = !left_.empty() && std::all_of(left_.begin(), left_.end(), [&](std::size_t s) { return values[s].size() >= 3; });
  bool more = false;
  if (kn && enough) {
    const sim::Screened screened = sim::screen(values, left_, {wanted.indifference, wanted.confidence});
    left_ = screened.left;
    counted.best = strategies_[screened.best];
    counted.reached = screened.settled;
    if (!counted.reached) more = go_on_with(left_, looks_);
    state_ = fmt::format("{} of {} strategies left", left_.size(), strategies_.size());
  } else if (enough) {
    std::vector<std::vector<double>> of_left;
    std::vector<double> means, deviations;
    for (const std::size_t s : left_) {
      sim::Tally tally;
      for (const double x : values[s]) tally.add(x);
      of_left.push_back(values[s]);
      means.push_back(tally.mean());
      deviations.push_back(tally.standard_deviation());
    }
    counted.best = strategies_[left_[static_cast<std::size_t>(std::max_element(means.begin(), means.end()) - means.begin())]];
    counted.probability = sim::probability_of_good_selection(of_left, wanted.indifference);
    counted.reached = counted.probability >= wanted.confidence;
    state_ = fmt::format("surely {} with {:.1f} %", counted.best, 100.0 * counted.probability);
    if (!counted.reached) {
      const std::vector<double> shares = sim::ocba_shares(means, deviations, wanted.indifference);
      int have = 0;
      for (const std::size_t s : left_) have += due_[s];
      const int adds = std::max<int>(1, experiment_.replications * static_cast<int>(left_.size()) / ocba_round);
      // who is furthest below her share goes first; one run at a time keeps the round's size and its order certain
      for (int i = 0; i < adds; ++i) {
        std::size_t next = left_.size();
        double lack = 0.0;
        for (std::size_t j = 0; j < left_.size(); ++j) {
          const double lacks = shares[j] * static_cast<double>(have + adds) - static_cast<double>(due_[left_[j]]);
          if (due_[left_[j]] < wanted.max_replications && (next == left_.size() || lacks > lack)) {
            next = j;
            lack = lacks;
          }
        }
        if (next == left_.size()) break;
        ++due_[left_[next]];
        more = true;
      }
    }
  } else {
    more = go_on_with(left_, looks_);
  }
  const int sum = std::accumulate(due_.begin(), due_.end(), 0);
  expected_ = std::max(expected_, static_cast<std::size_t>(sum));
  return more;
}

}  // namespace tenure::analysis
