#include "analysis/decide/basis.h"

#include <algorithm>
#include <cmath>

namespace tenure::analysis::decision {
namespace {

double cube_above(double x, double knot) {
  const double over = std::max(0.0, x - knot);
  return over * over * over;
}

}  // namespace

double quantile_of(const std::vector<double>& sorted, double p) {
  if (sorted.empty()) return 0.0;
  const double place = std::clamp(p, 0.0, 1.0) * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  if (below + 1 >= sorted.size()) return sorted.back();
  return sorted[below] + (place - static_cast<double>(below)) * (sorted[below + 1] - sorted[below]);
}

std::vector<double> sorted_values(const Vector& x) {
  std::vector<double> values(x.data(), x.data() + x.size());
  std::sort(values.begin(), values.end());
  return values;
}

SplineBasis::SplineBasis(const Vector& x, Index functions) {
  const std::vector<double> sorted = sorted_values(x);
  low_ = sorted.front();
  width_ = sorted.back() - sorted.front();
  centre_.resize(0);
  if (!(width_ > 0.0) || functions < 1) return;
  std::vector<double> distinct;
  std::unique_copy(sorted.begin(), sorted.end(), std::back_inserter(distinct));
  const auto most = static_cast<Index>(distinct.size()) - 1;
  const Index wanted = std::min(functions, most);
  for (Index k = 0; k <= wanted; ++k) {
    const double knot =
        (quantile_of(sorted, static_cast<double>(k) / static_cast<double>(wanted)) - low_) / width_;
    if (knots_.empty() || knot > knots_.back() + 1e-9) knots_.push_back(knot);
  }
  const auto size = static_cast<Index>(knots_.size()) - 1;
  centre_ = Eigen::RowVectorXd::Zero(size);
  Eigen::RowVectorXd sum = Eigen::RowVectorXd::Zero(size);
  for (Index d = 0; d < x.size(); ++d) sum += raw(x(d));
  centre_ = sum / static_cast<double>(x.size());
}

Eigen::RowVectorXd SplineBasis::raw(double x) const {
  const double u = (x - low_) / width_;
  Eigen::RowVectorXd functions(centre_.size());
  if (functions.size() == 0) return functions;
  functions(0) = u;
  const std::size_t last = knots_.size() - 1;
  const auto bend = [&](std::size_t k) {
    return (cube_above(u, knots_[k]) - cube_above(u, knots_[last])) / (knots_[last] - knots_[k]);
  };
  for (std::size_t k = 0; k + 1 < last; ++k) functions(static_cast<Index>(k) + 1) = bend(k) - bend(last - 1);
  return functions;
}

Eigen::RowVectorXd SplineBasis::at(double x) const {
  return raw(x) - centre_;
}

Matrix SplineBasis::at(const Vector& x) const {
  Matrix values(x.size(), size());
  for (Index d = 0; d < x.size(); ++d) values.row(d) = at(x(d));
  return values;
}

}  // namespace tenure::analysis::decision
