#include "analysis/export/table.h"

#include "analysis/export/csv.h"

namespace tenure::analysis {

std::string csv_of(const Table& table) {
  std::vector<std::string> header;
  for (const Column& column : table.columns) header.push_back(csv_text(column.name));
  std::string text = csv_line(header);
  for (const std::vector<std::string>& line : table.lines) text += csv_line(line);
  return text;
}

}  // namespace tenure::analysis
