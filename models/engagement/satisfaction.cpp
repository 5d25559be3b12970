// Satisfaction: what a contact was like, against what was expected.
//
//   Q = clamp(experience · quality of the server · lateness + sd · noise, 0, 1)   missed: what missing it is like
//   (unresolved_experience instead of experience where the answer settles nothing)
//   S ← clamp(S + a · (Q − E) · (λ if Q < E), 0, 1),   a = a₀ / (1 + n / n₀)
//   E ← E + b · (Q − E),   n ← n + 1;   E drifts with simulated time
//
// n counts the contacts that she has felt.  S − start is one of her states: it may fade (S goes back to start), and it acts on
// risks as ratio^(S − start).  Her expectation is kept without the drift, which is the same for everybody.
//
// Luck: the noise of a contact is addressed by its touchpoint and occasion (Purpose::quality).
//
// Reported S is the true one: its integral over the time in customer stages, exact in units of 2^-24 of a day.
#include <algorithm>
#include <cmath>

#include "models/customer/occasion.h"
#include "models/simulate/population.h"

namespace tenure::models {

/// What a contact was like: `experience` before the noise of the occasion.
double Population::quality_felt(const Case& k, const TouchPlan& t, std::uint32_t occasion, double experience) const {
  double q = experience;
  if (t.experience_sd > 0.0)
    q += t.experience_sd * sim::Draws(luck_, address_of(k.h.key, t.quality_stream, occasion)).standard_normal();
  return std::clamp(q, 0.0, 1.0);
}

/// A contact of quality Q is felt; states are as of `now`.
void Population::experience(const Case& k, double quality, Tick now) {
  const SatisfactionPlan& plan = *plan_.satisfaction;
  ExperienceSlot& slot = k.c.experience();
  const double drift = plan.drift * static_cast<double>(now);
  const double expected = std::clamp(static_cast<double>(slot.expectation) + drift, 0.0, 1.0);
  const double surprise = quality - expected;
  const double a = plan.weight / (1.0 + static_cast<double>(slot.contacts) / plan.settled_after);
  const double before = static_cast<double>(k.c.states()[k.segment.satisfaction]);
  const double step = a * surprise * (surprise < 0.0 ? plan.loss_aversion : 1.0);
  set_state(k, k.segment.satisfaction, std::clamp(before + step, -plan.start, 1.0 - plan.start));
  slot.expectation = static_cast<float>(expected + plan.expectation_weight * surprise - drift);
  ++slot.contacts;
}

/// A contact moves states, and satisfaction when its quality is felt (>= 0): one new piece for both.
void Population::feel(Case& k, const std::vector<Jump>& jumps, double size, double quality, Tick now) {
  const bool felt = quality >= 0.0 && k.segment.satisfaction != no_index;
  if (!felt) return jump(k, jumps, size, now);
  settle(k, now);
  move_states(k, jumps, size);
  experience(k, quality, now);
  begin_pieces(k, now);
}

/// Before states are brought to `now`: S − start from k.h.since on, by month.
void Population::post_satisfaction(Case& k, Tick now) const {
  const int state = k.segment.satisfaction;
  if (!(k.h.active >> state & 1) || !k.stage().customer) return;
  const double half_life = k.segment.states[static_cast<std::size_t>(state)].half_life;
  const Tick end = std::min(now, plan_.horizon);
  double x = static_cast<double>(k.c.states()[state]);
  for (Tick from = std::max<Tick>(k.h.since, 0); from < end;) {
    const Tick to = std::min(end, (sim::month_index(from) + 1) * sim::kMonth);
    k.ledger.post_satisfaction(k.h.segment, x * mean_fade(to - from, half_life) * sim::in_units(to - from, sim::kDay), from);
    if (to < end) x *= fade(to - from, half_life);
    from = to;
  }
}

/// States of a customer at the horizon.
void Population::post_levels(Case& k) const {
  if (!k.stage().customer) return;
  for (std::size_t i = 0; i < k.segment.declared_states.size(); ++i)
    if (const int state = k.segment.declared_states[i]; state != no_index)
      k.ledger.post_level(k.h.segment, i, static_cast<double>(k.c.states()[state]));
  if (k.segment.satisfaction != no_index)
    k.ledger.post_satisfaction_end(k.h.segment, static_cast<double>(k.c.states()[k.segment.satisfaction]));
}

}  // namespace tenure::models
