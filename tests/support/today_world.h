// The rich world with a yesterday: prospects, an opening book of all ages, and three strategies, the first of which is today's.
#pragma once

#include "tests/support/rich_world.h"

namespace tenure::test {

/// Strategy 0 is today's, 1 its copy, 2 another one: other staff, cadences, effects, scales and platforms.
inline Scenario today_world(double customers, Tick horizon, Tick warm_up) {
  Scenario s = rich_world(customers, horizon);
  s.today = Today{0, warm_up};
  s.stages.push_back({"lead", "lead", "lead", false});
  const int lead = static_cast<int>(s.stages.size()) - 1;
  Segment prospects = s.segments[0];
  prospects.name = prospects.label = "pipeline";
  prospects.start = {{lead, 0.9}, {0, 0.1}};
  prospects.arrivals = {customers / 60.0, no_index, no_index};
  s.segments.push_back(prospects);
  const auto widen = [](auto& list) {
    if (!list.empty()) list.push_back(list.front());
  };
  for (Transition& t : s.transitions) {
    widen(t.enabled), widen(t.time), widen(t.contagion);
  }
  for (Decision& d : s.decisions) {
    widen(d.enabled);
    for (Decision::Way& way : d.ways) widen(way.share);
  }
  for (Flow& f : s.flows) widen(f.enabled), widen(f.amount);
  const auto influences = [&](std::vector<Influence>& list) {
    for (Influence& i : list) widen(i.ratio), widen(i.stated_ratio);
  };
  Strategy& today = s.strategies[0];
  for (Touchpoint& t : today.touchpoints) {
    widen(t.enabled), widen(t.every), widen(t.first), widen(t.delay), widen(t.rate), widen(t.work), widen(t.patience);
    widen(t.reach), widen(t.cost);
    influences(t.done), influences(t.missed), influences(t.resolution.unresolved);
    widen(t.experience), widen(t.missed_experience), widen(t.unresolved_experience);
    widen(t.resolution.resolved), widen(t.resolution.after);
    for (LeadsTo& way : t.leads_to) widen(way.share);
  }
  for (SelfService& help : today.self_services) {
    widen(help.enabled), widen(help.tried), widen(help.resolved), widen(help.goes_on), widen(help.returns);
    widen(help.return_after), widen(help.cost), widen(help.experience), widen(help.failed_experience);
    influences(help.failed);
  }
  const auto acts = [&](std::vector<Act>& list) {
    for (Act& a : list) widen(a.ratio), widen(a.stated_ratio);
  };
  for (Stage& stage : s.stages) acts(stage.acts);
  for (State& state : s.states) acts(state.acts);
  if (s.satisfaction) acts(s.satisfaction->acts);
  for (Survey& survey : s.surveys) widen(survey.enabled), widen(survey.response);
  for (Recurrence& change : s.changes) {
    widen(change.enabled), widen(change.hazard), widen(change.share), widen(change.size);
    if (change.noticed) widen(change.noticed->alone), widen(change.noticed->full);
    influences(change.felt);
  }
  for (Pool& p : today.pools) influences(p.handover);
  for (Scale& scale : today.scales) widen(scale.factor);

  SmallWorld helper({"x"}, 1.0, sim::kDay);
  helper.s.segments = s.segments;
  helper.s.transitions = s.transitions;
  helper.add_transition("won", {lead}, 1, exponential(60.0));
  helper.add_transition("cold", {lead}, 4, law(Family::lognormal, 40.0, 0.5));
  s.transitions = helper.s.transitions;
  Touchpoint sales = today.touchpoints[2];
  sales.name = "sales_call";
  sales.stages = {lead};
  sales.every = helper.all(Tick{10 * sim::kDay});
  sales.done = {helper.influence("interest", {static_cast<int>(s.transitions.size()) - 2}, 1.4, 20 * sim::kDay)};
  sales.missed.clear();
  today.touchpoints.push_back(sales);
  today.scales[0].from = 0;
  today.platforms.push_back({"base", {500.0, no_index, no_index}, 0, {1.0, no_index, no_index}, 5 * sim::kDay});

  Strategy copy = today;
  copy.name = copy.label = "copy";
  Strategy other = today;
  other.name = other.label = "other";
  other.pools[0].servers += 2;
  other.pools[0].plan = {{30 * sim::kDay, other.pools[0].servers + 1}};
  other.pools[3].servers += 3;
  Pool tower = other.pools[1];
  tower.name = tower.label = "tower";
  tower.hire_delay = 12 * sim::kDay;
  tower.books = true;
  other.pools.push_back(tower);
  other.touchpoints[2].every = helper.all(Tick{14 * sim::kDay});                       // check_in: other cadence, same effects
  other.touchpoints[3].done[0].ratio = helper.all(number(1.5));                        // mail: other effect
  other.touchpoints[4].until = 60 * sim::kDay;                                         // welcome
  other.touchpoints[5].cost = helper.all(number(1.0));                                 // club: its places go on
  other.touchpoints[6].from = 20 * sim::kDay;                                          // visit
  other.touchpoints[7].pool = static_cast<int>(other.pools.size()) - 1;                // sales_call: a new team
  other.platforms.push_back({"robot", number(9000.0), 5 * sim::kDay, number(10.0), 40 * sim::kDay});
  Touchpoint robot = helper.touchpoint("robot_mail", {0, 1, 2}, 9 * sim::kDay);
  robot.needs = static_cast<int>(other.platforms.size()) - 1;
  robot.done = {helper.influence("amused", {1}, 0.95, 30 * sim::kDay)};
  other.touchpoints.push_back(robot);
  other.scales[0].factor = helper.all(number(1.1));
  s.strategies = {today, copy, other};
  return s;
}

}  // namespace tenure::test
