// What would change the choice: how far a parameter must be from its base value before another strategy is best.
//
// Where another strategy is best at the base value already (the choice is made by the mean over all draws), the point from
// which on the choice is best is told instead.
//
// One by one: the curve of the expected differences given one parameter alone, all others as uncertain as they are.  The
// nearest value inside the range of the draws at which another strategy overtakes; the probability of lying beyond is
// the share of the draws there.
//
// Together: the nearest joint point, distances taken in prior standard deviations (with the correlation of the draws),
//
//     min (z − z₀)ᵀ R⁻¹ (z − z₀)   such that the expected difference to some other strategy is 0,
//     z = (parameter − mean) / standard deviation, inside the range of the draws
//
// on the metamodel of all parameters together; R is the correlation among those that the model uses (one that a sample
// of this size would show by chance is taken as 0).  Solved from several starts by sequential quadratic programming.
//
// Sources: design point of structural reliability, Hasofer and Lind 1974; SLSQP: Kraft 1994, through NLopt.
#pragma once

#include <optional>
#include <vector>

#include "analysis/decide/incremental.h"
#include "analysis/decide/metamodel.h"

namespace tenure::analysis::decision {

/// A value of one parameter at which the choice turns.
struct TurningPoint {
  Index parameter = 0;
  double base = 0.0;       ///< from where it is looked for
  double value = 0.0;      ///< nearest one at which another strategy is as good
  Index instead = 0;       ///< the strategy that is best beyond it
  bool above = false;      ///< is beyond above or below?
  Measured beyond;         ///< probability of lying beyond
  double deviations = 0.0; ///< |value − base| in prior standard deviations
  bool already = false;    ///< `instead` is best at the base, which lies beyond; the choice is best on the other side
};

/// One parameter at its 5 % and 95 % points: the expected difference choice − runner-up there.
struct TornadoBar {
  Index parameter = 0;
  double low = 0.0, high = 0.0;          ///< the parameter's values
  Measured at_low, at_high;              ///< expected worth of the choice minus that of the other strategy
  double swing() const;
};

/// A joint point.
struct JointPoint {
  Index instead = 0;
  double distance = 0.0;            ///< in prior standard deviations; 0: `instead` is ahead at the base already
  std::vector<Index> parameters;    ///< those that move, the furthest first
  std::vector<double> values;       ///< of these
  std::vector<double> deviations;   ///< of these, signed
  Measured beyond;                  ///< probability, by the metamodel, that `instead` is better than the choice
};

/// Where the expected differences given this parameter alone turn; `alone` has the responses other − choice, in the
/// order of the strategies without the choice.  None when nothing in the range of the draws turns it.
std::optional<TurningPoint> turning_point(const Matrix& values, const Metamodel& alone, Index parameter, double base,
                                          Index choice);

/// The bar of a parameter; `response` is that of the runner-up.
TornadoBar tornado_bar(const Matrix& values, const Metamodel& alone, Index parameter, Index response);

/// The nearest joint point for `response`; none when nothing in the range of the draws turns it.
std::optional<JointPoint> nearest_joint_point(const Matrix& values, const Metamodel& together, const Vector& base,
                                              Index response, Index choice);

}  // namespace tenure::analysis::decision
