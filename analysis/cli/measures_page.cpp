#include "analysis/cli/measures_page.h"

#include <sstream>
#include <string_view>

namespace tenure::analysis::cli {
namespace {

/// Text of a Markdown table's cell.
std::string cell(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '|') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

}  // namespace

std::string dims_text(const models::MeasureRow& row) {
  std::string text;
  for (const models::Dim dim : row.dims) text += (text.empty() ? "" : ", ") + std::string(models::dim_name(dim));
  return text;
}

std::string unit_words(const models::MeasureRow& row) {
  std::string unit(row.unit_pattern);
  const auto replace = [&](std::string_view what, std::string_view with) {
    if (const std::size_t at = unit.find(what); at != std::string::npos) unit.replace(at, what.size(), with);
  };
  replace("{money}", "currency");
  replace("{effect}", "effect's unit");
  return unit;
}

std::string measures_page() {
  std::ostringstream page;
  page << "# Measures\n\n"
          "Every measure of a result file, made from the table in the code (`tenure list measures --markdown`). "
          "\"currency\" "
          "stands for the\nscenario's currency, \"effect's unit\" for that of its further effect. In the file, each "
          "has the axes "
          "strategy, draw and replication\nbefore its own (group `/replications`), or strategy alone with the mean "
          "over the "
          "others and a half-width (root group).\n\n"
          "| measure | unit | own axes | over time | meaning |\n|---|---|---|---|---|\n";
  for (const models::MeasureRow& row : models::measures()) {
    page << "| `" << row.name << "` | " << cell(unit_words(row)) << " | " << dims_text(row) << " | " << row.cell_methods
         << " | " << cell(row.meaning) << " |\n";
  }
  return page.str();
}

}  // namespace tenure::analysis::cli
