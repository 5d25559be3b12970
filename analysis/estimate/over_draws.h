// What draws of the uncertain numbers say about one result: its mean, its range, and where its variance comes from.
#pragma once

#include <cstddef>

#include "analysis/estimate/estimates.h"
#include "analysis/estimate/variance_split.h"
#include "analysis/results/result_set.h"

namespace tenure::analysis {

/// One result over the draws.
struct OverDraws {
  Estimate mean;            ///< over the draws; the interval covers chance and ignorance and narrows with more draws
  DrawRange range;          ///< that holds the file's confidence of the draws; does not narrow
  double above_zero = 0.0;  ///< share of the draws in which it is above 0
  VarianceSplit variance;
};

/// A strategy's value.  Only when `has_draws`.
OverDraws value_over_draws(const ResultSet& results, const VarianceSplitter& splitter, const ResultVariable& variable,
                           std::size_t strategy, std::size_t offset = 0);

/// A strategy minus another one, draw by draw and run by run.
OverDraws difference_over_draws(const ResultSet& results, const VarianceSplitter& splitter, const ResultVariable& variable,
                                std::size_t strategy, std::size_t baseline, std::size_t offset = 0);

}  // namespace tenure::analysis
