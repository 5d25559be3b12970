// After a warm-up the run is stationary from its first day: what months 0 to 2 give, months 3 to 5 give again.
//
// 300 accounts, replaced as they leave; one pool at load 1.09 with monthly contacts that are missed after ten days and tickets
// that go first; a contact lowers the hazard of leaving for two months.  Queue, effects and hand of young accounts all need time to
// settle.  Differences of the two quarters, replication by replication; the false-alarm rate is 1e-6, the resolution stands
// beside each measure.  The same world without a yesterday is the known wrong input: it fails where things take long to settle.
#include "tests/support/catch.h"
#include "tests/support/small_world.h"
#include "tests/support/statistical.h"

using namespace tenure;
using namespace tenure::test;

namespace {

SmallWorld world() {
  SmallWorld w({"active", "lost"}, 300.0, 6 * sim::kMonth);
  const double month = 30.4375;
  w.add_transition("leave", {0}, 1, exponential(50.0 * month));  // 2 % a month without contact, about half of it with
  w.segment().opening_age = exponential(95.0 * month);
  w.segment().arrivals = number(300.0 / (95.0 * month));
  Pool desk = w.pool("desk", 1);
  desk.wage = number(1.0);
  w.strategy().pools = {desk};
  Touchpoint ticket = w.touchpoint("ticket", {0}, 0);
  ticket.trigger = TriggerKind::recurrence;
  ticket.rate = w.all(number(1.0 / month));
  ticket.delivery = Delivery::pool;
  ticket.pool = 0;
  ticket.priority = 1;
  ticket.work = w.all(exponential(0.46 / 24.0));
  Touchpoint talk = w.touchpoint("talk", {0}, sim::kMonth);
  talk.first = w.all(Tick{-1});
  talk.delivery = Delivery::pool;
  talk.pool = 0;
  talk.work = w.all(exponential(2.2 / 24.0));
  talk.patience = w.all(constant(10.0));
  talk.done = {w.influence("bond", {0}, 0.8, 60 * sim::kDay)};
  w.strategy().touchpoints = {ticket, talk};
  return w;
}

/// Months 0 to 2 less months 3 to 5 of a row of a measure, over the mean of the two.
struct Differences {
  std::vector<double> lost, missed, tickets, waiting, busy;
};

Differences differences(bool with_yesterday) {
  SmallWorld w = world();
  if (with_yesterday) w.s.today = Today{0, 18 * sim::kMonth};
  const Simulation simulation(w.s, 0);
  Differences out;
  for (int r = 0; r < 500; ++r) {
    const CellResult cell = simulation.run({0, r}, {});
    const auto quarter = [&](Measure id, std::size_t row, std::size_t q) {
      const auto& values = cell[id];
      return values[row * 6 + 3 * q] + values[row * 6 + 3 * q + 1] + values[row * 6 + 3 * q + 2];
    };
    const auto difference = [&](Measure id, std::size_t row = 0) { return quarter(id, row, 0) - quarter(id, row, 1); };
    out.lost.push_back(difference(Measure::monthly_lost));
    out.missed.push_back(difference(Measure::touchpoint_missed, 1) / 900.0);
    out.tickets.push_back(difference(Measure::touchpoint_delivered, 0) / 900.0);
    out.waiting.push_back(difference(Measure::pool_queue_length) / 3.0);
    out.busy.push_back(difference(Measure::pool_utilisation) / 3.0);
  }
  return out;
}

}  // namespace

TEST_CASE("today: a warmed-up run is stationary from its first day") {
  const Differences warm = differences(true);
  CHECK(agrees(warm.lost, 0.0, {.absolute = 2.0}));        // of about 9 a quarter
  CHECK(agrees(warm.missed, 0.0, {.absolute = 0.02}));     // of about 0.1
  CHECK(agrees(warm.tickets, 0.0, {.absolute = 0.02}));
  CHECK(agrees(warm.waiting, 0.0, {.absolute = 3.0}));
  CHECK(agrees(warm.busy, 0.0, {.absolute = 0.02}));
  const Differences cold = differences(false);
  CHECK(differs(cold.lost, 0.0, {.absolute = 2.0}));
  CHECK(differs(cold.missed, 0.0, {.absolute = 0.02}));
  CHECK(differs(cold.waiting, 0.0, {.absolute = 3.0}));
}
