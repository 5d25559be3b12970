// A calendar as a binary heap ordered by the total order: the plain global one, and the one of live pools.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "sim/engine/order.h"
#include "sim/pool/record.h"

namespace tenure::sim {

enum class EventKind : std::uint8_t { midnight, own, letter, completion, deadline, withdrawal, release, request, wake };

struct Event {
  Order order;
  Record* record = nullptr;
  std::uint32_t generation = 0;  ///< of the record
  std::uint32_t subject = 0;     ///< entity (own, letter) or pool
  EventKind kind = EventKind::own;
};

class EventHeap {
 public:
  [[nodiscard]] bool empty() const { return events_.empty(); }
  [[nodiscard]] const Event& top() const { return events_.front(); }

  void push(const Event& event) {
    std::size_t i = events_.size();
    events_.push_back(event);
    while (i > 0) {
      const std::size_t parent = (i - 1) / 2;
      if (!(event.order < events_[parent].order)) break;
      events_[i] = events_[parent];
      i = parent;
    }
    events_[i] = event;
  }

  Event pop() {
    const Event first = events_.front();
    const Event last = events_.back();
    events_.pop_back();
    if (!events_.empty()) {
      std::size_t i = 0;
      for (;;) {
        std::size_t child = 2 * i + 1;
        if (child >= events_.size()) break;
        if (child + 1 < events_.size() && events_[child + 1].order < events_[child].order) ++child;
        if (!(events_[child].order < last.order)) break;
        events_[i] = events_[child];
        i = child;
      }
      events_[i] = last;
    }
    return first;
  }

 private:
  std::vector<Event> events_;
};

/// The event of a post.
[[nodiscard]] inline EventKind kind_of(EventClass event_class, const Record& r) {
  if (event_class == EventClass::request) return EventKind::request;
  return r.state == RecordState::release ? EventKind::release : EventKind::withdrawal;
}

}  // namespace tenure::sim
