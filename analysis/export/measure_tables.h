// The tables of measures: one for each group of measures with the same own dimensions.
#pragma once

#include <vector>

#include "analysis/export/table.h"
#include "analysis/results/result_set.h"

namespace tenure::analysis {

/// "totals.csv" first, then in the order in which the file first names their dimensions.  A line in which no measure has
/// a value (of a pool that a strategy has not got) is left out.  Draws of the uncertain numbers follow the base draw, which is 0.
std::vector<Table> measure_tables(const ResultSet& results);

}  // namespace tenure::analysis
