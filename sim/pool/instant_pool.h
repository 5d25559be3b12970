// Slot books and capacities: pools without servers that answer at once.
//
// A slot book offers `places` places at each start k * slot (from midnight) whose whole slot lies within the hours. Asked
// for a start in [earliest, latest], it gives the free one nearest to `preferred`, of two equally near the earlier; none:
// full. A capacity offers `places` places. What is given back is offered again from the next request on.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

#include "sim/base/contract.h"
#include "sim/pool/pool_glance.h"
#include "sim/pool/pool_spec.h"
#include "sim/pool/pool_stats.h"
#include "sim/pool/record.h"
#include "sim/time/working_calendar.h"

namespace tenure::sim {

class InstantPool {
 public:
  InstantPool(const PoolSpec& spec, Tick begin, Tick end)
      : kind_(spec.kind),
        places_(spec.places),
        places_before_(spec.places_before < 0 ? spec.places : spec.places_before),
        slot_(spec.slot),
        hours_(spec.hours ? spec.hours : std::make_shared<const WorkingCalendar>()),
        stats_(spec.accounts, begin, end),
        now_(begin) {
    TENURE_ENSURE(kind_ != PoolKind::staffed && spec.mode == Mode::live, "slot books and capacities are live");
    TENURE_ENSURE(places_ >= 0 && slot_ >= 1 && spec.accounts >= 1, "places, slots and accounts of a pool");
    first_slot_ = floor_div(begin, slot_);
  }

  [[nodiscard]] const PoolStats& stats() const { return stats_; }
  [[nodiscard]] PoolGlance glance() const { return {.serving = taken_}; }

  /// Answers a request: outcome, start and end are in the record then.
  void answer(Record* r, Tick t) {
    TENURE_ENSURE(r->mode == Mode::live && r->account < stats_.accounts(), "a request fits its pool");
    bring_forward(t);
    PoolCounts& counts = stats_.at(r->account, t);
    ++counts.asked;
    const Tick given = kind_ == PoolKind::capacity ? (taken_ < places_at(t) ? t : kNever) : book(*r, t);
    if (given == kNever) {
      ++counts.full;
    } else {
      ++counts.begun, ++counts.served, ++taken_;
      ++given_;
    }
    r->outcome = static_cast<std::uint32_t>(given == kNever ? Outcome::full : Outcome::served) & 15U;
    r->start = given == kNever ? t : given;
    r->worked = 0;
    r->waited_working = 0;
    r->state = RecordState::done;
    r->end = t;
  }

  /// A slot (its start is in work_left) or place is given back.
  void take_back(const Record* r, Tick t) {
    bring_forward(t);
    if (kind_ == PoolKind::slot_book) {
      const std::size_t k = index_of(r->work_left);
      TENURE_ENSURE(k < booked_.size() && booked_[k] > 0, "only a slot that was given can be given back");
      --booked_[k];
    }
    TENURE_ENSURE(taken_ > 0, "only a place that was given can be given back");
    --taken_;
    ++stats_.at(0, t).released;
  }

  /// Closes the books of the run and checks the identities.
  void finish(Tick end) {
    bring_forward(end);
    const PoolCounts all = stats_.total();
    stats_.left_over = taken_;
    TENURE_ENSURE(all.asked == all.served + all.full && given_ - all.released == taken_,
                  "places given = places given back + places taken");
  }

 private:
  void bring_forward(Tick t) {
    split_by_month(now_, t, [&](Tick a, Tick b) {
      stats_.month(a).system_ticks += static_cast<Int128>(b - a) * taken_;
    });
    now_ = t;
  }

  [[nodiscard]] std::int32_t places_at(Tick t) const { return t < 0 ? places_before_ : places_; }
  [[nodiscard]] std::size_t index_of(Tick start) const {
    return static_cast<std::size_t>(floor_div(start, slot_) - first_slot_);
  }

  [[nodiscard]] bool offered(Tick start, Tick t) {
    if (hours_->working_between(start, start + slot_) != slot_) return false;
    const std::size_t k = index_of(start);
    return (k >= booked_.size() ? 0 : booked_[k]) < places_at(t);
  }

  [[nodiscard]] Tick book(const Record& r, Tick t) {
    const Tick earliest = ceil_to_tick(r.work_left, slot_);
    const Tick latest = floor_div(r.deadline, slot_) * slot_;
    if (earliest > latest) return kNever;
    const Tick wish = std::clamp(r.worked, earliest, latest);
    Tick before = floor_div(wish, slot_) * slot_;
    Tick after = before + slot_;
    while (before >= earliest || after <= latest) {
      const bool back = before >= earliest && (after > latest || r.worked - before <= after - r.worked);
      const Tick start = back ? before : after;
      if (offered(start, t)) {
        const std::size_t k = index_of(start);
        if (k >= booked_.size()) booked_.resize(k + 1);
        ++booked_[k];
        return start;
      }
      back ? before -= slot_ : after += slot_;
    }
    return kNever;
  }

  PoolKind kind_;
  std::int32_t places_, places_before_;
  Tick slot_;
  std::int64_t first_slot_ = 0;  // that begins with the run
  std::shared_ptr<const WorkingCalendar> hours_;
  PoolStats stats_;
  std::vector<std::int32_t> booked_;  // [slot since the run's begin]
  std::int64_t taken_ = 0, given_ = 0;
  Tick now_;
};

}  // namespace tenure::sim
