// What a pool counts, by account and month.
//
// Every posting finds its month by its own time: an entry at its instant, a wait at the start of service (or the end of
// waiting), a completion at its end; working time and integrals over time are split at month boundaries. All counts and
// ticks are integers, so totals are exact and do not depend on the order of merging. Where a run begins before 0, what is
// posted before 0 is kept in one place of its own: months count from 0, and only total() takes it in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/base/contract.h"
#include "sim/base/int128.h"
#include "sim/time/tick.h"

namespace tenure::sim {

/// One account in one month.
struct PoolCounts {
  std::int64_t asked = 0;       ///< entered by asking
  std::int64_t taken_over = 0;  ///< entered by overflow from another pool
  std::int64_t begun = 0;       ///< first sittings begun; places and slots given
  std::int64_t within_target = 0;  ///< begun within PoolSpec::target_wait (wall clock, from asking)
  std::int64_t delayed = 0;     ///< begun later than the instant of asking
  std::int64_t served = 0;
  std::int64_t abandoned = 0;
  std::int64_t closed = 0;
  std::int64_t full = 0;
  std::int64_t withdrawn = 0;   ///< waiting or in service
  std::int64_t handed_over = 0; ///< overflowed to another pool
  std::int64_t sittings = 0;
  std::int64_t released = 0;    ///< places and slots given back
  Tick worked = 0;              ///< servers' working time, overtime included
  Tick overtime = 0;            ///< of it: outside the shift, or after leaving
  Int128 waited = 0;            ///< wall clock, of services begun
  Int128 waited_working = 0;    ///< the same in the pool's hours
  Int128 waited_in_vain = 0;    ///< wall clock, of those who abandoned

  PoolCounts& operator+=(const PoolCounts& o) {
    asked += o.asked, taken_over += o.taken_over, begun += o.begun, within_target += o.within_target;
    delayed += o.delayed, served += o.served, abandoned += o.abandoned, closed += o.closed, full += o.full;
    withdrawn += o.withdrawn, handed_over += o.handed_over, sittings += o.sittings, released += o.released;
    worked += o.worked, overtime += o.overtime, waited += o.waited, waited_working += o.waited_working;
    waited_in_vain += o.waited_in_vain;
    return *this;
  }
  friend bool operator==(const PoolCounts&, const PoolCounts&) = default;
};

/// The whole pool in one month.
struct PoolMonth {
  Int128 waiting_ticks = 0;    ///< integral of the number waiting
  Int128 system_ticks = 0;     ///< integral of the number waiting or in service; places and slots taken
  Int128 headcount_ticks = 0;  ///< integral of the number of occupants, wall clock
  Int128 on_shift_ticks = 0;   ///< their time on shift: paid, whether busy or idle
  std::int64_t hires = 0;      ///< the first occupants at the start of the run are not hires
  std::int64_t leavers = 0;    ///< by attrition, loss, or because the plan closed the seat
  std::int64_t laid_off = 0;   ///< of them: because the plan closed the seat
  std::int64_t watched = 0;    ///< occupants at midnights, where overload acts
  std::int64_t overloaded = 0; ///< of them: with a load above the threshold
  std::int64_t quality = 0;    ///< of services ended, in 2^-24

  PoolMonth& operator+=(const PoolMonth& o) {
    waiting_ticks += o.waiting_ticks, system_ticks += o.system_ticks, headcount_ticks += o.headcount_ticks;
    on_shift_ticks += o.on_shift_ticks, hires += o.hires, leavers += o.leavers, laid_off += o.laid_off;
    watched += o.watched, overloaded += o.overloaded, quality += o.quality;
    return *this;
  }
  friend bool operator==(const PoolMonth&, const PoolMonth&) = default;
};

class PoolStats {
 public:
  PoolStats() = default;
  PoolStats(std::uint32_t accounts, Tick begin, Tick end)
      : accounts_(accounts),
        before_(begin < 0 ? 1 : 0),
        months_(static_cast<std::size_t>(month_index(end - 1)) + 1),
        counts_(accounts_ * (before_ + months_)),
        by_month_(before_ + months_) {}

  [[nodiscard]] std::size_t months() const { return months_; }
  [[nodiscard]] std::uint32_t accounts() const { return static_cast<std::uint32_t>(accounts_); }

  [[nodiscard]] PoolCounts& at(std::uint32_t account, Tick t) { return counts_[slot(t) * accounts_ + account]; }
  [[nodiscard]] const PoolCounts& at_month(std::uint32_t account, std::size_t month) const {
    return counts_[(before_ + month) * accounts_ + account];
  }
  [[nodiscard]] PoolMonth& month(Tick t) { return by_month_[slot(t)]; }
  [[nodiscard]] const PoolMonth& month_at(std::size_t month) const { return by_month_[before_ + month]; }

  /// Sum over accounts and months [from, months()); from 0 on it takes in what lies before 0.
  [[nodiscard]] PoolCounts total(std::size_t from = 0) const {
    PoolCounts sum;
    for (std::size_t i = first(from) * accounts_; i < counts_.size(); ++i) sum += counts_[i];
    return sum;
  }
  [[nodiscard]] PoolMonth total_month(std::size_t from = 0) const {
    PoolMonth sum;
    for (std::size_t i = first(from); i < by_month_.size(); ++i) sum += by_month_[i];
    return sum;
  }

  /// Calls fn(counts of all accounts, month) for what lies before 0, if anything, and for each month.
  template <class Fn>
  void for_each_month(Fn&& fn) const {
    for (std::size_t i = 0; i < by_month_.size(); ++i) {
      fn(std::span<const PoolCounts>(counts_).subspan(i * accounts_, accounts_), by_month_[i]);
    }
  }

  friend bool operator==(const PoolStats& a, const PoolStats& b) {
    return a.accounts_ == b.accounts_ && a.counts_ == b.counts_ && a.by_month_ == b.by_month_ &&
           a.times_in_system == b.times_in_system && a.left_over == b.left_over;
  }

  // identities
  Int128 times_in_system = 0;  ///< of all who left the pool, and of those in it up to the end
  std::int64_t left_over = 0;  ///< waiting or in service at the end

 private:
  [[nodiscard]] std::size_t first(std::size_t from) const { return from == 0 ? 0 : before_ + from; }
  [[nodiscard]] std::size_t slot(Tick t) {
    if (t < month_from_ || t >= month_to_) {
      const std::int64_t month = month_index(t);
      TENURE_ASSERT(month < static_cast<std::int64_t>(months_) && (month >= 0 || before_ == 1),
                    "postings lie within the run");
      month_slot_ = before_ + static_cast<std::size_t>(month);
      if (month < 0) month_slot_ = 0;
      month_from_ = month * kMonth;
      month_to_ = month_from_ + kMonth;
    }
    return month_slot_;
  }

  std::size_t accounts_ = 0, before_ = 0, months_ = 0;
  std::vector<PoolCounts> counts_;   // [before_ + month, account]
  std::vector<PoolMonth> by_month_;  // [before_ + month]
  std::size_t month_slot_ = 0;       // of the last posting
  Tick month_from_ = 0, month_to_ = 0;
};

/// Calls fn(from, to) for the pieces of [from, to) that lie in one month each.
template <class Fn>
void split_by_month(Tick from, Tick to, Fn&& fn) {
  while (from < to) {
    const Tick boundary = (month_index(from) + 1) * kMonth;
    const Tick piece = to < boundary ? to : boundary;
    fn(from, piece);
    from = piece;
  }
}

}  // namespace tenure::sim
