// A table of text as programs export it: one row a line, cells between commas (or semicolons, tabs, bars, blanks),
// quotes around cells that contain them (RFC 4180); the first row names the columns unless the names are given.
//
// Every cell knows its line and column, so that a fault can say where it is.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "analysis/fit/tables/complaints.h"

namespace tenure::analysis::fit {

struct Cell {
  std::string text;  ///< without quotes and surrounding blanks
  int line = 0;      ///< from 1
  int column = 0;    ///< character of the line at which it begins, from 1
};

struct Table {
  std::string file;  ///< as the user named it
  std::vector<Cell> header;
  std::vector<std::vector<Cell>> rows;  ///< each as long as the header

  /// Index of the column whose name is `name`, letters' case and signs apart; -1: none.
  [[nodiscard]] int column(const std::string& name) const;
  [[nodiscard]] std::vector<std::string> names() const;
};

/// "Monthly Charges" -> "monthlycharges".
std::string plain_name(const std::string& name);

/// The table of a text. `header`: names of the columns when the text has none of its own.
Table parse_table(const std::string& file, const std::string& text, const std::vector<std::string>& header,
                  Complaints& complaints);

/// The text of a file; throws std::runtime_error when it cannot be read.
std::string read_text(const std::filesystem::path& file);

}  // namespace tenure::analysis::fit
