// Means by regression on control variates: values of known expectation that go with the replications.
//
//   mean       y' = ybar - b' (cbar - mu)                          b: least squares of y on the controls
//   variance   s^2 (1/n + (cbar - mu)' S^-1 (cbar - mu))           s^2: of the residuals, n - q - 1 degrees; S: centred squares of c
//
// Exact for values and controls that are normal together, with Student's t on n - q - 1 degrees (Lavenberg & Welch 1981); what b
// costs is in it.  Controls that do not vary, or that earlier ones already tell, are left out (Gram-Schmidt).
#pragma once

#include <vector>

#include "sim/stats/estimate.h"

namespace tenure::analysis {

/// Fewest values per control that are left for the spread; with fewer the controls are not used.
inline constexpr int fewest_beyond_controls = 8;

/// Estimate of the mean of `values` [replication] with `controls` [control][replication] of known `expectations`.  Without usable
/// controls, or with too few values, it is sim::estimate_mean.
sim::Estimate estimate_with_controls(const std::vector<double>& values, const std::vector<std::vector<double>>& controls,
                                     const std::vector<double>& expectations, double confidence);

}  // namespace tenure::analysis
