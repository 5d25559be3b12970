// Assumed or computed: what the difference between a strategy and the baseline is made of.
//
// The same replications are simulated in a row of worlds, each without one more mechanism than the one before
// (models/scenario/without.h).  With D_i the difference of the two strategies in world i, replication by replication,
//
//   part of the mechanism switched off between i and i + 1     D_i - D_(i+1)
//   effects stated       D without overload ... waiting, less D without effects as well
//   planned costs        D without effects: wages, platforms, contacts, flows, in lives that contacts do not change
//
// so the parts add up to the whole in every replication.  What a mechanism adds hangs on what is still switched on, hence the order
// is fixed: overload, hand-overs, turnover, missed, waiting, effects; in reverse the first four the other way round.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "analysis/staffing/trials.h"
#include "models/measure/measures.h"
#include "models/scenario/without.h"
#include "sim/stats/estimate.h"

namespace tenure::analysis {

struct SplitOptions {
  models::Measure measure = models::Measure::net_value;  ///< one number per cell
  int baseline = 0;
  std::vector<int> strategies;  ///< to be compared with it
  int replications = 2;
  double confidence = 0.95;
  bool reverse = false;
};

struct SplitPart {
  enum class What : std::uint8_t { costs, effects, waiting, missed, turnover, handovers, overload };
  What what = What::costs;
  bool present = true;       ///< false: the scenario has no such mechanism, so it adds nothing
  sim::Estimate estimate;
};

/// What one strategy differs by.
struct StrategySplit {
  int strategy = 0;
  sim::Estimate whole;
  std::vector<SplitPart> parts;    ///< in the order of SplitPart::What
  sim::Estimate computed;          ///< waiting to overload together
};

/// Whether a measure can be split: one number per cell, and one that does not hang on who works for whom.
bool can_split(const models::MeasureRow& row);

/// In the order in which they are switched off.
std::vector<models::Mechanism> switching_order(bool reverse);

/// Cells that a split simulates.
std::size_t cells_of(const models::Scenario& scenario, const SplitOptions& options);

/// Is told every cell of the first world, in which all mechanisms are at work.
using OnWhole = std::function<void(int strategy, int replication, const models::CellResult& cell)>;

/// Splits the differences.  Throws sim::Cancelled once the runner's stop is set, and sim::ContractError should parts not add up.
std::vector<StrategySplit> split(const models::Scenario& scenario, const SplitOptions& options, const Runner& runner,
                                 const OnWhole& on_whole = {});

/// A name for tables, and one for programs.
const char* label_of(SplitPart::What what);
const char* name_of(SplitPart::What what);

}  // namespace tenure::analysis
