// Contacts by hand: who is reached, what a missed one does, books and their hand-over, places, appointments, closed desks.
#include <cmath>
#include <set>

#include "models/measure/measures.h"
#include "tests/support/catch.h"
#include "tests/support/small_world.h"

using namespace tenure;
using namespace tenure::test;

namespace {

double total(const std::vector<double>& values) {
  double sum = 0.0;
  for (const double v : values) sum += v;
  return sum;
}

/// Customers who stay for ever unless a contact multiplies a tiny hazard by 10^12: then they leave within hours.
SmallWorld doomed(double customers) {
  SmallWorld w({"active", "lost"}, customers, 3 * sim::kMonth);
  w.add_transition("leave", {0}, 1, exponential(1e10));
  return w;
}

Touchpoint talk(const SmallWorld& w, int pool, Tick every, double work_days) {
  Touchpoint t = w.touchpoint("talk", {0}, every);
  t.delivery = Delivery::pool;
  t.pool = pool;
  t.work = w.all(constant(work_days));
  t.patience = w.all(constant(2.0));
  return t;
}

}  // namespace

TEST_CASE("contacts: effects of a contact done and of one missed") {
  SmallWorld w = doomed(10.0);
  w.strategy().pools = {w.pool("desk", 10)};
  Touchpoint t = talk(w, 0, 20 * sim::kDay, 0.1);
  t.missed = {w.influence("angry", {0}, 1e12, 10 * sim::kDay)};
  w.strategy().touchpoints = {t};
  CHECK(w.run()[Measure::lost][0] == 0.0);  // everybody is served
  w.strategy().pools[0].servers = 0;        // nobody is: patience ends after two days, the letter comes an hour later
  const CellResult missed = w.run();
  CHECK(missed[Measure::lost][0] == 10.0);
  CHECK(missed[Measure::missed_touches][0] == 10.0);
  CHECK(missed[Measure::customer_time][0] * 30.4375 == Approx(10 * 22.04).epsilon(0.01));
  w.strategy().pools[0].servers = 10;
  std::swap(w.strategy().touchpoints[0].done, w.strategy().touchpoints[0].missed);
  CHECK(w.run()[Measure::lost][0] == 10.0);
}

TEST_CASE("contacts: a good server's contact counts for more") {
  // x jumps by 1 + weight (quality - 1); with a huge weight and servers who differ, some contacts do nothing at all
  SmallWorld w = doomed(40.0);
  Pool p = w.pool("desk", 40);
  p.quality_sd = number(0.3);
  p.books = true;
  w.strategy().pools = {p};
  Touchpoint t = talk(w, 0, 20 * sim::kDay, 0.1);
  t.done = {w.influence("effect", {0}, 1e9, sim::kDay)};
  w.strategy().touchpoints = {t};
  const auto lost = [&](double weight) {
    w.strategy().touchpoints[0].quality_weight = weight;
    return w.run()[Measure::lost][0];
  };
  const double blind = lost(0.0);
  CHECK(blind < 40.0);
  CHECK(lost(20.0) != blind);
  w.strategy().pools[0].quality_sd = number(0.0);
  CHECK(lost(20.0) == lost(0.0));  // all servers are alike
}

TEST_CASE("contacts: audience by segment and by attribute") {
  SmallWorld w({"active"}, 30.0, sim::kMonth);
  w.s.segments.push_back(w.s.segments[0]);
  w.s.segments[1].name = "second";
  const int size = w.add_attribute("size", law(Family::uniform, 0.0, 1.0));
  w.s.segments[1].attributes[0] = constant(0.9);
  Touchpoint t = w.touchpoint("mail", {0}, 10 * sim::kDay);
  t.eligible_attribute = size;
  t.at_least = 0.5;
  t.below = 2.0;
  Touchpoint u = w.touchpoint("call", {0}, 10 * sim::kDay);
  u.enabled = {0, 1};
  w.strategy().touchpoints = {t, u};
  const CellResult r = w.run();
  // three occasions: days 10, 20 and 30
  CHECK(r[Measure::touchpoint_planned][1] == 90.0);
  const double eligible = r[Measure::touchpoint_planned][0] / 3.0 - 30.0;
  CHECK(eligible > 5.0);
  CHECK(eligible < 25.0);
  w.strategy().touchpoints[0].at_least = 0.0;
  CHECK(w.run()[Measure::touchpoint_planned][0] == 180.0);
}

TEST_CASE("contacts: a book is handed over when its server goes, and its members alone feel it") {
  SmallWorld w = doomed(12.0);
  Pool p = w.pool("desk", 4);
  p.books = true;
  p.handover = {w.influence("new_face", {0}, 1e12, sim::kDay)};
  w.strategy().pools = {p};
  w.strategy().touchpoints = {talk(w, 0, 20 * sim::kDay, 0.1)};
  CHECK(w.run()[Measure::lost][0] == 0.0);
  Event loss;
  loss.at = 10 * sim::kDay;
  loss.pool = "desk";
  loss.servers_lost = 1;
  w.s.events = {loss};
  const CellResult r = w.run();
  CHECK(r[Measure::lost][0] == 3.0);  // 12 customers on 4 books
  CHECK(total(r[Measure::pool_leavers]) == 1.0);
  // a seat that the plan closes: its members go to the other books, and feel it as well
  w.s.events.clear();
  w.strategy().pools[0].plan = {{10 * sim::kDay, 3}};
  CHECK(w.run()[Measure::lost][0] == 3.0);
  // a seat that the plan opens changes nobody's server
  w.strategy().pools[0].plan = {{10 * sim::kDay, 5}};
  CHECK(w.run()[Measure::lost][0] == 0.0);
}

TEST_CASE("contacts: who becomes a customer is given to the smallest book") {
  SmallWorld w({"lead", "active", "lost"}, 12.0, 60 * sim::kDay);
  w.s.stages[0].customer = false;
  w.add_transition("out", {1}, 2, exponential(1e12));
  w.add_transition("won", {0}, 1, constant(5.0));
  Pool p = w.pool("desk", 4);
  p.books = true;
  p.handover = {w.influence("new_face", {0}, 1e15, sim::kDay)};
  w.strategy().pools = {p};
  w.strategy().touchpoints = {talk(w, 0, 20 * sim::kDay, 0.1)};
  w.strategy().touchpoints[0].stages = {1};
  w.segment().customers = number(0.0);
  w.segment().arrivals = number(1.2);
  CHECK(w.run()[Measure::lost][0] == 0.0);
  Event loss;
  loss.at = 40 * sim::kDay;
  loss.pool = "desk";
  loss.servers_lost = 1;
  w.s.events = {loss};
  const CellResult r = w.run();
  const double won = total(r[Measure::transition_count]) - r[Measure::lost][0];
  CHECK(won > 40.0);
  CHECK(r[Measure::lost][0] == Approx(won * 35.0 / 55.0 / 4.0).margin(3.0));  // a quarter of those won within 40 d
}

TEST_CASE("contacts: places are kept while in the stage and given back on leaving it") {
  SmallWorld w({"active", "done"}, 10.0, sim::kYear);
  w.add_transition("finish", {0}, 1, law(Family::uniform, 50.0, 60.0));
  Pool p = w.pool("beta", 4);
  p.kind = PoolKind::capacity;
  w.strategy().pools = {p};
  Touchpoint t = talk(w, 0, 0, 1.0);
  t.mode = RequestMode::live;
  w.strategy().touchpoints = {t};
  const CellResult first = w.run();
  CHECK(total(first[Measure::touchpoint_delivered]) == 4.0);
  CHECK(first[Measure::missed_touches][0] == 6.0);
  // asking again every 40 days: the four keep theirs; when the first leave, the others find places
  w.strategy().touchpoints[0].trigger = TriggerKind::cadence;
  w.strategy().touchpoints[0].every = w.strategy().touchpoints[0].first = w.all(Tick{27 * sim::kDay});
  w.strategy().touchpoints[0].first = w.all(Tick{0});
  const CellResult again = w.run();
  CHECK(total(again[Measure::touchpoint_planned]) >= 20.0);
  CHECK(total(again[Measure::touchpoint_delivered]) + again[Measure::missed_touches][0] == total(again[Measure::touchpoint_planned]));
  CHECK(total(again[Measure::touchpoint_delivered]) > 8.0);
}

TEST_CASE("contacts: appointments, and desks that are closed") {
  SmallWorld w({"active"}, 30.0, sim::kMonth);
  Hours morning{"morning", {{0, 9 * sim::kHour, 11 * sim::kHour}}, {}};  // Mondays
  w.s.hours = {morning};
  Pool slots = w.pool("visits", 2);
  slots.kind = PoolKind::slots;
  slots.hours = 0;
  slots.slot_length = sim::kHour;
  slots.slot_latest = 7 * sim::kDay;
  Pool phone = w.pool("phone", 5);
  phone.hours = 0;
  w.strategy().pools = {slots, phone};
  Touchpoint visit = talk(w, 0, 0, 1.0);
  visit.mode = RequestMode::live;
  Touchpoint call = talk(w, 1, 0, 0.01);
  call.name = "call";
  call.mode = RequestMode::live;
  w.strategy().touchpoints = {visit, call};
  const CellResult r = w.run();
  // one Monday within seven days, two hours, two places each
  CHECK(total(r[Measure::touchpoint_delivered]) == 4.0);
  CHECK(r[Measure::touchpoint_planned][0] == 30.0);
  CHECK(r[Measure::touchpoint_missed][0] == 26.0);
  // 1 January 2026 is a Thursday: the phone is closed at midnight, and says so
  CHECK(r[Measure::touchpoint_missed][1] == 30.0);
}

TEST_CASE("contacts: an appointment is held when its time comes, and given back by who leaves before") {
  // Everybody asks at once for the one hour of Monday 5 January: 10 of 30 get a place.  Each contact costs 7.
  const auto run = [](double mean_days) {
    SmallWorld w({"active", "lost"}, 30.0, 8 * sim::kDay);
    w.s.hours = {{"monday", {{0, 9 * sim::kHour, 10 * sim::kHour}}, {}}};
    if (mean_days > 0.0) w.add_transition("leaves", {0}, 1, exponential(mean_days));
    Pool slots = w.pool("visits", 10);
    slots.kind = PoolKind::slots;
    slots.hours = 0;
    slots.slot_length = sim::kHour;
    slots.slot_latest = 7 * sim::kDay;
    w.strategy().pools = {slots};
    Touchpoint visit = talk(w, 0, 0, 1.0);
    visit.mode = RequestMode::live;
    visit.trigger = TriggerKind::cadence;
    visit.every = w.all(sim::kDay);
    visit.first = w.all(Tick{0});
    visit.cost = w.all(number(7.0));
    w.strategy().touchpoints = {visit};
    return w.run();
  };
  const CellResult stay = run(0.0);
  CHECK(total(stay[Measure::touchpoint_delivered]) == 10.0);
  CHECK(stay[Measure::contact_cost][0] == 70.0);
  // ten have an appointment and do not ask again until it is held; twenty ask every day of the first four and find none,
  // and nobody finds one later: the next Monday is the last instant of seven days only for who asks on the day itself
  CHECK(total(stay[Measure::touchpoint_planned]) >= 30.0);
  const CellResult go = run(2.0);
  CHECK(total(go[Measure::touchpoint_withdrawn]) > 0.0);             // some leave before Monday,
  CHECK(total(go[Measure::touchpoint_delivered]) <= 10.0);
  CHECK(total(go[Measure::touchpoint_delivered]) + total(go[Measure::touchpoint_withdrawn]) > 10.0);  // and others take their places
}

TEST_CASE("measures: one table, names that are identifiers, shapes that follow") {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < measures().size(); ++i) {
    const MeasureRow& row = measures()[i];
    CHECK(static_cast<std::size_t>(row.id) == i);
    CHECK(names.insert(row.name).second);
    CHECK(find_measure(row.name) == &row);
    CHECK(row.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos);
    CHECK((row.cell_methods == "sum" || row.cell_methods == "mean" || row.cell_methods == "point"));
    CHECK((row.role == Role::detail) == !row.dims.empty());
  }
  CHECK(find_measure("no_such_measure") == nullptr);
  SmallWorld w({"active", "lost"}, 1.0, 70 * sim::kDay);
  w.strategy().touchpoints = {w.touchpoint("a", {0}, sim::kDay)};
  w.add_strategy("other").touchpoints = {w.touchpoint("b", {0}, sim::kDay)};
  const DimLabels labels = dim_labels(w.s);
  CHECK(labels.touchpoints == std::vector<std::string>{"a", "b"});
  CHECK(labels.months == 3);
  const CellResult r = w.run(0, 1);
  for (const MeasureRow& row : measures()) CHECK(r[row.id].size() == value_count(row, labels));
  CHECK(std::isnan(r[Measure::touchpoint_planned][0]));  // the other strategy's
  CHECK(r[Measure::touchpoint_planned][3] == 30.0);
  CHECK(unit_text(row_of(Measure::clv), w.s) == "USD / customer");
}

TEST_CASE("contacts: what a pool did over the whole time is what it did in its months") {
  SmallWorld w({"active"}, 40.0, 100 * sim::kDay);
  Pool p = w.pool("desk", 1);
  p.plan = {{50 * sim::kDay, 3}};
  p.shrinkage = number(0.2);
  w.strategy().pools = {p};
  w.strategy().touchpoints = {talk(w, 0, 20 * sim::kDay, 0.5)};
  w.add_strategy("nobody").touchpoints = {w.touchpoint("mail", {0}, 20 * sim::kDay)};
  const CellResult r = w.run();
  using enum Measure;
  const double busy = total(r[pool_busy_hours]), on_duty = total(r[pool_paid_hours]);
  CHECK(r[pool_overall_servers][0] == Approx((50.0 + 3 * 50.0) / 100.0).epsilon(1e-12));
  CHECK(r[pool_overall_utilisation][0] == Approx(busy / on_duty).epsilon(1e-12));
  CHECK(r[staff_utilisation][0] == Approx(busy / on_duty).epsilon(1e-12));
  CHECK(r[pool_overall_missed][0] == total(r[pool_missed]));
  CHECK(r[pool_missed_share][0] == Approx(total(r[pool_missed]) / total(r[pool_requests])).epsilon(1e-12));
  CHECK(r[pool_missed_share][0] > 0.05);
  CHECK(r[pool_overall_utilisation][0] > 0.05);
  const double delivered = r[pool_served][0] + r[pool_served][1] + r[pool_served][2] + r[pool_served][3];
  CHECK(r[missed_share][0] ==
        Approx(r[missed_touches][0] / (r[missed_touches][0] + delivered)).epsilon(1e-12));
  double waited = 0.0, lowest = 1e9, highest = 0.0;
  for (std::size_t m = 0; m < r[pool_mean_wait].size(); ++m) {
    if (r[pool_served][m] > 0.0) {
      lowest = std::min(lowest, r[pool_mean_wait][m]);
      highest = std::max(highest, r[pool_mean_wait][m]);
    }
    waited += r[pool_queue_length][m];
  }
  CHECK(waited > 0.0);
  CHECK(lowest < highest);
  CHECK(r[pool_overall_wait][0] > lowest);
  CHECK(r[pool_overall_wait][0] < highest);
  CHECK(r[pool_overall_response][0] >= r[pool_overall_wait][0] + 12.0);  // half a day of work each
  const CellResult nobody = w.run(0, 1);
  for (const Measure id : {pool_overall_servers, pool_overall_utilisation, pool_overall_missed, pool_missed_share,
                           pool_overall_wait, pool_overall_response, staff_utilisation, missed_share})
    CHECK(std::isnan(nobody[id][0]));
}
