// Requests and answers: all that a pool learns about an entity, and all that the entity learns back.
//
// A pool knows requests, not entities. A request carries what the pool needs (how much work, how urgent, how patient,
// whose book); the answer carries what the entity needs (who served, how well, how long it took, or why nothing came of
// it). A live request is answered while its author stands still (a call, a visit, a slot, a place); with an open request
// (a ticket, a planned touch) the author's life goes on, and the answer reaches her a reading lag after its end.
#pragma once

#include <cstdint>

#include "sim/time/tick.h"

namespace tenure::sim {

/// Slot of an entity in its model. Never used for order or luck: those use the entity's key.
using EntityId = std::uint32_t;

enum class Mode : std::uint8_t {
  live,  ///< the author stands still until answered
  open   ///< the author goes on; the answer is a letter
};

/// How a duration of waiting is counted.
enum class Clock : std::uint8_t {
  working,  ///< only while the pool's hours run
  wall      ///< always
};

/// Whether the author wants to hear of it.
enum class Reply : std::uint8_t {
  answer,  ///< every request is answered, unless it is withdrawn
  none     ///< open requests only: it cannot be withdrawn either, and does not bind the author in any way
};

enum class Outcome : std::uint8_t {
  served,     ///< the work was done, or the slot or place is hers
  abandoned,  ///< the limit of patience was reached before service began (a planned touch: missed)
  closed,     ///< asked outside the pool's hours, where the pool says so at once
  full        ///< no slot or place is left
};

/// No book: any server of the pool may serve.
inline constexpr std::int32_t kAnyServer = -1;

/// What an entity asks of a pool.
struct Request {
  std::uint64_t author_key = 0;  ///< entity key of the author: order among equals ends in it
  std::uint32_t topic = 0;       ///< what it is about: the stream hash of its name
  std::uint32_t occasion = 0;    ///< which one of this topic
  std::uint32_t tie = 0;         ///< addressed 32 bits of the occasion (Purpose::tie): order among equals
  std::uint32_t tag = 0;         ///< handed back in the answer; the model's own meaning
  std::uint16_t pool = 0;        ///< index of the pool
  std::uint16_t account = 0;     ///< the pool's statistics that it counts in; < PoolSpec::accounts
  std::uint8_t priority = 0;     ///< 0 is served first; < PoolSpec::priorities
  Mode mode = Mode::open;        ///< must be the mode of the pool
  Reply reply = Reply::answer;
  Clock patience_clock = Clock::wall;
  std::int32_t book = kAnyServer;  ///< seat whose book she is in
  Tick work = 1;                   ///< working time it takes a server of speed 1; >= 1
  Tick patience = kNever;          ///< limit from asking to the start of (the first) service; >= 0
  Tick at = -kNever;               ///< open requests: asked then, if that lies ahead; withdrawn before, it never was
  // slot books only
  Tick earliest = 0;   ///< first acceptable start; not before the instant of asking
  Tick latest = kNever;  ///< last acceptable start; kNever: no slot is asked for
  Tick preferred = 0;  ///< the start she would like best; the nearest free one is given, the earlier of two
};

/// What comes back.
struct Answer {
  std::uint32_t topic = 0, occasion = 0, tag = 0;  ///< as asked
  std::uint16_t pool = 0;                          ///< the pool that answered (after overflow: the last one)
  Mode mode = Mode::open;
  Outcome outcome = Outcome::served;
  Tick asked = 0;           ///< instant of asking
  Tick start = 0;           ///< start of the first sitting, or of the slot; without service: the end of waiting
  Tick end = 0;             ///< end of the last sitting, of waiting, or the instant of an immediate answer
  Tick worked = 0;          ///< servers' working time spent
  Tick waited_working = 0;  ///< from asking to start, counted in the pool's hours; wall-clock waiting is start - asked
  std::int32_t seat = -1;   ///< who ended it; -1: nobody
  std::uint32_t occupant = 0;
  float quality = 0.0F;  ///< of the occupant at the start of the last sitting; 0 without service
};

}  // namespace tenure::sim
