// Numbers with their intervals inside the page's sentences.
#pragma once

#include <string>
#include <vector>

#include "analysis/estimate/estimates.h"

namespace tenure::analysis {

/// "91.3 % [90.1, 92.5]"; the measure's name says whether a plain number is a share.
std::string told(const Estimate& estimate, const std::string& unit, const std::string& measure);

/// "+0.26 points [+0.20, +0.33]", and "(too close to call)" behind an interval that contains zero.
std::string told_difference(const Estimate& difference, const std::string& unit, const std::string& measure);

/// "0.26 points [0.20, 0.33] more", or "... less": what `told_difference` says where the words carry the sign.
std::string told_more(const Estimate& difference, const std::string& unit, const std::string& measure);

/// "a", "a and b", "a, b and c".
std::string listed(const std::vector<std::string>& items);

}  // namespace tenure::analysis
