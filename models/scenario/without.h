// A scenario without one of its mechanisms: what limited time, or what the file states, does to results is what goes away with it.
//
//   overload    lasting load harms nobody's work and drives nobody away
//   handovers   a customer whose server changes feels nothing
//   turnover    nobody leaves a team, neither by herself nor by an event; what the plan hires and closes stays
//   missed      what a pool misses (no time, nobody on duty, no place) is held all the same, at the instant at which it is given
//               up, by somebody of ordinary quality outside the team; the team has the same work as before
//   waiting     every contact by staff is held when it is asked, by somebody of ordinary quality, at any hour; nothing is missed.
//               The team stays on the payroll as planned, and nothing is asked of it
//   effects     contacts, self-service, hand-overs and scales do nothing to customers: they move no state and no satisfaction, and
//               lead nowhere.  They take place, take time and cost as before
//
// The world, its luck, head counts and wages stay.  Without waiting nobody is overloaded, handed over or missed either, so it is
// switched off after those; the others may be switched off in any order.
#pragma once

#include "models/scenario/scenario.h"

namespace tenure::models {

enum class Mechanism : std::uint8_t { overload, handovers, turnover, missed, waiting, effects };

/// Switches a mechanism off, under every strategy.  Returns whether the scenario has it at all: where not, nothing has changed.
bool switch_off(Scenario& scenario, Mechanism mechanism);

}  // namespace tenure::models
