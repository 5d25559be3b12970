// Fading effects of contacts on risks.
//
// A contact lifts a state x (adds its size, or lifts it back to its size), x halves every half-life, and every risk that it
// targets is multiplied by ratio^x.  Before a state jumps, the budgets it bears on are brought up to date; after it, a new
// piece begins.
#include <algorithm>
#include <bit>

#include "models/simulate/population.h"

namespace tenure::models {

void Population::jump(Case& k, const std::vector<Jump>& jumps, double size, Tick now) {
  if (jumps.empty() || size <= 0.0) return;
  settle(k, now);
  for (const Jump& j : jumps) {
    const StatePlan& plan = k.segment.states[static_cast<std::size_t>(j.state)];
    float& state = k.c.states()[j.state];
    double x = static_cast<double>(state);
    x = plan.accumulate == Accumulate::add ? x + size : std::max(x, size);
    if (plan.cap > 0.0) x = std::min(x, plan.cap);
    state = static_cast<float>(x);
    k.h.active |= std::uint64_t{1} << j.state;
  }
  begin_pieces(k, now);
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
