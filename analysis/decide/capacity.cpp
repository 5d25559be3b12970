#include "analysis/decide/capacity.h"

#include <cmath>
#include <limits>

namespace tenure::analysis::decision {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// Mean over the replications that have a value.
double mean_of(const ResultSet& results, const char* name, std::size_t pool, std::size_t month, Index strategy) {
  const ResultVariable* variable = results.variable(name);
  if (!variable || variable->dims != std::vector<std::string>{"pool", "month"}) return nan;
  const std::size_t months = results.dimension("month")->size();
  const Vector values = base_rows(results, *variable, pool * months + month).col(strategy);
  double sum = 0.0;
  int count = 0;
  for (const double value : values) {
    if (std::isnan(value)) continue;
    sum += value;
    ++count;
  }
  return count > 0 ? sum / count : nan;
}

void find_shortage(PoolPlan& plan) {
  const auto missed = [](const PoolMonth& month) { return month.missed_share > too_many_missed; };
  const auto is_short = [&](const PoolMonth& month) { return missed(month) || month.utilisation > too_busy; };
  for (std::size_t m = 0; m + 1 < plan.months.size(); ++m) {
    if (!is_short(plan.months[m]) || !is_short(plan.months[m + 1])) continue;
    plan.short_from = static_cast<int>(m) + 1;
    plan.by_missed = missed(plan.months[m]);
    return;
  }
}

}  // namespace

std::vector<PoolPlan> capacity_of(const ResultSet& results, Index strategy) {
  std::vector<PoolPlan> plans;
  const Dimension *pools = results.dimension("pool"), *month = results.dimension("month");
  if (!pools || !month) return plans;
  for (std::size_t q = 0; q < pools->size(); ++q) {
    PoolPlan plan{pools->labels[q], results.display_label("pool", q), {}, {}, false};
    bool exists = false;
    for (std::size_t m = 0; m < month->size(); ++m) {
      const auto of = [&](const char* name) { return mean_of(results, name, q, m, strategy); };
      PoolMonth one{of("pool_servers"), of("pool_utilisation"), nan, of("pool_mean_response"), of("pool_hires"), of("pool_leavers")};
      const double requests = of("pool_requests");
      if (requests > 0.0) one.missed_share = of("pool_missed") / requests;
      exists = exists || std::isfinite(one.servers);
      plan.months.push_back(one);
    }
    if (!exists) continue;
    find_shortage(plan);
    plans.push_back(std::move(plan));
  }
  return plans;
}

}  // namespace tenure::analysis::decision
