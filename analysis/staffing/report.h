// The head counts found, as text for people, as JSON, and as a scenario that is laid over the one they were found for.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "analysis/staffing/search.h"
#include "models/scenario/scenario.h"

namespace tenure::analysis {

/// Keys of [experiment] that the scenario sets and that the search for head counts does not follow, in full.
std::vector<std::string> keys_not_used(const models::Experiment& experiment);

/// How head counts were found, in words: what is decided, how surely, and by how many replications.
std::string method_text(const models::Scenario& scenario, const StaffOptions& options, const Looks& looks);

/// One strategy's answer, with what it rests on.
std::string as_text(const models::Scenario& scenario, const StrategyAnswer& answer);

nlohmann::ordered_json as_json(const models::Scenario& scenario, const StrategyAnswer& answer);

/// A scenario file that extends `base` and staffs its pools as found; undecided ones with the head count that keeps the
/// promise, the others as they are. Where it cannot extend its scenario `base` is empty, and it says how it can `file`. `settings`: those of the command line, told in its head.
std::string fragment(const models::Scenario& scenario, const std::vector<StrategyAnswer>& answers,
                     const std::string& base, const std::string& file, const std::vector<std::string>& settings);

}  // namespace tenure::analysis
