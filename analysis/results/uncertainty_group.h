// The group /uncertainty of a result file: what draws of the uncertain numbers say, measure by measure.
//
// One variable for each measure without axes of its own, [of, strategy, statistic]: of = value, or minus_baseline (run by run under
// the same numbers and the same luck); statistic = mean over the draws, half-width of its interval (chance and ignorance), low and
// high of the range that holds the confidence of the draws, share of the draws above 0, variance from ignorance, variance from
// chance, share of ignorance, and what the drawn numbers explain of the variance between draws (adjusted R^2): all of them, those
// graded C, J and U, and each grade.
#pragma once

#include "analysis/results/netcdf_writer.h"
#include "analysis/results/result_set.h"

namespace tenure::analysis {

/// Fills the group.  Only when there are at least two draws.
void add_uncertainty(NetcdfWriter::Group& group, const ResultSet& results, std::size_t baseline);

}  // namespace tenure::analysis
