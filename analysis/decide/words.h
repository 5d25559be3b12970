// Numbers and names as the page of the decision writes them.
#pragma once

#include <optional>
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

/// "243 k USD [154, 332]": a mean with its interval; without one "(one run, no interval)" stands in its place.
std::string ranged(const Measured& measured, Index units, double confidence, const std::string& unit,
                   Sign sign = Sign::negative_only);

/// The same of what cannot be less than nothing, a loss or what knowing is worth: its interval begins at 0 where it would lie below.
std::string ranged_from_nothing(const Measured& measured, Index units, double confidence, const std::string& unit);

/// The same of a share: "4.9 % [4.1, 5.7]".
std::string ranged_share(const Measured& share, Index units, double confidence);

/// Does its interval lie on one side of zero?
bool clear_of_zero(const Measured& measured, Index units, double confidence);

/// About how many independent values would make its interval as narrow as its mean is far from zero, if the mean is what it
/// looks like: units · (z · standard deviation of the mean / mean)², rounded up to two digits; none where nothing can be said
/// (mean or standard error is 0 or unknown) or more than a million would be needed.
std::optional<double> needed_to_tell(const Measured& measured, Index units, double confidence);

/// "about 310 replications would tell, if it is as large as it looks"; `unit` is "replications" or "draws".
std::string needed_in_words(const Measured& measured, Index units, double confidence, const std::string& unit);

/// A name that has a comma in quotes, so that it can stand in a list.
std::string quoted_where_needed(const std::string& name);

/// What is independent of each other: "draws", or where there is one draw "replications" or "pairs of replications".
std::string units_word(const Draws& draws);

/// A plain value with four digits: "0.33", "45.1 k USD".
std::string plain(double value, const std::string& unit);

/// "86 ± 4 %" of a share; "3 % [0, 13]" where the interval would reach below 0 or above 100 %.
std::string percent(const Measured& share, Index units, double confidence);

/// "86 %"; "under 1 %" and "over 99 %" at the ends, where it is not exactly 0 or 1.
std::string percent(double share);

/// "834 k USD [613, 1302]": a ratio with its interval in one unit; without the interval where it is not bounded.
std::string spanned(double value, const RatioInterval& interval, const std::string& unit);

/// "- " and the text, broken into lines of the table's width, those after the first one indented.
std::string bulleted(const std::string& text);

/// A parameter's value as people write it: the unit of the scenario's own text, else the canonical one.
std::string value_of(const DrawnParameter& parameter, double value);

/// The name of a parameter with its grade: "transition.churn.hazard (U)".
std::string name_of(const DrawnParameter& parameter);

/// The same for people: "the hazard of transition churn (transition.churn.hazard; U, an assumption)".
std::string said_of(const DrawnParameter& parameter);

/// "a", "a and b", "a, b and c".
std::string listed(const std::vector<std::string>& words);

}  // namespace tenure::analysis::decision
