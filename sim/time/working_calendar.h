// Working time: open hours of a weekly pattern, less holidays, and the clock that runs only then.
//
// Everything follows from W(t), the open time between the start of the run and t:
//
//   working_between(a, b) = W(b) - W(a)
//   advance(t, work)      = the first instant e >= t with W(e) = W(t) + work; work may end exactly at closing time
//   next_open(t)          = advance(t, 1) - 1
//
// Instants are half-open: at opening time it is open, at closing time it is closed. A holiday closes its whole day,
// from midnight to midnight, including the morning part of hours that began the evening before. Costs: a search among
// the hours of one weekday and a binary search among the holidays; no loop over days.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "sim/time/civil_date.h"
#include "sim/time/tick.h"
#include "sim/time/week.h"

namespace tenure::sim {

class WorkingCalendar {
 public:
  /// Open around the clock, always.
  WorkingCalendar();

  /// Open in `week` except on `holidays` (any order, repeats allowed); `timeline` says which weekday tick 0 is.
  WorkingCalendar(const WeekPattern& week, const Timeline& timeline, const std::vector<CivilDate>& holidays = {});

  /// Is it open around the clock, without holidays?
  [[nodiscard]] bool always_open() const { return always_open_; }

  /// Is there no open hour in the week?
  [[nodiscard]] bool never_open() const { return week_work_ == 0; }

  /// Open time of an ordinary week.
  [[nodiscard]] Tick week_work() const { return week_work_; }

  [[nodiscard]] bool is_open(Tick t) const;

  /// The first open instant at or after `t`; kNever when there is none.
  [[nodiscard]] Tick next_open(Tick t) const;

  /// The first instant after `t` at which it opens or closes; kNever when there is none.
  [[nodiscard]] Tick next_change(Tick t) const;

  /// Open time in [from, to); from <= to < kNever.
  [[nodiscard]] Tick working_between(Tick from, Tick to) const;

  /// The instant at which `work` (>= 0) of open time has passed since `t`. For work 0 that is `t`; kNever when the
  /// open time never comes or `t` or `work` is kNever.
  [[nodiscard]] Tick advance(Tick t, Tick work) const;

 private:
  struct Span {
    Tick from;    // since Monday midnight
    Tick to;      // at most the next midnight
    Tick before;  // open time of the week before `from`
  };
  struct Holiday {
    Tick start;         // midnight
    Tick lost_before;   // open time that the earlier holidays took away
    Tick work_before;   // W(start)
    Tick lost_through;  // lost_before and its own
  };

  Tick nominal_work(Tick t) const;        // W without holidays, up to a constant
  Tick nominal_instant(Tick work) const;  // first instant at which nominal_work reaches `work`
  bool nominally_open(Tick t) const;
  Tick nominal_close(Tick t) const;                // end of the open stretch that holds t, kNever if it has none
  Tick work_at(Tick t) const;                      // W, up to a constant
  const Holiday* last_holiday_from(Tick t) const;  // the last one that starts at or before t

  bool always_open_ = true;
  bool round_the_clock_ = true;  // the week has no closed hour
  Tick week_start_ = 0;          // a Monday midnight
  Tick week_work_ = kWeek;
  std::vector<Span> spans_;               // split at midnights, in order
  std::array<std::uint32_t, 8> first_{};  // spans_ of weekday d: [first_[d], first_[d + 1])
  std::vector<Holiday> holidays_;         // in order of start
};

}  // namespace tenure::sim
