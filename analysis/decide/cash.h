// Cash by month: what a strategy brings more than the baseline, cumulated, and when it has paid back.
//
//     cash of a month = revenue − flow costs − operating cost − staff that wins customers,      nominal
//
// Pays back in the first month from which its cumulative cash stays at or above the baseline's until the horizon.  Months
// are kept for the scenario's own numbers only, so the intervals by month are chance.  What there is at the end is kept for the
// draws as well, as the difference of totals.
#pragma once

#include <optional>
#include <vector>

#include "analysis/decide/study.h"
#include "analysis/decide/incremental.h"

namespace tenure::analysis::decision {

/// One strategy against the baseline.
struct CashPath {
  Index strategy = 0;
  std::vector<Measured> cumulative;  ///< by month, against the baseline
  double deepest = 0.0;              ///< lowest mean: the money that is needed in between; not above 0
  int deepest_month = 0;             ///< from 1; 0 when it is never below
  std::optional<int> pays_back;      ///< month, from 1, of the mean path
  double paid_back_share = 0.0;      ///< share of the `Cash::replications` that are paid back at the horizon
  std::optional<Measured> end_over_draws;    ///< against the baseline at the horizon, mean over the draws; none without draws
  std::optional<Measured> share_of_draws;    ///< of the draws in which it is ahead at the horizon, chance taken out where it can be
};

struct Cash {
  Index baseline = 0;
  Index replications = 0;  ///< independent ones, pairs counting once
  std::string unit_word;   ///< what these are
  Index draws = 0;  ///< 0: none that totals are kept for
  std::vector<CashPath> paths;  ///< every strategy but the baseline
  bool acquisition_spread = false;  ///< staff that wins customers is spread over months as all acquisition cost is
};

/// None when the file has no months or misses a measure.
std::optional<Cash> cash_of(const ResultSet& results);

}  // namespace tenure::analysis::decision
