// The reference engine: one global calendar, one event after another in the total order. Slow and plain; the window
// engine is held to its results.
#pragma once

#include <vector>

#include "sim/engine/core.h"
#include "sim/engine/event_heap.h"

namespace tenure::sim {

template <class M>
class ReferenceEngine : public EngineCore<M, ReferenceEngine<M>> {
  using Core = EngineCore<M, ReferenceEngine<M>>;
  using Block = typename Core::Block;

 public:
  using Core::Core;

  RunReport run() {
    now_ = this->options_.begin;
    push_midnight(now_);
    while (!heap_.empty()) {
      const Event event = heap_.pop();
      if (event.order.time >= this->options_.end) break;
      TENURE_ENSURE(event.order.time >= now_, "time does not go back");
      now_ = event.order.time;
      cause_ = event.order;
      handle(event);
    }
    return this->finish();
  }

  // what pools say
  void completion(Tick t, Record* r) { push(order_of(t, EventClass::completion, *r), EventKind::completion, r); }
  void deadline(Tick t, Record* r) { push(order_of(t, EventClass::deadline, *r), EventKind::deadline, r); }
  void wake(Tick t, StaffedPool& pool) {
    heap_.push({.order = {t, rank_of(EventClass::shift_change), pool.index(), 0},
                .subject = pool.index(),
                .kind = EventKind::wake});
  }
  void answered(Record* r, Tick end) {
    if (r->mode == Mode::live) {
      const EntityId e = r->entity;
      this->answer_live(r, cause_, [&](Block& block) { take_posts(block); });
      schedule(e);
    } else if (r->detached) {
      dropped(r);
    } else {
      const Order order{add_time(end, this->options_.reading_lag), rank_of(EventClass::own), this->model_.key(r->entity),
                        minor_of(r->occasion, r->topic)};
      heap_.push({order, r, r->generation, r->entity, EventKind::letter});
    }
  }
  void handed_over(Record* r, Tick t) { push(order_of(t, EventClass::request, *r), EventKind::request, r); }
  void dropped(Record* r) { this->blocks_[this->block_of(r->entity)].slab.give_back(r); }
  [[nodiscard]] Tick lag() const { return this->options_.reading_lag; }

 private:
  friend Core;

  void block_added() {}
  void entity_added(EntityId e) { schedule(e); }

  void push(const Order& order, EventKind kind, Record* r) { heap_.push({order, r, r->generation, r->pool, kind}); }

  void push_midnight(Tick m) {
    heap_.push({.order = {m, rank_of(EventClass::fixed), 0, 0}, .kind = EventKind::midnight});
  }

  void schedule(EntityId e) {
    if (this->next_[e] == kNever) return;
    const Order order{this->next_[e], rank_of(EventClass::own, 1), this->model_.key(e), 0};
    heap_.push({.order = order, .subject = e, .kind = EventKind::own});
  }

  void take_posts(const Block& block) {
    for (const Post& p : Core::posts(block)) {
      TENURE_ENSURE(p.pool < this->staffed_.size(), "requests go to a pool");
      heap_.push({{p.time, p.rank, p.record->key, minor_of(p.record->occasion, p.record->topic)},
                  p.record,
                  p.generation,
                  p.pool,
                  kind_of(class_of(p.rank), *p.record)});
    }
  }

  void handle(const Event& event) {
    const Tick t = event.order.time;
    Record* r = event.record;
    StaffedPool* pool = nullptr;
    if (event.kind >= EventKind::completion) pool = this->staffed_[event.subject].get();
    switch (event.kind) {
      case EventKind::midnight:
        this->run_midnight(t, [&](const Block& block, EntityId e) {
          take_posts(block);
          schedule(e);
        });
        push_midnight(t + kDay);
        break;
      case EventKind::own:
        if (this->next_[event.subject] == t) {
          Block& block = this->blocks_[this->block_of(event.subject)];
          this->call_due(block, event.subject, Core::own_cause(t));
          take_posts(block);
          schedule(event.subject);
        }
        break;
      case EventKind::letter:
        if (r->generation == event.generation && !this->mail_of(event.subject).stands_still) {
          Block& block = this->blocks_[this->block_of(event.subject)];
          this->call_answer(block, r, Core::own_cause(t));
          take_posts(block);
          schedule(event.subject);
        }
        break;
      case EventKind::completion:
        pool->complete(r, t, *this);
        break;
      case EventKind::deadline:
        pool->deadline(r, event.generation, t, *this);
        break;
      case EventKind::withdrawal:
        if (r->generation == event.generation) this->staffed_[r->pool]->withdraw(r, event.generation, t, *this);
        break;
      case EventKind::release:
        this->instant_[event.subject]->take_back(r, t);
        dropped(r);
        break;
      case EventKind::request:
        if (r->generation != event.generation) break;  // withdrawn before it was asked
        if (pool != nullptr) {
          pool->enter(r, t, *this);
        } else {
          this->instant_[event.subject]->answer(r, t);
          answered(r, t);
        }
        break;
      case EventKind::wake:
        if (pool->wake_at() == t) pool->wake(t, *this);
        break;
    }
  }

  EventHeap heap_;
  Order cause_;
  Tick now_ = 0;
};

}  // namespace tenure::sim
