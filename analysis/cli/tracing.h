// Replays single customers of a result file under several of its strategies.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/cli/commands.h"
#include "analysis/cli/result_input.h"
#include "analysis/trace/choose.h"
#include "analysis/trace/report.h"
#include "sim/run/executor.h"

namespace tenure::analysis::cli {

/// Every cell that is simulated again must be the one in the file; otherwise, and where memory is short, it throws Ended with
/// what is wrong said.  Throws sim::Cancelled once the program is to stop.
class Tracing {
 public:
  Tracing(const TraceCommandOptions& options, const ResultInput& input, const std::vector<int>& strategies, Streams streams);

  /// The customer that the options ask for; Ended where there is nobody.
  TraceReport report() const;

  /// The first `most` of these kinds of which there is somebody, one customer each, of all segments.  Cells are simulated beside
  /// each other where memory allows.
  std::vector<TraceReport> followed(const std::vector<Pick>& kinds, std::size_t most) const;

  /// Months of customers that are to be expected in a replication, all strategies together: how long following somebody takes.
  double customer_months() const;

 private:
  const std::string& name(std::size_t i) const;
  int segment() const;
  void verify(std::size_t i, const models::CellResult& cell) const;
  const Candidates& candidates(std::size_t i) const;
  void each(std::size_t n, const std::function<void(std::size_t, const models::SimulateOptions&)>& cell) const;
  std::optional<Choice> choice_of(Pick pick, int segment) const;
  Person by_number() const;
  Person by_kind(std::string& why) const;
  History history(std::size_t i, std::uint64_t key) const;
  History told(std::size_t i, models::Trace trace, const models::CellResult& cell) const;
  TraceReport report_of(const Person& person, std::string why) const;  ///< without histories

  const TraceCommandOptions& options_;
  const ResultInput& input_;
  const std::vector<int> strategies_;
  Streams streams_;
  std::unique_ptr<sim::Executor> executor_;
  models::SimulateOptions simulate_;
  std::vector<models::Simulation> simulations_;
  mutable std::vector<std::optional<Candidates>> candidates_;  ///< [strategy]: worked out once
  std::size_t baseline_ = 0;
  std::size_t fit_ = 0;  ///< cells that memory holds at the same time
};

}  // namespace tenure::analysis::cli
