// From which size of account a strategy pays, or up to which: four cases of signs, and what noise leaves of them.
#include <cmath>

#include "analysis/decide/break_even.h"
#include "analysis/decide/words.h"
#include "tests/support/catch.h"
#include "tests/support/drawn.h"

namespace {

using namespace tenure;
using namespace tenure::analysis::decision;

constexpr Index runs = 40;

/// Contribution and cost as means with noise; the baseline brings 1000 in 10 account-years of 50 each.
BreakEven even_of(double more, double dearer, double noise_of_more = 1.0, double noise_of_cost = 1.0) {
  Vector a(runs), b(runs);
  double mean_a = 0.0, mean_b = 0.0;
  for (Index r = 0; r < runs; ++r) {
    a(r) = test::normal_at(51, r, 0);
    b(r) = test::normal_at(51, r, 1);
    mean_a += a(r) / runs;
    mean_b += b(r) / runs;
  }
  const Vector gain = (more + noise_of_more * (a.array() - mean_a)).matrix(), cost = (dearer + noise_of_cost * (b.array() - mean_b)).matrix();
  return break_even_of(gain, cost, 1000.0, 10.0, 50.0, {runs}, 0.95);
}

}  // namespace

TEST_CASE("Break-even: keeps more or less, costs more or less", "[unit][decide]") {
  // keeps more, costs more: pays from 50 · 45 / 90 = 25 on
  const BreakEven from = even_of(90.0, 45.0);
  CHECK(from.pays == Pays::from);
  CHECK(from.size == Approx(25.0));
  CHECK(from.sure());
  CHECK(from.interval.low < 25.0);
  CHECK(from.interval.high > 25.0);
  CHECK(from.gain.mean == Approx(4.5));
  CHECK(pays_in_words(from).starts_with("from 25.0 ["));

  // keeps less, costs less: pays below 50 · 60 / 90 = 33.3, so not at 50
  const BreakEven below = even_of(-90.0, -60.0);
  CHECK(below.pays == Pays::below);
  CHECK(below.size == Approx(100.0 / 3.0));
  CHECK(below.gain.mean == Approx(-3.0));
  CHECK(pays_in_words(below).starts_with("below 33.3"));
  CHECK_FALSE(below.pays_at_any);

  // nothing that it does: 10 years of 50, so that 0.005 is a hundred-thousandth
  CHECK(pays_in_words(even_of(0.004, -0.004, 0.0, 0.0)) == "no difference");
  CHECK(name_of(even_of(0.0, 0.0, 0.0, 0.0).pays) == "same");
  CHECK_FALSE(even_of(0.004, -0.004, 0.0, 0.0).pays_at_any);
  CHECK(pays_in_words(even_of(0.006, -0.006, 0.0, 0.0)) == "at any size");
  CHECK(pays_in_words(even_of(90.0, -45.0)) == "at any size");
  CHECK(even_of(90.0, -45.0).pays_at_any);
  CHECK(pays_in_words(even_of(-90.0, 45.0)) == "at none");
  CHECK(name_of(even_of(-90.0, 45.0).pays) == "never");
  // nothing that varies: the same kept for less, the same kept for more, less kept for the same
  CHECK(pays_in_words(even_of(0.0, -5.0, 0.0, 0.0)) == "at any size");
  CHECK(pays_in_words(even_of(0.0, 5.0, 0.0, 0.0)) == "at none");
  CHECK(pays_in_words(even_of(-5.0, 0.0, 0.0, 0.0)) == "at none");
}

TEST_CASE("Break-even within noise tells the bound that is left, and no more", "[unit][decide]") {
  // a lift that is not told apart from zero: standard error 10 / sqrt 40 = 1.6
  const BreakEven dear = even_of(1.0, 45.0, 10.0);
  CHECK_FALSE(dear.lift_clear);
  CHECK(dear.cost_clear);
  REQUIRE(dear.beyond);
  // at most a lift of about 1 + 2 · 1.6 = 4.2 can be: from 50 · 45 / 4.2 = 533
  CHECK(*dear.beyond == Approx(533.0).epsilon(0.05));
  CHECK(pays_in_words(dear).starts_with("if at all, from 5"));
  // the same on the other side: cheaper, and at most that much less is kept
  const BreakEven cheap = even_of(-1.0, -45.0, 10.0);
  CHECK(*cheap.beyond == Approx(533.0).epsilon(0.05));
  CHECK(pays_in_words(cheap).starts_with("below 5"));
  CHECK(pays_in_words(cheap).ends_with(" at least"));
  // whichever sign the mean has, the bound holds
  CHECK(pays_in_words(even_of(1.0, -45.0, 10.0)).ends_with(" at least"));
  CHECK(pays_in_words(even_of(-1.0, 45.0, 10.0)).starts_with("if at all, from "));

  // a cost that is not told apart from zero: at most 1 + 3.2, so from 50 · 4.2 / 90 = 2.3 at most
  const BreakEven even = even_of(90.0, 1.0, 1.0, 10.0);
  CHECK_FALSE(even.cost_clear);
  CHECK(pays_in_words(even).starts_with("from 2."));
  CHECK(pays_in_words(even).ends_with(" at most"));
  CHECK(pays_in_words(even_of(-90.0, -1.0, 1.0, 10.0)).starts_with("below 2."));
  CHECK(pays_in_words(even_of(1.0, 1.0, 10.0, 10.0)) == "within noise");
}

TEST_CASE("How many replications would tell, by the square root of their number", "[unit][decide]") {
  // 20 values with a standard error as large as the mean: 1.96² · 20 = 77
  CHECK(*needed_to_tell({5.0, 5.0}, 20, 0.95) == 77.0);
  // a mean half as large takes four times as many, a sharper one one in a hundred of that, but more than there are
  CHECK(*needed_to_tell({2.5, 5.0}, 20, 0.95) == 310.0);
  CHECK(*needed_to_tell({5.0, 0.5}, 20, 0.95) == 21.0);
  CHECK_FALSE(needed_to_tell({0.0, 5.0}, 20, 0.95));
  CHECK_FALSE(needed_to_tell({1e-9, 5.0}, 20, 0.95));
  CHECK(needed_in_words({2.5, 5.0}, 20, 0.95, "draws") == "about 310 draws would tell, if it is as large as it looks");
  CHECK(clear_of_zero({5.0, 1.0}, 20, 0.95));
  CHECK_FALSE(clear_of_zero({5.0, 2.5}, 20, 0.95));  // t = 2.09
  CHECK_FALSE(clear_of_zero({5.0, std::nan("")}, 20, 0.95));
  CHECK(ranged({243e3, 42.5e3}, 20, 0.95, "USD") == "243 k USD [154, 332]");
  CHECK(ranged_share({0.049, 0.004}, 20, 0.95) == "4.90 % [4.06, 5.74]");
  CHECK(spanned(452.5e3, {374e3, 572.4e3, true}, "USD") == "452 k USD [374, 572]");
}
