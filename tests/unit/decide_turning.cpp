// What would change the choice: turning points and the nearest joint point of a linear case are known.
#include <cmath>

#include "analysis/decide/information.h"
#include "analysis/decide/turning.h"
#include "tests/support/catch.h"
#include "tests/support/drawn.h"

namespace {

using namespace tenure;
using namespace tenure::analysis::decision;

constexpr Index draws = 1500;

/// Parameters uniform in [10, 20], normal(5, 2), idle; strategy 1 is ahead of 0 by 6 − 0.8·(x0 − 15) + 1.5·(x1 − 5).
struct Case {
  Matrix values{draws, 3};
  Matrix worth = Matrix::Zero(draws, 2);

  explicit Case(double lead = 6.0, double noise = 0.0) {
    for (Index d = 0; d < draws; ++d) {
      values(d, 0) = 10.0 + 10.0 * test::share_at(61, d, 0);
      values(d, 1) = 5.0 + 2.0 * test::normal_at(61, d, 1);
      values(d, 2) = test::normal_at(61, d, 2);
      worth(d, 1) = lead - 0.8 * (values(d, 0) - 15.0) + 1.5 * (values(d, 1) - 5.0) + noise * test::normal_at(61, d, 3);
    }
  }

  Matrix responses() const { return differences_from(worth, 1); }
};

}  // namespace

TEST_CASE("One by one: the nearest value at which another strategy is best", "[unit][decide]") {
  const Case made(6.0, 1.0);
  const Metamodel alone = fit_alone(made.values, made.responses(), 1);
  const auto turn = turning_point(made.values, alone, 1, 5.0, 1);
  REQUIRE(turn);
  CHECK(turn->value == Approx(1.0).margin(0.4));  // 6 + 1.5·(x − 5) = 0
  CHECK_FALSE(turn->above);
  CHECK(turn->instead == 0);
  CHECK(std::fabs(turn->beyond.mean - 0.0228) < 4.0 * turn->beyond.standard_error);
  CHECK(turn->deviations == Approx(2.0).margin(0.25));
  // within [10, 20] the other one does not turn it, nor does one that does nothing
  CHECK_FALSE(turning_point(made.values, fit_alone(made.values, made.responses(), 0), 0, 15.0, 1));
  CHECK_FALSE(turning_point(made.values, fit_alone(made.values, made.responses(), 2), 2, 0.0, 1));
  // planted: with a smaller lead it does
  const Case closer(3.0, 1.0);
  const auto now = turning_point(closer.values, fit_alone(closer.values, closer.responses(), 0), 0, 15.0, 1);
  REQUIRE(now);
  CHECK(now->value == Approx(18.75).margin(0.3));
  CHECK(now->above);
}

TEST_CASE("Where another one is best at the base already, the choice's own side is told", "[unit][decide]") {
  const Case made(6.0, 1.0);
  const Metamodel alone = fit_alone(made.values, made.responses(), 1);
  const auto turn = turning_point(made.values, alone, 1, 0.4, 1);  // below 1, where strategy 0 is best
  REQUIRE(turn);
  CHECK(turn->already);
  CHECK(turn->instead == 0);
  CHECK(turn->value == Approx(1.0).margin(0.4));
  CHECK_FALSE(turn->above);  // the other one is best below it
  CHECK(std::fabs(turn->beyond.mean - 0.0228) < 4.0 * turn->beyond.standard_error);
  Vector base(3);
  base << 15.0, 0.0, 0.0;
  const auto joint = nearest_joint_point(made.values, fit_together(made.values, made.responses(), {0, 1, 2}), base, 0, 1);
  REQUIRE(joint);
  CHECK(joint->distance == 0.0);
  CHECK(joint->parameters.empty());
}

TEST_CASE("Tornado: expected differences at the 5 and 95 % points", "[unit][decide]") {
  const Case made(6.0, 1.0);
  const TornadoBar bar = tornado_bar(made.values, fit_alone(made.values, made.responses(), 0), 0, 0);
  CHECK(bar.low == Approx(10.5).margin(0.15));
  CHECK(bar.high == Approx(19.5).margin(0.15));
  CHECK(std::fabs(bar.at_low.mean - (6.0 + 0.8 * 4.5)) < 4.0 * bar.at_low.standard_error + 0.1);
  CHECK(std::fabs(bar.at_high.mean - (6.0 - 0.8 * 4.5)) < 4.0 * bar.at_high.standard_error + 0.1);
  CHECK(bar.at_low.standard_error < 0.4);
  CHECK(bar.swing() == Approx(7.2).margin(0.8));
}

TEST_CASE("The nearest joint point in prior standard deviations", "[unit][decide]") {
  const Case made;
  const Metamodel together = fit_together(made.values, made.responses(), {0, 1, 2});
  Vector base(3);
  base << 15.0, 5.0, 0.0;
  const auto joint = nearest_joint_point(made.values, together, base, 0, 1);
  REQUIRE(joint);
  // difference 6 − (0.8·2.887)·z0 + (1.5·2)·z1: nearest zero at 6 / hypot(2.309, 3), along the gradient
  const double expected = 6.0 / std::hypot(0.8 * 10.0 / std::sqrt(12.0), 3.0);
  CHECK(joint->distance == Approx(expected).epsilon(0.04));
  REQUIRE(joint->parameters.size() == 2);
  CHECK(joint->parameters[0] == 1);  // the one that moves furthest
  CHECK(joint->deviations[0] < 0.0);
  CHECK(joint->deviations[1] > 0.0);
  CHECK(joint->deviations[1] / -joint->deviations[0] == Approx(2.309 / 3.0).epsilon(0.08));
  CHECK(joint->instead == 0);
  const double truly = static_cast<double>((made.worth.col(1).array() < 0.0).count()) / draws;
  CHECK(joint->beyond.mean == Approx(truly).margin(0.005));
  // nothing in the range turns a lead of 40
  const Case far(40.0);
  CHECK_FALSE(nearest_joint_point(far.values, fit_together(far.values, far.responses(), {0, 1, 2}), base, 0, 1));
}
