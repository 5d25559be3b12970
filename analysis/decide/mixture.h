// Choosing by segment, and whether the simulated mixture confirms the choice.
//
// Each segment gets the strategy of its largest expected direct net value among those that are no mixtures themselves.  That
// promises, against one strategy for all (the one of the largest expected net value),
//
//     Σ over segments of direct net value (followed − one for all)
//
// which leaves out that segments share staff.  The mixture is therefore simulated, with luck that neither the choice nor
// the search for head counts has seen, beside the strategies that it follows and the one for all under the same luck.  In
// every replication, exactly,
//
//     net value (mixture − one for all)  =    Σ direct (followed − one for all)      choosing by segment
//                                           + Σ direct (mixture − followed)          sharing teams: waiting, missed contacts
//                                           + shared part (mixture − one for all)    idle time, hiring, platforms
//
// with shared part = net value − Σ direct.  The choice is confirmed when the interval of the left side lies above zero.  Where the
// mixture's head counts were searched for, the one for all gets the same search, and the mixture must be ahead of that as well:
// what better head counts bring alone is no reason to mix.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/decide/certainty.h"
#include "analysis/decide/study.h"
#include "models/simulate/simulate.h"
#include "sim/stats/estimate.h"

namespace tenure::analysis::decision {

/// What one segment should get.
struct SegmentChoice {
  std::string segment, label;
  Index best = 0, next = 0;  ///< strategies of the file; the same one when there is only one to choose
  Measured lead;             ///< direct net value of the best less that of the next
};

struct MixtureChoice {
  std::vector<SegmentChoice> segments;
  Index one_for_all = 0;  ///< of the largest expected net value, no mixture
  Measured promised;      ///< best by segment against that, in direct net value
  Measured same_for_all;  ///< where all segments get the same: net value of that against the one for all
  Index units = 0;        ///< independent ones: draws, else replications
  bool over_draws = false;
  std::string unit_word;  ///< "draws", "replications" or "pairs of replications"

  /// Do segments get different strategies?
  bool differs() const;
};

/// Of `plain` strategies of the file; none when it has no net value by segment, or nothing to choose from.
std::optional<MixtureChoice> choose_by_segment(const ResultSet& results, const std::vector<Index>& plain);

/// What a pool did in the replications.
struct PoolStanding {
  std::string name, label;
  int servers = 0;           ///< at the start, as the strategy wants it
  sim::Estimate busy, missed;
  sim::Estimate missed_apart;  ///< the most that it misses under a followed strategy; n = 0: none of them has it
};

enum class Verdict { confirmed, open, refuted };

struct Confirmation {
  int replications = 0;
  sim::Estimate mixture, one_for_all;          ///< net value
  sim::Estimate gain;                          ///< paired
  sim::Estimate choosing, sharing, overhead;   ///< its parts
  std::optional<sim::Estimate> gain_alike;    ///< against the one for all with teams found by the same search; none: nothing searched
  std::optional<sim::Estimate> gain_by_rule;   ///< with the teams that the rule gives, where the search changed some
  std::vector<PoolStanding> pools;             ///< of the mixture
  Verdict verdict = Verdict::open;
  int draws = 0;       ///< worlds of the file's draws, one replication in each; 0: the scenario's own numbers
  int file_draws = 0;  ///< that the file has
  bool searched = false;                   ///< were head counts searched for?
  int search_draws = 0;                    ///< in the worlds of so many draws; 0: under the scenario's own numbers
  int teams_tried = 0, teams_changed = 0;  ///< of the mixture, by the search
  int alike_changed = 0;                   ///< of the one for all, by the same search
};

/// The cells of one strategy, in the order of the replications.
using Cells = std::vector<models::CellResult>;

/// `followed`: cells of the strategy that each segment follows.  `by_rule`: of the mixture before its head counts were changed,
/// or nullptr.  `alike`: of the one for all with teams found by the same search, or nullptr.
Confirmation confirm(const models::Scenario& scenario, int mixture, const Cells& mixed, const std::vector<const Cells*>& followed,
                     const Cells& one_for_all, double confidence, const Cells* by_rule = nullptr, const Cells* alike = nullptr);

}  // namespace tenure::analysis::decision
