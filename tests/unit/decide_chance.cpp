// Chance and ignorance apart: planted variances are found again, and chance does not pass for ignorance in how sure a
// choice seems.
#include <cmath>

#include "analysis/decide/certainty.h"
#include "analysis/decide/chance.h"
#include "tests/support/catch.h"
#include "tests/support/drawn.h"

namespace {

using namespace tenure;
using namespace tenure::analysis::decision;

/// Rows [draw · replications, strategy]: 10, and lead + ignorance·(of the draw) + chance·(of the row); what both share on
/// top.
Matrix planted(Index draws, Index replications, double lead, double ignorance, double chance, std::uint64_t seed = 21) {
  Matrix rows(draws * replications, 2);
  for (Index d = 0; d < draws; ++d) {
    const double world = test::normal_at(seed, d, 100000);
    for (Index r = 0; r < replications; ++r) {
      const Index row = d * replications + r;
      const double shared = 3.0 * test::normal_at(seed, row, 1);
      rows(row, 0) = 10.0 + shared;
      rows(row, 1) = 10.0 + shared + lead + ignorance * world + chance * test::normal_at(seed, row, 2);
    }
  }
  return rows;
}

double probability_that_second_is_best(const Matrix& worth) {
  return certainty_of(worth).strategies[1].probability_best.mean;
}

}  // namespace

TEST_CASE("Planted variances of chance and ignorance are found again", "[unit][decide]") {
  constexpr double ignorance = 2.0, chance = 6.0;
  const Matrix rows = planted(800, 4, 1.0, ignorance, chance);
  const VarianceSplit split = split_variance(rows.col(1) - rows.col(0), {4}, 0.95);
  REQUIRE(split.separable);
  CHECK(split.chance_error < 0.05 * chance * chance);
  CHECK(std::fabs(split.chance - chance * chance) < 4.0 * split.chance_error);
  CHECK(split.ignorance_error < 0.25 * ignorance * ignorance);
  CHECK(std::fabs(split.ignorance - ignorance * ignorance) < 4.0 * split.ignorance_error);
  const double share = ignorance * ignorance / (ignorance * ignorance + chance * chance);
  CHECK(split.share_low < share);
  CHECK(split.share_high > share);
  CHECK(split.share_high - split.share_low < 0.1);

  // planted: ignorance half as large again is noticed
  const Matrix wrong = planted(800, 4, 1.0, 1.5 * ignorance, chance);
  CHECK(split_variance(wrong.col(1) - wrong.col(0), {4}, 0.95).ignorance > ignorance * ignorance + 4.0 * split.ignorance_error);
}

TEST_CASE("The share's interval covers as often as it says", "[unit][decide]") {
  constexpr int samples = 1000;
  const double share = 1.0 / (1.0 + 4.0);
  int inside = 0;
  for (int s = 0; s < samples; ++s) {
    const Matrix rows = planted(30, 3, 0.0, 1.0, 2.0, 1000 + static_cast<std::uint64_t>(s));
    const VarianceSplit split = split_variance(rows.col(1) - rows.col(0), {3}, 0.95);
    if (split.share_low <= share && share <= split.share_high) ++inside;
  }
  // standard error 0.0069; 4 of them (false alarm 1 in 16,000)
  CHECK(std::fabs(inside / static_cast<double>(samples) - 0.95) < 0.028);
}

TEST_CASE("Chance is taken out of how sure a choice is", "[unit][decide]") {
  // the second strategy leads by 2 in the mean, worlds differ by 2, chance of a draw's mean by 6 / root 4 = 3
  const Matrix rows = planted(4000, 4, 2.0, 2.0, 6.0);
  const double truth = 0.5 * std::erfc(-1.0 / std::sqrt(2.0));  // .841
  const double raw = probability_that_second_is_best(means_of_draws(rows, 4));
  const Certainty clean = certainty_of(rows, {4});
  const Measured& best = clean.strategies[1].probability_best;
  CHECK(std::fabs(raw - 0.710) < 0.03);  // Φ(2 / √13): chance passes for ignorance
  CHECK(std::fabs(best.mean - truth) < 4.0 * best.standard_error);
  CHECK(best.standard_error < 0.025);
  CHECK(best.standard_error > 0.006);  // more than the error of a share of 4,000
  // the mean is untouched
  CHECK(without_chance(rows, {4}).col(1).mean() == Approx(means_of_draws(rows, 4).col(1).mean()).epsilon(1e-10));
  // value of perfect information: sd·density(1) − 2·Φ(−1)
  const double evpi = 2.0 * (std::exp(-0.5) / std::sqrt(2.0 * M_PI) - (1.0 - truth));
  CHECK(std::fabs(clean.evpi.mean - evpi) < 4.0 * clean.evpi.standard_error);
  CHECK(clean.evpi.standard_error < 0.25 * evpi);
  CHECK(certainty_of(means_of_draws(rows, 4)).evpi.mean > 3.0 * evpi);
}

TEST_CASE("What is shrunk does not depend on order, units or a common part", "[unit][decide]") {
  const Matrix two = planted(60, 3, 1.0, 1.0, 2.0);
  Matrix rows(two.rows(), 3);
  rows << two, (two.col(0) + 0.3 * two.col(1)) * 0.7;
  const Matrix clean = without_chance(rows, {3});
  Matrix turned(rows.rows(), 3);
  turned << rows.col(2), rows.col(0), rows.col(1);
  const Matrix clean_turned = without_chance(turned, {3});
  CHECK((clean_turned.col(0) - clean.col(2)).cwiseAbs().maxCoeff() < 1e-8);
  const Matrix scaled = without_chance(1e6 * rows, {3});
  CHECK((scaled / 1e6 - clean).cwiseAbs().maxCoeff() < 1e-7);
  Matrix lifted = rows;
  for (Index r = 0; r < rows.rows(); ++r) lifted.row(r).array() += std::sin(static_cast<double>(r));
  const Matrix clean_lifted = without_chance(lifted, {3});
  const Vector a = clean.col(1) - clean.col(0), b = clean_lifted.col(1) - clean_lifted.col(0);
  CHECK((a - b).cwiseAbs().maxCoeff() < 1e-7);
}

TEST_CASE("Luck that all draws share is no ignorance, and no reason for shrinking", "[unit][decide]") {
  // worlds differ by 2; replication r adds 5·luck(r) in every draw, and 3·luck(d, r) of its own
  constexpr Index draws = 500, replications = 6;
  Matrix rows = Matrix::Zero(draws * replications, 2);
  for (Index d = 0; d < draws; ++d)
    for (Index r = 0; r < replications; ++r)
      rows(d * replications + r, 1) = 2.0 * test::normal_at(71, d, 1) + 5.0 * test::normal_at(72, r, 1) +
                                      3.0 * test::normal_at(73, d, r);
  const Vector difference = rows.col(1) - rows.col(0);
  const VarianceSplit shared = split_variance(difference, {replications, Luck::shared}, 0.95);
  CHECK(std::fabs(shared.ignorance - 4.0) < 4.0 * shared.ignorance_error);
  CHECK(shared.ignorance_error < 0.5);
  CHECK(shared.chance > 12.0);  // 9 and what the six shared ones vary by
  const auto spread = [](const Matrix& m) {
    const Vector x = m.col(1) - m.col(0);
    return (x.array() - x.mean()).square().sum() / static_cast<double>(x.size() - 1);
  };
  CHECK(spread(without_chance(rows, {replications, Luck::shared})) == Approx(shared.ignorance).epsilon(1e-6));
  // planted: taken for luck of its own, chance is overrated and ignorance underrated
  CHECK(spread(without_chance(rows, {replications, Luck::own})) < 2.5);
  // the error of the mean knows that six lots of luck were drawn, not three thousand
  CHECK(standard_errors_of(rows, {replications, Luck::shared})(1) > 3.0 * standard_errors_of(rows, {replications, Luck::own})(1));
}

TEST_CASE("With one replication or one draw nothing is pretended", "[unit][decide]") {
  const Matrix rows = planted(50, 1, 1.0, 1.0, 1.0);
  CHECK((without_chance(rows, {1}) - rows).cwiseAbs().maxCoeff() == 0.0);
  CHECK_FALSE(split_variance(rows.col(1), {1}, 0.95).separable);
  const VarianceSplit one_world = split_variance(rows.col(1), {50}, 0.95);
  CHECK_FALSE(one_world.separable);
  CHECK(one_world.chance > 0.0);
  CHECK(one_world.ignorance == 0.0);
  // strategies that are the same under every luck stay the same
  Matrix same = planted(20, 3, 0.0, 0.0, 0.0);
  const Matrix clean = without_chance(same, {3});
  CHECK((clean.col(0) - clean.col(1)).cwiseAbs().maxCoeff() < 1e-9);
}
