// What a scenario says of teams and of the contacts that ask them: each key against its law, by hand where chance has no part.
#include <cmath>

#include "tests/support/catch.h"
#include "tests/support/small_world.h"

using namespace tenure;
using namespace tenure::test;

namespace {

using enum Measure;

constexpr Tick kHour = sim::kHour, kDay = sim::kDay;

/// Customers who stay, and one pool; 1 January 2026 is a Thursday, hours 0 are those of an office.
SmallWorld with_desk(double customers, int servers, Tick horizon) {
  SmallWorld w({"active", "lost"}, customers, horizon);
  w.s.hours = {{"office", {}, {}}};
  for (int d = 0; d < 5; ++d) w.s.hours[0].week.push_back({d, 9 * kHour, 17 * kHour});
  w.strategy().pools = {w.pool("desk", servers)};
  return w;
}

/// Asked once, at `at`.
Touchpoint once(const SmallWorld& w, const char* name, Tick at, double work_hours, int priority = 5) {
  Touchpoint t = w.touchpoint(name, {0}, 10 * sim::kYear);
  t.first = w.all(at);
  t.delivery = Delivery::pool;
  t.pool = 0;
  t.work = w.all(constant(work_hours / 24.0));
  t.priority = priority;
  return t;
}

Pool& desk(SmallWorld& w) { return w.strategy().pools[0]; }

double mean(const std::vector<double>& values) {
  double sum = 0.0;
  for (const double x : values) sum += x;
  return sum / static_cast<double>(values.size());
}

double deviation(const std::vector<double>& values) {
  double squares = 0.0;
  for (const double x : values) squares += (x - mean(values)) * (x - mean(values));
  return std::sqrt(squares / (static_cast<double>(values.size()) - 1.0));
}

}  // namespace

TEST_CASE("pools: what is urgent goes before what is not", "[unit][models]") {
  // ten of each at one instant, an hour of work each, one server
  SmallWorld w = with_desk(10.0, 1, 5 * kDay);
  w.strategy().touchpoints = {once(w, "planned", kDay, 1.0, 6), once(w, "ticket", kDay, 1.0, 2)};
  CellResult r = w.run();
  CHECK(r[touchpoint_response][1] == Approx(5.5).epsilon(1e-9));
  CHECK(r[touchpoint_response][0] == Approx(15.5).epsilon(1e-9));
  w.strategy().touchpoints[0].priority = 1;
  r = w.run();
  CHECK(r[touchpoint_response][0] == Approx(5.5).epsilon(1e-9));
  CHECK(r[touchpoint_response][1] == Approx(15.5).epsilon(1e-9));
}

TEST_CASE("pools: long work is cut into sittings, so that what is urgent passes", "[unit][models]") {
  SmallWorld w = with_desk(1.0, 1, 5 * kDay);
  w.strategy().touchpoints = {once(w, "report", kDay, 10.0, 6), once(w, "ticket", kDay + 150 * sim::kMinute, 1.0, 2)};
  CellResult r = w.run();
  CHECK(r[touchpoint_response][0] == Approx(10.0).epsilon(1e-9));
  CHECK(r[touchpoint_response][1] == Approx(8.5).epsilon(1e-9));  // waits for the whole report
  desk(w).sitting = kHour;
  r = w.run();
  CHECK(r[touchpoint_response][0] == Approx(11.0).epsilon(1e-9));
  CHECK(r[touchpoint_response][1] == Approx(1.5).epsilon(1e-9));
}

TEST_CASE("pools: patience runs by the wall clock or by the desk's", "[unit][models]") {
  // asked on Saturday, patience of 20 h: over before Monday, or not begun
  SmallWorld w = with_desk(10.0, 1, 20 * kDay);
  desk(w).hours = 0;
  w.strategy().touchpoints = {once(w, "ticket", 2 * kDay, 1.0)};
  w.strategy().touchpoints[0].patience = w.all(constant(20.0 / 24.0));
  w.strategy().touchpoints[0].patience_clock = WorkClock::wall;
  CHECK(w.run()[touchpoint_missed][0] == 10.0);
  w.strategy().touchpoints[0].patience_clock = WorkClock::working;
  CHECK(w.run()[touchpoint_delivered][0] == 10.0);
}

TEST_CASE("pools: work stops at closing time, or goes on in overtime", "[unit][models]") {
  // three hours of work from Friday 16:00: done on Monday at 11:00, or on Friday at 19:00
  SmallWorld w = with_desk(1.0, 1, 20 * kDay);
  desk(w).hours = 0;
  w.strategy().touchpoints = {once(w, "ticket", kDay + 16 * kHour, 3.0)};
  CHECK(w.run()[touchpoint_response][0] == Approx(67.0).epsilon(1e-9));
  desk(w).overtime = true;
  CHECK(w.run()[touchpoint_response][0] == Approx(3.0).epsilon(1e-9));
}

TEST_CASE("pools: named managers cannot help each other out, unless what waits passes on", "[unit][models]") {
  // two servers at load 0.8: M/M/1 each, responses of 5 services; together M/M/2, 2.8
  SmallWorld w = with_desk(40.0, 2, 3 * sim::kYear);
  Touchpoint ticket = once(w, "ticket", 0, 0.0);
  ticket.trigger = TriggerKind::recurrence;
  ticket.rate = w.all(number(0.4));
  ticket.work = w.all(exponential(0.1));
  w.strategy().touchpoints = {ticket};
  CHECK(w.run()[pool_overall_response][0] == Approx(2.4 * 2.78).epsilon(0.1));
  desk(w).books = true;
  CHECK(w.run()[pool_overall_response][0] == Approx(2.4 * 5.0).epsilon(0.15));
  // one manager, ten hours twice at one instant: the second passes on after two hours and a reading lag
  SmallWorld alone = with_desk(1.0, 1, 5 * kDay);
  alone.strategy().pools.push_back(alone.pool("back", 1));
  alone.strategy().touchpoints = {once(alone, "one", kDay, 10.0), once(alone, "other", kDay, 10.0)};
  desk(alone).books = true;
  CHECK(alone.run()[pool_served][0] == 2.0);
  desk(alone).overflow_pool = 1;
  desk(alone).overflow_after = 2 * kHour;
  const CellResult r = alone.run();
  CHECK(r[pool_served][0] == 1.0);
  CHECK(r[pool_served][1] == 1.0);
  CHECK(mean({r[touchpoint_response][0], r[touchpoint_response][1]}) == Approx((10.0 + 13.0) / 2.0).epsilon(1e-9));
}

TEST_CASE("pools: a seat is filled for stay and notice, and empty for as long as hiring takes", "[unit][models]") {
  SmallWorld w = with_desk(1.0, 40, 8 * sim::kYear);
  const auto share = [&](double attrition, Tick notice, Tick hire_delay) {
    desk(w).attrition = number(attrition);
    desk(w).notice = notice;
    desk(w).hire_delay = hire_delay;
    return w.run()[pool_overall_servers][0] / 40.0;
  };
  CHECK(share(0.0, 0, 30 * kDay) == 1.0);
  CHECK(share(1.0 / 50.0, 0, 0) == 1.0);
  CHECK(share(1.0 / 50.0, 0, 30 * kDay) == Approx(50.5 / 80.5).epsilon(0.025));  // who leaves goes at a midnight
  CHECK(share(1.0 / 50.0, 30 * kDay, 30 * kDay) == Approx(80.5 / 110.5).epsilon(0.025));
  CHECK(share(1.0 / 50.0, 0, 60 * kDay) == Approx(50.5 / 110.5).epsilon(0.025));
}

TEST_CASE("pools: people differ in speed and in quality", "[unit][models]") {
  // log-normal with mean 1 and coefficient of variation c: E[1 / speed] = 1 + c^2; nobody waits
  SmallWorld w = with_desk(20.0, 1, 5 * kDay);
  desk(w).servers = 20;
  w.strategy().touchpoints = {once(w, "call", kDay, 6.0)};
  const auto values = [&](Measure id) { return w.replicate(100, [&](const CellResult& r) { return r[id][0]; }); };
  CHECK(mean(values(touchpoint_response)) == Approx(6.0).epsilon(1e-9));
  CHECK(mean(values(pool_quality)) == 1.0);
  desk(w).speed_sd = number(0.5);
  CHECK(mean(values(touchpoint_response)) == Approx(6.0 * 1.25).epsilon(0.04));  // 2,000 people, 1.4 % each way
  desk(w).quality_sd = number(0.3);
  CHECK(mean(values(pool_quality)) == Approx(1.0).epsilon(0.035));
  CHECK(deviation(values(pool_quality)) == Approx(0.3 / std::sqrt(20.0)).epsilon(0.35));
}
