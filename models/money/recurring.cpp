// Recurring revenue: what a customer brings per month, and how that moves.
//
//   a customer's     Σ rate, or amount / interval, of the revenue flows of her stage that run at t; times her size where the
//                    flow hangs on it; at least 0; rounded once to millionths per month
//   movements        new · expansion · contraction · lost · returned, as her own total moves
//   a year           Σ now / Σ base and Σ min(now, base) / Σ base over those who brought something when it began
//
// Nothing is done at a month's or a year's end: what lasts is posted when it is over, and a year that has ended meanwhile is
// closed with what she brought then.  An instant at a month's end belongs to the month that ends.
#include <algorithm>
#include <cmath>

#include "models/simulate/population.h"

namespace tenure::models {

/// In the present stage, at t, in units per month.
std::int64_t Population::recurring(const Case& k, Tick t) const {
  double per_day = 0.0;
  for (const int index : k.stage().recurring) {
    const FlowPlan& f = k.segment.flows[static_cast<std::size_t>(index)];
    if (plan_.recurring_windows &&
        (t < std::max(sim::add_time(k.h.entered, f.after), f.from) || t >= std::min(sim::add_time(k.h.entered, f.before), f.until)))
      continue;
    double amount = k.c(f.amount);
    if (f.sized) amount *= k.c.size();
    per_day += f.form == FlowForm::rate ? amount : amount / sim::in_units(f.every, sim::kDay);
  }
  return std::max<std::int64_t>(0, Ledger::units(Account::revenue, per_day * sim::in_units(sim::kMonth, sim::kDay)));
}

/// Posts the present stay up to `until`; what she brings there, before anything of that instant.
std::int64_t Population::follow_recurring(Case& k, Tick until) {
  Tick from = std::max<Tick>(k.h.entered, 0);
  if (plan_.sizes) from = std::max(from, k.c.size_slot().at);
  std::int64_t rate = recurring(k, from);
  while (plan_.recurring_windows) {  // flows that begin or end meanwhile
    Tick edge = std::min(until, plan_.horizon);
    for (const int index : k.stage().recurring) {
      const FlowPlan& f = k.segment.flows[static_cast<std::size_t>(index)];
      for (const Tick t : {sim::add_time(k.h.entered, f.after), sim::add_time(k.h.entered, f.before), f.from, f.until})
        if (t > from) edge = std::min(edge, t);
    }
    if (edge >= until || edge >= plan_.horizon) break;
    const std::int64_t next = recurring(k, edge);
    k.ledger.post_recurring(k.h.segment, rate, from, edge);
    move_recurring(k, rate, next, edge);
    rate = next;
    from = edge;
  }
  k.ledger.post_recurring(k.h.segment, rate, from, until);
  return rate;
}

/// It goes from one amount to another at t.
void Population::move_recurring(Case& k, std::int64_t before, std::int64_t after, Tick t) {
  if (before == after) return;
  close_years(k, before, t);
  RecurringSlot& own = k.c.recurring();
  const Movement kind = before == 0      ? (own.had != 0 ? Movement::returned : Movement::fresh)
                        : after == 0     ? Movement::lost
                        : after > before ? Movement::expansion
                                         : Movement::contraction;
  own.had = 1;
  k.ledger.post_movement(kind, k.h.segment, after > before ? after - before : before - after, t);
}

/// Closes the years that end before t, at which she brought `rate`.
void Population::close_years(Case& k, std::int64_t rate, Tick t) {
  RecurringSlot& own = k.c.recurring();
  while (own.year < plan_.years && std::min((own.year + Tick{1}) * sim::kYear, plan_.horizon) < t) {
    k.ledger.post_year(k.h.segment, own.year, own.base, rate);
    own.base = rate;
    ++own.year;
  }
}

/// Recurring revenue of somebody who has just come, at 0 with the opening book or later.
void Population::start_recurring(Case& k, Tick now, bool opening) {
  if (!plan_.recurring) return;
  if (!opening) {
    close_years(k, 0, now);
    move_recurring(k, 0, recurring(k, now), now);
    return;
  }
  RecurringSlot& own = k.c.recurring();
  own.base = recurring(k, now);
  own.had = own.base > 0 ? 1 : 0;
  k.ledger.recurring_opening[k.h.segment] += own.base;
}

/// Her size is multiplied: what hangs on it is posted up to now, and goes on at the new one.
void Population::resize(Case& k, double factor, Tick now) {
  if (!k.segment.sized) return;
  const bool recurs = plan_.recurring && !alone_;
  const std::int64_t before = recurs ? follow_recurring(k, now) : 0;
  post_flows(k, now, Flows::sized);
  SizeSlot& own = k.c.size_slot();
  own.at = now;
  own.size = std::min(own.size * factor, kLargestSize);
  if (recurs) move_recurring(k, before, recurring(k, now), now);
}

}  // namespace tenure::models
