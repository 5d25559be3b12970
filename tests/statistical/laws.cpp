// Every law against its distribution function (Kolmogorov-Smirnov), against Boost.Random's sampler as a second opinion,
// and its mean. False-alarm rate 1e-6 each. 400,000 values resolve a distance of 0.004 between distribution functions;
// each law comes with a planted parameter 2 % off, which must be caught, except where another error is named.
#include <boost/math/distributions.hpp>
#include <boost/random.hpp>
#include <cmath>
#include <vector>

#include "sim/random/address.h"
#include "sim/random/laws/counts.h"
#include "sim/random/laws/law.h"
#include "tests/support/catch.h"
#include "tests/support/statistical.h"

using namespace tenure::sim;
using namespace tenure::test;
namespace bm = boost::math;

namespace {

constexpr std::uint32_t kSamples = 400'000;

std::vector<double> sample(const Law& law, const char* name) {
  const StreamKey key = cell_key(20260801, 0, 0);
  const std::uint32_t stream = stream_of(Purpose::amount, name);
  std::vector<double> out;
  out.reserve(kSamples);
  for (std::uint32_t i = 0; i < kSamples; ++i) {
    out.push_back(value_at(law, Draws(key, {.entity = listed_key(1, i), .stream = stream}).share()));
  }
  return out;
}

template <class Reference>
bool follows(const std::vector<double>& values, const Reference& reference) {
  return ks_ok(values, [&](double x) { return bm::cdf(reference, x); });
}

// Boost's own sampler, fed by lanes of other addresses.
template <class Sampler>
std::vector<double> second_opinion(Sampler sampler) {
  const StreamKey key = cell_key(4, 0, 0);
  std::vector<double> out;
  out.reserve(kSamples);
  for (std::uint32_t i = 0; i < kSamples; ++i) {
    LaneEngine lane(key, {.entity = listed_key(2, i), .stream = stream_of(Purpose::amount)}, Half::first);
    sampler.reset();
    out.push_back(sampler(lane));
  }
  return out;
}

// Mean of the sample against the law's own mean, as a Student interval over the values.
bool mean_ok(const std::vector<double>& values, const Law& law) {
  return static_cast<bool>(agrees(values, mean_of(law), {.false_alarm = 1e-6, .resolution = 0.02}));
}

}  // namespace

TEST_CASE("Exponential") {
  const auto values = sample(Exponential(3.0), "exponential");
  CHECK(follows(values, bm::exponential(1.0 / 3.0)));
  CHECK_FALSE(follows(values, bm::exponential(1.0 / 3.06)));
  CHECK(ks_same(values, second_opinion(boost::random::exponential_distribution<>(1.0 / 3.0))));
  CHECK(mean_ok(values, Exponential(3.0)));
  CHECK_FALSE(mean_ok(values, Exponential(3.06)));
}

TEST_CASE("Weibull") {
  const auto values = sample(Weibull(1.7, 2.0), "weibull");
  CHECK(follows(values, bm::weibull(1.7, 2.0)));
  CHECK_FALSE(follows(values, bm::weibull(1.7, 2.04)));
  CHECK_FALSE(follows(values, bm::weibull(1.75, 2.0)));
  CHECK(ks_same(values, second_opinion(boost::random::weibull_distribution<>(1.7, 2.0))));
  CHECK(mean_ok(values, Weibull(1.7, 2.0)));
  CHECK(follows(sample(Weibull(0.5, 2.0), "weibull falling"), bm::weibull(0.5, 2.0)));
}

TEST_CASE("Gamma") {
  for (const double shape : {0.3, 1.0, 4.5, 80.0}) {
    CAPTURE(shape);
    const auto values = sample(Gamma(shape, 2.0), "gamma");
    CHECK(follows(values, bm::gamma_distribution<>(shape, 2.0)));
    CHECK_FALSE(follows(values, bm::gamma_distribution<>(shape, 2.06)));
    CHECK(ks_same(values, second_opinion(boost::random::gamma_distribution<>(shape, 2.0))));
    CHECK(mean_ok(values, Gamma(shape, 2.0)));
  }
}

TEST_CASE("Beta") {
  const auto values = sample(Beta(0.6, 1.8), "beta");
  CHECK(follows(values, bm::beta_distribution<>(0.6, 1.8)));
  CHECK_FALSE(follows(values, bm::beta_distribution<>(0.6, 1.86)));
  CHECK(ks_same(values, second_opinion(boost::random::beta_distribution<>(0.6, 1.8))));
  CHECK(mean_ok(values, Beta(0.6, 1.8)));
  CHECK(follows(sample(Beta(30.0, 20.0), "beta narrow"), bm::beta_distribution<>(30.0, 20.0)));
}

TEST_CASE("Normal and log-normal") {
  const auto values = sample(Normal(1.0, 2.0), "normal");
  CHECK(follows(values, bm::normal(1.0, 2.0)));
  CHECK_FALSE(follows(values, bm::normal(1.04, 2.0)));
  CHECK_FALSE(follows(values, bm::normal(1.0, 2.06)));
  CHECK(ks_same(values, second_opinion(boost::random::normal_distribution<>(1.0, 2.0))));
  CHECK(mean_ok(values, Normal(1.0, 2.0)));

  const auto sizes = sample(Lognormal(2.0, 0.6), "lognormal");
  CHECK(follows(sizes, bm::lognormal(std::log(2.0), 0.6)));
  CHECK_FALSE(follows(sizes, bm::lognormal(std::log(2.04), 0.6)));
  CHECK(ks_same(sizes, second_opinion(boost::random::lognormal_distribution<>(std::log(2.0), 0.6))));
  CHECK(mean_ok(sizes, Lognormal(2.0, 0.6)));
}

TEST_CASE("Uniform, triangular and PERT") {
  const auto flat = sample(Uniform(1.0, 3.0), "uniform");
  CHECK(follows(flat, bm::uniform(1.0, 3.0)));
  CHECK_FALSE(follows(flat, bm::uniform(1.0, 3.04)));

  const auto peaked = sample(Triangular(1.0, 2.0, 5.0), "triangular");
  CHECK(follows(peaked, bm::triangular(1.0, 2.0, 5.0)));
  CHECK_FALSE(follows(peaked, bm::triangular(1.0, 2.1, 5.0)));
  CHECK(ks_same(peaked, second_opinion(boost::random::triangle_distribution<>(1.0, 2.0, 5.0))));
  CHECK(mean_ok(peaked, Triangular(1.0, 2.0, 5.0)));

  const auto smooth = sample(Pert(1.0, 2.0, 9.0), "pert");
  const bm::beta_distribution<> unit(1.5, 4.5);
  CHECK(ks_ok(smooth, [&](double x) { return bm::cdf(unit, (x - 1.0) / 8.0); }));
  CHECK_FALSE(ks_ok(smooth, [&](double x) { return bm::cdf(unit, (x - 1.0) / 8.16); }));
  CHECK(mean_ok(smooth, Pert(1.0, 2.0, 9.0)));
}

TEST_CASE("Empirical and three points: by their own distribution functions") {
  const auto values = sample(Empirical({{1.0, 0.0}, {2.0, 3.0}, {4.0, 1.0}}), "empirical");
  CHECK(ks_ok(values, [](double x) { return x < 2.0 ? 0.75 * (x - 1.0) : 0.75 + 0.125 * (x - 2.0); }));
  CHECK_FALSE(ks_ok(values, [](double x) { return x < 2.0 ? 0.77 * (x - 1.0) : 0.77 + 0.115 * (x - 2.0); }));

  // Share of values below each of the three points: binomial, 5 standard deviations have a false-alarm rate of 6e-7.
  const ThreePoint law({1.0, 2.0, 7.0}, ThreePoint::Support::positive);
  const auto wide = sample(law, "three points");
  const auto share_below = [&](double x) {
    double n = 0.0;
    for (const double v : wide) n += v <= x ? 1.0 : 0.0;
    return n / kSamples;
  };
  for (const auto& [point, share] : {std::pair{1.0, 0.05}, std::pair{2.0, 0.5}, std::pair{7.0, 0.95}}) {
    const double margin = 5.0 * std::sqrt(share * (1.0 - share) / kSamples);
    CHECK(std::fabs(share_below(point) - share) < margin);
    CHECK(std::fabs(share_below(1.03 * point) - share) > margin);
  }
  CHECK(mean_ok(wide, law));
}

TEST_CASE("Counts: Poisson and binomial") {
  const StreamKey key = cell_key(11, 0, 0);
  const auto chi_square = [&](auto&& draw, auto&& probability) {
    std::vector<double> observed(400, 0.0);
    for (std::uint32_t i = 0; i < kSamples / 4; ++i) {
      const Draws draws(key, {.entity = listed_key(3, i), .stream = stream_of(Purpose::arrival_count)});
      observed[static_cast<std::size_t>(draw(draws.share()))] += 1.0;
    }
    std::vector<double> expected;
    for (int n = 0; n < 400; ++n) expected.push_back(kSamples / 4 * probability(n));
    return chi_square_ok(observed, expected);
  };
  for (const double mean : {0.4, 7.0, 60.0}) {
    CAPTURE(mean);
    const bm::poisson right(mean);
    const bm::poisson wrong(1.03 * mean);
    const auto draw = [&](double share) { return poisson_count(mean, share); };
    CHECK(chi_square(draw, [&](int n) { return bm::pdf(right, n); }));
    CHECK_FALSE(chi_square(draw, [&](int n) { return bm::pdf(wrong, n); }));
  }
  for (const int n : {10, 300}) {
    CAPTURE(n);
    const bm::binomial right(n, 0.3);
    const bm::binomial wrong(n, 0.31);
    const auto draw = [&](double share) { return binomial_count(n, 0.3, share); };
    CHECK(chi_square(draw, [&](int k) { return k > n ? 0.0 : bm::pdf(right, k); }));
    CHECK_FALSE(chi_square(draw, [&](int k) { return k > n ? 0.0 : bm::pdf(wrong, k); }));
  }
}
