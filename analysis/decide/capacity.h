// The capacity plan of a strategy: how many people each pool has, how busy they are, what is missed, by month, and from
// when on it is too little.
//
// A pool is short of people from the first of two months in a row in which it is busier than `too_busy` of its time on duty
// or misses more than `too_many_missed` of its requests.  Means over the replications of the scenario's own numbers.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/decide/study.h"

namespace tenure::analysis::decision {

inline constexpr double too_busy = 0.90;
inline constexpr double too_many_missed = 0.10;

/// A pool in one month; NaN what does not exist.
struct PoolMonth {
  double servers = 0.0, utilisation = 0.0, missed_share = 0.0, response = 0.0, hires = 0.0, leavers = 0.0;
};

struct PoolPlan {
  std::string pool, label;
  std::vector<PoolMonth> months;
  std::optional<int> short_from;  ///< month, from 1
  bool by_missed = false;         ///< what showed it: missed requests (else utilisation)
};

/// Of one strategy; pools that it does not have are left out.
std::vector<PoolPlan> capacity_of(const ResultSet& results, Index strategy);

}  // namespace tenure::analysis::decision
