// From what the firm does today to a strategy: what is in force before time 0, and what from then on.
//
// With [today] the world is simulated from −warm_up to 0 under today's strategy, and each strategy takes over what it finds:
//
//   touchpoints   today's run until 0, the strategy's own from 0 on; one that both plan alike goes on without a seam
//   pools         joined by name. Before 0 the head counts are today's. From 0 on a head count above that of today's plan comes
//                 when `hire_delay` has passed, one below it when `notice` has passed; a pool that the strategy lacks is wound up. A pool that `takes_over` another begins
//                 with those of its people whom the strategy does not keep there
//   scales        today's hold until 0, the strategy's own from 0 on
//   platforms     what stands today costs no building and needs no time
//   flows         the strategy's own: nothing is paid before 0
//
// Where one of both is a mixture (mixture.h), contacts are laid after one another segment by segment, so that whoever meets
// the same before and after sees no seam; teams and platforms are those of the whole firm.
//
// Under today's strategy itself nothing changes at 0.
#pragma once

#include "models/scenario/scenario.h"

namespace tenure::models {

/// A strategy as it is simulated: itself without [today], else laid after today's. `Touchpoint::from` says when a touchpoint
/// whose platform must be built first begins; `Touchpoint::needs` is settled.
Strategy strategy_in_force(const Scenario& scenario, int strategy);

/// Head counts of `plan` (and `servers` before its first step) where those of today's plan are in force before 0, and where
/// `moved` people come from another team at 0 (< 0: go to one).
std::vector<HeadcountStep> head_counts_after_today(int servers, const std::vector<HeadcountStep>& plan, int today_servers,
                                                   const std::vector<HeadcountStep>& today_plan, Tick hire_delay, Tick notice,
                                                   int moved = 0);

}  // namespace tenure::models
