// How much work segments bring to the pools of a strategy, reckoned without simulating: shares, not staffing.
//
// Of a segment there are taken to be, all the time, its customers at the start and half of those who come until the horizon
// (nobody leaves; stages are not looked at).  Each has a contact once in its interval, a contact on entry once until the
// horizon, and comes with a demand at its rate, less what the self-service before it settles (tried × resolved).  A contact
// takes its mean work; where it hangs on attributes that of a middling customer, and numbers that hang on one take its mean.
// Of who is eligible by an attribute, only that share counts.  Appointments and places are counted, not their length.
//
// What is left out (leaving, missed contacts, returns, shrinkage) bears on the segments of one pool much alike, so that their
// shares of it come out better than the work itself.
#pragma once

#include <vector>

#include "models/scenario/scenario.h"

namespace tenure::models {

/// Days of work (or contacts, where the pool has no staff) a day: [pool][segment].  A pool that is only overflowed into counts
/// what its sources do.
std::vector<PerSegment<double>> expected_work(const Scenario& scenario, const Strategy& strategy);

}  // namespace tenure::models
