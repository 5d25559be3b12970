#include "analysis/compare/table_parts.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace tenure::analysis {
namespace {

constexpr std::size_t least_name = 28;   // column of the rows' names
constexpr std::size_t widest_name = 36;  // longer names take a line of their own

/// Measures whose identifier says too little.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> spoken = {{
    {"clv", "net value within the horizon per customer ever met"},
    {"segment_clv", "direct net value within the horizon per customer ever met"},
    {"retention_12m", "retention 12m, opening"},
    {"retention_end", "retention end, opening"},
    {"newcomer_retention_3m", "retention 3m, newcomers"},
    {"newcomer_retention_12m", "retention 12m, newcomers"},
    {"missed_share", "missed by staff"},
    {"staff_utilisation", "staff busy"},
    {"segment_net_value_direct", "direct net value"},
}};

std::string without_trailing_blanks(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

void print_line(std::ostringstream& out, const std::string& line) {
  out << without_trailing_blanks(line) << "\n";
}

}  // namespace

std::string words_for(std::string_view measure) {
  const auto it = std::find_if(spoken.begin(), spoken.end(), [&](const auto& pair) { return pair.first == measure; });
  if (it != spoken.end()) return std::string(it->second);
  const std::string_view prefix = "segment_";
  if (measure.starts_with(prefix)) return words_for(measure.substr(prefix.size()));
  std::string words(measure);
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

std::string row_name(const ComparedMeasure& measure, const NumberStyle& style) {
  const std::string words = words_for(measure.name);
  return style.unit.empty() ? words : words + ", " + style.unit;
}

int column_width(const std::vector<std::string>& headings, const std::vector<Row>& rows) {
  std::size_t widest = 0;
  for (const std::string& heading : headings) widest = std::max(widest, display_width(heading));
  for (const Row& row : rows) {
    for (const std::string& cell : row.cells) widest = std::max(widest, display_width(cell));
  }
  return static_cast<int>(widest) + 2;
}

void print_rows(std::ostringstream& out, const std::vector<std::string>& headings, const std::vector<Row>& rows,
                int least) {
  const int column = std::max(least, column_width(headings, rows));
  const std::size_t fit = std::max<std::size_t>(1, (table_width - least_name) / static_cast<std::size_t>(column));
  const std::size_t taken = std::min(fit, headings.size()) * static_cast<std::size_t>(column);
  const std::size_t room = std::min(widest_name, taken < table_width ? table_width - taken : 0);
  std::size_t names = least_name;
  for (const Row& row : rows) {
    const std::size_t width = display_width(row.name) + 1;
    if (width <= room) names = std::max(names, width);
  }
  const int name_width = static_cast<int>(names);
  for (std::size_t first = 0; first < headings.size(); first += fit) {
    const std::size_t last = std::min(first + fit, headings.size());
    std::string line = padded("", name_width);
    for (std::size_t i = first; i < last; ++i) line += padded(headings[i], -column);
    print_line(out, line);
    for (const Row& row : rows) {
      line = padded(row.name, name_width);
      if (display_width(row.name) >= static_cast<std::size_t>(name_width)) {
        print_line(out, row.name);
        line = padded("", name_width);
      }
      for (std::size_t i = first; i < last; ++i) line += padded(row.cells[i], -column);
      print_line(out, line);
    }
  }
}

std::string confidence_text(double confidence) {
  return fmt::format("{:g} %", 100.0 * confidence);
}

std::string cut(const std::string& text, std::size_t width) {
  if (display_width(text) <= width) return text;
  std::size_t columns = 0, end = 0;
  while (end < text.size()) {
    std::size_t next = end + 1;
    while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0) == 0x80) ++next;
    if (++columns > width - 3) break;
    end = next;
  }
  return text.substr(0, end) + "...";
}

}  // namespace tenure::analysis
