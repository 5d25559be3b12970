// What a cost is for: goods, acquisition, or anything else; and people who win customers.
#include "tests/support/catch.h"
#include "tests/support/small_world.h"

using namespace tenure;
using namespace tenure::test;

namespace {

SmallWorld world(bool acquires) {
  SmallWorld w({"active", "lost"}, 10.0, 12 * sim::kMonth);
  w.add_transition("never", {0}, 1, exponential(1e9));
  w.add_flow("fee", FlowKind::revenue, FlowForm::rate, {0}, number(5.0));
  w.add_flow("hosting", FlowKind::cost, FlowForm::rate, {0}, number(1.0)).cost_of = CostOf::goods;
  w.add_flow("adverts", FlowKind::cost, FlowForm::rate, {0}, number(0.5)).cost_of = CostOf::acquisition;
  w.add_flow("rent", FlowKind::cost, FlowForm::rate, {0}, number(0.25));
  Pool p = w.pool("sales", 1);
  p.wage = number(10.0);
  p.hire_cost = number(100.0);
  p.plan.push_back({100 * sim::kDay, 2});
  p.acquires = acquires;
  w.strategy().pools.push_back(p);
  Touchpoint t = w.touchpoint("call", {0}, sim::kMonth);
  t.delivery = Delivery::pool;
  t.pool = 0;
  t.work = w.all(constant(0.01));
  t.cost = w.all(number(2.0));
  w.strategy().touchpoints.push_back(t);
  return w;
}

}  // namespace

TEST_CASE("money: acquisition and goods are told apart from operation", "[unit][models]") {
  const CellResult sells = world(true).run(), serves = world(false).run();
  const double days = 12 * 30.4375, flows = 10 * days;
  const double wages = 10.0 * (days + (days - 100.0)), hires = 100.0;
  const double contacts = serves[Measure::contact_cost][0];
  CHECK(contacts > 0.0);
  CHECK(serves[Measure::operating_cost][0] == Approx(wages + hires + contacts));
  CHECK(serves[Measure::acquisition_cost][0] == Approx(0.5 * flows));
  CHECK(sells[Measure::operating_cost][0] == 0.0);
  CHECK(sells[Measure::acquisition_cost][0] == Approx(0.5 * flows + wages + hires + contacts));
  CHECK(sells[Measure::acquisition_staff_cost][0] == Approx(wages + hires + contacts));
  for (const CellResult* r : {&sells, &serves}) {
    CHECK((*r)[Measure::goods_cost][0] == Approx(1.0 * flows));
    CHECK((*r)[Measure::flow_cost][0] == Approx(1.75 * flows));
    double by_month = 0.0;
    for (const double v : (*r)[Measure::monthly_acquisition_cost]) by_month += v;
    CHECK(by_month == Approx((*r)[Measure::acquisition_cost][0]));
  }
  CHECK(sells[Measure::net_value][0] == serves[Measure::net_value][0]);  // a matter of names, not of money
  CHECK(sells[Measure::segment_acquisition_cost_discounted][0] > serves[Measure::segment_acquisition_cost_discounted][0]);
}

TEST_CASE("money: what a segment costs to serve is its contacts and the hours worked for it, idle time is nobody's", "[unit][models]") {
  SmallWorld w = world(false);
  w.s.segments.push_back(w.s.segments[0]);
  w.s.segments[1].name = w.s.segments[1].label = "demanding";
  w.s.transitions[0].enabled = w.all<char>(1);
  w.s.transitions[0].time = w.all(w.s.transitions[0].time[0]);
  for (Flow& f : w.s.flows) {
    f.enabled = w.all<char>(1);
    f.amount = w.all(f.amount[0]);
  }
  Touchpoint& t = w.strategy().touchpoints[0];
  t = w.touchpoint("call", {0}, sim::kMonth);
  t.delivery = Delivery::pool;
  t.pool = 0;
  t.work = {constant(0.01), constant(0.05)};
  t.cost = {number(2.0), number(3.0)};
  w.strategy().pools[0].plan.clear();
  const CellResult r = w.run();
  // 10 customers each, 11 calls in the year; a day of the one server costs 10
  CHECK(r[Measure::segment_service_cost][0] == Approx(110 * (2.0 + 0.01 * 10.0)).epsilon(1e-9));
  CHECK(r[Measure::segment_service_cost][1] == Approx(110 * (3.0 + 0.05 * 10.0)).epsilon(1e-9));
  const double served = r[Measure::segment_service_cost][0] + r[Measure::segment_service_cost][1];
  CHECK(served == Approx(r[Measure::contact_cost][0] + r[Measure::labour_used_cost][0]).epsilon(1e-9));
  CHECK(r[Measure::operating_cost][0] == Approx(served + r[Measure::idle_labour_cost][0]).epsilon(1e-9));
  CHECK(r[Measure::idle_labour_cost][0] == Approx(10.0 * 12 * 30.4375 - 110 * 0.06 * 10.0).epsilon(1e-9));
}
