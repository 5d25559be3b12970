// Measures by channel, by hand: means weighted by contacts, who waits and who does not, what is missed, what it costs.
#include <cmath>

#include "models/scenario/today.h"
#include "tests/support/catch.h"
#include "tests/support/small_world.h"

using namespace tenure;
using namespace tenure::test;

namespace {

using enum Measure;

double total(const std::vector<double>& values) {
  double sum = 0.0;
  for (const double v : values) sum += v;
  return sum;
}

Touchpoint by_desk(const SmallWorld& w, const char* name, const char* channel, Tick every, double work_days) {
  Touchpoint t = w.touchpoint(name, {0}, every);
  t.channel = channel;
  t.delivery = Delivery::pool;
  t.pool = 0;
  t.work = w.all(constant(work_days));
  return t;
}

Touchpoint demand(const SmallWorld& w, const char* name, const char* channel, double per_day, double work_days) {
  Touchpoint t = by_desk(w, name, channel, 0, work_days);
  t.trigger = TriggerKind::recurrence;
  t.rate = w.all(number(per_day));
  return t;
}

SelfService help(const SmallWorld& w, const char* channel, double resolved) {
  SelfService s;
  s.name = "help";
  s.channel = channel;
  s.demands = {0};
  s.enabled = w.all<char>(1);
  s.tried = w.all(number(1.0));
  s.resolved = w.all(number(resolved));
  s.goes_on = w.all(number(1.0));
  s.returns = w.all(number(0.0));
  s.cost = w.all(number(0.5));
  return s;
}

/// 5 customers, 50 servers for 24 USD a day, so that nobody waits and an hour of work costs 1 USD; a month of 30.4375 days.
SmallWorld desk() {
  SmallWorld w({"active"}, 5.0, sim::kMonth);
  Pool p = w.pool("desk", 50);
  p.wage = number(24.0);
  w.strategy().pools = {p};
  return w;
}

}  // namespace

TEST_CASE("channels: planned contacts of one channel are a mean over contacts, not over touchpoints") {
  SmallWorld w = desk();
  Touchpoint mail = w.touchpoint("mail", {0}, 10 * sim::kDay);
  mail.channel = "video";
  mail.cost = w.all(number(2.0));
  w.strategy().touchpoints = {by_desk(w, "long", "video", sim::kDay, 0.25), by_desk(w, "short", "video", 3 * sim::kDay, 0.05),
                              by_desk(w, "other", "phone", 14 * sim::kDay, 0.5), by_desk(w, "uncounted", "", 5 * sim::kDay, 0.1), mail};
  const CellResult r = w.run();
  REQUIRE(dim_labels(w.s).channels == std::vector<std::string>{"video", "phone"});
  CHECK(r[channel_contacts] == std::vector<double>{5.0 * (30 + 10 + 3), 5.0 * 2});
  CHECK(r[channel_planned_response][0] == Approx((30 * 6.0 + 10 * 1.2) / 40).epsilon(1e-12));  // 4.8 h; their plain mean is 3.6
  CHECK(r[channel_planned_response][1] == Approx(12.0).epsilon(1e-12));
  CHECK(std::isnan(r[channel_response][0]));  // nobody asked
  CHECK(r[channel_cost][0] == Approx(5.0 * (30 * 6.0 + 10 * 1.2 + 3 * 2.0)).epsilon(1e-9));
  CHECK(r[channel_cost_per_contact][0] == Approx((30 * 6.0 + 10 * 1.2 + 3 * 2.0) / 43).epsilon(1e-9));
  CHECK(r[channel_cost][1] == Approx(5.0 * 2 * 12.0).epsilon(1e-9));
  const double uncounted = 5.0 * 6 * 2.4;
  CHECK(total(r[channel_cost]) + uncounted == Approx(r[labour_used_cost][0] + r[contact_cost][0]).epsilon(1e-9));
  CHECK(r[channel_missed] == std::vector<double>{0.0, 0.0});
}

TEST_CASE("channels: response is what customers wait for, weighted by answers; planned contacts stand apart") {
  SmallWorld w = desk();
  w.segment().customers = number(400.0);
  w.strategy().pools[0].servers = 5000;
  w.strategy().touchpoints = {demand(w, "quick", "email", 0.2, 0.05), demand(w, "slow", "email", 0.05, 0.5),
                              by_desk(w, "news", "email", 10 * sim::kDay, 0.125)};
  const CellResult r = w.run();
  const double quick = r[touchpoint_delivered][0], slow = r[touchpoint_delivered][1];
  REQUIRE(slow > 300.0);
  REQUIRE(quick > 3.0 * slow);
  CHECK(r[channel_response][0] == Approx((quick * 1.2 + slow * 12.0) / (quick + slow)).epsilon(1e-9));
  CHECK(r[channel_planned_response][0] == Approx(3.0).epsilon(1e-9));
  CHECK(r[channel_contacts][0] == quick + slow + 400.0 * 3);
}

TEST_CASE("channels: self-service that settles a demand answers at once; a try that settles nothing is no answer") {
  SmallWorld w = desk();
  w.segment().customers = number(400.0);
  w.strategy().pools[0].servers = 5000;
  w.strategy().touchpoints = {demand(w, "question", "chat", 0.2, 0.25)};
  w.strategy().self_services = {help(w, "chat", 0.5)};
  const CellResult r = w.run();
  const double answered = r[touchpoint_delivered][0], settled = r[self_service_resolved][0], tried = r[self_service_tried][0];
  REQUIRE(settled > 900.0);
  REQUIRE(tried > settled + 900.0);
  CHECK(r[channel_response][0] == Approx(6.0 * answered / (answered + settled)).epsilon(1e-9));
  CHECK(r[channel_contacts][0] == answered + tried);
  CHECK(r[channel_cost][0] == Approx(r[labour_used_cost][0] + 0.5 * tried).epsilon(1e-9));
  w.strategy().self_services[0].channel = "portal";  // apart, each is what it is
  const CellResult apart = w.run();
  CHECK(apart[channel_response][0] == Approx(6.0).epsilon(1e-9));
  CHECK(apart[channel_response][1] == 0.0);
  CHECK(apart[channel_contacts] == std::vector<double>{answered, tried});
  CHECK(apart[channel_cost][1] == Approx(0.5 * tried).epsilon(1e-12));
  CHECK(std::isnan(apart[channel_missed_share][1]));  // no contact by staff
}

TEST_CASE("channels: missed are contacts that staff had no time for, not messages that do not arrive") {
  SmallWorld w = desk();
  w.strategy().pools[0].servers = 0;
  Touchpoint call = by_desk(w, "call", "phone", 10 * sim::kDay, 0.1);
  call.patience = w.all(constant(2.0));
  Touchpoint text = w.touchpoint("text", {0}, sim::kDay);
  text.channel = "phone";
  text.reach = w.all(number(0.5));
  w.strategy().touchpoints = {call, text};
  w.add_strategy("without");
  const CellResult r = w.run();
  CHECK(r[channel_missed][0] == 5.0 * 2);  // those due on days 10 and 20; the patience of the third ends beyond the horizon
  CHECK(r[channel_missed_share][0] == 1.0);
  CHECK(r[channel_contacts][0] == total({r[touchpoint_delivered].begin(), r[touchpoint_delivered].end()}));
  CHECK(r[channel_contacts][0] < 5.0 * 30);
  const CellResult none = w.run(0, 1);  // a strategy with nothing on the channel
  for (const Measure id : {channel_contacts, channel_missed, channel_missed_share, channel_response, channel_planned_response, channel_cost,
                           channel_cost_per_contact})
    CHECK(std::isnan(none[id][0]));
}

TEST_CASE("channels: acquisition staff is in a channel's cost; a channel changes nothing else") {
  SmallWorld w = desk();
  w.strategy().touchpoints = {by_desk(w, "pitch", "", sim::kDay, 0.25)};
  w.strategy().touchpoints[0].cost = w.all(number(3.0));
  w.strategy().pools[0].acquires = true;
  const CellResult plain = w.run();
  w.strategy().touchpoints[0].channel = "phone";
  const CellResult r = w.run();
  CHECK(plain[channel_cost].empty());
  CHECK(r[channel_cost][0] == Approx(5.0 * 30 * (6.0 + 3.0)).epsilon(1e-9));
  for (const MeasureRow& row : measures()) {
    if (row.name.substr(0, 8) == "channel_") continue;
    INFO(row.name);
    REQUIRE(r[row.id].size() == plain[row.id].size());
    for (std::size_t i = 0; i < plain[row.id].size(); ++i)
      CHECK((r[row.id][i] == plain[row.id][i] || (std::isnan(r[row.id][i]) && std::isnan(plain[row.id][i]))));
  }
}

TEST_CASE("channels: what today's strategy does on another channel goes on") {
  SmallWorld w = desk();
  w.add_strategy("next");
  w.strategy(1).pools = w.strategy(0).pools;
  w.s.today = Today{0, 180 * sim::kDay};
  w.strategy().touchpoints = {demand(w, "question", "", 0.1, 0.1), by_desk(w, "call", "phone", 10 * sim::kDay, 0.1)};
  w.strategy().self_services = {help(w, "chat", 0.5)};
  w.strategy(1).touchpoints = w.strategy().touchpoints;
  w.strategy(1).self_services = w.strategy().self_services;
  w.strategy(1).touchpoints[1].channel = "video";
  w.strategy(1).self_services[0].channel = "portal";
  const Strategy joined = strategy_in_force(w.s, 1);
  REQUIRE(joined.touchpoints.size() == 2);
  CHECK(joined.touchpoints[1].channel == "video");
  CHECK(joined.touchpoints[1].from == kAlways);
  REQUIRE(joined.self_services.size() == 1);
  CHECK(joined.self_services[0].channel == "portal");
  w.strategy(1).touchpoints[1].priority = 1;  // planted: another contact begins anew
  CHECK(strategy_in_force(w.s, 1).touchpoints.size() == 3);
}

TEST_CASE("channels: what is left of today's contacts gives a strategy no channel of its own") {
  SmallWorld w = desk();
  w.add_strategy("next");
  w.strategy(1).pools = w.strategy(0).pools;
  w.s.today = Today{0, 180 * sim::kDay};
  w.strategy().touchpoints = {demand(w, "question", "mail", 0.1, 0.1), by_desk(w, "call", "phone", 10 * sim::kDay, 0.1)};
  w.strategy(1).touchpoints = {w.strategy().touchpoints[0]};
  const DimLabels labels = dim_labels(w.s);
  REQUIRE(labels.channels == std::vector<std::string>{"mail", "phone"});
  const CellResult today = w.run(0, 0), next = w.run(0, 1);
  CHECK(today[channel_contacts][1] > 0.0);
  CHECK(next[channel_contacts][0] > 0.0);
  CHECK(std::isnan(next[channel_contacts][1]));
  CHECK(std::isnan(next[channel_cost][1]));
}
