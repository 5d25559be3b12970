// Replications in rounds: how many of each strategy are simulated next, from what is known so far.
//
// Without [experiment.precision] and [experiment.select] there is one round.  With them a round follows a look at the results, and
// looks are at counts that are fixed beforehand, or follow from results of earlier rounds alone; what is decided never hangs on
// which thread was fast.
//
//   precision   all strategies go on together to the next of sim::look_counts until every half-width is small enough.  Intervals have
//               the nominal confidence of sim::nominal_confidence, the largest of those that the wanted estimates need.
//   kn          strategies left go on together, a quarter more each time, until sim::screen settles it
//   ocba        each round adds a fifth of the first round's runs, shared out by sim::ocba_shares, until
//               sim::probability_of_good_selection reaches the confidence
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/results/result_set.h"
#include "models/scenario/scenario.h"

namespace tenure::analysis {

class Rounds {
 public:
  explicit Rounds(const models::Scenario& scenario);

  /// Replications of each strategy that are due; those of earlier rounds included.
  const std::vector<int>& due() const { return due_; }

  /// Looks at the results of all that was due; says whether more is due now.
  bool look(const ResultSet& results);

  /// Runs expected in all, over the strategies.
  std::size_t expected() const { return expected_; }

  /// "net_value ±3.1 % of 2 % wanted"; empty before the first look, or with nothing to decide.
  const std::string& state() const { return state_; }

  /// What was decided and how; none when the scenario says how many replications there are.  After the last look.
  const std::optional<ChosenCounts>& chosen() const { return chosen_; }

 private:
  bool look_at_precision(const ResultSet& results);
  bool look_at_selection(const ResultSet& results);
  bool go_on_with(const std::vector<std::size_t>& strategies, const std::vector<std::int64_t>& looks);

  const models::Experiment experiment_;
  std::vector<std::string> strategies_;
  std::vector<int> due_;
  std::vector<std::int64_t> looks_;     ///< fixed beforehand
  std::vector<std::size_t> left_;       ///< kn: strategies that may be best
  std::size_t expected_ = 0;
  std::string state_;
  std::optional<ChosenCounts> chosen_;
};

/// Nominal confidence of the intervals of a scenario whose counts are chosen for precision; its own confidence otherwise.
double interval_confidence(const models::Experiment& experiment);

}  // namespace tenure::analysis
