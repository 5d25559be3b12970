// The total order of what happens.
//
// Two events at one instant are ordered by class, then priority, then an addressed 32-bit tie, then the author's key,
// then the occasion (and topic). Nothing in it depends on slots, threads or the order of creation, so every engine meets
// the events of one pool, and of one entity, in the same order.
#pragma once

#include <cstdint>

#include "sim/time/tick.h"

namespace tenure::sim {

/// What comes first at one instant.
enum class EventClass : std::uint8_t {
  fixed = 0,        ///< midnights
  own = 1,          ///< entities' own events and letters
  completion = 2,   ///< ends of services
  deadline = 3,     ///< limits of patience, overflow
  withdrawal = 4,   ///< withdrawn requests, released slots and places
  request = 5,      ///<
  shift_change = 6  ///< servers who become available
};

/// Class, priority and tie in one number: smaller is earlier.
using Rank = std::uint64_t;

[[nodiscard]] constexpr Rank rank_of(EventClass event_class, std::uint8_t priority = 0, std::uint32_t tie = 0) {
  return static_cast<Rank>(event_class) << 40 | static_cast<Rank>(priority) << 32 | tie;
}

[[nodiscard]] constexpr EventClass class_of(Rank rank) {
  return static_cast<EventClass>(rank >> 40);
}

/// A place in the total order.
struct Order {
  Tick time = 0;
  Rank rank = 0;
  std::uint64_t key = 0;    ///< key of the author or entity
  std::uint64_t minor = 0;  ///< occasion and topic

  friend constexpr bool operator<(const Order& a, const Order& b) {
    if (a.time != b.time) return a.time < b.time;
    if (a.rank != b.rank) return a.rank < b.rank;
    if (a.key != b.key) return a.key < b.key;
    return a.minor < b.minor;
  }
  friend constexpr bool operator==(const Order&, const Order&) = default;
};

[[nodiscard]] constexpr std::uint64_t minor_of(std::uint32_t occasion, std::uint32_t topic) {
  return static_cast<std::uint64_t>(occasion) << 32 | topic;
}

}  // namespace tenure::sim
