// A request as it is kept while it is under way: 128 bytes in the slab of its author's block.
//
// The first cache line is what queueing touches, the second what the author's side and the answer touch. Fields that
// are never needed together share their place. The engine hands the record from side to side: the entity's side writes
// it before the pool learns of it, the pool's side until the answer is out; only `detached` is written by the entity's
// side in between, and never while pools are running.
#pragma once

#include <cstdint>

#include "sim/engine/order.h"
#include "sim/pool/request.h"
#include "sim/time/tick.h"

namespace tenure::sim {

enum class RecordState : std::uint8_t {
  free,       ///< not in use
  under_way,  ///< asked or handed over, not yet entered
  waiting,    ///< in a queue
  serving,    ///< in the hands of a server
  done,       ///< answered; the author has not read it yet
  release     ///< not a request: a slot or place given back
};

struct alignas(128) Record {
  struct Links {
    Record* next;
    Record* previous;
  };
  struct Sitting {
    Tick start;
    Tick length;  ///< server's working time of this sitting
  };
  union {
    Links queue;      ///< waiting
    Sitting sitting;  ///< serving
    Tick end;         ///< done
  };
  Tick asked;
  Tick entered;    ///< the pool it is in
  Tick work_left;  ///< nominal work after the sitting in hand; slot books: earliest start
  std::uint64_t key;
  std::uint32_t occasion, topic;
  std::uint32_t tie;
  std::uint16_t pool;
  std::uint8_t priority;
  RecordState state;

  union {
    Tick deadline;  ///< until the first sitting: limit of patience; slot books: latest start
    Tick start;     ///< from then on: start of the first sitting
  };
  union {
    Tick patience;        ///< until it enters
    Tick waited_working;  ///< from the first sitting on
  };
  Tick worked;      ///< servers' working time spent; slot books: preferred start
  Record* sibling;  ///< next record of the same author
  EntityId entity;
  std::uint32_t generation;  ///< counts the uses of this record: tells stale references
  std::uint32_t tag;
  std::int32_t book;
  std::int32_t seat;
  std::uint32_t occupant : 24;
  std::uint32_t outcome : 4;
  std::uint32_t cancelled : 1;      ///< withdrawn in service or on its way: no answer
  std::uint32_t begun : 1;          ///< a sitting has been held
  std::uint32_t working_clock : 1;  ///< of patience
  std::uint32_t dated : 1;          ///< asked later than it was made
  float quality;
  std::uint16_t account;
  Mode mode;
  bool detached;  ///< the author has left or withdrawn it: nobody reads the answer
};
static_assert(sizeof(Record) == 128);

/// Begins to load both lines of a record that is about to be needed; of none when it is null.
inline void prefetch(const Record* r) {
  __builtin_prefetch(r, 1);
  // as a number: a pointer may not be moved where there is none
  __builtin_prefetch(reinterpret_cast<const void*>(reinterpret_cast<std::uintptr_t>(r) + 64), 1);
}

[[nodiscard]] inline Rank rank_of(EventClass event_class, const Record& r) {
  return rank_of(event_class, r.priority, r.tie);
}

/// Place of an event of class `event_class` about `r` at `time`.
[[nodiscard]] inline Order order_of(Tick time, EventClass event_class, const Record& r) {
  return {time, rank_of(event_class, r), r.key, minor_of(r.occasion, r.topic)};
}

/// First come, first served within a priority: by entry, then tie, key, occasion and topic.
[[nodiscard]] inline bool queues_before(const Record& a, const Record& b) {
  if (a.entered != b.entered) return a.entered < b.entered;
  if (a.tie != b.tie) return a.tie < b.tie;
  if (a.key != b.key) return a.key < b.key;
  return minor_of(a.occasion, a.topic) < minor_of(b.occasion, b.topic);
}

}  // namespace tenure::sim
