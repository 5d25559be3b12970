#include "analysis/results/uncertainty_group.h"

#include <cmath>

#include "analysis/estimate/over_draws.h"

namespace tenure::analysis {
namespace {

const std::vector<std::string>& grades() {
  static const std::vector<std::string> all = {"A", "B", "C", "D", "J", "U", ""};
  return all;
}

Dimension statistics() {
  Dimension out{"statistic", "what is said of it over the draws; shares and explained parts have the unit 1", {}, 0, 0};
  out.labels = {"mean", "half_width", "low", "high", "share_above_zero", "variance_ignorance", "variance_chance",
                "ignorance_share", "explained", "explained_weak"};
  for (const std::string& grade : grades()) out.labels.push_back("explained_" + (grade.empty() ? "ungraded" : grade));
  return out;
}

void add(std::vector<double>& to, const OverDraws& drawn) {
  const VarianceSplit& split = drawn.variance;
  to.insert(to.end(), {drawn.mean.mean, drawn.mean.half_width, drawn.range.low, drawn.range.high, drawn.above_zero, split.ignorance,
                       split.chance, split.ignorance_share(), split.explained, split.weak});
  for (const std::string& grade : grades()) {
    double part = std::isnan(split.explained) ? split.explained : 0.0;
    for (const auto& [of, sum] : split.by_grade)
      if (of == grade) part = sum;
    to.push_back(part);
  }
}

}  // namespace

void add_uncertainty(NetcdfWriter::Group& group, const ResultSet& results, std::size_t baseline) {
  group.add_attribute("baseline", results.baseline);
  group.add_attribute("confidence", results.confidence);
  group.add_dimension({"of", "a strategy's own value, or its difference from the baseline", {"value", "minus_baseline"}, 0, 0});
  group.add_dimension(results.dimensions[0]);
  group.add_dimension(statistics());
  const VarianceSplitter splitter(results);
  for (const ResultVariable& variable : results.variables) {
    if (!variable.dims.empty() || !has_draws(results, variable)) continue;
    std::vector<double> values;
    for (std::size_t s = 0; s < results.strategies(); ++s) add(values, value_over_draws(results, splitter, variable, s));
    for (std::size_t s = 0; s < results.strategies(); ++s)
      add(values, difference_over_draws(results, splitter, variable, s, baseline));
    group.add_variable({variable.name, variable.unit, variable.long_name, "", {"of", "strategy", "statistic"}, Precision::float64},
                       values);
  }
}

}  // namespace tenure::analysis
