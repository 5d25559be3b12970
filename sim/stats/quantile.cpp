#include "sim/stats/quantile.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/base/contract.h"
#include "sim/math/special.h"

namespace tenure::sim {
namespace {

/// P(Bin(n, q) >= r).
double at_least(std::int64_t n, double q, std::int64_t r) {
  if (r <= 0) return 1.0;
  if (r > n) return 0.0;
  return beta_i(static_cast<double>(r), static_cast<double>(n - r + 1), q);
}

/// Lower limit of the q-quantile of ascending values with one-sided confidence b.
double lower_limit(const std::vector<double>& sorted, double q, double b) {
  const auto n = static_cast<std::int64_t>(sorted.size());
  std::int64_t low = 0, high = n + 1;  // at_least falls with r: the largest r with at_least >= b
  while (high - low > 1) {
    const std::int64_t r = (low + high) / 2;
    (at_least(n, q, r) >= b ? low : high) = r;
  }
  if (low == 0) return -std::numeric_limits<double>::infinity();
  const double at = sorted[static_cast<std::size_t>(low - 1)];
  if (low == n) return at;
  const double here = static_cast<double>(low) * (1.0 - q) * (b - at_least(n, q, low + 1));
  const double next = static_cast<double>(n - low) * q * (at_least(n, q, low) - b);
  const double weight = here + next > 0.0 ? here / (here + next) : 1.0;
  return weight * at + (1.0 - weight) * sorted[static_cast<std::size_t>(low)];
}

}  // namespace

QuantileEstimate estimate_quantile(std::vector<double> values, double q, double confidence) {
  TENURE_ENSURE(q > 0.0 && q < 1.0 && confidence > 0.0 && confidence < 1.0, "shares must lie between 0 and 1");
  QuantileEstimate out{.n = static_cast<std::int64_t>(values.size()), .confidence = confidence};
  if (values.empty()) {
    out.value = out.low = out.high = std::numeric_limits<double>::quiet_NaN();
    return out;
  }
  std::sort(values.begin(), values.end());
  const auto n = static_cast<double>(values.size());
  const double place = std::clamp((n + 1.0 / 3.0) * q + 1.0 / 3.0, 1.0, n);
  const auto below = static_cast<std::size_t>(std::floor(place)) - 1;
  const std::size_t above = std::min(below + 1, values.size() - 1);
  out.value = values[below] + (place - std::floor(place)) * (values[above] - values[below]);
  const double b = 0.5 + 0.5 * confidence;
  out.low = lower_limit(values, q, b);
  std::vector<double> mirrored(values.rbegin(), values.rend());
  for (double& x : mirrored) x = -x;
  out.high = -lower_limit(mirrored, 1.0 - q, b);
  return out;
}

}  // namespace tenure::sim
