// How sure a choice is: probability of being best, the frontier, expected loss, value of perfect information.
//
// For each draw, the strategy of the largest worth is the best one in that world.  Over all draws:
//
//     probability of being best(s)   share of the draws in which s is best (a tie is shared out)
//     choice                         the strategy of the largest EXPECTED worth: the one to take now
//     leader                         the strategy that is best most often; with skewed worths it can be another one
//     certainty                      probability that the choice is best: the frontier (CEAF) at this point
//     expected loss(s)               mean over the draws of (largest worth − worth of s): what choosing s costs
//                                    against knowing the world; smallest for the choice, by construction
//     EVPI                           expected loss of the choice: what knowing the world would be worth at most
//
// Every number carries its standard error over the draws.
//
// Sources: Fenwick, Claxton and Sculpher 2001, Health Economics 10(8) 779-787 (frontier); Briggs, Claxton and Sculpher
// 2006, Decision Modelling for Health Economic Evaluation, ch. 5-6; Eckermann, Briggs and Willan 2008, Medical Decision
// Making 28(2) 218-227, and Alarid-Escudero et al. 2019, Value in Health 22(5) 611-618 (expected loss curves); jackknife:
// Efron and Tibshirani 1993, An Introduction to the Bootstrap, ch. 11.
#pragma once

#include <optional>
#include <vector>

#include "analysis/decide/incremental.h"

namespace tenure::analysis::decision {

/// One strategy at one value of a unit of effect.
struct Standing {
  Measured worth;             ///< expected
  Measured probability_best;  ///< share of the draws
  Measured loss;              ///< expected, against knowing the world
  Measured behind = {};       ///< worth of the choice minus this one's, paired
};

/// A choice and how sure it is.
struct Certainty {
  std::vector<Standing> strategies;
  Index choice = 0;      ///< largest expected worth; of equal ones the first
  Index runner_up = 0;   ///< second largest expected worth; the choice itself when there is only one strategy
  Measured lead;         ///< expected worth of the choice minus that of the runner-up, paired
  Index leader = 0;      ///< best most often
  Measured evpi;
  Index draws = 0;

  const Standing& chosen() const { return strategies[static_cast<std::size_t>(choice)]; }
};

/// Of worths by draw and strategy, [draw, strategy], as they are.
Certainty certainty_of(const Matrix& worth);

/// Of worths by row, chance taken out of their spread where that can be done (chance.h); with a single draw each row stands for
/// itself, and shares are of rows.  Standard errors are widened as the layout says.  How much chance there is, is an
/// estimate too, so the errors of the shares and losses come from leaving out one group of draws after another (jackknife).
/// Expected worths and the lead have the error of the draws as they are.
Certainty certainty_of(const Matrix& rows, const Layout& layout);

/// A point of the curves over the value of one unit of effect.
struct CurvePoint {
  double value = 0.0;
  Certainty certainty;
};

/// The curves over `values`; net benefits are value · effect − cost, chance taken out.
std::vector<CurvePoint> acceptability(const Draws& draws, const std::vector<double>& values);

/// A ratio above so many times what a unit of effect brings in is no price that anybody would pay.
inline constexpr double most_times_brought = 10.0;

/// Values of a unit of effect that show where the choice turns: evenly from 0, rounded to a plain step, to a quarter above the
/// last ratio of the frontier whose interval is bounded, and at least twice what a unit of effect `brings` in where that is
/// known.  Ratios above `most_times_brought` times that are left out.  Without any of these, to twice the mean cost per unit
/// of effect.
std::vector<double> grid_for(const std::vector<IncrementalRow>& table, std::optional<double> brings = std::nullopt);

}  // namespace tenure::analysis::decision
