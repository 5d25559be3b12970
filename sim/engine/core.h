// What both engines share: entities, their records, pools, and the calling of handlers. No calendar.
//
// `Derived` is an engine; it offers post(const Post&), which takes what a handler created to its pool's calendar, and is
// itself the PoolCalendar of midnights.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <memory>
#include <vector>

#include "sim/base/cancelled.h"
#include "sim/base/contract.h"
#include "sim/engine/concept.h"
#include "sim/engine/desk.h"
#include "sim/engine/options.h"
#include "sim/engine/order.h"
#include "sim/engine/report.h"
#include "sim/engine/slab.h"
#include "sim/pool/instant_pool.h"
#include "sim/pool/staffed_pool.h"

namespace tenure::sim {

template <class M, class Derived>
class EngineCore {
 public:
  EngineCore(M& model, const std::vector<PoolSpec>& pools, const EngineOptions& options)
      : model_(model), options_(options), block_shift_(std::countr_zero(options.block_size)) {
    TENURE_ENSURE(options.end > 0 && options.tick >= 1 && options.reading_lag >= 5 * kMinute,
                  "a run has an end, a tick, and a reading lag of at least 5 min");
    TENURE_ENSURE(options.begin <= 0 && options.begin % kDay == 0, "a run begins at a midnight, not after 0");
    TENURE_ENSURE(std::has_single_bit(options.block_size), "a block's size is a power of two");
    TENURE_ENSURE(kDay % options.tick == 0 && options.reading_lag % options.tick == 0,
                  "midnights and the reading lag are multiples of the tick");
    for (const PoolSpec& spec : pools) {
      const auto index = static_cast<std::uint16_t>(staffed_.size());
      const bool staffed = spec.kind == PoolKind::staffed;
      staffed_.push_back(
          staffed ? std::make_unique<StaffedPool>(spec, index, options.luck, options.tick, options.begin, options.end)
                  : nullptr);
      instant_.push_back(staffed ? nullptr : std::make_unique<InstantPool>(spec, options.begin, options.end));
      if (spec.overflow.pool >= 0) {
        TENURE_ENSURE(static_cast<std::size_t>(spec.overflow.pool) < pools.size() &&
                          pools[static_cast<std::size_t>(spec.overflow.pool)].kind == PoolKind::staffed &&
                          pools[static_cast<std::size_t>(spec.overflow.pool)].mode == spec.mode,
                      "a pool overflows into a staffed pool of the same mode");
      }
    }
  }

 protected:
  struct Held {
    EntityId entity;
    Tick time;
    Notice notice;
  };

  struct Block {
    Slab slab;
    Desk desk;
    std::vector<Held> held;  // notices for those who stand still
    std::uint64_t handled = 0;
  };

  [[nodiscard]] Derived& self() { return static_cast<Derived&>(*this); }
  [[nodiscard]] std::uint32_t block_of(EntityId e) const { return e >> block_shift_; }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(next_.size()); }

  /// Calls a handler; returns whether the entity stands still now. What it created is in the block's desk.
  template <class Fn>
  bool call(Block& block, EntityId e, const Order& cause, Fn&& fn) {
    Desk& desk = block.desk;
    desk.cause_ = cause;
    desk.entity_ = e;
    desk.head_ = &records_[e];
    desk.stands_still_ = false;
    desk.posts_.clear();
    const Tick next = fn(desk);
    next_[e] = desk.stands_still_ ? kNever : next;
    if ((++block.handled & kStopMask) == 0) stop_if(options_.stop);  // also where an instant never ends
    return desk.stands_still_;
  }

  [[nodiscard]] static const std::vector<Post>& posts(const Block& block) { return block.desk.posts_; }

  static constexpr std::uint64_t kStopMask = 0xFFF;

  static constexpr Order own_cause(Tick t) { return {t, rank_of(EventClass::own), 0, 0}; }

  bool call_due(Block& block, EntityId e, const Order& cause) {
    const Tick due = next_[e];
    return call(block, e, cause, [&](Desk& desk) {
      const Tick next = model_.on_due(e, due, cause.time, desk);
      TENURE_ENSURE(next > due || desk.stands_still_, "own due times go forward");
      return next;
    });
  }

  /// Hands a finished record's answer to its author.
  bool call_answer(Block& block, Record* r, const Order& cause) {
    const EntityId e = r->entity;
    Record** link = &records_[e];
    while (*link != r) link = &(*link)->sibling;
    *link = r->sibling;
    Answer answer{.topic = r->topic,
                  .occasion = r->occasion,
                  .tag = r->tag,
                  .pool = r->pool,
                  .mode = r->mode,
                  .outcome = static_cast<Outcome>(r->outcome),
                  .asked = r->asked,
                  .start = r->start,
                  .end = r->end,
                  .worked = r->worked,
                  .waited_working = r->waited_working,
                  .seat = r->seat,
                  .occupant = r->occupant,
                  .quality = r->quality};
    block.slab.give_back(r);
    return call(block, e, cause, [&](Desk& desk) { return model_.on_answer(e, answer, cause.time, desk); });
  }

  bool call_told(Block& block, EntityId e, const Notice& notice, const Order& cause) {
    return call(block, e, cause, [&](Desk& desk) { return model_.on_told(e, notice, cause.time, desk); });
  }

  /// The entity's next letter, by time, occasion and topic (null: none), and whether she stands still.
  struct Mail {
    Record* letter = nullptr;
    Tick time = kNever;
    bool stands_still = false;
  };
  [[nodiscard]] Mail mail_of(EntityId e) const {
    Mail mail;
    for (Record* r = records_[e]; r != nullptr; r = r->sibling) {
      if (r->mode == Mode::live) {
        mail.stands_still = true;
      } else if (r->state == RecordState::done) {
        const Tick time = add_time(r->end, options_.reading_lag);
        if (time < mail.time || (time == mail.time && minor_of(r->occasion, r->topic) <
                                                          minor_of(mail.letter->occasion, mail.letter->topic))) {
          mail.letter = r;
          mail.time = time;
        }
      }
    }
    return mail;
  }

  /// A live request is answered: its author hears it, and then of everything that fell due while she stood still, in due
  /// order. `after(block)` is called after each handler. Returns whether she stands still again.
  template <class After>
  bool answer_live(Record* r, const Order& cause, After&& after) {
    const EntityId e = r->entity;
    Block& block = blocks_[block_of(e)];
    bool still = call_answer(block, r, cause);
    after(block);
    while (!still) {
      const Mail mail = mail_of(e);
      const auto held = std::find_if(block.held.begin(), block.held.end(),
                                     [&](const Held& h) { return h.entity == e; });
      const Tick notice = held == block.held.end() ? kNever : held->time;
      const Tick first = std::min({notice, mail.time, next_[e]});
      if (first > cause.time) break;
      if (notice == first) {
        const Notice told = held->notice;
        block.held.erase(held);
        still = call_told(block, e, told, cause);
      } else if (mail.time == first) {
        still = call_answer(block, mail.letter, cause);
      } else {
        still = call_due(block, e, cause);
      }
      after(block);
    }
    return still;
  }

  /// Everything that happens at a midnight before any entity's own events. `after(block, e)` is called after each
  /// handler and for each new entity.
  template <class After>
  void run_midnight(Tick m, After&& after) {
    stop_if(options_.stop);
    clerk_.midnight_ = m;
    clerk_.added_ = 0;
    clerk_.changes_.clear();
    clerk_.told_.clear();
    clerk_.pools_.clear();
    for (std::size_t p = 0; p < staffed_.size(); ++p) {
      if (staffed_[p]) staffed_[p]->midnight(m, clerk_.changes_, self());
      clerk_.pools_.push_back(staffed_[p] ? staffed_[p]->glance() : instant_[p]->glance());
    }
    const std::uint32_t before = size();
    model_.on_midnight(clerk_);
    if (m == options_.begin) clerk_.added_ = model_.size();
    TENURE_ENSURE(model_.size() == before + clerk_.added_, "new entities are announced to the clerk");
    next_.resize(model_.size(), kNever);
    records_.resize(model_.size(), nullptr);
    while (blocks_.size() << block_shift_ < model_.size()) {
      blocks_.emplace_back();
      Block& block = blocks_.back();
      block.desk.slab_ = nullptr;
      block.desk.tick_ = options_.tick;
      block.desk.block_ = static_cast<std::uint32_t>(blocks_.size() - 1);
      self().block_added();
    }
    for (Block& block : blocks_) block.desk.slab_ = &block.slab;
    for (EntityId e = before; e < size(); ++e) {
      next_[e] = model_.first_due(e);
      TENURE_ENSURE(next_[e] >= m, "a new entity's first event lies ahead");
      self().entity_added(e);
    }
    std::stable_sort(clerk_.told_.begin(), clerk_.told_.end(), [&](const auto& a, const auto& b) {
      return model_.key(a.first) < model_.key(b.first);
    });
    const Order cause{m, rank_of(EventClass::fixed), 0, 0};
    for (const auto& [e, notice] : clerk_.told_) {
      Block& block = blocks_[block_of(e)];
      if (mail_of(e).stands_still) {
        block.held.push_back({e, m, notice});
      } else {
        call_told(block, e, notice, cause);
        after(block, e);
      }
    }
  }

  [[nodiscard]] RunReport finish() {
    RunReport report;
    for (std::size_t p = 0; p < staffed_.size(); ++p) {
      if (staffed_[p]) {
        staffed_[p]->finish(options_.end);
        report.pools.push_back(staffed_[p]->stats());
        report.wait_bins.push_back(staffed_[p]->wait_bins());
      } else {
        instant_[p]->finish(options_.end);
        report.pools.push_back(instant_[p]->stats());
        report.wait_bins.emplace_back();
      }
    }
    report.bytes = next_.capacity() * sizeof(Tick) + records_.capacity() * sizeof(Record*);
    for (const Block& block : blocks_) {
      report.handled += block.handled;
      report.bytes += block.slab.bytes();
    }
    return report;
  }

  M& model_;
  EngineOptions options_;
  int block_shift_;
  std::vector<std::unique_ptr<StaffedPool>> staffed_;  // [pool], or null
  std::vector<std::unique_ptr<InstantPool>> instant_;  // [pool], or null
  std::vector<Tick> next_;                             // [entity] next own event; kNever while she stands still
  std::vector<Record*> records_;                       // [entity] requests under way and letters
  std::vector<Block> blocks_;
  Clerk clerk_;
};

}  // namespace tenure::sim
