// A staffed pool: one state machine, run by every engine.
//
// The engine calls enter, withdraw, complete, deadline, wake and midnight in the total order of events; the pool answers
// through the calendar it is handed (pool_calendar.h).
//
// A pool never looks at an entity. Nothing is brought forward, integrated or summed except in these calls.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

#include "sim/base/contract.h"
#include "sim/pool/pool_calendar.h"
#include "sim/pool/pool_glance.h"
#include "sim/pool/pool_spec.h"
#include "sim/pool/pool_stats.h"
#include "sim/pool/record.h"
#include "sim/pool/request_queue.h"
#include "sim/pool/staff.h"
#include "sim/random/address.h"
#include "sim/stats/log_bins.h"

namespace tenure::sim {

class StaffedPool {
 public:
  StaffedPool(const PoolSpec& spec, std::uint16_t index, StreamKey luck, Tick tick, Tick begin, Tick end);
  StaffedPool(const StaffedPool&) = delete;
  StaffedPool& operator=(const StaffedPool&) = delete;

  [[nodiscard]] std::uint16_t index() const { return index_; }
  [[nodiscard]] Mode mode() const { return mode_; }
  [[nodiscard]] const PoolStats& stats() const { return stats_; }
  [[nodiscard]] PoolGlance glance() const;

  /// The next instant at which servers become available who could take something; kNever: none.
  [[nodiscard]] Tick wake_at() const { return wake_at_; }

  /// A request arrives: by asking, or handed over from another pool.
  template <class C>
  void enter(Record* r, Tick t, C& calendar) {
    if (r->cancelled != 0) {
      drop(r, calendar);
      return;
    }
    TENURE_ENSURE(r->priority < priorities_ && r->account < stats_.accounts() && r->mode == mode_,
                  "a request fits its pool");
    PoolCounts& counts = stats_.at(r->account, t);
    ++(r->asked == r->entered ? counts.asked : counts.taken_over);
    Tick limit = kNever;
    if (r->patience != kNever) {
      limit = r->working_clock != 0 ? hours_->advance(r->asked, r->patience) : add_time(r->asked, r->patience);
      limit = ceil_to_tick(limit, tick_);
    }
    r->deadline = limit;
    bring_forward(t);
    ++in_system_;
    if (answers_closed_ && !any_on_shift(t)) {
      conclude(r, t, Outcome::closed, calendar);
      return;
    }
    if (limit < t) {
      conclude(r, t, Outcome::abandoned, calendar);
      return;
    }
    if (r->book >= 0 && !book_exists(r->book)) r->book = kAnyServer;
    if (offer(r, t, calendar)) return;
    Tick passes_on = kNever;
    if (overflow_.pool >= 0) {
      passes_on = ceil_to_tick(overflow_.clock == Clock::working ? hours_->advance(t, overflow_.after)
                                                                 : add_time(t, overflow_.after),
                               tick_);
      if (r->book >= 0 && overflow_.vacant == VacantBook::overflow && seat_of(r->book).occupant < 0) passes_on = t;
    }
    if (limit <= t) {
      conclude(r, t, Outcome::abandoned, calendar);
    } else if (passes_on <= t) {
      hand_over(r, t, t + tick_, calendar);
    } else {
      queue_up(r, t, calendar);
      if (limit <= passes_on) {
        if (limit != kNever) calendar.deadline(limit, r);
      } else {
        calendar.deadline(passes_on, r);
      }
    }
  }

  /// The author withdraws a request. Waiting: it is gone. In service: the sitting in hand is finished.
  template <class C>
  void withdraw(Record* r, std::uint32_t generation, Tick t, C& calendar) {
    if (r->generation != generation) return;
    TENURE_ENSURE(r->pool == index_ || r->state == RecordState::under_way, "a withdrawal finds its request");
    if (r->state == RecordState::waiting) {
      bring_forward(t);
      unqueue(r);
      ++stats_.at(r->account, t).withdrawn;
      depart(r, t);
      drop(r, calendar);
    } else if (r->state == RecordState::serving || r->state == RecordState::under_way) {
      r->cancelled = 1;
    }
  }

  /// A sitting ends.
  template <class C>
  void complete(Record* r, Tick t, C& calendar) {
    Seat& seat = seat_of(r->seat);
    const bool here = seat.in_hand == r;
    const Tick length = r->sitting.length;
    r->worked += length;
    post_work(*r, length, t, here ? kNever : take_ghost(r));
    bring_forward(t);
    --serving_;
    const bool goes_on = r->work_left > 0 && r->cancelled == 0;
    if (goes_on) {
      if (r->book >= 0 && !book_exists(r->book)) r->book = kAnyServer;
      insert(r);
    }
    if (here) {
      staff_.worked(r->seat, length);
      seat.in_hand = nullptr;
      release_seat(r->seat, length, t, calendar);
    }
    if (goes_on) {
      if (r->state == RecordState::waiting) offer_waiting(r, t, calendar);
    } else if (r->cancelled != 0) {
      ++stats_.at(r->account, t).withdrawn;
      depart(r, t);
      drop(r, calendar);
    } else {
      ++stats_.at(r->account, t).served;
      stats_.month(t).quality += static_cast<std::int64_t>(static_cast<double>(r->quality) * 16777216.0 + 0.5);
      depart(r, t);
      r->outcome = static_cast<std::uint32_t>(Outcome::served) & 15U;
      r->state = RecordState::done;
      r->end = t;
      calendar.answered(r, t);
    }
  }

  /// A limit of patience or of waiting before overflow is reached.
  template <class C>
  void deadline(Record* r, std::uint32_t generation, Tick t, C& calendar) {
    if (r->generation != generation || r->state != RecordState::waiting || r->begun != 0 || r->pool != index_) return;
    bring_forward(t);
    unqueue(r);
    if (t >= r->deadline) {
      conclude(r, t, Outcome::abandoned, calendar);
    } else {
      hand_over(r, t, t, calendar);
    }
  }

  /// Servers may have become available: a shift began, an occupant joined or came back.
  template <class C>
  void wake(Tick t, C& calendar) {
    wake_at_ = kNever;
    bring_forward(t);
    while (!returns_.empty() && returns_.front().time <= t) {
      const Return back = pop_return();
      const Seat& seat = seat_of(back.seat);
      if (seat.state != SeatState::away || seat.occupant != back.occupant) continue;  // she has left meanwhile
      take_next(back.seat, t, calendar);
    }
    if (waiting_ > 0) wake_idle(t, calendar);
    if (!returns_.empty()) wake_by(returns_.front().time, calendar);
  }

  /// The staff changes of a midnight. Appends them to `changes`, by seat.
  template <class C>
  void midnight(Tick m, std::vector<StaffChange>& changes, C& calendar) {
    staff_.end_day(m);
    if (!staff_.changes_at(m)) return;
    bring_forward(m);
    const std::size_t first = changes.size();
    const auto entry = [&](std::int32_t s) -> StaffChange& {
      for (std::size_t i = first; i < changes.size(); ++i) {
        if (changes[i].seat == s) return changes[i];
      }
      changes.push_back({.pool = index_, .seat = s});
      return changes.back();
    };
    std::vector<std::int32_t> vacated;
    staff_.midnight(
        m,
        [&](std::int32_t s) {
          Seat& seat = seat_of(s);
          entry(s).left = seat.occupant;
          if (seat.state == SeatState::idle) remove_idle(s);
          if (seat.in_hand != nullptr) ghosts_.push_back({seat.in_hand, m}), seat.in_hand = nullptr;
          vacated.push_back(s);
        },
        [&](std::int32_t s) {
          entry(s).joined = seat_of(s).occupant;
          add_idle(s, m);
        },
        [&](std::int32_t s) {
          entry(s).in_plan = false;
          open_book(s);
        });
    std::sort(changes.begin() + static_cast<std::ptrdiff_t>(first), changes.end(),
              [](const StaffChange& a, const StaffChange& b) { return a.seat < b.seat; });
    if (overflow_.pool >= 0 && overflow_.vacant == VacantBook::overflow) {
      for (const std::int32_t s : vacated) {
        if (seat_of(s).occupant < 0) empty_book(s, m, calendar);
      }
    }
    if (waiting_ > 0) wake_by(m, calendar);
  }

  /// Closes the books of the run at its end and checks the identities; a broken one throws ContractError.
  void finish(Tick end);

  /// Waits of all services begun from 0 on, in ticks of the hours, for quantiles.
  [[nodiscard]] const LogBins& wait_bins() const { return wait_bins_; }

 private:
  struct Return {
    Tick time;
    std::int32_t seat;
    std::int32_t occupant;
  };
  struct Ghost {
    Record* record;
    Tick left;
  };

  [[nodiscard]] Seat& seat_of(std::int32_t s) { return seats_[static_cast<std::size_t>(s)]; }
  [[nodiscard]] bool book_exists(std::int32_t s) const {
    return books_ && static_cast<std::size_t>(s) < seats_.size() &&
           seats_[static_cast<std::size_t>(s)].state != SeatState::closed;
  }

  void bring_forward(Tick t) {
    TENURE_ASSERT(t >= now_, "a pool's time does not go back");
    if (t >= month_end_) {
      turn_months(t);
    } else {
      waiting_ticks_ += (t - now_) * waiting_;
      system_ticks_ += (t - now_) * in_system_;
      now_ = t;
    }
  }

  void depart(const Record* r, Tick t) {
    --in_system_;
    times_in_system_ += t - r->entered;
  }

  template <class C>
  static void drop(Record* r, C& calendar) {
    r->state = RecordState::done;  // whatever still refers to it finds nothing to do
    calendar.dropped(r);
  }

  [[nodiscard]] bool any_on_shift(Tick t);
  void turn_months(Tick t);
  void post_work(const Record& r, Tick length, Tick until, Tick left);
  void split_work(const Record& r, Tick length, Tick until, Tick left, bool all_on_shift);
  [[nodiscard]] Tick take_ghost(const Record* r);
  [[nodiscard]] Return pop_return();
  void add_idle(std::int32_t s, Tick t);
  void remove_idle(std::int32_t s);
  void insert(Record* r);
  void unqueue(Record* r);
  void open_book(std::int32_t s);
  [[nodiscard]] std::int32_t idle_server(Tick t);
  [[nodiscard]] Tick next_chance(Tick t, const Record& r);
  [[nodiscard]] RequestQueue::List* book_lists(std::int32_t s) {
    return book_lists_.data() + static_cast<std::size_t>(s) * priorities_;
  }

  template <class C>
  void wake_by(Tick t, C& calendar) {
    if (t < wake_at_) {
      wake_at_ = t;
      calendar.wake(t, *this);
    }
  }

  /// An end without (further) service.
  template <class C>
  void conclude(Record* r, Tick t, Outcome outcome, C& calendar) {
    PoolCounts& counts = stats_.at(r->account, t);
    if (outcome == Outcome::abandoned) {
      ++counts.abandoned;
      counts.waited_in_vain += t - r->asked;
    } else {
      ++counts.closed;
    }
    depart(r, t);
    r->outcome = static_cast<std::uint32_t>(outcome) & 15U;
    r->start = t;
    r->waited_working = hours_->working_between(r->asked, t);
    r->state = RecordState::done;
    r->end = t;
    calendar.answered(r, t);
  }

  template <class C>
  void hand_over(Record* r, Tick t, Tick soonest, C& calendar) {
    ++stats_.at(r->account, t).handed_over;
    depart(r, t);
    r->state = RecordState::under_way;
    r->pool = static_cast<std::uint16_t>(overflow_.pool);
    r->book = kAnyServer;
    r->entered = mode_ == Mode::open ? t + calendar.lag() : soonest;
    calendar.handed_over(r, r->entered);
  }

  /// Starts `r`, which is not queued, if somebody is free for it.
  template <class C>
  [[nodiscard]] bool offer(Record* r, Tick t, C& calendar) {
    std::int32_t s = -1;
    if (r->book >= 0) {
      const Seat& seat = seat_of(r->book);
      if (seat.state == SeatState::idle && staff_.on_shift(groups_[seat.group], t)) s = r->book;
    } else {
      s = idle_server(t);
    }
    if (s < 0) return false;
    remove_idle(s);
    start(r, s, t, calendar);
    return true;
  }

  template <class C>
  void offer_waiting(Record* r, Tick t, C& calendar) {
    const std::int32_t s = r->book >= 0 ? r->book : idle_server(t);
    if (s >= 0 && seat_of(s).state == SeatState::idle && staff_.on_shift(groups_[seat_of(s).group], t)) {
      unqueue(r);
      remove_idle(s);
      start(r, s, t, calendar);
    } else {
      wake_by(next_chance(t, *r), calendar);
    }
  }

  template <class C>
  void queue_up(Record* r, Tick t, C& calendar) {
    insert(r);
    wake_by(next_chance(t, *r), calendar);
  }

  /// Server `s`, in no list, takes what she finds waiting, or becomes idle.
  template <class C>
  void take_next(std::int32_t s, Tick t, C& calendar) {
    Seat& seat = seat_of(s);
    if (waiting_ > 0) {
      Record* r = best_for(s);
      if (r != nullptr) {
        if (staff_.on_shift(groups_[seat.group], t)) {
          unqueue(r);
          start(r, s, t, calendar);
          return;
        }
        wake_by(ceil_to_tick(staff_.shift_of(seat).next_open(t), tick_), calendar);
      }
    }
    add_idle(s, t);
  }

  [[nodiscard]] Record* best_for(std::int32_t s);

  template <class C>
  void wake_idle(Tick t, C& calendar) {
    if (books_waiting_ > 0) {
      for (Group& group : groups_) {
        if (group.idle_first < 0 || !staff_.on_shift(group, t)) continue;
        for (std::int32_t s = group.idle_first; s >= 0;) {
          const std::int32_t next = seat_of(s).idle_next;
          if (seat_of(s).book_mask != 0) {
            remove_idle(s);
            take_next(s, t, calendar);
          }
          s = next;
        }
      }
    }
    while (common_.front() != nullptr) {
      const std::int32_t s = idle_server(t);
      if (s < 0) break;
      Record* r = common_.front();
      unqueue(r);
      remove_idle(s);
      start(r, s, t, calendar);
    }
    if (waiting_ > 0) {
      for (Group& group : groups_) {  // those who are idle off shift, and could take something then
        for (std::int32_t s = group.idle_first; s >= 0; s = seat_of(s).idle_next) {
          if (common_.front() == nullptr && seat_of(s).book_mask == 0) continue;
          if (!staff_.on_shift(group, t)) wake_by(ceil_to_tick(group.shift->next_open(t), tick_), calendar);
          break;
        }
      }
    }
  }

  template <class C>
  void empty_book(std::int32_t s, Tick t, C& calendar) {
    RequestQueue::List* lists = book_lists(s);
    for (std::uint32_t p = 0; p < priorities_; ++p) {
      for (Record* r = lists[p].first; r != nullptr;) {
        Record* next = r->queue.next;
        if (r->begun == 0) {
          unqueue(r);
          hand_over(r, t, t, calendar);
        }
        r = next;
      }
    }
  }

  /// Server `s`, in no list, begins a sitting of `r`, which is in no queue.
  template <class C>
  void start(Record* r, std::int32_t s, Tick t, C& calendar) {
    Seat& seat = seat_of(s);
    seat.state = SeatState::busy;
    seat.in_hand = r;
    if (r->begun == 0) begin(r, t);
    const double speed = staff_.speed_at(seat, t);
    Tick length = speed == 1.0 ? r->work_left : duration_of(static_cast<double>(r->work_left) / speed);
    Tick left = 0;
    if (mode_ == Mode::open && length > sitting_) {
      length = sitting_;
      const Tick done = speed == 1.0 ? sitting_ : duration_of(static_cast<double>(sitting_) * speed);
      left = r->work_left - done;
      if (left < 1) left = 1;
    }
    length = ceil_to_tick(length, tick_);
    r->work_left = left;
    r->seat = s;
    r->occupant = static_cast<std::uint32_t>(seat.occupant) & 0xffffffU;
    r->quality = staff_.quality_at(seat, t);
    r->state = RecordState::serving;
    r->sitting = {t, length};
    ++serving_;
    Tick taken = length;
    if (stretch_ != 1.0 && mode_ == Mode::open) taken = duration_of(static_cast<double>(length) * stretch_);
    const Tick end = pauses_ ? staff_.shift_of(seat).advance(t, taken) : add_time(t, taken);
    TENURE_ENSURE(end != kNever, "a service ends some day");
    calendar.completion(ceil_to_tick(end, tick_), r);
  }

  void begin(Record* r, Tick t);

  /// The server of a finished sitting becomes free, or is away for other duties first.
  template <class C>
  void release_seat(std::int32_t s, Tick length, Tick t, C& calendar) {
    if (stretch_ != 1.0 && mode_ == Mode::live) {
      Seat& seat = seat_of(s);
      const Tick away = duration_of(static_cast<double>(length) * (stretch_ - 1.0));
      const Tick back = ceil_to_tick(staff_.shift_of(seat).advance(t, away), tick_);
      seat.state = SeatState::away;
      push_return({back, s, seat.occupant});
      wake_by(back, calendar);
    } else {
      take_next(s, t, calendar);
    }
  }
  void push_return(Return r);

  // what the pool is
  std::uint16_t index_;
  Mode mode_;
  std::uint8_t priorities_;
  bool books_, answers_closed_, pauses_;
  Tick tick_, sitting_, target_wait_;
  double stretch_;  // 1 / (1 - shrinkage)
  Overflow overflow_;
  std::shared_ptr<const WorkingCalendar> hours_;

  // its state
  PoolStats stats_;
  Staff staff_;
  std::vector<Seat>& seats_;
  std::vector<Group>& groups_;
  RequestQueue common_;
  std::vector<RequestQueue::List> book_lists_;  // [seat, priority]
  std::vector<Return> returns_;                 // heap
  std::vector<Ghost> ghosts_;                   // sittings whose server has left
  Tick now_, month_end_;
  std::int64_t waiting_ = 0, books_waiting_ = 0, serving_ = 0, in_system_ = 0;
  Tick wake_at_ = kNever;
  Int128 waiting_ticks_ = 0, system_ticks_ = 0;  // of the month that holds now_
  Int128 times_in_system_ = 0;
  std::int64_t worked_ = 0;
  LogBins wait_bins_;
};

}  // namespace tenure::sim

#include "sim/pool/staffed_pool_inline.h"
