// Assumed or computed: parts add up, are nothing where there is nothing, and a planted mechanism moves its own part.
#include <cmath>
#include <map>

#include "analysis/split/split.h"
#include "sim/run/executor.h"
#include "tests/support/catch.h"
#include "tests/support/rich_world.h"

using namespace tenure;
using namespace tenure::test;
using analysis::SplitPart;
using What = analysis::SplitPart::What;

namespace {

/// Two strategies: one does nothing, the other has a desk that calls everybody every month.
struct Calls {
  SmallWorld w{{"active", "lost"}, 60.0, sim::kYear};
  Calls(int servers, double ratio) {
    w.s.time.reading_lag = sim::kHour;
    w.add_transition("churn", {0}, 1, exponential(400.0));
    w.add_flow("fee", FlowKind::revenue, FlowForm::rate, {0}, number(10.0));
    Strategy& calls = w.add_strategy("calls");
    Pool desk = w.pool("desk", servers);
    desk.wage = number(50.0);
    calls.pools = {desk};
    Touchpoint call = w.touchpoint("call", {0}, 30 * sim::kDay);
    call.first = w.all(Tick{-1});
    call.delivery = Delivery::pool;
    call.pool = 0;
    call.work = w.all(constant(0.4));
    call.patience = w.all(constant(2.0));
    call.cost = w.all(number(1.0));
    if (ratio != 1.0) call.quality_weight = 1.0;
    call.done = {w.influence("talk", {0}, ratio, 60 * sim::kDay)};
    calls.touchpoints = {call};
  }
  Touchpoint& call() { return w.s.strategies[1].touchpoints[0]; }
  Pool& desk() { return w.s.strategies[1].pools[0]; }
};

analysis::StrategySplit split_of(const Scenario& scenario, bool reverse = false, Measure measure = Measure::net_value, int replications = 6) {
  const auto executor = sim::make_executor(sim::Backend::serial);
  analysis::Runner runner;
  runner.executor = executor.get();
  analysis::SplitOptions options;
  options.measure = measure;
  options.strategies = {1};
  options.replications = replications;
  options.reverse = reverse;
  return analysis::split(scenario, options, runner).front();
}

std::map<What, SplitPart> by_part(const analysis::StrategySplit& split) {
  std::map<What, SplitPart> out;
  for (const SplitPart& part : split.parts) out[part.what] = part;
  return out;
}

double sum_of(const analysis::StrategySplit& split) {
  double sum = 0.0;
  for (const SplitPart& part : split.parts) sum += part.estimate.mean;
  return sum;
}

}  // namespace

TEST_CASE("split: the parts add up to the whole, in every order") {
  Scenario rich = rich_world(120.0, 150 * sim::kDay);
  rich.strategies.insert(rich.strategies.begin(), rich.strategies[0]);
  rich.strategies[0].name = "less";
  rich.strategies[0].pools[0].servers = 1;
  rich.strategies[0].touchpoints[2].every = PerSegment<Tick>(2, 3 * sim::kMonth);
  std::map<What, SplitPart> forward, backward;
  for (const bool reverse : {false, true})
    for (const Measure measure : {Measure::net_value, Measure::retention_end, Measure::customer_time}) {
      const analysis::StrategySplit split = split_of(rich, reverse, measure, 3);
      CHECK(split.whole.n == 3);
      CHECK(split.parts.size() == 7);
      CHECK(std::abs(sum_of(split) - split.whole.mean) < 1e-9 * (1.0 + std::abs(split.whole.mean)));
      if (measure == Measure::net_value) (reverse ? backward : forward) = by_part(split);
    }
  for (const What what : {What::costs, What::effects, What::waiting})
    CHECK(std::abs(forward[what].estimate.mean - backward[what].estimate.mean) < 1e-6);  // the order is that of the others only
  double apart = 0.0;
  for (const What what : {What::missed, What::turnover, What::handovers, What::overload}) {
    CHECK(forward[what].present);
    CHECK(forward[what].estimate.mean != 0.0);
    apart += std::abs(forward[what].estimate.mean - backward[what].estimate.mean);
  }
  CHECK(apart > 0.0);
}

TEST_CASE("split: without contention nothing is computed") {
  Calls world(1, 0.7);
  world.call().delivery = Delivery::automation;
  world.w.s.strategies[1].pools.clear();
  const analysis::StrategySplit split = split_of(world.w.s);
  CHECK(split.computed.mean == 0.0);
  CHECK(split.computed.half_width == 0.0);
  const auto parts = by_part(split);
  for (const What what : {What::waiting, What::missed, What::turnover, What::handovers, What::overload}) {
    CHECK(parts.at(what).estimate.mean == 0.0);
    CHECK_FALSE(parts.at(what).present);
  }
  CHECK(parts.at(What::effects).estimate.mean > 0.0);
  CHECK(parts.at(What::costs).estimate.mean < 0.0);  // the calls themselves
}

TEST_CASE("split: where the stated effects are all 1, nothing is assumed of them") {
  Calls world(2, 1.0);
  world.desk().attrition = number(1.0 / 100.0);
  world.desk().hire_delay = 30 * sim::kDay;
  const auto parts = by_part(split_of(world.w.s));
  CHECK(parts.at(What::effects).present);
  CHECK(parts.at(What::effects).estimate.mean == 0.0);
  CHECK(parts.at(What::costs).estimate.mean < -2 * 50.0 * 300.0);
  // vacant seats cost no wages, and contacts missed cost no contact: that is all
  CHECK(parts.at(What::turnover).estimate.mean > 0.0);
}

TEST_CASE("split: a mechanism that is planted moves its own part") {
  const auto plain = by_part(split_of(Calls(8, 0.7).w.s));  // plenty of people: hardly a wait
  CHECK(plain.at(What::missed).estimate.mean == 0.0);
  CHECK(plain.at(What::overload).estimate.mean == 0.0);
  const auto others_stay = [&](const std::map<What, SplitPart>& now, What own) {
    for (const What what : {What::costs, What::effects, What::missed, What::turnover, What::handovers, What::overload, What::waiting})
      if (what != own) CHECK(std::abs(now.at(what).estimate.mean - plain.at(what).estimate.mean) < 1e-9);
  };

  Calls handed(8, 0.7);  // a named person for each, who leaves now and then, and it is felt
  handed.desk().books = true;
  handed.desk().handover = {handed.w.influence("new_face", {0}, 3.0, 200 * sim::kDay)};
  handed.desk().plan = {{100 * sim::kDay, 4}, {101 * sim::kDay, 8}};
  const auto faces = by_part(split_of(handed.w.s));
  CHECK(faces.at(What::handovers).estimate.mean < -100.0);
  CHECK(faces.at(What::turnover).estimate.mean == 0.0);
  CHECK(faces.at(What::overload).estimate.mean == 0.0);
  CHECK(std::abs(faces.at(What::effects).estimate.mean - plain.at(What::effects).estimate.mean) < 1e-9);

  Calls worn(8, 0.7);  // whoever works at all works badly
  worn.desk().overload_from = number(0.0);
  worn.desk().overload_quality = number(8.0);
  const auto wear = by_part(split_of(worn.w.s));
  CHECK(wear.at(What::overload).estimate.mean < -10.0);
  others_stay(wear, What::overload);

  Calls closed(8, 0.7);  // nobody begins a call within no time at all
  closed.call().patience = closed.w.all(constant(0.0));
  closed.desk().servers = 1;
  closed.desk().wage = number(400.0);
  const auto none = by_part(split_of(closed.w.s));
  CHECK(none.at(What::missed).estimate.mean < -10.0);
  CHECK(none.at(What::overload).estimate.mean == 0.0);
  CHECK(std::abs(none.at(What::effects).estimate.mean - plain.at(What::effects).estimate.mean) < 1e-9);
  CHECK(std::abs(none.at(What::costs).estimate.mean - plain.at(What::costs).estimate.mean) < 1e-6);
}

TEST_CASE("split: what is missed is held at its limit by somebody else") {
  Calls world(1, 0.7);
  world.desk().servers = 0;  // everything is missed after two days
  Scenario scenario = world.w.s;
  CHECK(switch_off(scenario, Mechanism::missed));
  const CellResult with = simulate_cell(world.w.s, 1, 0, 0), without = simulate_cell(scenario, 1, 0, 0);
  double held = 0.0;
  for (const double n : without[Measure::touchpoint_delivered]) held += std::isnan(n) ? 0.0 : n;
  CHECK(held > 300.0);
  CHECK(with[Measure::missed_share][0] == 1.0);
  CHECK(without[Measure::retention_end][0] > with[Measure::retention_end][0]);
  CHECK(without[Measure::labour_cost][0] == with[Measure::labour_cost][0]);
}
