// Who waits: one doubly linked list per priority, in the order first come, first served.
//
// A request that arrives now goes to the end; a remainder of long work returns to its old place, which is near the
// front. Leaving from the middle costs nothing.
#pragma once

#include <array>
#include <bit>
#include <cstdint>

#include "sim/pool/record.h"

namespace tenure::sim {

inline constexpr std::uint32_t kMostPriorities = 16;

class RequestQueue {
 public:
  struct List {
    Record* first = nullptr;
    Record* last = nullptr;

    void insert(Record* r) {
      if (r->begun != 0) {
        Record* after = first;
        while (after != nullptr && queues_before(*after, *r)) after = after->queue.next;
        link(r, after == nullptr ? last : after->queue.previous, after);
      } else {
        Record* before = last;
        while (before != nullptr && queues_before(*r, *before)) before = before->queue.previous;
        link(r, before, before == nullptr ? first : before->queue.next);
      }
    }

    void remove(Record* r) {
      Record* after = r->queue.next;
      (r->queue.previous == nullptr ? first : r->queue.previous->queue.next) = after;
      if (after == nullptr) {
        last = r->queue.previous;
      } else {
        after->queue.previous = r->queue.previous;
        prefetch(after->queue.next);  // it will be touched when `after` leaves
      }
    }

   private:
    void link(Record* r, Record* before, Record* after) {
      r->queue = {after, before};
      (before == nullptr ? first : before->queue.next) = r;
      (after == nullptr ? last : after->queue.previous) = r;
    }
  };

  void insert(Record* r) {
    lists_[r->priority].insert(r);
    mask_ |= 1U << r->priority;
  }

  void remove(Record* r) {
    List& list = lists_[r->priority];
    list.remove(r);
    if (list.first == nullptr) mask_ &= ~(1U << r->priority);
  }

  /// Who is next; null when nobody waits.
  [[nodiscard]] Record* front() const {
    return mask_ == 0 ? nullptr : lists_[static_cast<std::size_t>(std::countr_zero(mask_))].first;
  }

  /// Calls fn(record) for everybody waiting.
  template <class Fn>
  void for_each(Fn&& fn) const {
    for (const List& list : lists_) {
      for (Record* r = list.first; r != nullptr; r = r->queue.next) fn(r);
    }
  }

 private:
  std::array<List, kMostPriorities> lists_{};
  std::uint32_t mask_ = 0;
};

}  // namespace tenure::sim
