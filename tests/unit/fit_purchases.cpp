// Purchase and spend models: published values, and likelihoods against the integrals that they are.
#include <boost/math/quadrature/exp_sinh.hpp>
#include <boost/math/quadrature/tanh_sinh.hpp>
#include <cmath>
#include <fstream>
#include <sstream>

#include "analysis/fit/bg_nbd.h"
#include "analysis/fit/gamma_gamma.h"
#include "analysis/fit/hypergeometric.h"
#include "analysis/fit/log_gamma.h"
#include "analysis/fit/pareto_nbd.h"
#include "tests/support/catch.h"
#include "tests/support/public_data.h"

using namespace tenure;
using namespace tenure::analysis::fit;

namespace {

const Values cdnow_bg = {.2425929, 4.4135315, .7928862, 2.4257540};
const Buyer customer{2.0, 30.43, 38.86, 0.0, 1.0};

double gamma_density(double x, double shape, double rate) {
  return std::exp(shape * std::log(rate) + (shape - 1.0) * std::log(x) - rate * x - log_gamma(shape));
}

/// The 2,357 customers of the CDNOW sample: x, t_x, T in weeks, 39 weeks of calibration; with spend where the file has
/// it.
std::vector<Buyer> cdnow(const std::string& file) {
  std::vector<Buyer> out;
  std::ifstream in(*test::public_data(file));
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    for (char& c : line)
      if (c == ',') c = ' ';
    std::istringstream words(line);
    Buyer b;
    double id = 0.0;
    words >> id >> b.x >> b.t_x >> b.T >> b.spend;
    if (id > 0.0) out.push_back(b);
  }
  return out;
}

}  // namespace

TEST_CASE("fit: 2F1 by its series, Euler's form and an integral") {
  CHECK(hypergeometric_2f1(1.0, 1.0, 2.0, 0.5) == Approx(2.0 * std::log(2.0)).epsilon(1e-13));
  CHECK(hypergeometric_2f1(0.5, 3.0, 3.0, 0.9) == Approx(std::pow(0.1, -0.5)).epsilon(1e-12));
  boost::math::quadrature::tanh_sinh<double> integrate;
  for (const double z : {0.1, 0.6, 0.95, 0.999}) {
    const double a = 5.3, b = 1.7, c = 6.3;
    const double integral = integrate.integrate(
        [&](double t) { return std::pow(t, b - 1) * std::pow(1 - t, c - b - 1) * std::pow(1 - z * t, -a); }, 0.0, 1.0);
    CHECK(hypergeometric_2f1(a, b, c, z) == Approx(integral / std::exp(log_beta(b, c - b))).epsilon(1e-9));
  }
}

TEST_CASE("fit: BG/NBD expectations at the published parameters") {
  CHECK(bg_nbd::expected_purchases(cdnow_bg, 1.0) == Approx(.0532).margin(5e-5));
  CHECK(bg_nbd::expected_purchases(cdnow_bg, 32.0) == Approx(1.0437).margin(5e-5));
  CHECK(bg_nbd::expected_purchases(cdnow_bg, 78.0) == Approx(1.8576).margin(5e-4));  // printed from a series cut short
  // E[X(t)] = E[(1 - (alpha / (alpha + p t))^r) / p] over p
  boost::math::quadrature::tanh_sinh<double> integrate;
  for (const double t : {1.0, 32.0, 78.0}) {
    const double r = cdnow_bg[0], alpha = cdnow_bg[1], a = cdnow_bg[2], b = cdnow_bg[3];
    const double integral = integrate.integrate(
        [&](double u) {  // p = u^5 takes the singularity at 0 away
          const double p = std::pow(u, 5.0);
          return p > 1e-250 ? -std::expm1(-r * std::log1p(p * t / alpha)) / p * std::pow(p, a - 1.0) *
                                  std::pow(1.0 - p, b - 1.0) * 5.0 * std::pow(u, 4.0)
                            : 0.0;
        },
        0.0, 1.0);
    CHECK(bg_nbd::expected_purchases(cdnow_bg, t) == Approx(integral / std::exp(log_beta(a, b))).epsilon(1e-8));
  }
  CHECK(bg_nbd::none_until({.243, 4.414, .793, 2.426}, 39.0) == Approx(.5737864).margin(5e-8));
  CHECK(bg_nbd::expected_of(cdnow_bg, customer, 39.0) == Approx(1.226).margin(5e-4));
  // nobody who never bought again can have dropped out
  CHECK(bg_nbd::active(cdnow_bg, {0.0, 0.0, 38.86, 0.0, 1.0}) == 1.0);
}

TEST_CASE("fit: BG/NBD likelihood against the sum over when she may have dropped out") {
  // given lambda and p: (1-p)^x lambda^x e^(-lambda T) + [x>0] p (1-p)^(x-1) lambda^x e^(-lambda t_x)
  boost::math::quadrature::exp_sinh<double> over_rates;
  boost::math::quadrature::tanh_sinh<double> over_shares;
  const Values p = {0.8, 5.0, 1.4, 2.6};
  for (const Buyer& b : {Buyer{2, 20, 39, 0, 1}, Buyer{0, 0, 30, 0, 1}, Buyer{7, 30, 31, 0, 1}}) {
    const auto rates = [&](double until) {
      return over_rates.integrate(
          [&](double l) {
            return l > 0.0 && l < 1e3 ? std::pow(l, b.x) * std::exp(-l * until) * gamma_density(l, p[0], p[1]) : 0.0;
          },
          0.0, std::numeric_limits<double>::infinity());
    };
    const auto shares = [&](double in, double out) {
      return over_shares.integrate(
                 [&](double q) { return std::pow(q, in + p[2] - 1) * std::pow(1 - q, out + p[3] - 1); }, 0.0, 1.0) /
             std::exp(log_beta(p[2], p[3]));
    };
    double sum = shares(0, b.x) * rates(b.T);
    if (b.x > 0) sum += shares(1, b.x - 1) * rates(b.t_x);
    CHECK(bg_nbd::log_likelihood(p, b) == Approx(std::log(sum)).epsilon(1e-8));
  }
}

TEST_CASE("fit: Pareto/NBD likelihood against the integral over dropout times") {
  // given lambda and mu: lambda^x e^(-(lambda+mu) T) + lambda^x mu int_tx^T e^(-(lambda+mu) u) du; gamma over lambda
  // and mu: int over u of E[lambda^x e^(-lambda u)] E[mu e^(-mu u)]
  boost::math::quadrature::tanh_sinh<double> integrate;
  const auto purchases = [](const Values& p, double x, double u) {
    return std::exp(log_gamma_step(p[0], x) + p[0] * std::log(p[1]) - (p[0] + x) * std::log(p[1] + u));
  };
  for (const Values& p : {Values{0.55, 10.6, 0.61, 11.7}, Values{1.2, 30.0, 2.0, 8.0}, Values{2.0, 9.0, 0.4, 9.0}})
    for (const Buyer& b : {Buyer{2, 30.43, 38.86, 0, 1}, Buyer{0, 0, 38.86, 0, 1}, Buyer{9, 5, 39, 0, 1}}) {
      const auto gone = [&](double u) { return p[2] * std::pow(p[3], p[2]) * std::pow(p[3] + u, -p[2] - 1); };
      const double sum = purchases(p, b.x, b.T) * std::pow(p[3] / (p[3] + b.T), p[2]) +
                         integrate.integrate([&](double u) { return purchases(p, b.x, u) * gone(u); }, b.t_x, b.T);
      CHECK(pareto_nbd::log_likelihood(p, b) == Approx(std::log(sum)).epsilon(1e-9));
      CHECK(pareto_nbd::active(p, b) ==
            Approx(purchases(p, b.x, b.T) * std::pow(p[3] / (p[3] + b.T), p[2]) / sum).epsilon(1e-8));
    }
  // E[X(t)] = int_0^t E[lambda] S(u) du
  const Values p = {0.55, 10.6, 0.61, 11.7};
  const double mean =
      integrate.integrate([&](double u) { return p[0] / p[1] * std::pow(p[3] / (p[3] + u), p[2]); }, 0.0, 52.0);
  CHECK(pareto_nbd::expected_purchases(p, 52.0) == Approx(mean).epsilon(1e-9));
  CHECK(pareto_nbd::expected_purchases({0.55, 10.6, 1.0, 11.7}, 52.0) ==
        Approx(pareto_nbd::expected_purchases({0.55, 10.6, 1.0 + 1e-6, 11.7}, 52.0)).epsilon(1e-5));
}

TEST_CASE("fit: gamma-gamma likelihood against the integral over rates") {
  boost::math::quadrature::exp_sinh<double> integrate;
  const Values p = {6.25, 3.74, 15.44};
  for (const Buyer& b : {Buyer{2, 0, 0, 22.35, 1}, Buyer{1, 0, 0, 80.0, 1}, Buyer{9, 0, 0, 15.0, 1}}) {
    const double sum = integrate.integrate(
        [&](double nu) {
          return nu > 0.0 && nu < 1e4 ? gamma_density(b.spend, p[0] * b.x, nu * b.x) * gamma_density(nu, p[1], p[2])
                                      : 0.0;
        },
        0.0, std::numeric_limits<double>::infinity());
    CHECK(gamma_gamma::log_likelihood(p, b) == Approx(std::log(sum)).epsilon(1e-7));
  }
  CHECK(gamma_gamma::mean_spend(p) == Approx(6.25 * 15.44 / 2.74));
  CHECK(gamma_gamma::expected_of(p, {1e9, 0, 0, 50.0, 1}) ==
        Approx(50.0).epsilon(1e-6));  // her own mean after many purchases
  CHECK(gamma_gamma::spread_between(p) == Approx(1.0 / 1.74));
}

TEST_CASE("fit: the customers of CDNOW") {
  if (!test::public_data("cdnow/cdnow_customers_summary.csv")) {
    WARN("left out: the CDNOW data are not here");
    return;
  }
  const std::vector<Buyer> buyers = cdnow("cdnow/cdnow_customers_summary.csv");
  REQUIRE(buyers.size() == 2357);
  const Maximum bg = bg_nbd::fit(buyers);
  for (std::size_t i = 0; i < 4; ++i) CHECK(bg.at[i] == Approx(cdnow_bg[i]).margin(5e-7));
  CHECK(bg.log_likelihood == Approx(-9582.425561).margin(5e-7));
  // cumulative repeat purchases: everybody from her first purchase on
  const auto cumulative = [&](double weeks) {
    double sum = 0.0;
    for (const Buyer& b : buyers) sum += bg_nbd::expected_purchases(bg.at, b.T - 39.0 + weeks);
    return sum;
  };
  CHECK(cumulative(39) == Approx(2494).margin(5));
  CHECK(cumulative(52) == Approx(3128).margin(6));
  CHECK(cumulative(78) == Approx(4161).margin(8));

  // Fader, Hardie and Lee 2005: r .553, alpha 10.578, s .606, beta 11.669, LL -9595.0
  const Maximum pareto = pareto_nbd::fit(buyers);
  const double published[] = {.553, 10.578, .606, 11.669};
  for (std::size_t i = 0; i < 4; ++i) CHECK(pareto.at[i] == Approx(published[i]).margin(1.2e-3));
  CHECK(pareto.log_likelihood == Approx(-9595.0).margin(0.06));

  // Fader and Hardie 2013: p 6.25, q 3.74, gamma 15.44 for 946 customers
  const Maximum spend = gamma_gamma::fit(cdnow("cdnow/cdnow_customers_summary_with_transactions.csv"));
  CHECK(spend.at[0] == Approx(6.25).margin(0.01));
  CHECK(spend.at[1] == Approx(3.74).margin(0.01));
  CHECK(spend.at[2] == Approx(15.44).margin(0.02));
}
