// A quantile function tabulated by its normal score.
//
// Gamma and beta variates have no simple inverse. Their quantile functions are smooth when written as g(z) = log x or
// logit x against z, the standard normal quantile of the share, in both tails as well; so g is tabulated at
// construction with its slopes and read by cubic Hermite interpolation (320 intervals of 1/32 on [-5, 5]). Scores
// beyond (6e-7 of all) are inverted directly. A parameter that moves rebuilds the table on the same scores, so each
// value moves smoothly with it.
//
//   error   at most h^4 / 384 * max |g''''|; the laws state what that comes to
//   order   g grows with z: slopes are limited after Fritsch & Carlson (1980), SIAM J. Numer. Anal. 17, 238-246
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "sim/base/contract.h"
#include "sim/math/special.h"

namespace tenure::sim {

class ScoreTable {
 public:
  static constexpr double kReach = 5.0;  ///< scores within +-kReach are read from the table
  static constexpr int kIntervals = 320;
  static constexpr double kPerUnit = kIntervals / (2.0 * kReach);

  /// Tabulates exact(z) -> QuantilePoint, an increasing function with its slope.
  template <class Exact>
  explicit ScoreTable(Exact&& exact) {
    std::vector<QuantilePoint> nodes;
    for (int i = 0; i <= kIntervals; ++i) nodes.push_back(exact(-kReach + i / kPerUnit));
    for (int i = 0; i < kIntervals; ++i) {
      const QuantilePoint& left = nodes[static_cast<std::size_t>(i)];
      const QuantilePoint& right = nodes[static_cast<std::size_t>(i) + 1];
      const double rise = right.value - left.value;
      TENURE_ENSURE(rise >= 0.0, "a quantile function must not fall");
      const double from = std::min(left.slope / kPerUnit, 3.0 * rise);
      const double to = std::min(right.slope / kPerUnit, 3.0 * rise);
      pieces_.push_back({left.value, from, 3.0 * rise - 2.0 * from - to, from + to - 2.0 * rise});
    }
  }

  /// g(z), by the table within +-kReach and by `exact` beyond.
  template <class Exact>
  [[nodiscard]] double operator()(double z, Exact&& exact) const {
    const double place = (z + kReach) * kPerUnit;
    if (!(place >= 0.0 && place < static_cast<double>(kIntervals))) return exact(z).value;
    const auto at = static_cast<std::size_t>(place);
    const Piece& piece = pieces_[at];
    const double t = place - static_cast<double>(at);
    return piece.c0 + t * (piece.c1 + t * (piece.c2 + t * piece.c3));
  }

 private:
  struct Piece {
    double c0, c1, c2, c3;
  };
  std::vector<Piece> pieces_;
};

}  // namespace tenure::sim
