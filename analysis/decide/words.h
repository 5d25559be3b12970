// Numbers and names as the page of the decision writes them.
#pragma once

#include <string>

#include "analysis/compare/numbers.h"
#include "analysis/decide/draws.h"
#include "analysis/decide/incremental.h"

namespace tenure::analysis::decision {

/// A mean with its standard error, as an estimate with a half-width (Student's t with units − 1 degrees of freedom);
/// `units` independent values.
Estimate estimate_of(const Measured& measured, Index units, double confidence);

/// "2.83 ± 0.07 M USD"; the unit alone when the number never varies.
std::string amount(const Measured& measured, Index units, double confidence, const std::string& unit,
                   Sign sign = Sign::negative_only);

/// A plain value with four digits: "0.33", "45.1 k USD".
std::string plain(double value, const std::string& unit);

/// "86 ± 4 %" of a share.
std::string percent(const Measured& share, Index units, double confidence);

/// "86 %"; "under 1 %" and "over 99 %" at the ends, where it is not exactly 0 or 1.
std::string percent(double share);

/// A parameter's value as people write it: the unit of the scenario's own text, else the canonical one.
std::string value_of(const DrawnParameter& parameter, double value);

/// The name of a parameter with its grade: "transition.churn.hazard (U)".
std::string name_of(const DrawnParameter& parameter);

/// "a", "a and b", "a, b and c".
std::string listed(const std::vector<std::string>& words);

}  // namespace tenure::analysis::decision
