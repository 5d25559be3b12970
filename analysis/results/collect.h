// Gathers the cells of a run into a ResultSet: one table of measures decides names, units and axes.
#pragma once

#include <string>

#include "analysis/results/result_set.h"
#include "models/measure/measures.h"
#include "models/scenario/scenario.h"

namespace tenure::analysis {

/// Bytes that the values of a run take in memory.
double bytes_needed(const models::Scenario& scenario, int draws);

/// Collects what cells found, in any order.
class ResultCollector {
 public:
  /// All values NaN until their cell is stored.
  ResultCollector(const models::Scenario& scenario, int draws);

  /// Keeps the result of a cell; different cells may be stored from different threads at once.
  void store(int strategy, int draw, int replication, const models::CellResult& cell);

  /// Hands the results over.
  ResultSet take() { return std::move(results_); }

 private:
  ResultSet results_;
  std::vector<std::size_t> widths_;      ///< values per cell of each variable
  std::vector<std::size_t> measure_of_;  ///< measure behind each variable
};

}  // namespace tenure::analysis
