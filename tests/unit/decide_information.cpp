// The value of knowing a parameter, and what a metamodel makes of draws: closed forms, an inner loop, and noise.
#include <algorithm>
#include <cmath>
#include <tuple>

#include "analysis/decide/certainty.h"
#include "analysis/decide/information.h"
#include "tests/support/catch.h"
#include "tests/support/drawn.h"

namespace {

using namespace tenure;
using namespace tenure::analysis::decision;

double density(double z) { return std::exp(-0.5 * z * z) / std::sqrt(2.0 * M_PI); }
double below(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

/// E max(0, X) − max(0, mean) for X normal(mean, sd).
double value_of_normal(double mean, double sd) {
  const double z = std::fabs(mean) / sd;
  return sd * density(z) - std::fabs(mean) * below(-z);
}

/// Two strategies: 0, and lead + a·x0 + b·x1 + c·x2; x standard normal, further columns that do nothing.
struct Linear {
  Matrix values, worth;
};

Linear linear_case(Index draws, double lead, double a, double b, double c, Index idle = 0) {
  Linear made;
  made.values.resize(draws, 3 + idle);
  made.worth = Matrix::Zero(draws, 2);
  for (Index d = 0; d < draws; ++d) {
    for (Index k = 0; k < made.values.cols(); ++k) made.values(d, k) = test::normal_at(31, d, k);
    made.worth(d, 1) = lead + a * made.values(d, 0) + b * made.values(d, 1) + c * made.values(d, 2);
  }
  return made;
}

Measured knowing(const Linear& made, const std::vector<Index>& group) {
  const Matrix responses = differences_from(made.worth, certainty_of(made.worth).choice);
  return value_of_knowing(group.size() == 1 ? fit_alone(made.values, responses, group[0])
                                            : fit_together(made.values, responses, group));
}

}  // namespace

TEST_CASE("The value of knowing agrees with the linear-normal closed form", "[unit][decide]") {
  const Linear made = linear_case(4000, 0.5, 1.2, 0.8, 0.3);
  const auto check = [&](const std::vector<Index>& group, double sd) {
    const double truth = value_of_normal(0.5, sd);
    const Measured found = knowing(made, group);
    INFO("group of " << group.size() << ", truth " << truth << ", found " << found.mean << " ± " << found.standard_error);
    CHECK(found.standard_error < 0.15 * truth);
    CHECK(std::fabs(found.mean - truth) < 4.0 * found.standard_error);
  };
  check({0}, 1.2);
  check({1}, 0.8);
  check({0, 1}, std::sqrt(1.44 + 0.64));
  check({0, 1, 2}, std::sqrt(1.44 + 0.64 + 0.09));
  // a parameter alone that hardly ever turns the choice is worth next to nothing
  CHECK(knowing(made, {2}).mean < 0.02);

  // planted: a lead of 0.7 instead of 0.5 must be noticed
  const Linear wrong = linear_case(4000, 0.7, 1.2, 0.8, 0.3);
  const Measured found = knowing(wrong, {0});
  CHECK_FALSE(std::fabs(found.mean - value_of_normal(0.5, 1.2)) < 4.0 * found.standard_error);
}

TEST_CASE("The value of knowing a curved interplay agrees with an inner loop", "[unit][decide]") {
  // three strategies: 0; exp(0.6·x0) − 1.3 + x1·x2; 0.8·x1 − 0.3 + 0.5·x0·x1
  const auto second = [](double x0, double x1, double x2) { return std::exp(0.6 * x0) - 1.3 + x1 * x2; };
  const auto third = [](double x0, double x1, double) { return 0.8 * x1 - 0.3 + 0.5 * x0 * x1; };
  constexpr Index draws = 6000, outer = 4000, inner = 400;
  Linear made;
  made.values.resize(draws, 3);
  made.worth = Matrix::Zero(draws, 3);
  for (Index d = 0; d < draws; ++d) {
    for (Index k = 0; k < 3; ++k) made.values(d, k) = test::normal_at(41, d, k);
    made.worth(d, 1) = second(made.values(d, 0), made.values(d, 1), made.values(d, 2));
    made.worth(d, 2) = third(made.values(d, 0), made.values(d, 1), made.values(d, 2));
  }
  const auto nested = [&](bool know_first, bool know_second) {
    double of_best = 0.0, squares = 0.0, a_mean = 0.0, b_mean = 0.0;
    for (long o = 0; o < outer; ++o) {
      double a = 0.0, b = 0.0;
      for (long i = 0; i < inner; ++i) {
        const double x0 = know_first ? test::normal_at(42, o, 0) : test::normal_at(43, i, 3 * o);
        const double x1 = know_second ? test::normal_at(42, o, 1) : test::normal_at(43, i, 3 * o + 1);
        const double x2 = test::normal_at(43, i, 3 * o + 2);
        a += second(x0, x1, x2) / inner;
        b += third(x0, x1, x2) / inner;
      }
      const double best = std::max({0.0, a, b});
      of_best += best / outer;
      squares += best * best / outer;
      a_mean += a / outer;
      b_mean += b / outer;
    }
    const double error = std::sqrt((squares - of_best * of_best) / outer);
    return Measured{of_best - std::max({0.0, a_mean, b_mean}), error};
  };
  for (const auto& [group, first, with_second] :
       {std::tuple{std::vector<Index>{0}, true, false}, {std::vector<Index>{1}, false, true},
        {std::vector<Index>{0, 1}, true, true}}) {
    const Measured truth = nested(first, with_second), found = knowing(made, group);
    INFO("inner loop " << truth.mean << " ± " << truth.standard_error << ", metamodel " << found.mean << " ± "
                       << found.standard_error);
    CHECK(std::fabs(found.mean - truth.mean) < 4.0 * std::hypot(found.standard_error, truth.standard_error) + 0.01);
    CHECK(found.standard_error < 0.03);
  }
}

TEST_CASE("Among hundreds of parameters the few that matter are found, and no others", "[unit][decide]") {
  Linear made = linear_case(300, 0.5, 1.0, 0.7, 0.4, 200);
  for (Index d = 0; d < 300; ++d) made.worth(d, 1) += 0.8 * test::normal_at(32, d, 0);  // chance
  std::vector<Index> all;
  for (Index k = 0; k < made.values.cols(); ++k) all.push_back(k);
  const Matrix responses = differences_from(made.worth, certainty_of(made.worth).choice);
  const Metamodel model = fit_together(made.values, responses, all);
  const std::vector<Index> found = model.parameters(0);
  for (const Index k : {0, 1, 2}) CHECK(std::count(found.begin(), found.end(), k) == 1);
  CHECK(found.size() <= 4);  // one false one in two hundred is forgiven
  // 1 + .49 + .16 of 2.29
  CHECK(std::fabs(model.explained()(0) - 0.72) < 0.08);
  CHECK(std::fabs(fit_alone(made.values, responses, 0).explained()(0) - 0.437) < 0.1);
  int idle_seen = 0;
  for (Index k = 3; k < made.values.cols(); ++k)
    idle_seen += value_of_knowing(fit_alone(made.values, responses, k, 203)).mean > 0.0 ? 1 : 0;
  CHECK(idle_seen <= 1);
}

TEST_CASE("What only a third strategy uses has no place in the difference between the first two", "[unit][decide]") {
  // difference 0 is made of parameter 0 alone, difference 1 of parameter 1 alone, which explains it nearly all
  const Linear made = linear_case(200, 0.5, 1.0, 0.0, 0.0, 20);
  Matrix responses(200, 2);
  for (Index d = 0; d < 200; ++d) {
    responses(d, 0) = made.values(d, 0) + test::normal_at(33, d, 0);
    responses(d, 1) = 5.0 * made.values(d, 1) + 0.1 * test::normal_at(33, d, 1);
  }
  std::vector<Index> all;
  for (Index k = 0; k < made.values.cols(); ++k) all.push_back(k);
  const Metamodel together = fit_together(made.values, responses, all);
  CHECK(together.parameters(0) == std::vector<Index>{0});
  CHECK(together.parameters(1) == std::vector<Index>{1});
  Vector point = Vector::Zero(made.values.cols());
  const double before = together.at(point, 0);
  point(1) = 3.0;
  CHECK(together.at(point, 0) == before);
  const Metamodel alone = fit_alone(made.values, responses, 1, 23);
  CHECK(alone.parts()[0].functions() == 0);
  CHECK(alone.parts()[1].functions() >= 1);
}

TEST_CASE("A parameter that never varies, or takes two values, is no trouble", "[unit][decide]") {
  Linear made = linear_case(100, 0.2, 1.0, 0.0, 0.0);
  made.values.col(1).setConstant(4.0);
  for (Index d = 0; d < 100; ++d) made.values(d, 2) = d % 2 ? 1.0 : 0.0;
  const Matrix responses = differences_from(made.worth, certainty_of(made.worth).choice);
  CHECK(fit_alone(made.values, responses, 1).functions() == 0);
  CHECK(value_of_knowing(fit_alone(made.values, responses, 1)).mean == 0.0);
  CHECK(fit_alone(made.values, responses, 2).functions() <= 1);
  CHECK(fit_together(made.values, responses, {0, 1, 2}).parameters(0) == std::vector<Index>{0});
  CHECK(differences_from(made.worth, 0).cols() == 1);
}
