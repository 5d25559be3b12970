// The parts of a touchpoint's plan that say what comes of a contact.
#pragma once

#include <string>
#include <vector>

#include "models/plan/plan.h"

namespace tenure::models {

/// Lateness, the stages that the contact leads to, and whether answers settle it.
void plan_outcomes(const Scenario& scenario, const DimLabels& labels, const Touchpoint& touchpoint, std::size_t segment,
                   FixedAttributes fixed, TouchPlan& plan);

/// A self-service of the strategy, for one demand that it serves.
SelfServicePlan plan_self_service(const Scenario& scenario, const Strategy& strategy, int index, const std::string& demand, std::size_t segment,
                                  FixedAttributes fixed, const std::vector<Jump>& failed);

}  // namespace tenure::models
