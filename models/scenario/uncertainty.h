// The law of what is not known about a number: from { value, low, high, dist } to a quantile function.
//
// low and high are the 5 % and 95 % points whatever the law.
//
//   no dist       value is the median; the three points are hit exactly (sim/random/laws/three_point.h).  The law lives on a scale
//                 that suits the range of the key: with a lower bound b near by on log(x - b), with an upper bound t near by on
//                 -log(t - x), with both on log((x - b) / (t - x)), else on x itself.  A bound is near when it is less than 30
//                 times high - low away; a bound that low or high touch is no scale, and values beyond it are held at it.  So a
//                 share is logit-normal, a positive number log-normal, any other number normal, each with its two sides apart.
//                 With low = value (or high = value) half of the values stand at value
//   normal, lognormal, uniform, gamma, beta
//                 the member of the family that has these two points; value is the base value only
//   triangular, pert
//                 value is the mode, and the ends follow
//
// Shares below 1e-4 and above 1 - 1e-4 are held there, and values at the bounds of the key's range, so that nothing is drawn that
// the key does not allow.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "models/scenario/scenario.h"
#include "sim/random/laws/law.h"

namespace tenure::models {

/// Whether a number has an uncertainty that can be drawn from.
inline bool is_uncertain(const Parameter& parameter) {
  return parameter.low && parameter.high && *parameter.low < *parameter.high;
}

/// Values of uncertain numbers by their keys, in canonical units.
using DrawnValues = std::vector<std::pair<std::string, double>>;

/// The points that are stated fit no law of the family that is named; `what()` says why, in plain words.
class NoSuchLaw : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class Uncertainty {
 public:
  /// `parameter` is uncertain.  Throws NoSuchLaw.
  explicit Uncertainty(const Parameter& parameter);

  /// The value at a share in (0, 1), in the parameter's canonical unit; grows with it.
  [[nodiscard]] double at(double share) const;

 private:
  double plain(double share) const;

  sim::Law law_;                        ///< on the scale
  std::optional<double> lower_, upper_; ///< bounds of the scale
  double least_, most_;                 ///< values are held between these
  bool whole_ = false;
};

}  // namespace tenure::models
