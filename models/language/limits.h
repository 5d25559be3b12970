// What a scenario must not exceed so that it can be reckoned: numbers of things, of repetitions, and amounts of money.
#pragma once

#include "models/language/faults.h"
#include "models/language/node.h"
#include "models/scenario/scenario.h"

namespace tenure::models {

/// Notes a fault for whatever a run could not carry out.  `document` gives the places.  Only for scenarios that are
/// otherwise without fault: their references and ranges hold.
void check_limits(const Scenario& scenario, const Node& document, Faults& faults);

}  // namespace tenure::models
