// Estimates in the page's data: compact, and with their differences between any two strategies, because the reader
// chooses the baseline.
//
//   own     [strategy]  [mean, half-width, n]
//   pairs   of strategies s > t in the order (1,0), (2,0), (2,1), ...: s minus t as [mean, half-width, n]
//
// Nine significant digits; null for what does not exist, an interval from one run included.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>

#include "analysis/estimate/estimates.h"
#include "analysis/report/runs.h"

namespace tenure::analysis {

using Json = nlohmann::ordered_json;

/// The number with nine significant digits, or null.
Json number_of(double value);

/// [mean, half-width, n].
Json triple_of(const Estimate& estimate);

/// {"own": ..., "pairs": ...} from functions of the strategies.
Json figures_of(std::size_t strategies, const std::function<Estimate(std::size_t)>& own,
                const std::function<Estimate(std::size_t, std::size_t)>& difference);

/// The same from values run by run; null where there are none at all.
Json figures_of(const Runs& runs, const ResultSet& results);

}  // namespace tenure::analysis
