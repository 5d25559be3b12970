#include "analysis/decide/named_table.h"

#include <algorithm>

namespace tenure::analysis::decision {
namespace {

constexpr std::size_t widest_name = 60, least_name = 12;

}  // namespace

std::string heading_with(const std::string& words, const NumberStyle& style) {
  return style.unit.empty() ? words : words + ", " + style.unit;
}

void print_named(std::ostringstream& out, const std::string& heading, const std::vector<std::string>& headings,
                 const std::vector<Row>& rows) {
  std::vector<std::size_t> widths;
  std::size_t taken = 0;
  for (std::size_t c = 0; c < headings.size(); ++c) {
    std::size_t width = display_width(headings[c]);
    for (const Row& row : rows) width = std::max(width, display_width(row.cells[c]));
    widths.push_back(width + 2);
    taken += widths.back();
  }
  const std::size_t room = std::clamp(table_width - std::min(taken, table_width), least_name, widest_name);
  std::size_t names = display_width(heading);
  for (const Row& row : rows) names = std::max(names, display_width(row.name));
  names = std::min(names, room);
  const auto print = [&](const std::string& name, const std::vector<std::string>& cells) {
    std::string line = padded(name, static_cast<int>(names));
    if (display_width(name) > names) {
      out << cut(name, table_width) << "\n";
      if (std::all_of(cells.begin(), cells.end(), [](const std::string& cell) { return cell.empty(); })) return;
      line = padded("", static_cast<int>(names));
    }
    for (std::size_t c = 0; c < cells.size(); ++c) line += padded(cells[c], -static_cast<int>(widths[c]));
    line.erase(line.find_last_not_of(' ') + 1);
    out << line << "\n";
  };
  print(heading, headings);
  for (const Row& row : rows) print(row.name, row.cells);
}

}  // namespace tenure::analysis::decision
