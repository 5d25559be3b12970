// What a scenario must make sense of as a whole, beyond single keys.
#pragma once

#include "models/language/faults.h"
#include "models/language/node.h"
#include "models/scenario/scenario.h"

namespace tenure::models {

/// Notes segments and stages that are missing or cannot be reached, a baseline that is not simulated, and names whose
/// random streams would collide.
void check_meaning(const Scenario& scenario, const Node& document, Faults& faults);

/// What contacts lead to, looked at as a whole.
void check_outcomes(const Scenario& scenario, const Node& document, Faults& faults);

}  // namespace tenure::models
