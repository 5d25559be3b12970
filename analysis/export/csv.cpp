#include "analysis/export/csv.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace tenure::analysis {
namespace {

/// What may not stand first: the last four are full-width forms, which some spreadsheets read as the plain ones.
constexpr std::array<std::string_view, 11> beginnings_of_formulas = {
    "=", "+", "-", "@", "\t", "\r", "\n", "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"};

bool may_be_formula(std::string_view text) {
  return std::any_of(beginnings_of_formulas.begin(), beginnings_of_formulas.end(),
                     [&](std::string_view beginning) { return text.starts_with(beginning); });
}

}  // namespace

std::string csv_text(std::string_view text) {
  std::string field = may_be_formula(text) ? "'" : "";
  field += text;
  // a semicolon separates fields where the comma is the decimal mark, a tab in some imports: neither may split a text
  if (field.find_first_of(",;\t\"\r\n") == std::string::npos) return field;
  std::string quoted = "\"";
  for (const char c : field) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

std::string csv_number(double value) {
  return std::isfinite(value) ? fmt::format("{}", value) : std::string();
}

std::string csv_line(const std::vector<std::string>& fields) {
  std::string line;
  for (std::size_t i = 0; i < fields.size(); ++i) line += (i == 0 ? "" : ",") + fields[i];
  return line + "\r\n";
}

}  // namespace tenure::analysis
