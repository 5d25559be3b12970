// The tables of what a result holds beside values and their estimates: each only where the result has it.
//
//   estimates_by_month.csv   how the strategies part month by month, with intervals
//   uncertainty.csv          what the draws say of each measure
//   counts.csv               how many replications each strategy was given, where that was left to what they showed
//   precision.csv            what was wanted of them, and what was reached
//   controls.csv             control variates
#pragma once

#include <vector>

#include "analysis/export/table.h"
#include "analysis/results/result_set.h"

namespace tenure::analysis {

std::vector<Table> group_tables(const ResultSet& results);

}  // namespace tenure::analysis
