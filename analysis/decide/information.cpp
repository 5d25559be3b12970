#include "analysis/decide/information.h"

#include <algorithm>
#include <cmath>

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
  Matrix weight = Matrix::Zero(others, model.design().cols());
  for (Index d = 0; d < draws; ++d) {
    Index best = -1;
    for (Index m = 0; m < others; ++m)
      if (fitted(d, m) > (best < 0 ? 0.0 : fitted(d, best))) best = m;
    gain(d) = (best < 0 ? 0.0 : fitted(d, best)) - (taken < 0 ? 0.0 : fitted(d, taken));
    if (best == taken) continue;
    if (best >= 0) weight.row(best) += model.shrinkage()(best) * model.design().row(d);
    if (taken >= 0) weight.row(taken) -= model.shrinkage()(taken) * model.design().row(d);
  }
  const auto n = static_cast<double>(draws);
  weight /= n;
  const Matrix spread = weight * model.design_inverse() * weight.transpose();  // [response, response]
  const double of_curve = spread.cwiseProduct(model.rest_covariance()).sum();
  const double mean = gain.mean();
  const double of_draws = (gain.array() - mean).square().sum() / ((n - 1.0) * n);
  return {std::max(0.0, mean), std::sqrt(std::max(0.0, of_curve) + of_draws)};
}

}  // namespace tenure::analysis::decision
