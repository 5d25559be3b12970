// The incremental table: published frontiers come out, and intervals of ratios hold what they promise.
#include <cmath>

#include "analysis/decide/incremental.h"
#include "tests/support/catch.h"
#include "tests/support/drawn.h"

namespace {

using namespace tenure;
using namespace tenure::analysis::decision;

Vector vector_of(std::initializer_list<double> values) {
  Vector v(static_cast<Index>(values.size()));
  Index i = 0;
  for (const double value : values) v(i++) = value;
  return v;
}

const IncrementalRow& row_of(const std::vector<IncrementalRow>& rows, Index strategy) {
  for (const IncrementalRow& row : rows)
    if (row.strategy == strategy) return row;
  FAIL("no such strategy");
  return rows[0];
}

}  // namespace

TEST_CASE("The published frontier with dominance comes out", "[unit][decide]") {
  // reference case: E, D, C, B, A, UC
  const Vector cost = vector_of({55000, 35000, 25000, 10000, 12000, 5000});
  const Vector effect = vector_of({5, 4, 3, 2, 1.5, 1});
  const std::vector<IncrementalRow> rows = incremental_table(cost, effect);
  CHECK(rows.front().strategy == 5);  // UC
  CHECK(rows.back().strategy == 0);   // E
  CHECK_FALSE(row_of(rows, 5).against);
  CHECK(row_of(rows, 5).status == FrontierStatus::kept);
  CHECK(row_of(rows, 3).ratio == Approx(5000));
  CHECK(row_of(rows, 1).ratio == Approx(12500));
  CHECK(row_of(rows, 0).ratio == Approx(20000));
  CHECK(row_of(rows, 2).status == FrontierStatus::extendedly_dominated);
  CHECK(row_of(rows, 2).by == std::vector<Index>{3, 1});  // between B and D
  CHECK(row_of(rows, 4).status == FrontierStatus::dominated);
  CHECK(row_of(rows, 4).by == std::vector<Index>{3});  // by B

  // planted: with a little more effect C is on the frontier
  Vector better = effect;
  better(2) = 3.25;
  CHECK(row_of(incremental_table(cost, better), 2).status == FrontierStatus::kept);
}

TEST_CASE("The ratios of two published comparisons come out of their means", "[unit][decide]") {
  const auto hiv = incremental_table(vector_of({44663.4536, 50601.6513}), vector_of({7.9912066, 8.9373889}));
  CHECK(hiv[1].ratio == Approx(6275.956).epsilon(1e-6));
  const auto sick = incremental_table(vector_of({75976.149, 141623.028}), vector_of({15.838848, 16.400406}));
  CHECK(sick[1].ratio == Approx(116901).epsilon(1e-5));
}

TEST_CASE("Equal strategies, a single one, and a chain of extended dominance", "[unit][decide]") {
  const auto same = incremental_table(vector_of({5, 5, 9}), vector_of({2, 2, 3}));
  CHECK(row_of(same, 0).status == FrontierStatus::kept);
  CHECK(row_of(same, 1).status == FrontierStatus::dominated);
  CHECK(row_of(same, 2).ratio == Approx(4));
  const auto dearer = incremental_table(vector_of({5, 6}), vector_of({2, 2}));
  CHECK(row_of(dearer, 1).status == FrontierStatus::dominated);
  CHECK(incremental_table(vector_of({5}), vector_of({2})).size() == 1);
  // 1 falls to the pair 0, 2 only after 2 has been compared with 3
  const auto chain = incremental_table(vector_of({0, 10, 19, 20}), vector_of({0, 1, 2, 4}));
  CHECK(row_of(chain, 1).status == FrontierStatus::extendedly_dominated);
  CHECK(row_of(chain, 2).status == FrontierStatus::extendedly_dominated);
  CHECK(row_of(chain, 1).by == std::vector<Index>{0, 3});
  CHECK(row_of(chain, 3).ratio == Approx(5));
}

TEST_CASE("The interval of a ratio covers it as often as it says", "[unit][decide]") {
  // true ratio 20; effects are surely above 0, costs and effects correlated; 2,000 samples of 30 pairs
  static constexpr int samples = 2000, pairs = 30;
  const auto coverage = [](double truth) {
    int inside = 0;
    for (int s = 0; s < samples; ++s) {
      Vector y(pairs), x(pairs);
      for (Index i = 0; i < pairs; ++i) {
        const double shared = test::normal_at(11, s, 2 * i);
        x(i) = 1.0 + 0.8 * shared;
        y(i) = 20.0 + 10.0 * shared + 12.0 * test::normal_at(11, s, 2 * i + 1);
      }
      const RatioInterval interval = fieller(y, x, 0.95);
      if (interval.bounded && interval.low <= truth && truth <= interval.high) ++inside;
    }
    return inside / static_cast<double>(samples);
  };
  // binomial standard error 0.0049: 4 of them on either side (false alarm 1 in 16,000)
  CHECK(std::fabs(coverage(20.0) - 0.95) < 0.0195);
  CHECK(coverage(21.5) < 0.93);  // planted: a wrong truth is noticed

  // an effect that may be nothing has no bounds
  CHECK_FALSE(fieller(vector_of({1, 2, 3}), vector_of({-1, 1, 0.5}), 0.95).bounded);
}

TEST_CASE("Errors are over draws, not over replications", "[unit][decide]") {
  Draws draws;
  draws.strategies = draws.labels = {"a", "b"};
  draws.replications = 10;
  draws.cost = Matrix::Zero(40, 2);
  draws.effect = Matrix::Zero(40, 2);
  for (Index d = 0; d < 4; ++d)
    for (Index r = 0; r < 10; ++r) {
      draws.cost(d * 10 + r, 1) = static_cast<double>(d);  // the same in each replication of a draw
      draws.effect(d * 10 + r, 1) = 1.0;
    }
  draws.parameter_values.resize(4, 0);
  REQUIRE(inconsistency(draws).empty());
  const auto rows = incremental_table(draws, 0.95);
  // sd of 0, 1, 2, 3 is 1.2910; over root 4
  CHECK(row_of(rows, 1).cost.standard_error == Approx(1.2909944 / 2.0));
  CHECK(row_of(rows, 1).more_cost.standard_error == Approx(1.2909944 / 2.0));
}
