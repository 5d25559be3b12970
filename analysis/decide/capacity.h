// The capacity plan of a strategy: how many people each pool has, how busy they are, how much work waits for them (the backlog),
// which share of the requests is taken up in time (the service level; the rest is missed), by month, and in which months it is
// too few people.
//
// A pool is short of people where it is busier than `too_busy` of its time on duty, or misses more than `too_many_missed` of
// its requests, in `sustained_months` months in a row: each of them beyond the limit in the mean, and all together so surely,
// that is, the interval over the replications of
//
//     busy, mean of the months − limit      or      missed requests − limit · requests, sum over the months
//
// lies above zero.  Every window of months of every pool is looked at, so the error is split over them (Bonferroni).  Months
// beyond the limit in the mean that are not so shown are told as open.  By the scenario's own numbers: months are kept for
// these only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/decide/incremental.h"
#include "analysis/decide/study.h"

namespace tenure::analysis::decision {

inline constexpr double too_busy = 0.90;
inline constexpr double too_many_missed = 0.10;
inline constexpr int sustained_months = 3;

/// A pool in one month; NaN what does not exist.
struct PoolMonth {
  double servers = 0.0, utilisation = 0.0, missed_share = 0.0, response = 0.0, hires = 0.0, leavers = 0.0;
  double backlog = 0.0;  ///< requests that wait, mean over the month
  double utilisation_error = 0.0, missed_error = 0.0;  ///< standard errors over the replications
};

/// Months in a row with too few people.
struct Shortage {
  int from = 0, to = 0;    ///< months, from 1, both included
  bool by_missed = false;  ///< what shows it: missed requests (else time busy)
  Measured level;          ///< of that, over these months
};

struct PoolPlan {
  std::string pool, label;
  std::vector<PoolMonth> months;
  Index replications = 0;           ///< independent ones, pairs counting once
  std::string unit_word;            ///< what these are
  double look_confidence = 0.0;     ///< of one look, so that all together err as rarely as asked for
  std::optional<int> short_from;    ///< month, from 1, of the first shortage
  bool by_missed = false;           ///< what showed it
  std::vector<Shortage> shortages;  ///< in the order of the months
  std::optional<Shortage> suspected;  ///< the longest run beyond a limit in the mean, where none is shown
};

/// Of one strategy; pools that it does not have are left out.
std::vector<PoolPlan> capacity_of(const ResultSet& results, Index strategy, double confidence = 0.95);

}  // namespace tenure::analysis::decision
