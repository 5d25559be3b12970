#include "models/staff/pools.h"

#include <algorithm>
#include <optional>

#include "sim/base/contract.h"
#include "sim/time/civil_date.h"
#include "sim/time/working_calendar.h"

namespace tenure::models {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

}  // namespace

std::shared_ptr<const sim::WorkingCalendar> calendar(const Scenario& scenario, int hours) {
  if (hours == no_index) return nullptr;
  const TimeSettings& time = scenario.time;
  const sim::Timeline timeline({time.start_year, time.start_month, time.start_day});
  const Hours& from = scenario.hours[at(hours)];
  sim::WeekPattern week;
  for (const Hours::Span& span : from.week) week.add(static_cast<sim::Weekday>(span.weekday), {span.from, span.to});
  std::vector<sim::CivilDate> holidays;
  for (const Tick midnight : from.holidays) holidays.push_back(timeline.date_of(midnight));
  return std::make_shared<const sim::WorkingCalendar>(week, timeline, holidays);
}

namespace {

/// The mode of the contacts that ask this pool; a pool that nobody asks takes open ones.
sim::Mode mode_of(const Strategy& strategy, const Pool& pool) {
  if (pool.kind != PoolKind::staffed) return sim::Mode::live;
  std::optional<RequestMode> mode;
  const auto index = static_cast<int>(&pool - strategy.pools.data());
  for (const Touchpoint& t : strategy.touchpoints) {
    if (t.delivery != Delivery::pool || t.pool != index) continue;
    TENURE_ENSURE(!mode || *mode == t.mode, "live and open contacts cannot share pool " + pool.name);
    mode = t.mode;
  }
  if (!mode)  // only overflow reaches it
    for (const Pool& other : strategy.pools)
      if (other.overflow_pool == index && &other != &pool) return mode_of(strategy, other);
  return mode == RequestMode::live ? sim::Mode::live : sim::Mode::open;
}

sim::Clock clock_of(WorkClock clock) { return clock == WorkClock::wall ? sim::Clock::wall : sim::Clock::working; }

}  // namespace

sim::PoolSpec pool_spec(const Scenario& scenario, const Strategy& strategy, const Pool& pool) {
  sim::PoolSpec spec;
  spec.name = pool.name;
  spec.mode = mode_of(strategy, pool);
  spec.accounts = static_cast<std::uint32_t>(std::max<std::size_t>(1, strategy.touchpoints.size() * scenario.segments.size()));
  spec.hours = calendar(scenario, pool.hours);
  switch (pool.kind) {
    case PoolKind::staffed: spec.kind = sim::PoolKind::staffed; break;
    case PoolKind::slots: spec.kind = sim::PoolKind::slot_book; break;
    case PoolKind::capacity: spec.kind = sim::PoolKind::capacity; break;
  }
  if (pool.kind != PoolKind::staffed) {
    spec.places = pool.servers;
    spec.places_before = pool.places_before;
    if (pool.slot_length > 0) spec.slot = pool.slot_length;
    return spec;
  }

  if (pool.shifts.empty()) {
    sim::SeatGroup group;
    group.plan.push_back({scenario.begin(), pool.servers});
    for (const HeadcountStep& step : pool.plan) group.plan.push_back({step.at, step.servers, step.moved});
    std::stable_sort(group.plan.begin(), group.plan.end(),
                     [](const sim::PlanStep& a, const sim::PlanStep& b) { return a.from < b.from; });
    spec.groups.push_back(std::move(group));
  } else {
    TENURE_ENSURE(pool.plan.empty(), "a pool has either shifts or a dated plan: " + pool.name);
    for (const Shift& shift : pool.shifts) {
      sim::SeatGroup group{calendar(scenario, shift.hours), {{scenario.begin(), shift.servers}}};
      for (const HeadcountStep& step : shift.plan) group.plan.push_back({step.at, step.servers});
      spec.groups.push_back(std::move(group));
    }
  }
  spec.priorities = kPriorities;
  spec.sitting = pool.sitting > 0 ? pool.sitting : sim::kNever;
  spec.after_hours = pool.overtime ? sim::AfterHours::overtime : sim::AfterHours::pause;
  spec.when_closed = spec.mode == sim::Mode::live ? sim::WhenClosed::answer : sim::WhenClosed::wait;
  spec.shrinkage = pool.shrinkage.value;
  spec.quality = {1.0, pool.quality_sd.value, sim::SpreadLaw::log_normal};
  spec.speed = {1.0, pool.speed_sd.value, sim::SpreadLaw::log_normal};
  const bool ramps = pool.ramp > 0;
  spec.ramp = {ramps ? pool.ramp_start.value : 1.0, ramps ? pool.ramp_quality.value : 1.0, pool.ramp,
               sim::RampShape::linear};
  spec.overload = {pool.overload_from.value, pool.overload_quality.value, pool.overload_leaving.value,
                   pool.overload_memory};
  spec.books = pool.books;
  spec.overflow.pool = pool.overflow_pool;
  spec.overflow.after = pool.overflow_after;
  spec.overflow.clock = clock_of(pool.overflow_clock);
  spec.overflow.vacant = pool.overflow_pool >= 0 ? sim::VacantBook::overflow : sim::VacantBook::wait;
  spec.leave_rate = pool.attrition.value;
  spec.notice = pool.notice;
  spec.hire_delay = pool.hire_delay;
  for (const Event& e : scenario.events)
    if (e.pool == pool.name && e.servers_lost > 0) spec.losses.push_back({e.at, e.servers_lost});
  return spec;
}

}  // namespace tenure::models
