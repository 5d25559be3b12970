#include "sim/stats/selection.h"

#include <algorithm>
#include <cmath>

#include "sim/base/contract.h"
#include "sim/math/exp.h"
#include "sim/math/log.h"
#include "sim/math/special.h"
#include "sim/stats/tally.h"

namespace tenure::sim {
namespace {

Tally tally_of(const std::vector<double>& values) {
  Tally tally;
  for (const double x : values) tally.add(x);
  return tally;
}

double student_tail(double degrees, double t) {
  const double half = 0.5 * beta_i(0.5 * degrees, 0.5, degrees / (degrees + t * t));
  return t >= 0.0 ? half : 1.0 - half;
}

std::size_t best_of(const std::vector<double>& means) {
  return static_cast<std::size_t>(std::max_element(means.begin(), means.end()) - means.begin());
}

}  // namespace

Screened screen(const std::vector<std::vector<double>>& values, const std::vector<std::size_t>& left, const SelectionGoal& goal) {
  TENURE_ENSURE(!left.empty() && goal.indifference > 0.0 && goal.confidence > 0.0 && goal.confidence < 1.0, "no such selection");
  const std::size_t length = values.at(left[0]).size();
  const auto n = static_cast<double>(length);
  Screened out;
  std::vector<double> means(values.size(), -HUGE_VAL);
  for (const std::size_t i : left) {
    TENURE_ENSURE(values.at(i).size() == length && length >= 3, "those left need one length, at least 3");
    means[i] = tally_of(values[i]).mean();
  }
  out.best = best_of(means);
  if (left.size() == 1) return {left, out.best, true};
  const double beta = (1.0 - goal.confidence) / static_cast<double>(values.size() - 1);
  const double h2 = (n - 1.0) * (exp(-2.0 / (n - 1.0) * log(2.0 * beta)) - 1.0);
  const auto slack = [&](std::size_t i, std::size_t l) {
    Tally differences;
    for (std::size_t r = 0; r < length; ++r) differences.add(values[i][r] - values[l][r]);
    return std::max(0.0, h2 * differences.variance() / (2.0 * goal.indifference * n) - 0.5 * goal.indifference);
  };
  for (const std::size_t i : left)
    if (std::none_of(left.begin(), left.end(), [&](std::size_t l) { return l != i && means[l] - means[i] > slack(i, l); }))
      out.left.push_back(i);
  out.settled = true;
  for (const std::size_t i : out.left)
    for (const std::size_t l : out.left)
      if (i < l && slack(i, l) > 0.0) out.settled = false;
  return out;
}

std::vector<double> ocba_shares(const std::vector<double>& means, const std::vector<double>& deviations, double indifference) {
  TENURE_ENSURE(!means.empty() && means.size() == deviations.size() && indifference > 0.0, "no such allocation");
  const std::size_t best = best_of(means);
  std::vector<double> shares(means.size(), 0.0);
  double squares = 0.0;
  for (std::size_t i = 0; i < means.size(); ++i) {
    if (i == best || deviations[i] <= 0.0) continue;
    const double ratio = deviations[i] / std::max(means[best] - means[i], indifference);
    shares[i] = ratio * ratio;
    squares += shares[i] * shares[i] / (deviations[i] * deviations[i]);
  }
  shares[best] = deviations[best] * std::sqrt(squares);
  double sum = 0.0;
  for (const double share : shares) sum += share;
  if (sum <= 0.0) return std::vector<double>(means.size(), 1.0 / static_cast<double>(means.size()));
  for (double& share : shares) share /= sum;
  return shares;
}

double probability_of_good_selection(const std::vector<std::vector<double>>& values, double indifference) {
  std::vector<double> means;
  for (const auto& v : values) {
    TENURE_ENSURE(v.size() >= 3, "at least 3 values are needed");
    means.push_back(tally_of(v).mean());
  }
  const std::size_t b = best_of(means);
  double sure = 1.0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i == b) continue;
    const std::size_t common = std::min(values[b].size(), values[i].size()), longer = std::max(values[b].size(), values[i].size());
    const std::vector<double> first_b(values[b].begin(), values[b].begin() + static_cast<std::ptrdiff_t>(common)),
        first_i(values[i].begin(), values[i].begin() + static_cast<std::ptrdiff_t>(common));
    std::vector<double> differences;
    for (std::size_t r = 0; r < common; ++r) differences.push_back(first_b[r] - first_i[r]);
    const double covariance =
        0.5 * (tally_of(first_b).variance() + tally_of(first_i).variance() - tally_of(differences).variance());
    const double variance = tally_of(values[b]).variance() / static_cast<double>(values[b].size()) +
                            tally_of(values[i]).variance() / static_cast<double>(values[i].size()) -
                            2.0 * covariance / static_cast<double>(longer);
    const double distance = means[b] - means[i] + indifference;
    // rounding may leave nothing, or less, of a variance that is 0
    if (variance > 1e-28 * distance * distance) sure -= student_tail(static_cast<double>(common) - 1.0, distance / std::sqrt(variance));
  }
  return std::max(0.0, sure);
}

}  // namespace tenure::sim
