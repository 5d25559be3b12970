// Estimates by hand, and how often their intervals hold the truth.
#include "sim/stats/estimate.h"

#include <cmath>
#include <limits>

#include "sim/base/contract.h"
#include "sim/random/address.h"
#include "tests/support/catch.h"

using namespace tenure::sim;

TEST_CASE("Student intervals by hand") {
  const Estimate estimate = estimate_mean({1.0, 2.0, 3.0, 4.0});
  CHECK(estimate.mean == Approx(2.5));
  CHECK(estimate.half_width == Approx(3.182446305 * std::sqrt(5.0 / 3.0 / 4.0)).epsilon(1e-9));
  CHECK(estimate.n == 4);
  CHECK(estimate.low() == Approx(estimate.mean - estimate.half_width));
  CHECK(std::isinf(estimate_mean({7.0}).half_width));
  CHECK(estimate_mean({7.0}).mean == 7.0);
  CHECK(std::isnan(estimate_mean({}).mean));
  CHECK_THROWS_AS(estimate_mean({1.0}, 1.0), ContractError);
}

TEST_CASE("95 % intervals hold the truth in 95 % of 4,000 studies") {
  // Binomial with 4,000 trials: standard deviation 0.34 points. The margin of 5 of them gives a false-alarm rate of 6e-7
  // and a resolution of 1.7 points: intervals 10 % too narrow (92.5 % coverage) must be caught.
  const StreamKey key = cell_key(20260801, 0, 0);
  int covered = 0;
  int covered_narrow = 0;
  for (std::uint32_t study = 0; study < 4000; ++study) {
    std::vector<double> values;
    for (std::uint32_t i = 0; i < 20; ++i) {
      const Draws draws(key, {.entity = listed_key(1, study), .stream = stream_of(Purpose::amount), .occasion = i});
      values.push_back(3.0 + draws.standard_normal());
    }
    const Estimate estimate = estimate_mean(values);
    covered += std::fabs(estimate.mean - 3.0) <= estimate.half_width ? 1 : 0;
    covered_narrow += std::fabs(estimate.mean - 3.0) <= 0.9 * estimate.half_width ? 1 : 0;
  }
  const double margin = 5.0 * std::sqrt(0.95 * 0.05 / 4000.0);
  CHECK(std::fabs(covered / 4000.0 - 0.95) <= margin);
  CHECK(std::fabs(covered_narrow / 4000.0 - 0.95) > margin);
}

TEST_CASE("Pairs: common luck shows as gain and correlation") {
  std::vector<double> a;
  std::vector<double> b;
  const StreamKey key = cell_key(1, 0, 0);
  for (std::uint32_t i = 0; i < 1000; ++i) {
    const Draws draws(key, {.entity = listed_key(2, i), .stream = stream_of(Purpose::amount)});
    const double common = draws.standard_normal();
    a.push_back(common + 1.0);
    b.push_back(common + 0.5 * draws.standard_normal(Half::second));
  }
  const PairedEstimate paired = estimate_difference(a, b);
  // variances 1, 1.25 and 0.25: gain 9, correlation 1 / sqrt 1.25; each estimated to about 5 %
  CHECK(paired.gain == Approx(9.0).epsilon(0.25));
  CHECK(paired.correlation == Approx(0.8944).epsilon(0.03));
  CHECK(std::fabs(paired.difference.mean - 1.0) <= 2.0 * paired.difference.half_width);
  CHECK(estimate_difference({1.0, 2.0}, {1.0, 2.0}).difference.half_width == 0.0);
  CHECK(std::isinf(estimate_difference({1.0, 2.0}, {1.0, 2.0}).gain));
  CHECK(estimate_difference({1.0, 1.0}, {1.0, 1.0}).gain == 1.0);
  CHECK_THROWS_AS(estimate_difference({1.0}, {}), ContractError);
}
