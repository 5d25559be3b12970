#include "analysis/estimate/estimates.h"

#include <cmath>
#include <limits>

#include "analysis/estimate/control_variates.h"
#include "sim/base/contract.h"

namespace tenure::analysis {
namespace {

/// What exists in both lists, side by side.
PairedEstimate paired(const std::vector<double>& all, const std::vector<double>& all_baseline, double confidence) {
  std::vector<double> a, b;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (std::isnan(all[i]) || std::isnan(all_baseline[i])) continue;
    a.push_back(all[i]);
    b.push_back(all_baseline[i]);
  }
  return sim::estimate_difference(a, b, confidence);
}

/// Mean of independent values, NaN left out, with the file's control variates.
Estimate mean_of(const ResultSet& results, const std::vector<double>& values) {
  std::vector<double> kept;
  for (const double x : values)
    if (!std::isnan(x)) kept.push_back(x);
  const std::size_t width = results.controls.names.size();
  std::vector<std::vector<double>> controls;
  for (std::size_t j = 0; j < width; ++j) {
    std::vector<double> column;
    for (std::size_t r = 0; r < results.replications(); ++r) column.push_back(results.controls.values[r * width + j]);
    column = independent_values(results, std::move(column));
    std::vector<double> of_kept;
    for (std::size_t i = 0; i < values.size(); ++i)
      if (!std::isnan(values[i])) of_kept.push_back(column[i]);
    controls.push_back(std::move(of_kept));
  }
  Estimate out = estimate_with_controls(kept, controls, results.controls.expectations, results.interval_confidence());
  out.confidence = results.confidence;
  return out;
}

}  // namespace

std::vector<double> replication_values(const ResultSet& results, const ResultVariable& variable, std::size_t strategy,
                                       std::size_t offset) {
  const std::size_t width = results.width(variable);
  TENURE_ENSURE(strategy < results.strategies() && offset < width, "no such value of " + variable.name);
  std::vector<double> values;
  values.reserve(results.replications());
  for (std::size_t replication = 0; replication < results.replications(); ++replication)
    values.push_back(variable.values[(strategy * results.replications() + replication) * width + offset]);
  return values;
}

std::vector<double> independent_values(const ResultSet& results, std::vector<double> by_replication) {
  if (!results.antithetic) return by_replication;
  std::vector<double> pairs;
  for (std::size_t r = 0; r + 1 < by_replication.size(); r += 2) pairs.push_back(0.5 * (by_replication[r] + by_replication[r + 1]));
  return pairs;
}

Estimate estimate_of(const ResultSet& results, const std::vector<double>& by_replication) {
  return mean_of(results, independent_values(results, by_replication));
}

PairedEstimate paired_of(const ResultSet& results, const std::vector<double>& of, const std::vector<double>& baseline) {
  std::vector<double> a = independent_values(results, of);
  const std::vector<double> b = independent_values(results, baseline);
  PairedEstimate out = paired(a, b, results.interval_confidence());
  for (std::size_t i = 0; i < a.size(); ++i) a[i] -= b[i];
  out.difference = mean_of(results, a);
  return out;
}

Estimate estimate_of(const ResultSet& results, const ResultVariable& variable, std::size_t strategy,
                     std::size_t offset) {
  return estimate_of(results, replication_values(results, variable, strategy, offset));
}

PairedEstimate paired_of(const ResultSet& results, const ResultVariable& variable, std::size_t strategy,
                         std::size_t baseline, std::size_t offset) {
  return paired_of(results, replication_values(results, variable, strategy, offset),
                   replication_values(results, variable, baseline, offset));
}

namespace {

double gain_of(const ResultSet& results, std::vector<double> values, const Estimate& reduced) {
  std::erase_if(values, [](double value) { return std::isnan(value); });
  const Estimate plain = sim::estimate_mean(values, results.interval_confidence());
  const double ratio = plain.half_width / reduced.half_width;
  return std::isfinite(ratio) ? ratio * ratio : std::nan("");
}

}  // namespace

double reduction_gain(const ResultSet& results, const ResultVariable& variable, std::size_t strategy, std::size_t offset) {
  return gain_of(results, replication_values(results, variable, strategy, offset), estimate_of(results, variable, strategy, offset));
}

double reduction_gain_of_difference(const ResultSet& results, const ResultVariable& variable, std::size_t strategy,
                                    std::size_t baseline, std::size_t offset) {
  std::vector<double> values = replication_values(results, variable, strategy, offset);
  const std::vector<double> others = replication_values(results, variable, baseline, offset);
  for (std::size_t r = 0; r < values.size(); ++r) values[r] -= others[r];
  return gain_of(results, std::move(values), paired_of(results, variable, strategy, baseline, offset).difference);
}

bool has_draws(const ResultSet& results, const ResultVariable& variable) {
  return results.draws() > 1 && !variable.draw_values.empty();
}

std::vector<std::vector<double>> drawn_values(const ResultSet& results, const ResultVariable& variable,
                                              std::size_t strategy, std::size_t offset) {
  const std::size_t width = results.width(variable);
  TENURE_ENSURE(has_draws(results, variable), variable.name + " is not kept for draws");
  TENURE_ENSURE(strategy < results.strategies() && offset < width, "no such value of " + variable.name);
  std::vector<std::vector<double>> values(results.draws());
  for (std::size_t draw = 0; draw < results.draws(); ++draw)
    for (std::size_t replication = 0; replication < results.drawn.replications; ++replication)
      values[draw].push_back(variable.draw_values[results.draw_cell(strategy, draw, replication) * width + offset]);
  return values;
}

std::vector<std::vector<double>> drawn_differences(const ResultSet& results, const ResultVariable& variable,
                                                   std::size_t strategy, std::size_t baseline, std::size_t offset) {
  std::vector<std::vector<double>> values = drawn_values(results, variable, strategy, offset);
  const std::vector<std::vector<double>> others = drawn_values(results, variable, baseline, offset);
  for (std::size_t draw = 0; draw < values.size(); ++draw)
    for (std::size_t i = 0; i < values[draw].size(); ++i) values[draw][i] -= others[draw][i];
  return values;
}

std::vector<double> means_by_draw(const std::vector<std::vector<double>>& values) {
  std::vector<double> means;
  means.reserve(values.size());
  for (const std::vector<double>& runs : values) {
    double sum = 0.0, n = 0.0;
    for (const double value : runs) {
      if (std::isnan(value)) continue;
      sum += value;
      n += 1.0;
    }
    means.push_back(n > 0.0 ? sum / n : std::numeric_limits<double>::quiet_NaN());
  }
  return means;
}

Estimate estimate_over_draws(const ResultSet& results, const ResultVariable& variable, std::size_t strategy,
                             std::size_t offset) {
  std::vector<double> values = means_by_draw(drawn_values(results, variable, strategy, offset));
  std::erase_if(values, [](double value) { return std::isnan(value); });
  return sim::estimate_mean(values, results.confidence);
}

PairedEstimate paired_over_draws(const ResultSet& results, const ResultVariable& variable, std::size_t strategy,
                                 std::size_t baseline, std::size_t offset) {
  // runs that only one of the two has a value for tell nothing about the difference
  std::vector<std::vector<double>> a = drawn_values(results, variable, strategy, offset);
  std::vector<std::vector<double>> b = drawn_values(results, variable, baseline, offset);
  for (std::size_t draw = 0; draw < a.size(); ++draw)
    for (std::size_t i = 0; i < a[draw].size(); ++i)
      if (std::isnan(a[draw][i]) || std::isnan(b[draw][i]))
        a[draw][i] = b[draw][i] = std::numeric_limits<double>::quiet_NaN();
  return paired(means_by_draw(a), means_by_draw(b), results.confidence);
}

}  // namespace tenure::analysis
