// The decision as a JSON document: every number of the page, and those that the page leaves out.
//
// A value with its error is {"mean", "standard_error", "half_width"}; what does not exist is null.
#pragma once

#include <nlohmann/json.hpp>

#include "analysis/decide/page.h"

namespace tenure::analysis::decision {

nlohmann::ordered_json as_json(const Draws& draws, const Decision& decision, const PageOptions& options);

/// {"mean", "standard_error", "half_width"}.
nlohmann::ordered_json as_json(const Measured& measured, Index units, double confidence);

}  // namespace tenure::analysis::decision
