#include "analysis/decide/certainty.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/decide/chance.h"

namespace tenure::analysis::decision {
namespace {

constexpr int grid_steps = 40;
constexpr Index most_groups = 20;  // of draws, left out one after another

Measured measured(const Vector& values) {
  const auto n = static_cast<double>(values.size());
  const double mean = values.mean();
  if (values.size() < 2) return {mean, std::numeric_limits<double>::quiet_NaN()};
  return {mean, std::sqrt((values.array() - mean).square().sum() / ((n - 1.0) * n))};
}

/// Standard error of a share; Agresti and Coull's, so that 0 and n of n are not taken for certain.
Measured share(double p, Index draws) {
  const auto n = static_cast<double>(draws);
  if (draws < 2) return {p, std::numeric_limits<double>::quiet_NaN()};
  const double nudged = (p * n + 2.0) / (n + 4.0);
  return {p, std::sqrt(nudged * (1.0 - nudged) / (n + 4.0))};
}

/// 1, 2, 2.5 or 5 times a power of ten, not below `value`.
double round_up(double value) {
  const double power = std::pow(10.0, std::floor(std::log10(value)));
  for (const double factor : {1.0, 2.0, 2.5, 5.0, 10.0})
    if (factor * power >= value * (1.0 - 1e-12)) return factor * power;
  return 10.0 * power;
}

}  // namespace

Certainty certainty_of(const Matrix& worth) {
  const Index draws = worth.rows(), strategies = worth.cols();
  Certainty result;
  result.draws = draws;
  const Vector best = worth.rowwise().maxCoeff();
  Vector wins = Vector::Zero(strategies);
  for (Index d = 0; d < draws; ++d) {
    const double tied = static_cast<double>((worth.row(d).array() == best(d)).count());
    for (Index s = 0; s < strategies; ++s)
      if (worth(d, s) == best(d)) wins(s) += 1.0 / tied;
  }
  for (Index s = 0; s < strategies; ++s) {
    result.strategies.push_back({measured(worth.col(s)), share(wins(s) / static_cast<double>(draws), draws),
                                 measured(best - worth.col(s))});
  }
  const Vector expected = worth.colwise().mean();
  expected.maxCoeff(&result.choice);  // the first of equal ones
  wins.maxCoeff(&result.leader);
  result.runner_up = result.choice;
  for (Index s = 0; s < strategies; ++s) {
    if (s == result.choice) continue;
    if (result.runner_up == result.choice || expected(s) > expected(result.runner_up)) result.runner_up = s;
  }
  result.lead = measured(worth.col(result.choice) - worth.col(result.runner_up));
  for (Index s = 0; s < strategies; ++s)
    result.strategies[static_cast<std::size_t>(s)].behind = measured(worth.col(result.choice) - worth.col(s));
  result.evpi = result.chosen().loss;
  return result;
}

namespace {

/// Rows of all draws but those of one group.
Matrix rows_without(const Matrix& rows, Index replications, Index group, Index groups) {
  const Index draws = rows.rows() / replications;
  Matrix left(rows.rows(), rows.cols());
  Index count = 0;
  for (Index d = 0; d < draws; ++d) {
    if (d % groups == group) continue;
    left.middleRows(count, replications) = rows.middleRows(d * replications, replications);
    count += replications;
  }
  return left.topRows(count);
}

double jackknife_error(const Vector& values) {
  const auto n = static_cast<double>(values.size());
  return std::sqrt((n - 1.0) / n * (values.array() - values.mean()).square().sum());
}

}  // namespace

Certainty certainty_of(const Matrix& rows, const Layout& layout) {
  const Index draws = rows.rows() / layout.replications, strategies = rows.cols();
  if (draws < 2) {
    Certainty result = certainty_of(rows);
    result.lead.standard_error *= layout.widening;
    for (Standing& standing : result.strategies)
      for (Measured* measured : {&standing.worth, &standing.probability_best, &standing.loss, &standing.behind})
        measured->standard_error *= layout.widening;
    result.evpi = result.chosen().loss;
    return result;
  }
  Certainty result = certainty_of(without_chance(rows, layout));
  const Vector errors = standard_errors_of(rows, layout);
  for (Index s = 0; s < strategies; ++s) result.strategies[static_cast<std::size_t>(s)].worth.standard_error = errors(s);
  const Vector apart = standard_errors_of((-rows).colwise() + rows.col(result.choice), layout);
  for (Index s = 0; s < strategies; ++s) result.strategies[static_cast<std::size_t>(s)].behind.standard_error = apart(s);
  const Matrix lead = rows.col(result.choice) - rows.col(result.runner_up);
  result.lead.standard_error = standard_errors_of(lead, layout)(0);
  const Index groups = std::min(draws, most_groups);
  if (layout.replications < 2 || groups < 3) return result;
  Matrix best(groups, strategies), loss(groups, strategies);
  for (Index g = 0; g < groups; ++g) {
    const Certainty left = certainty_of(without_chance(rows_without(rows, layout.replications, g, groups), layout));
    for (Index s = 0; s < strategies; ++s) {
      best(g, s) = left.strategies[static_cast<std::size_t>(s)].probability_best.mean;
      loss(g, s) = left.strategies[static_cast<std::size_t>(s)].loss.mean;
    }
  }
  for (Index s = 0; s < strategies; ++s) {
    Standing& standing = result.strategies[static_cast<std::size_t>(s)];
    standing.probability_best.standard_error =
        std::max(standing.probability_best.standard_error, jackknife_error(best.col(s)));
    standing.loss.standard_error = std::max(standing.loss.standard_error, jackknife_error(loss.col(s)));
  }
  result.evpi = result.chosen().loss;
  return result;
}

std::vector<CurvePoint> acceptability(const Draws& draws, const std::vector<double>& values) {
  std::vector<CurvePoint> points;
  for (const double value : values)
    points.push_back({value, certainty_of(net_benefit(draws, value), draws.layout())});
  return points;
}

std::vector<double> grid_for(const std::vector<IncrementalRow>& table, std::optional<double> brings) {
  const bool known = brings && *brings > 0.0;
  double top = known ? 2.0 * *brings : 0.0;
  for (const IncrementalRow& row : table)
    if (row.against && row.interval.bounded && !(known && row.ratio > most_times_brought * *brings))
      top = std::max(top, 1.25 * row.ratio);
  if (!(top > 0.0)) {
    for (const IncrementalRow& row : table)
      if (row.effect.mean != 0.0) top = std::max(top, 2.0 * std::fabs(row.cost.mean / row.effect.mean));
  }
  if (!(top > 0.0) || !std::isfinite(top)) top = 1.0;
  const double step = round_up(top / grid_steps);
  std::vector<double> values;
  const int steps = static_cast<int>(std::ceil(top / step * (1.0 - 1e-12)));
  for (int i = 0; i <= steps; ++i) values.push_back(step * i);
  return values;
}

}  // namespace tenure::analysis::decision
