// Simulates one cell: one strategy, under one set of parameter values, with one replication's luck.
//
// A strategy is compiled once (`Simulation`) and then run for any number of cells, from any number of threads.  Which engine
// runs it, over which windows and on how many threads, changes no bit of the result; the options exist for speed and for
// the tests that hold this.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

#include "models/measure/measures.h"
#include "models/scenario/scenario.h"
#include "models/simulate/trace.h"
#include "models/simulate/watched.h"

namespace tenure::sim {
class Executor;
}

namespace tenure::models {

enum class EngineKind : std::uint8_t {
  reference,  ///< one global calendar
  windows     ///< customers run freely between midnights and meetings
};

struct SimulateOptions {
  EngineKind engine = EngineKind::windows;
  Tick window = 0;                    ///< longest window; 0: the reading lag; never longer than the reading lag
  sim::Executor* executor = nullptr;  ///< runs the blocks of one cell; nullptr: this thread
  const std::atomic<bool>* stop = nullptr;  ///< once set, the cell throws sim::Cancelled soon
  std::uint64_t shuffle_entities = 0; ///< visits customers in another order (tests); 0: in order
  std::uint64_t shuffle_pools = 0;    ///< visits pools in another order (tests); 0: in order
};

/// Address of a cell.  `luck` is the draw's number when each draw is to have its own chance, else 0.
struct CellAddress {
  int draw = 0;
  int replication = 0;
  bool mirrored = false;  ///< the antithetic of the cell: budgets, durations, decisions and arrivals from 1 - u instead of u
};

/// Address of a draw's replication under a scenario's experiment.  Of an antithetic pair the second has the luck of the first,
/// mirrored.
CellAddress address_of(const Experiment& experiment, int draw, int replication);

struct Plan;

/// A scenario's strategy, compiled for simulation.  Keeps no reference to the scenario.
class Simulation {
 public:
  /// `strategy` is an index into scenario.strategies.
  Simulation(const Scenario& scenario, int strategy);

  /// Simulates from the start to the horizon.  Throws sim::ContractError when an identity (customers in = out + present,
  /// revenue - costs = net value by every path, requests asked = answered + withdrawn + pending, ...) does not hold.
  CellResult run(const CellAddress& cell, const SimulateOptions& options) const;

  /// Simulates a cell in which nobody of the opening book leaves, on this thread; see models/simulate/watched.h.
  Watched watch(const CellAddress& cell, const SimulateOptions& options, const WatchFor& what) const;

  /// Simulates a cell and writes down the history of the customer with this key; `result`, where given, gets what the cell
  /// found, the same as from `run`.
  Trace trace(const CellAddress& cell, const SimulateOptions& options, std::uint64_t key, CellResult* result = nullptr) const;

  /// Simulates a cell and writes down sums of every customer.
  CellSums sums(const CellAddress& cell, const SimulateOptions& options, CellResult* result = nullptr) const;

  /// Customers to be expected in a cell: the opening book and newcomers until the horizon.
  double customers_expected() const;

  /// Bytes that so many customers take while a cell is simulated; results, staff and queues come on top.
  double bytes_expected() const;

  const DimLabels& labels() const { return labels_; }

 private:
  CellResult simulate(const CellAddress& cell, const SimulateOptions& options, Recorder* recorder) const;

  std::shared_ptr<const Plan> plan_;
  DimLabels labels_;
};

/// Compiles and runs one cell.
CellResult simulate_cell(const Scenario& scenario, int strategy, int draw, int replication,
                         const SimulateOptions& options = {});

}  // namespace tenure::models
