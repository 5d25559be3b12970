// The arithmetic of risks: cumulated baselines, fading, knots, discounting.
#include "models/funnel/baseline.h"

#include <cmath>

#include "models/money/discount.h"
#include "tests/support/catch.h"

using namespace tenure;
using namespace tenure::models;

TEST_CASE("baseline: cumulated hazard and its inverse") {
  const Baseline linear(0.25);
  CHECK(linear.cumulated(8.0) == 2.0);
  CHECK(linear.inverse(2.0) == 8.0);
  for (const double k : {0.5, 0.8, 1.7, 3.0}) {
    const Baseline weibull(1.0 / 300.0, k);
    for (const double tau : {0.0, 1e-6, 1.0, 299.0, 300.0, 12345.0}) {
      CHECK(weibull.cumulated(tau) == Approx(std::pow(tau / 300.0, k)).epsilon(1e-13));
      CHECK(weibull.inverse(weibull.cumulated(tau)) == Approx(tau).epsilon(1e-12).margin(1e-15));
    }
    // spending half of what a piece takes, at pace 2, ends where a quarter of it has been cumulated
    const double h = weibull.cumulated(100.0);
    const double wait = days_until_spent(weibull, 2.0, 100.0, h, 0.5);
    CHECK(weibull.cumulated(100.0 + wait) == Approx(h + 0.25).epsilon(1e-12));
  }
  CHECK(std::isinf(days_until_spent(Baseline(0.1), 0.0, 5.0, 0.5, 1.0)));
  CHECK(std::isinf(days_until_spent(Baseline(0.1, 2.0), 0.0, 5.0, 0.25, 1.0)));
}

TEST_CASE("baseline: instants are rounded up to the grid and lie ahead") {
  CHECK(instant_after(100, 0.0, 1) == 101);
  CHECK(instant_after(0, 1.5e-11, 1) == 2);  // 1.296 microseconds
  CHECK(instant_after(sim::kHour, 0.5 / 24.0, sim::kHour) == 2 * sim::kHour);
  CHECK(instant_after(0, HUGE_VAL, 1) == sim::kNever);
}

TEST_CASE("baseline: the mean of a fading effect is exact") {
  for (const double half_life : {1.0 * sim::kDay, 30.0 * sim::kDay})
    for (const Tick length : {sim::kHour, sim::kDay, 7 * sim::kDay, 300 * sim::kDay}) {
      long double sum = 0.0L;  // midpoint rule
      constexpr int n = 200000;
      for (int i = 0; i < n; ++i)
        sum += std::exp2(-static_cast<long double>(length) * (i + 0.5L) / n / static_cast<long double>(half_life));
      CHECK(mean_fade(length, half_life) == Approx(static_cast<double>(sum / n)).epsilon(1e-7));
      // decay in two steps is decay in one
      CHECK(fade(length / 2, half_life) * fade(length - length / 2, half_life) == Approx(fade(length, half_life)).epsilon(1e-14));
    }
  CHECK(mean_fade(sim::kDay, 0.0) == 1.0);
  CHECK(fade(sim::kDay, 0.0) == 1.0);
}

TEST_CASE("baseline: knots of tenure") {
  const Tick day = sim::kDay, born = -3 * sim::kHour;
  std::vector<Tick> knots;
  for (Tick t = born; knots.size() < 7;) knots.push_back((t = next_knot(born, t, 7 * day, 1)));
  CHECK(knots == std::vector<Tick>{born + day, born + 2 * day, born + 4 * day, born + 7 * day, born + 14 * day, born + 21 * day,
                                   born + 28 * day});
  CHECK(next_knot(0, 0, 2 * day, 1) == day);
  CHECK(next_knot(0, 3 * day, 2 * day, 1) == 4 * day);
  CHECK(next_knot(0, 5 * day, 2 * day, 1) == 6 * day);
  // a grid coarser than the step still moves on
  CHECK(next_knot(0, 0, 10 * sim::kMinute, sim::kHour) == sim::kHour);
}

TEST_CASE("discount: closed forms") {
  const double delta = std::log(1.1) / 365.25;
  CHECK(discount_factor(delta, 12 * sim::kMonth) == Approx(1.0 / 1.1).epsilon(1e-14));
  CHECK(discount_factor(0.0, 5 * sim::kYear) == 1.0);
  const double years = discounted_days(delta, sim::kYear, 3 * sim::kYear) / 365.25;
  CHECK(years == Approx((std::pow(1.1, -1.0) - std::pow(1.1, -3.0)) / std::log(1.1)).epsilon(1e-13));
  CHECK(discounted_days(0.0, sim::kDay, 3 * sim::kDay) == 2.0);
  CHECK(discounted_days(delta, 0, 1) == Approx(1.0 / static_cast<double>(sim::kDay)).epsilon(1e-12));
}
