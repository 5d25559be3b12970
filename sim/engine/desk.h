// The desk at which an entity's handler asks, withdraws and gives back.
//
// What a handler creates for a pool must come later in the total order than what called the handler; where it would not,
// its time moves one tick. (An answer "full" at t, for instance, comes with the class of requests: a withdrawal made in
// its handler happens at t + 1 tick.)
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "sim/base/contract.h"
#include "sim/engine/order.h"
#include "sim/engine/slab.h"
#include "sim/pool/request.h"
#include "sim/time/tick.h"

namespace tenure::sim {

/// Something for a pool: a request, a withdrawal or a release.
struct Post {
  Tick time = 0;
  Rank rank = 0;
  Record* record = nullptr;
  std::uint32_t generation = 0;
  std::uint16_t pool = 0;
  Mode mode = Mode::open;
};

/// A slot or place given back.
struct Release {
  std::uint16_t pool = 0;
  Tick slot = 0;  ///< slot books: Answer::start of the slot
  std::uint64_t author_key = 0;
  std::uint32_t topic = 0, occasion = 0, tie = 0;
};

class Desk {
 public:
  [[nodiscard]] EntityId entity() const { return entity_; }

  /// Index of the entity's block. Blocks run in parallel: a model keeps one ledger per block.
  [[nodiscard]] std::uint32_t block() const { return block_; }

  [[nodiscard]] Tick now() const { return cause_.time; }

  /// Asks a pool. A live request must be the last act of the handler; its author stands still until answered.
  void ask(const Request& q) {
    TENURE_ENSURE(!stands_still_, "a live request is the last act of a handler");
    TENURE_ENSURE(q.reply == Reply::answer || q.mode == Mode::open, "a live request is answered");
    TENURE_ENSURE(q.work >= 1 && q.patience >= 0, "work is at least one tick, patience is not negative");
    Order order{cause_.time, rank_of(EventClass::request, q.priority, q.tie), q.author_key,
                minor_of(q.occasion, q.topic)};
    if (!(cause_ < order)) order.time += tick_;
    const bool dated = q.at > order.time;
    TENURE_ENSURE(!dated || (q.mode == Mode::open && q.reply == Reply::answer), "only open requests are made ahead");
    if (dated) order.time = q.at;
    Record* r = slab_->take();
    r->asked = r->entered = order.time;
    r->work_left = q.work;
    r->key = q.author_key;
    r->occasion = q.occasion;
    r->topic = q.topic;
    r->tie = q.tie;
    r->pool = q.pool;
    r->priority = q.priority;
    r->state = RecordState::under_way;
    r->deadline = kNever;
    r->patience = q.patience;
    r->worked = 0;
    r->entity = entity_;
    r->tag = q.tag;
    r->book = q.book;
    r->seat = -1;
    r->occupant = 0;
    r->outcome = 0;
    r->cancelled = 0;
    r->begun = 0;
    r->working_clock = q.patience_clock == Clock::working ? 1 : 0;
    r->dated = dated ? 1 : 0;
    r->quality = 0.0F;
    r->account = q.account;
    r->mode = q.mode;
    r->detached = q.reply == Reply::none;
    if (q.latest != kNever) {  // a slot: these fields are free there
      TENURE_ENSURE(q.mode == Mode::live && q.earliest >= cause_.time && q.latest >= q.earliest,
                    "slots are asked for live, in the future");
      r->work_left = std::max(q.earliest, order.time);
      r->deadline = q.latest;
      r->worked = q.preferred;
    }
    if (q.reply == Reply::answer) {
      r->sibling = *head_;
      *head_ = r;
    }
    posts_.push_back({order.time, order.rank, r, r->generation, q.pool, q.mode});
    stands_still_ = q.mode == Mode::live;
  }

  /// Withdraws every open request of the entity. Work already begun is finished (its sitting) and paid for; no answer
  /// comes, not even one that is on its way. What was to be asked later is not asked.
  void withdraw_open() {
    TENURE_ENSURE(!stands_still_, "a live request is the last act of a handler");
    for (Record* r = *head_; r != nullptr;) {
      Record* next = r->sibling;
      if (r->state == RecordState::done || (r->dated != 0 && r->asked > cause_.time)) {
        slab_->give_back(r);  // of a request that was still ahead no pool has learnt: its post finds it gone
      } else {
        r->detached = true;
        Order order = order_of(cause_.time, EventClass::withdrawal, *r);
        if (!(cause_ < order)) order.time += tick_;
        if (r->asked >= order.time) order.time = r->asked + tick_;  // asked at this very instant
        posts_.push_back({order.time, order.rank, r, r->generation, r->pool, Mode::open});
      }
      r = next;
    }
    *head_ = nullptr;
  }

  /// Gives back a slot or place.
  void release(const Release& q) {
    TENURE_ENSURE(!stands_still_, "a live request is the last act of a handler");
    Order order{cause_.time, rank_of(EventClass::withdrawal, 0, q.tie), q.author_key, minor_of(q.occasion, q.topic)};
    if (!(cause_ < order)) order.time += tick_;
    Record* r = slab_->take();
    r->asked = r->entered = order.time;
    r->work_left = q.slot;
    r->key = q.author_key;
    r->occasion = q.occasion;
    r->topic = q.topic;
    r->tie = q.tie;
    r->pool = q.pool;
    r->priority = 0;
    r->entity = entity_;
    r->account = 0;
    r->state = RecordState::release;
    posts_.push_back({order.time, order.rank, r, r->generation, q.pool, Mode::live});
  }

 private:
  template <class, class>
  friend class EngineCore;

  Slab* slab_ = nullptr;
  Record** head_ = nullptr;  ///< the entity's records
  Order cause_;              ///< what called the handler
  Tick tick_ = 1;
  EntityId entity_ = 0;
  std::uint32_t block_ = 0;
  bool stands_still_ = false;
  std::vector<Post> posts_;  ///< of this handler, for the engine to pass on
};

}  // namespace tenure::sim
