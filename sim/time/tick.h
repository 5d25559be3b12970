// Time: an integer number of microseconds since the start of the run.
//
// Integers make instants comparable for equality, sums of durations exact, and results independent of the order of
// additions. One month is 30.4375 days and one year is 12 months (365.25 days) everywhere; there are no time zones and
// no clock changes. int64 microseconds reach 292,000 years.
//
//   duration       max(1, round(amount))       a duration lasts at least one tick
//   running out    ceil(remaining)             a budget is never spent before its time
//   month of t     floor(t / month)            found by each posting from its own time
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>

#include "sim/base/contract.h"

namespace tenure::sim {

/// An instant (since the start of the run) or a duration, in microseconds.
using Tick = std::int64_t;

inline constexpr Tick kMicrosecond = 1;
inline constexpr Tick kMillisecond = 1'000;
inline constexpr Tick kSecond = 1'000'000;
inline constexpr Tick kMinute = 60 * kSecond;
inline constexpr Tick kHour = 60 * kMinute;
inline constexpr Tick kDay = 24 * kHour;
inline constexpr Tick kWeek = 7 * kDay;
inline constexpr Tick kMonth = 2'629'800 * kSecond;  ///< 30.4375 days
inline constexpr Tick kYear = 12 * kMonth;           ///< 365.25 days

/// Later than every instant: "does not happen".
inline constexpr Tick kNever = std::numeric_limits<Tick>::max();

/// Quotient rounded towards minus infinity; `unit` > 0.
[[nodiscard]] constexpr std::int64_t floor_div(Tick t, Tick unit) {
  const std::int64_t quotient = t / unit;
  return (t % unit < 0) ? quotient - 1 : quotient;
}

/// Remainder that belongs to floor_div, in [0, unit).
[[nodiscard]] constexpr Tick floor_mod(Tick t, Tick unit) {
  const Tick rest = t % unit;
  return rest < 0 ? rest + unit : rest;
}

/// Index of the 30.4375-day month that holds instant `t`; month 0 begins at the start of the run.
[[nodiscard]] constexpr std::int64_t month_index(Tick t) {
  return floor_div(t, kMonth);
}

/// Index of the day that holds instant `t`.
[[nodiscard]] constexpr std::int64_t day_index(Tick t) {
  return floor_div(t, kDay);
}

/// The last midnight at or before `t`.
[[nodiscard]] constexpr Tick midnight_before(Tick t) {
  return day_index(t) * kDay;
}

/// The first midnight after `t` (never `t` itself).
[[nodiscard]] constexpr Tick next_midnight(Tick t) {
  return (day_index(t) + 1) * kDay;
}

/// `t` rounded up to a multiple of `tick` (> 0); kNever stays kNever.
[[nodiscard]] constexpr Tick ceil_to_tick(Tick t, Tick tick) {
  if (t == kNever || tick == 1) return t;
  const Tick rest = floor_mod(t, tick);
  if (rest == 0) return t;
  return t > kNever - (tick - rest) ? kNever : t + (tick - rest);
}

/// Sum of an instant and a duration >= 0 that stops at kNever instead of overflowing.
[[nodiscard]] constexpr Tick add_time(Tick t, Tick duration) {
  return duration >= kNever - (t > 0 ? t : 0) ? kNever : t + duration;
}

/// Amounts of ticks from here on are "never": 2^62 microseconds are 146,000 years.
inline constexpr double kLongestAmount = 4611686018427387904.0;

/// A duration of `amount` ticks as drawn from a law: rounded to the nearest tick, at least one, kNever beyond 146,000
/// years. `amount` must not be NaN.
[[nodiscard]] inline Tick duration_of(double amount) {
  TENURE_ENSURE(amount == amount, "a duration must be a number");
  if (amount >= kLongestAmount) return kNever;
  if (amount <= 1.0) return 1;
  const Tick whole = static_cast<Tick>(amount);  // as llround, without its call
  return whole + (amount - static_cast<double>(whole) >= 0.5 ? 1 : 0);
}

/// Time after which a budget with `amount` ticks left is spent: rounded up, at least 0, kNever beyond 146,000 years.
/// `amount` must not be NaN.
[[nodiscard]] inline Tick time_until_spent(double amount) {
  TENURE_ENSURE(amount == amount, "a remaining time must be a number");
  if (amount >= kLongestAmount) return kNever;
  if (amount <= 0.0) return 0;
  const Tick whole = static_cast<Tick>(amount);
  return static_cast<double>(whole) < amount ? whole + 1 : whole;
}

/// Ticks as a floating-point number of `unit`s, for example in_units(t, kDay).
[[nodiscard]] constexpr double in_units(Tick t, Tick unit) {
  return static_cast<double>(t) / static_cast<double>(unit);
}

}  // namespace tenure::sim
