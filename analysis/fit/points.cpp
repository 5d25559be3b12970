// Observed values as points of their distribution function.
#include <algorithm>
#include <cmath>

#include "analysis/fit/fit_book.h"

namespace tenure::analysis::fit {
namespace {

constexpr std::size_t kPoints = 20;
constexpr double kTail = 0.99;          ///< level of a further point, with values enough above it
constexpr double kManyForTail = 200.0;  ///< values

/// Points of the distribution function of sorted values. Between two quantiles lies a point at the mean of the values
/// there, so that every step has the mean of its values, and the whole that of all: weights spread evenly between
/// distant quantiles would put far too much into a long tail.
class PointsOf {
 public:
  explicit PointsOf(const std::vector<double>& sorted)
      : sorted_(sorted), n_(static_cast<double>(sorted.size())), table_{{sorted.front(), 0.0}} {}

  /// Adds the values from the last level to this one, levels in (0, 1] ascending.
  void step(double level) {
    const double share = level - level_, from = table_.back().first, to = quantile(level);
    const double mean = std::clamp(mean_between(level_, level), from, std::max(from, to));
    level_ = level;
    if (to - from <= kSame * to) return atom(share);
    if (mean - from <= kSame * mean) {
      atom(share);
      table_.emplace_back(to, 0.0);
    } else if (to - mean <= kSame * to) {
      if (to * (1.0 - kSame) > from) table_.emplace_back(to * (1.0 - kSame), 0.0);
      table_.emplace_back(to, share);
    } else {
      const double below = share * (to - mean) / (to - from);
      table_.emplace_back(mean, below);
      table_.emplace_back(to, share - below);
    }
  }

  [[nodiscard]] const std::vector<std::pair<double, double>>& table() const { return table_; }

 private:
  static constexpr double kSame = 1e-4;  ///< relative; nearer values are one, of which the file's six digits tell apart

  /// Mass at the last value. Only the first value can have an atom; elsewhere it is a very narrow piece.
  void atom(double share) {
    const double at = table_.back().first;
    if (table_.size() > 1 && at - table_[table_.size() - 2].first > 1.5 * kSame * at) {
      table_.back().first = at * (1.0 - kSame);
      table_.emplace_back(at, 0.0);
    }
    table_.back().second += share;
  }

  [[nodiscard]] double quantile(double level) const {
    const double at = level * n_;
    const auto above = static_cast<std::size_t>(std::clamp(std::floor(at + 1e-9), 0.0, n_ - 1.0));
    if (level >= 1.0) return sorted_.back();
    const bool between = std::fabs(at - std::round(at)) < 1e-9 && above > 0;
    return between ? 0.5 * (sorted_[above - 1] + sorted_[above]) : sorted_[above];
  }

  [[nodiscard]] double mean_between(double low, double high) const {
    double sum = 0.0;
    for (auto i = static_cast<std::size_t>(low * n_); i < sorted_.size() && static_cast<double>(i) < high * n_; ++i) {
      const double first = static_cast<double>(i);
      sum += sorted_[i] * std::max(0.0, std::min(first + 1.0, high * n_) - std::max(first, low * n_));
    }
    return sum / ((high - low) * n_);
  }

  const std::vector<double>& sorted_;
  double n_;
  double level_ = 0.0;
  std::vector<std::pair<double, double>> table_;
};

}  // namespace

Points points_of(std::vector<double> values, double grain) {
  Points out;
  out.n = static_cast<double>(values.size());
  if (values.empty()) return out;
  std::sort(values.begin(), values.end());
  for (std::size_t i = 0; i < values.size();) {  // recorded v stands for somewhere in [v, v + grain)
    std::size_t j = i;
    while (j < values.size() && values[j] == values[i]) ++j;
    const double from = values[i];
    for (std::size_t k = i; grain > 0.0 && k < j; ++k)
      values[k] = from + grain * (static_cast<double>(k - i) + 0.5) / static_cast<double>(j - i);
    i = j;
  }
  for (const double v : values) out.mean += v / out.n;
  if (values.front() == values.back()) {
    out.table = {{values.front(), 1.0}};
    return out;
  }
  const std::size_t pieces = std::min(kPoints, values.size() - 1);
  PointsOf points(values);
  for (std::size_t i = 1; i <= pieces; ++i) {
    if (i == pieces && out.n >= kManyForTail) points.step(kTail);  // where the last step would span most of the range
    points.step(static_cast<double>(i) / static_cast<double>(pieces));
  }
  out.table = points.table();
  return out;
}

}  // namespace tenure::analysis::fit
