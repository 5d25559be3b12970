#include "models/scenario/expected_work.h"

#include <algorithm>
#include <limits>

#include "models/plan/law.h"

namespace tenure::models {
namespace {

constexpr int kPoints = 64;

std::size_t at(int index) { return static_cast<std::size_t>(index); }

double days_of(Tick t) { return sim::in_units(t, sim::kDay); }

/// A segment's attributes: what they are on average, and of a middling customer.
class Customers {
 public:
  Customers(const Scenario& scenario, std::size_t g)
      : segment_(scenario.segments[g]), unknown_(segment_.attributes.size(), std::numeric_limits<double>::quiet_NaN()) {
    for (const Distribution& d : segment_.attributes) {
      const LawPlan law = plan_law(d, unknown_);
      middling_.push_back(quantile(law, 0.5, middling_));
      mean_.push_back(mean_over(law, mean_));
    }
    const double horizon = days_of(scenario.time.horizon);
    coming_ = number(segment_.arrivals) * horizon;
    present_ = number(segment_.customers) + 0.5 * coming_;
  }

  double number(const Quantity& q) const { return number_of(plan_number(q, unknown_), mean_); }
  double mean(const Distribution& d) const { return mean_over(plan_law(d, unknown_), middling_); }
  double present() const { return present_; }
  double ever() const { return number(segment_.customers) + coming_; }

  double eligible(const Touchpoint& t) const {
    if (t.eligible_attribute == no_index) return 1.0;
    const LawPlan law = plan_law(segment_.attributes[at(t.eligible_attribute)], unknown_);
    if (is_constant(law)) return t.at_least <= law.a.value && law.a.value < t.below ? 1.0 : 0.0;
    return share_below(law, t.below, mean_) - share_below(law, t.at_least, mean_);
  }

 private:
  static double mean_over(const LawPlan& law, const std::vector<double>& attributes) {
    double sum = 0.0;
    for (int i = 0; i < kPoints; ++i) sum += quantile(law, (i + 0.5) / kPoints, attributes);
    return sum / kPoints;
  }

  const Segment& segment_;
  std::vector<double> unknown_, mean_, middling_;
  double present_ = 0.0, coming_ = 0.0;
};

double contacts_a_day(const Scenario& scenario, const Strategy& strategy, std::size_t i, std::size_t g, const Customers& c) {
  const Touchpoint& t = strategy.touchpoints[i];
  const double eligible = c.eligible(t);
  switch (t.trigger) {
    case TriggerKind::cadence: return t.every[g] > 0 ? c.present() * eligible / days_of(t.every[g]) : 0.0;
    case TriggerKind::entry: return c.ever() * eligible / days_of(scenario.time.horizon);
    case TriggerKind::recurrence: break;
  }
  double asked = c.present() * eligible * c.number(t.rate[g]);
  for (const SelfService& one : strategy.self_services)
    if (one.enabled[g] != 0 && std::find(one.demands.begin(), one.demands.end(), static_cast<int>(i)) != one.demands.end())
      asked *= 1.0 - c.number(one.tried[g]) * c.number(one.resolved[g]);
  return asked;
}

}  // namespace

std::vector<PerSegment<double>> expected_work(const Scenario& scenario, const Strategy& strategy) {
  const std::size_t segments = scenario.segments.size(), pools = strategy.pools.size();
  std::vector<PerSegment<double>> out(pools, PerSegment<double>(segments, 0.0));
  for (std::size_t g = 0; g < segments; ++g) {
    const Customers customers(scenario, g);
    for (std::size_t i = 0; i < strategy.touchpoints.size(); ++i) {
      const Touchpoint& t = strategy.touchpoints[i];
      if (t.delivery != Delivery::pool || t.pool == no_index || t.enabled[g] == 0) continue;
      const bool staffed = strategy.pools[at(t.pool)].kind == PoolKind::staffed;
      out[at(t.pool)][g] +=
          contacts_a_day(scenario, strategy, i, g, customers) * (staffed ? customers.mean(t.work[g]) : 1.0);
    }
  }
  const auto idle = [&](std::size_t q) { return std::all_of(out[q].begin(), out[q].end(), [](double w) { return w == 0.0; }); };
  for (std::size_t round = 0; round < pools; ++round) {  // along chains of overflow
    const std::vector<PerSegment<double>> before = out;
    for (std::size_t q = 0; q < pools; ++q) {
      if (!idle(q)) continue;
      for (std::size_t from = 0; from < pools; ++from)
        if (strategy.pools[from].overflow_pool == static_cast<int>(q))
          for (std::size_t g = 0; g < segments; ++g) out[q][g] += before[from][g];
    }
  }
  return out;
}

}  // namespace tenure::models
