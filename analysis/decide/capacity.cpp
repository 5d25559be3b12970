#include "analysis/decide/capacity.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/decide/words.h"

namespace tenure::analysis::decision {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// Values of a pool's measure under one strategy: [replication, month]; NaN where there is none.
Matrix by_month(const ResultSet& results, const char* name, std::size_t pool, Index strategy) {
  const auto months = static_cast<Index>(results.dimension("month")->size());
  const ResultVariable* variable = results.variable(name);
  if (!variable || variable->dims != std::vector<std::string>{"pool", "month"})
    return Matrix::Constant(base_units(results), months, nan);
  Matrix values(base_units(results), months);
  for (Index m = 0; m < months; ++m)
    values.col(m) = base_rows(results, *variable, pool * static_cast<std::size_t>(months) + static_cast<std::size_t>(m)).col(strategy);
  return values;
}

/// Those that exist.
Vector existing(const Vector& values) {
  Vector kept(values.size());
  Index count = 0;
  for (const double value : values)
    if (!std::isnan(value)) kept(count++) = value;
  return kept.head(count);
}

Measured mean_of(const Vector& values, double widening) {
  const Vector kept = existing(values);
  if (kept.size() == 0) return {nan, nan};
  return {kept.mean(), standard_errors_of(kept, {kept.size(), Luck::own, widening})(0)};
}

/// What one limit is about: values that are compared with it month by month.
struct Watched {
  Matrix value, base;  ///< [replication, month]; the level of months is sum of value / sum of base
  double limit;
  bool by_missed;
  double widening;  ///< of standard errors

  Index months() const { return value.cols(); }
  /// Level of the months [from, to], and its excess over the limit in units of the base.
  std::pair<Measured, Measured> over(Index from, Index to) const {
    const Vector sum = value.middleCols(from, to - from + 1).rowwise().sum(), of = base.middleCols(from, to - from + 1).rowwise().sum();
    const Vector apart = existing(sum - limit * of);
    const double whole = existing(of).sum();
    if (apart.size() == 0 || !(whole > 0.0)) return {{nan, nan}, {nan, nan}};
    const double level = existing(sum).sum() / whole;
    // of a ratio: the residuals' error over the mean of the base
    const Vector residual = existing(sum - level * of);
    const double per_unit = static_cast<double>(residual.size()) / whole;
    return {{level, standard_errors_of(residual, {residual.size(), Luck::own, widening})(0) * per_unit}, mean_of(apart, widening)};
  }
  bool beyond(Index month) const { return over(month, month).first.mean > limit; }
};

void find_shortages(PoolPlan& plan, const std::vector<Watched>& limits, double look_confidence) {
  std::vector<Shortage> suspected;
  for (const Watched& watched : limits) {
    const Index wide = std::min<Index>(sustained_months, watched.months());
    Index shown_to = -1;  // last month of the shortage that is being put together
    Index run = 0;
    for (Index m = 0; m < watched.months(); ++m) {
      run = watched.beyond(m) ? run + 1 : 0;
      if (run < wide) continue;
      const Index from = m - wide + 1;
      const Measured excess = watched.over(from, m).second;
      if (!(excess.mean > 0.0 && clear_of_zero(excess, plan.replications, look_confidence)) && excess.standard_error != 0.0) {
        suspected.push_back({static_cast<int>(m - run) + 2, static_cast<int>(m) + 1, watched.by_missed, {}});
        continue;
      }
      if (shown_to >= from - 1 && !plan.shortages.empty() && plan.shortages.back().by_missed == watched.by_missed) {
        plan.shortages.back().to = static_cast<int>(m) + 1;
      } else {
        plan.shortages.push_back({static_cast<int>(from) + 1, static_cast<int>(m) + 1, watched.by_missed, {}});
      }
      shown_to = m;
    }
    for (Shortage& shortage : plan.shortages)
      if (shortage.by_missed == watched.by_missed) shortage.level = watched.over(shortage.from - 1, shortage.to - 1).first;
    for (Shortage& shortage : suspected)
      if (shortage.by_missed == watched.by_missed) shortage.level = watched.over(shortage.from - 1, shortage.to - 1).first;
  }
  std::stable_sort(plan.shortages.begin(), plan.shortages.end(), [](const Shortage& a, const Shortage& b) { return a.from < b.from; });
  if (!plan.shortages.empty()) {
    plan.short_from = plan.shortages.front().from;
    plan.by_missed = plan.shortages.front().by_missed;
  } else if (!suspected.empty()) {
    plan.suspected = *std::max_element(suspected.begin(), suspected.end(),
                                       [](const Shortage& a, const Shortage& b) { return a.to - a.from < b.to - b.from; });
  }
}

}  // namespace

std::vector<PoolPlan> capacity_of(const ResultSet& results, Index strategy, double confidence) {
  std::vector<PoolPlan> plans;
  const Dimension *pools = results.dimension("pool"), *month = results.dimension("month");
  if (!pools || !month) return plans;
  std::vector<std::vector<Watched>> limits;
  const double widening = base_layout(results).widening;
  for (std::size_t q = 0; q < pools->size(); ++q) {
    const auto of = [&](const char* name) { return by_month(results, name, q, strategy); };
    const Matrix servers = of("pool_servers"), busy = of("pool_utilisation"), response = of("pool_mean_response"), hires = of("pool_hires"),
                 leavers = of("pool_leavers"), requests = of("pool_requests"), missed = of("pool_missed"), waiting = of("pool_queue_length");
    if (!(servers.array() == servers.array()).any()) continue;  // NaN throughout: the strategy has no such pool
    PoolPlan plan;
    plan.pool = pools->labels[q];
    plan.label = results.display_label("pool", q);
    plan.replications = base_units(results);
    plan.unit_word = base_units_word(results);
    // months off duty have no utilisation; one that is missing is left out of its window, with its place in the base
    Matrix on_duty = busy.unaryExpr([](double x) { return std::isnan(x) ? 0.0 : 1.0; });
    limits.push_back({{busy.unaryExpr([](double x) { return std::isnan(x) ? 0.0 : x; }), std::move(on_duty), too_busy, false, widening},
                      {missed, requests, too_many_missed, true, widening}});
    for (Index m = 0; m < static_cast<Index>(month->size()); ++m) {
      const Measured used = mean_of(busy.col(m), widening), lost = limits.back()[1].over(m, m).first;
      PoolMonth one;
      one.servers = mean_of(servers.col(m), widening).mean;
      one.utilisation = used.mean;
      one.utilisation_error = used.standard_error;
      one.missed_share = lost.mean;
      one.missed_error = lost.standard_error;
      one.response = mean_of(response.col(m), widening).mean;
      one.backlog = mean_of(waiting.col(m), widening).mean;
      one.hires = mean_of(hires.col(m), widening).mean;
      one.leavers = mean_of(leavers.col(m), widening).mean;
      plan.months.push_back(one);
    }
    plans.push_back(std::move(plan));
  }
  const auto windows = static_cast<double>(std::max<std::size_t>(1, month->size() - std::min<std::size_t>(month->size(), sustained_months - 1)));
  for (std::size_t p = 0; p < plans.size(); ++p) {
    // one-sided looks at two limits
    plans[p].look_confidence = 1.0 - (1.0 - confidence) / (windows * static_cast<double>(plans.size()));
    find_shortages(plans[p], limits[p], plans[p].look_confidence);
  }
  return plans;
}

}  // namespace tenure::analysis::decision
