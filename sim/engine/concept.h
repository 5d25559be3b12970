// What a model must offer to be run, and what it is handed at midnight.
//
// The engine calls the model's handlers directly (templates, nothing virtual). A handler of an entity may read and write
// that entity's state and the ledger of its block (Desk::block()), and values that on_midnight published; nothing else,
// because handlers of different blocks run at the same time. It learns of pools through answers only.
//
//   size()                           entities so far
//   key(e)                           entity key; decides order, never changes
//   first_due(e)                     her first own event (kNever: none); asked once, when she has been added
//   on_due(e, due, now, desk)        everything that is due at `due`. now == due, unless she stood still meanwhile: then
//                                    now is the instant at which she was answered. Returns her next due time, > due
//   on_answer(e, answer, now, desk)  an answer: live at its end, by letter a reading lag after it. Returns her next due
//                                    time, which replaces the former one. It may lie before now (she stood still): it is
//                                    handled next
//   on_told(e, notice, now, desk)    what on_midnight had told to her; now is that midnight, or later if she stood still.
//                                    Returns her next due time
//   on_midnight(clerk)               serial, at every midnight of the run from its begin on, before anything else of that
//                                    instant: publish values, add entities, tell members
//
//   prefetch(e) const                optional: begins to load e's state (__builtin_prefetch), a few visits ahead
//
// For one entity at one instant: notices, then letters by occasion and topic, then own events. Own due times are
// multiples of EngineOptions::tick.
#pragma once

#include <concepts>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "sim/engine/desk.h"
#include "sim/pool/pool_glance.h"
#include "sim/pool/pool_spec.h"
#include "sim/pool/request.h"
#include "sim/time/tick.h"

namespace tenure::sim {

/// What one member is told at a midnight.
struct Notice {
  std::uint32_t topic = 0;    ///< the model's own meaning
  std::uint32_t tag = 0;      ///< likewise
  StaffChange change = {};         ///< when it is about a seat whose book she is in
};

/// What on_midnight works with.
class Clerk {
 public:
  [[nodiscard]] Tick midnight() const { return midnight_; }

  /// Who left and who joined at this midnight, by pool and seat. At the first midnight every seat's first occupant joins.
  [[nodiscard]] std::span<const StaffChange> staff_changes() const { return changes_; }

  [[nodiscard]] const PoolGlance& pool(std::size_t index) const { return pools_[index]; }

  /// The model has appended `count` entities: they take part from this midnight on.
  void add(std::uint32_t count) { added_ += count; }

  /// Has on_told called for an entity, before the day begins, in the order of the entities' keys (then of telling).
  void tell(EntityId entity, const Notice& notice) { told_.emplace_back(entity, notice); }

 private:
  template <class, class>
  friend class EngineCore;

  Tick midnight_ = 0;
  std::uint32_t added_ = 0;
  std::vector<StaffChange> changes_;
  std::vector<PoolGlance> pools_;
  std::vector<std::pair<EntityId, Notice>> told_;
};

template <class M>
concept Model = requires(M& model, const M& same, EntityId e, Tick t, const Answer& answer, const Notice& notice,
                         Desk& desk, Clerk& clerk) {
  { same.size() } -> std::convertible_to<std::uint32_t>;
  { same.key(e) } -> std::convertible_to<std::uint64_t>;
  { model.first_due(e) } -> std::same_as<Tick>;
  { model.on_due(e, t, t, desk) } -> std::same_as<Tick>;
  { model.on_answer(e, answer, t, desk) } -> std::same_as<Tick>;
  { model.on_told(e, notice, t, desk) } -> std::same_as<Tick>;
  { model.on_midnight(clerk) };
};

}  // namespace tenure::sim
