// Figures of the page that are worked out from several values of a result: sums over months or pools, shares of sums.
//
// They are formed run by run and only then averaged, by the estimates that the comparison uses (analysis/estimate), so that
// their intervals and their paired differences are right.
// Values are those of the scenario's own numbers (the first draw).
#pragma once

#include <string>
#include <vector>

#include "analysis/estimate/estimates.h"
#include "analysis/results/result_set.h"

namespace tenure::analysis {

/// One value for each strategy and replication; NaN where there is none.
using Runs = std::vector<std::vector<double>>;

/// Members [from, to) of a dimension.
struct Members {
  std::string dimension;
  std::size_t from = 0, to = 0;
};

/// Sums of a variable over the members picked; dimensions that are not named are summed whole.  Empty without such a
/// variable.
Runs sum_of(const ResultSet& results, const std::string& variable, const std::vector<Members>& picked = {});

/// Run by run; empty where one of them is.
Runs plus(const Runs& a, const Runs& b);
Runs minus(const Runs& a, const Runs& b);
Runs over(const Runs& a, const Runs& b);  ///< NaN where b is 0

/// Mean of one strategy.
Estimate estimate_of(const Runs& runs, std::size_t strategy, const ResultSet& results);

/// One strategy minus another under the same luck.
PairedEstimate difference_of(const Runs& runs, std::size_t strategy, std::size_t baseline, const ResultSet& results);

}  // namespace tenure::analysis
