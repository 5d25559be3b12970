// The arithmetic that head counts are usually made by, and why it is not enough.
//
//   people = hours of work asked a year / productive hours of a person a year
//
// Both are read from a simulation with far more people than needed, in which nobody leaves, nobody is slow and nobody has a
// book of her own: then everything that is asked gets done, in its nominal time, whenever it comes.
//
// The difference to the head count that was found is taken apart by switching off, one after the other and under the same
// luck, what makes the simulated team need more: leaving (vacancies, newcomers who work slowly), then hiring (today's team is
// smaller, and until hire_delay has passed it does what it can), then named books (work that a colleague could do waits).  What is left over is the unevenness of demand, chance and unlike speeds, less the
// slack that deadlines and the promise leave, and less what customers no longer ask for who are lost because a team that is
// just large enough misses contacts, or holds them worn out: overload goes on to harm quality when nobody leaves for it.
// For each the head count is found at which the means meet the promise, and between whole numbers it is interpolated on
// the logarithm of measure over limit.  These parts are estimates without a verdict; they add up to the head count by
// construction.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/staffing/trials.h"

namespace tenure::analysis {

/// Limits that hold for a pool: the strictest of its promises.
struct Limits {
  std::optional<double> missed;    ///< share
  std::optional<double> response;  ///< hours
};

/// By promised pool.
std::vector<Limits> limits_of(const models::Strategy& strategy, const std::vector<int>& pools);

struct Arithmetic {
  double hours_asked = 0.0;       ///< a year
  double productive_hours = 0.0;  ///< of one person a year
  double people = 0.0;            ///< one over the other
  double busiest_month = 0.0;     ///< people that the busiest month would ask for
  int replications = 0;
};

/// By promised pool.
std::vector<Arithmetic> arithmetic_of(Trials& trials, int replications);

/// How far a team's means are from its pool's limits: the largest ratio of measure to limit; <= 1 keeps them.
double strain(const std::vector<TrialFacts>& facts, std::size_t pool, const Limits& limits, int replications);

/// A part of the difference between the arithmetic and the head count found.
struct Part {
  enum class Cause { leaving, hiring, books, unevenness, rounding } cause;
  double people = 0.0;
};

/// What makes the head count of a pool differ from the arithmetic, for a team that was found.
struct Why {
  std::vector<Part> parts;               ///< add up to head count - arithmetic; empty where no head count was found
  int before = 0;                        ///< people of today's team, where some are still to be hired
  std::optional<int> if_nobody_left;     ///< head count by the means alone, where something leaves
  std::optional<int> if_nobody_left_and_shared;  ///< and without named books, where there are any
};

/// `team` is the final one; `found` says whether its head count of this pool keeps the promise.
Why why_of(Trials& trials, const Team& team, std::size_t pool, const Limits& limits, const Arithmetic& arithmetic,
           bool found, int most_servers, int replications);

/// Smallest n in [low, high] with holds(n), looked for from `start` outwards; nothing when not even `high` does.
/// `holds` is taken to be monotone.
template <class Fn>
std::optional<int> smallest(int low, int high, int start, Fn&& holds) {
  int no = low - 1, yes = high + 1;
  for (int n = start < low ? low : start > high ? high : start, step = 1;; step *= 2) {
    (holds(n) ? yes : no) = n;
    if (no == high) return std::nullopt;
    if (yes == low || (yes <= high && no >= low)) break;
    if (yes <= high) n = yes - step < low ? low : yes - step;
    else n = high - no < step ? high : no + step;
  }
  while (yes - no > 1) {
    const int middle = no + (yes - no) / 2;
    (holds(middle) ? yes : no) = middle;
  }
  return yes;
}

}  // namespace tenure::analysis
