// The calendar of one open pool: the posts of the window, sorted when it opens, and what the pool itself has coming.
//
// Sources differ in class, so at one instant their order is that of the classes: completions, deadlines, then posts
// (withdrawals before requests, by rank), then servers who become available.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <utility>
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
  std::uint16_t pool = 0;  ///< position among the open pools
};

struct ComesBefore {
  [[nodiscard]] bool operator()(const Input& a, const Input& b) const {
    if (a.time != b.time) return a.time < b.time;
    if (a.rank != b.rank) return a.rank < b.rank;
    if (a.record->key != b.record->key) return a.record->key < b.record->key;
    return minor_of(a.record->occasion, a.record->topic) < minor_of(b.record->occasion, b.record->topic);
  }
};

struct ComesAfter {
  [[nodiscard]] bool operator()(const Input& a, const Input& b) const { return ComesBefore{}(b, a); }
};

/// A letter on its way to the block of its reader.
struct Letter {
  Tick time;
  EntityId reader;
};

class OpenCalendar {
 public:
  OpenCalendar(StaffedPool& pool, Tick lag) : pool_(&pool), lag_(lag) {}

  [[nodiscard]] StaffedPool& pool() { return *pool_; }

  /// Posts of the window about to run; to be filled before run.
  std::vector<Input> inputs;

  // what the window has produced, for the engine to pass on
  std::vector<Letter> letters;
  std::vector<Record*> dropped_records;
  std::vector<Record*> handed_over_records;

  /// Runs the pool through everything from `from` to just before `to`.
  void run(Tick from, Tick to) {
    sort_inputs(from, to);
    open_day(day_of(from));
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
          if (input.record->generation == input.generation) pool_->enter(input.record, t, *this);
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
    completions_.push_back({t, rank_of(EventClass::completion, *r), r, 0, 0});
    std::push_heap(completions_.begin(), completions_.end(), ComesAfter{});
  }
  void deadline(Tick t, Record* r) {
    await({order_of(t, EventClass::deadline, *r), r, r->generation, r->pool, EventKind::deadline});
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
  static constexpr Tick kDaysAhead = 512;   // a deadline beyond waits anew
  static constexpr std::size_t kAhead = 6;  // records are loaded that many posts before they are needed

  // Deadlines lie days ahead, and most are void when their time comes: they wait by day, so that the heap stays small.

  [[nodiscard]] static Tick day_of(Tick t) { return t >= 0 ? t / kDay : (t + 1) / kDay - 1; }

  void await(const Event& event) {
    const Tick ahead = std::min(day_of(event.order.time) - day_, kDaysAhead);
    if (ahead <= 0) {
      deadlines_.push(event);
      return;
    }
    if (static_cast<std::size_t>(ahead) > later_.size()) later_.resize(static_cast<std::size_t>(ahead));
    later_[static_cast<std::size_t>(ahead) - 1].push_back(event);
  }

  void open_day(Tick day) {
    while (day_ < day && !later_.empty()) {
      const std::vector<Event> due = std::move(later_.front());
      later_.pop_front();
      ++day_;
      for (const Event& event : due) await(event);
    }
    day_ = day;
  }

  /// Posts come at all times of the window alike: deal them out to as many bins as there are posts, by time, and put the
  /// nearly sorted row in order. (Where they do not, the bins are large, and the plain sort does it.)
  void sort_inputs(Tick from, Tick to) {
    const std::size_t n = inputs.size();
    const ComesBefore before;
    if (n < 16) {
      std::sort(inputs.begin(), inputs.end(), before);
      return;
    }
    bins_.assign(n + 1, 0);
    const double scale = static_cast<double>(n) / static_cast<double>(to - from);
    const auto bin_of = [&](const Input& input) {
      const auto bin = static_cast<std::size_t>(static_cast<double>(std::max<Tick>(input.time - from, 0)) * scale);
      return std::min(bin, n - 1);
    };
    for (const Input& input : inputs) ++bins_[bin_of(input) + 1];
    std::uint32_t largest = 0;
    for (std::size_t i = 1; i <= n; ++i) {
      largest = std::max(largest, bins_[i]);
      bins_[i] += bins_[i - 1];
    }
    if (largest > 24) {
      std::sort(inputs.begin(), inputs.end(), before);
      return;
    }
    sorted_.resize(n);
    for (const Input& input : inputs) sorted_[bins_[bin_of(input)]++] = input;
    for (std::size_t i = 1; i < n; ++i) {
      const Input input = sorted_[i];
      std::size_t j = i;
      for (; j > 0 && before(input, sorted_[j - 1]); --j) sorted_[j] = sorted_[j - 1];
      sorted_[j] = input;
    }
    inputs.swap(sorted_);
  }

  Record* pop_completion() {
    std::pop_heap(completions_.begin(), completions_.end(), ComesAfter{});
    Record* r = completions_.back().record;
    completions_.pop_back();
    return r;
  }

  StaffedPool* pool_;
  Tick lag_;
  std::vector<Input> completions_;  // heap; never stale, because a sitting once begun is finished
  EventHeap deadlines_;                    // up to the end of day_
  std::deque<std::vector<Event>> later_;   // [day - day_ - 1]
  Tick day_ = 0;  // of the last window
  std::vector<std::uint32_t> bins_;
  std::vector<Input> sorted_;
};

}  // namespace tenure::sim
