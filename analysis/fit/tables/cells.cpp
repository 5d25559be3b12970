#include "analysis/fit/tables/cells.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "sim/time/civil_date.h"

namespace tenure::analysis::fit {
namespace {

bool digits(std::string_view text, std::size_t from, std::size_t n) {
  if (from + n > text.size()) return false;
  return std::all_of(text.begin() + static_cast<std::ptrdiff_t>(from),
                     text.begin() + static_cast<std::ptrdiff_t>(from + n), [](char c) { return c >= '0' && c <= '9'; });
}

int whole(std::string_view text, std::size_t from, std::size_t n) {
  int out = 0;
  for (std::size_t i = from; i < from + n; ++i) out = 10 * out + (text[i] - '0');
  return out;
}

/// " 3:00", "T03:00:07.5Z", "T03:00+02:00".
bool read_time(std::string_view text, Instant& out) {
  if (text.empty()) return true;
  if (text[0] != ' ' && text[0] != 'T') return false;
  text.remove_prefix(1);
  const std::size_t hour_digits = digits(text, 0, 2) ? 2 : digits(text, 0, 1) ? 1 : 0;
  if (hour_digits == 0) return false;
  const int hour = whole(text, 0, hour_digits);
  text.remove_prefix(hour_digits);
  if (text.empty() || text[0] != ':' || !digits(text, 1, 2)) return false;
  const int minute = whole(text, 1, 2);
  text.remove_prefix(3);
  int second = 0;
  if (!text.empty() && text[0] == ':') {
    if (!digits(text, 1, 2)) return false;
    second = whole(text, 1, 2);
    text.remove_prefix(3);
    if (!text.empty() && text[0] == '.') {
      text.remove_prefix(1);
      while (!text.empty() && digits(text, 0, 1)) text.remove_prefix(1);
    }
  }
  if (hour > 23 || minute > 59 || second > 60) return false;
  if (!text.empty() && text != "Z" &&
      !((text[0] == '+' || text[0] == '-') && digits(text, 1, 2) &&
        (text.size() == 3 || (digits(text, text.size() - 2, 2) && text.size() <= 6))))
    return false;
  out.hour = hour + minute / 60.0 + second / 3600.0;
  out.has_hour = true;
  return true;
}

}  // namespace

std::optional<double> number_in(const std::string& text) {
  double value = 0.0;
  const char* begin = text.data();
  const char* const end = begin + text.size();
  if (begin != end && *begin == '+') ++begin;
  const auto parsed = std::from_chars(begin, end, value);
  if (parsed.ec != std::errc{} || parsed.ptr != end || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<Instant> instant_in(const std::string& text) {
  const std::string_view t = text;
  sim::CivilDate date;
  std::size_t length = 0;
  if (digits(t, 0, 4) && t.size() >= 10 && t[4] == '-' && digits(t, 5, 2) && t[7] == '-' && digits(t, 8, 2)) {
    date = {whole(t, 0, 4), whole(t, 5, 2), whole(t, 8, 2)};
    length = 10;
  } else if (t.size() == 8 && digits(t, 0, 8)) {
    date = {whole(t, 0, 4), whole(t, 4, 2), whole(t, 6, 2)};
    length = 8;
  } else {
    return std::nullopt;
  }
  Instant out;
  if (!sim::is_valid(date) || !read_time(t.substr(length), out)) return std::nullopt;
  out.day = sim::days_from_civil(date);
  return out;
}

std::optional<bool> flag_in(const std::string& text) {
  static constexpr std::array<std::string_view, 15> yes = {"yes",     "true",   "1",         "y",        "t",
                                                           "churned", "left",   "cancelled", "canceled", "lost",
                                                           "gone",    "closed", "abandoned", "outbound", "firm"};
  static constexpr std::array<std::string_view, 13> no = {"no",       "false",   "0",       "n",       "f",
                                                          "active",   "stayed",  "open",    "current", "retained",
                                                          "answered", "inbound", "customer"};
  const std::string word = plain_name(text);
  if (std::find(yes.begin(), yes.end(), word) != yes.end()) return true;
  if (std::find(no.begin(), no.end(), word) != no.end()) return false;
  return std::nullopt;
}

bool CellReader::missing(const Cell& cell, int column, bool needed) const {
  if (!cell.text.empty()) return false;
  if (needed)
    fault(cell, "empty " + name(column), "an empty cell in the column " + name(column),
          "Without it the row says nothing.", "Fill it in, or leave the row out.");
  return true;
}

std::optional<double> CellReader::number(const std::vector<Cell>& row, int column, bool needed, double least) const {
  if (column < 0) return std::nullopt;
  const Cell& cell = row[static_cast<std::size_t>(column)];
  if (missing(cell, column, needed)) return std::nullopt;
  const auto value = number_in(cell.text);
  if (value && *value >= least) return value;
  fault(cell, "number " + name(column), name(column) + " = \"" + cell.text + "\"",
        value ? "It cannot be negative." : "It is read as a number.",
        "Write a plain number" + std::string(least >= 0.0 ? ", at least 0" : "") +
            ", with a point and without thousands' signs or units: 1234.5");
  return std::nullopt;
}

std::optional<Instant> CellReader::instant(const std::vector<Cell>& row, int column, bool needed) const {
  if (column < 0) return std::nullopt;
  const Cell& cell = row[static_cast<std::size_t>(column)];
  if (missing(cell, column, needed)) return std::nullopt;
  const auto value = instant_in(cell.text);
  if (value) return value;
  fault(cell, "date " + name(column), name(column) + " = \"" + cell.text + "\"",
        "Dates are read as year, month, day: 03/04 would be two different days.",
        "Write ISO dates that exist: 2026-01-31, 20260131 or 2026-01-31 15:30.");
  return std::nullopt;
}

std::optional<bool> CellReader::flag(const std::vector<Cell>& row, int column, bool needed) const {
  if (column < 0) return std::nullopt;
  const Cell& cell = row[static_cast<std::size_t>(column)];
  if (missing(cell, column, needed)) return std::nullopt;
  const auto value = flag_in(cell.text);
  if (value) return value;
  fault(cell, "flag " + name(column), name(column) + " = \"" + cell.text + "\"", "It is read as yes or no.",
        "Write yes or no, true or false, 1 or 0.");
  return std::nullopt;
}

std::string CellReader::text(const std::vector<Cell>& row, int column) const {
  return column < 0 ? std::string() : row[static_cast<std::size_t>(column)].text;
}

void CellReader::fault(const Cell& cell, const std::string& kind, const std::string& message, const std::string& why,
                       const std::string& allowed) const {
  complaints_.add(kind, {table_.file, cell.line, cell.column, message, why, allowed, ""});
}

}  // namespace tenure::analysis::fit
