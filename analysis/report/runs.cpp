#include "analysis/report/runs.h"

#include <algorithm>
#include <cmath>

namespace tenure::analysis {
namespace {

const double nan_value = std::nan("");

/// Offsets within one cell of the members picked.
std::vector<std::size_t> offsets_of(const ResultSet& results, const ResultVariable& variable,
                                    const std::vector<Members>& picked) {
  std::vector<std::size_t> offsets{0};
  for (const std::string& dim : variable.dims) {
    const std::size_t size = results.dimension(dim)->size();
    std::size_t from = 0, to = size;
    for (const Members& members : picked) {
      if (members.dimension != dim) continue;
      from = members.from;
      to = std::min(members.to, size);
    }
    std::vector<std::size_t> finer;
    for (const std::size_t offset : offsets)
      for (std::size_t i = from; i < to; ++i) finer.push_back(offset * size + i);
    offsets = std::move(finer);
  }
  return offsets;
}

template <class Operation>
Runs combined(const Runs& a, const Runs& b, Operation operation) {
  if (a.empty() || b.empty()) return {};
  Runs out = a;
  for (std::size_t s = 0; s < a.size(); ++s)
    for (std::size_t r = 0; r < a[s].size(); ++r) out[s][r] = operation(a[s][r], b[s][r]);
  return out;
}

}  // namespace

Runs sum_of(const ResultSet& results, const std::string& name, const std::vector<Members>& picked) {
  const ResultVariable* variable = results.variable(name);
  if (variable == nullptr) return {};
  const std::size_t width = results.width(*variable), replications = results.replications();
  const std::size_t draws = variable->values.size() / (results.strategies() * replications * width);
  const std::vector<std::size_t> offsets = offsets_of(results, *variable, picked);
  Runs runs(results.strategies(), std::vector<double>(replications, nan_value));
  for (std::size_t s = 0; s < results.strategies(); ++s) {
    for (std::size_t r = 0; r < replications; ++r) {
      const std::size_t cell = s * draws * replications + r;
      double sum = 0.0;
      bool any = false;
      for (const std::size_t offset : offsets) {
        const double value = variable->values[cell * width + offset];
        if (std::isnan(value)) continue;
        sum += value;
        any = true;
      }
      if (any) runs[s][r] = sum;
    }
  }
  return runs;
}

Runs plus(const Runs& a, const Runs& b) {
  return combined(a, b, [](double x, double y) { return x + y; });
}

Runs minus(const Runs& a, const Runs& b) {
  return combined(a, b, [](double x, double y) { return x - y; });
}

Runs over(const Runs& a, const Runs& b) {
  return combined(a, b, [](double x, double y) { return y == 0.0 ? nan_value : x / y; });
}

Estimate estimate_of(const Runs& runs, std::size_t strategy, const ResultSet& results) {
  return analysis::estimate_of(results, runs[strategy]);
}

PairedEstimate difference_of(const Runs& runs, std::size_t strategy, std::size_t baseline, const ResultSet& results) {
  return paired_of(results, runs[strategy], runs[baseline]);
}

}  // namespace tenure::analysis
