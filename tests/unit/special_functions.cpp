// Normal, gamma and beta functions against Boost.Math (long double where it matters).
#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

#include "sim/base/contract.h"
#include "sim/math/normal.h"
#include "sim/math/special.h"
#include "tests/support/catch.h"

using namespace tenure::sim;

namespace {

double relative(double got, long double want) {
  return want == 0.0L ? std::fabs(got) : static_cast<double>(std::fabs((got - want) / want));
}

const double kShapes[] = {0.01, 0.1, 0.5, 0.9, 1.0, 1.7, 3.0, 9.5, 30.0, 400.0, 1e4, 1e5};

}  // namespace

TEST_CASE("Normal distribution function and quantile") {
  double cdf = 0.0;
  double log_cdf = 0.0;
  double ratio = 0.0;
  for (double x = -37.0; x < 9.0; x += 0.0437) {
    const long double want = boost::math::erfc(-static_cast<long double>(x) / std::sqrt(2.0L)) / 2.0L;
    cdf = std::max(cdf, relative(normal_cdf(x), want));
    const long double tail = boost::math::erfc(static_cast<long double>(x) / std::sqrt(2.0L)) / 2.0L;
    const long double want_log = x < 0 ? std::log(want) : std::log1p(-tail);
    log_cdf = std::max(log_cdf, relative(log_normal_cdf(x), want_log));
    if (x <= 0.0) {
      const long double density = std::exp(-0.5L * x * x) / std::sqrt(2.0L * std::acos(-1.0L));
      ratio = std::max(ratio, relative(normal_density_ratio(x), density / want));
    }
  }
  CHECK(cdf < 2e-15);
  CHECK(log_cdf < 2e-15);
  CHECK(ratio < 2e-15);

  double quantile = 0.0;
  const boost::math::normal_distribution<long double> law;
  for (int i = 1; i < 2000; ++i) {
    const double p = i / 4000.0;
    quantile =
        std::max(quantile, relative(normal_quantile(p), boost::math::quantile(law, static_cast<long double>(p))));
    const double tail = std::ldexp(1.0, -i / 10) * 0.37;
    quantile =
        std::max(quantile, relative(normal_quantile(tail), boost::math::quantile(law, static_cast<long double>(tail))));
  }
  CHECK(quantile < 2e-15);
  CHECK(normal_quantile(0.5) == 0.0);
  CHECK(normal_quantile(0.25) == -normal_quantile(0.75));
  CHECK(std::isinf(normal_quantile(0.0)));
  CHECK(std::isnan(normal_quantile(1.5)));
  CHECK(normal_cdf(-40.0) == 0.0);
  CHECK(normal_cdf(40.0) == 1.0);
  CHECK(std::isnan(normal_cdf(std::nan(""))));
}

TEST_CASE("Logarithms of the gamma and beta functions") {
  for (const double x : {1e-8, 0.01, 0.5, 1.0, 1.5, 2.0, 3.7, 15.9, 16.1, 100.0, 1e5, 1e12}) {
    const long double want = boost::math::lgamma(static_cast<long double>(x));
    CHECK(std::fabs(log_gamma(x) - want) <= 1e-14 * std::max(1.0, std::fabs(static_cast<double>(want))));
    for (const double b : {0.3, 2.0, 50.0, 1e4}) {
      if (x > 1e3) continue;  // the sum that is compared with cancels there

      const long double beta = want + boost::math::lgamma(static_cast<long double>(b)) -
                               boost::math::lgamma(static_cast<long double>(x) + b);
      CHECK(std::fabs(log_beta(x, b) - beta) <= 2e-14 * std::max(1.0, std::fabs(static_cast<double>(beta))));
    }
  }
  CHECK_THROWS_AS(log_gamma(0.0), ContractError);
}

TEST_CASE("Incomplete gamma function and its inverse") {
  double worst_p = 0.0;
  double worst_q = 0.0;
  double worst_x = 0.0;
  double worst_slope = 0.0;
  for (const double a : kShapes) {
    for (double z = -8.0; z <= 8.0; z += 0.25) {
      const QuantilePoint at = log_gamma_quantile(a, z);
      if (at.value < -700.0) continue;  // the quantile itself underflows
      const double x = std::exp(at.value);
      const auto wide = static_cast<long double>(x);
      worst_p = std::max(worst_p, relative(gamma_p(a, x), boost::math::gamma_p(static_cast<long double>(a), wide)));
      worst_q = std::max(worst_q, relative(gamma_q(a, x), boost::math::gamma_q(static_cast<long double>(a), wide)));
      const auto target = static_cast<long double>(normal_cdf(-std::fabs(z)));
      const long double inverse = z <= 0 ? boost::math::gamma_p_inv(static_cast<long double>(a), target)
                                         : boost::math::gamma_q_inv(static_cast<long double>(a), target);
      worst_x = std::max(worst_x, relative(x, inverse));
      const double step = 1e-4;
      const double slope = (log_gamma_quantile(a, z + step).value - log_gamma_quantile(a, z - step).value) / (2 * step);
      worst_slope = std::max(worst_slope, relative(at.slope, slope));
    }
  }
  CHECK(worst_p < 1e-12);
  CHECK(worst_q < 1e-12);
  CHECK(worst_x < 1e-12);
  CHECK(worst_slope < 1e-6);  // limited by the difference quotient
  CHECK(gamma_quantile(1.0, 0.5) == Approx(std::log(2.0)).epsilon(1e-15));
  CHECK(gamma_p(2.0, 0.0) == 0.0);
  CHECK_THROWS_AS(gamma_quantile(1.0, 1.0), ContractError);
}

TEST_CASE("Incomplete beta function and its inverse") {
  double worst_i = 0.0;
  double worst_x = 0.0;
  double worst_slope = 0.0;
  for (const double a : kShapes) {
    for (const double b : kShapes) {
      for (double z = -6.0; z <= 6.0; z += 1.0) {
        const QuantilePoint at = logit_beta_quantile(a, b, z);
        if (std::fabs(at.value) > 30.0) continue;  // 1 - x no longer shows beside x
        const double x = 1.0 / (1.0 + std::exp(-at.value));
        const auto la = static_cast<long double>(a);
        const auto lb = static_cast<long double>(b);
        worst_i = std::max(worst_i, relative(beta_i(a, b, x), boost::math::ibeta(la, lb, static_cast<long double>(x))));
        if (a < 1e4 && b < 1e4) {
          const auto target = static_cast<long double>(normal_cdf(-std::fabs(z)));
          long double other = 0.0L;
          const long double inverse =
              z <= 0 ? boost::math::ibeta_inv(la, lb, target, &other) : boost::math::ibetac_inv(la, lb, target, &other);
          const double logit = static_cast<double>(std::log(inverse) - std::log(other));
          worst_x = std::max(worst_x, std::fabs(at.value - logit));
        }
        const double step = 1e-4;
        const double slope =
            (logit_beta_quantile(a, b, z + step).value - logit_beta_quantile(a, b, z - step).value) / (2 * step);
        worst_slope = std::max(worst_slope, relative(at.slope, slope));
      }
    }
  }
  CHECK(worst_i < 1e-11);
  CHECK(worst_x < 5e-11) /* of logit x, where the shapes are small */;
  CHECK(worst_slope < 1e-5);
  CHECK(beta_quantile(2.0, 2.0, 0.5) == 0.5);
  CHECK(beta_i(1.0, 1.0, 0.3) == Approx(0.3).epsilon(1e-15));
}

TEST_CASE("Student's t quantile") {
  double worst = 0.0;
  for (const double degrees : {1.0, 2.0, 3.0, 7.5, 30.0, 199.0, 5000.0}) {
    const boost::math::students_t_distribution<long double> law(static_cast<long double>(degrees));
    for (const double p : {0.6, 0.9, 0.975, 0.995, 0.9999995}) {
      worst = std::max(
          worst, relative(student_t_quantile(degrees, p), boost::math::quantile(law, static_cast<long double>(p))));
      CHECK(student_t_quantile(degrees, 1.0 - p) == Approx(-student_t_quantile(degrees, p)).epsilon(1e-8));
    }
  }
  CHECK(worst < 1e-11);
}

TEST_CASE("Student's t quantile: what is kept of earlier calls is of those very degrees and shares") {
  const auto exact = [](double degrees, double p) {
    return boost::math::quantile(boost::math::students_t_distribution<long double>(static_cast<long double>(degrees)), static_cast<long double>(p));
  };
  for (int round = 0; round < 2; ++round)  // the second time from what is kept
    for (const double degrees : {4.0, 9.0, 19.0})
      for (const double p : {0.95, 0.975}) CHECK(relative(student_t_quantile(degrees, p), exact(degrees, p)) < 1e-11);
}
