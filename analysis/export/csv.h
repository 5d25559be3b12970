// Fields of CSV files (RFC 4180) that a spreadsheet takes for what they are.
//
// Lines end in CR LF, fields with separators, quotes or line breaks are quoted, numbers are the shortest text that reads
// back as the same number, and what does not exist is an empty field.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tenure::analysis {

/// A text as a field.  A spreadsheet would take one that begins with = + - @ (also full-width), a tab or a line break for
/// a formula and run it; such a text is given an apostrophe in front, by which spreadsheets know a text.
std::string csv_text(std::string_view text);

/// A number as a field; empty where it is NaN or infinite.
std::string csv_number(double value);

/// The fields as one line, with its end.
std::string csv_line(const std::vector<std::string>& fields);

}  // namespace tenure::analysis
