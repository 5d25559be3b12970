// The incremental table: what each strategy costs and brings beyond the next cheaper one that is worth considering.
//
// Strategies are sorted by mean cost.  One that costs as much or more and brings as little or less than another is
// dominated.  Among the others, the incremental ratio (cost of one more unit of effect) must rise along the frontier:
//
//     ratio(i) = (cost(i) − cost(i−1)) / (effect(i) − effect(i−1))
//
// A strategy whose ratio is higher than that of the next dearer one is extendedly dominated: some customers under the
// one and some under the other neighbour get the same effect for less.  Those that are left are kept; the best among
// them is the last one whose ratio is below what a unit of effect is worth.
//
// Sources: Drummond, Sculpher, Claxton, Stoddart and Torrance, Methods for the Economic Evaluation of Health Care
// Programmes, 4th ed. 2015, ch. 4; Briggs, Claxton and Sculpher 2006, ch. 2; interval of the ratio: Fieller 1954.
#pragma once

#include <optional>
#include <vector>

#include "analysis/decide/draws.h"

namespace tenure::analysis::decision {

enum class FrontierStatus { kept, dominated, extendedly_dominated };

/// A value with its standard error, which is NaN where a single draw and replication gives none.
struct Measured {
  double mean = 0.0;
  double standard_error = 0.0;
};

/// The interval of a ratio.  Where the difference of effects is not surely away from zero, it has no bounds.
struct RatioInterval {
  double low = 0.0, high = 0.0;
  bool bounded = false;
};

struct IncrementalRow {
  Index strategy = 0;
  Measured cost, effect;
  FrontierStatus status = FrontierStatus::kept;
  std::vector<Index> by;  ///< dominated: by whom (one); extendedly: between whom (two)
  /// Kept, and not the cheapest kept one: against the kept one before it.
  std::optional<Index> against;
  Measured more_cost, more_effect;
  double ratio = 0.0;      ///< a price only where `interval` is bounded: elsewhere the gain in effect is not told apart from zero
  RatioInterval interval;
  /// Dominated: this one less the one that dominates it.
  Measured beyond_cost, beyond_effect;
};

/// A share of so many, with Agresti and Coull's standard error, so that 0 and all of them are not taken for certain; NaN with
/// fewer than two.
Measured share_of(Index count, Index of);

/// Rows by rising mean cost (equal cost: the larger effect first, then by number); intervals with `confidence`.
std::vector<IncrementalRow> incremental_table(const Draws& draws, double confidence);

/// The same from means alone: rows have no standard errors.
std::vector<IncrementalRow> incremental_table(const Vector& cost, const Vector& effect);

/// Where x is not told apart from zero but y is: the smallest positive ratio that Fieller's set has; it has no largest one.  None
/// where the set has an interval, or holds every number.
std::optional<double> unbounded_from(const Vector& y, const Vector& x, double confidence, double widening = 1.0);

/// Fieller's interval of y / x from paired values, one each per independent unit; standard errors times `widening`.
RatioInterval fieller(const Vector& y, const Vector& x, double confidence, double widening = 1.0);

}  // namespace tenure::analysis::decision
