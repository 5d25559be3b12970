// What an engine's calendar offers to a staffed pool.
//
//   completion(Tick, Record*)           call complete(record) then
//   deadline(Tick, Record*)             call deadline(record, generation) then; may be stale, the pool knows
//   wake(Tick, StaffedPool&)            call wake then, if it is still wake_at()
//   answered(Record*, Tick end)         the record is done; outcome, start, end are in it
//   handed_over(Record*, Tick time)     it enters the pool it now names at `time`
//   dropped(Record*)                    nobody waits for an answer: the record may be given back
//   lag()                               what handing over takes
#pragma once

#include <concepts>

#include "sim/pool/record.h"
#include "sim/time/tick.h"

namespace tenure::sim {

/// What the calendar a pool is handed must offer.
template <class C, class Pool>
concept PoolCalendar = requires(C& c, Pool& pool, Record* r, Tick t) {
  c.completion(t, r);
  c.deadline(t, r);
  c.wake(t, pool);
  c.answered(r, t);
  c.handed_over(r, t);
  c.dropped(r);
  { c.lag() } -> std::convertible_to<Tick>;
};

}  // namespace tenure::sim
