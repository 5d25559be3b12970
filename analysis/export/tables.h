// A result as tidy tables for spreadsheets and statistics programs.
//
// Measures with the same dimensions share a table: one line for each strategy, draw, replication and member of the own
// dimensions, one column for each measure.  Beside them stand the estimates with their intervals, the scenario's numbers,
// the members of every dimension, facts about the run, and a dictionary of every column.
//
//   totals.csv                    strategy × draw × replication
//   by_segment.csv, by_month.csv, by_pool_month.csv, ...
//                                 the same × segment, × month, × pool × month, ...
//   estimates.csv                 mean and interval of each strategy, and of each minus the baseline
//   estimates_by_month.csv, uncertainty.csv, counts.csv, precision.csv, controls.csv
//                                 what else the result holds (group_tables.h)
//   members.csv                   names, labels and, of months, ends
//   parameters.csv                the scenario's numbers with grade and source
//   draws.csv                     values of the uncertain numbers in each draw, where there are draws
//   last_year.csv                 stated figures of last year and how the run meets them, where there are any
//   about.csv                     title, currency, baseline, seed, ... of the run
//   scenario.toml                 the whole scenario, to be run again
//   dictionary.csv, README.md     what every column means
//
// Equal results give equal bytes.
#pragma once

#include <string>
#include <vector>

#include "analysis/results/result_set.h"

namespace tenure::analysis {

/// A file of the export.
struct ExportFile {
  std::string name;  ///< without folder
  std::string text;
};

/// All files, the dictionary and the README last.
std::vector<ExportFile> export_files(const ResultSet& results);

}  // namespace tenure::analysis
