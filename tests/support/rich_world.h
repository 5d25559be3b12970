// A small world in which every mechanism of the models is at work: all families of risks, decisions, frailty, opening ages,
// arrivals, contagion, changes of size at random and at renewals, a run-off, dated factors, cadences, entries and demands, live and open pools with books, overflow, attrition and
// hand-over, slots, capacities, and flows of every form.
#pragma once

#include "tests/support/small_world.h"

namespace tenure::test {

inline Scenario rich_world(double customers, Tick horizon) {
  SmallWorld w({"trial", "active", "grown", "lost", "gone"}, customers, horizon);
  w.s.stages[4].customer = false;
  Segment& first = w.s.segments[0];
  first.name = first.label = "small";
  first.arrivals = number(customers / 400.0);
  first.season = {1.2, 1.1, 1.0, 1.0, 0.9, 0.8, 0.6, 0.6, 1.1, 1.2, 1.3, 1.2};
  first.growth = number(0.1);
  first.opening = {{0, 0.2}, {1, 0.8}};
  first.opening_age = law(Family::gamma, 2.0, 300.0);
  first.frailty = number(0.5);
  Segment second = first;
  second.name = second.label = "large";
  second.customers = number(customers / 5.0);
  second.arrivals = number(customers / 3000.0);
  second.frailty = number(0.0);
  w.s.segments.push_back(second);
  const int price = w.add_attribute("price", law(Family::lognormal, 10.0, 0.5));
  w.s.segments[1].attributes[0] = constant(100.0);
  w.add_attribute("loyalty", law(Family::beta, 2.0, 5.0));
  w.s.money.discount = number(0.1);
  w.s.effect = Effect{"joy", "unit", number(0.03)};

  w.add_transition("start", {0}, 1, law(Family::lognormal, 20.0, 0.6));
  Transition& churn = w.add_transition("churn", {0, 1, 2}, 3, law(Family::weibull, 0.8, 700.0));
  churn.frailty = true;
  churn.clock = Clock::tenure;
  w.add_transition("fail", {1}, 3, exponential(2500.0)).contagion_stages = {2};
  w.s.transitions.back().contagion = w.all(number(0.002));
  w.add_transition("grow", {1}, 2, law(Family::gamma, 3.0, 200.0));
  w.add_transition("shrink", {2}, 1, exponential(400.0));
  w.add_transition("return", {3}, 1, exponential(300.0));
  Decision& renewal = w.add_decision("renewal", {1, 2}, 90 * sim::kDay, {{3, times_attribute(0.2, 1)}, {2, number(0.05)}});
  renewal.frailty = true;
  w.add_decision("review", {2}, 0, {{4, number(0.1)}}).dates = {30 * sim::kDay, 100 * sim::kDay};

  Recurrence& upgrade = w.add_change("upgrade", {1, 2}, 1.0 / 40.0, 1.2);
  upgrade.frailty = true;
  w.add_change("cutback", {1, 2}, 1.0 / 60.0, 0.8);
  Recurrence& upsell = w.add_change("upsell", {1, 2}, 0.0, 1.1);
  upsell.with = 0;
  upsell.share = w.all(number(0.3));
  w.s.time.run_off = 200 * sim::kDay;

  w.add_flow("fee", FlowKind::revenue, FlowForm::rate, {1, 2}, times_attribute(1.0, price)).sized = true;
  w.add_flow("setup", FlowKind::cost, FlowForm::on_transition, {}, number(5.0)).transitions = {0};
  Flow& monthly = w.add_flow("monthly", FlowKind::revenue, FlowForm::lump, {1}, number(2.0));
  monthly.every = sim::kMonth;
  monthly.at = LumpAt::end;
  monthly.sized = true;
  monthly.after = 40 * sim::kDay;
  Flow& joy = w.add_flow("joy", FlowKind::effect, FlowForm::rate, {1, 2}, number(0.01));
  joy.after = 10 * sim::kDay;
  joy.before = 200 * sim::kDay;

  Event crisis;
  crisis.name = "crisis";
  crisis.at = 60 * sim::kDay + 5 * sim::kHour;
  crisis.until = 80 * sim::kDay;
  crisis.transitions = {1};
  crisis.decisions = {0};
  crisis.changes = {1};
  crisis.arrivals = {0};
  crisis.factor = number(1.7);
  crisis.pool = "desk";
  crisis.servers_lost = 1;
  w.s.events.push_back(crisis);

  Hours office;
  office.name = "office";
  for (int d = 0; d < 5; ++d) office.week.push_back({d, 9 * sim::kHour, 17 * sim::kHour});
  office.holidays = {20 * sim::kDay};
  w.s.hours.push_back(office);

  Strategy& s = w.strategy();
  Pool desk = w.pool("desk", std::max(2, static_cast<int>(customers / 60.0)));
  desk.hours = 0;
  desk.wage = number(200.0);
  desk.books = true;
  desk.sitting = sim::kHour;
  desk.quality_sd = number(0.2);
  desk.speed_sd = number(0.2);
  desk.shrinkage = number(0.1);
  desk.attrition = number(1.0 / 200.0);
  desk.notice = 5 * sim::kDay;
  desk.hire_delay = 20 * sim::kDay;
  desk.hire_cost = number(1000.0);
  desk.ramp = 30 * sim::kDay;
  desk.ramp_start = number(0.5);
  desk.overflow_pool = 1;
  desk.overflow_after = 4 * sim::kHour;
  desk.plan = {{50 * sim::kDay, desk.servers + 1}, {120 * sim::kDay, desk.servers - 1}};
  desk.handover = {w.influence("new_face", {1}, 1.5, 60 * sim::kDay)};
  Pool back = w.pool("back", 1);
  back.wage = number(150.0);
  Pool phone = w.pool("phone", std::max(1, static_cast<int>(customers / 150.0)));
  phone.hours = 0;
  phone.wage = number(120.0);
  Pool seats = w.pool("seats", static_cast<int>(customers / 10.0));
  seats.kind = PoolKind::capacity;
  Pool visits = w.pool("visits", 1);
  visits.kind = PoolKind::slots;
  visits.slot_length = sim::kHour;
  visits.slot_earliest = sim::kDay;
  visits.slot_latest = 5 * sim::kDay;
  visits.hours = 0;
  s.pools = {desk, back, phone, seats, visits};

  const auto by_pool = [&](const char* name, std::vector<int> stages, Tick every, int pool, RequestMode mode) {
    Touchpoint t = w.touchpoint(name, std::move(stages), every);
    t.delivery = Delivery::pool;
    t.pool = pool;
    t.mode = mode;
    t.work = w.all(law(Family::lognormal, 1.0 / 24.0, 0.8));
    t.patience = w.all(constant(5.0));
    t.cost = w.all(number(0.5));
    return t;
  };
  Touchpoint ticket = by_pool("ticket", {0, 1, 2}, 0, 0, RequestMode::open);
  ticket.trigger = TriggerKind::recurrence;
  ticket.rate = w.all(number(1.0 / 30.0));
  ticket.priority = 1;
  ticket.missed = {w.influence("angry", {1}, 1.6, 40 * sim::kDay)};
  Touchpoint call = by_pool("call", {1, 2}, 0, 2, RequestMode::live);
  call.trigger = TriggerKind::recurrence;
  call.rate = w.all(number(1.0 / 45.0));
  call.work = w.all(exponential(0.1 / 24.0));
  call.patience = w.all(exponential(0.05 / 24.0));
  call.done = {w.influence("helped", {1}, 0.9, 30 * sim::kDay)};
  Touchpoint check = by_pool("check_in", {1, 2}, sim::kMonth, 0, RequestMode::open);
  check.first = w.all(Tick{-1});
  check.done = {w.influence("bond", {1, 2}, 0.7, 90 * sim::kDay)};
  check.done[0].decisions = {0};
  check.done[0].changes = {0, 2};
  check.missed = {w.influence("let_down", {1}, 1.1, 60 * sim::kDay)};
  check.quality_weight = 0.5;
  Touchpoint mail = w.touchpoint("mail", {0, 1, 2}, 7 * sim::kDay);
  mail.reach = w.all(number(0.4));
  mail.cost = w.all(number(0.01));
  mail.done = {w.influence("reminded", {0, 3}, 1.2, 14 * sim::kDay)};
  mail.done[0].accumulate = Accumulate::renew;
  mail.eligible_attribute = price;
  mail.at_least = 8.0;
  mail.below = 50.0;
  Touchpoint welcome = w.touchpoint("welcome", {0}, 0);
  welcome.done = {w.influence("guided", {0}, 1.4, sim::kNever)};
  Touchpoint club = by_pool("club", {2}, 0, 3, RequestMode::live);
  Touchpoint visit = by_pool("visit", {2}, 60 * sim::kDay, 4, RequestMode::live);
  s.touchpoints = {ticket, call, check, mail, welcome, club, visit};
  s.platforms = {{"tool", number(1000.0), 10 * sim::kDay, number(3.0)}};
  Scale push;
  push.name = "push";
  push.transitions = {3};
  push.factor = w.all(number(1.3));
  push.from = 40 * sim::kDay;
  push.until = 110 * sim::kDay;
  s.scales = {push};
  return w.s;
}

}  // namespace tenure::test
