#include "models/language/syntax.h"

namespace tenure::models {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// "4,000" somewhere: three digits after a comma that follows a digit.
bool has_thousands(std::string_view line) {
  for (std::size_t i = 1; i + 3 < line.size(); ++i)
    if (line[i] == ',' && is_digit(line[i - 1]) && is_digit(line[i + 1]) && is_digit(line[i + 2]) &&
        is_digit(line[i + 3]))
      return true;
  return false;
}

bool has_decimal_comma(std::string_view line) {
  for (std::size_t i = 1; i + 1 < line.size(); ++i)
    if (line[i] == ',' && is_digit(line[i - 1]) && is_digit(line[i + 1])) return true;
  return false;
}

struct Row {
  std::string_view said;  ///< part of the parser's words
  const char *message, *why, *allowed;
};
constexpr Row rows[] = {
    {"expected comma or closing", "a comma is missing before this place",
     "Values inside [ ... ] and { ... } are set apart by commas.", "Write a comma between the two."},
    {"expected value", "a key without a value", "", "Write KEY = VALUE on one line."},
    {"could not determine value type", "a value that is neither a number nor a text in quotes",
     "Names, texts and amounts with a unit stand in double quotes.", "Write \"active\" or \"30 d\"."},
    {"expected a comment or whitespace", "something after the end of the value",
     "A line holds one key and one value; amounts with a unit stand in double quotes.", "Write \"30 d\", with quotes."},
    {"expected '='", "a line that is neither KEY = VALUE nor a [table]", "",
     "Write KEY = VALUE, or put # before a remark."},
    {"control characters", "a text whose closing quote is missing", "A text ends on the line on which it begins.",
     "Close the quote."},
    {"leading zeroes", "a number that begins with 0", "TOML allows none.", "Leave the zero out; dates are 2026-01-31."},
    {"floating-point: expected decimal digit", "a number without a digit before or after its point", "",
     "Write 0.5 or 5.0."},
    {"array: encountered end-of-file", "a list [ that is never closed", "", "Close it with ]."},
    {"table header: expected ']'", "the header of a table without its closing ]", "", "Write [segment.small], say."}};

}  // namespace

std::string_view line_of(std::string_view text, int number) {
  std::size_t at = 0;
  for (int i = 1; i < number; ++i) {
    const auto end = text.find('\n', at);
    if (end == std::string_view::npos) return {};
    at = end + 1;
  }
  return text.substr(at, text.find('\n', at) - at);
}

Complaint syntax_complaint(std::string_view description, std::string_view line) {
  const auto says = [&](std::string_view words) { return description.find(words) != std::string_view::npos; };
  const bool at_comma = says("saw ','"), after_comma = says("leading zeroes");
  if ((at_comma && has_decimal_comma(line)) || (after_comma && has_thousands(line)))
    return {"a comma inside a number", "A comma ends the number, so that what follows it cannot be read.",
            "Write 4000 without thousands separators, and 0.5 with a point.", ""};
  for (const Row& row : rows)
    if (says(row.said)) return {row.message, row.why, row.allowed, ""};
  return {"this is not TOML: " + std::string(description), "", "The syntax of TOML: https://toml.io/en/v1.0.0", ""};
}

}  // namespace tenure::models
