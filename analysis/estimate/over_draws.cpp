#include "analysis/estimate/over_draws.h"

#include <algorithm>
#include <cmath>

namespace tenure::analysis {
namespace {

OverDraws over_draws(const ResultSet& results, const VarianceSplitter& splitter, const DrawnRuns& runs, const Estimate& mean) {
  OverDraws out;
  out.mean = mean;
  const std::vector<double> means = means_by_draw(runs.by_draw);
  out.range = range_of_draws(means, results.confidence);
  const auto above = std::count_if(means.begin(), means.end(), [](double m) { return m > 0.0; });
  const auto known = std::count_if(means.begin(), means.end(), [](double m) { return !std::isnan(m); });
  out.above_zero = known > 0 ? static_cast<double>(above) / static_cast<double>(known) : std::nan("");
  out.variance = splitter.split(runs);
  return out;
}

}  // namespace

OverDraws value_over_draws(const ResultSet& results, const VarianceSplitter& splitter, const ResultVariable& variable,
                           std::size_t strategy, std::size_t offset) {
  return over_draws(results, splitter,
                    {drawn_values(results, variable, strategy, offset), replication_values(results, variable, strategy, offset),
                     results.drawn.luck == "shared"},
                    estimate_over_draws(results, variable, strategy, offset));
}

OverDraws difference_over_draws(const ResultSet& results, const VarianceSplitter& splitter, const ResultVariable& variable,
                                std::size_t strategy, std::size_t baseline, std::size_t offset) {
  std::vector<double> base = replication_values(results, variable, strategy, offset);
  const std::vector<double> other = replication_values(results, variable, baseline, offset);
  for (std::size_t i = 0; i < base.size(); ++i) base[i] -= other[i];
  return over_draws(results, splitter,
                    {drawn_differences(results, variable, strategy, baseline, offset), std::move(base),
                     results.drawn.luck == "shared"},
                    paired_over_draws(results, variable, strategy, baseline, offset).difference);
}

}  // namespace tenure::analysis
