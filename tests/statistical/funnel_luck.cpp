// Same luck under every strategy: how much of the chance cancels in a paired difference.
//
// Fates spend one budget per spell, recurrences draw anew each month.  Reference values per customer: a hazard of 0.12 a year
// over 3 years against 0.9 of it, variance of the paired difference of lifetimes 0.0066 (0.082 with thinning, 1.47
// independent); demands at 2 against 1.5 a month, variance of the paired difference of a month's counts 0.5 in every month
// (3.5 independent, and 3.49 from month 6 on if demands were numbered through life).
#include <cmath>

#include "tests/support/catch.h"
#include "tests/support/small_world.h"

using namespace tenure;
using namespace tenure::test;

namespace {

double variance(const std::vector<double>& x) {
  double mean = 0.0, squares = 0.0;
  for (const double v : x) mean += v / static_cast<double>(x.size());
  for (const double v : x) squares += (v - mean) * (v - mean);
  return squares / static_cast<double>(x.size() - 1);
}

std::vector<double> minus(const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<double> out(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) out[i] = a[i] - b[i];
  return out;
}

}  // namespace

TEST_CASE("luck: fates", "[statistical]") {
  constexpr double customers = 100.0;
  SmallWorld w({"active", "lost"}, customers, 36 * sim::kMonth);
  w.add_transition("churn", {0}, 1, exponential(kYearDays / 0.12));
  w.add_strategy("better");
  Scale s;
  s.transitions = {0};
  s.factor = w.all(number(0.9));
  w.strategy(1).scales = {s};
  const auto years = [](const CellResult& r) { return r[Measure::customer_time][0] / 12.0; };
  const int cells = 600;
  const auto base = w.replicate(cells, years, 0), better = w.replicate(cells, years, 1);
  const double paired = variance(minus(base, better)) / customers;
  std::vector<double> shifted(better.begin() + 1, better.end());
  shifted.push_back(better.front());
  const double independent = variance(minus(base, shifted)) / customers;
  // standard error of a variance from 600 cells: 6 %; bands of five of them
  CHECK(std::fabs(paired - 0.0066) < 0.3 * 0.0066);
  CHECK(std::fabs(independent - 1.47) < 0.3 * 1.47);
  CHECK(paired < 0.2 * 0.082);  // clearly below thinning
}

TEST_CASE("luck: recurrences realign every month", "[statistical]") {
  constexpr double customers = 40.0;
  SmallWorld w({"active"}, customers, 36 * sim::kMonth);
  Touchpoint t = w.touchpoint("ticket", {0}, 0);
  t.trigger = TriggerKind::recurrence;
  t.rate = w.all(number(2.0 / 30.4375));
  w.strategy().touchpoints = {t};
  w.add_strategy("fewer").touchpoints = {t};
  w.strategy(1).touchpoints[0].rate = w.all(number(1.5 / 30.4375));
  const int cells = 400;
  const Simulation many(w.s, 0), few(w.s, 1);
  std::vector<std::vector<double>> a(36), b(36);
  for (int r = 0; r < cells; ++r) {
    const CellResult x = many.run({0, r}, {}), y = few.run({0, r}, {});
    for (std::size_t m = 0; m < 36; ++m) {
      a[m].push_back(x[Measure::touchpoint_planned][m]);
      b[m].push_back(y[Measure::touchpoint_planned][m]);
    }
  }
  double early = 0.0, late = 0.0;
  for (std::size_t m = 0; m < 36; ++m) {
    const double paired = variance(minus(a[m], b[m])) / customers;
    // standard error 7 %; five of them for each month
    CHECK(std::fabs(paired - 0.5) < 0.36 * 0.5);
    (m < 18 ? early : late) += paired / 18.0;
    double mean = 0.0;
    for (const double n : a[m]) mean += n / cells / customers;
    CHECK(std::fabs(mean - 2.0) < 5.0 * std::sqrt(2.0 / cells / customers));
    CHECK(std::fabs(variance(a[m]) / customers - 2.0) < 0.36 * 2.0);  // Poisson
  }
  CHECK(std::fabs(late / early - 1.0) < 0.12);  // flat: standard error 2.4 %
  // without common luck the same check fails
  std::vector<double> shifted(b[20].begin() + 1, b[20].end());
  shifted.push_back(b[20].front());
  CHECK(variance(minus(a[20], shifted)) / customers > 2.5);
}
