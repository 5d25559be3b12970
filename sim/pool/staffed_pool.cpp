#include "sim/pool/staffed_pool.h"

#include <algorithm>

namespace tenure::sim {

StaffedPool::StaffedPool(const PoolSpec& spec, std::uint16_t index, StreamKey luck, Tick tick, Tick begin,
                         Tick end)
    : index_(index),
      mode_(spec.mode),
      priorities_(spec.priorities),
      books_(spec.books),
      answers_closed_(spec.when_closed == WhenClosed::answer),
      pauses_(spec.mode == Mode::open && spec.after_hours == AfterHours::pause),
      tick_(tick),
      sitting_(ceil_to_tick(spec.sitting, tick)),
      target_wait_(spec.target_wait),
      stretch_(1.0 / (1.0 - spec.shrinkage)),
      overflow_(spec.overflow),
      hours_(spec.hours ? spec.hours : std::make_shared<const WorkingCalendar>()),
      stats_(spec.accounts, begin, end),
      staff_(spec, luck, begin, stats_),
      seats_(staff_.seats()),
      groups_(staff_.groups()),
      now_(begin),
      month_end_((month_index(begin) + 1) * kMonth) {
  TENURE_ENSURE(spec.kind == PoolKind::staffed, "a staffed pool");
  TENURE_ENSURE(spec.accounts >= 1 && spec.priorities >= 1 && spec.priorities <= kMostPriorities && spec.sitting >= 1,
                "accounts, priorities and sittings of a pool");
  TENURE_ENSURE(spec.shrinkage >= 0.0 && spec.shrinkage < 1.0, "shrinkage is a share below one");
  TENURE_ENSURE(spec.when_closed == WhenClosed::wait || spec.mode == Mode::live, "only live pools answer \"closed\"");
  TENURE_ENSURE(spec.overflow.pool != index && spec.overflow.after >= 0, "a pool overflows into another one");
  if (books_) book_lists_.resize(seats_.size() * priorities_);
}

PoolGlance StaffedPool::glance() const {
  return {.waiting = waiting_,
          .serving = serving_,
          .occupied_seats = staff_.occupied(),
          .planned_seats = staff_.planned(),
          .worked_ticks = worked_};
}

bool StaffedPool::any_on_shift(Tick t) {
  return std::any_of(groups_.begin(), groups_.end(),
                     [&](Group& g) { return g.planned > 0 && staff_.on_shift(g, t); });
}

void StaffedPool::turn_months(Tick t) {
  while (t >= month_end_) {
    PoolMonth& month = stats_.month(now_);
    month.waiting_ticks += waiting_ticks_ + static_cast<Int128>(month_end_ - now_) * waiting_;
    month.system_ticks += system_ticks_ + static_cast<Int128>(month_end_ - now_) * in_system_;
    waiting_ticks_ = system_ticks_ = 0;
    now_ = month_end_;
    month_end_ += kMonth;
  }
  waiting_ticks_ = static_cast<Int128>(t - now_) * waiting_;
  system_ticks_ = static_cast<Int128>(t - now_) * in_system_;
  now_ = t;
}

void StaffedPool::split_work(const Record& r, Tick length, Tick until, Tick left, bool all_on_shift) {
  const Tick from = r.sitting.start;
  const WorkingCalendar& shift = staff_.shift_of(seat_of(r.seat));
  Tick rest = length;
  split_by_month(from, until, [&](Tick a, Tick b) {
    const Tick offered = pauses_ ? shift.working_between(a, b) : b - a;
    const Tick part =
        b == until ? rest
                   : std::min(rest, stretch_ == 1.0 ? offered
                                                    : static_cast<Tick>(static_cast<double>(offered) / stretch_));
    Tick on_shift = part;
    if (!all_on_shift) {
      const Tick stays = std::min(b, left);
      on_shift = stays <= a ? 0 : std::min(part, shift.working_between(a, stays));
    }
    PoolCounts& counts = stats_.at(r.account, a);
    counts.worked += part;
    counts.overtime += part - on_shift;
    rest -= part;
  });
}

Tick StaffedPool::take_ghost(const Record* r) {
  const auto it = std::find_if(ghosts_.begin(), ghosts_.end(), [&](const Ghost& g) { return g.record == r; });
  TENURE_ENSURE(it != ghosts_.end(), "a service without its server has been noted");
  const Tick left = it->left;
  *it = ghosts_.back();
  ghosts_.pop_back();
  return left;
}

namespace {

constexpr auto later_return = [](const auto& a, const auto& b) {
  return a.time != b.time ? a.time > b.time : a.seat > b.seat;
};

}  // namespace

void StaffedPool::push_return(Return r) {
  returns_.push_back(r);
  std::push_heap(returns_.begin(), returns_.end(), later_return);
}

StaffedPool::Return StaffedPool::pop_return() {
  std::pop_heap(returns_.begin(), returns_.end(), later_return);
  const Return r = returns_.back();
  returns_.pop_back();
  return r;
}

Tick StaffedPool::next_chance(Tick t, const Record& r) {
  const auto opens = [&](Group& group) {
    return staff_.on_shift(group, t) ? kNever : ceil_to_tick(group.shift->next_open(t), tick_);
  };
  if (r.book >= 0) {
    const Seat& seat = seat_of(r.book);
    return seat.state == SeatState::idle ? opens(groups_[seat.group]) : kNever;
  }
  Tick first = kNever;
  for (Group& group : groups_) {
    if (group.idle_first >= 0) first = std::min(first, opens(group));
  }
  return first;
}

void StaffedPool::open_book(std::int32_t s) {
  if (!books_) return;
  for (std::uint32_t p = 0; p < priorities_; ++p) {
    while (Record* r = book_lists(s)[p].first) {
      unqueue(r);
      r->book = kAnyServer;
      insert(r);
    }
  }
}

void StaffedPool::finish(Tick end) {
  bring_forward(end);
  staff_.finish(end);
  PoolMonth& last = stats_.month(end - 1);
  last.waiting_ticks += waiting_ticks_;
  last.system_ticks += system_ticks_;

  std::int64_t present = 0, waiting = 0;
  Int128 times = times_in_system_;
  const auto take = [&](const Record* r) {
    ++present;
    times += end - r->entered;
  };
  const auto take_waiting = [&](const Record* r) { ++waiting, take(r); };
  common_.for_each(take_waiting);
  for (const RequestQueue::List& list : book_lists_) {
    for (const Record* r = list.first; r != nullptr; r = r->queue.next) take_waiting(r);
  }
  const auto take_serving = [&](const Record* r, Tick left) {
    take(r);
    const Tick from = r->sitting.start;
    if (from == end) return;
    const Tick passed = pauses_ ? staff_.shift_of(seat_of(r->seat)).working_between(from, end) : end - from;
    post_work(*r, std::min(r->sitting.length, passed), end, left);
  };
  for (const Ghost& g : ghosts_) take_serving(g.record, g.left);
  for (const Seat& seat : seats_) {
    if (seat.in_hand != nullptr) take_serving(seat.in_hand, kNever);
  }
  stats_.times_in_system = times;
  stats_.left_over = present;

  const PoolCounts all = stats_.total();
  const PoolMonth whole = stats_.total_month();
  TENURE_ENSURE(present == in_system_ && waiting == waiting_ && present - waiting == serving_,
                "everybody in the system waits or is served");
  TENURE_ENSURE(all.asked + all.taken_over ==
                    all.served + all.abandoned + all.closed + all.withdrawn + all.handed_over + present,
                "requests entered = requests left + requests present");
  TENURE_ENSURE(whole.system_ticks == times, "Little's law: integral of the number present = sum of times present");
  stats_.for_each_month([&](std::span<const PoolCounts> counts, const PoolMonth& month) {
    Int128 on_shift = month.on_shift_ticks;
    Int128 worked = 0;
    for (const PoolCounts& c : counts) worked += c.worked - c.overtime;
    if (stretch_ != 1.0) on_shift += all.sittings;  // a tick of rounding for each
    TENURE_ENSURE(worked <= on_shift, "nobody works longer than she is paid for");
  });
}

}  // namespace tenure::sim
