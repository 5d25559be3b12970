// Gathers the cells of a run into a ResultSet: one table of measures decides names, units and axes.
#pragma once

#include <string>

#include "analysis/results/result_set.h"
#include "models/measure/measures.h"
#include "models/scenario/scenario.h"

namespace tenure::analysis {

/// Bytes that the values of a run take in memory, draws included.
double bytes_needed(const models::Scenario& scenario);

/// Whether draws of the numbers from their uncertainty keep a measure: all but what is resolved by month.
bool kept_for_draws(const models::MeasureRow& row);

/// Collects what cells found, in any order.
class ResultCollector {
 public:
  /// All values NaN until their cell is stored.  Draws and their replications are those of the scenario's experiment.
  explicit ResultCollector(const models::Scenario& scenario);

  /// Keeps the result of a cell of the base draw (`draw` = 0), or the totals of one of draw 1, 2, ...; different cells may be
  /// stored from different threads at once.
  void store(int strategy, int draw, int replication, const models::CellResult& cell);

  /// Keeps the values of all numbers in draw 1, 2, ..., in the order of the scenario's parameters.
  void store_parameters(int draw, const std::vector<double>& values);

  /// Keeps how many points of the draws were replaced by others, and in how many draws a figure of last year was not met.
  void store_troubles(std::size_t rejected, std::size_t unmet);

  /// Makes room for so many replications of the base draw, no fewer than there are; those without a result are NaN.
  void grow(int replications);

  /// Keeps the control variates of a replication of the base draw; different replications may be stored from different threads at once.
  void store_controls(int replication, const std::vector<double>& values);

  /// Confidence of Student's intervals from now on, and how the counts were chosen.
  void set_chosen(ChosenCounts chosen);

  /// What has been stored so far.
  const ResultSet& results() const { return results_; }

  /// Hands the results over.
  ResultSet take() { return std::move(results_); }

 private:
  ResultSet results_;
  std::vector<std::size_t> widths_;      ///< values per cell of each variable
  std::vector<std::size_t> measure_of_;  ///< measure behind each variable
};

}  // namespace tenure::analysis
