// How sure a choice is: closed forms, and the case in which the strategy that is best most often is not the one to take.
#include <cmath>

#include "analysis/decide/certainty.h"
#include "sim/math/normal.h"
#include "tests/support/catch.h"
#include "tests/support/drawn.h"

namespace {

using namespace tenure;
using namespace tenure::analysis::decision;

/// E max(0, X) for X normal(mean, sd).
double expected_positive_part(double mean, double sd) {
  const double z = mean / sd, density = std::exp(-0.5 * z * z) / std::sqrt(2.0 * M_PI);
  return sd * density + mean * 0.5 * std::erfc(-z / std::sqrt(2.0));
}

/// Worths of two strategies: 0, and normal(mean, sd).
Matrix against_nothing(double mean, double sd, Index draws) {
  Matrix worth = Matrix::Zero(draws, 2);
  for (Index d = 0; d < draws; ++d) worth(d, 1) = mean + sd * test::normal_at(5, d, 0);
  return worth;
}

}  // namespace

TEST_CASE("The leader of the acceptability curve is not always the choice", "[unit][decide]") {
  // "gamble" is best in 60 % of the worlds by a little and far behind in the others; "steady" has the larger expected worth
  Matrix worth(10, 2);
  for (Index d = 0; d < 10; ++d) {
    worth(d, 0) = 100.0;                   // steady
    worth(d, 1) = d < 6 ? 110.0 : 40.0;    // gamble: mean 82
  }
  const Certainty certainty = certainty_of(worth);
  CHECK(certainty.choice == 0);
  CHECK(certainty.leader == 1);
  CHECK(certainty.chosen().probability_best.mean == Approx(0.4));
  CHECK(certainty.strategies[1].probability_best.mean == Approx(0.6));
  CHECK(certainty.chosen().loss.mean == Approx(6.0));       // 10 lost in 60 % of the worlds
  CHECK(certainty.strategies[1].loss.mean == Approx(24.0));  // 60 lost in 40 %
  CHECK(certainty.evpi.mean == Approx(6.0));
  CHECK(certainty.lead.mean == Approx(18.0));

  // the same along the curve: cost and effect such that at a value of 100 these worths arise
  Draws draws;
  draws.strategies = draws.labels = {"steady", "gamble"};
  draws.effect = worth / 100.0;
  draws.cost = Matrix::Zero(10, 2);
  draws.parameter_values.resize(10, 0);
  const CurvePoint point = acceptability(draws, {100.0}).front();
  CHECK(point.certainty.choice == 0);
  CHECK(point.certainty.leader == 1);

  // planted: with a smaller fall the gamble is the choice
  for (Index d = 6; d < 10; ++d) worth(d, 1) = 95.0;
  CHECK(certainty_of(worth).choice == 1);
}

TEST_CASE("Value of perfect information agrees with its closed form", "[unit][decide]") {
  constexpr double mean = 0.4, sd = 1.5;
  const double truth = expected_positive_part(mean, sd) - mean;  // the second strategy is the choice
  const Certainty certainty = certainty_of(against_nothing(mean, sd, 20000));
  CHECK(certainty.choice == 1);
  CHECK(certainty.evpi.standard_error < 0.02 * truth);                                // sharp enough to know
  CHECK(std::fabs(certainty.evpi.mean - truth) < 4.0 * certainty.evpi.standard_error);
  CHECK(std::fabs(certainty.chosen().probability_best.mean - 0.5 * std::erfc(-mean / sd / std::sqrt(2.0))) <
        4.0 * certainty.chosen().probability_best.standard_error);
  CHECK(certainty.evpi.mean == Approx(certainty.chosen().loss.mean));
  // the loss of the other one exceeds that of the choice by the lead
  CHECK(certainty.strategies[0].loss.mean - certainty.evpi.mean == Approx(certainty.lead.mean));

  // planted: a spread 10 % too large must be noticed
  const Certainty wrong = certainty_of(against_nothing(mean, 1.1 * sd, 20000));
  CHECK_FALSE(std::fabs(wrong.evpi.mean - truth) < 4.0 * wrong.evpi.standard_error);
}

TEST_CASE("Ties are shared, one strategy has nobody to lose against", "[unit][decide]") {
  const Certainty tied = certainty_of(Matrix::Ones(8, 4));
  for (const Standing& standing : tied.strategies) CHECK(standing.probability_best.mean == Approx(0.25));
  CHECK(tied.choice == 0);
  CHECK(tied.evpi.mean == 0.0);
  const Certainty alone = certainty_of(Matrix::Ones(8, 1));
  CHECK(alone.choice == alone.runner_up);
  CHECK(alone.evpi.mean == 0.0);
  // a share of 0 or 1 is not taken for certain
  CHECK(alone.chosen().probability_best.standard_error > 0.05);
}

TEST_CASE("The curve turns where the ratio says", "[unit][decide]") {
  Draws draws;
  draws.strategies = draws.labels = {"lean", "rich"};
  draws.cost.resize(200, 2);
  draws.effect.resize(200, 2);
  draws.parameter_values.resize(200, 0);
  for (Index d = 0; d < 200; ++d) {
    draws.cost.row(d) << 100.0, 160.0 + 5.0 * test::normal_at(3, d, 0);
    draws.effect.row(d) << 10.0, 13.0 + 0.1 * test::normal_at(3, d, 1);
  }
  const auto table = incremental_table(draws, 0.95);
  REQUIRE(table[1].against);
  const double ratio = table[1].ratio;
  const auto grid = grid_for(table);
  CHECK(grid.size() > 10);
  CHECK(grid.size() <= 41);
  CHECK(grid.back() >= 1.2 * ratio);
  CHECK(grid.back() <= 1.4 * ratio);  // not far above the switch
  const auto curve = acceptability(draws, {0.99 * ratio, 1.01 * ratio});
  CHECK(curve[0].certainty.choice == 0);
  CHECK(curve[1].certainty.choice == 1);

  // what a unit of effect brings in here, 15: up to twice that where the switch at 20 lies below, never for a switch that nobody
  // would pay
  CHECK(grid_for(table, 15.0).back() >= 30.0);
  CHECK(grid_for(table, 15.0).back() <= 33.0);
  CHECK(grid_for(table, 1.0).back() <= 2.5);
  // a ratio whose gain is not told apart from zero is no switch
  auto unsure = table;
  unsure[1].interval.bounded = false;
  CHECK(grid_for(unsure, 15.0).back() <= 33.0);
  CHECK(grid_for(unsure, 2.0).back() <= 5.0);
}

TEST_CASE("Each strategy is behind the choice by a paired difference", "[unit][decide]") {
  Matrix worth(30, 3);
  for (Index d = 0; d < 30; ++d) {
    const double common = 1000.0 * test::normal_at(6, d, 0);
    worth.row(d) << common, common + 5.0 + test::normal_at(6, d, 1), common - 3.0;
  }
  const Certainty certainty = certainty_of(worth);
  REQUIRE(certainty.choice == 1);
  CHECK(certainty.strategies[1].behind.mean == 0.0);
  CHECK(certainty.strategies[0].behind.mean == Approx(certainty.lead.mean));
  CHECK(certainty.strategies[0].behind.standard_error == Approx(certainty.lead.standard_error));
  CHECK(certainty.strategies[2].behind.mean == Approx(8.0).margin(1.0));
  CHECK(certainty.strategies[2].behind.standard_error < 1.0);  // although the worths vary by a thousand
  CHECK(certainty.strategies[2].worth.standard_error > 100.0);
}
