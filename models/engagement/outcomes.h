// What a contact leads to, and how lateness weakens it.
#pragma once

#include "models/plan/plan.h"
#include "sim/math/math.h"
#include "sim/pool/request.h"

namespace tenure::models {

/// What is left of a contact's worth after `waited` ticks: floor + (1 − floor) / (1 + (w / half_at)^slope), its logarithm
/// already weakened when the evidence is observational.  1 where lateness does not matter.
inline double late_factor(const LatePlan& late, Tick waited) {
  if (late.half_at <= 0.0 || waited <= 0) return 1.0;
  const double w = static_cast<double>(waited) / late.half_at;
  const double left = late.floor + (1.0 - late.floor) / (1.0 + (late.slope == 1.0 ? w : sim::pow(w, late.slope)));
  return late.weight == 1.0 ? left : sim::pow(left, late.weight);
}

/// A live contact is as late as its service begins, an open one as it ends.
inline double late_factor(const TouchPlan& touch, const sim::Answer& answer) {
  return late_factor(touch.late, (answer.mode == sim::Mode::live ? answer.start : answer.end) - answer.asked);
}

}  // namespace tenure::models
