// Levels solved from last year's figures: the simulation reproduces them, for the book that they are of.
#include "models/today/solve.h"
#include "tests/support/catch.h"
#include "tests/support/small_world.h"
#include "tests/support/statistical.h"

using namespace tenure;
using namespace tenure::test;

namespace {

constexpr MeanCheck kSharp{.false_alarm = 1e-4, .resolution = 0.02};

/// Accounts of two years on average with frailty, contacted every other month; half of the stated churn is a Weibull risk, half
/// comes with a yearly decision. `days`: how long ago they came, on average.
SmallWorld world() {
  SmallWorld w({"active", "lost"}, 1500.0, 12 * sim::kMonth);
  w.segment().frailty = number(0.7);
  w.segment().opening_age = exponential(2.0 * kYearDays);
  w.add_transition("churn", {0}, 1, law(Family::weibull, 0.8, 3.0 * kYearDays)).frailty = true;
  w.add_transition("failure", {0}, 1, exponential(kYearDays / 0.03));
  Decision& d = w.add_decision("renewal", {0}, sim::kYear, {{1, number(0.05)}});
  d.frailty = true;
  d.notice = 45 * sim::kDay;
  w.add_flow("fee", FlowKind::revenue, FlowForm::rate, {0}, number(10.0)).sized = true;
  Recurrence c;
  c.name = "cutback";
  c.stages = {0};
  c.enabled = w.all<char>(1);
  c.hazard = w.all(number(0.05 / kYearDays));
  c.share = w.all(Quantity{});
  c.size = w.all(number(0.7));
  w.s.changes.push_back(c);

  Touchpoint demand = w.touchpoint("ticket", {0}, 0);
  demand.trigger = TriggerKind::recurrence;
  demand.delivery = Delivery::pool;
  demand.pool = 0;
  demand.rate = w.all(number(0.01));
  demand.work = w.all(constant(0.02));
  Pool desk = w.pool("desk", 3);
  w.strategy().pools.push_back(desk);
  w.strategy().touchpoints.push_back(demand);
  Touchpoint call = w.touchpoint("call", {0}, 60 * sim::kDay);
  call.first = w.all(Tick{-1});
  call.delivery = Delivery::pool;
  call.pool = 0;
  call.work = w.all(constant(0.04));
  call.patience = w.all(constant(7.0));
  Influence good = w.influence("good", {0}, 0.5, 60 * sim::kDay);
  good.accumulate = Accumulate::renew;
  good.decisions = {0};
  call.done.push_back(good);
  w.strategy().touchpoints.push_back(call);

  Today today;
  today.strategy = 0;
  today.warm_up = 120 * sim::kDay;
  today.churn = {number(0.28)};
  today.grr = {number(0.66)};
  today.contacts = {number(0.03)};
  today.solve_transitions = {0};
  today.solve_decisions = {0};
  today.solve_changes = {0};
  today.solve_demands = {0};
  w.s.today = today;
  return w;
}

std::vector<double> measured(const SmallWorld& w, Measure id) {
  return w.replicate(60, [&](const CellResult& r) { return r[id][0]; });
}

}  // namespace

TEST_CASE("today: a book typed as 28 % annual churn loses 28 % a year", "[statistical]") {
  SmallWorld w = world();
  CHECK(differs(measured(w, Measure::retention_12m), 1.0 - 0.28, kSharp));  // as typed, the hazards do not
  CHECK(differs(measured(w, Measure::grr_12m), 0.66, kSharp));
  solve_today(w.s);
  REQUIRE(w.s.solved.size() == 3);
  for (const SolvedLevel& s : w.s.solved) CHECK(std::fabs(s.expected / s.target - 1.0) < 2e-3);
  CHECK(w.s.decisions[0].level == w.s.transitions[0].level);  // one level for both ways of leaving
  CHECK(agrees(measured(w, Measure::retention_12m), 1.0 - 0.28, kSharp));
  CHECK(agrees(measured(w, Measure::grr_12m), 0.66, kSharp));
  const auto tickets = w.replicate(40, [](const CellResult& r) {
    double planned = 0.0;
    for (std::size_t m = 0; m < 12; ++m) planned += r[Measure::touchpoint_planned][m];
    return planned / r[Measure::customer_time][0] / 30.4375;
  });
  CHECK(agrees(tickets, 0.03, kSharp));
}

TEST_CASE("today: another churn is another level, and nothing stated moves nothing", "[statistical]") {
  SmallWorld low = world(), high = world();
  low.s.today->churn = {number(0.1)};
  low.s.today->grr = {number(0.85)};
  solve_today(low.s);
  solve_today(high.s);
  CHECK(low.s.transitions[0].level[0] < 0.5 * high.s.transitions[0].level[0]);
  SmallWorld none = world();
  none.s.today->churn = none.s.today->grr = none.s.today->contacts = {std::nullopt};
  solve_today(none.s);
  CHECK(none.s.solved.empty());
  CHECK(none.s.transitions[0].level.empty());
}

TEST_CASE("today: solved again from a like solution, with fewer years, levels are the same", "[statistical]") {
  SmallWorld base = world();
  solve_today(base.s);
  SmallWorld whole = world(), again = world();
  for (SmallWorld* w : {&whole, &again}) {
    w->s.today->churn = {number(0.2)};
    w->s.today->grr = {number(0.7)};
    w->s.today->contacts = {number(0.05)};
    w->s.segments[0].frailty = number(1.0);
  }
  solve_today(whole.s);
  CHECK_FALSE(solve_today_again(again.s, base.s.solved));
  const auto levels = [](const SmallWorld& w) {
    return std::vector<double>{w.s.transitions[0].level[0], w.s.changes[0].level[0],
                               w.s.strategies[0].touchpoints[0].level[0]};
  };
  const std::vector<double> due = levels(whole), found = levels(again), before = levels(base);
  for (std::size_t i = 0; i < due.size(); ++i) {
    CAPTURE(i);
    CHECK(std::fabs(found[i] / due[i] - 1.0) < 0.03);
    CHECK(std::fabs(before[i] / due[i] - 1.0) > 0.1);  // the like solution itself would not do
  }
  CHECK(again.s.solved[0].target == 0.2);

  // a figure that no level meets is met as nearly as can be, and told
  SmallWorld w = world();
  w.s.today->grr = {number(0.75)};  // 28 % of the customers leave
  CHECK(solve_today_again(w.s, base.s.solved));
  CHECK(w.s.changes[0].level[0] < 1e-3);
  CHECK(w.s.solved[0].expected == Approx(0.28).epsilon(0.02));
}

TEST_CASE("today: opening ages that imply other newcomers than arrive are told", "[statistical]") {
  // 1,500 accounts of two years on average: 1,500 (1 - e^-1/2) = 590 of them came in the last year
  double level = 0.0;
  const auto first_year = [&](double arrivals_a_year, double mean_age) {
    SmallWorld w = world();
    w.segment().arrivals = number(arrivals_a_year / kYearDays);
    w.segment().opening_age = exponential(mean_age * kYearDays);
    solve_today(w.s);
    REQUIRE(w.s.solved.size() == 4);
    CHECK(w.s.solved[3].what == "first_year");
    level = w.s.transitions[0].level[0];
    return w.s.solved[3];
  };
  const SolvedLevel few = first_year(120.0, 2.0), many = first_year(750.0, 12.0), like = first_year(750.0, 2.0);
  CHECK(like.target == Approx(590.2).epsilon(0.03));
  CHECK(few.target == like.target);
  CHECK(many.target == Approx(120.0).epsilon(0.1));
  // newcomers arrive all year, and a call halves their hazard at most: S(t) = (1 + v H)^(-1/v) e^(-0.03 t), averaged over the year
  const auto stay = [&](double ratio) {
    double sum = 0.0;
    for (int i = 0; i < 1000; ++i) {
      const double t = (i + 0.5) / 1000.0, h = ratio * level * std::pow(t / 3.0, 0.8);
      sum += std::pow(1.0 + 0.7 * h, -1.0 / 0.7) * std::exp(-0.03 * t) / 1000.0;
    }
    return sum;
  };
  CAPTURE(stay(1.0), stay(0.5));
  CHECK(like.expected / 750.0 > 0.97 * stay(1.0));
  CHECK(like.expected / 750.0 < 1.03 * stay(0.5));
  CHECK_FALSE(contradicts(like.target, like.expected, like.error));
  CHECK(contradicts(few.target, few.expected, few.error));
  CHECK(contradicts(many.target, many.expected, many.error));
  CHECK_FALSE(contradicts(5.0, 2.0, 0.5));  // so few that chance does it
  // levels set again leave it aside
  SmallWorld again = world();
  restore_levels(again.s, {like});
  CHECK(again.s.transitions[0].level[0] == 1.0);
  CHECK(again.s.strategies[0].touchpoints[0].level[0] == 1.0);
}

TEST_CASE("today: figures that no level meets are refused with their reason", "[unit]") {
  SmallWorld w = world();
  w.s.today->churn = {number(0.02)};  // failures alone lose 3 %
  CHECK_THROWS_AS(solve_today(w.s), Unsolvable);
  w = world();
  w.s.today->grr = {number(0.75)};  // 28 % of the customers leave
  CHECK_THROWS_AS(solve_today(w.s), Unsolvable);
}

TEST_CASE("today: figures that no level meets are told all at once", "[unit]") {
  SmallWorld w = world();
  w.s.today->churn = {number(0.02)};  // failures alone lose 3 %
  w.s.today->grr = {number(0.99)};
  Parameter stated;
  stated.key = "today.segment." + w.s.segments[0].name + ".churn";
  stated.where = "book.toml:7:9";
  w.s.parameters.push_back(stated);
  try {
    solve_today(w.s);
    FAIL("nothing was refused");
  } catch (const Unsolvable& refused) {
    REQUIRE(refused.figures().size() == 2);
    CHECK(refused.figures()[0].key == stated.key);
    CHECK(refused.figures()[0].where == stated.where);
    CHECK(refused.figures()[0].what.find("2.0 % are stated") != std::string::npos);
    CHECK(refused.figures()[1].key.ends_with(".grr"));
  }
}

TEST_CASE("today: levels that are set again are those that were solved, in the parts of a mixture too", "[unit]") {
  SmallWorld w = world();
  Strategy mixed = w.strategy();
  mixed.name = "mixed";
  mixed.parts = {w.strategy()};
  mixed.part = {0};
  w.s.strategies.push_back(mixed);
  Scenario again = w.s;
  solve_today(w.s);
  REQUIRE(w.s.strategies[1].parts[0].touchpoints[0].level[0] > 1.5);  // 0.03 are stated, 0.01 would arise
  restore_levels(again, w.s.solved);
  for (std::size_t i = 0; i < again.strategies.size(); ++i) {
    CHECK(again.strategies[i].touchpoints[0].level == w.s.strategies[i].touchpoints[0].level);
    for (std::size_t p = 0; p < again.strategies[i].parts.size(); ++p)
      CHECK(again.strategies[i].parts[p].touchpoints[0].level == w.s.strategies[i].parts[p].touchpoints[0].level);
  }
  CHECK(again.transitions[0].level == w.s.transitions[0].level);
  CHECK(again.changes[0].level == w.s.changes[0].level);
}
