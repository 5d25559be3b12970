// Variance-based sensitivity of a function of independent inputs: Sobol's first-order and total indices.
//
//     first(i) = Var(E[f | x_i]) / Var(f)              what x_i does by itself
//     total(i) = E(Var[f | all but x_i]) / Var(f)      what x_i does, its interplay with the others included
//
// estimated from two sets of points A and B and, for each input, A with column i taken from B:
//
//     first(i):  mean of f(B)·(f(AB_i) − f(A)) / Var        (Saltelli et al. 2010, table 2 b)
//     total(i):  mean of (f(A) − f(AB_i))² / (2 Var)        (Jansen 1999; Saltelli et al. 2010, table 2 f)
//
// The points are a Sobol sequence (Boost.Random) in twice as many dimensions, shifted at random, modulo 1, once for each
// of several repetitions; the repetitions give the standard errors.
//
// Sources: Sobol' 1993; Jansen 1999, Computer Physics Communications 117 35-43; Saltelli et al. 2010, Computer Physics
// Communications 181(2) 259-270; Cranley and Patterson 1976 (shifts).
#pragma once

#include <functional>
#include <vector>

#include "analysis/decide/incremental.h"

namespace tenure::analysis::decision {

struct SensitivityIndices {
  std::vector<Measured> first, total;  ///< one for each input
};

/// `function` of a point in the open unit cube of `inputs` dimensions; `points` per repetition, a power of two for the
/// evenest spread; at least two repetitions.
SensitivityIndices sensitivity_of(const std::function<double(const Vector&)>& function, Index inputs, Index points,
                                  Index repetitions = 8);

}  // namespace tenure::analysis::decision
