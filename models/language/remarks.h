// What a sound scenario may still mean otherwise than its author thinks. A remark stops nothing; `tenure check` tells it.
//
//   a deadline in days, weeks, months or years without deadline_clock counts working time, of which a calendar day has a few
//   hours only: "21 d" at forty hours a week are 88 calendar days
//   channels that are spelled almost alike are two: "e-mail" and "Email"
#pragma once

#include <vector>

#include "models/language/fault.h"
#include "models/language/faults.h"
#include "models/language/node.h"
#include "models/scenario/scenario.h"

namespace tenure::models {

/// Remarks on a scenario without faults and the document that it was read from, ordered by file, line and column.
std::vector<Fault> remarks_on(const Scenario& scenario, const Node& document, const Faults& files);

}  // namespace tenure::models
