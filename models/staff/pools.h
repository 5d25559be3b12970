// Staff as the engine knows it: a strategy's pools become the engine's pool specifications.
//
//   servers, plan, shifts   one group of seats per shift, each with its dated head counts
//   live pools              a request outside working hours is answered "closed" at once; open ones wait
//   priorities              0 (first) to 9
//   quality, speed          log-normal between servers with mean 1 and the stated coefficient of variation
//   ramp                    speed grows linearly from ramp_start to 1, quality from ramp_quality to 1
//   overload                lasting load above overload_from harms quality and drives servers away (sim/pool/overload.h)
//   overflow                a book without server overflows at once where there is a pool to overflow to
//   accounts                statistics are kept per (touchpoint, segment): hours worked go to whom they were worked for
#pragma once

#include <memory>

#include "models/scenario/scenario.h"
#include "sim/pool/pool_spec.h"
#include "sim/time/working_calendar.h"

namespace tenure::models {

inline constexpr std::uint8_t kPriorities = 10;

/// The calendar of opening hours (index into scenario.hours); null for no_index: round the clock.
std::shared_ptr<const sim::WorkingCalendar> calendar(const Scenario& scenario, int hours);

/// The specification of `pool`, one of `strategy.pools`.  Throws sim::ContractError when live and open contacts share it.
sim::PoolSpec pool_spec(const Scenario& scenario, const Strategy& strategy, const Pool& pool);

}  // namespace tenure::models
