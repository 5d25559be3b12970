// Before the start: from begin to 0 the world runs under today's strategy, and what it leaves behind is what all start from.
//
// The opening book is stated as of time 0, so nobody of it leaves before.  Who has been a customer for the whole warm-up rests
// in her stage of the opening book from its beginning on: she is contacted, asks and feels effects, but no risk or decision of
// hers runs.  Who is younger comes at her birth in the segment's `start` stage, if that is a customer stage, and moves on from
// there; only risks that lead out of the customer stages, and decisions one of whose ways does, are held.  At 0 everything that
// was held begins, with the budgets of somebody who has survived until then.
//
// Newcomers who begin as prospects arrive as ever.  One who becomes a customer before 0 is in the opening book already, and one
// who is gone for good is never met: both are dropped.  Those still under way at 0 are met at 0, with the opening book.
#include <algorithm>

#include "models/simulate/population.h"
#include "sim/base/contract.h"

namespace tenure::models {
namespace {

bool is_listed(const Hot& h) { return h.key >> 60 == static_cast<std::uint64_t>(sim::EntityKind::listed); }

}  // namespace

bool Population::is_held(const Case& k, const DecisionPlan& d, Tick now) {
  return now < 0 && k.stage().customer && std::any_of(d.ways.begin(), d.ways.end(), [&](const WayPlan& way) {
           return !k.segment.stages[static_cast<std::size_t>(way.to)].customer;
         });
}

/// Somebody of the opening book, who will stand in `stage` at 0 unless she comes later than the warm-up begins.
void Population::await_start(Case& k, int stage) {
  if (k.h.born <= plan_.begin) rest(k, stage, plan_.begin);
}

/// Nothing of hers happens from `now` to 0.
void Population::rest(Case& k, int stage, Tick now) {
  Hot& h = k.h;
  h.stage = static_cast<std::uint16_t>(stage);
  h.standing = Standing::resting;
  h.entered = h.born;
  h.since = now;
  h.piece_end = 0;
  ++k.ledger.born;
  ++k.ledger.present[static_cast<std::size_t>(stage)];
  start_states(k);
  plan_touches(k, kUnborn, now);
  if (!k.segment.surveys.empty()) plan_surveys(k, now);
}

/// Somebody who was not there when the run began comes.
void Population::come(Case& k, Tick now) {
  if (!is_listed(k.h)) {
    start_newcomer(k, now);
    return;
  }
  const auto is_customer = [&](int stage) { return k.segment.stages[static_cast<std::size_t>(stage)].customer; };
  const int start = k.segment.joins != no_index ? k.segment.joins : start_stage(k.h.key, k.segment.start);
  const int opening = start_stage(k.h.key, k.segment.opening);
  if (!is_customer(start) || !is_customer(opening)) {
    rest(k, opening, now);
    return;
  }
  k.h.standing = Standing::settling;
  ++k.ledger.born;
  enter(k, start, now, now);
}

/// At 0: what was held begins.
void Population::begin_held(Case& k) {
  const Tick now = std::max<Tick>(k.h.since, 0);  // later only if she stood still at 0
  settle(k, now);
  const bool rested = k.h.standing == Standing::resting;
  const StagePlan& stage = k.stage();
  k.h.standing = stage.customer ? Standing::kept : Standing::left;
  if (rested) {
    start_risks(k, now, k.h.entered < now);
    plan_decisions(k, now);
  } else {
    const std::uint32_t visit = plan_.revisits ? k.c.visits()[k.h.stage] - 1u : 0u;
    for (std::size_t i = 0; i < stage.risks.size(); ++i)
      if (is_held(k, k.segment.risks[static_cast<std::size_t>(stage.risks[i])], -1)) start_risk(k, i, visit, now, true);
    for (const int index : stage.decisions)
      if (is_held(k, k.segment.decisions[static_cast<std::size_t>(index)], -1)) plan_decision(k, index, now);
  }
  begin_pieces(k, now, Fresh::yes);
}

/// She leaves no trace: her stage has been left, and nobody hears of her again.
void Population::vanish(Case& k, Tick now, sim::Desk& desk) {
  withdraw(k, now, desk);
  if (plan_.has_places)
    for (std::size_t i = 0; i < k.segment.touches.size(); ++i) give_back_place(k, i, desk);
  leave_books(k);
  --k.ledger.born;
  k.h.stage = kUnborn;
  k.h.born = k.h.piece_end = k.h.contact_due = sim::kNever;
}

/// Midnight 0: nothing of what lies before is in the books of the run; who is there is the opening book.
void Population::open_books() {
  for (auto& ledger : ledgers_) {
    auto fresh = std::make_unique<Ledger>(plan_);
    fresh->left_books = std::move(ledger->left_books);
    fresh->joiners = std::move(ledger->joiners);
    ledger = std::move(fresh);
  }
  for (EntityId id = 0; id < records_.size(); ++id) {
    Case k = open(id);
    if (k.h.stage == kUnborn) {
      if (!is_listed(k.h) || k.h.born != 0) continue;  // dropped, or still to come
      const int stage = start_stage(k.h.key, k.segment.opening);
      k.h.standing = k.segment.stages[static_cast<std::size_t>(stage)].customer ? Standing::kept : Standing::left;
      enter(k, stage, 0, 0);
      start_recurring(k, 0, true);
    } else {
      ++k.ledger.present[k.h.stage];
      if (plan_.recurring) k.c.recurring() = {};
      if (plan_.sizes) k.c.size_slot().at = 0;
      start_recurring(k, 0, true);
    }
    if (watching_) note_rate(k, id);
    if (recorder_ != nullptr) note_begin(k, 0);
    ++k.ledger.born;
    ++k.ledger.opening[k.h.segment];
    if (k.stage().customer) {
      ++k.ledger.opening_customers[k.h.segment];
      k.ledger.post_opening_retained(k.h.segment);
    }
    for (std::size_t t = 0; t < k.segment.touches.size(); ++t)
      k.ledger.carried_in[static_cast<std::size_t>(k.segment.touches[t].touchpoint)] += k.c.touches()[t].pending;
  }
}

}  // namespace tenure::models
