// Estimates from the replications of a result: a mean never without its half-width and its count.
//
// Each replication is one independent observation (values of several parameter draws of one replication number are
// averaged first), and a difference between two strategies is taken replication by replication, because both met the
// same customers with the same luck (sim/stats/estimate.h).  Replications in which a value does not exist (no contact
// took place, so no waiting time) are left out and not counted.
#pragma once

#include <cstddef>
#include <vector>

#include "analysis/results/result_set.h"
#include "sim/stats/estimate.h"

namespace tenure::analysis {

using sim::Estimate;
using sim::PairedEstimate;

/// One value per replication of a variable's element: `offset` counts in its own dimensions, row-major.
std::vector<double> replication_values(const ResultSet& results, const ResultVariable& variable, std::size_t strategy,
                                       std::size_t offset);

/// Mean over the replications.
Estimate estimate_of(const ResultSet& results, const ResultVariable& variable, std::size_t strategy,
                     std::size_t offset = 0);

/// Mean of `strategy` minus `baseline`, paired by replication.
PairedEstimate paired_of(const ResultSet& results, const ResultVariable& variable, std::size_t strategy,
                         std::size_t baseline, std::size_t offset = 0);

}  // namespace tenure::analysis
