// The calendar of one open pool: the posts of the window, sorted when it opens, and what the pool itself has coming.
//
// Sources differ in class, so at one instant their order is that of the classes: completions, deadlines, then posts
// (withdrawals before requests, by rank), then servers who become available.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "sim/engine/event_heap.h"
#include "sim/engine/order.h"
#include "sim/pool/record.h"
#include "sim/pool/staffed_pool.h"

namespace tenure::sim {

/// A request or withdrawal on its way to a pool.
struct Input {
  Tick time;
  Rank rank;
  Record* record;
  std::uint32_t generation;
};

[[nodiscard]] inline bool comes_before(const Input& a, const Input& b) {
  if (a.time != b.time) return a.time < b.time;
  if (a.rank != b.rank) return a.rank < b.rank;
  if (a.record->key != b.record->key) return a.record->key < b.record->key;
  return minor_of(a.record->occasion, a.record->topic) < minor_of(b.record->occasion, b.record->topic);
}

/// A letter on its way to the block of its reader.
struct Letter {
  Tick time;
  EntityId reader;
};

class OpenCalendar {
 public:
  OpenCalendar(StaffedPool& pool, Tick lag) : pool_(&pool), lag_(lag) {}

  [[nodiscard]] StaffedPool& pool() { return *pool_; }

  /// Posts of the window about to run; to be filled before run_to.
  std::vector<Input> inputs;

  // what the window has produced, for the engine to pass on
  std::vector<Letter> letters;
  std::vector<Record*> dropped_records;
  std::vector<Record*> handed_over_records;

  /// Runs the pool through everything before `to`.
  void run_to(Tick to) {
    std::sort(inputs.begin(), inputs.end(), comes_before);
    std::size_t at = 0;
    for (;;) {
      const Tick post = at < inputs.size() ? inputs[at].time : kNever;
      const Tick completion = completions_.empty() ? kNever : completions_.front().time;
      const Tick limit = deadlines_.empty() ? kNever : deadlines_.top().order.time;
      const Tick t = std::min({post, completion, limit, pool_->wake_at()});
      if (t >= to) break;
      if (t == completion) {
        pool_->complete(pop_completion(), t, *this);
      } else if (t == limit) {
        const Event event = deadlines_.pop();
        pool_->deadline(event.record, event.generation, t, *this);
      } else if (t == post) {
        const Input& input = inputs[at++];
        if (at + kAhead < inputs.size()) prefetch(inputs[at + kAhead].record);
        if (class_of(input.rank) == EventClass::request) {
          pool_->enter(input.record, t, *this);
        } else {
          pool_->withdraw(input.record, input.generation, t, *this);
        }
      } else {
        pool_->wake(t, *this);
      }
    }
    inputs.clear();
  }

  // what the pool says
  void completion(Tick t, Record* r) {
    completions_.push_back({t, rank_of(EventClass::completion, *r), r, 0});
    std::push_heap(completions_.begin(), completions_.end(), comes_after);
  }
  void deadline(Tick t, Record* r) {
    deadlines_.push({order_of(t, EventClass::deadline, *r), r, r->generation, r->pool, EventKind::deadline});
  }
  void wake(Tick, const StaffedPool&) {}  // wake_at() is looked at
  void answered(Record* r, Tick end) {
    if (r->detached) {
      dropped(r);
    } else {
      letters.push_back({add_time(end, lag_), r->entity});
    }
  }
  void handed_over(Record* r, Tick) { handed_over_records.push_back(r); }
  void dropped(Record* r) { dropped_records.push_back(r); }
  [[nodiscard]] Tick lag() const { return lag_; }

 private:
  static constexpr std::size_t kAhead = 6;  // records are loaded that many posts before they are needed

  [[nodiscard]] static bool comes_after(const Input& a, const Input& b) { return comes_before(b, a); }

  Record* pop_completion() {
    std::pop_heap(completions_.begin(), completions_.end(), comes_after);
    Record* r = completions_.back().record;
    completions_.pop_back();
    return r;
  }

  StaffedPool* pool_;
  Tick lag_;
  std::vector<Input> completions_;  // heap; never stale, because a sitting once begun is finished
  EventHeap deadlines_;
};

}  // namespace tenure::sim
