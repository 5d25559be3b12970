// The arithmetic of risks: how a budget is spent, and when it is gone.
//
// A risk strikes when its budget E (a unit exponential; for durations the nominal time itself) is spent.  In a piece of time
// in which everything that multiplies the risk is constant, m,
//
//   spent over [a, b)     m · (H(b) − H(a)),   H(τ) = (τ / λ)^k;   linear in τ for exponential risks and for durations
//   gone at               H⁻¹(H(a) + left / m)
//
// so Weibull risks are exact whatever the pieces.  τ is the time since the stage was entered, or since the customer started,
// in days.  A fading effect x is replaced in a piece by its exact mean there:
//
//   mean of x over a piece of length Δ    x(a) · (1 − 2^(−Δ/T)) / (Δ ln 2 / T),   T the half-life
//
// and pieces end at knots: 1, 2 and 4 days of tenure, then every `step`.  Sources: inversion of the cumulative hazard
// Çinlar 1975 (models/references.md); the error of the mean within a piece is second order in Δ ln 2 / T and held by a test.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "sim/math/math.h"
#include "sim/time/tick.h"

namespace tenure::models {

using sim::Tick;

inline constexpr double kLn2 = 0.693147180559945309417232121458;

/// Cumulative baseline of a risk for one customer; τ in days.
class Baseline {
 public:
  /// `rate` per day (Weibull: 1 / λ); `shape` k, 1: linear.
  explicit Baseline(double rate_per_day, double weibull_shape = 1.0) : rate(rate_per_day), shape(weibull_shape) {}

  double rate;
  double shape;

  double cumulated(double tau) const {
    if (shape == 1.0) return rate * tau;
    return tau <= 0.0 ? 0.0 : power(rate * tau, shape);
  }
  /// The τ at which the cumulated baseline is h.
  double inverse(double h) const {
    if (shape == 1.0) return h / rate;
    return h <= 0.0 ? 0.0 : power(h, 1.0 / shape) / rate;
  }

 private:
  /// x^y to within a few |y ln x| · 10⁻¹⁶: enough for hazards, and several times faster than sim::pow.
  static double power(double x, double y) { return sim::exp(y * sim::log(x)); }
};

/// Days from τ = a, where the baseline has cumulated h, until `left` is spent at pace m; infinite when it never is.
inline double days_until_spent(const Baseline& baseline, double pace, double a, double h, double left) {
  if (baseline.shape == 1.0) return left / (pace * baseline.rate);
  if (pace * baseline.rate == 0.0) return HUGE_VAL;
  return std::max(0.0, baseline.inverse(h + left / pace) - a);
}

/// The instant `days` after t, rounded up to the grid of `tick`, at least one tick later; kNever when it does not come.
inline Tick instant_after(Tick t, double days, Tick tick) {
  if (!(days < 1e12)) return sim::kNever;
  const Tick wait = sim::time_until_spent(days * static_cast<double>(sim::kDay));
  return std::max(sim::ceil_to_tick(sim::add_time(t, wait), tick), sim::ceil_to_tick(t + 1, tick));
}

/// x(a + Δ) / x(a) of a fading effect; Δ and half-life in ticks, half-life 0: does not fade.
inline double fade(Tick elapsed, double half_life) {
  return half_life == 0.0 ? 1.0 : sim::exp2(-static_cast<double>(elapsed) / half_life);
}

/// Mean over a piece of x, as a multiple of its value at the beginning.
inline double mean_fade(Tick length, double half_life) {
  if (half_life == 0.0 || length == 0) return 1.0;
  const double a = kLn2 * static_cast<double>(length) / half_life;
  return -sim::expm1(-a) / a;
}

/// The first knot after t of a customer who started at `born`: 1, 2, 4 days as far as they lie before `step`, then every step.
inline Tick next_knot(Tick born, Tick t, Tick step, Tick tick) {
  Tick tenure = t - born;
  for (;;) {
    Tick knot = (sim::floor_div(tenure, step) + 1) * step;
    for (const Tick early : {1 * sim::kDay, 2 * sim::kDay, 4 * sim::kDay})
      if (early < step && early > tenure) knot = std::min(knot, early);
    const Tick instant = sim::ceil_to_tick(born + knot, tick);
    if (instant > t) return instant;
    tenure = knot;
  }
}

}  // namespace tenure::models
