// Changes, sizes, recurring revenue and the run-off, followed by hand.
#include <cmath>

#include "tests/support/catch.h"
#include "tests/support/small_world.h"

using namespace tenure;
using namespace tenure::test;
using enum Measure;

namespace {

/// One customer who is asked every 100 days and stays; at each of these terms her size is multiplied.
SmallWorld growing(double size, Tick horizon) {
  SmallWorld w({"active", "lost"}, 1.0, horizon);
  w.add_decision("renewal", {0}, 100 * sim::kDay, {{1, number(0.0)}});
  Recurrence& c = w.add_change("upgrade", {0}, 0.0, size);
  c.with = 0;
  c.share = w.all(number(1.0));
  return w;
}

Flow& sized(Flow& flow) {
  flow.sized = true;
  return flow;
}

double sum(const std::vector<double>& values) {
  double total = 0.0;
  for (const double v : values) total += v;
  return total;
}

constexpr double kMonthDays = 30.4375;

}  // namespace

TEST_CASE("changes: rates, lumps and payments follow the size from the instant on") {
  SmallWorld w = growing(1.5, 250 * sim::kDay);
  sized(w.add_flow("fee", FlowKind::revenue, FlowForm::rate, {0}, number(2.0)));
  CHECK(w.run()[revenue][0] == Approx(100 * 2.0 + 100 * 3.0 + 50 * 4.5).epsilon(1e-12));
  Flow& seats = sized(w.add_flow("seats", FlowKind::cost, FlowForm::lump, {0}, number(10.0)));
  seats.every = 50 * sim::kDay;
  const CellResult r = w.run();
  CHECK(r[flow_cost][0] == 10.0 * (1 + 1 + 1.5 + 1.5 + 2.25));  // at 0, 50, 100 (after the change of that instant), ...
  CHECK(r[revenue][0] == Approx(725.0).epsilon(1e-12));
  CHECK(r[change_count][3] == 1.0);  // month 3
  CHECK(sum(r[change_count]) == 2.0);
  // a flow without size is the same whatever happens
  SmallWorld plain = growing(1.5, 250 * sim::kDay);
  plain.add_flow("fee", FlowKind::revenue, FlowForm::rate, {0}, number(2.0));
  CHECK(plain.run()[revenue][0] == 500.0);
  // paid on leaving, at the size of then
  SmallWorld out = growing(1.5, sim::kYear);
  out.add_transition("out", {0}, 1, constant(250.0));
  sized(out.add_flow("parting", FlowKind::cost, FlowForm::on_transition, {}, number(8.0))).transitions = {0};
  CHECK(out.run()[flow_cost][0] == 8.0 * 2.25);
}

TEST_CASE("changes: nobody grows without limit") {
  SmallWorld w = growing(10.0, 1000 * sim::kDay);
  sized(w.add_flow("fee", FlowKind::revenue, FlowForm::rate, {0}, number(1.0)));
  CHECK(w.run()[recurring_end][0] == Approx(kLargestSize * kMonthDays).epsilon(1e-12));
}

TEST_CASE("recurring revenue: rates and intervals per month, and how they move") {
  SmallWorld w = growing(1.5, 250 * sim::kDay);
  sized(w.add_flow("fee", FlowKind::revenue, FlowForm::rate, {0}, number(2.0)));
  Flow& invoice = w.add_flow("invoice", FlowKind::revenue, FlowForm::lump, {0}, number(12.0));
  invoice.every = sim::kYear;
  w.add_flow("cost", FlowKind::cost, FlowForm::rate, {0}, number(5.0));  // no revenue
  const CellResult r = w.run();
  CHECK(r[recurring_opening][0] == Approx(2.0 * kMonthDays + 1.0).epsilon(1e-9));
  CHECK(r[monthly_recurring][2] == Approx(2.0 * kMonthDays + 1.0).epsilon(1e-9));
  CHECK(r[monthly_recurring][3] == Approx(3.0 * kMonthDays + 1.0).epsilon(1e-9));  // day 100 lies in month 3
  CHECK(r[monthly_recurring_expansion][3] == Approx(kMonthDays).epsilon(1e-9));
  CHECK(r[monthly_recurring_expansion][6] == Approx(1.5 * kMonthDays).epsilon(1e-9));
  CHECK(r[recurring_end][0] == Approx(4.5 * kMonthDays + 1.0).epsilon(1e-9));
  CHECK(sum(r[monthly_recurring_contraction]) == 0.0);
  CHECK(r[nrr_12m][0] == Approx((4.5 * kMonthDays + 1) / (2 * kMonthDays + 1)).epsilon(1e-9));
  CHECK(r[grr_12m][0] == 1.0);
  const CellResult less = [] {
    SmallWorld shrinking = growing(0.8, 250 * sim::kDay);
    sized(shrinking.add_flow("fee", FlowKind::revenue, FlowForm::rate, {0}, number(2.0)));
    return shrinking.run();
  }();
  CHECK(less[nrr_12m][0] == Approx(0.64).epsilon(1e-7));
  CHECK(less[grr_12m][0] == less[nrr_12m][0]);
  CHECK(less[monthly_recurring_contraction][3] == Approx(0.4 * kMonthDays).epsilon(1e-6));
  CHECK(sum(less[monthly_recurring_expansion]) == 0.0);
}

TEST_CASE("recurring revenue: lost and returned, and years that begin without it") {
  SmallWorld w({"active", "paused", "lost"}, 1.0, 3 * sim::kYear);
  w.add_flow("fee", FlowKind::revenue, FlowForm::rate, {0}, number(1.0));
  w.add_transition("pause", {0}, 1, constant(300.0));
  w.add_transition("resume", {1}, 0, constant(100.0));
  const CellResult r = w.run();
  // active 0-300, 400-700, 800-1100; years end on days 365.25, 730.5, 1095.75
  CHECK(r[monthly_recurring_lost][9] == Approx(kMonthDays).epsilon(1e-9));
  CHECK(r[monthly_recurring_returned][13] == Approx(kMonthDays).epsilon(1e-9));
  CHECK(sum(r[monthly_recurring_new]) == 0.0);  // she was there at the start
  CHECK(r[nrr_12m][0] == 0.0);
  CHECK(r[grr_12m][0] == 0.0);
  REQUIRE(r[yearly_nrr].size() == 3);
  CHECK(std::isnan(r[yearly_nrr][1]));  // nobody brought anything when the second year began
  CHECK(std::isnan(r[yearly_grr][2]));
  // somebody who comes is new once
  SmallWorld later({"active", "paused", "lost"}, 0.0, sim::kYear);
  later.segment().arrivals = number(0.2);
  later.add_flow("fee", FlowKind::revenue, FlowForm::rate, {0}, number(1.0));
  later.add_transition("pause", {0}, 1, constant(20.0));
  later.add_transition("resume", {1}, 0, constant(20.0));
  const CellResult come = later.run();
  CHECK(sum(come[monthly_recurring_new]) == Approx(come[newcomers][0] * kMonthDays).epsilon(1e-9));
  CHECK(sum(come[monthly_recurring_returned]) > 0.0);
  CHECK(std::isnan(come[nrr_12m][0]));
}

TEST_CASE("recurring revenue: flows that begin and end by themselves") {
  SmallWorld w({"active", "lost"}, 1.0, sim::kYear);
  w.add_flow("fee", FlowKind::revenue, FlowForm::rate, {0}, number(1.0)).after = 60 * sim::kDay;
  Flow& extra = w.add_flow("extra", FlowKind::revenue, FlowForm::rate, {0}, number(0.5));
  extra.from = 100 * sim::kDay;
  extra.until = 200 * sim::kDay;
  w.add_transition("out", {0}, 1, constant(300.0));
  const CellResult r = w.run();
  CHECK(r[recurring_opening][0] == 0.0);
  CHECK(r[monthly_recurring_new][1] == Approx(kMonthDays).epsilon(1e-9));
  CHECK(r[monthly_recurring_expansion][3] == Approx(0.5 * kMonthDays).epsilon(1e-9));
  CHECK(r[monthly_recurring_contraction][6] == Approx(0.5 * kMonthDays).epsilon(1e-9));
  CHECK(r[monthly_recurring_lost][9] == Approx(kMonthDays).epsilon(1e-9));
  CHECK(r[monthly_recurring][5] == Approx(1.5 * kMonthDays).epsilon(1e-9));
  CHECK(r[recurring_end][0] == 0.0);
}

TEST_CASE("recurring revenue: without any there is nothing to retain") {
  SmallWorld w({"active", "lost"}, 3.0, sim::kYear);
  w.add_flow("cost", FlowKind::cost, FlowForm::rate, {0}, number(1.0));
  const CellResult r = w.run();
  for (const Measure id : {nrr_12m, grr_12m, segment_nrr_12m, yearly_grr, recurring_end, monthly_recurring, run_off_value,
                           lifetime_value, clv_lifetime})
    CHECK(std::isnan(r[id][0]));
}

TEST_CASE("run-off: who is there at the horizon brings and costs what is known") {
  // She leaves after exactly 500 days; the horizon is at 200, and contacts cost 3 every 10 days up to there.
  SmallWorld w({"active", "lost"}, 1.0, 200 * sim::kDay);
  w.s.time.run_off = 2 * sim::kYear;
  w.s.money.discount = number(0.1);
  w.add_transition("out", {0}, 1, constant(500.0));
  w.add_flow("fee", FlowKind::revenue, FlowForm::rate, {0}, number(2.0));
  Flow& yearly = w.add_flow("yearly", FlowKind::revenue, FlowForm::lump, {0}, number(50.0));
  yearly.every = 90 * sim::kDay;
  w.add_flow("parting", FlowKind::cost, FlowForm::on_transition, {}, number(7.0)).transitions = {0};
  Touchpoint t = w.touchpoint("letter", {0}, 10 * sim::kDay);
  t.cost = w.all(number(3.0));
  w.strategy().touchpoints = {t};
  w.strategy().platforms = {{"tool", number(1000.0), 0, number(0.25)}};
  const CellResult r = w.run();
  const double delta = std::log(1.1) / kYearDays;
  const auto over = [&](double a, double b) { return (std::exp(-delta * a) - std::exp(-delta * b)) / delta; };
  const double letters = 3.0 * 19 / 200;  // at 10, 20, .. 190, per day
  const double expected = (2.0 - letters - 0.25) * over(200, 500) +
                          50.0 * (std::exp(-delta * 270) + std::exp(-delta * 360) + std::exp(-delta * 450)) -
                          7.0 * std::exp(-delta * 500);
  CHECK(r[run_off_value][0] == Approx(expected).epsilon(1e-8));
  CHECK(r[segment_run_off_value][0] == Approx(expected + 0.25 * over(200, 500)).epsilon(1e-8));
  CHECK(r[lifetime_value][0] == Approx(r[net_value][0] + expected).epsilon(1e-6));
  CHECK(r[clv_lifetime][0] == r[lifetime_value][0]);
  // what happens within the horizon is what it was
  SmallWorld without = w;
  without.s.time.run_off = 0;
  const CellResult cut = without.run();
  for (const Measure id : {net_value, revenue, operating_cost, customer_time, lost, transition_count})
    CHECK(cut[id] == r[id]);
  // a run-off as short as nothing is worth nothing
  w.s.time.run_off = sim::kDay;
  CHECK(w.run()[run_off_value][0] == Approx((2.0 - letters - 0.25) * over(200, 201)).epsilon(1e-6));
}

TEST_CASE("run-off: effects stand as they are at the horizon") {
  // The clock of her duration runs 3^x as fast; x = 2^(-100/50) at the horizon and then stays.
  SmallWorld w({"active", "lost"}, 1.0, 100 * sim::kDay);
  w.s.time.run_off = 10 * sim::kYear;
  w.add_transition("out", {0}, 1, constant(1000.0));
  w.add_flow("fee", FlowKind::revenue, FlowForm::rate, {0}, number(1.0));
  Touchpoint t = w.touchpoint("welcome", {0}, 0);
  t.done = {w.influence("faster", {0}, 3.0, 50 * sim::kDay)};
  w.strategy().touchpoints = {t};
  double progress = 0.0;
  const double dt = 1e-3;
  for (double s = dt / 2; s < 100.0; s += dt) progress += dt * std::pow(3.0, std::exp2(-s / 50.0));
  CHECK(w.run()[run_off_value][0] == Approx((1000.0 - progress) / std::pow(3.0, 0.25)).epsilon(1e-4));
}

TEST_CASE("run-off: sizes go on, and the prospects of the horizon are nobody's value") {
  SmallWorld w = growing(1.5, 150 * sim::kDay);
  w.s.time.run_off = 100 * sim::kDay;
  sized(w.add_flow("fee", FlowKind::revenue, FlowForm::rate, {0}, number(2.0)));
  CHECK(w.run()[run_off_value][0] == Approx(50 * 3.0 + 50 * 4.5).epsilon(1e-9));
  SmallWorld prospect({"lead", "active", "lost"}, 1.0, 50 * sim::kDay);
  prospect.s.stages[0].customer = false;
  prospect.s.time.run_off = sim::kYear;
  prospect.add_transition("buys", {0}, 1, constant(60.0));
  prospect.add_flow("fee", FlowKind::revenue, FlowForm::rate, {1}, number(2.0));
  CHECK(prospect.run()[run_off_value][0] == 0.0);
}
