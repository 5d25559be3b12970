// Touchpoints that a strategy plans, and demands that customers come with.
//
//   cadence      first + n · every after one of its stages is entered (from outside them); moving between its stages keeps it
//   entry        once, `delay` after entering them
//   recurrence   a Poisson stream while in its stages; its budget is drawn anew each month, addressed by month and count.
//                With hours, it runs on their clock: nothing comes while they are closed, more while they are open
//
// A contact by automation happens at once and arrives with probability `reach`.  A contact by staff asks its pool: work,
// patience and tie belong to the customer's occasion, never to the server.  A planned contact whose stages she has left while
// it waited is still held and still has its effect; leaving as a customer (or for good) withdraws everything that waits.
// Attributes do not change, so who is eligible is decided on entering.
//
// Luck: one block per contact; first half the work, then 32 bits for the patience and 32 for the tie.  A return has its own
// patience and tie, and the first contact's share of the work.
#include <algorithm>

#include "models/customer/occasion.h"
#include "models/simulate/population.h"

namespace tenure::models {

/// On entering a stage: starts what begins here, keeps what goes on, ends what does not.
void Population::plan_touches(Case& k, int old_stage, Tick now) {
  for (const int index : k.stage().touches) {
    const TouchPlan& t = k.segment.touches[static_cast<std::size_t>(index)];
    TouchSlot& slot = k.c.touches()[index];
    Tick& next = k.c.touch_dues()[index];
    if (old_stage != kUnborn && t.in_stage[static_cast<std::size_t>(old_stage)]) continue;
    next = sim::kNever;
    if (t.eligible_attribute != no_index) {
      const double value = k.c.attributes()[t.eligible_attribute];
      if (value < t.at_least || value >= t.below) continue;
    }
    if (t.trigger == TriggerKind::recurrence) {
      next = recurrence_after(k, t, slot, now);
      continue;
    }
    const std::uint32_t visit = slot.visit++;
    Tick due = k.h.entered;  // in the opening book: before the start
    std::int64_t n = 0;
    if (t.trigger == TriggerKind::entry) {
      due = sim::add_time(due, t.delay);
    } else {
      Tick first = t.first;
      if (first < 0) {
        const double share = sim::Draws(luck_, address_of(k.h.key, t.phase_stream, visit)).share();
        first = static_cast<Tick>(share * static_cast<double>(t.every));
      }
      due = sim::add_time(due, first);
      const Tick earliest = std::max(now, t.from);
      if (due < earliest) {
        n = (earliest - due + t.every - 1) / t.every;
        due += n * t.every;
      }
    }
    due = sim::ceil_to_tick(due, plan_.tick);
    if (due < std::max(now, t.from) || due >= t.until) continue;  // an entry of the opening book, long ago
    next = due;
    slot.occasion = occasion_of(visit, static_cast<std::uint32_t>(n));
  }
  find_contact_due(k);
}

void Population::find_contact_due(Case& k) {
  Tick first = sim::kNever;
  for (const int t : k.stage().touches) first = std::min(first, k.c.touch_dues()[t]);
  k.h.contact_due = first;
}

/// The next occasion of a demand after `from`; sets its name in the slot.
Tick Population::recurrence_after(const Case& k, const TouchPlan& t, TouchSlot& slot, Tick from) const {
  const double rate = k.c(t.rate);
  if (rate <= 0.0) return sim::kNever;
  Tick month = sim::month_index(from);
  // `visit` counts within the month; the month of the last occasion is part of its name
  std::uint32_t count = 0;
  if (slot.visit > 0 && slot.occasion >> 16 == (static_cast<std::uint32_t>(month) & 0xFFFFu)) count = slot.visit;
  for (;;) {
    const std::uint32_t occasion = occasion_of(static_cast<std::uint32_t>(month), count);
    const double budget = sim::Draws(luck_, address_of(k.h.key, t.recurrence_stream, occasion)).unit_exponential();
    const Tick due = t.hours ? t.hours->advance(from, std::max<Tick>(1, sim::time_until_spent(budget / rate * t.share_open *
                                                                                          static_cast<double>(sim::kDay))))
                             : instant_after(from, budget / rate, 1);
    const Tick end = (month + 1) * sim::kMonth;
    if (due < end) {
      slot.occasion = occasion;
      slot.visit = static_cast<std::uint16_t>(count + 1);
      return sim::ceil_to_tick(due, plan_.tick);
    }
    if (end >= plan_.horizon) return sim::kNever;
    from = end;
    ++month;
    count = 0;
  }
}

/// Holds a contact that is due, and dates the next one.
bool Population::touch(Case& k, int index, Tick now, sim::Desk& desk) {
  const TouchPlan& t = k.segment.touches[static_cast<std::size_t>(index)];
  TouchSlot& slot = k.c.touches()[index];
  Tick& next = k.c.touch_dues()[index];
  const Tick due = next;
  const std::uint32_t occasion = slot.occasion;
  const bool expected = slot.held && by_appointment(t);  // while an appointment is ahead, no other one is made
  switch (t.trigger) {
    case TriggerKind::cadence:
      next = sim::ceil_to_tick(sim::add_time(due, t.every), plan_.tick);
      slot.occasion = occasion_of(occasion >> 16, occasion + 1);
      if (next >= t.until) next = sim::kNever;
      break;
    case TriggerKind::entry: next = sim::kNever; break;
    case TriggerKind::recurrence: next = recurrence_after(k, t, slot, std::max(due, now)); break;
  }

  if (!expected) {
    ++k.ledger.events;
    if (!t.self_service.empty() && help_herself(k, index, occasion, now, desk)) return false;
    ++k.ledger.planned[k.ledger.row_cell(t.touchpoint, now)];
    if (watching_) note_demand(k, t, now);
  }

  if (t.delivery == Delivery::automation) {
    const double reach = k.c(t.reach);
    if (reach >= 1.0 || sim::Draws(luck_, address_of(k.h.key, t.reach_stream, occasion)).share() < reach)
      deliver_at_once(k, t, occasion, now, desk);
    else
      not_reached(k, index, occasion, now);
    return false;
  }

  if (expected) return false;
  if (t.under_today != no_index) take_over_place(k, t, slot);
  if (slot.held) {  // she has her place already
    deliver_at_once(k, t, occasion, now, desk);
    return false;
  }
  ++slot.pending;
  if (traced(k, now)) note_contact(k, TraceKind::asks, {static_cast<std::uint32_t>(index), 0, 0}, occasion, now, now);
  desk.ask(request(k, {static_cast<std::uint32_t>(index), 0, 0}, occasion, now));
  return t.mode == RequestMode::live;
}

sim::Request Population::request(const Case& k, const Tag& tag, std::uint32_t occasion, Tick now) const {
  const TouchPlan& t = k.segment.touches[tag.touch];
  const sim::Draws first(luck_, address_of(k.h.key, t.contact_stream, occasion));
  const std::uint32_t stream = attempt_stream(t.contact_stream, tag.attempt);
  const sim::Draws draws = tag.attempt == 0 ? first : sim::Draws(luck_, address_of(k.h.key, stream, occasion));
  const auto values = k.c.values();
  const auto ticks = [](double days) { return days * static_cast<double>(sim::kDay); };
  sim::Request q;
  q.author_key = k.h.key;
  q.topic = attempt_stream(t.topic, tag.attempt);
  q.occasion = occasion;
  q.tie = draws.bits(sim::Quarter::fourth);
  q.tag = tag.packed();
  q.pool = static_cast<std::uint16_t>(t.pool);
  q.account = t.account;
  q.priority = t.priority;
  q.mode = t.mode == RequestMode::live ? sim::Mode::live : sim::Mode::open;
  q.patience_clock = t.patience_clock == WorkClock::wall ? sim::Clock::wall : sim::Clock::working;
  if (plan_.pools[static_cast<std::size_t>(t.pool)].books) q.book = k.c.books()[t.pool];
  double work = quantile(t.work, first.share(), values);
  if (tag.attempt > 0) work *= t.return_work;
  if (tag.via > 0) work *= t.self_service[tag.via - 1].return_work;
  q.work = sim::ceil_to_tick(sim::duration_of(ticks(work)), plan_.tick);
  const double patience = ticks(quantile(t.patience, draws.share(sim::Quarter::third), values));
  q.patience = patience >= sim::kLongestAmount ? sim::kNever
                                               : sim::ceil_to_tick(static_cast<Tick>(std::max(0.0, patience)), plan_.tick);
  if (const SlotTimes& s = plan_.slots[static_cast<std::size_t>(t.pool)]; s.latest > 0) {
    q.earliest = q.preferred = sim::ceil_to_tick(now + s.earliest, plan_.tick);
    q.latest = sim::ceil_to_tick(now + s.latest, plan_.tick);
  }
  return q;
}

/// A contact has been held at `when`, by a server of this quality; the customer knows it at `now`.
void Population::deliver(Case& k, const TouchPlan& t, std::uint32_t occasion, Tick when, Tick now, double quality,
                         double late, bool settled) {
  ++k.ledger.delivered[k.ledger.row_cell(t.touchpoint, when)];
  if (const double cost = k.c(t.cost); cost != 0.0) {
    const bool acquires = t.delivery == Delivery::pool && plan_.acquires[static_cast<std::size_t>(t.pool)];
    pay(k, acquires ? Account::acquisition_contact : Account::contact_cost, cost, when);
  }
  const double size = std::max(0.0, 1.0 + t.quality_weight * (quality - 1.0));
  const double like = settled || t.unresolved_experience < 0.0 ? t.experience : t.unresolved_experience;
  feel(k, t.done, size, like < 0.0 ? -1.0 : quality_felt(k, t, occasion, like * quality * late), now);
}

/// A contact was abandoned, came too late, or found closed doors or no place.
void Population::miss(Case& k, const TouchPlan& t, Tick when, Tick now) {
  ++k.ledger.missed[k.ledger.row_cell(t.touchpoint, when)];
  feel(k, t.missed, 1.0, t.missed_experience, now);
}

/// A sending that she has not received.
void Population::not_reached(Case& k, int index, std::uint32_t occasion, Tick now) {
  ++k.ledger.missed[k.ledger.row_cell(k.segment.touches[static_cast<std::size_t>(index)].touchpoint, now)];
  if (traced(k, now))
    note_contact(k, TraceKind::missed, {static_cast<std::uint32_t>(index), 0, 0}, occasion, now, now).cause = TraceCause::not_reached;
}

/// A contact that takes no time.
void Population::deliver_at_once(Case& k, const TouchPlan& t, std::uint32_t occasion, Tick now, sim::Desk& desk) {
  deliver(k, t, occasion, now, now);
  if (traced(k, now)) {
    const auto index = static_cast<std::uint32_t>(&t - k.segment.touches.data());
    TraceEvent& event = note_contact(k, TraceKind::held, {index, 0, 0}, occasion, now, now);
    if (t.experience >= 0.0) event.experience = quality_felt(k, t, occasion, t.experience);
  }
  lead_on(k, t, occasion, 1.0, now, desk);
}

/// Takes back what waits.
void Population::withdraw(Case& k, Tick now, sim::Desk& desk) {
  if (plan_.has_slots) cancel_appointments(k, now, desk);
  std::uint32_t pending = 0;
  for (std::size_t i = 0; i < k.segment.touches.size(); ++i) {
    TouchSlot& slot = k.c.touches()[i];
    if (slot.pending == 0) continue;
    k.ledger.withdrawn[k.ledger.row_cell(k.segment.touches[i].touchpoint, now)] += slot.pending;
    if (traced(k, now)) {
      TraceEvent& event = note(k, TraceKind::withdrawn, now, now);
      event.what = touch_name(k.segment.touches[i]);
      event.amount = slot.pending;
    }
    pending += slot.pending;
    slot.pending = 0;
  }
  if (pending > 0) desk.withdraw_open();
}

/// Gives back the places of touchpoints whose stages she leaves.
void Population::give_back_places(Case& k, int next_stage, sim::Desk& desk) {
  for (std::size_t i = 0; i < k.segment.touches.size(); ++i) {
    const TouchPlan& t = k.segment.touches[i];
    if (!by_appointment(t) && !t.in_stage[static_cast<std::size_t>(next_stage)]) give_back_place(k, i, desk);
  }
}

/// The place that she has by the touchpoint of this name under today's strategy goes on.
void Population::take_over_place(Case& k, const TouchPlan& t, TouchSlot& slot) {
  TouchSlot& before = k.c.touches()[t.under_today];
  if (!before.held || k.segment.touches[static_cast<std::size_t>(t.under_today)].pool != t.pool) return;
  before.held = 0;
  slot.held = 1;
}

void Population::give_back_place(Case& k, std::size_t index, sim::Desk& desk) {
  TouchSlot& slot = k.c.touches()[index];
  const TouchPlan& t = k.segment.touches[index];
  if (!slot.held) return;
  slot.held = 0;
  desk.release({.pool = static_cast<std::uint16_t>(t.pool),
                .slot = 0,
                .author_key = k.h.key,
                .topic = t.topic,
                .occasion = slot.visit,
                .tie = 0});
}

}  // namespace tenure::models
