// States of a customer, and what they do to risks.
//
// A contact moves a state x: adds to it, lifts it to a level, or leaves a share of it.  x halves every half-life, and every risk
// that it acts on is multiplied by ratio^x.  An effect of one contact has a state of its own; a declared state is shared by all
// that move it, so that several ways to one end do not count twice.  Before a state jumps, the budgets it bears on are brought
// up to date; after it, a new piece begins.
#include <algorithm>
#include <bit>

#include "models/simulate/population.h"

namespace tenure::models {

/// Everything that a contact, hand-over or change does to states, at once.
void Population::jump(Case& k, const std::vector<Jump>& jumps, double size, Tick now) {
  if (jumps.empty()) return;
  settle(k, now);
  move_states(k, jumps, size);
  begin_pieces(k, now);
}

/// Moves states as of k.h.since.  `size` of the occasion: 1 is an ordinary one, a better one moves them further.
void Population::move_states(Case& k, const std::vector<Jump>& jumps, double size) {
  for (const Jump& j : jumps) {
    const StatePlan& plan = k.segment.states[static_cast<std::size_t>(j.state)];
    double x = static_cast<double>(k.c.states()[j.state]);
    switch (j.move) {
      case Move::adds: x += size * j.amount; break;
      case Move::lifts_to: x = std::max(x, size * j.amount); break;
      case Move::keeps: x *= j.amount; break;
    }
    if (plan.cap > 0.0) x = std::min(x, plan.cap);
    set_state(k, j.state, std::max(x, 0.0));
  }
}

void Population::set_state(const Case& k, int state, double x) {
  k.c.states()[state] = static_cast<float>(x);
  const std::uint64_t bit = std::uint64_t{1} << state;
  if (x != 0.0)
    k.h.active |= bit;
  else
    k.h.active &= ~bit;
}

/// The states of somebody who begins.
void Population::start_states(Case& k) {
  for (std::uint64_t rest = k.segment.started_states; rest != 0; rest &= rest - 1) {
    const int i = std::countr_zero(rest);
    set_state(k, i, k.segment.states[static_cast<std::size_t>(i)].start);
  }
  if (k.segment.satisfaction != no_index) {
    k.c.experience().expectation = static_cast<float>(plan_.satisfaction->expectation);
    k.c.experience().contacts = contacts_before(k);
  }
}

/// How many contacts somebody of today's book has felt before the run begins: as many as today's strategy makes on the mean.
/// Without them an old customer would be as easily swayed as a new one, and satisfaction would run down for years.
std::uint32_t Population::contacts_before(const Case& k) const {
  const Tick age = plan_.begin - k.h.born;
  if (plan_.begin == 0 || age <= 0) return 0;
  double per_day = 0.0;
  for (const int index : k.stage().touches) {
    const TouchPlan& t = k.segment.touches[static_cast<std::size_t>(index)];
    if (t.experience < 0.0 || plan_.begin < t.from || plan_.begin >= t.until) continue;
    if (t.eligible_attribute != no_index) {
      const double value = k.c.attributes()[t.eligible_attribute];
      if (value < t.at_least || value >= t.below) continue;
    }
    if (t.trigger == TriggerKind::recurrence) per_day += k.c(t.rate);
    if (t.trigger == TriggerKind::cadence) per_day += 1.0 / sim::in_units(t.every, sim::kDay);
  }
  return static_cast<std::uint32_t>(std::min(per_day * sim::in_units(age, sim::kDay), 1e6));
}

/// Σ log(ratio) · x at `now`; reads only.
double Population::log_modifier(const Case& k, const std::vector<Modifier>& modifiers, Tick now) const {
  double sum = 0.0;
  for (const Modifier& m : modifiers)
    if (k.h.active >> m.state & 1)
      sum += m.log_ratio * static_cast<double>(k.c.states()[m.state]) *
             fade(alone_ ? 0 : std::max<Tick>(0, now - k.h.since), k.segment.states[static_cast<std::size_t>(m.state)].half_life);
  return sum;
}

}  // namespace tenure::models
