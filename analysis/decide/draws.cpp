#include "analysis/decide/draws.h"

#include <cmath>
#include <limits>
#include <set>

#include "analysis/compare/spoken.h"

namespace tenure::analysis::decision {

std::string Draws::said(Index strategy) const {
  return in_sentence(label(strategy), labels);
}

std::string inconsistency(const Draws& draws) {
  const Index strategies = draws.strategy_count();
  if (strategies < 1) return "there is no strategy";
  if (std::set<std::string>(draws.strategies.begin(), draws.strategies.end()).size() != draws.strategies.size())
    return "a strategy is there twice";
  if (draws.labels.size() != draws.strategies.size()) return "there is not one label for each strategy";
  if (draws.replications < 1 || draws.cost.rows() < 1) return "there is no draw";
  if (draws.cost.rows() % draws.replications != 0) return "the draws have not all the same number of replications";
  for (const Matrix* matrix : {&draws.cost, &draws.effect}) {
    if (matrix->rows() != draws.cost.rows() || matrix->cols() != strategies) return "costs and effects differ in size";
    if (!matrix->allFinite()) return "a cost or an effect is no finite number";
  }
  if (draws.net.rows() > 0) {
    if (draws.net.rows() != draws.cost.rows() || draws.net.cols() != strategies) return "the net values differ in size";
    if (!draws.net.allFinite()) return "a net value is no finite number";
  }
  if (draws.parameter_values.cols() != static_cast<Index>(draws.parameters.size()))
    return "there is not one column of values for each parameter";
  if (!draws.parameters.empty() && draws.parameter_values.rows() != draws.draw_count())
    return "there is not one value of each parameter for each draw";
  if (!draws.parameter_values.allFinite()) return "a parameter's value is no finite number";
  return {};
}

Matrix net_benefit(const Draws& draws, double value) {
  return value * draws.effect - draws.cost;
}

Matrix means_of_draws(const Matrix& rows, Index replications) {
  const Index draws = rows.rows() / replications;
  Matrix means(draws, rows.cols());
  for (Index d = 0; d < draws; ++d)
    means.row(d) = rows.middleRows(d * replications, replications).colwise().mean();
  return means;
}

Vector means_of(const Matrix& rows) {
  return rows.colwise().mean();
}

MeanSquares mean_squares_of(const Matrix& rows, const Layout& layout) {
  const Index replications = layout.replications, draws = rows.rows() / replications, columns = rows.cols();
  const Matrix means = means_of_draws(rows, replications);
  const Matrix outside = means.rowwise() - means.colwise().mean();
  const auto d = static_cast<double>(draws), r = static_cast<double>(replications);
  MeanSquares squares;
  squares.of_means = outside.transpose() * outside / (d - 1.0);
  squares.within = squares.of_luck = Matrix::Zero(columns, columns);
  if (replications < 2) return squares;
  Matrix inside = rows;
  for (Index i = 0; i < draws; ++i) inside.middleRows(i * replications, replications).rowwise() -= means.row(i);
  double freedom = d * (r - 1.0);
  if (layout.luck == Luck::shared) {
    // what replication r adds in every draw is no reason for draws to differ
    Matrix by_luck = Matrix::Zero(replications, columns);
    for (Index i = 0; i < draws; ++i) by_luck += inside.middleRows(i * replications, replications) / d;
    for (Index i = 0; i < draws; ++i) inside.middleRows(i * replications, replications) -= by_luck;
    freedom = (d - 1.0) * (r - 1.0);
    squares.of_luck = by_luck.transpose() * by_luck / (r - 1.0);
  }
  squares.within = inside.transpose() * inside / freedom;
  return squares;
}

Vector standard_errors_of(const Matrix& rows, const Layout& layout) {
  const auto n = static_cast<double>(rows.rows());
  if (rows.rows() < 2) return Vector::Constant(rows.cols(), std::numeric_limits<double>::quiet_NaN());
  if (rows.rows() <= layout.replications) {
    const Eigen::RowVectorXd mean = rows.colwise().mean();
    return layout.widening * ((rows.rowwise() - mean).colwise().squaredNorm() / ((n - 1.0) * n)).cwiseSqrt().transpose();
  }
  const MeanSquares squares = mean_squares_of(rows, layout);
  const auto r = static_cast<double>(layout.replications);
  const Vector luck = (squares.of_luck.diagonal() - squares.within.diagonal() * r / n).cwiseMax(0.0) / r;
  return layout.widening * (squares.of_means.diagonal() * r / n + luck).cwiseSqrt();
}

}  // namespace tenure::analysis::decision
