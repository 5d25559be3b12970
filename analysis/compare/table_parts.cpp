#include "analysis/compare/table_parts.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace tenure::analysis {
namespace {

constexpr std::size_t least_name = 28;   // column of the rows' names
constexpr std::size_t widest_name = 36;  // longer names take a line of their own
constexpr std::size_t gap = 2;           // blanks before a number at least

/// Measures whose identifier says too little.
constexpr std::array<std::pair<std::string_view, std::string_view>, 12> spoken = {{
    {"clv", "net value within the horizon per customer ever met"},
    {"clv_lifetime", "lifetime value per customer ever met"},
    {"nrr_12m", "NRR 12m, opening"},
    {"grr_12m", "GRR 12m, opening"},
    {"segment_clv", "direct net value within the horizon per customer ever met"},
    {"retention_12m", "retention 12m, opening"},
    {"retention_end", "retention end, opening"},
    {"newcomer_retention_3m", "retention 3m, newcomers"},
    {"newcomer_retention_12m", "retention 12m, newcomers"},
    {"missed_share", "missed by staff"},
    {"staff_utilisation", "staff busy"},
    {"segment_net_value_direct", "direct net value"},
}};

/// Columns of this width beside the names.
std::size_t columns_that_fit(std::size_t width) {
  return std::max<std::size_t>(1, (table_width - least_name) / width);
}

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

Widths widths_for(const std::vector<std::string>& headings, const std::vector<Row>& rows, std::size_t least) {
  Widths widths{least_name, least};
  for (const std::string& heading : headings) widths.numbers = std::max(widths.numbers, display_width(heading) + gap);
  for (const Row& row : rows) {
    for (const std::string& cell : row.cells) widths.numbers = std::max(widths.numbers, display_width(cell) + gap);
  }
  const std::size_t taken = std::min(columns_that_fit(widths.numbers), headings.size()) * widths.numbers;
  const std::size_t room = std::min(widest_name, taken < table_width ? table_width - taken : 0);
  for (const Row& row : rows) {
    const std::size_t name = display_width(row.name) + 1;
    if (name <= room) widths.names = std::max(widths.names, name);
  }
  return widths;
}

bool fit_beside(const Widths& widths, std::size_t columns) {
  return columns <= columns_that_fit(widths.numbers);
}

std::size_t room_for_each(std::size_t columns) {
  return (table_width - least_name) / std::max<std::size_t>(1, columns);
}

void print_rows(std::ostringstream& out, const std::vector<std::string>& headings, const std::vector<Row>& rows,
                Widths widths) {
  const int names = static_cast<int>(widths.names), numbers = static_cast<int>(widths.numbers);
  const std::size_t fit = columns_that_fit(widths.numbers);
  for (std::size_t first = 0; first < headings.size(); first += fit) {
    const std::size_t last = std::min(first + fit, headings.size());
    std::string line = padded("", names);
    for (std::size_t i = first; i < last; ++i) line += padded(headings[i], -numbers);
    print_line(out, line);
    for (const Row& row : rows) {
      line = padded(row.name, names);
      if (display_width(row.name) >= widths.names) {
        print_line(out, row.name);
        line = padded("", names);
      }
      for (std::size_t i = first; i < last; ++i) line += padded(row.cells[i], -numbers);
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
