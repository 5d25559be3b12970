// Tables of draws from plain files: a column for each strategy (or parameter), a row for each draw.
//
//     draw,leave_alone,phone          a column called draw is optional: rows with the same draw number are replications of
//     1,120.5,180                     chance in one world and must follow each other, as many for each draw
//     1,119.0,181.5
//
// Numbers use a decimal point; fields are separated by commas and may stand in double quotes (RFC 4180).  All faults of
// all files are found at once, each with line and column.
#pragma once

#include <string>
#include <vector>

#include "analysis/decide/draws.h"
#include "models/language/fault.h"

namespace tenure::analysis::decision {

/// What the command line names.
struct CsvFiles {
  std::string costs, effects;
  std::string parameters;  ///< empty: none
};

struct CsvDraws {
  Draws draws;                        ///< whole only when there are no faults
  std::vector<models::Fault> faults;  ///< ordered by file, line and column
  bool missing = false;               ///< a file could not be read
};

/// Reads the files.  Effects may name the strategies in another order than costs; parameters have a row for each draw.
CsvDraws read_draws(const CsvFiles& files);

}  // namespace tenure::analysis::decision
