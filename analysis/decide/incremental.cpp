#include "analysis/decide/incremental.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>
#include <numeric>

namespace tenure::analysis::decision {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// Does `a` cost no more and bring no less than `b`, and is it better in one of them (or the same and named first)?
bool dominates(const Vector& cost, const Vector& effect, Index a, Index b) {
  if (cost(a) > cost(b) || effect(a) < effect(b)) return false;
  return cost(a) < cost(b) || effect(a) > effect(b) || a < b;
}

double ratio_between(const IncrementalRow& from, const IncrementalRow& to) {
  return (to.cost.mean - from.cost.mean) / (to.effect.mean - from.effect.mean);
}

void mark_dominated(const Vector& cost, const Vector& effect, std::vector<IncrementalRow>& rows) {
  for (IncrementalRow& row : rows) {
    for (const IncrementalRow& other : rows) {
      if (other.strategy == row.strategy || !dominates(cost, effect, other.strategy, row.strategy)) continue;
      row.status = FrontierStatus::dominated;
      row.by = {other.strategy};
      break;
    }
  }
}

std::vector<std::size_t> kept(const std::vector<IncrementalRow>& rows) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (rows[i].status == FrontierStatus::kept) places.push_back(i);
  return places;
}

/// Takes out, one after another, those whose ratio is higher than that of the next kept one.
void mark_extendedly_dominated(std::vector<IncrementalRow>& rows) {
  for (bool found = true; found;) {
    found = false;
    const std::vector<std::size_t> places = kept(rows);
    for (std::size_t i = 1; i + 1 < places.size() && !found; ++i) {
      const IncrementalRow &before = rows[places[i - 1]], &after = rows[places[i + 1]];
      IncrementalRow& row = rows[places[i]];
      if (ratio_between(before, row) < ratio_between(row, after)) continue;
      row.status = FrontierStatus::extendedly_dominated;
      found = true;
    }
  }
  // between whom: the kept neighbours in the end
  const std::vector<std::size_t> places = kept(rows);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].status != FrontierStatus::extendedly_dominated) continue;
    const auto after = std::upper_bound(places.begin(), places.end(), i);
    rows[i].by = {rows[*(after - 1)].strategy, rows[*after].strategy};
  }
}

std::vector<IncrementalRow> table_of_means(const Vector& cost, const Vector& effect) {
  std::vector<Index> order(static_cast<std::size_t>(cost.size()));
  std::iota(order.begin(), order.end(), Index{0});
  std::sort(order.begin(), order.end(), [&](Index a, Index b) {
    if (cost(a) != cost(b)) return cost(a) < cost(b);
    if (effect(a) != effect(b)) return effect(a) > effect(b);
    return a < b;
  });
  std::vector<IncrementalRow> rows;
  for (const Index s : order) {
    IncrementalRow row;
    row.strategy = s;
    row.cost = {cost(s), nan};
    row.effect = {effect(s), nan};
    rows.push_back(row);
  }
  mark_dominated(cost, effect, rows);
  mark_extendedly_dominated(rows);
  const std::vector<std::size_t> places = kept(rows);
  for (std::size_t i = 1; i < places.size(); ++i) {
    const IncrementalRow& before = rows[places[i - 1]];
    IncrementalRow& row = rows[places[i]];
    row.against = before.strategy;
    row.more_cost = {row.cost.mean - before.cost.mean, nan};
    row.more_effect = {row.effect.mean - before.effect.mean, nan};
    row.ratio = ratio_between(before, row);
  }
  return rows;
}

/// What is independent of each other: draws, or replications where there is one draw.
Vector units_of(const Draws& draws, const Vector& rows) {
  return draws.draw_count() > 1 ? Vector(means_of_draws(rows, draws.replications)) : rows;
}

double standard_error_of(const Draws& draws, const Vector& rows) {
  return standard_errors_of(rows, draws.layout())(0);
}

}  // namespace

namespace {

/// Fieller's set: (my − r·mx)² <= t²·(vy − 2·r·vxy + r²·vx), that is a·r² − 2·b·r + c <= 0.
struct FiellerSet {
  double a, b, c;
  double inside() const { return b * b - a * c; }
};

std::optional<FiellerSet> fieller_set(const Vector& y, const Vector& x, double confidence, double widening) {
  const Index count = x.size();
  if (count < 2) return std::nullopt;
  const auto n = static_cast<double>(count);
  const double t = widening * boost::math::quantile(boost::math::students_t(n - 1.0), 0.5 + confidence / 2.0);
  const double my = y.mean(), mx = x.mean(), scale = (n - 1.0) * n;
  const double vy = (y.array() - my).square().sum() / scale, vx = (x.array() - mx).square().sum() / scale;
  const double vxy = ((y.array() - my) * (x.array() - mx)).sum() / scale;
  return FiellerSet{mx * mx - t * t * vx, my * mx - t * t * vxy, my * my - t * t * vy};
}

}  // namespace

RatioInterval fieller(const Vector& y, const Vector& x, double confidence, double widening) {
  const auto set = fieller_set(y, x, confidence, widening);
  if (!set || set->a <= 0.0 || set->inside() < 0.0) return {nan, nan, false};
  const double root = std::sqrt(set->inside());
  return {(set->b - root) / set->a, (set->b + root) / set->a, true};
}

std::optional<double> unbounded_from(const Vector& y, const Vector& x, double confidence, double widening) {
  const auto set = fieller_set(y, x, confidence, widening);
  if (!set || set->a >= 0.0 || set->c <= 0.0) return std::nullopt;
  // a < 0 < c: the roots have opposite signs, and what lies outside them is in the set
  return (set->b - std::sqrt(set->inside())) / set->a;
}

Measured share_of(Index count, Index of) {
  const auto n = static_cast<double>(of), k = static_cast<double>(count);
  if (of < 2) return {k / std::max(n, 1.0), nan};
  const double nudged = (k + 2.0) / (n + 4.0);
  return {k / n, std::sqrt(nudged * (1.0 - nudged) / (n + 4.0))};
}

std::vector<IncrementalRow> incremental_table(const Vector& cost, const Vector& effect) {
  return table_of_means(cost, effect);
}

std::vector<IncrementalRow> incremental_table(const Draws& draws, double confidence) {
  std::vector<IncrementalRow> rows = table_of_means(means_of(draws.cost), means_of(draws.effect));
  for (IncrementalRow& row : rows) {
    row.cost.standard_error = standard_error_of(draws, draws.cost.col(row.strategy));
    row.effect.standard_error = standard_error_of(draws, draws.effect.col(row.strategy));
    if (row.status == FrontierStatus::dominated) {
      const Vector cost = draws.cost.col(row.strategy) - draws.cost.col(row.by[0]);
      const Vector effect = draws.effect.col(row.strategy) - draws.effect.col(row.by[0]);
      row.beyond_cost = {cost.mean(), standard_error_of(draws, cost)};
      row.beyond_effect = {effect.mean(), standard_error_of(draws, effect)};
    }
    if (!row.against) continue;
    const Vector more_cost = draws.cost.col(row.strategy) - draws.cost.col(*row.against);
    const Vector more_effect = draws.effect.col(row.strategy) - draws.effect.col(*row.against);
    row.more_cost.standard_error = standard_error_of(draws, more_cost);
    row.more_effect.standard_error = standard_error_of(draws, more_effect);
    row.interval = fieller(units_of(draws, more_cost), units_of(draws, more_effect), confidence, draws.widening);
  }
  return rows;
}

}  // namespace tenure::analysis::decision
