// Retention laws: published values, the likelihood against sums by hand, delayed entry, Kaplan-Meier, choice and
// foretelling.
#include <cmath>
#include <numeric>

#include "analysis/fit/fit_book.h"
#include "analysis/fit/foretell.h"
#include "analysis/fit/kaplan_meier.h"
#include "analysis/fit/log_gamma.h"
#include "analysis/fit/retention_choice.h"
#include "analysis/fit/retention_fit.h"
#include "sim/random/laws/empirical.h"
#include "tests/support/catch.h"
#include "tests/support/simulated_rows.h"

using namespace tenure;
using namespace tenure::analysis::fit;

namespace {

/// Survivors of a cohort of 1,000 at the end of years 0, 1, ... as spells.
std::vector<Spell> cohort(const std::vector<double>& survivors) {
  std::vector<Spell> out;
  for (std::size_t t = 1; t < survivors.size(); ++t)
    out.push_back({0, static_cast<double>(t) - 1.0, static_cast<double>(t), true, survivors[t - 1] - survivors[t]});
  out.push_back({0, 0, static_cast<double>(survivors.size()) - 1.0, false, survivors.back()});
  return out;
}

// Fader and Hardie 2007, segments Regular and High End
const std::vector<double> regular = {1000, 631, 468, 382, 326, 289, 262, 241};
const std::vector<double> high_end = {1000, 869, 743, 653, 593, 551, 517, 491};

}  // namespace

TEST_CASE("fit: the shifted beta-geometric of the published cohort") {
  const RetentionFit fit = fit_retention(shifted_beta_geometric, cohort(regular));
  CHECK(fit.maximum.at[0] == Approx(0.7041).margin(5e-5));
  CHECK(fit.maximum.at[1] == Approx(1.1820).margin(5e-5));
  CHECK(fit.maximum.log_likelihood == Approx(-1680.27).margin(5e-3));
  const double published[] = {62.7, 47.4, 38.8, 33.2, 29.2, 26.2, 23.9, 22.0, 20.4, 19.1, 18.0, 17.0};
  for (int t = 1; t <= 12; ++t) CHECK(100.0 * fit.survival(t) == Approx(published[t - 1]).margin(0.05));
  // P(T = t) by the recursion of the paper
  const double a = fit.maximum.at[0], b = fit.maximum.at[1];
  double p = a / (a + b), sum = 0.0;
  for (int t = 1; t <= 40; ++t) {
    sum += p;
    CHECK(fit.survival(t) == Approx(1.0 - sum).epsilon(1e-10));
    p *= (b + t - 1.0) / (a + b + t);
  }
  // the High End segment: alpha .668, beta 3.806 in the paper
  const RetentionFit other = fit_retention(shifted_beta_geometric, cohort(high_end));
  CHECK(other.maximum.at[0] == Approx(0.668).margin(5e-4));
  CHECK(other.maximum.at[1] == Approx(3.806).margin(5e-4));
}

TEST_CASE("fit: standard errors are those of the observed information") {
  // exponential with ends known to a short interval: log L = d log h - h E, so the standard error of log h is 1/sqrt(d)
  std::vector<Spell> spells;
  for (int i = 0; i < 400; ++i) spells.push_back({0, 0.01 * i, 0.01 * i + 1e-4, true, 1});
  for (int i = 0; i < 100; ++i) spells.push_back({0, 0, 4.0, false, 1});
  const RetentionFit fit = fit_retention(exponential, spells);
  REQUIRE(fit.maximum.curved);
  CHECK(fit.maximum.at[0] == Approx(400.0 / (400.0 * 1.99505 + 100.0 * 4.0)).epsilon(1e-4));
  CHECK(std::sqrt(fit.maximum.covariance[0][0]) == Approx(1.0 / 20.0).epsilon(1e-4));
  const Interval i = interval_of(fit.maximum, 0, 0.95);
  CHECK(i.high / i.value == Approx(std::exp(1.959964 / 20.0)).epsilon(1e-4));
  CHECK(i.value / i.low == Approx(i.high / i.value).epsilon(1e-9));
  // delta method: the share that leaves in a period is 1 - exp(-h)
  const double se = standard_error_of(fit.maximum, [](const Values& p) { return -std::expm1(-p[0]); });
  CHECK(se == Approx(std::exp(-fit.maximum.at[0]) * fit.maximum.at[0] / 20.0).epsilon(1e-3));
}

TEST_CASE("fit: nested laws agree where they meet") {
  for (const double t : {0.5, 1.0, 3.0, 40.0}) {
    CHECK(beta_discrete_weibull.log_survival({0.7, 1.2, 1.0}, t) ==
          Approx(shifted_beta_geometric.log_survival({0.7, 1.2}, t)));
    CHECK(weibull.log_survival({1.0, 4.0}, t) == Approx(exponential.log_survival({0.25}, t)));
    CHECK(gamma_weibull.log_survival({1.3, 4.0, 1e-4}, t) == Approx(weibull.log_survival({1.3, 4.0}, t)).epsilon(5e-3));
    // the beta-discrete-Weibull is a mixture: against the integral over theta by a fine sum
    const double alpha = 1.5, beta = 4.0, c = 1.4;
    double sum = 0.0;
    constexpr int cells = 200000;
    for (int i = 0; i < cells; ++i) {
      const double theta = (i + 0.5) / cells;
      sum += std::pow(theta, alpha - 1) * std::pow(1 - theta, beta - 1 + std::pow(t, c)) / cells;
    }
    CHECK(beta_discrete_weibull.log_survival({alpha, beta, c}, t) ==
          Approx(std::log(sum) - log_beta(alpha, beta)).margin(1e-5));
  }
}

TEST_CASE("fit: the difference of log gammas keeps its digits") {
  CHECK(log_gamma_step(3.5, 2.0) == Approx(std::log(3.5 * 4.5)).epsilon(1e-13));
  double sum = 0.0;
  for (int i = 0; i < 60; ++i) sum += std::log(1e5 + i);
  CHECK(log_gamma_step(1e5, 60.0) == Approx(sum).epsilon(1e-13));
  CHECK(log_gamma_step(40.0, 1.0) == Approx(std::log(40.0)).epsilon(1e-13));
  CHECK(log_gamma_step(2.0, 0.0) == 0.0);
  // B(1, b + t) / B(1, b) = b / (b + t), B(2, b + t) / B(2, b) = b (b + 1) / ((b + t) (b + t + 1))
  for (const double b : {2.0, 1e3, 1.9e4, 2.1e4, 1e9, 1e16}) {
    CHECK(log_beta_ratio(1.0, b, 7.0) == Approx(-std::log1p(7.0 / b)).epsilon(1e-8));
    CHECK(log_beta_ratio(2.0, b, 7.0) == Approx(-std::log1p(7.0 / b) - std::log1p(7.0 / (b + 1.0))).epsilon(1e-8));
  }
}

TEST_CASE("fit: who is first seen late counts from there") {
  // of a Weibull with falling hazard only customers of at least a year are seen
  const Values truth = {0.6, 30.0};
  const auto late = test::simulated_spells(weibull, truth, 8000, 12, 12, 36, 11, 0);
  const RetentionFit right = fit_retention(weibull, late);
  const Interval shape = interval_of(right.maximum, 0, 0.9999);
  INFO(shape.low << " to " << shape.high);
  CHECK((shape.low < 0.6 && 0.6 < shape.high && shape.high / shape.low < 2.0));
  std::vector<Spell> ignored = late;
  for (Spell& s : ignored) s.entry = 0.0;
  const Interval wrong = interval_of(fit_retention(weibull, ignored).maximum, 0, 0.9999);
  CHECK((wrong.high < 0.6 || wrong.low > 0.6));
}

TEST_CASE("fit: Kaplan-Meier and Greenwood by hand") {
  // six customers: ends at 1, 2, 2; seen until 2, 3 and 4; one more from tenure 1.5 on until her end at 3
  const std::vector<Spell> spells = {{0, 0, 1, true, 1},  {0, 1, 2, true, 2},  {0, 0, 2, false, 1},
                                     {0, 0, 3, false, 1}, {0, 0, 4, false, 1}, {1.5, 2, 3, true, 1}};
  const KaplanMeier km(spells);
  CHECK(km.at(0.5, 0.95).value == 1.0);
  CHECK(km.at(1.0, 0.95).value == Approx(5.0 / 6.0));
  CHECK(km.at(2.0, 0.95).value == Approx(5.0 / 6.0 * 4.0 / 6.0));
  CHECK(km.at(3.0, 0.95).value == Approx(5.0 / 6.0 * 4.0 / 6.0 * 2.0 / 3.0));
  CHECK(km.steps()[1].greenwood == Approx(1.0 / (6.0 * 5.0) + 2.0 / (6.0 * 4.0)));
  CHECK((km.at_risk(1.0) == 6.0 && km.at_risk(2.0) == 6.0 && km.at_risk(3.0) == 3.0 && km.at_risk(4.0) == 1.0));
  const Interval i = km.at(1.0, 0.95);
  const double s = 5.0 / 6.0, z = 1.959964 * std::sqrt(1.0 / 30.0) / -std::log(s);
  CHECK(i.low == Approx(std::pow(s, std::exp(z))).epsilon(1e-6));
  CHECK(i.high == Approx(std::pow(s, std::exp(-z))).epsilon(1e-6));
}

TEST_CASE("fit: the chosen law is the one that made the rows, and no dearer one") {
  const auto chosen = [](const RetentionFamily& family, const Values& p) {
    const RetentionChoice choice = choose_retention({test::simulated_spells(family, p, 3000, 6, 36, 0, 5, 0)}, 10);
    return choice.candidates[choice.chosen].family->name;
  };
  CHECK(chosen(exponential, {0.05}) == "exponential");
  CHECK(chosen(weibull, {1.6, 20.0}) == "weibull");
  CHECK(chosen(shifted_beta_geometric, {0.7, 3.0}) == "shifted_beta_geometric");
  CHECK(chosen(beta_discrete_weibull, {0.5, 8.0, 1.8}) == "beta_discrete_weibull");
}

TEST_CASE("fit: the first part foretells the rest when the law is right, and is caught when it is not") {
  const Values truth = {0.7, 3.0};
  const auto spells = test::simulated_spells(shifted_beta_geometric, truth, 4000, 36, 36, 0, 8, 0);
  const CutHistory cut = cut_at_tenure(spells, 12.0);
  const Foretold good = foretell(shifted_beta_geometric, cut, 1.0, 0.999);
  REQUIRE(good.possible);
  CHECK_FALSE(good.outside());
  CHECK(good.expected.high - good.expected.low < 0.5 * good.actual);
  CHECK(foretell(exponential, cut, 1.0, 0.999).outside());  // customers differ: those who are left are loyal
  double known = 0.0, rest = 0.0;
  for (const Spell& s : cut.known) known += s.left ? s.count : 0.0;
  for (const Spell& s : cut.rest) rest += s.left ? s.count : 0.0;
  CHECK(known + rest == totals(spells).left);
  CHECK(rest == good.actual);
}

TEST_CASE("fit: the same rows give the same bits") {
  const auto spells = test::simulated_spells(beta_discrete_weibull, {0.5, 8.0, 1.8}, 500, 6, 36, 0, 5, 3);
  const RetentionFit one = fit_retention(beta_discrete_weibull, spells),
                     two = fit_retention(beta_discrete_weibull, spells);
  CHECK(one.maximum.at == two.maximum.at);
  CHECK(one.maximum.covariance == two.maximum.covariance);
}

TEST_CASE("fit: prices as points keep the mean of a heavy tail, the quartiles and the prices of a list") {
  const auto check = [](std::vector<double> prices) {
    const Points points = points_of(prices, 0.0);
    const sim::Empirical written(points.table);  // which ensures that the values ascend and no weight is negative
    double mean = 0.0;
    for (const double p : prices) mean += p / static_cast<double>(prices.size());
    CHECK(points.mean == Approx(mean));
    CHECK(written.mean() == Approx(mean).epsilon(0.0005));
    std::sort(prices.begin(), prices.end());
    for (const double share : {0.25, 0.5, 0.75})
      CHECK(written(share) == Approx(prices[static_cast<std::size_t>(share * static_cast<double>(prices.size()))]).epsilon(0.005));
    CHECK((points.table.front().first == prices.front() && points.table.back().first == prices.back()));
  };
  std::vector<double> heavy, free, list, few;
  for (int i = 0; i < 1000; ++i) heavy.push_back(50.0 * std::pow(1.0 - (i + 0.5) / 1000.0, -1.0 / 1.2));
  check(heavy);
  for (int i = 0; i < 1000; ++i) free.push_back(i < 300 ? 0.0 : heavy[static_cast<std::size_t>(i)]);
  check(free);
  for (int i = 0; i < 1000; ++i) list.push_back(i % 10 == 0 ? 1000.0 : 10.0);
  check(list);
  for (int i = 0; i < 41; ++i) few.push_back(i == 40 ? 5000.0 : 10.0 + i);
  check(few);
  CHECK(points_of({3.0, 3.0}, 0.0).table.size() == 1);
}
