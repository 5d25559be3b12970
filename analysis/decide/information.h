// What it would be worth to know a parameter, or a group of them, before choosing (EVPPI).
//
//     EVPPI(group) = E over the group of [largest expected worth given the group]  −  largest expected worth
//
// The expected worths given the group are the fitted values of a metamodel of that group alone (metamodel.h), so the
// draws of the study suffice and no inner loop is needed.  Worths enter as differences from the strategy of the largest
// expected worth: what all strategies share cannot change a choice.
//
// Its standard error has two parts: how well the draws determine the curves (delta method, residual covariance), and
// that the draws are a sample.  An EVPPI of 0 means that no value seen in the draws would turn the choice.
//
// Source: Strong, Oakley and Brennan 2014, Medical Decision Making 34(3) 311-326.
#pragma once

#include "analysis/decide/incremental.h"
#include "analysis/decide/metamodel.h"

namespace tenure::analysis::decision {

/// Worths [draw, strategy] as differences from strategy `choice`: [draw, other strategy], in the order of the others.
Matrix differences_from(const Matrix& worth, Index choice);

/// EVPPI of the group that `model` was fitted to; its responses are differences from the choice.
Measured value_of_knowing(const Metamodel& model);

}  // namespace tenure::analysis::decision
