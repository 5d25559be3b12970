// Teams tried in simulation, all with the same luck.
//
// A team says for every promised pool of a strategy how many people staff it, the same number from the start to the horizon
// (the file's `plan` of later head counts is laid aside), and what is switched off for a comparison.  Pools without a
// promise stay as the file has them.  What a team gave is kept, so that asking for it again costs nothing.
#pragma once

#include <atomic>
#include <compare>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "models/scenario/scenario.h"
#include "models/simulate/simulate.h"

namespace tenure::analysis {

/// How one pool is staffed.
struct Crew {
  int servers = 0;
  bool stays = false;   ///< nobody leaves and nobody is new
  bool shares = false;  ///< no customer has a server of her own
  bool alike = false;   ///< everybody works at the same speed
  bool ready = false;   ///< whoever today's team lacks is there when the strategy begins
  auto operator<=>(const Crew&) const = default;
};

/// A crew for each promised pool, in the order of Trials::pools().
using Team = std::vector<Crew>;

/// What a pool did in one replication.
struct PoolFacts {
  double missed = 0.0;            ///< share of requests
  double response = 0.0;          ///< mean, hours by the clock
  double utilisation = 0.0;       ///< of the time on duty
  double present = 0.0;           ///< mean number of servers on the payroll
  double busy_hours = 0.0;        ///< a year
  double productive_hours = 0.0;  ///< a year, of all who were present
  double cost = 0.0;              ///< a year: wages, hiring and training
  std::vector<double> busy_by_month;        ///< hours
  std::vector<double> productive_by_month;  ///< hours
};

/// Facts by promised pool, for one replication.
using TrialFacts = std::vector<PoolFacts>;

/// Who runs the cells.
struct Runner {
  sim::Executor* executor = nullptr;                        ///< never nullptr
  const std::atomic<bool>* stop = nullptr;                  ///< once set, sim::Cancelled is thrown
  std::function<void(std::uint64_t events)> on_cell = {};   ///< after each cell, from any thread
};

class Trials {
 public:
  /// Keeps references to the scenario and the runner.
  Trials(const models::Scenario& scenario, int strategy, const Runner& runner);

  /// Pools of the strategy that something is promised of, ascending.
  const std::vector<int>& pools() const { return pools_; }
  const models::Pool& pool(std::size_t index) const;

  /// People that today's team of this pool has, where [today] names another strategy; nothing elsewhere.
  std::optional<int> today(std::size_t index) const;

  /// The first `replications` replications of a team, or more where they are known already.
  const std::vector<TrialFacts>& of(const Team& team, int replications);

  /// Cells simulated so far.
  std::size_t cells() const { return cells_; }

  double years() const;

 private:
  TrialFacts facts_of(const models::CellResult& cell) const;

  const models::Scenario& scenario_;
  int strategy_;
  const Runner& runner_;
  std::vector<int> pools_;
  std::vector<std::size_t> rows_;  ///< of pools_ in the measures
  std::map<Team, std::vector<TrialFacts>> known_;
  std::size_t cells_ = 0;
};

/// A pool's shifts with `servers` people in all, shared out in the file's proportions (Sainte-Laguë, so that one more
/// person never takes one from any shift).
std::vector<models::Shift> staffed_shifts(const std::vector<models::Shift>& shifts, int servers);

}  // namespace tenure::analysis
