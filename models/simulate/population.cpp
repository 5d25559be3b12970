#include "models/simulate/population.h"

#include <algorithm>

#include "models/engagement/outcomes.h"
#include "sim/base/contract.h"

namespace tenure::models {

Population::Population(const Plan& plan, Luck luck, std::uint32_t block_size,
                       const std::atomic<bool>* stop, Recorder* recorder)
    : plan_(plan),
      luck_(luck.key),
      mirrored_(luck.mirrored),
      follow_until_(plan.horizon),
      recorder_(recorder),
      block_size_(block_size),
      records_(plan),
      contagion_(plan.contagion_groups.size(), 0.0),
      books_(plan) {
  add_opening_book(stop);
}

Population::Case Population::open(EntityId id) {
  const Customer c = records_[id];
  Hot& h = c.hot();
  return {c, h, plan_.segments[h.segment], *ledgers_[id / block_size_], id};
}

Tick Population::first_due(EntityId id) const {
  const Hot& h = records_[id].hot();
  if (h.stage == kUnborn) return h.born;
  const Customer c = records_[id];
  return next_due({c, c.hot(), plan_.segments[h.segment], *ledgers_[id / block_size_]});
}

Tick Population::on_due(EntityId id, Tick due, Tick now, sim::Desk& desk) {
  Case k = open(id);
  if (recorder_ != nullptr) note_months(k, now);
  if (k.h.stage == kUnborn) come(k, now);
  if (awaits_start(k) && due >= 0) begin_held(k);
  if (!decide(k, due, now, desk)) strike(k, due, now, desk);
  if (k.h.stage == kUnborn) return sim::kNever;  // dropped before 0
  if (plan_.has_slots) keep_appointments(k, due, now, desk);
  if (k.h.piece_end <= due) {
    settle(k, due);
    begin_pieces(k, due);
  }
  for (std::size_t i = 0; i < k.segment.surveys.size(); ++i)
    while (k.c.surveys()[i].due <= due) survey(k, i, now);
  while (k.h.contact_due <= due) {  // touchpoints in the order in which they fell due
    int first = no_index;
    for (const int t : k.stage().touches)
      if (first == no_index || k.c.touch_dues()[t] < k.c.touch_dues()[first]) first = t;
    const bool stands_still = touch(k, first, now, desk);
    find_contact_due(k);
    if (stands_still) return std::max(next_due(k), due + 1);
  }
  const Tick next = next_due(k);
  TENURE_ASSERT(next > due, "time goes on");
  return next;
}

Tick Population::on_answer(EntityId id, const sim::Answer& answer, Tick now, sim::Desk& desk) {
  Case k = open(id);
  if (recorder_ != nullptr) note_months(k, now);
  const Tag tag = Tag::of(answer.tag);
  const TouchPlan& t = k.segment.touches[tag.touch];
  TouchSlot& slot = k.c.touches()[tag.touch];
  TENURE_ENSURE(slot.pending > 0, "an answer belongs to a question");
  --slot.pending;
  ++k.ledger.events;
  if (answer.outcome == sim::Outcome::served) {
    if (plan_.places[static_cast<std::size_t>(t.pool)]) slot.held = 1;
    if (plan_.slots[static_cast<std::size_t>(t.pool)].latest > 0) {  // she has an appointment: it is held when its time comes
      ++slot.pending;
      slot.held = 1;
      k.c.appointments()[tag.touch] = {answer.start, answer.asked, answer.occasion};
      if (traced(k, now)) note_contact(k, TraceKind::booked, tag, answer.occasion, answer.start, now).asked = answer.asked;
      return next_due(k);
    }
    const double quality = answer.seat >= 0 ? static_cast<double>(answer.quality) : 1.0;  // places have none
    const std::size_t cell = k.ledger.row_cell(answer.pool, answer.end);
    k.ledger.response_ticks[cell] += answer.end - answer.asked;
    ++k.ledger.responses[cell];
    k.ledger.touch_response_ticks[static_cast<std::size_t>(t.touchpoint)] += answer.end - answer.asked;
    ++k.ledger.touch_responses[static_cast<std::size_t>(t.touchpoint)];
    const double late = late_factor(t, answer);
    const bool settled = !t.may_fail || settles(k, tag, answer.occasion);
    deliver(k, t, answer.occasion, answer.end, now, quality, late, settled);
    if (recorder_ != nullptr) note_answer(k, tag, answer, late, settled, now);
    if (t.may_fail) settle_or_return(k, tag, answer, settled, now, desk);
    lead_on(k, t, answer.occasion, late, now, desk);
  } else if (plan_.serves_missed) {  // somebody else does it, at the limit
    const double late = late_factor(t, answer);
    const bool settled = !t.may_fail || settles(k, tag, answer.occasion);
    deliver(k, t, answer.occasion, answer.end, now, 1.0, late, settled);
    if (t.may_fail) settle_or_return(k, tag, answer, settled, now, desk);
    lead_on(k, t, answer.occasion, late, now, desk);
  } else {
    miss(k, t, answer.end, now);
    if (recorder_ != nullptr) note_answer(k, tag, answer, 1.0, true, now);
  }
  return next_due(k);
}

Tick Population::on_told(EntityId id, const sim::Notice& notice, Tick now, sim::Desk&) {
  Case k = open(id);
  if (k.h.stage == kUnborn) return k.h.born;
  if (recorder_ != nullptr) note_months(k, now);
  jump(k, k.segment.handover[notice.topic], 1.0, now);
  if (traced(k, now)) {
    TraceEvent& event = note(k, TraceKind::handed_over, now, now);
    event.what = event.pool = plan_.pools[notice.topic].name;
    event.server = k.c.books()[notice.topic];
    event.person = std::max<std::int32_t>(0, notice.change.joined);
  }
  return next_due(k);
}

void Population::on_midnight(sim::Clerk& clerk) {
  if (plan_.begin < 0 && clerk.midnight() == 0) open_books();
  if (!contagion_.empty()) {  // shares of those ever born, as they stand now
    std::int64_t born = 0;
    std::vector<std::int64_t> present(static_cast<std::size_t>(plan_.stages), 0);
    for (const auto& ledger : ledgers_) {
      born += ledger->born;
      for (std::size_t s = 0; s < present.size(); ++s) present[s] += ledger->present[s];
    }
    for (std::size_t g = 0; g < contagion_.size(); ++g) {
      std::int64_t members = 0;
      for (std::size_t s = 0; s < present.size(); ++s)
        if (plan_.contagion_groups[g][s]) members += present[s];
      contagion_[g] = born == 0 ? 0.0 : static_cast<double>(members) / static_cast<double>(born);
    }
  }
  if (books_.used()) {
    std::vector<EntityId> joiners;
    for (const auto& ledger : ledgers_) {
      for (const Ledger::LeftBook& left : ledger->left_books) books_.leave(left.pool, left.seat, records_[left.entity]);
      ledger->left_books.clear();
      joiners.insert(joiners.end(), ledger->joiners.begin(), ledger->joiners.end());
      ledger->joiners.clear();
    }
    if (plan_.begin < 0 && clerk.midnight() == 0) books_.turn(records_);
    std::sort(joiners.begin(), joiners.end(), [&](EntityId a, EntityId b) { return key(a) < key(b); });
    for (const EntityId id : joiners)
      if (const Hot& h = records_[id].hot(); h.stage != kUnborn && plan_.segments[h.segment].stages[h.stage].customer)
        books_.join(records_[id], id, clerk.midnight());
    books_.change_staff(records_, clerk);
  }
  add_arrivals(clerk.midnight(), clerk);
}

Ledger Population::close() {
  Ledger total(plan_);
  sim::Int128 lived = 0;
  for (EntityId id = 0; id < records_.size(); ++id) {
    Case k = open(id);
    if (k.h.stage == kUnborn) continue;
    if (recorder_ != nullptr) note_months(k, plan_.horizon);
    if (plan_.recurring) close_years(k, follow_recurring(k, sim::kNever), sim::add_time(plan_.horizon, 1));
    if (plan_.satisfaction || plan_.declared_states > 0) {
      settle(k, plan_.horizon);
      post_levels(k);
    }
    post_stay(k, sim::kNever);
    if (recorder_ != nullptr) note_end(k);
    lived += plan_.horizon - std::max<Tick>(k.h.born, 0);
    for (std::size_t t = 0; t < k.segment.touches.size(); ++t)
      k.ledger.pending[static_cast<std::size_t>(k.segment.touches[t].touchpoint)] += k.c.touches()[t].pending;
  }
  for (const auto& ledger : ledgers_) total.add(*ledger);
  recorder_ = nullptr;

  // identities
  sim::Int128 stayed = 0;
  for (std::size_t g = 0; g < plan_.segments.size(); ++g)
    for (int s = 0; s < plan_.stages; ++s) {
      sim::Int128 whole = 0;
      for (int m = 0; m <= plan_.months; ++m) {
        const std::size_t cell = total.stage_cell(static_cast<int>(g), s, m);
        whole += total.time_step[cell];
        stayed += whole * sim::kMonth + total.time_part[cell];
      }
    }
  TENURE_ENSURE(stayed == lived, "times in stages add up to the customers' time");
  std::int64_t present = 0;
  for (const std::int64_t members : total.present) present += members;
  TENURE_ENSURE(present == total.born, "everybody born is in a stage");
  for (std::size_t t = 0; t < plan_.touch_rows.size(); ++t) {
    std::int64_t open = total.carried_in[t] - total.pending[t];
    for (int m = 0; m < plan_.months; ++m) {
      const std::size_t cell = total.row_cell(static_cast<int>(t), m * sim::kMonth);
      open += total.planned[cell] - total.delivered[cell] - total.missed[cell] - total.withdrawn[cell];
    }
    TENURE_ENSURE(open == 0, "contacts carried in or planned are delivered, missed, withdrawn or pending");
  }
  for (std::size_t i = 0; i < total.tried.size(); ++i)
    TENURE_ENSURE(total.tried[i] == total.helped[i] + total.went_on[i] + total.returning[i] + total.silent[i],
                  "tries of self-service are settled, go on, come back or are never heard of");
  return total;
}

}  // namespace tenure::models
