// Estimates from the replications of a result: a mean never without its half-width and its count.
//
// Each replication is one independent observation, and a difference between two strategies is taken replication by
// replication, because both met the same customers with the same luck (sim/stats/estimate.h).  Replications in which a
// value does not exist (no contact took place, so no waiting time) are left out and not counted, and so are those that a strategy
// was not given because it had fallen behind.  Where the count was chosen by looking, intervals are widened so that they keep the
// file's confidence (ResultSet::interval_confidence).
//
// Two uncertainties are kept apart.  `estimate_of` and `paired_of` look at the base draw: the scenario's own numbers, chance
// alone.  `estimate_over_draws` and `paired_over_draws` look at the draws of the numbers from their uncertainty, each draw
// with the mean of its replications as one observation; the base draw is never among them.
#pragma once

#include <cstddef>
#include <vector>

#include "analysis/results/result_set.h"
#include "sim/stats/estimate.h"

namespace tenure::analysis {

using sim::Estimate;
using sim::PairedEstimate;

/// One value per replication of a variable's element in the base draw: `offset` counts in its own dimensions, row-major.
std::vector<double> replication_values(const ResultSet& results, const ResultVariable& variable, std::size_t strategy,
                                       std::size_t offset);

/// What is independent of each other in one value per replication of the base draw: the same, or where the file has antithetic pairs their
/// means (NaN where one of the two is).
std::vector<double> independent_values(const ResultSet& results, std::vector<double> by_replication);

/// Mean over the replications of the base draw; where the file has them, pairs of antithetic replications count as one value each, and
/// the mean is regressed on control variates (control_variates.h).
Estimate estimate_of(const ResultSet& results, const ResultVariable& variable, std::size_t strategy,
                     std::size_t offset = 0);

/// Mean of `strategy` minus `baseline` in the base draw, paired by replication.
PairedEstimate paired_of(const ResultSet& results, const ResultVariable& variable, std::size_t strategy,
                         std::size_t baseline, std::size_t offset = 0);

/// The same of any values, one per replication of the base draw; NaN where there is none.
Estimate estimate_of(const ResultSet& results, const std::vector<double>& by_replication);
PairedEstimate paired_of(const ResultSet& results, const std::vector<double>& of, const std::vector<double>& baseline);

/// So many times smaller is the variance of `estimate_of` than that of the plain mean over as many replications; 1 without variance
/// reduction, NaN where there is no interval.
double reduction_gain(const ResultSet& results, const ResultVariable& variable, std::size_t strategy, std::size_t offset = 0);

/// The same of `paired_of`: against the plain mean of differences between so many replications with the same luck.
double reduction_gain_of_difference(const ResultSet& results, const ResultVariable& variable, std::size_t strategy,
                                    std::size_t baseline, std::size_t offset = 0);

/// Whether the variable is kept for draws from the numbers' uncertainty, of which there are at least two.
bool has_draws(const ResultSet& results, const ResultVariable& variable);

/// [draw][replication]: every run of a strategy under the draws.  Only when `has_draws`.
std::vector<std::vector<double>> drawn_values(const ResultSet& results, const ResultVariable& variable,
                                              std::size_t strategy, std::size_t offset = 0);

/// [draw][replication]: `strategy` minus `baseline`, run by run under the same numbers and the same luck.
std::vector<std::vector<double>> drawn_differences(const ResultSet& results, const ResultVariable& variable,
                                                   std::size_t strategy, std::size_t baseline, std::size_t offset = 0);

/// One value per draw, the mean of what its replications have; NaN where none has one.
std::vector<double> means_by_draw(const std::vector<std::vector<double>>& values);

/// Mean over the draws.  Its half-width covers chance and ignorance (ignorance only when the draws share their luck) and shrinks with
/// more draws; draws are taken as independent, which for evenly spread points makes it too wide rather than too narrow.
Estimate estimate_over_draws(const ResultSet& results, const ResultVariable& variable, std::size_t strategy,
                             std::size_t offset = 0);

/// Mean of `strategy` minus `baseline` over the draws, paired by draw and replication.
PairedEstimate paired_over_draws(const ResultSet& results, const ResultVariable& variable, std::size_t strategy,
                                 std::size_t baseline, std::size_t offset = 0);

}  // namespace tenure::analysis
