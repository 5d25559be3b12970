// The answer on the first screen: five sentences, one for each of what somebody who decides must know, and what becomes of the
// service promises where the scenario states any.
//
//   "take"     the strategy to take, its net value and its lead
//   "price"    its operating cost, against today's strategy or the baseline
//   "sure"     how sure that is
//   "kept"     which of its service promises it keeps, as the page of the decision says it; only with promises
//   "weakest"  the weakest assumption under it
//   "change"   what would change the choice
#pragma once

#include <string>
#include <vector>

#include "analysis/compare/sentence.h"
#include "analysis/report/view.h"

namespace tenure::analysis {

/// What a topic is headed by: "Weakest assumption".
std::string heading_of(const std::string& topic);

/// Empty where the file lacks what a choice is made by.  `baseline`: of the price, where the file knows no today.
std::vector<Passage> brief_of(const Source& source, std::size_t baseline);

}  // namespace tenure::analysis
