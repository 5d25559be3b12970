// Present values at the start of the run.
//
//   an amount at t                 a · e^(−δ t),   δ = ln(1 + annual rate) / 365.25 per day
//   a rate over [t0, t1)           a · (e^(−δ t0) − e^(−δ t1)) / δ   (a · (t1 − t0) when δ = 0)
#pragma once

#include "sim/math/math.h"
#include "sim/time/tick.h"

namespace tenure::models {

/// e^(−δ t); `delta` per day.
inline double discount_factor(double delta, sim::Tick t) {
  return delta == 0.0 ? 1.0 : sim::exp(-delta * sim::in_units(t, sim::kDay));
}

/// ∫ e^(−δ t) dt over [from, to), in days.
inline double discounted_days(double delta, sim::Tick from, sim::Tick to) {
  const double days = sim::in_units(to - from, sim::kDay);
  if (delta == 0.0) return days;
  return -sim::expm1(-delta * days) / delta * discount_factor(delta, from);
}

}  // namespace tenure::models
