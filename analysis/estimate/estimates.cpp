#include "analysis/estimate/estimates.h"

#include <cmath>
#include <limits>

#include "sim/base/contract.h"

namespace tenure::analysis {

std::vector<double> replication_values(const ResultSet& results, const ResultVariable& variable, std::size_t strategy,
                                       std::size_t offset) {
  const std::size_t width = results.width(variable);
  TENURE_ENSURE(strategy < results.strategies() && offset < width, "no such value of " + variable.name);
  std::vector<double> values;
  values.reserve(results.replications());
  for (std::size_t replication = 0; replication < results.replications(); ++replication) {
    double sum = 0.0;
    for (std::size_t draw = 0; draw < results.draws(); ++draw) {
      const std::size_t cell = (strategy * results.draws() + draw) * results.replications() + replication;
      sum += variable.values[cell * width + offset];
    }
    values.push_back(sum / static_cast<double>(results.draws()));
  }
  return values;
}

Estimate estimate_of(const ResultSet& results, const ResultVariable& variable, std::size_t strategy,
                     std::size_t offset) {
  std::vector<double> values = replication_values(results, variable, strategy, offset);
  std::erase_if(values, [](double value) { return std::isnan(value); });
  return sim::estimate_mean(values, results.confidence);
}

PairedEstimate paired_of(const ResultSet& results, const ResultVariable& variable, std::size_t strategy,
                         std::size_t baseline, std::size_t offset) {
  const std::vector<double> all = replication_values(results, variable, strategy, offset);
  const std::vector<double> all_baseline = replication_values(results, variable, baseline, offset);
  std::vector<double> a, b;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (std::isnan(all[i]) || std::isnan(all_baseline[i])) continue;
    a.push_back(all[i]);
    b.push_back(all_baseline[i]);
  }
  return sim::estimate_difference(a, b, results.confidence);
}

}  // namespace tenure::analysis
