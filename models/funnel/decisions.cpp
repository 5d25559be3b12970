// Decisions at a date or every cycle: stay, or go one of several ways.
//
// A decision with probability p is an atom −log(1 − p) of hazard: it spends the budget of this decision, and she goes when
// the budget does not cover it.  Frailty, dated factors, the stage and fading effects multiply the atom; a strategy may also scale
// shares themselves.  Which way she goes is one share addressed by the number of the term, never by how many came before.
//
// With notice she decides that long before the date: what is felt by then decides, and who has decided to go goes on the date,
// unless something else has taken her before.  Who is in the opening book less than the notice before her date decides at the
// start.
#include <algorithm>
#include <array>
#include <cmath>

#include "models/customer/occasion.h"
#include "models/simulate/population.h"

namespace tenure::models {

/// Whether she has decided to go and waits for the date.
static bool decided(const DecisionSlot& slot) { return slot.left <= -2.0; }

/// The first term to be decided after `after`.
void Population::next_term(const Case& k, const DecisionPlan& d, DecisionSlot& slot, Tick after) const {
  if (d.every == 0) {
    const auto next = std::upper_bound(d.dates.begin(), d.dates.end(), after, [&](Tick t, Tick date) {
      return t < sim::ceil_to_tick(date - d.notice, plan_.tick);
    });
    slot.term = static_cast<std::uint32_t>(next - d.dates.begin());
    slot.due = next == d.dates.end() ? sim::kNever : sim::ceil_to_tick(*next - d.notice, plan_.tick);
    return;
  }
  const Tick anchor = (d.anchor == Anchor::start ? k.h.born : k.h.entered) + d.first - d.notice;
  std::int64_t n = std::max<std::int64_t>(0, sim::floor_div(after - anchor, d.every));
  while (sim::ceil_to_tick(anchor + n * d.every, plan_.tick) <= after) ++n;
  slot.due = sim::ceil_to_tick(anchor + n * d.every, plan_.tick);
  slot.term = static_cast<std::uint32_t>(n);
  if (d.anchor == Anchor::stage && plan_.revisits) slot.term = occasion_of(k.c.visits()[k.h.stage], slot.term);
}

/// The date of the term at hand, at which whoever has decided to go goes.
Tick Population::date_of(const Case& k, const DecisionPlan& d, const DecisionSlot& slot) const {
  if (d.every == 0) return sim::ceil_to_tick(d.dates[slot.term], plan_.tick);
  const bool by_visit = d.anchor == Anchor::stage && plan_.revisits;
  const Tick n = by_visit ? slot.term & 0xFFFFu : slot.term;
  return sim::ceil_to_tick((d.anchor == Anchor::start ? k.h.born : k.h.entered) + d.first + n * d.every, plan_.tick);
}

void Population::plan_decisions(Case& k, Tick now) {
  for (const int index : k.stage().decisions) plan_decision(k, index, now);
}

void Population::plan_decision(Case& k, int index, Tick now) {
  const DecisionPlan& d = k.segment.decisions[static_cast<std::size_t>(index)];
  DecisionSlot& slot = k.c.decisions()[index];
  if (is_held(k, d, now)) {  // until 0: begin_held
    slot.due = sim::kNever;
    return;
  }
  if (decided(slot)) {
    if (slot.due > now) return;
    slot.left = kUndrawn;  // it had no effect: she was elsewhere on the date
    ++slot.spell;
  }
  if (slot.left < 0.0)
    slot.left = is_watched(k) && is_held(k, d, -1)
                    ? kNeverSpent
                    : sim::unit_exponential_of(fate_share(sim::Draws(luck_, address_of(k.h.key, d.fate_stream, slot.spell))));
  const bool opening = k.h.entered < now && k.h.born < now;
  if (opening && d.notice > 0) {
    next_term(k, d, slot, now - d.notice);
    slot.due = std::max(slot.due, now + plan_.tick);  // a date within the notice: it is decided at the start
  } else {
    next_term(k, d, slot, now);
  }
}

/// What the decision spends at `now` when its shares add up to p.
double Population::total_hazard(const Case& k, const DecisionPlan& d, Tick now, double p) const {
  const double factor = factor_at(d.changes, now) * factor_in(k.h.stage, d.by_stage);
  if (factor == 0.0) return 0.0;
  if (p >= 1.0) return HUGE_VAL;
  double hazard = -sim::log1p(-p) * factor * d.level;
  if (d.frailty) hazard *= static_cast<double>(k.h.frailty);
  if (const double exponent = log_modifier(k, d.modifiers, now); exponent != 0.0) hazard *= sim::exp(exponent);
  return hazard;
}

/// She goes, and a new spell begins.
void Population::go(Case& k, const DecisionPlan& d, DecisionSlot& slot, std::size_t way, Tick now, sim::Desk& desk) {
  slot.left = kUndrawn;
  ++slot.spell;
  k.ledger.go(d.ways[way].count_row, k.h.entered, now);
  pay_flows(k, d.flows, now);
  if (recorder_ != nullptr) because(k, TraceCause::decision, plan_.decision_names[static_cast<std::size_t>(d.decision)]);
  move(k, d.ways[way].to, now, desk);
}

/// Takes the decisions that are due, in the order of the scenario, until one of them leads away.  True when one has.
bool Population::decide(Case& k, Tick due, Tick now, sim::Desk& desk) {
  for (const int index : k.stage().decisions) {
    const DecisionPlan& d = k.segment.decisions[static_cast<std::size_t>(index)];
    DecisionSlot& slot = k.c.decisions()[index];
    if (slot.due > due) continue;
    const Tick when = slot.due;
    const std::uint32_t term = slot.term;
    ++k.ledger.events;
    if (decided(slot)) {
      go(k, d, slot, static_cast<std::size_t>(-2.0 - slot.left), now, desk);
      return true;
    }

    // the ways' parts of the hazard
    constexpr std::size_t kWays = 32;
    TENURE_ENSURE(d.ways.size() <= kWays, "a decision has at most 32 ways");
    std::array<double, kWays> part{};
    double p = 0.0;
    for (std::size_t w = 0; w < d.ways.size(); ++w) {
      part[w] = std::clamp(k.c(d.ways[w].share) * factor_at(d.ways[w].share_changes, when), 0.0, 1.0);
      p += part[w];
    }
    double sum = 0.0;
    for (std::size_t w = 0; w < d.ways.size(); ++w) sum += part[w] *= factor_at(d.ways[w].hazard_changes, when);
    double hazard = p > 0.0 && sum > 0.0 ? total_hazard(k, d, when, p) * (sum / p) : 0.0;
    if (is_watched(k) && date_of(k, d, slot) >= plan_.horizon) hazard = 0.0;  // she would still be there when the year ends

    if (slot.left > hazard) {  // she stays
      if (traced(k, now)) {
        TraceEvent& event = note(k, TraceKind::decides, when, now);
        event.what = plan_.decision_names[static_cast<std::size_t>(d.decision)];
        event.amount = -sim::expm1(-hazard);
      }
      slot.left -= hazard;
      next_term(k, d, slot, std::max(when, now));
      if (!d.on_stay.empty()) happen_on_stay(k, d, term, when, now);
      continue;
    }
    const double share =
        sum * sim::Draws(luck_, address_of(k.h.key, d.way_stream, term)).share();
    std::size_t way = 0;
    double below = part[0];
    while (way + 1 < d.ways.size() && share >= below) below += part[++way];
    while (part[way] == 0.0) --way;  // rounding at the upper end
    if (d.notice > 0) {
      slot.left = -2.0 - static_cast<double>(way);
      slot.due = std::max(date_of(k, d, slot), when + plan_.tick);
      if (traced(k, now)) {
        TraceEvent& event = note(k, TraceKind::decides, when, now);
        event.what = plan_.decision_names[static_cast<std::size_t>(d.decision)];
        event.to = plan_.labels.stages[static_cast<std::size_t>(d.ways[way].to)];
        event.begun = slot.due;
        event.amount = -sim::expm1(-hazard);
      }
      continue;
    }
    go(k, d, slot, way, now, desk);
    return true;
  }
  return false;
}

}  // namespace tenure::models
