// How many people a mixture's shared teams have, unless the file says: from each followed strategy's team the share that its
// segments bring work for.
//
//   head count of pool Q  =  sum over the strategies followed of  servers of Q there × (work that the segments which follow it
//                            bring to Q there / work that all segments bring to Q there), to the nearest
//                            whole person, at least one where there is work
//
// At every date of their plans; with shifts the sum over shifts is rounded and shared out by largest remainder.  Work is
// what expected_work.h reckons, or each segment counts the same where that is none.  Where all segments follow one strategy, its teams come out as they are.
#pragma once

#include <vector>

#include "models/scenario/scenario.h"

namespace tenure::models {

/// Sets servers, plan and shifts of the mixture's pools from its parts.
void staff_by_work(const Scenario& scenario, Strategy& mixture);

/// Gives the mixtures of a drawn world the teams of the base: a firm decides on them before it knows what the numbers are.
void keep_teams(const Scenario& base, Scenario& drawn);

/// `servers` people on shifts in the proportions of these, by largest remainder (the earlier shift where they are even).
void share_out(std::vector<Shift>& shifts, int servers);

}  // namespace tenure::models
