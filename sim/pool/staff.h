// Who sits where: seats, their shifts, and the coming and going of occupants. Changes happen at midnights only.
//
// Everything about an occupant is addressed by (pool, seat, occupant): quality, speed, the budget she spends until she
// leaves, and the tie that decides who goes when a dated loss takes some of them.
//
//   leaves at   the first midnight at or after joining + E / leave_rate + notice,   E unit exponential; earlier under
//               overload (overload.h)
//   log-normal  exp(log m - s2/2 + sqrt(s2) z),  s2 = log(1 + (sd/m)^2): mean m, standard deviation sd
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "sim/pool/overload.h"
#include "sim/pool/pool_spec.h"
#include "sim/pool/pool_stats.h"
#include "sim/pool/record.h"
#include "sim/random/address.h"
#include "sim/time/working_calendar.h"

namespace tenure::sim {

enum class SeatState : std::uint8_t {
  closed,  ///< not in the plan
  vacant,  ///< in the plan, nobody there
  idle,    ///< occupant without work; on shift or not
  busy,
  away  ///< after a live service: other duties
};

struct Seat {
  Record* in_hand = nullptr;
  std::int32_t idle_next = -1, idle_previous = -1;
  Tick idle_since = 0;
  double speed = 1.0;
  float quality = 1.0F;
  std::uint16_t group = 0;
  std::uint16_t book_mask = 0;  ///< priorities at which somebody waits for this seat alone
  SeatState state = SeatState::closed;
  float strain = 1.0F;  ///< what overload leaves of her quality today
  Tick ramp_from = 0;  ///< start of the ramp
  std::int32_t occupant = -1;
  std::int32_t next_occupant = 0;
  Tick joined = 0;  ///< for the time sheet
  Tick leaves = kNever;
  Tick refill = kNever;
  bool moved_in = false;  ///< whoever fills it next comes from another pool
  std::uint64_t loss_tie = 0;
};

/// Seats that share a shift, with the list of those who are idle, longest idle first.
struct Group {
  std::shared_ptr<const WorkingCalendar> shift;
  std::vector<PlanStep> plan;
  std::int32_t first_seat = 0, seats = 0, planned = 0;
  std::size_t next_step = 0;
  std::int32_t idle_first = -1, idle_last = -1;
  Tick known_from = 0, known_to = 0;  ///< a stretch in which the shift does not change, and
  bool known_open = false;            ///< whether it is open there
};

class Staff {
 public:
  Staff(const PoolSpec& spec, StreamKey luck, Tick begin, PoolStats& stats);

  [[nodiscard]] std::vector<Seat>& seats() { return seats_; }
  [[nodiscard]] std::vector<Group>& groups() { return groups_; }
  [[nodiscard]] std::int32_t occupied() const { return occupied_; }
  [[nodiscard]] std::int32_t planned() const;
  [[nodiscard]] const WorkingCalendar& shift_of(const Seat& seat) const { return *groups_[seat.group].shift; }

  [[nodiscard]] bool on_shift(Group& group, Tick t) {
    if (t < group.known_from || t >= group.known_to) {
      group.known_open = group.shift->is_open(t);
      group.known_from = t;
      group.known_to = group.shift->next_change(t);
    }
    return group.known_open;
  }

  /// Speed and quality of the occupant at `t`, ramp and overload included.
  [[nodiscard]] double speed_at(const Seat& seat, Tick t) const {
    return ramp_.time == 0 ? seat.speed : seat.speed * ramped(ramp_.start_speed, t - seat.ramp_from);
  }
  [[nodiscard]] float quality_at(const Seat& seat, Tick t) const {
    if (ramp_.time == 0) return seat.quality * seat.strain;
    return static_cast<float>(seat.quality * ramped(ramp_.start_quality, t - seat.ramp_from)) * seat.strain;
  }

  /// The occupant of seat `s` has ended a sitting of `length`.
  void worked(std::int32_t s, Tick length) { loads_.work(index(s), length); }

  /// The day before this midnight is over, for those who were there: their loads. Comes before `changes_at`.
  void end_day(Tick m) {
    if (loads_.used()) bring_loads_forward(m);
  }

  /// Is there anything to do at this midnight?
  [[nodiscard]] bool changes_at(Tick midnight) const { return midnight >= next_change_; }

  /// The changes of a midnight, in the order: leavers, losses, plan, joiners; one entry per seat, by seat. Keeps seat
  /// states except busy and idle lists: `leaves(seat)` is called before an occupant goes, `joins(seat)` after one has
  /// come, `closes(seat)` after the plan has closed a seat.
  template <class Leaves, class Joins, class Closes>
  void midnight(Tick m, Leaves&& leaves, Joins&& joins, Closes&& closes) {
    for (std::int32_t s = 0; s < count(); ++s) {
      if (seats_[index(s)].occupant >= 0 && seats_[index(s)].leaves <= m) vacate(s, m, leaves);
    }
    for (; next_loss_ < losses_.size() && losses_[next_loss_].at <= m; ++next_loss_) {
      for (const std::int32_t s : lost(losses_[next_loss_].count)) vacate(s, m, leaves);
    }
    for (Group& g : groups_) {
      const std::int32_t before = g.planned;
      std::int32_t moved = 0;
      for (; g.next_step < g.plan.size() && g.plan[g.next_step].from <= m; ++g.next_step) {
        g.planned = g.plan[g.next_step].seats;
        moved += g.plan[g.next_step].moved;
      }
      for (std::int32_t s = g.first_seat + g.seats; s-- > g.first_seat;) {
        Seat& seat = seats_[index(s)];
        if (s < g.first_seat + g.planned) {
          if (seat.state != SeatState::closed) continue;
          seat.state = SeatState::vacant;
          seat.refill = m;
          seat.moved_in = s < g.first_seat + before + moved;
        } else if (seat.state != SeatState::closed) {
          if (seat.occupant >= 0) {
            vacate(s, m, leaves);
            if (moved-- > 0)
              --stats_->month(m).leavers;
            else
              ++stats_->month(m).laid_off;
          }
          seat.state = SeatState::closed;
          seat.refill = kNever;
          closes(s);
        }
      }
    }
    for (std::int32_t s = 0; s < count(); ++s) {
      if (seats_[index(s)].state == SeatState::vacant && seats_[index(s)].refill <= m) {
        fill(s, m);
        joins(s);
      }
    }
    find_next_change();
  }

  /// Posts the time sheets of everybody still there.
  void finish(Tick end);

 private:
  [[nodiscard]] static std::size_t index(std::int32_t s) { return static_cast<std::size_t>(s); }
  [[nodiscard]] std::int32_t count() const { return static_cast<std::int32_t>(seats_.size()); }
  [[nodiscard]] double ramped(double start, Tick age) const;
  [[nodiscard]] std::vector<std::int32_t> lost(std::int32_t count) const;
  [[nodiscard]] double draw(const Spread& spread, std::uint32_t stream, std::int32_t seat, std::int32_t occupant) const;
  void fill(std::int32_t s, Tick m);
  void bring_loads_forward(Tick m);
  void post_time_sheet(const Seat& seat, Tick until);
  void find_next_change();

  template <class Leaves>
  void vacate(std::int32_t s, Tick m, Leaves& leaves) {
    leaves(s);
    Seat& seat = seats_[index(s)];
    post_time_sheet(seat, m);
    ++stats_->month(m).leavers;
    seat.state = SeatState::vacant;
    seat.occupant = -1;
    seat.leaves = kNever;
    seat.refill = ceil_to_tick(m + hire_delay_, kDay);
    --occupied_;
  }

  PoolStats* stats_;
  StreamKey luck_;
  Tick begin_;  ///< of the run: who sits there then is no hire
  Spread quality_, speed_;
  Ramp ramp_;
  Loads loads_;
  double leave_rate_;
  Tick notice_, hire_delay_;
  std::vector<DatedLoss> losses_;
  std::size_t next_loss_ = 0;
  std::uint32_t quality_stream_, speed_stream_, leave_stream_, tie_stream_;
  std::vector<Seat> seats_;
  std::vector<Group> groups_;
  std::int32_t occupied_ = 0;
  Tick next_change_;
};

}  // namespace tenure::sim
