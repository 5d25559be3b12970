// Numbers as a scenario file writes them: { value, low, high, grade, source, note }.
#pragma once

#include <string>

#include "analysis/fit/fit_book.h"

namespace tenure::analysis::fit {

/// "text" with what TOML wants escaped.
std::string toml_string(const std::string& text);

/// Where a fitted number comes from.
struct Origin {
  char grade = 'A';
  std::string source;
  std::string note;
};

/// Six significant digits, without exponent where a person would not write one: "0.0123457".
std::string plain(double value);

/// A number without interval, `unit` as in " / mo" ("": a plain number).
std::string parameter(double value, const std::string& unit, const Origin& origin);
/// A number with its interval, cut to [least, most]; without low and high where the interval is not known.
std::string parameter(const Interval& value, const std::string& unit, const Origin& origin, double least, double most);
/// An empirical distribution, or its one value.
std::string distribution(const Points& points, const std::string& unit, const Origin& origin);

}  // namespace tenure::analysis::fit
