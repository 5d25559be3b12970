// What a pool is: staffed pools, slot books and capacities, as plain data.
//
// A staffed pool has seats. Seats come in groups that share a shift (a working calendar) and a headcount plan; a seat is
// held by one occupant after another. Who waits is served by priority, then first come, first served; whoever has been
// idle longest takes the next request. With books, a request names the seat whose book its author is in and waits for
// that seat alone; it may overflow to another pool.
//
//   service      work / (speed of the occupant), rounded to a tick, at least one, in working time of the seat's shift:
//                live work finishes after the shift's end, other work pauses there unless `after_hours` says otherwise
//   sittings     open work longer than `sitting` is cut; between sittings the remainder queues at its old place, so that
//                what has a higher priority passes
//   shrinkage s  a server who works for d is away (meetings, training, breaks) for another d s / (1 - s) of paid time:
//                after a live service; within an open sitting, which then takes d / (1 - s)
//   leaving      unit-exponential budget per occupant, spent at `leave_rate`; when it is spent she gives notice, and
//                leaves at the first midnight after the notice. Dated losses take those with the lowest addressed tie.
//                What she has in hand at that midnight is finished; a remainder goes back to the queue
//   joining      a seat that stays in the plan is filled at the first midnight at or after leaving + `hire_delay`;
//                seats that the plan opens are filled on its date
//   moving       the first `moved` of the seats that a step of the plan opens are filled from other pools, and as many people of those
//                that it closes go there: no ramp, and neither hires nor leavers nor lay-offs
//   ramp         speed and quality are multiplied by start + (1 - start) f(age), f linear to 1 over `time`, or
//                1 - 2^(-age / time)
//   overload     lasting load above a threshold harms quality and drives people away: overload.h
//
// A slot book gives appointments at fixed starts; a capacity gives places. Both answer at once.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "sim/pool/overload.h"
#include "sim/pool/request.h"
#include "sim/time/tick.h"
#include "sim/time/working_calendar.h"

namespace tenure::sim {

enum class PoolKind : std::uint8_t { staffed, slot_book, capacity };

enum class AfterHours : std::uint8_t {
  pause,    ///< open work pauses at the shift's end
  overtime  ///< a sitting once begun is finished
};

enum class WhenClosed : std::uint8_t {
  wait,   ///< a request outside all shifts waits
  answer  ///< it is answered "closed" at once (live pools only)
};

enum class VacantBook : std::uint8_t {
  wait,     ///< requests for a seat without occupant wait (and overflow in their time)
  overflow  ///< they overflow at once
};

enum class RampShape : std::uint8_t { linear, exponential };

enum class SpreadLaw : std::uint8_t { log_normal, clipped_normal };

/// A lasting property that differs between occupants: `mean` and standard deviation `sd`. A clipped normal is kept
/// within [mean / 10, 2 mean].
struct Spread {
  double mean = 1.0;  ///< > 0
  double sd = 0.0;    ///< >= 0
  SpreadLaw law = SpreadLaw::log_normal;
};

/// From instant `from` (its next midnight, if it is none) there are `seats` seats.
struct PlanStep {
  Tick from = 0;  ///< may lie before 0 where the run begins before
  std::int32_t seats = 0;  ///< >= 0
  std::int32_t moved = 0;  ///< of the seats opened or closed then, those whose people come from, or go to, other pools: no hires
                           ///< and no lay-offs, and they know their work
};

/// Seats that share a shift.
struct SeatGroup {
  std::shared_ptr<const WorkingCalendar> shift = {};  ///< null: the pool's hours
  std::vector<PlanStep> plan = {};                    ///< ascending; before the first step there are none
};

struct Overflow {
  std::int32_t pool = -1;  ///< -1: none. Of the same mode; not the pool itself
  Tick after = kNever;     ///< waiting before it overflows; kNever: only from vacant books
  Clock clock = Clock::working;
  VacantBook vacant = VacantBook::wait;
};

struct Ramp {
  double start_speed = 1.0;    ///< (0, 1]
  double start_quality = 1.0;  ///< (0, 1]
  Tick time = 0;               ///< 0: none; full at `time` (linear) or half way at `time` (exponential)
  RampShape shape = RampShape::linear;
};

/// `count` occupants are lost at the first midnight at or after `at`.
struct DatedLoss {
  Tick at = 0;
  std::int32_t count = 0;
};

struct PoolSpec {
  std::string name = {};  ///< addresses the occupants' luck
  PoolKind kind = PoolKind::staffed;
  Mode mode = Mode::open;            ///< slot books and capacities are live
  std::uint32_t accounts = 1;        ///< statistics are kept per account and month
  Tick target_wait = kNever;         ///< services that began within this wall-clock wait are counted apart

  // staffed
  std::shared_ptr<const WorkingCalendar> hours = {};  ///< null: round the clock. Clock of waiting, patience and overflow
  std::vector<SeatGroup> groups = {};
  std::uint8_t priorities = 4;  ///< priorities are 0 .. priorities - 1; at most 16
  Tick sitting = kHour;         ///< kNever: work is not cut. Open pools only
  AfterHours after_hours = AfterHours::pause;
  WhenClosed when_closed = WhenClosed::wait;
  double shrinkage = 0.0;  ///< [0, 1)
  Spread quality = {}, speed = {};
  Ramp ramp = {};
  bool books = false;  ///< requests may name a seat
  Overflow overflow = {};
  double leave_rate = 0.0;  ///< per day and occupant, >= 0
  Tick notice = 0;
  Tick hire_delay = 0;
  std::vector<DatedLoss> losses = {};
  Overload overload = {};

  // slot_book: places per slot; capacity: places
  std::int32_t places = 0;          ///< >= 0
  std::int32_t places_before = -1;  ///< those before 0, where the run begins before; -1: the same
  Tick slot = kHour;        ///< slots start at multiples of this from midnight, when they lie within `hours`
};

/// A change of who sits where, at a midnight. Seats keep their number; occupants are counted from 0 in each seat.
struct StaffChange {
  std::uint16_t pool = 0;
  std::int32_t seat = -1;
  std::int32_t left = -1;       ///< occupant who left; -1: the seat was vacant
  std::int32_t joined = -1;     ///< occupant who joined; -1: the seat is vacant now
  bool in_plan = true;          ///< false: the plan has closed the seat
};

}  // namespace tenure::sim
