// A quantile of independent values with an interval that needs no law.
//
// The interval lies between order statistics: P(X_(r) <= x_q) = P(Bin(n, q) >= r), and between two of them it is interpolated, so
// that it holds the truth as often as stated instead of more often (Hettmansperger & Sheather 1986 for the median; Nyblom 1992 for
// any quantile):
//
//   weight of X_(r)  =  r (1 - q) (b - p_{r+1}) / (r (1 - q) (b - p_{r+1}) + (n - r) q (p_r - b)),   p_r = P(Bin(n, q) >= r)
//
// for the lower limit with one-sided confidence b, p_{r+1} <= b <= p_r; the upper limit mirrored.  The estimate itself is
// linear between order statistics (Hyndman & Fan 1996, type 8: nearly free of bias).
#pragma once

#include <cstdint>
#include <vector>

namespace tenure::sim {

struct QuantileEstimate {
  double value = 0.0;
  double low = 0.0, high = 0.0;  ///< -inf, inf where the values are too few to bound it
  std::int64_t n = 0;
  double confidence = 0.95;
};

/// Estimate of the q-quantile, q in (0, 1).  Without values it is NaN.
[[nodiscard]] QuantileEstimate estimate_quantile(std::vector<double> values, double q, double confidence = 0.95);

}  // namespace tenure::sim
