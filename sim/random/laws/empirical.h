// Empirical: a distribution given by points of its distribution function.
//
// Weight i is the probability mass between value i - 1 and value i, spread evenly; the first weight is an atom at the
// first value (0 for none). So the distribution function passes through (value i, sum of weights up to i) and is linear
// between.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "sim/base/contract.h"

namespace tenure::sim {

class Empirical {
 public:
  /// (value, weight) pairs: values strictly ascending, weights >= 0 with a positive sum.
  explicit Empirical(const std::vector<std::pair<double, double>>& table) {
    TENURE_ENSURE(!table.empty(), "an empirical law needs at least one value");
    double sum = 0.0;
    for (std::size_t i = 0; i < table.size(); ++i) {
      TENURE_ENSURE(table[i].second >= 0.0, "weights must not be negative");
      TENURE_ENSURE(i == 0 || table[i].first > table[i - 1].first, "values must ascend");
      sum += table[i].second;
      values_.push_back(table[i].first);
      cumulated_.push_back(sum);
    }
    TENURE_ENSURE(sum > 0.0 && sum < 1e300, "the weights must have a positive sum");
    for (double& c : cumulated_) c /= sum;
  }

  [[nodiscard]] double operator()(double share) const {
    const auto after = std::lower_bound(cumulated_.begin(), cumulated_.end(), share);
    if (after == cumulated_.begin()) return values_.front();
    if (after == cumulated_.end()) return values_.back();
    const auto i = static_cast<std::size_t>(after - cumulated_.begin());
    const double within = (share - cumulated_[i - 1]) / (cumulated_[i] - cumulated_[i - 1]);
    return values_[i - 1] + within * (values_[i] - values_[i - 1]);
  }

  [[nodiscard]] double mean() const {
    return moment([](double a, double b) { return 0.5 * (a + b); });
  }
  [[nodiscard]] double variance() const {
    const double m = mean();
    return moment(
        [m](double a, double b) { return ((a - m) * (a - m) + (a - m) * (b - m) + (b - m) * (b - m)) / 3.0; });
  }

 private:
  // Mean over the law of a function whose average over [a, b] is given.
  template <class Average>
  double moment(Average&& average) const {
    double sum = cumulated_[0] * average(values_[0], values_[0]);
    for (std::size_t i = 1; i < values_.size(); ++i) {
      sum += (cumulated_[i] - cumulated_[i - 1]) * average(values_[i - 1], values_[i]);
    }
    return sum;
  }

  std::vector<double> values_;
  std::vector<double> cumulated_;
};

}  // namespace tenure::sim
