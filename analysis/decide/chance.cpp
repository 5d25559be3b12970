#include "analysis/decide/chance.h"

#include <algorithm>
#include <boost/math/distributions/fisher_f.hpp>
#include <cmath>

namespace tenure::analysis::decision {
namespace {

/// The map A of the header; directions in which nothing varies are left alone.
Matrix shrinking_map(const Matrix& total, const Matrix& within_of_mean) {
  constexpr double negligible = 1e-12;
  const Vector scale = total.diagonal().cwiseSqrt().unaryExpr([](double s) { return s > 0.0 ? s : 1.0; });
  const Matrix unit = scale.cwiseInverse().asDiagonal();
  const Eigen::SelfAdjointEigenSolver<Matrix> axes(unit * total * unit);
  const double cut = negligible * std::max(axes.eigenvalues().maxCoeff(), 0.0);
  const Index n = total.rows();
  Index live = 0;
  for (Index i = 0; i < n; ++i) live += axes.eigenvalues()(i) > cut ? 1 : 0;
  if (live == 0) return Matrix::Identity(n, n);
  const Matrix vectors = axes.eigenvectors().rightCols(live);
  const Vector roots = axes.eigenvalues().tail(live).cwiseSqrt();
  const Matrix whiten = vectors * roots.cwiseInverse().asDiagonal();  // [n, live]
  const Matrix colour = vectors * roots.asDiagonal();
  const Matrix noise = whiten.transpose() * (unit * within_of_mean * unit) * whiten;
  const Eigen::SelfAdjointEigenSolver<Matrix> shares(noise);
  const Vector kept = shares.eigenvalues().unaryExpr([](double share) { return std::sqrt(std::clamp(1.0 - share, 0.0, 1.0)); });
  const Matrix map = colour * shares.eigenvectors() * kept.asDiagonal() * shares.eigenvectors().transpose() *
                     whiten.transpose();
  return scale.asDiagonal() * map * unit;
}

}  // namespace

VarianceSplit split_variance(const Vector& rows, const Layout& layout, double confidence) {
  VarianceSplit split;
  const Index replications = layout.replications;
  const Index draws = rows.size() / replications;
  if (draws < 2) {
    // a single world: whatever varies is chance
    const auto n = static_cast<double>(rows.size());
    split.chance = rows.size() > 1 ? (rows.array() - rows.mean()).square().sum() / (n - 1.0) : 0.0;
    split.chance_error = rows.size() > 1 ? split.chance * std::sqrt(2.0 / (n - 1.0)) : 0.0;
    return split;
  }
  const auto d = static_cast<double>(draws), r = static_cast<double>(replications);
  const MeanSquares squares = mean_squares_of(rows, layout);
  const double of_means = squares.of_means(0, 0);
  if (replications < 2) {
    split.ignorance = of_means;  // an upper bound: chance is in it
    split.ignorance_error = of_means * std::sqrt(2.0 / (d - 1.0));
    split.ignorance_share = 1.0;
    return split;
  }
  split.separable = true;
  const double freedom = (layout.luck == Luck::shared ? d - 1.0 : d) * (r - 1.0);
  const double within = squares.within(0, 0), within_error = within * std::sqrt(2.0 / freedom);
  split.ignorance = std::max(0.0, of_means - within / r);
  split.ignorance_error = std::hypot(of_means * std::sqrt(2.0 / (d - 1.0)), within_error / r);
  // shared luck varies between replications too
  const double of_luck = squares.of_luck(0, 0);
  split.chance = within + std::max(0.0, of_luck - within / d);
  split.chance_error = std::hypot(within_error * (1.0 - (of_luck > 0.0 ? 1.0 / d : 0.0)), of_luck * std::sqrt(2.0 / (r - 1.0)));
  const double total = split.ignorance + split.chance;
  split.ignorance_share = total > 0.0 ? split.ignorance / total : 0.0;
  if (within <= 0.0 || total <= 0.0) {
    split.share_low = split.share_high = split.ignorance_share;
    return split;
  }
  // F = r · variance of the means / within is (1 + r · θ) times an F variable, θ = ignorance / within
  const boost::math::fisher_f law(d - 1.0, freedom);
  const double ratio = r * of_means / within, tail = 0.5 - confidence / 2.0;
  const auto share_at = [&](double quantile) {
    const double theta = std::max(0.0, (ratio / quantile - 1.0) / r);
    return theta / (theta + split.chance / within);
  };
  split.share_low = share_at(boost::math::quantile(law, 1.0 - tail));
  split.share_high = share_at(boost::math::quantile(law, tail));
  return split;
}

Matrix without_chance(const Matrix& rows, const Layout& layout) {
  const Index replications = layout.replications;
  const Matrix means = means_of_draws(rows, replications);
  const Index strategies = rows.cols();
  if (replications < 2 || means.rows() < 2 || strategies < 2) return means;
  // What the strategies share cancels in a choice; it is left as it is and the differences from it are shrunk.
  const Vector common = means.rowwise().mean();
  const Vector common_rows = rows.rowwise().mean();
  const Matrix own = means.colwise() - common;
  const Matrix own_rows = rows.colwise() - common_rows;
  const MeanSquares squares = mean_squares_of(own_rows, layout);
  const Matrix map = shrinking_map(squares.of_means, squares.within / static_cast<double>(replications));
  const Eigen::RowVectorXd centre = own.colwise().mean();
  Matrix shrunk = (own.rowwise() - centre) * map.transpose();
  shrunk.rowwise() += centre;
  shrunk.colwise() += common;
  return shrunk;
}

Vector without_chance_alone(const Vector& rows, const Layout& layout) {
  Vector means = means_of_draws(rows, layout.replications);
  if (layout.replications < 2 || means.size() < 2) return means;
  const MeanSquares squares = mean_squares_of(rows, layout);
  const double total = squares.of_means(0, 0), noise = squares.within(0, 0) / static_cast<double>(layout.replications);
  const double factor = total > 0.0 ? std::sqrt(std::max(0.0, 1.0 - noise / total)) : 1.0;
  const double centre = means.mean();
  return (centre + factor * (means.array() - centre)).matrix();
}

}  // namespace tenure::analysis::decision
