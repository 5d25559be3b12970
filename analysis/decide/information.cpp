#include "analysis/decide/information.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace tenure::analysis::decision {

Matrix differences_from(const Matrix& worth, Index choice) {
  Matrix differences(worth.rows(), worth.cols() - 1);
  Index column = 0;
  for (Index s = 0; s < worth.cols(); ++s)
    if (s != choice) differences.col(column++) = worth.col(s) - worth.col(choice);
  return differences;
}

Measured value_of_knowing(const Metamodel& model) {
  const Matrix& fitted = model.fitted();
  const Index draws = fitted.rows(), others = fitted.cols();
  if (model.functions() == 0 || others == 0) return {0.0, 0.0};
  // the strategy taken when nothing more is known: the choice (difference 0) unless another one's mean is larger
  const Vector means = fitted.colwise().mean();
  Index taken = -1;
  for (Index m = 0; m < others; ++m)
    if (means(m) > (taken < 0 ? 0.0 : means(taken))) taken = m;
  Vector gain(draws);
  // how the mean gain depends on the coefficients of each response
  std::vector<Vector> weight;
  for (const Metamodel::Part& part : model.parts()) weight.push_back(Vector::Zero(part.coefficients.size()));
  const auto add = [&](Index m, Index draw, double sign) {
    const Metamodel::Part& part = model.parts()[static_cast<std::size_t>(m)];
    weight[static_cast<std::size_t>(m)] += sign * part.shrinkage * part.design.row(draw).transpose();
  };
  for (Index d = 0; d < draws; ++d) {
    Index best = -1;
    for (Index m = 0; m < others; ++m)
      if (fitted(d, m) > (best < 0 ? 0.0 : fitted(d, best))) best = m;
    gain(d) = (best < 0 ? 0.0 : fitted(d, best)) - (taken < 0 ? 0.0 : fitted(d, taken));
    if (best == taken) continue;
    if (best >= 0) add(best, d, 1.0);
    if (taken >= 0) add(taken, d, -1.0);
  }
  const auto n = static_cast<double>(draws);
  double of_curve = 0.0;
  for (Index a = 0; a < others; ++a)
    for (Index b = 0; b < others; ++b)
      of_curve += weight[static_cast<std::size_t>(a)].dot(model.covariance(a, b) * weight[static_cast<std::size_t>(b)]) / (n * n);
  const double mean = gain.mean();
  const double of_draws = (gain.array() - mean).square().sum() / ((n - 1.0) * n);
  return {std::max(0.0, mean), std::sqrt(std::max(0.0, of_curve) + of_draws)};
}

}  // namespace tenure::analysis::decision
