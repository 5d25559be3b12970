#include "models/scenario/without.h"

#include <algorithm>
#include <limits>

namespace tenure::models {
namespace {

/// The pool that answers at once: one server who is always there and takes no time.
constexpr const char* kAtOnce = "@at_once";

/// Sets a number to 0; was it another one?
bool clear(Quantity& quantity) {
  const bool had = quantity.value != 0.0;
  quantity = Quantity{};
  return had;
}

template <class List>
bool clear_list(List& list) {
  const bool had = !list.empty();
  list.clear();
  return had;
}

bool overload(Pool& pool) {
  const bool quality = clear(pool.overload_quality), leaving = clear(pool.overload_leaving);
  return quality || leaving;
}

bool turnover(Pool& pool) {
  const bool attrition = clear(pool.attrition);
  if (attrition) pool.overload_leaving = Quantity{};  // it multiplies a hazard of nothing
  return attrition;
}

bool by_staff(const Touchpoint& t) { return t.delivery == Delivery::pool; }

/// Sends every contact by staff to the pool that answers at once.
bool waiting(Strategy& strategy, std::size_t segments) {
  if (std::none_of(strategy.touchpoints.begin(), strategy.touchpoints.end(), by_staff)) return false;
  const auto pool = static_cast<int>(strategy.pools.size());
  Pool at_once;
  at_once.name = at_once.label = kAtOnce;
  at_once.servers = 1;
  at_once.ramp_start = Quantity{1.0, no_index, no_index};
  strategy.pools.push_back(std::move(at_once));
  Distribution no_work, no_limit;
  no_limit.a.value = std::numeric_limits<double>::infinity();
  for (Touchpoint& t : strategy.touchpoints) {
    if (!by_staff(t)) continue;
    t.pool = pool;
    t.mode = RequestMode::open;
    t.work.assign(segments, no_work);
    t.patience.assign(segments, no_limit);
  }
  return true;
}

bool effects(Strategy& strategy) {
  bool had = clear_list(strategy.scales);
  const auto drop = [&](auto& list) { had = clear_list(list) || had; };
  for (Touchpoint& t : strategy.touchpoints) {
    drop(t.done);
    drop(t.missed);
    drop(t.resolution.unresolved);
    drop(t.leads_to);
    drop(t.experience);
    drop(t.missed_experience);
    drop(t.unresolved_experience);
  }
  for (SelfService& s : strategy.self_services) {
    drop(s.failed);
    drop(s.experience);
    drop(s.failed_experience);
  }
  for (Pool& pool : strategy.pools) drop(pool.handover);
  return had;
}

}  // namespace

bool switch_off(Scenario& scenario, Mechanism mechanism) {
  bool had = false;
  const auto each_pool = [&](auto&& fn) {
    for (Strategy& s : scenario.strategies)
      for (Pool& pool : s.pools) had = fn(pool) || had;
  };
  switch (mechanism) {
    case Mechanism::overload: each_pool(overload); break;
    case Mechanism::handovers: each_pool([](Pool& pool) { return clear_list(pool.handover); }); break;
    case Mechanism::turnover:
      each_pool(turnover);
      for (Event& e : scenario.events) {
        had = had || e.servers_lost > 0;
        e.servers_lost = 0;
      }
      break;
    case Mechanism::missed:
      scenario.serves_missed = true;
      for (const Strategy& s : scenario.strategies) had = had || std::any_of(s.touchpoints.begin(), s.touchpoints.end(), by_staff);
      break;
    case Mechanism::waiting:
      for (Strategy& s : scenario.strategies) had = waiting(s, scenario.segments.size()) || had;
      break;
    case Mechanism::effects:
      for (Strategy& s : scenario.strategies) had = effects(s) || had;
      break;
  }
  return had;
}

}  // namespace tenure::models
