// What a scenario's key is about, in the words of people.
#pragma once

#include <string>

#include "analysis/results/result_set.h"

namespace tenure::analysis {

/// "model.high_touch.pool.csm.wage" is "wage of Customer success managers": what is said of which member of the scenario, by its
/// label where the file has one, and without the strategy or model that brought it.  A key that names no member is its last words.
std::string key_in_words(const ResultSet& results, const std::string& key);

/// "model.hybrid.touchpoint.call.work" is a touchpoint's number, whichever strategy or model brought it: "touchpoint.call.work".
std::string without_owner(const std::string& key);

/// "relayed by a vendor" for C; empty for no grade or an unknown one.
std::string grade_in_words(const std::string& grade);

}  // namespace tenure::analysis
