// How the strategies part month by month.
#pragma once

#include <vector>

#include "analysis/compare/comparison.h"

namespace tenure::analysis {

/// What a strategist follows by month, summed over segments and pools: customers, departures, recurring revenue, operating
/// cost, contacts that staff missed.  Of each that the file has, one entry a month, differences paired under the same
/// luck.  Months are those of the base draw.
std::vector<ComparedMeasure> compare_months(const ResultSet& results, std::size_t baseline);

}  // namespace tenure::analysis
