// Entering and leaving stages, and the money that stages and transitions bring.
#include <algorithm>
#include <cmath>

#include "models/simulate/population.h"

namespace tenure::models {
namespace {

/// A flow's own time window within a stay [from, to) in a stage entered at `entered`.
struct Window {
  Tick from, to;
};
Window window(const FlowPlan& f, Tick entered, Tick from, Tick to) {
  return {std::max({from, sim::add_time(entered, f.after), f.from}), std::min({to, sim::add_time(entered, f.before), f.until})};
}

Account account(const FlowPlan& f) {
  if (f.kind == FlowKind::revenue) return Account::revenue;
  if (f.kind == FlowKind::effect) return Account::effect;
  switch (f.cost_of) {
    case CostOf::goods: return Account::goods_cost;
    case CostOf::acquisition: return Account::acquisition_cost;
    case CostOf::other: break;
  }
  return Account::other_cost;
}

}  // namespace

/// `entered` lies before `now` in the opening book only.
void Population::enter(Case& k, int stage, Tick entered, Tick now) {
  const int old_stage = k.h.stage;
  k.h.stage = static_cast<std::uint16_t>(stage);
  k.h.entered = entered;
  k.h.since = now;
  k.h.piece_end = sim::kNever;
  ++k.ledger.present[static_cast<std::size_t>(stage)];
  if (k.h.standing == Standing::prospect && k.stage().customer) {
    k.h.standing = Standing::kept;
    if (books_.used()) k.ledger.joiners.push_back(k.id);
    k.c.join(now);
    k.ledger.post_newcomer_joined(k.h.segment, now);
  }
  if (plan_.sizes) k.c.size_slot().at = now;
  if (old_stage == kUnborn) start_states(k);
  start_risks(k, now, entered < now);
  plan_decisions(k, now);
  if (!alone_) plan_touches(k, old_stage, now);
  if (!k.segment.surveys.empty() && !alone_) plan_surveys(k, now);
  begin_pieces(k, now, Fresh::yes);
}

void Population::move(Case& k, int stage, Tick now, sim::Desk& desk) {
  const StagePlan& old_stage = k.stage();
  settle(k, now);
  keep_carried(k, now);
  if (watching_) note_spent(k, now);
  keep_recurrences(k, now);
  const std::int64_t recurring_before = plan_.recurring && !alone_ ? follow_recurring(k, now) : 0;
  post_stay(k, now);
  --k.ledger.present[k.h.stage];
  const StagePlan& next = k.segment.stages[static_cast<std::size_t>(stage)];
  if (drops(k, next, now)) {
    vanish(k, now, desk);
    return;
  }
  const bool leaves = old_stage.customer && !next.customer;
  if (leaves) {
    ++k.ledger.lost[k.ledger.cell(k.h.segment, k.ledger.month_of(now))];
    if (recorder_ != nullptr && recorder_->all && now >= 0 && recorder_->sums[k.id].left == sim::kNever)
      recorder_->sums[k.id].left = now;
    if (k.h.standing == Standing::kept) {
      k.h.standing = Standing::left;
      if (k.h.key >> 60 == static_cast<std::uint64_t>(sim::EntityKind::listed)) {
        k.ledger.post_opening_lost(k.h.segment, now);
      } else {
        k.ledger.post_newcomer_lost(k.h.segment, k.c.joined(), now);
      }
    }
  }
  const int old = k.h.stage;
  if ((leaves || next.absorbing) && !alone_) withdraw(k, now, desk);
  if (plan_.has_places && !alone_) give_back_places(k, stage, desk);
  if (next.absorbing && !alone_) leave_books(k);
  enter(k, stage, now, now);
  if (plan_.recurring && !alone_) move_recurring(k, recurring_before, recurring(k, now), now);
  if (traced(k, now)) {
    TraceEvent& event = note(k, TraceKind::moves, now, now);
    event.from = plan_.labels.stages[static_cast<std::size_t>(old)];
    event.to = plan_.labels.stages[k.h.stage];
    event.cause = recorder_->cause;
    event.what = recorder_->by;
  }
}

/// She is gone for good: the books of her servers are told at the next midnight.
void Population::leave_books(Case& k) {
  if (!books_.used()) return;
  for (std::size_t q = 0; q < k.segment.has_book.size(); ++q)
    if (k.c.books()[q] != sim::kAnyServer) k.ledger.left_books.push_back({static_cast<int>(q), k.c.books()[q], k.id});
}

void Population::post_stay(Case& k, Tick until) {
  const Tick from = std::max(k.h.entered, follow_from_);
  if (!alone_)
    k.ledger.post_stay(k.h.segment, k.h.stage, from, until);
  else if (k.stage().customer)
    k.ledger.post_beyond(k.h.segment, from, until);
  post_flows(k, until, Flows::all);
}

/// What flows in the present stage; what hangs on her size, from the instant on up to which it has been posted.
void Population::post_flows(Case& k, Tick until, Flows which) {
  const Tick from = std::max(k.h.entered, follow_from_), to = std::min(until, follow_until_);
  for (const int index : k.stage().flows) {
    const FlowPlan& f = k.segment.flows[static_cast<std::size_t>(index)];
    const bool sized = f.sized && k.segment.sized;
    if (which == Flows::sized && !sized) continue;
    const Window w = window(f, k.h.entered, sized ? std::max(from, k.c.size_slot().at) : from, to);
    if (w.from >= w.to) continue;
    const double amount = sized ? k.c(f.amount) * k.c.size() : k.c(f.amount);
    if (f.form == FlowForm::rate) {
      k.ledger.post_rate(account(f), k.h.segment, amount, w.from, w.to);
      if (recorder_ != nullptr) note_rate_paid(k, account(f), amount, w.from, w.to);
      continue;
    }
    const Tick anchor = f.anchor == Anchor::start ? k.h.born : k.h.entered;
    const std::int64_t least = f.at == LumpAt::start ? 0 : 1;
    std::int64_t n = std::max(least, -sim::floor_div(anchor - w.from, f.every));  // first one at or after w.from
    n = std::max(least, n - 1);                                                   // rounding to ticks may delay the one before
    for (;; ++n) {
      const Tick t = sim::ceil_to_tick(anchor + n * f.every, plan_.tick);
      if (t < w.from) continue;
      if (t >= w.to) break;
      pay(k, account(f), amount, t);
      ++k.ledger.events;
    }
  }
}

/// What a transition or decision pays, out of the stage that is being left.
void Population::pay_flows(Case& k, const std::vector<int>& flows, Tick now) {
  for (const int index : flows) {
    const FlowPlan& f = k.segment.flows[static_cast<std::size_t>(index)];
    const Window w = window(f, k.h.entered, 0, follow_until_);
    const double amount = f.sized ? k.c(f.amount) * k.c.size() : k.c(f.amount);
    if (w.from <= now && now < w.to) pay(k, account(f), amount, now);
  }
}

Tick Population::next_due(const Case& k) const {
  if (k.h.stage == kUnborn) return k.h.born;
  Tick next = std::min(k.h.piece_end, k.h.contact_due);
  const StagePlan& stage = k.stage();
  for (std::size_t i = 0; i < stage.risks.size(); ++i) next = std::min(next, k.c.risks()[i].due);
  for (const int d : stage.decisions) next = std::min(next, k.c.decisions()[d].due);
  for (std::size_t i = 0; i < k.segment.surveys.size(); ++i) next = std::min(next, k.c.surveys()[i].due);
  if (plan_.has_slots)
    for (std::size_t i = 0; i < k.segment.touches.size(); ++i)
      if (k.c.touches()[i].held && by_appointment(k.segment.touches[i])) next = std::min(next, k.c.appointments()[i].at);
  return next;
}

}  // namespace tenure::models
