#include "analysis/decide/turning.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "analysis/decide/basis.h"
#include "analysis/optimise/search.h"

namespace tenure::analysis::decision {
namespace {

constexpr int steps_in_range = 400;      // when a curve is searched for a crossing
constexpr double least_move = 0.05;      // standard deviations; smaller moves are left out of a joint point
constexpr double tolerance = 1e-6;

Index strategy_of(Index response, Index choice) {
  return response < choice ? response : response + 1;
}

double deviation_of(const Vector& x) {
  return std::sqrt((x.array() - x.mean()).square().sum() / static_cast<double>(std::max<Index>(1, x.size() - 1)));
}

/// The response that is largest at `x` when above 0, else −1: the choice.
Index best_at(const Metamodel& alone, Vector& point, Index parameter, double x) {
  point(parameter) = x;
  const Vector at = alone.at(point);
  Index best = 0;
  return at.size() > 0 && at.maxCoeff(&best) > 0.0 ? best : -1;
}

struct Crossing {
  double value;
  Index best;  ///< response that is best on the side where the choice is not
};

/// The nearest place on one side of `base`, towards `end`, where the choice ceases to be best, or begins to.
std::optional<Crossing> crossing(const Metamodel& alone, Vector& point, Index parameter, double base, double end) {
  const Index at_base = best_at(alone, point, parameter, base);
  double inside = base;
  for (int step = 1; step <= steps_in_range; ++step) {
    double outside = base + (end - base) * step / steps_in_range;
    Index best = best_at(alone, point, parameter, outside);
    if ((best < 0) == (at_base < 0)) {
      inside = outside;
      continue;
    }
    for (int halving = 0; halving < 60; ++halving) {
      const double middle = 0.5 * (inside + outside);
      const Index there = best_at(alone, point, parameter, middle);
      if ((there < 0) == (at_base < 0)) {
        inside = middle;
      } else {
        outside = middle;
        best = there;
      }
    }
    return Crossing{outside, at_base < 0 ? best : at_base};
  }
  return std::nullopt;
}

}  // namespace

double TornadoBar::swing() const {
  return std::fabs(at_high.mean - at_low.mean);
}

std::optional<TurningPoint> turning_point(const Matrix& values, const Metamodel& alone, Index parameter, double base,
                                          Index choice) {
  if (alone.functions() == 0) return std::nullopt;
  const Vector x = values.col(parameter);
  Vector point = values.colwise().mean();
  base = std::clamp(base, x.minCoeff(), x.maxCoeff());
  const bool already = best_at(alone, point, parameter, base) >= 0;
  const double spread = deviation_of(x);
  std::optional<TurningPoint> nearest;
  for (const bool above : {false, true}) {
    const auto found = crossing(alone, point, parameter, base, above ? x.maxCoeff() : x.minCoeff());
    if (!found) continue;
    TurningPoint turn;
    turn.parameter = parameter;
    turn.base = base;
    turn.value = found->value;
    turn.instead = strategy_of(found->best, choice);
    turn.already = already;
    turn.above = above != already;
    turn.beyond = share_of(turn.above ? (x.array() > turn.value).count() : (x.array() < turn.value).count(), x.size());
    turn.deviations = std::fabs(turn.value - base) / spread;
    if (!nearest || turn.deviations < nearest->deviations) nearest = turn;
  }
  return nearest;
}

TornadoBar tornado_bar(const Matrix& values, const Metamodel& alone, Index parameter, Index response) {
  const std::vector<double> sorted = sorted_values(values.col(parameter));
  TornadoBar bar;
  bar.parameter = parameter;
  bar.low = quantile_of(sorted, 0.05);
  bar.high = quantile_of(sorted, 0.95);
  Vector point = values.colwise().mean();
  const auto at = [&](double x) {
    point(parameter) = x;
    return Measured{-alone.at(point, response), alone.error_at(point)(response)};
  };
  bar.at_low = at(bar.low);
  bar.at_high = at(bar.high);
  return bar;
}

namespace {

/// The search for a joint point, over the parameters that the model uses.
struct Search {
  const Metamodel& model;
  Vector point;             ///< all parameters
  std::vector<Index> used;  ///< those that move
  Vector mean, deviation;   ///< of these
  Vector start;             ///< z of the base
  Matrix precision;         ///< R⁻¹
  Index response;
  double scale;             ///< of the difference, so that tolerances are relative

  double difference(const Vector& z) {
    for (std::size_t i = 0; i < used.size(); ++i) {
      const auto k = static_cast<Index>(i);
      point(used[i]) = mean(k) + z(k) * deviation(k);
    }
    return model.at(point, response) / scale;
  }
};

Eigen::Map<const Vector> vector_of(std::span<const double> z) {
  return Eigen::Map<const Vector>(z.data(), static_cast<Index>(z.size()));
}

double squared_distance(const Search& search, std::span<const double> z, std::span<double> gradient) {
  const Vector away = vector_of(z) - search.start;
  const Vector pulled = search.precision * away;
  if (!gradient.empty()) Eigen::Map<Vector>(gradient.data(), away.size()) = 2.0 * pulled;
  return away.dot(pulled);
}

/// −difference <= 0: the other strategy is at least as good.
double behind(Search& search, std::span<const double> z, std::span<double> gradient) {
  const Vector at = vector_of(z);
  for (std::size_t i = 0; i < gradient.size(); ++i) {
    constexpr double step = 1e-5;
    Vector moved = at;
    moved(static_cast<Index>(i)) += step;
    const double up = search.difference(moved);
    moved(static_cast<Index>(i)) -= 2.0 * step;
    gradient[i] = -(up - search.difference(moved)) / (2.0 * step);
  }
  return -search.difference(at);
}

/// Correlation of columns; what a sample of this size shows by chance counts as none, and so does all of it where what is
/// left is no correlation matrix.
Matrix correlation_of(const Matrix& z) {
  const auto n = static_cast<double>(z.rows());
  Matrix correlation = z.transpose() * z / (n - 1.0);
  for (Index i = 0; i < correlation.rows(); ++i)
    for (Index j = 0; j < correlation.cols(); ++j)
      if (i == j) {
        correlation(i, j) = 1.0;
      } else if (std::fabs(correlation(i, j)) < 4.0 / std::sqrt(n)) {
        correlation(i, j) = 0.0;
      }
  const Eigen::SelfAdjointEigenSolver<Matrix> axes(correlation);
  if (!(axes.eigenvalues().minCoeff() > 1e-6)) return Matrix::Identity(correlation.rows(), correlation.cols());
  return correlation;
}

}  // namespace

std::optional<JointPoint> nearest_joint_point(const Matrix& values, const Metamodel& together, const Vector& base,
                                              Index response, Index choice) {
  Search search{together, base, together.parameters(response), {}, {}, {}, {}, response, 1.0};
  const auto n = static_cast<Index>(search.used.size());
  if (n == 0) return std::nullopt;
  Matrix z(values.rows(), n);
  Vector low(n), high(n);
  search.mean.resize(n);
  search.deviation.resize(n);
  search.start.resize(n);
  for (Index k = 0; k < n; ++k) {
    const Vector x = values.col(search.used[static_cast<std::size_t>(k)]);
    search.mean(k) = x.mean();
    search.deviation(k) = deviation_of(x);
    z.col(k) = (x.array() - search.mean(k)) / search.deviation(k);
    low(k) = z.col(k).minCoeff();
    high(k) = z.col(k).maxCoeff();
    search.start(k) = std::clamp((base(search.used[static_cast<std::size_t>(k)]) - search.mean(k)) / search.deviation(k),
                                 low(k), high(k));
  }
  search.precision = correlation_of(z).completeOrthogonalDecomposition().pseudoInverse();
  search.scale = std::max(std::fabs(together.at(base, response)), deviation_of(together.fitted().col(response)));
  if (!(search.scale > 0.0)) search.scale = 1.0;
  // starts: the draws at which the model says that the other one is better, the nearest ones first
  std::vector<std::pair<double, Index>> starts;
  for (Index d = 0; d < values.rows(); ++d) {
    const Vector there = z.row(d).transpose();
    if (search.difference(there) < 0.0) continue;
    const Vector away = there - search.start;
    starts.emplace_back(away.dot(search.precision * away), d);
  }
  if (search.difference(search.start) >= 0.0) {
    JointPoint already;
    already.instead = strategy_of(response, choice);
    already.beyond = share_of(static_cast<Index>(starts.size()), values.rows());
    return already;
  }
  std::sort(starts.begin(), starts.end());
  constexpr std::size_t most_starts = 5;
  std::vector<Vector> from;
  for (std::size_t i = 0; i < std::min(most_starts, starts.size()); ++i) from.push_back(z.row(starts[i].second).transpose());
  from.push_back(search.start);

  std::optional<Vector> best;
  double best_distance = std::numeric_limits<double>::infinity();
  const optimise::Box box{{low.begin(), low.end()}, {high.begin(), high.end()}};
  for (const Vector& start : from) {
    const auto found = optimise::least_within(
        [&](std::span<const double> at, std::span<double> gradient) { return squared_distance(search, at, gradient); },
        [&](std::span<const double> at, std::span<double> gradient) { return behind(search, at, gradient); }, box,
        {start.begin(), start.end()}, tolerance);
    if (!found) continue;
    const Vector at = vector_of(found->at);
    if (search.difference(at) < -1e-4 || !(found->value < best_distance)) continue;
    best_distance = found->value;
    best = at;
  }
  if (!best) return std::nullopt;

  JointPoint joint;
  joint.instead = strategy_of(response, choice);
  joint.distance = std::sqrt(std::max(0.0, best_distance));
  joint.beyond = share_of(static_cast<Index>(starts.size()), values.rows());
  std::vector<Index> order(static_cast<std::size_t>(n));
  std::iota(order.begin(), order.end(), Index{0});
  const Vector moved = *best - search.start;
  std::stable_sort(order.begin(), order.end(),
                   [&](Index a, Index b) { return std::fabs(moved(a)) > std::fabs(moved(b)); });
  for (const Index k : order) {
    if (std::fabs(moved(k)) < least_move) continue;
    joint.parameters.push_back(search.used[static_cast<std::size_t>(k)]);
    joint.values.push_back(search.mean(k) + (*best)(k) * search.deviation(k));
    joint.deviations.push_back(moved(k));
  }
  return joint;
}

}  // namespace tenure::analysis::decision
