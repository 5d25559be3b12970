// The statistical assertions themselves: they pass what is right, refuse what is off, and refuse to be too blunt to
// know.
#include "tests/support/statistical.h"

#include <cmath>
#include <vector>

#include "sim/random/address.h"
#include "sim/random/laws/exponential.h"
#include "tests/support/catch.h"

using namespace tenure;
using namespace tenure::test;

namespace {

std::vector<double> shares(std::uint64_t seed, std::uint32_t n) {
  const sim::StreamKey key = sim::cell_key(seed, 0, 0);
  std::vector<double> out;
  for (std::uint32_t i = 0; i < n; ++i) out.push_back(sim::Draws(key, {.entity = i}).share());
  return out;
}

}  // namespace

TEST_CASE("A mean check tells agreement, difference and bluntness apart") {
  const std::vector<double> many = shares(1, 100'000);  // half-width at 1e-6: 0.0045, that is 0.9 % of 0.5
  const MeanCheck check{.false_alarm = 1e-6, .resolution = 0.01};
  CHECK(agrees(many, 0.5, check));
  CHECK_FALSE(agrees(many, 0.51, check));
  CHECK(differs(many, 0.51, check));
  CHECK_FALSE(differs(many, 0.5, check));
  const std::vector<double> few(many.begin(), many.begin() + 1000);
  CHECK_FALSE(agrees(few, 0.5, check));
  CHECK_FALSE(differs(few, 0.5, check));
  CHECK(judge(few, 0.5, check).verdict == Verdict::too_blunt);
  CHECK(judge({1.0}, 1.0, check).verdict == Verdict::too_blunt);
  std::vector<double> centred = many;
  for (double& x : centred) x -= 0.5;
  CHECK(agrees(centred, 0.0, {.false_alarm = 1e-6, .absolute = 0.005}));
  CHECK(judge(centred, 0.0, check).verdict == Verdict::too_blunt);  // nothing is sharp relative to 0
}

TEST_CASE("False alarms come as often as stated") {
  // 2,000 checks with a false-alarm rate of 5 %: 100 expected, standard deviation 9.7; 5 of them have a rate of 6e-7.
  int mean_alarms = 0;
  int ks_alarms = 0;
  int chi_alarms = 0;
  for (std::uint32_t i = 0; i < 2000; ++i) {
    const std::vector<double> values = shares(100 + i, 200);
    mean_alarms += judge(values, 0.5, {.false_alarm = 0.05}).verdict == Verdict::differs ? 1 : 0;
    ks_alarms += ks_ok(
                     values, [](double x) { return x; }, 0.05)
                     ? 0
                     : 1;
    std::vector<double> observed(10, 0.0);
    for (const double u : values) observed[static_cast<std::size_t>(10.0 * u)] += 1.0;
    chi_alarms += chi_square_ok(observed, std::vector<double>(10, 20.0), 0.05) ? 0 : 1;
  }
  CHECK(std::abs(mean_alarms - 100) <= 49);
  CHECK(std::abs(ks_alarms - 100) <= 49);
  CHECK(std::abs(chi_alarms - 100) <= 49);
}

TEST_CASE("Distribution checks see a wrong law, and refuse to say anything about nothing") {
  const std::vector<double> values = shares(5, 100'000);
  CHECK(ks_ok(values, [](double x) { return x; }));
  CHECK_FALSE(ks_ok(values, [](double x) { return std::pow(x, 1.03); }));
  CHECK(ks_same(values, shares(6, 100'000)));
  std::vector<double> bent = shares(6, 100'000);
  for (double& x : bent) x = std::pow(x, 1.05);
  CHECK_FALSE(ks_same(values, bent));
  CHECK_FALSE(ks_ok({}, [](double x) { return x; }));
  CHECK_FALSE(ks_same({}, values));
  CHECK_FALSE(chi_square_ok({3.0, 1.0}, {2.0, 2.0}));  // everything pooled into one cell
  CHECK(kolmogorov_tail(1.3581) == Approx(0.05).epsilon(1e-3));
}
