#include "sim/random/laws/counts.h"

#include <algorithm>
#include <cmath>

#include "sim/base/contract.h"
#include "sim/math/math.h"
#include "sim/math/normal.h"
#include "sim/math/special.h"

namespace tenure::sim {

namespace {

// Smallest k in [0, last] with cdf(k) >= share, near `guess`: steps of growing width to bracket it, then halving.
template <class Cdf>
std::int64_t search(Cdf&& cdf, double share, std::int64_t guess, std::int64_t last) {
  std::int64_t low = std::clamp<std::int64_t>(guess, 0, last) - 1;  // cdf(low) < share, or low = -1
  std::int64_t step = 1;
  while (low >= 0 && cdf(low) >= share) {
    low = std::max<std::int64_t>(-1, low - step);
    step *= 2;
  }
  std::int64_t high = low + 1;
  step = 1;
  while (high < last && cdf(high) < share) {
    low = high;
    high = std::min(last, high + step);
    step *= 2;
  }
  while (high - low > 1) {
    const std::int64_t middle = low + (high - low) / 2;
    (cdf(middle) < share ? low : high) = middle;
  }
  return high;
}

}  // namespace

std::int64_t poisson_count(double mean, double share) {
  TENURE_ENSURE(mean >= 0.0 && mean <= 1e9, "a Poisson count needs a mean between 0 and 10^9");
  TENURE_ENSURE(share > 0.0 && share < 1.0, "a share must lie between 0 and 1");
  if (mean == 0.0) return 0;
  if (mean < 20.0) {  // from zero, term by term
    double term = exp(-mean);
    double sum = term;
    std::int64_t n = 0;
    while (sum < share && n < 200) {
      ++n;
      term *= mean / static_cast<double>(n);
      sum += term;
    }
    return n;
  }
  const double z = normal_quantile(share);
  const double guess = mean + std::sqrt(mean) * z + (z * z - 1.0) / 6.0 - 0.5;  // Cornish & Fisher (1938)
  const auto cdf = [mean](std::int64_t n) { return gamma_q(static_cast<double>(n) + 1.0, mean); };
  return search(cdf, share, std::llround(guess), 2'000'000'000);
}

std::int64_t binomial_count(std::int64_t n, double p, double share) {
  TENURE_ENSURE(n >= 0 && n <= 1'000'000'000, "a binomial count needs between 0 and 10^9 trials");
  TENURE_ENSURE(p >= 0.0 && p <= 1.0, "a probability must lie between 0 and 1");
  TENURE_ENSURE(share > 0.0 && share < 1.0, "a share must lie between 0 and 1");
  if (n == 0 || p == 0.0) return 0;
  if (p == 1.0) return n;
  const auto trials = static_cast<double>(n);
  const double q = 1.0 - p;
  if (trials * p < 20.0 && p <= 0.5) {
    double term = exp(trials * log1p(-p));
    double sum = term;
    std::int64_t k = 0;
    while (sum < share && k < std::min<std::int64_t>(n, 300)) {
      ++k;
      term *= (trials - static_cast<double>(k) + 1.0) / static_cast<double>(k) * (p / q);
      sum += term;
    }
    return k;
  }
  const double z = normal_quantile(share);
  const double guess = trials * p + std::sqrt(trials * p * q) * z + (q - p) * (z * z - 1.0) / 6.0 - 0.5;
  const auto cdf = [n, q, trials](std::int64_t k) {
    return k >= n ? 1.0 : beta_i(trials - static_cast<double>(k), static_cast<double>(k) + 1.0, q);
  };
  return search(cdf, share, std::llround(guess), n);
}

}  // namespace tenure::sim
