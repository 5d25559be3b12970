// Lives of few customers, followed by hand: order at one instant, stays, lumps, budgets that are carried, measures.
#include <cmath>

#include "tests/support/catch.h"
#include "tests/support/small_world.h"

using namespace tenure;
using namespace tenure::test;

TEST_CASE("lives: rates, lumps and stays of a fixed life") {
  // One customer, who moves on after exactly 100 days and leaves after 50 more.
  SmallWorld w({"first", "second", "lost"}, 1.0, sim::kYear);
  w.add_transition("on", {0}, 1, constant(100.0));
  w.add_transition("out", {1}, 2, constant(50.0));
  w.add_flow("rent", FlowKind::revenue, FlowForm::rate, {0, 1}, number(2.0));
  Flow& late = w.add_flow("late", FlowKind::revenue, FlowForm::rate, {1}, number(10.0));
  late.after = 20 * sim::kDay;
  late.before = 30 * sim::kDay;
  Flow& start = w.add_flow("at_start", FlowKind::cost, FlowForm::lump, {0, 1}, number(1.0));
  start.every = 10 * sim::kDay;
  Flow& end = w.add_flow("at_end", FlowKind::effect, FlowForm::lump, {0}, number(1.0));
  end.every = 10 * sim::kDay;
  end.at = LumpAt::end;
  w.s.effect = Effect{"points", "1", number(0.0)};
  w.add_flow("fine", FlowKind::cost, FlowForm::on_transition, {}, number(100.0)).transitions = {1};
  const CellResult r = w.run();
  CHECK(r[Measure::revenue][0] == 2.0 * 150 + 10.0 * 10);
  // at the start of each interval in a stage: 0, 10, .. 90 in the first and 0, .. 40 in the second
  CHECK(r[Measure::flow_cost][0] == 10 + 5 + 100);
  // at the end: 10 .. 90; at day 100 she has moved on
  CHECK(r[Measure::effect][0] == 9.0);
  CHECK(r[Measure::lost][0] == 1.0);
  CHECK(r[Measure::customers_end][0] == 0.0);
  CHECK(r[Measure::retention_end][0] == 0.0);
  CHECK(r[Measure::customer_time][0] == Approx(150 / 30.4375).epsilon(1e-12));
  // by month: 30.4375 days of rent in month 0, the rest of it up to day 150 in month 4
  CHECK(r[Measure::monthly_revenue][0] == Approx(2.0 * 30.4375));
  CHECK(r[Measure::monthly_revenue][4] == Approx(2.0 * (150 - 4 * 30.4375) + 10.0 * (130 - 4 * 30.4375)));
  CHECK(r[Measure::monthly_customers][3] == 1.0);
  CHECK(r[Measure::monthly_customers][4] == 0.0);
  CHECK(r[Measure::stage_occupancy][2] == 1.0);       // first stage, end of month 2
  CHECK(r[Measure::stage_occupancy][12 + 3] == 1.0);  // second stage, end of month 3
}

TEST_CASE("lives: at one instant decisions come before transitions, transitions before lumps and contacts") {
  SmallWorld w({"a", "b", "c", "lost"}, 1.0, 100 * sim::kDay);
  w.add_transition("move", {0}, 1, constant(10.0));
  w.add_decision("choose", {0}, 10 * sim::kDay, {{2, number(1.0)}});
  for (const int stage : {0, 1, 2}) {
    Flow& f = w.add_flow("fee" + std::to_string(stage), FlowKind::revenue, FlowForm::lump, {stage}, number(std::pow(10.0, stage)));
    f.every = 10 * sim::kDay;
    f.anchor = Anchor::start;
    f.at = LumpAt::end;
  }
  w.strategy().touchpoints = {w.touchpoint("hello", {0}, 10 * sim::kDay), w.touchpoint("enter_c", {2}, 0)};
  const CellResult r = w.run();
  CHECK(r[Measure::transition_count][0] == 0.0);                    // the decision took her away first
  CHECK(r[Measure::revenue][0] == 9 * 100.0);                       // paid in the new stage from the same instant on
  CHECK(r[Measure::touchpoint_planned][0] == 0.0);                  // she had gone
  CHECK(r[Measure::touchpoint_delivered][4] == 1.0);                // 4 months; greeted on entering
}

TEST_CASE("lives: a risk out of several stages keeps its budget") {
  // The duration is 100 days of exposure; she is exposed in a and c, not in b.
  SmallWorld w({"a", "b", "c", "lost"}, 1.0, sim::kYear);
  w.add_transition("a_to_b", {0}, 1, constant(30.0));
  w.add_transition("b_to_c", {1}, 2, constant(50.0));
  w.add_transition("out", {0, 2}, 3, constant(100.0));
  w.add_flow("time", FlowKind::revenue, FlowForm::rate, {0, 1, 2}, number(1.0));
  CHECK(w.run()[Measure::revenue][0] == Approx(150.0).epsilon(1e-9));
  // doubling its speed while she is in c only
  Scale fast;
  fast.transitions = {2};
  fast.factor = w.all(number(2.0));
  fast.from = 100 * sim::kDay;
  w.strategy().scales = {fast};
  CHECK(w.run()[Measure::revenue][0] == Approx(100.0 + (100.0 - 30.0 - 20.0) / 2.0).epsilon(1e-9));
}

TEST_CASE("lives: durations obey multipliers of speed") {
  SmallWorld w({"a", "lost"}, 1.0, sim::kYear);
  w.add_transition("out", {0}, 1, constant(100.0));
  w.add_flow("time", FlowKind::revenue, FlowForm::rate, {0}, number(1.0));
  Touchpoint nudge = w.touchpoint("nudge", {0}, 20 * sim::kDay);
  nudge.done = {w.influence("faster", {0}, 3.0, sim::kNever)};
  nudge.done[0].accumulate = Accumulate::renew;
  w.strategy().touchpoints = {nudge};
  CHECK(w.run()[Measure::revenue][0] == Approx(20.0 + 80.0 / 3.0).epsilon(1e-7));
  w.strategy().touchpoints[0].done[0].half_life = 5 * sim::kDay;  // fades; integrate 3^x by small steps
  w.strategy().touchpoints[0].trigger = TriggerKind::entry;
  double progress = 0.0, t = 0.0;
  const double dt = 1e-4;
  while (progress < 100.0) {
    progress += dt * std::pow(3.0, std::exp2(-(t + dt / 2) / 5.0));
    t += dt;
  }
  CHECK(w.run()[Measure::revenue][0] == Approx(t).epsilon(2e-4));
}

TEST_CASE("lives: who leaves takes her open requests back") {
  SmallWorld w({"a", "lost"}, 20.0, 60 * sim::kDay);
  w.add_transition("out", {0}, 1, law(Family::uniform, 5.0, 45.0));
  Pool p = w.pool("desk", 1);
  p.wage = number(100.0);
  w.strategy().pools = {p};
  Touchpoint t = w.touchpoint("talk", {0}, 10 * sim::kDay);
  t.delivery = Delivery::pool;
  t.pool = 0;
  t.work = w.all(constant(2.0));
  t.cost = w.all(number(7.0));
  w.strategy().touchpoints = {t};
  const CellResult r = w.run();
  double planned = 0.0, delivered = 0.0, withdrawn = 0.0;
  for (std::size_t m = 0; m < 2; ++m) {
    planned += r[Measure::touchpoint_planned][m];
    delivered += r[Measure::touchpoint_delivered][m];
    withdrawn += r[Measure::touchpoint_withdrawn][m];
  }
  CHECK(withdrawn > 0.0);
  CHECK(delivered > 0.0);
  CHECK(planned >= delivered + withdrawn);
  CHECK(r[Measure::contact_cost][0] == 7.0 * delivered);
  CHECK(r[Measure::labour_cost][0] == Approx(100.0 * 60).epsilon(1e-9));
  CHECK(r[Measure::labour_used_cost][0] + r[Measure::idle_labour_cost][0] == Approx(r[Measure::labour_cost][0]).epsilon(1e-12));
  // round the clock a server-day of work costs a server-day's wage
  CHECK(r[Measure::labour_used_cost][0] == Approx(100.0 * r[Measure::segment_worked_hours][0] / 24.0).epsilon(1e-6));
}

TEST_CASE("lives: platforms, hiring and head counts cost what they say") {
  SmallWorld w({"a"}, 1.0, sim::kYear);
  w.s.money.discount = number(0.1);
  w.strategy().platforms = {{"tool", number(500.0), 6 * sim::kMonth, number(2.0)}};
  Pool p = w.pool("desk", 2);
  p.wage = number(50.0);
  p.plan = {{73 * sim::kDay, 5}};
  p.hire_cost = number(1000.0);
  w.strategy().pools = {p};
  const CellResult r = w.run();
  const double days = 365.25;
  CHECK(r[Measure::platform_cost][0] == Approx(500.0 + 2.0 * days / 2));
  CHECK(r[Measure::labour_cost][0] == Approx(50.0 * (2 * 73 + 5 * (days - 73))));
  CHECK(r[Measure::hiring_cost][0] == 3000.0);
  CHECK(r[Measure::operating_cost][0] ==
        Approx(r[Measure::platform_cost][0] + r[Measure::labour_cost][0] + r[Measure::hiring_cost][0]));
  const double delta = std::log(1.1) / days;
  const double platform = 500.0 * std::exp(-delta * days / 2) + 2.0 * (std::exp(-delta * days / 2) - std::exp(-delta * days)) / delta;
  CHECK(-r[Measure::net_value][0] ==
        Approx(platform + 50.0 * (2 * (1 - std::exp(-delta * 73)) + 5 * (std::exp(-delta * 73) - std::exp(-delta * days))) / delta +
               3000.0 * std::exp(-delta * 73))
            .epsilon(1e-3));  // wages and hiring are discounted by month
}

TEST_CASE("lives: impossible scenarios are refused by name") {
  SmallWorld w({"a", "lost"}, 1.0, sim::kDay);
  w.add_transition("out", {0}, 1, law(Family::lognormal, 10.0, 0.5)).acts_on = ActsOn::hazard;
  CHECK_THROWS_AS(w.run(), sim::ContractError);
  CHECK_THROWS_AS(simulate_cell(w.s, 3, 0, 0), sim::ContractError);
}

TEST_CASE("lives: newcomers' retention counts from the day on which they became customers") {
  // Newcomers only; each waits `before` days as a prospect (0: starts as a customer) and stays for exactly `stay` days.
  const auto kept = [](double before, double stay, Tick horizon, Measure id) {
    SmallWorld w({"prospect", "member", "lost"}, 5.0, horizon);
    w.s.stages[0].customer = false;
    w.segment().arrivals = number(0.5);
    w.segment().opening = {{2, 1.0}};  // the opening book is there, and not counted
    w.segment().start = {{before > 0.0 ? 0 : 1, 1.0}};
    if (before > 0.0) w.add_transition("join", {0}, 1, constant(before));
    w.add_transition("out", {1}, 2, constant(stay));
    w.add_transition("back", {2}, 1, constant(2.0));  // who comes back has left all the same
    return w.run()[id][0];
  };
  using enum Measure;
  const double three_months = 91.3125, year = 365.25;
  for (const double before : {0.0, 40.0}) {
    CAPTURE(before);
    CHECK(kept(before, three_months - 1, 2 * sim::kYear, newcomer_retention_3m) == 0.0);
    CHECK(kept(before, three_months, 2 * sim::kYear, newcomer_retention_3m) == 0.0);  // gone by then
    CHECK(kept(before, three_months + 1, 2 * sim::kYear, newcomer_retention_3m) == 1.0);
    CHECK(kept(before, three_months + 1, 2 * sim::kYear, newcomer_retention_12m) == 0.0);
    CHECK(kept(before, year + 1, 2 * sim::kYear, newcomer_retention_12m) == 1.0);
    CHECK(kept(before, year + 1, 2 * sim::kYear, segment_newcomer_retention_12m) == 1.0);
    // nobody can have come early enough
    CHECK(std::isnan(kept(before, year, sim::kYear - sim::kMinute, newcomer_retention_12m)));
    CHECK(kept(before, year, sim::kYear - sim::kMinute, newcomer_retention_3m) == 1.0);
  }
  // nobody becomes a customer before a horizon of 3 months and 40 days has come within 3 months
  CHECK(std::isnan(kept(41.0, year, 3 * sim::kMonth + 40 * sim::kDay, newcomer_retention_3m)));
  CHECK(kept(39.0, year, 3 * sim::kMonth + 40 * sim::kDay, newcomer_retention_3m) == 1.0);
}

TEST_CASE("lives: newcomers of several segments, and value per customer met") {
  SmallWorld w({"member", "lost"}, 10.0, 2 * sim::kYear);
  Segment other = w.segment();
  other.name = other.label = "none";
  other.customers = number(0.0);
  w.segment().arrivals = number(0.1);
  w.s.segments.push_back(other);
  w.add_flow("fee", FlowKind::revenue, FlowForm::rate, {0}, number(1.0));
  const Distribution slow = constant(200.0);
  w.add_transition("out", {0}, 1, slow);
  const CellResult r = w.run();
  CHECK(r[Measure::newcomer_retention_3m][0] == 1.0);
  CHECK(r[Measure::segment_newcomer_retention_3m][0] == 1.0);
  CHECK(std::isnan(r[Measure::segment_newcomer_retention_3m][1]));
  const double met = 10.0 + r[Measure::segment_newcomers][0];
  CHECK(r[Measure::segment_clv][0] == Approx(r[Measure::segment_net_value_direct][0] / met).epsilon(1e-12));
  CHECK(std::isnan(r[Measure::segment_clv][1]));
}
