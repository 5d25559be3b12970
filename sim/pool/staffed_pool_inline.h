// The short functions of StaffedPool that every request goes through.
#pragma once

#include "sim/pool/staffed_pool.h"

namespace tenure::sim {

inline void StaffedPool::add_idle(std::int32_t s, Tick t) {
  Seat& seat = seat_of(s);
  Group& group = groups_[seat.group];
  seat.state = SeatState::idle;
  seat.idle_since = t;
  seat.idle_next = -1;
  seat.idle_previous = group.idle_last;
  (group.idle_last < 0 ? group.idle_first : seat_of(group.idle_last).idle_next) = s;
  group.idle_last = s;
}

inline void StaffedPool::remove_idle(std::int32_t s) {
  const Seat& seat = seat_of(s);
  Group& group = groups_[seat.group];
  (seat.idle_previous < 0 ? group.idle_first : seat_of(seat.idle_previous).idle_next) = seat.idle_next;
  (seat.idle_next < 0 ? group.idle_last : seat_of(seat.idle_next).idle_previous) = seat.idle_previous;
}

inline std::int32_t StaffedPool::idle_server(Tick t) {
  std::int32_t best = -1;
  for (Group& group : groups_) {
    const std::int32_t s = group.idle_first;
    if (s < 0 || !staff_.on_shift(group, t)) continue;
    if (best < 0 || seat_of(s).idle_since < seat_of(best).idle_since) best = s;
  }
  return best;
}

inline void StaffedPool::insert(Record* r) {
  r->state = RecordState::waiting;
  ++waiting_;
  if (r->book >= 0) {
    ++books_waiting_;
    book_lists(r->book)[r->priority].insert(r);
    seat_of(r->book).book_mask |= static_cast<std::uint16_t>(1U << r->priority);
  } else {
    common_.insert(r);
  }
}

inline void StaffedPool::unqueue(Record* r) {
  --waiting_;
  if (r->book >= 0) {
    --books_waiting_;
    RequestQueue::List& list = book_lists(r->book)[r->priority];
    list.remove(r);
    if (list.first == nullptr) {
      seat_of(r->book).book_mask &= static_cast<std::uint16_t>(~(1U << r->priority));
    }
  } else {
    common_.remove(r);
  }
}

inline Record* StaffedPool::best_for(std::int32_t s) {
  const Seat& seat = seat_of(s);
  Record* common = common_.front();
  if (seat.book_mask == 0) return common;
  Record* own = book_lists(s)[std::countr_zero(static_cast<unsigned>(seat.book_mask))].first;
  if (common == nullptr || own->priority < common->priority) return own;
  if (common->priority < own->priority) return common;
  return queues_before(*common, *own) ? common : own;
}

inline void StaffedPool::begin(Record* r, Tick t) {
  r->begun = 1;
  r->start = t;
  const Tick waited = t - r->asked;
  r->waited_working = waited == 0 || hours_->always_open() ? waited : hours_->working_between(r->asked, t);
  PoolCounts& counts = stats_.at(r->account, t);
  ++counts.begun;
  if (waited > 0) ++counts.delayed;
  if (waited <= target_wait_) ++counts.within_target;
  counts.waited += waited;
  counts.waited_working += r->waited_working;
  if (t >= 0) wait_bins_.add(static_cast<double>(r->waited_working));
}

/// Posts the working time of a sitting that lasted until `until`; `left`: when its server left, kNever if she has not.
inline void StaffedPool::post_work(const Record& r, Tick length, Tick until, Tick left) {
  worked_ += length;
  PoolCounts& counts = stats_.at(r.account, until - 1);
  const bool all_on_shift = left == kNever && (pauses_ || staff_.shift_of(seat_of(r.seat)).always_open());
  ++counts.sittings;
  if (all_on_shift && r.sitting.start >= month_end_ - kMonth && until <= month_end_) {
    counts.worked += length;
  } else {
    split_work(r, length, until, left, all_on_shift);
  }
}

}  // namespace tenure::sim
