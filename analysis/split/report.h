// A split as a table with a sentence for each strategy, and as JSON.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "analysis/split/split.h"

namespace tenure::analysis {

std::string as_text(const models::Scenario& scenario, const SplitOptions& options, const std::vector<StrategySplit>& splits);
nlohmann::ordered_json as_json(const models::Scenario& scenario, const SplitOptions& options, const std::vector<StrategySplit>& splits);

}  // namespace tenure::analysis
