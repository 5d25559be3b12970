#include "models/scenario/today.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>

#include "models/scenario/mixture.h"

namespace tenure::models {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

template <class T>
int find_named(const std::vector<T>& list, const std::string& name) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const T& one) { return one.name == name; });
  return found == list.end() ? no_index : static_cast<int>(found - list.begin());
}

int planned(int servers, const std::vector<HeadcountStep>& plan, Tick t) {
  Tick latest = kAlways;
  for (const HeadcountStep& step : plan)
    if (step.at <= t && step.at >= latest) {
      servers = step.servers;
      latest = step.at;
    }
  return servers;
}

/// What a platform is worth from the start on: it stands already when today's strategy has built it.
bool stands(const Strategy* today, const Platform& platform) {
  if (today == nullptr) return false;
  const int own = find_named(today->platforms, platform.name);
  return own != no_index && today->platforms[at(own)].at <= 0;
}

/// Dates touchpoints by the platforms that they need, and marks those platforms that stand already.
void settle_platforms(Strategy& strategy, const Strategy* today) {
  for (Platform& platform : strategy.platforms)
    if (stands(today, platform)) {
      platform.build = Quantity{};
      platform.build_time = 0;
      platform.at = std::min<Tick>(platform.at, 0);
    }
  const auto date = [&](auto& list) {
    for (auto& one : list) {
      if (one.needs == no_index) continue;
      const Platform& platform = strategy.platforms[at(one.needs)];
      if (!stands(today, platform)) one.from = std::max(one.from, platform.at + platform.build_time);
    }
  };
  date(strategy.touchpoints);
  date(strategy.self_services);
}

/// The same contact; which channel it is counted under changes nothing of it.
bool same_contact(Touchpoint one, const Touchpoint& other) {
  one.channel = other.channel;
  return one == other;
}

/// The same self-service, on the same platform or none.
bool same_help(SelfService one, SelfService other, const Strategy& strategy, const Strategy& today) {
  const auto platform = [](const SelfService& s, const Strategy& of) {
    return s.needs == no_index ? std::string() : of.platforms[at(s.needs)].name;
  };
  if (platform(one, strategy) != platform(other, today)) return false;
  one.needs = other.needs = no_index;
  one.channel = other.channel;
  return one == other;
}

/// Scales whose beginning nobody dates hold before 0 as well.
void begin_before(Strategy& strategy) {
  for (Scale& scale : strategy.scales)
    if (scale.from <= 0) scale.from = kAlways;
}

/// People who change from one team to another at 0: [pool] those who come less those who go.  Teams take over in the order of their
/// names, wherever they stand in the file.
std::vector<int> moves(const std::vector<Pool>& out, const std::vector<Pool>& own, const std::vector<Pool>& todays) {
  std::vector<int> moved(out.size(), 0), gone(out.size(), 0);
  const auto at_start = [](const std::vector<Pool>& list, const std::string& name) {
    const int p = find_named(list, name);
    return p == no_index ? 0 : planned(list[at(p)].servers, list[at(p)].plan, 0);
  };
  std::vector<std::size_t> order(own.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return own[a].name < own[b].name; });
  for (const std::size_t q : order) {
    const std::string& from = own[q].takes_over;
    if (from.empty()) continue;
    const int source = find_named(out, from);
    if (source == no_index) continue;
    const int free = at_start(todays, from) - at_start(own, from) - gone[at(source)];
    const int wanted = at_start(own, own[q].name) - at_start(todays, own[q].name);
    const int n = std::max(0, std::min(free, wanted));
    moved[q] += n;
    moved[at(source)] -= n;
    gone[at(source)] += n;
  }
  return moved;
}

void join_staff(Pool& pool, const Pool* own, const Pool* today, int moved) {
  const Tick hire_delay = pool.hire_delay, notice = pool.notice;
  if (pool.kind != PoolKind::staffed) {
    pool.servers = own ? own->servers : 0;
    pool.places_before = today ? today->servers : 0;
    return;
  }
  if (pool.shifts.empty()) {
    static const std::vector<HeadcountStep> none;
    const int before = today ? today->servers : 0;
    pool.plan = head_counts_after_today(own ? own->servers : 0, own ? own->plan : none, before, today ? today->plan : none,
                                        hire_delay, notice, moved);
    pool.servers = before;
    return;
  }
  const auto count = [](const Pool* p, int hours) {
    int servers = 0;
    if (p != nullptr)
      for (const Shift& shift : p->shifts)
        if (shift.hours == hours) servers += shift.servers;
    return servers;
  };
  std::vector<Shift> shifts;  // of both, each once
  for (const Pool* p : {own, today}) {
    if (p == nullptr) continue;
    for (const Shift& shift : p->shifts) {
      if (std::any_of(shifts.begin(), shifts.end(), [&](const Shift& s) { return s.hours == shift.hours; })) continue;
      const int before = count(today, shift.hours);
      shifts.push_back({shift.hours, before,
                        head_counts_after_today(count(own, shift.hours), {}, before, {}, hire_delay, notice)});
    }
  }
  pool.shifts = std::move(shifts);
}

}  // namespace

std::vector<HeadcountStep> head_counts_after_today(int servers, const std::vector<HeadcountStep>& plan, int today_servers,
                                                   const std::vector<HeadcountStep>& today_plan, Tick hire_delay, Tick notice,
                                                   int moved) {
  std::vector<Tick> dates = {0, hire_delay, notice};
  for (const auto* steps : {&plan, &today_plan})
    for (const HeadcountStep& step : *steps) dates.push_back(step.at);
  std::sort(dates.begin(), dates.end());
  dates.erase(std::unique(dates.begin(), dates.end()), dates.end());
  std::vector<HeadcountStep> out;
  int now = today_servers;
  for (const Tick t : dates) {
    const int today = std::max(0, planned(today_servers, today_plan, t) + (t < 0 ? 0 : moved));
    int count = t < 0 ? today : planned(servers, plan, t);
    if (t < hire_delay) count = std::min(count, today);
    if (t < notice) count = std::max(count, today);
    if (count != now) out.push_back({t, count, t == 0 ? std::abs(moved) : 0});
    now = count;
  }
  return out;
}

namespace {

/// Pools of a strategy after those of today's: the strategy's own, then those that only today's strategy has.  `place` is where
/// each of today's is.
std::vector<Pool> join_pools(const std::vector<Pool>& own, const std::vector<Pool>& todays, std::vector<int>& place) {
  std::vector<Pool> out = own;
  for (const Pool& pool : todays) {
    int to = find_named(out, pool.name);
    if (to == no_index) {
      to = static_cast<int>(out.size());
      out.push_back(pool);
    }
    place.push_back(to);
  }
  const std::vector<int> moved = moves(out, own, todays);
  for (std::size_t q = 0; q < out.size(); ++q) {
    Pool& pool = out[q];
    const int before = find_named(todays, pool.name);
    pool.wound_up = q >= own.size();
    if (q >= own.size() && pool.overflow_pool != no_index) pool.overflow_pool = place[at(pool.overflow_pool)];
    join_staff(pool, q < own.size() ? &own[q] : nullptr, before == no_index ? nullptr : &todays[at(before)], moved[q]);
  }
  return out;
}

/// A strategy after today's.  `standing` says which platforms stand: today's strategy, or the mixture of which it is a part.
Strategy after(const Strategy& own, Strategy today, const Strategy& standing) {
  Strategy out = own;
  const Strategy plain = today;
  std::vector<int> place;  // [pool of today's strategy]
  out.pools = join_pools(own.pools, plain.pools, place);

  // touchpoints: what both plan alike goes on; the rest of today's ends at 0, and the rest of the strategy's begins then
  std::vector<Touchpoint> raw = plain.touchpoints;
  for (Touchpoint& t : raw) {
    if (t.pool != no_index) t.pool = place[at(t.pool)];
    if (t.needs != no_index) t.needs = find_named(out.platforms, plain.platforms[at(t.needs)].name);
  }
  const std::vector<Touchpoint> stated = out.touchpoints;
  settle_platforms(out, &standing);
  settle_platforms(today, &standing);
  std::vector<char> goes_on(raw.size(), 0);
  for (std::size_t i = 0; i < stated.size(); ++i) {
    Touchpoint& t = out.touchpoints[i];
    if (t.trigger == TriggerKind::recurrence) continue;  // a demand is the world's
    const int before = find_named(raw, t.name);
    if (before != no_index && same_contact(stated[i], raw[at(before)])) {
      goes_on[at(before)] = 1;
      t.from = today.touchpoints[at(before)].from;
    } else {
      t.from = std::max<Tick>(t.from, 0);
    }
  }
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (goes_on[i] || raw[i].trigger == TriggerKind::recurrence) continue;
    Touchpoint t = raw[i];
    t.from = today.touchpoints[i].from;
    t.until = std::min<Tick>(t.until, 0);
    t.needs = no_index;
    if (t.from < t.until) out.touchpoints.push_back(std::move(t));
  }

  // self-service: what stays as it is goes on; else today's until 0, the strategy's from then on
  std::vector<char> help_goes_on(today.self_services.size(), 0);
  for (SelfService& one : out.self_services) {
    const int before = find_named(today.self_services, one.name);
    if (before != no_index && same_help(one, today.self_services[at(before)], out, today)) {
      help_goes_on[at(before)] = 1;
      one.from = today.self_services[at(before)].from;
    } else {
      one.from = std::max<Tick>(one.from, 0);
    }
  }
  for (std::size_t i = 0; i < today.self_services.size(); ++i) {
    if (help_goes_on[i]) continue;
    SelfService one = today.self_services[i];
    one.until = std::min<Tick>(one.until, 0);
    one.needs = no_index;
    if (one.from < one.until) out.self_services.push_back(std::move(one));
  }

  for (Scale& scale : out.scales) scale.from = std::max<Tick>(scale.from, 0);
  begin_before(today);
  for (Scale scale : today.scales) {
    scale.until = std::min<Tick>(scale.until, 0);
    if (scale.from < scale.until) out.scales.push_back(std::move(scale));
  }
  return out;
}

/// The same segment by segment, where one of both is a mixture: each part after the part of today's that its segments meet.
Strategy after_by_segment(const Strategy& own, const Strategy& today, std::size_t segments) {
  const auto part_of = [](const Strategy& s, std::size_t g) -> const Strategy& {
    return s.parts.empty() ? s : s.parts[at(s.part[g])];
  };
  std::vector<std::pair<const Strategy*, const Strategy*>> pairs;
  std::vector<Strategy> parts;
  PerSegment<int> part;
  for (std::size_t g = 0; g < segments; ++g) {
    const std::pair pair{&part_of(own, g), &part_of(today, g)};
    const auto known = std::find(pairs.begin(), pairs.end(), pair);
    part.push_back(static_cast<int>(known - pairs.begin()));
    if (known != pairs.end()) continue;
    pairs.push_back(pair);
    parts.push_back(after(*pair.first, *pair.second, today));
  }
  Strategy out = own;
  std::vector<int> place;
  out.pools = join_pools(own.pools, today.pools, place);
  settle_platforms(out, &today);
  out.touchpoints.clear();
  out.self_services.clear();
  out.scales.clear();
  out.flows.clear();
  lay_side_by_side(out, parts, part);
  return out;
}

}  // namespace

Strategy strategy_in_force(const Scenario& scenario, int strategy) {
  const Strategy& own = scenario.strategies[at(strategy)];
  if (!scenario.today) {
    Strategy out = own;
    settle_platforms(out, nullptr);
    return out;
  }
  const Strategy& today = scenario.strategies[at(scenario.today->strategy)];
  if (strategy == scenario.today->strategy) {
    Strategy out = own;
    settle_platforms(out, &own);
    begin_before(out);
    return out;
  }
  if (own.parts.empty() && today.parts.empty()) return after(own, today, today);
  return after_by_segment(own, today, scenario.segments.size());
}

}  // namespace tenure::models
