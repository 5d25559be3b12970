// Tickets that come back and tickets that self-service meets first, against closed forms (domain facts: first-contact
// resolution, residual difficulty, more channels and more contacts, contained is not resolved).
#include <cmath>

#include "models/engagement/self_service.h"
#include "tests/support/catch.h"
#include "tests/support/small_world.h"
#include "tests/support/statistical.h"

using namespace tenure;
using namespace tenure::test;
using enum tenure::models::Measure;

namespace {

constexpr MeanCheck kSharp{.false_alarm = 1e-4, .resolution = 0.01};
constexpr double kHours = 0.5;  // mean work of a ticket

double total(const std::vector<double>& values) {
  double sum = 0.0;
  for (const double v : values) sum += v;
  return sum;
}

/// Customers with tickets, and more staff than they need.
SmallWorld desk(double customers = 300.0) {
  SmallWorld w({"active"}, customers, 300 * sim::kDay);
  w.strategy().pools = {w.pool("support", 40)};
  Touchpoint t = w.touchpoint("ticket", {0}, 0);
  t.trigger = TriggerKind::recurrence;
  t.rate = w.all(number(0.2));
  t.delivery = Delivery::pool;
  t.pool = 0;
  t.work = w.all(exponential(kHours / 24.0));
  w.strategy().touchpoints = {t};
  return w;
}

void comes_back(SmallWorld& w, double resolved, int most, double work = 1.0) {
  Resolution& r = w.strategy().touchpoints[0].resolution;
  r.resolved = w.all(number(resolved));
  r.after = w.all(exponential(0.1));
  r.work = number(work);
  r.most = most;
}

struct Bot {
  double tried = 0.0, resolved = 0.0, selects = 1.0, goes_on = 1.0, returns = 0.0, work = 1.0;
};

SelfService& add(SmallWorld& w, const Bot& bot, const std::string& name = "bot") {
  SelfService s;
  s.name = name;
  s.demands = {0};
  s.enabled = w.all<char>(1);
  s.tried = w.all(number(bot.tried));
  s.resolved = w.all(number(bot.resolved));
  s.selects = number(bot.selects);
  s.goes_on = w.all(number(bot.goes_on));
  s.returns = w.all(number(bot.returns));
  s.return_after = w.all(exponential(0.1));
  s.return_work = number(bot.work);
  s.cost = w.all(number(0.0));
  w.strategy().self_services.push_back(s);
  return w.strategy().self_services.back();
}

SmallWorld with(const Bot& bot) {
  SmallWorld w = desk();
  add(w, bot);
  return w;
}

template <class Fn>
std::vector<double> of(const SmallWorld& w, Fn&& value) {
  return w.replicate(12, value);
}

double hours_per_ticket(const CellResult& r) { return r[touchpoint_worked_hours][0] / total(r[touchpoint_arisen]); }
double hours_per_contact(const CellResult& r) { return r[touchpoint_worked_hours][0] / total(r[touchpoint_delivered]); }
double contacts_per_ticket(const CellResult& r) { return r[demand_contacts][0] / total(r[touchpoint_arisen]); }

}  // namespace

TEST_CASE("returns: contacts and work per ticket are a geometric sum up to most_returns", "[statistical]") {
  const double f = 0.71, work = 1.4;
  SmallWorld w = desk();
  comes_back(w, f, 3, work);
  const double u = 1.0 - f, again = u + u * u + u * u * u;
  CHECK(agrees(of(w, contacts_per_ticket), 1.0 + again, kSharp));
  CHECK(agrees(of(w, hours_per_ticket), kHours * (1.0 + work * again), {.false_alarm = 1e-4, .resolution = 0.015}));
  CHECK(agrees(of(w, [](const CellResult& r) { return total(r[touchpoint_resolved]) / total(r[touchpoint_delivered]); }), f,
               kSharp));
  CHECK(agrees(of(w, [](const CellResult& r) { return total(r[touchpoint_returned]) / total(r[touchpoint_arisen]); }), again,
               {.false_alarm = 1e-4, .resolution = 0.03}));
  SmallWorld wrong = desk();
  comes_back(wrong, f, 2, work);  // planted: one return fewer
  CHECK(differs(of(wrong, contacts_per_ticket), 1.0 + again, kSharp));
  comes_back(wrong, f + 0.02, 3, work);
  CHECK(differs(of(wrong, contacts_per_ticket), 1.0 + again, kSharp));
  comes_back(wrong, f, 3, 1.3);
  CHECK(differs(of(wrong, hours_per_ticket), kHours * (1.0 + work * again), kSharp));
  const SmallWorld none = desk();  // cut out
  const CellResult r = none.run();
  CHECK(contacts_per_ticket(r) == 1.0);
  CHECK(total(r[touchpoint_resolved]) == total(r[touchpoint_delivered]));
}

TEST_CASE("returns: who leaves before does not come back, and the pool never hears of it") {
  SmallWorld w({"active", "lost"}, 200.0, 60 * sim::kDay);
  w.add_transition("leave", {0}, 1, constant(10.0));
  const SmallWorld plain = desk();
  w.strategy().pools = plain.s.strategies[0].pools;
  w.strategy().touchpoints = plain.s.strategies[0].touchpoints;
  comes_back(w, 0.0, 4);
  w.strategy().touchpoints[0].resolution.after = w.all(constant(15.0));
  const CellResult r = w.run();
  const double returned = total(r[touchpoint_returned]);
  CHECK(returned > 300.0);
  CHECK(total(r[pool_requests]) == total(r[touchpoint_planned]) - returned);
  CHECK(total(r[touchpoint_withdrawn]) >= returned);
  // beyond the horizon it is pending: planned, and neither delivered nor missed nor withdrawn
  w.s.transitions.clear();
  w.strategy().touchpoints[0].resolution.after = w.all(constant(100.0));
  const CellResult later = w.run();
  CHECK(total(later[touchpoint_returned]) > 1000.0);
  CHECK(total(later[touchpoint_withdrawn]) == 0.0);
  CHECK(total(later[pool_requests]) == total(later[touchpoint_arisen]));
  CHECK(total(later[touchpoint_planned]) - total(later[touchpoint_delivered]) >= total(later[touchpoint_returned]));
}

TEST_CASE("returns: in the hours in which the demand comes") {
  // Nobody waits for staff of the same hours, so the answer follows in minutes; who came back at night would wait until morning.
  SmallWorld w = desk(100.0);
  w.s.hours = {{"office", {}, {}}};
  for (int d = 0; d < 5; ++d) w.s.hours[0].week.push_back({d, 9 * sim::kHour, 17 * sim::kHour});
  w.strategy().pools[0].hours = 0;
  w.strategy().touchpoints[0].hours = 0;
  w.strategy().touchpoints[0].work = w.all(constant(1.0 / 1440.0));
  comes_back(w, 0.2, 4);
  CHECK(total(w.run()[touchpoint_returned]) > 1000.0);
  CHECK(w.run()[pool_overall_response][0] < 0.2);
  w.strategy().touchpoints[0].hours = no_index;
  CHECK(w.run()[pool_overall_response][0] > 5.0);
}

TEST_CASE("returns and self-service: what fails is felt, and only that") {
  SmallWorld w({"active", "lost"}, 100.0, 60 * sim::kDay);
  w.add_transition("leave", {0}, 1, exponential(1e10));
  const SmallWorld plain = desk();
  w.strategy().pools = plain.s.strategies[0].pools;
  w.strategy().touchpoints = plain.s.strategies[0].touchpoints;
  SmallWorld unresolved = w;
  comes_back(unresolved, 0.0, 0);
  CHECK(unresolved.run()[lost][0] == 0.0);
  unresolved.strategy().touchpoints[0].resolution.unresolved = {w.influence("annoyed", {0}, 1e13, sim::kDay)};
  CHECK(unresolved.run()[lost][0] > 95.0);
  unresolved.strategy().touchpoints[0].resolution.resolved = w.all(number(1.0));
  CHECK(unresolved.run()[lost][0] == 0.0);
  SmallWorld silent = w;
  SelfService& bot = add(silent, {.tried = 1.0, .resolved = 0.0, .goes_on = 0.0});
  CHECK(silent.run()[lost][0] == 0.0);
  bot.failed = {w.influence("frustrated", {0}, 1e13, sim::kDay)};
  CHECK(silent.run()[lost][0] > 95.0);
  CHECK(total(silent.run()[pool_requests]) == 0.0);
  bot.goes_on = w.all(number(1.0));  // nobody is lost in silence
  CHECK(silent.run()[lost][0] == 0.0);
}

TEST_CASE("self-service: the chance by hand, and its mean over all tickets") {
  CHECK(chance_resolved(0.4, 0.0, 0.9) == 0.4);
  CHECK(chance_resolved(0.4, 1.0, 0.25) == Approx(0.6).epsilon(1e-14));
  CHECK(chance_resolved(1.0, 2.0, 0.99) == 1.0);
  CHECK(chance_resolved(0.0, 2.0, 0.0) == 0.0);
  for (const double mean : {0.1, 0.33, 0.5, 0.8, 0.97})
    for (const double selects : {0.0, 0.5, 1.0, 3.0}) {
      double sum = 0.0, before = 2.0;
      constexpr int steps = 20000;
      for (int i = 0; i < steps; ++i) {
        const double chance = chance_resolved(mean, selects, (i + 0.5) / steps);
        CHECK((chance <= before && chance >= 0.0 && chance <= 1.0));
        before = chance;
        sum += chance;
      }
      CHECK(sum / steps == Approx(mean).epsilon(1e-3));
    }
}

TEST_CASE("self-service: what is left to people is harder", "[statistical]") {
  // Exponential work and chance c (1 - q)^s: E[W; not settled] = W (1 - tried · resolved / (1 + s)).
  const Bot bot{.tried = 0.8, .resolved = 0.45, .selects = 1.0};
  const double expected = kHours * (1.0 - 0.8 * 0.45 / 2.0) / (1.0 - 0.8 * 0.45);
  CHECK(expected > 1.25 * kHours);
  CHECK(agrees(of(with(bot), hours_per_contact), expected, {.false_alarm = 1e-4, .resolution = 0.02}));
  Bot wrong = bot;
  wrong.selects = 0.0;  // planted: all tickets alike
  CHECK(differs(of(with(wrong), hours_per_contact), expected, {.false_alarm = 1e-4, .resolution = 0.02}));
  CHECK(differs(of(desk(), hours_per_contact), expected, {.false_alarm = 1e-4, .resolution = 0.02}));  // cut out
  Bot sharper = bot;
  sharper.selects = 3.0;
  const double harder = kHours * (1.0 - 0.8 * (1.0 - (1.0 - 0.45))) / (1.0 - 0.8 * 0.45);
  CHECK(harder > 0.0);
  CHECK(hours_per_contact(with(sharper).run()) > hours_per_contact(with(bot).run()));
}

TEST_CASE("self-service: more channels, more contacts, and the same tickets", "[statistical]") {
  const Bot bot{.tried = 0.75, .resolved = 0.45};
  const SmallWorld w = with(bot), plain = desk();
  CHECK(agrees(of(w, contacts_per_ticket), 1.0 + 0.75 * 0.55, kSharp));
  CHECK(differs(of(plain, contacts_per_ticket), 1.0 + 0.75 * 0.55, kSharp));
  const CellResult r = w.run(), without = plain.run();
  CHECK(r[touchpoint_arisen] == without[touchpoint_arisen]);  // month by month
  CHECK(r[demand_contacts][0] > without[demand_contacts][0]);
  CHECK(total(r[pool_requests]) < total(without[pool_requests]));
  Bot more = bot;
  more.tried = 0.8;
  CHECK(with(more).run()[demand_contacts][0] > r[demand_contacts][0]);
  CHECK(with(more).run()[touchpoint_arisen] == without[touchpoint_arisen]);
}

TEST_CASE("self-service: contained is not resolved, and what comes back is dearer", "[statistical]") {
  // 78 % contained, 47 % of these not settled: truly resolved 41 %.
  const double contained = 0.78, resolved = contained * (1.0 - 0.47), on = (1.0 - contained) / (1.0 - resolved);
  const Bot bot{.tried = 0.9, .resolved = resolved, .selects = 1.0, .goes_on = on, .returns = 0.6, .work = 1.5};
  const SmallWorld w = with(bot);
  const auto share = [&](Measure id) { return of(w, [id](const CellResult& r) { return r[id][0]; }); };
  CHECK(agrees(share(self_service_contained_share), 0.78, kSharp));
  CHECK(agrees(share(self_service_resolved_share), 0.4134, {.false_alarm = 1e-4, .resolution = 0.02}));
  CHECK(differs(share(self_service_resolved_share), contained, kSharp));  // what containment alone would claim
  const auto per_try = [&](Measure id) {
    return of(w, [id](const CellResult& r) { return total(r[id]) / total(r[self_service_tried]); });
  };
  const double rest = contained - resolved;
  CHECK(agrees(per_try(self_service_returned), rest * 0.6, {.false_alarm = 1e-4, .resolution = 0.03}));
  CHECK(agrees(per_try(self_service_silent), rest * 0.4, {.false_alarm = 1e-4, .resolution = 0.04}));
  const double work = kHours * (0.1 + 0.9 * (1.0 - resolved / 2.0) * (on + (1.0 - on) * 0.6 * 1.5));
  CHECK(agrees(of(w, hours_per_ticket), work, {.false_alarm = 1e-4, .resolution = 0.02}));
  Bot cheap = bot;
  cheap.work = 1.35;  // planted
  CHECK(differs(of(with(cheap), hours_per_ticket), work, {.false_alarm = 1e-4, .resolution = 0.02}));
}

TEST_CASE("self-service: one after the other, each try paid, and for the segments that have it") {
  SmallWorld w = desk(60.0);
  add(w, {.tried = 1.0, .resolved = 0.0}, "help").cost = w.all(number(0.25));
  add(w, {.tried = 1.0, .resolved = 1.0}, "bot").cost = w.all(number(2.0));
  const CellResult r = w.run();
  const std::size_t months = r[touchpoint_planned].size();
  const double tickets = total(r[touchpoint_arisen]);
  CHECK(tickets > 3000.0);
  CHECK(total(r[pool_requests]) == 0.0);
  CHECK(r[contact_cost][0] == Approx(2.25 * tickets).epsilon(1e-12));
  CHECK(r[self_service_contained_share] == std::vector<double>{0.0, 1.0});
  CHECK(r[demand_contacts][0] == 2.0 * tickets);
  CHECK(r[self_service_went_on][0] == r[self_service_tried][months]);
  for (SelfService& s : w.strategy().self_services) s.enabled = w.all<char>(0);
  const CellResult off = w.run();
  CHECK(total(off[pool_requests]) == tickets);
  CHECK(off[contact_cost][0] == 0.0);
}
