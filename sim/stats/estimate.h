// Estimates: a mean never goes without its half-width, its number of replications and its confidence.
//
// Values are one per replication, hence independent; never observations within one run. Intervals are Student's:
//
//   half-width = t(1 - (1 - confidence) / 2; n - 1) * s / sqrt n
//
// Two alternatives that met the same luck are compared pair by pair. How much the pairing gained is
//
//   gain = (s_a^2 + s_b^2) / s_(a-b)^2      so many times more replications would be needed without it
#pragma once

#include <cstdint>
#include <vector>

namespace tenure::sim {

/// A mean with its uncertainty.
struct Estimate {
  double mean = 0.0;
  double half_width = 0.0;  ///< infinite with fewer than two values
  std::int64_t n = 0;       ///< number of independent values
  double confidence = 0.95;

  [[nodiscard]] double low() const { return mean - half_width; }
  [[nodiscard]] double high() const { return mean + half_width; }
};

/// Estimate of the mean of independent values; confidence in (0, 1). Without values the mean is NaN.
[[nodiscard]] Estimate estimate_mean(const std::vector<double>& values, double confidence = 0.95);

/// The difference of two alternatives under common luck.
struct PairedEstimate {
  Estimate difference;       ///< mean of a - b, pair by pair
  double gain = 1.0;         ///< variance of the difference without pairing over that with it; inf when all are equal
  double correlation = 0.0;  ///< between the two members of a pair; 0 when one of them does not vary
};

/// Compares pairs (a[i], b[i]); both must have the same length.
[[nodiscard]] PairedEstimate estimate_difference(const std::vector<double>& a, const std::vector<double>& b,
                                                 double confidence = 0.95);

}  // namespace tenure::sim
