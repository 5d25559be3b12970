// From today's team, plans and pipeline to a strategy's, by hand.
#include <cmath>

#include "models/scenario/today.h"
#include "tests/support/catch.h"
#include "tests/support/small_world.h"

using namespace tenure;
using namespace tenure::test;

namespace {

constexpr Tick kDay = sim::kDay;

std::vector<std::pair<Tick, int>> steps(int servers, const std::vector<HeadcountStep>& plan, int today,
                                        const std::vector<HeadcountStep>& todays, Tick hire_delay, Tick notice) {
  std::vector<std::pair<Tick, int>> out;
  for (const HeadcountStep& step : head_counts_after_today(servers, plan, today, todays, hire_delay, notice))
    out.emplace_back(step.at / kDay, step.servers);
  return out;
}

using Steps = std::vector<std::pair<Tick, int>>;

double sum(const std::vector<double>& values) {
  double total = 0.0;
  for (const double v : values) total += std::isnan(v) ? 0.0 : v;
  return total;
}

/// Two strategies, the first of which is today's; half a year of warm-up.
SmallWorld world(double customers, Tick horizon = 6 * sim::kMonth) {
  SmallWorld w({"active", "lost", "lead"}, customers, horizon);
  w.s.stages[2].customer = false;
  w.add_strategy("next");
  w.s.today = Today{0, 180 * kDay};
  w.segment().opening_age = constant(1000.0);
  return w;
}

Touchpoint by_pool(const SmallWorld& w, const char* name, Tick every, int pool, double work_days) {
  Touchpoint t = w.touchpoint(name, {0}, every);
  t.first = w.all(Tick{-1});
  t.delivery = Delivery::pool;
  t.pool = pool;
  t.work = w.all(constant(work_days));
  return t;
}

}  // namespace

TEST_CASE("today: growth waits for hire_delay, reduction for notice, today's own plan for nobody") {
  CHECK(steps(10, {}, 10, {}, 60 * kDay, 30 * kDay).empty());
  CHECK(steps(12, {}, 10, {}, 60 * kDay, 30 * kDay) == Steps{{60, 12}});
  CHECK(steps(7, {}, 10, {}, 60 * kDay, 30 * kDay) == Steps{{30, 7}});
  CHECK(steps(0, {}, 4, {}, 60 * kDay, 0) == Steps{{0, 0}});
  CHECK(steps(3, {}, 0, {}, 0, 30 * kDay) == Steps{{0, 3}});
  // a later step of the plan is planned in time, but not before hire_delay
  CHECK(steps(12, {{90 * kDay, 15}}, 10, {}, 60 * kDay, 30 * kDay) == Steps{{60, 12}, {90, 15}});
  CHECK(steps(12, {{40 * kDay, 15}}, 10, {}, 60 * kDay, 30 * kDay) == Steps{{60, 15}});
  CHECK(steps(12, {{40 * kDay, 8}}, 10, {}, 60 * kDay, 30 * kDay) == Steps{{40, 8}});
  // what today's plan had under way goes on until the strategy's own can take effect
  CHECK(steps(10, {{20 * kDay, 11}}, 10, {{20 * kDay, 11}}, 60 * kDay, 30 * kDay) == Steps{{20, 11}});
  CHECK(steps(15, {}, 10, {{20 * kDay, 11}}, 60 * kDay, 30 * kDay) == Steps{{20, 11}, {60, 15}});
  CHECK(steps(10, {}, 10, {{20 * kDay, 11}}, 60 * kDay, 30 * kDay) == Steps{{20, 11}, {30, 10}});
}

TEST_CASE("today: those whom a strategy adds are hired, those whom it does not keep stay for their notice") {
  SmallWorld w = world(20.0);
  Pool desk = w.pool("desk", 4);
  desk.wage = number(100.0);
  desk.hire_cost = number(5000.0);
  desk.hire_delay = 61 * kDay;
  desk.notice = 30 * kDay;
  Pool old = desk;
  old.name = "old";
  Pool fresh = desk;
  fresh.name = "fresh";
  w.strategy(0).pools = {desk, old};
  desk.servers = 6;
  w.strategy(1).pools = {desk, fresh};
  w.strategy(0).touchpoints = {by_pool(w, "talk", 30 * kDay, 0, 0.1), by_pool(w, "tale", 30 * kDay, 1, 0.1)};
  w.strategy(1).touchpoints = {by_pool(w, "talk", 30 * kDay, 0, 0.1), by_pool(w, "news", 30 * kDay, 1, 0.1)};
  const double days = 6 * 30.4375;
  const CellResult today = w.run(0, 0), next = w.run(0, 1);
  CHECK(today[Measure::hiring_cost][0] == 0.0);
  CHECK(today[Measure::labour_cost][0] == Approx(8 * days * 100.0));
  CHECK(next[Measure::hiring_cost][0] == Approx((2 + 4) * 5000.0));
  const DimLabels labels = dim_labels(w.s);
  REQUIRE(labels.pools == std::vector<std::string>{"desk", "old", "fresh"});
  const std::size_t months = 6;
  const auto servers = [&](std::size_t pool, std::size_t m) { return next[Measure::pool_servers][pool * months + m]; };
  CHECK(servers(0, 0) == Approx(4.0));
  CHECK(servers(0, 1) == Approx(4.0));
  CHECK(servers(0, 3) == Approx(6.0));
  CHECK(servers(1, 0) == Approx(4.0 * 30.0 / 30.4375));
  CHECK(servers(1, 1) == 0.0);
  CHECK(servers(2, 1) == 0.0);
  CHECK(servers(2, 3) == Approx(4.0));
  CHECK(sum(next[Measure::pool_leavers]) == 4.0);
  // without [today] each strategy has its own team from the first day
  w.s.today.reset();
  const CellResult at_once = w.run(0, 1);
  CHECK(at_once[Measure::hiring_cost][0] == 0.0);
  CHECK(at_once[Measure::labour_cost][0] == Approx(10 * days * 100.0));
}

TEST_CASE("today: people who change teams are neither hired nor trained nor let go, and know their work") {
  {  // four of six change; the other two stay for their notice
    const auto to = head_counts_after_today(4, {}, 0, {}, 60 * kDay, 30 * kDay, 4);
    REQUIRE(to.size() == 1);
    CHECK((to[0].at == 0 && to[0].servers == 4 && to[0].moved == 4));
    const auto from = head_counts_after_today(0, {}, 6, {}, 60 * kDay, 30 * kDay, -4);
    REQUIRE(from.size() == 2);
    CHECK((from[0].at == 0 && from[0].servers == 2 && from[0].moved == 4));
    CHECK((from[1].at == 30 * kDay && from[1].servers == 0 && from[1].moved == 0));
    // today's own plan would have let five go anyway: nobody is less than nobody
    for (const HeadcountStep& step : head_counts_after_today(0, {}, 6, {{15 * kDay, 1}}, 60 * kDay, 30 * kDay, -4)) CHECK(step.servers >= 0);
  }
  SmallWorld w = world(40.0);
  Pool old = w.pool("old", 6);
  old.wage = number(100.0);
  old.hire_cost = number(5000.0);
  old.training = number(700.0);
  old.severance = number(3000.0);
  old.hire_delay = 61 * kDay;
  old.notice = 30 * kDay;
  old.ramp = 90 * kDay;
  old.ramp_start = number(0.5);
  Pool fresh = old;
  fresh.name = "fresh";
  fresh.servers = 4;
  fresh.takes_over = "old";
  w.strategy(0).pools = {old};
  w.strategy(1).pools = {fresh};
  w.strategy(0).touchpoints = {by_pool(w, "tale", 30 * kDay, 0, 0.1)};
  w.strategy(1).touchpoints = {by_pool(w, "news", 30 * kDay, 0, 0.1)};
  const auto costs = [](const CellResult& r) {
    return std::vector<double>{r[Measure::hiring_cost][0], r[Measure::training_cost][0], r[Measure::severance_cost][0], sum(r[Measure::pool_leavers])};
  };
  const CellResult moved = w.run(0, 1);
  CHECK(costs(moved) == std::vector<double>{0.0, 0.0, 2 * 3000.0, 2.0});
  const std::size_t months = 6;
  const auto servers = [&](const CellResult& r, std::size_t pool, std::size_t m) { return r[Measure::pool_servers][pool * months + m]; };
  CHECK(servers(moved, 0, 0) == Approx(2.0 * 30.0 / 30.4375));
  CHECK(servers(moved, 0, 1) == 0.0);
  CHECK(servers(moved, 1, 0) == Approx(4.0));
  w.strategy(1).pools[0].ramp = 0;  // nobody is new at it
  CHECK(w.run(0, 1)[Measure::pool_busy_hours] == moved[Measure::pool_busy_hours]);
  // more than there are: the rest is hired
  w.strategy(1).pools[0].servers = 9;
  CHECK(costs(w.run(0, 1)) == std::vector<double>{3 * 5000.0, 3 * 700.0, 0.0, 0.0});
  // whom the strategy keeps in the old team does not change
  w.strategy(1).pools[0].servers = 4;
  old.servers = 5;
  w.strategy(1).pools.push_back(old);
  w.strategy(1).touchpoints.push_back(by_pool(w, "tale", 30 * kDay, 1, 0.1));
  CHECK(costs(w.run(0, 1)) == std::vector<double>{3 * 5000.0, 3 * 700.0, 0.0, 0.0});
  // cut out: all are hired and let go
  w.strategy(1).pools.resize(1);
  w.strategy(1).touchpoints.resize(1);
  w.strategy(1).pools[0].takes_over.clear();
  CHECK(costs(w.run(0, 1)) == std::vector<double>{4 * 5000.0, 4 * 700.0, 6 * 3000.0, 6.0});
}

TEST_CASE("today: of those who change teams nobody's accounts are handed to somebody who serves her notice") {
  SmallWorld w = world(60.0);
  w.add_transition("churn", {0}, 1, exponential(4000.0));
  Pool old = w.pool("old", 6);
  old.books = true;
  old.notice = 30 * kDay;
  old.handover = {w.influence("new_face", {0}, 100.0, 60 * kDay)};
  Pool fresh = w.pool("fresh", 4);
  w.strategy(0).pools = {old};
  w.strategy(1).pools = {fresh};
  w.strategy(0).touchpoints = {by_pool(w, "tale", 30 * kDay, 0, 0.1)};
  w.strategy(1).touchpoints = {by_pool(w, "news", 30 * kDay, 0, 0.1)};
  const double let_go = w.run(0, 1)[Measure::retention_end][0];
  w.strategy(1).pools[0].takes_over = "old";
  CHECK(w.run(0, 1)[Measure::retention_end][0] == let_go);
  CHECK(let_go > 0.9);
  // where the team goes on with two, the accounts of the four who change are handed over and felt to be
  old.servers = 2;
  w.strategy(1).pools.push_back(old);
  w.strategy(1).touchpoints.push_back(by_pool(w, "tale", 30 * kDay, 1, 0.1));
  CHECK(w.run(0, 1)[Measure::retention_end][0] < 0.6);
}

TEST_CASE("today: which of two teams takes people over hangs on their names, not on their place in the file") {
  SmallWorld w = world(40.0);
  Pool old = w.pool("old", 5);
  old.hire_cost = number(5000.0);
  Pool first = old, second = old;
  first.name = "first";
  second.name = "second";
  second.hire_cost = number(9000.0);
  first.servers = second.servers = 4;
  first.takes_over = second.takes_over = "old";
  w.strategy(0).pools = {old};
  w.strategy(0).touchpoints = {by_pool(w, "tale", 30 * kDay, 0, 0.1)};
  w.strategy(1).pools = {first, second};
  w.strategy(1).touchpoints = {by_pool(w, "news", 30 * kDay, 0, 0.1), by_pool(w, "talk", 30 * kDay, 1, 0.1)};
  CHECK(w.run(0, 1)[Measure::hiring_cost][0] == 3 * 9000.0);
  w.strategy(1).pools = {second, first};
  CHECK(w.run(0, 1)[Measure::hiring_cost][0] == 3 * 9000.0);
}

TEST_CASE("today: new servers take accounts over, until the books are even") {
  SmallWorld w = world(60.0);
  w.add_transition("leave", {0}, 1, exponential(1e9));
  Pool desk = w.pool("desk", 2);
  desk.books = true;
  desk.handover = {w.influence("stranger", {0}, 1e12, kDay)};
  w.strategy(0).pools = {desk};
  desk.servers = 6;
  desk.hire_delay = 10 * kDay;
  w.strategy(1).pools = {desk};
  for (int k : {0, 1}) w.strategy(static_cast<std::size_t>(k)).touchpoints = {by_pool(w, "talk", 5 * kDay, 0, 0.1)};
  CHECK(w.run(0, 0)[Measure::lost][0] == 0.0);
  // 30 each become 10 each: 4 x 10 accounts change hands
  CHECK(w.run(0, 1)[Measure::lost][0] == 40.0);
}

TEST_CASE("today: a strategy's named servers take over whom today nobody looks after") {
  // load: 60 accounts, a day's work each every 30 d; two people cannot do it and three of the new team can
  SmallWorld w = world(60.0);
  w.strategy(0).pools = {};
  Pool named = w.pool("named", 3);
  named.books = true;
  w.strategy(1).pools = {named};
  w.strategy(1).touchpoints = {by_pool(w, "talk", 30 * kDay, 0, 1.0)};
  const CellResult next = w.run(0, 1);
  CHECK(next[Measure::pool_overall_utilisation][0] == Approx(2.0 / 3.0).epsilon(0.05));
  CHECK(next[Measure::pool_queue_length][0] < 20.0);  // of 20 each: nobody has all of them
}

TEST_CASE("today: nothing is counted or paid before the start, and what was asked before it is answered after it") {
  SmallWorld w = world(100.0, 2 * sim::kMonth);
  w.add_flow("fee", FlowKind::revenue, FlowForm::rate, {0}, number(1.0));
  w.strategy(0).pools = {w.pool("desk", 1)};
  w.strategy(0).pools[0].wage = number(10.0);
  // 100 accounts every 30 d, 0.33 d each: load 1.1; over 180 d a backlog of 180 / 30 x 100 x 0.1 / 1.1 contacts
  Touchpoint talk = by_pool(w, "talk", 30 * kDay, 0, 0.33);
  talk.cost = w.all(number(7.0));
  w.strategy(0).touchpoints = {talk};
  w.strategy(1) = w.strategy(0);
  w.strategy(1).name = "quiet";
  w.strategy(1).touchpoints.clear();
  w.strategy(1).pools.clear();
  const CellResult today = w.run(0, 0), quiet = w.run(0, 1);
  const double days = 2 * 30.4375;
  CHECK(today[Measure::revenue][0] == Approx(100.0 * days));
  CHECK(today[Measure::labour_cost][0] == Approx(10.0 * days));
  CHECK(sum(today[Measure::touchpoint_planned]) == Approx(100.0 * days / 30.0).margin(8));
  CHECK(sum(today[Measure::touchpoint_delivered]) == Approx(days / 0.33).margin(2));
  CHECK(today[Measure::pool_queue_length][0] == Approx(58.0).margin(8));
  CHECK(today[Measure::contact_cost][0] == 7.0 * sum(today[Measure::touchpoint_delivered]));
  // wound up at once (no notice): what waits is never answered, and the first contact of the run is none of its own
  CHECK(sum(quiet[Measure::touchpoint_planned]) == 0.0);
  CHECK(sum(quiet[Measure::pool_labour_cost]) == 0.0);
  CHECK(sum(quiet[Measure::touchpoint_delivered]) <= 1.0);
  w.s.today.reset();
  CHECK(w.run(0, 0)[Measure::pool_queue_length][0] < 8.0);  // without a yesterday nobody waits at first
}

TEST_CASE("today: what contacts have built up goes on, and fades where they end") {
  SmallWorld w = world(400.0, 2 * sim::kMonth);
  w.add_transition("leave", {0}, 1, exponential(20.0));
  Touchpoint care = w.touchpoint("care", {0}, 10 * kDay);
  care.first = w.all(Tick{-1});
  care.done = {w.influence("bond", {0}, 0.01, 20 * kDay)};
  w.strategy(0).touchpoints = {care};
  w.strategy(1).touchpoints = {};
  // every 10 d, half-life 20 d: x is 2.9 on average, and the hazard all but nil
  CHECK(w.run(0, 0)[Measure::lost][0] == 0.0);
  const double ended = w.run(0, 1)[Measure::lost][0];
  Scenario never = w.s;
  never.today.reset();
  const double cold = simulate_cell(never, 1, 0, 0)[Measure::lost][0];
  CHECK(cold > 350.0);  // 1 - e^-3
  CHECK(ended < cold - 50.0);
  CHECK(ended > 20.0);
  // the same contact at another rhythm goes on from there; one whose effect is another begins anew
  Touchpoint rarer = care;
  rarer.every = w.all(Tick{15 * kDay});
  w.strategy(1).touchpoints = {rarer};
  CHECK(w.run(0, 1)[Measure::lost][0] <= 2.0);
}

TEST_CASE("today: the opening book is whole at the start, and the young ones have come through their start") {
  SmallWorld w({"trial", "active", "lost"}, 1000.0, sim::kMonth);
  w.s.today = Today{0, 100 * kDay};
  w.segment().start = {{0, 1.0}};
  w.segment().opening = {{1, 1.0}};
  w.segment().opening_age = law(Family::uniform, 0.0, 200.0);
  w.add_transition("start", {0}, 1, constant(20.0));
  w.add_transition("leave", {0, 1}, 2, exponential(50.0));
  const CellResult r = w.run();
  CHECK(r[Measure::customers_opening][0] == 1000.0);
  CHECK(r[Measure::newcomers][0] == 0.0);
  // nobody left before 0: from there on with hazard 1 / 50 d
  CHECK(r[Measure::monthly_retained][0] == Approx(std::exp(-30.4375 / 50.0)).margin(0.05));
  // a tenth is younger than 20 d, and still in the trial at 0: it moves on in the first 20 d
  CHECK(r[Measure::transition_count][0] == Approx(100.0 * (1 - std::exp(-0.4)) / 0.4).margin(25));
  w.s.today.reset();
  CHECK(w.run()[Measure::transition_count][0] == 0.0);
}

TEST_CASE("today: nobody of the opening book decides to leave before the start, but on her next date after it") {
  SmallWorld w({"active", "lost"}, 1000.0, sim::kMonth);
  w.s.today = Today{0, 100 * kDay};
  w.segment().opening_age = law(Family::uniform, 0.0, 200.0);
  w.add_decision("renewal", {0}, 90 * kDay, {{1, number(0.5)}});
  const CellResult r = w.run();
  CHECK(r[Measure::customers_opening][0] == 1000.0);
  CHECK(r[Measure::monthly_retained][0] == Approx(1.0 - r[Measure::lost][0] / 1000.0).epsilon(1e-12));
  CHECK(r[Measure::stage_occupancy][1] == r[Measure::lost][0]);
  // 90 and 180 d old within the month: 2 x 30.4375 of 200 d, and every other one goes
  CHECK(r[Measure::lost][0] == Approx(0.5 * 1000.0 * 2 * 30.4375 / 200.0).margin(40));
}

TEST_CASE("today: its scales shape the pipeline, and end at the start") {
  // 2 leads a day; today's strategy wins them four times as fast, after 10 d instead of 40
  SmallWorld w = world(50.0, 6 * sim::kMonth);
  w.segment().start = {{2, 1.0}};
  w.segment().arrivals = number(2.0);
  w.add_transition("won", {2}, 0, exponential(40.0));
  Scale faster;
  faster.name = "faster";
  faster.transitions = {0};
  faster.factor = w.all(number(4.0));
  w.strategy(0).scales = {faster};
  const auto mean = [&](Measure id, std::size_t i, int strategy) {
    const auto values = w.replicate(10, [&](const CellResult& r) { return r[id][i]; }, strategy);
    return sum(values) / static_cast<double>(values.size());
  };
  const std::size_t last_of_leads = 2 * 6 + 5;
  CHECK(mean(Measure::customers_opening, 0, 0) == Approx(50.0 + 20.0).margin(6));
  CHECK(mean(Measure::customers_opening, 0, 1) == mean(Measure::customers_opening, 0, 0));
  CHECK(mean(Measure::stage_occupancy, last_of_leads, 0) == Approx(20.0).margin(6));
  CHECK(mean(Measure::stage_occupancy, last_of_leads, 1) == Approx(80.0).margin(12));
}

TEST_CASE("today: its self-service answers until the start, a strategy's own from then on") {
  // tickets for 1.1 times the desk's time; with self-service nobody asks the desk, and without it a backlog grows
  SmallWorld w = world(100.0, 2 * sim::kMonth);
  Touchpoint ticket = by_pool(w, "ticket", 0, 0, 0.33);
  ticket.trigger = TriggerKind::recurrence;
  ticket.rate = w.all(number(1.0 / 30.0));
  for (std::size_t k : {0u, 1u}) {
    w.strategy(k).pools = {w.pool("desk", 1)};
    w.strategy(k).touchpoints = {ticket};
  }
  SelfService portal;
  portal.name = "portal";
  portal.demands = {0};
  portal.enabled = w.all<char>(1);
  portal.tried = portal.resolved = w.all(number(1.0));
  portal.goes_on = portal.returns = portal.cost = w.all(number(0.0));
  const auto queue = [&](int strategy) {
    return sum(w.replicate(10, [](const CellResult& r) { return r[Measure::pool_queue_length][0]; }, strategy)) / 10.0;
  };
  const double grown = queue(0);
  CHECK(grown > 35.0);  // 180 d x 0.1 / 0.33 d
  w.strategy(0).self_services = {portal};
  CHECK(queue(0) == 0.0);
  CHECK(queue(1) > 0.0);
  CHECK(queue(1) < 20.0);  // a month's
  std::swap(w.strategy(0).self_services, w.strategy(1).self_services);
  CHECK(queue(0) == grown);
  CHECK(queue(1) > 20.0);  // what today has left is still to be done
  CHECK(queue(1) < grown);
}

TEST_CASE("today: leads are under way at the start; who would be a customer already is in the book") {
  SmallWorld w = world(50.0, 6 * sim::kMonth);
  w.segment().start = {{2, 1.0}};
  w.segment().arrivals = number(2.0);
  w.add_transition("won", {2}, 0, exponential(40.0));
  const auto runs = [&](auto measure) { return w.replicate(10, [&](const CellResult& r) { return r[measure][0]; }); };
  const auto mean = [](const std::vector<double>& values) { return sum(values) / static_cast<double>(values.size()); };
  // M/G/inf: 2 a day stay 40 d each: 80 leads at any time, 60 of them won a month from the first month on
  CHECK(mean(runs(Measure::customers_opening)) == Approx(130.0).margin(10));
  CHECK(mean(runs(Measure::segment_customers_start)) == 50.0);  // leads are no accounts yet
  CHECK(mean(runs(Measure::transition_count)) == Approx(2 * 30.4375).margin(8));
  CHECK(mean(runs(Measure::customers_end)) == Approx(50.0 + 2 * 182.6).margin(20));
  w.s.today.reset();
  CHECK(mean(runs(Measure::customers_opening)) == 50.0);
  CHECK(mean(runs(Measure::transition_count)) < 30.0);  // the funnel has to fill first
}

TEST_CASE("today: a touchpoint waits for its platform; what stands today is neither built nor waited for") {
  SmallWorld w = world(30.0);
  Platform tool{"tool", number(1000.0), 10 * kDay, number(2.0), 50 * kDay};
  Touchpoint mail = w.touchpoint("mail", {0}, 10 * kDay);
  mail.needs = 0;
  w.strategy(1).platforms = {tool};
  w.strategy(1).touchpoints = {mail};
  const double days = 6 * 30.4375;
  const CellResult next = w.run(0, 1);
  CHECK(next[Measure::platform_cost][0] == Approx(1000.0 + 2.0 * (days - 60.0)));
  CHECK(sum(next[Measure::touchpoint_delivered]) == Approx(30.0 * (days - 60.0) / 10.0).margin(30));
  CHECK(next[Measure::touchpoint_delivered][0] == 0.0);
  CHECK(w.run(0, 0)[Measure::platform_cost][0] == 0.0);
  tool.at = 0;
  w.strategy(0).platforms = {tool};
  CHECK(w.run(0, 1)[Measure::platform_cost][0] == Approx(2.0 * days));
  CHECK(sum(w.run(0, 1)[Measure::touchpoint_delivered]) == Approx(30.0 * days / 10.0).margin(30));
  // and so does self-service: half a ticket a day each for 60 d unless it stands already
  SmallWorld h = world(30.0);
  tool.at = 10 * kDay;
  Touchpoint ticket = by_pool(h, "ticket", 0, 0, 0.001);
  ticket.trigger = TriggerKind::recurrence;
  ticket.rate = h.all(number(0.5));
  for (const std::size_t k : {0u, 1u}) {
    h.strategy(k).pools = {h.pool("desk", 1)};
    h.strategy(k).touchpoints = {ticket};
  }
  SelfService portal;
  portal.name = "portal";
  portal.demands = {0};
  portal.enabled = h.all<char>(1);
  portal.tried = portal.resolved = h.all(number(1.0));
  portal.goes_on = portal.returns = portal.cost = h.all(number(0.0));
  portal.needs = 0;
  h.strategy(1).platforms = {tool};
  h.strategy(1).self_services = {portal};
  CHECK(h.run(0, 1)[Measure::self_service_tried][0] == 0.0);
  CHECK(sum(h.run(0, 1)[Measure::self_service_tried]) == Approx(15.0 * (days - 60.0)).epsilon(0.12));
  h.strategy(0).platforms = {tool};
  h.strategy(0).platforms[0].at = 0;
  CHECK(sum(h.run(0, 1)[Measure::self_service_tried]) == Approx(15.0 * days).epsilon(0.1));
  // build_time and needs hold without [today] too
  w.s.today.reset();
  CHECK(w.run(0, 1)[Measure::platform_cost][0] == Approx(1000.0 + 2.0 * (days - 60.0)));
  w.strategy(1).touchpoints[0].needs = no_index;
  w.strategy(1).touchpoints[0].from = 30 * kDay;
  w.strategy(1).touchpoints[0].until = 60 * kDay;
  CHECK(sum(w.run(0, 1)[Measure::touchpoint_delivered]) == 90.0);
}
