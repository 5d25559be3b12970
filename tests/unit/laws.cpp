// Laws: quantile functions against Boost.Math, error bounds of the tables, smoothness in parameters, moments,
// contracts.
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <boost/math/distributions/triangular.hpp>
#include <boost/math/distributions/weibull.hpp>
#include <cmath>
#include <vector>

#include "sim/base/contract.h"
#include "sim/math/normal.h"
#include "sim/random/laws/counts.h"
#include "sim/random/laws/law.h"
#include "tests/support/catch.h"

using namespace tenure::sim;

namespace {

// Mean and variance of a law by integrating its quantile function over the score.
struct Moments {
  double mean;
  double variance;
};
template <class L>
Moments integrate(const L& law) {
  double weights = 0.0;
  double first = 0.0;
  double second = 0.0;
  for (double z = -8.2; z <= 8.2; z += 0.001) {
    const double weight = std::exp(-0.5 * z * z);
    const double x = law(normal_cdf(z));
    weights += weight;
    first += weight * x;
    second += weight * x * x;
  }
  const double mean = first / weights;
  return {mean, second / weights - mean * mean};
}

template <class L>
void check_moments(const L& law, double tolerance = 1e-5) {
  const Moments moments = integrate(law);
  CHECK(law.mean() == Approx(moments.mean).epsilon(tolerance));
  CHECK(law.variance() == Approx(moments.variance).epsilon(100 * tolerance));
}

// Growing with the share?
template <class L>
bool grows(const L& law) {
  double last = law(0x1p-53);
  for (double z = -8.0; z < 8.0; z += 0.0005) {
    const double x = law(normal_cdf(z));
    if (x < last) return false;
    last = x;
  }
  return true;
}

}  // namespace

TEST_CASE("Moments agree with the quantile functions") {
  check_moments(Exponential(3.0));
  check_moments(Weibull(0.7, 2.0));
  check_moments(Weibull(3.0, 2.0));
  check_moments(Normal(-1.0, 2.0));
  check_moments(Lognormal(2.0, 0.8));
  check_moments(Uniform(-1.0, 3.0));
  check_moments(Triangular(1.0, 2.0, 5.0));
  check_moments(Gamma(0.5, 2.0));
  check_moments(Gamma(7.0, 0.3));
  check_moments(Beta(0.5, 3.0));
  check_moments(Beta(12.0, 4.0));
  check_moments(Pert(1.0, 2.0, 9.0));
  check_moments(Bernoulli(0.3), 1e-3);
  check_moments(Empirical({{1.0, 0.5}, {2.0, 1.0}, {4.0, 0.5}}), 1e-3);
  check_moments(ThreePoint({1.0, 2.0, 7.0}, ThreePoint::Support::positive));
  check_moments(Deterministic(4.0));
}

TEST_CASE("Laws by mean, median and spread") {
  CHECK(Weibull::of_median(1.7, 60.0)(0.5) == Approx(60.0).epsilon(1e-14));
  CHECK(Weibull::of_mean(1.7, 60.0).mean() == Approx(60.0).epsilon(1e-14));
  const Lognormal lognormal = Lognormal::of_mean(60.0, 0.5);
  CHECK(lognormal.mean() == Approx(60.0).epsilon(1e-14));
  CHECK(std::sqrt(lognormal.variance()) == Approx(30.0).epsilon(1e-14));
  const Gamma gamma = Gamma::of_mean(60.0, 0.5);
  CHECK(gamma.mean() == Approx(60.0).epsilon(1e-14));
  CHECK(std::sqrt(gamma.variance()) == Approx(30.0).epsilon(1e-14));
  CHECK(Beta::of_mean(0.3, 10.0).mean() == Approx(0.3).epsilon(1e-14));
  CHECK(Pert(1.0, 2.0, 9.0).mean() == Approx((1.0 + 8.0 + 9.0) / 6.0).epsilon(1e-14));
  CHECK(value_at(Law(Weibull(2.0, 3.0)), 0.25) ==
        Approx(boost::math::quantile(boost::math::weibull(2.0, 3.0), 0.25)).epsilon(1e-13));
  CHECK(value_at(Law(Triangular(1.0, 2.0, 5.0)), 0.7) ==
        Approx(boost::math::quantile(boost::math::triangular(1.0, 2.0, 5.0), 0.7)).epsilon(1e-13));
  CHECK(mean_of(Law(Uniform(1.0, 2.0))) == 1.5);
  CHECK(variance_of(Law(Uniform(1.0, 2.0))) == Approx(1.0 / 12.0));
}

TEST_CASE("The gamma table is within its stated error, and its tails are exact") {
  for (const double shape : {0.01, 0.05, 0.3, 1.0, 2.5, 40.0, 1e3, 1e6}) {
    const Gamma gamma(shape, 1.0);
    double worst = 0.0;
    double worst_tail = 0.0;
    for (double z = -8.0; z <= 8.0; z += 0.0137) {
      const double exact = log_gamma_quantile(shape, z).value;
      if (exact < -690.0) continue;  // next to the smallest number
      const double error = std::fabs(gamma.of_normal(z) / std::exp(exact) - 1.0);
      (std::fabs(z) > ScoreTable::kReach ? worst_tail : worst) =
          std::max(std::fabs(z) > ScoreTable::kReach ? worst_tail : worst, error);
    }
    CAPTURE(shape);
    CHECK(worst < (shape < 0.1 ? 1e-7 : 1e-8));
    CHECK(worst_tail < 1e-12);
    CHECK(grows(gamma));
  }
}

TEST_CASE("The beta table is within its stated error, and its tails are exact") {
  for (const double alpha : {0.05, 0.1, 0.3, 0.6, 1.0, 4.0, 1e4}) {
    for (const double beta : {0.05, 0.1, 0.3, 2.0, 30.0, 1e4}) {
      const Beta law(alpha, beta);
      double worst = 0.0;
      for (double z = -8.0; z <= 8.0; z += 0.0137) {
        const double exact = logit_beta_quantile(alpha, beta, z).value;
        if (std::fabs(exact) > 600.0) continue;
        const double smaller = 1.0 / (1.0 + std::exp(std::fabs(exact)));
        const double x = law.of_normal(z);
        const double error = exact < 0.0 ? std::fabs(x - smaller) / smaller : std::fabs(x - (1.0 - smaller));
        worst = std::max(worst, error);
      }
      CAPTURE(alpha);
      CAPTURE(beta);
      CHECK(worst < (std::min(alpha, beta) < 0.3 ? 2e-6 : 1e-8));
      CHECK(grows(law));
    }
  }
}

TEST_CASE("A parameter that moves a little moves every value a little") {
  // 1 % more mean by shape: no value may move by more than a few per cent, tails and seams of the tables included.
  const Gamma before(2.0, 1.0);
  const Gamma after(2.02, 1.0);
  double largest = 0.0;
  bool forward = true;
  for (double z = -7.0; z < 7.0; z += 0.001) {
    const double ratio = after.of_normal(z) / before.of_normal(z);
    largest = std::max(largest, ratio);
    forward = forward && ratio > 1.0;
  }
  CHECK(forward);
  CHECK(largest < 1.2);  // at the far left end, where the quantile goes as a power of 1 / shape
}

TEST_CASE("Three points are hit exactly, inside the support, whatever their skew") {
  using Support = ThreePoint::Support;
  struct Case {
    ThreePoint::Points points;
    Support support;
  };
  const Case cases[] = {{{1.0, 2.0, 3.0}, Support::real},     {{-5.0, 0.0, 1.0}, Support::real},
                        {{-1.0, 0.0, 50.0}, Support::real},   {{1.0, 2.0, 4.0}, Support::positive},
                        {{0.5, 2.0, 2.1}, Support::positive}, {{0.01, 0.02, 9.0}, Support::positive},
                        {{0.1, 0.3, 0.5}, Support::share},    {{0.001, 0.01, 0.4}, Support::share},
                        {{0.2, 0.95, 0.999}, Support::share}, {{120e3, 150e3, 240e3}, Support::positive}};
  for (const Case& one : cases) {
    const ThreePoint law(one.points, one.support);
    CHECK(law(0.05) == Approx(one.points.low).epsilon(1e-13).margin(1e-13));
    CHECK(law(0.5) == Approx(one.points.median).epsilon(1e-13).margin(1e-13));
    CHECK(law(0.95) == Approx(one.points.high).epsilon(1e-13).margin(1e-13));
    CHECK(grows(law));
    if (one.support != Support::real) CHECK(law(0x1p-53) > 0.0);
    if (one.support == Support::share) CHECK(law(1.0 - 0x1p-53) < 1.0);
  }
  // symmetric points: the plain laws
  const ThreePoint normal({-2.0, 1.0, 4.0}, Support::real);
  CHECK(normal.mean() == Approx(1.0).epsilon(1e-12));
  CHECK(normal.variance() == Approx(9.0 / (1.6448536269514722 * 1.6448536269514722)).epsilon(1e-9));
  const double sigma = std::log(2.0) / 1.6448536269514722;
  const ThreePoint lognormal({1.0, 2.0, 4.0}, Support::positive);
  CHECK(lognormal.mean() == Approx(Lognormal(2.0, sigma).mean()).epsilon(1e-9));
  CHECK(lognormal(0.8) == Approx(Lognormal(2.0, sigma)(0.8)).epsilon(1e-12));
  CHECK_THROWS_AS(ThreePoint({1.0, 1.0, 2.0}, Support::real), ContractError);
  CHECK_THROWS_AS(ThreePoint({-1.0, 1.0, 2.0}, Support::positive), ContractError);
  CHECK_THROWS_AS(ThreePoint({0.1, 0.5, 1.0}, Support::share), ContractError);
}

TEST_CASE("Counts are the smallest whose distribution function reaches the share") {
  bool poisson = true;
  for (const double mean : {0.001, 0.7, 5.0, 19.99, 20.0, 21.7, 137.0, 4e4}) {
    const boost::math::poisson_distribution<long double> law(static_cast<long double>(mean));
    for (double z = -8.0; z <= 8.0; z += 0.0531) {
      const double share = normal_cdf(z);
      const auto n = static_cast<long double>(poisson_count(mean, share));
      poisson = poisson && boost::math::cdf(law, n) >= share * (1.0L - 1e-11L);
      if (n > 0) poisson = poisson && boost::math::cdf(law, n - 1) < share * (1.0L + 1e-11L);
    }
  }
  CHECK(poisson);
  bool binomial = true;
  for (const std::int64_t n : {1, 7, 100, 30000}) {
    for (const double p : {0.0004, 0.0007, 0.03, 0.5, 0.77, 0.999}) {
      const boost::math::binomial_distribution<long double> law(static_cast<long double>(n),
                                                                static_cast<long double>(p));
      for (double z = -8.0; z <= 8.0; z += 0.0531) {
        const double share = normal_cdf(z);
        const auto k = static_cast<long double>(binomial_count(n, p, share));
        binomial = binomial && k >= 0 && k <= n && boost::math::cdf(law, k) >= share * (1.0L - 1e-10L);
        if (k > 0) binomial = binomial && boost::math::cdf(law, k - 1) < share * (1.0L + 1e-10L);
      }
    }
  }
  CHECK(binomial);
  CHECK(poisson_count(0.0, 0.99) == 0);
  CHECK(binomial_count(5, 1.0, 0.01) == 5);
  CHECK(binomial_count(5, 0.0, 0.99) == 0);
  CHECK_THROWS_AS(poisson_count(-1.0, 0.5), ContractError);
}

TEST_CASE("An empirical law passes through its points") {
  const Empirical law({{1.0, 1.0}, {2.0, 2.0}, {4.0, 0.0}, {5.0, 1.0}});
  CHECK(law(0.1) == 1.0);  // the atom at the first value
  CHECK(law(0.25) == 1.0);
  CHECK(law(0.5) == Approx(1.5));
  CHECK(law(0.75) == Approx(2.0));
  CHECK(law(0.875) == Approx(4.5));
  CHECK(law(1.0 - 0x1p-53) == Approx(5.0));
  CHECK(Empirical({{7.0, 1.0}})(0.9) == 7.0);
  CHECK_THROWS_AS(Empirical({}), ContractError);
  CHECK_THROWS_AS(Empirical({{1.0, 1.0}, {1.0, 1.0}}), ContractError);
  CHECK_THROWS_AS(Empirical({{1.0, -1.0}}), ContractError);
  CHECK_THROWS_AS(Empirical({{1.0, 0.0}}), ContractError);
}

TEST_CASE("Parameters outside their range are refused") {
  CHECK_THROWS_AS(Exponential(0.0), ContractError);
  CHECK_THROWS_AS(Weibull(0.0, 1.0), ContractError);
  CHECK_THROWS_AS(Gamma(0.0, 1.0), ContractError);
  CHECK_THROWS_AS(Beta(1.0, 0.0), ContractError);
  CHECK_THROWS_AS(Lognormal(-1.0, 1.0), ContractError);
  CHECK_THROWS_AS(Normal(0.0, -1.0), ContractError);
  CHECK_THROWS_AS(Uniform(2.0, 1.0), ContractError);
  CHECK_THROWS_AS(Triangular(0.0, 3.0, 2.0), ContractError);
  CHECK_THROWS_AS(Pert(1.0, 1.0, 1.0), ContractError);
  CHECK_THROWS_AS(Bernoulli(1.1), ContractError);
}
