// One table of an export, and what its columns mean.
#pragma once

#include <string>
#include <vector>

namespace tenure::analysis {

/// A column: a key says what a line is about, a value is what is said about it.
struct Column {
  std::string name;
  std::string role;       ///< "key" or "value"
  std::string unit;       ///< "1" for plain numbers, empty for texts
  std::string over_time;  ///< measures: "sum", "mean" or "point" over the time that a value covers
  std::string meaning;
};

struct Table {
  std::string name;     ///< of its file
  std::string meaning;  ///< what one line is
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> lines;  ///< fields ready for the file
};

/// Header and lines.
std::string csv_of(const Table& table);

}  // namespace tenure::analysis
