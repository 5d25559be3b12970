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
