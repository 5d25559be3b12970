// What is written down of one customer, and of all: it changes nothing, is the same however the cell is run, and adds up.
#include <cmath>

#include "models/simulate/trace.h"
#include "sim/run/executor.h"
#include "tests/support/catch.h"
#include "tests/support/rich_world.h"

using namespace tenure;
using namespace tenure::test;

namespace {

const Scenario& world() {
  static const Scenario scenario = rich_world(150.0, 160 * sim::kDay);
  return scenario;
}

bool same_bits(const CellResult& a, const CellResult& b) {
  if (a.events != b.events) return false;
  for (std::size_t m = 0; m < a.values.size(); ++m)
    for (std::size_t i = 0; i < a.values[m].size(); ++i)
      if (a.values[m][i] != b.values[m][i] && !(std::isnan(a.values[m][i]) && std::isnan(b.values[m][i]))) return false;
  return true;
}

}  // namespace

TEST_CASE("trace: writing down changes no bit of the results") {
  const Simulation simulation(world(), 0);
  const CellResult plain = simulation.run({0, 1}, {});
  CellResult traced, summed;
  const CellSums sums = simulation.sums({0, 1}, {}, &summed);
  const Trace trace = simulation.trace({0, 1}, {}, sums.customers.front().key, &traced);
  CHECK(same_bits(plain, traced));
  CHECK(same_bits(plain, summed));
  CHECK_FALSE(trace.events.empty());
}

TEST_CASE("trace: the same history by every engine, window and number of threads") {
  const Simulation simulation(world(), 0);
  const auto threads = sim::make_executor(sim::Backend::threads, 3);
  const CellSums sums = simulation.sums({0, 0}, {});
  int newcomers = 0, kinds[14] = {};
  for (std::size_t i = 0; i < sums.customers.size(); i += 3) {
    const std::uint64_t key = sums.customers[i].key;
    const Trace trace = simulation.trace({0, 0}, {}, key);
    CHECK(trace == simulation.trace({0, 0}, {.engine = EngineKind::reference}, key));
    if (i % 12 == 0) {
      CHECK(trace == simulation.trace({0, 0}, {.window = 20 * sim::kMinute}, key));
      CHECK(trace == simulation.trace({0, 0}, {.executor = threads.get(), .shuffle_entities = 7, .shuffle_pools = 3}, key));
    }
    CHECK(trace.met == sums.customers[i].met);
    newcomers += trace.newcomer && trace.met ? 1 : 0;
    for (const TraceEvent& e : trace.events) ++kinds[static_cast<int>(e.kind)];
    for (std::size_t e = 1; e < trace.events.size(); ++e) CHECK(trace.events[e - 1].known <= trace.events[e].known);
  }
  CHECK(newcomers > 0);
  for (const int count : kinds) CHECK(count > 0);  // every kind of event was met
}

TEST_CASE("trace: what everybody brings adds up to the cell's sums") {
  const Simulation simulation(world(), 0);
  CellResult cell;
  const CellSums sums = simulation.sums({0, 2}, {}, &cell);
  double value = 0.0, lost = 0.0;
  int met = 0, at_end = 0;
  for (const CustomerSums& c : sums.customers) {
    value += c.value;
    met += c.met ? 1 : 0;
    at_end += c.customer_at_end ? 1 : 0;
    lost += c.left != sim::kNever ? 1.0 : 0.0;
  }
  CHECK(met == cell[Measure::customers_opening][0] + cell[Measure::newcomers][0]);
  CHECK(at_end == cell[Measure::customers_end][0]);
  CHECK(lost <= cell[Measure::lost][0]);
  // contacts are posted nominally in the summary of a cell: take their discounted cost from the segments' own
  double direct = cell[Measure::revenue_discounted][0] - cell[Measure::flow_cost_discounted][0];
  CHECK(value < direct);
  CHECK(direct - value <= cell[Measure::contact_cost][0]);
  CHECK(direct - value > 0.9 * cell[Measure::contact_cost][0]);

  // and one customer's months add up to hers
  for (std::size_t i = 0; i < sums.customers.size(); i += 17) {
    const Trace trace = simulation.trace({0, 2}, {}, sums.customers[i].key);
    double own = 0.0, revenue = 0.0;
    for (std::size_t a = 0; a < kAccounts; ++a)
      if (a != static_cast<std::size_t>(Account::effect)) own += (a == 0 ? 1.0 : -1.0) * trace.discounted[a];
    for (const TraceMonth& m : trace.months) revenue += m.money[0];
    CHECK(std::abs((own) - (sums.customers[i].value)) < 1e-9 + 1e-12 * std::abs(own));
    CHECK(revenue >= trace.discounted[0]);
  }
}

TEST_CASE("trace: a history tells what the file says") {
  // one customer, one contact a month that takes no time, one that nobody begins in time, an effect that fades
  SmallWorld w({"active", "lost"}, 1.0, 100 * sim::kDay);
  w.add_transition("churn", {0}, 1, exponential(1e9));
  w.add_flow("fee", FlowKind::revenue, FlowForm::rate, {0}, number(2.0));
  Touchpoint mail = w.touchpoint("mail", {0}, 30 * sim::kDay);
  mail.done = {w.influence("mild", {0}, 0.5, 30 * sim::kDay)};
  mail.cost = w.all(number(3.0));
  Touchpoint call = w.touchpoint("call", {0}, 40 * sim::kDay);
  call.delivery = Delivery::pool;
  call.pool = 0;
  call.work = w.all(constant(1.0));
  call.patience = w.all(constant(5.0));
  call.patience_clock = WorkClock::wall;
  Pool nobody = w.pool("desk", 0);
  w.strategy().pools = {nobody};
  w.strategy().touchpoints = {mail, call};
  const Simulation simulation(w.s, 0);
  const CellSums sums = simulation.sums({0, 0}, {});
  REQUIRE(sums.customers.size() == 1);
  const Trace trace = simulation.trace({0, 0}, {}, sums.customers[0].key);
  std::vector<const TraceEvent*> mails, calls;
  for (const TraceEvent& e : trace.events) {
    if (e.kind == TraceKind::held && e.what == "mail") mails.push_back(&e);
    if (e.kind == TraceKind::missed && e.what == "call") calls.push_back(&e);
  }
  REQUIRE(mails.size() == 3);
  REQUIRE(calls.size() == 2);
  CHECK(mails[0]->at == 30 * sim::kDay);
  REQUIRE(mails[0]->after.leaving.size() == 1);
  CHECK(mails[0]->after.leaving[0].name == "churn");
  CHECK(std::abs((mails[0]->after.leaving[0].factor) - (0.5)) < 1e-12);
  CHECK(std::abs((mails[1]->after.leaving[0].factor) - (std::pow(0.5, 1.5))) < 1e-6);
  CHECK(calls[0]->asked == 40 * sim::kDay);
  CHECK(calls[0]->at == 45 * sim::kDay);
  CHECK(calls[0]->cause == TraceCause::no_time);
  CHECK(trace.events.back().kind == TraceKind::ends);
  CHECK(std::abs((trace.discounted[0]) - (200.0)) < 1e-9);
  CHECK(std::abs((trace.discounted[static_cast<std::size_t>(Account::contact_cost)]) - (9.0)) < 1e-9);
  REQUIRE(trace.months.size() == 4);
  CHECK(trace.months[0].stage == "active");
  // the mail of day 30 has faded by a tenth of a day and more at the first month's end
  CHECK(std::abs((trace.months[0].levels.leaving[0].factor) - (std::exp(std::log(0.5) * std::exp2(-0.4375 / 30.0)))) < 1e-6);
}
