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

#include <bit>
#include <cmath>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "models/scenario/scenario.h"
#include "sim/random/laws/law.h"

namespace tenure::models {

/// Where in a strategy a number stands: its key after "strategy.NAME." or "model.NAME."; empty for what belongs to no strategy.
inline std::string place_in_strategy(const std::string& key) {
  const bool of_strategy = key.starts_with("strategy.") || key.starts_with("model.");
  const std::size_t dot = of_strategy ? key.find('.', key.find('.') + 1) : std::string::npos;
  return dot == std::string::npos ? "" : key.substr(dot + 1);
}

/// The same for numbers that several strategies state alike at the same place: value, range, law, grade and source; empty for
/// what belongs to no strategy.  They are one number of the world.  P: Parameter, or what a result file says of one.
template <class P>
std::string stated_alike(const P& p) {
  std::string all = place_in_strategy(p.key);
  if (all.empty()) return all;
  const auto bits = [](const auto& bound) { return std::to_string(std::bit_cast<std::uint64_t>(std::optional<double>(bound).value_or(std::nan("")))); };
  for (const std::string& part : {p.text, bits(p.low), bits(p.high), p.dist, std::string() + p.grade, p.source}) all += '\n' + part;
  return all;
}

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
