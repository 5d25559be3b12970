#include "models/language/semantics.h"

#include <algorithm>

#include "models/language/values.h"
#include "models/scenario/today.h"
#include "sim/random/purpose.h"

namespace tenure::models {
namespace {

Place place_of(const Node& document, const char* table, const std::string& name) {
  const Node* node = document.find(table);
  const Entry* entry = node ? node->entry(name) : nullptr;
  return entry ? entry->place : document.place;
}

bool any(const PerSegment<char>& enabled) {
  return std::find(enabled.begin(), enabled.end(), 1) != enabled.end();
}

void check_stages(const Scenario& s, const Node& document, Faults& faults) {
  if (s.stages.empty()) {
    faults.add(document.place,
               {"no stage", "Customers are always in some stage.", "Write at least one [stage.NAME].", ""});
    return;
  }
  if (s.segments.empty())
    faults.add(document.place,
               {"no segment", "Without customers nothing happens.", "Write at least one [segment.NAME].", ""});
  std::vector<char> reached(s.stages.size(), 0);
  for (const Segment& g : s.segments)
    for (const auto& shares : {g.start, g.opening})
      for (const StartShare& share : shares)
        if (share.share > 0) reached[static_cast<std::size_t>(share.stage)] = 1;
  const auto reach = [&](const std::vector<int>& from, int to) {
    if (to == no_index || reached[static_cast<std::size_t>(to)]) return false;
    for (const int stage : from) {
      if (!reached[static_cast<std::size_t>(stage)]) continue;
      reached[static_cast<std::size_t>(to)] = 1;
      return true;
    }
    return false;
  };
  for (bool more = true; more;) {
    more = false;
    for (const Transition& t : s.transitions)
      if (any(t.enabled)) more = reach(t.from, t.to) || more;
    for (const Decision& d : s.decisions)
      if (any(d.enabled))
        for (const Decision::Way& way : d.ways) more = reach(d.from, way.to) || more;
    for (const Strategy& strategy : s.strategies)
      for (const Touchpoint& t : strategy.touchpoints)
        if (any(t.enabled))
          for (const LeadsTo& way : t.leads_to) more = reach(t.stages, way.to) || more;
  }
  for (std::size_t i = 0; i < s.stages.size(); ++i) {
    if (reached[i] || !is_bare_key(s.stages[i].name)) continue;
    faults.add(place_of(document, "stage", s.stages[i].name),
               {"nobody can reach the stage " + s.stages[i].name,
                "No segment begins in it, and no transition, decision or contact leads to it from a stage that can be reached.",
                "Let a transition or decision lead to it, begin a segment in it, or leave it out.", ""});
  }
}

/// Being in a stage bears on what can happen there, and on nothing else.
void check_stage_acts(const Scenario& s, const Node& document, Faults& faults) {
  for (std::size_t i = 0; i < s.stages.size(); ++i) {
    for (const Act& act : s.stages[i].acts) {
      const auto check = [&](const std::vector<int>& named, const auto& all, const char* table, const auto& stages_of) {
        for (const int index : named) {
          const auto& one = all[static_cast<std::size_t>(index)];
          const std::vector<int>& stages = stages_of(one);
          if (std::find(stages.begin(), stages.end(), static_cast<int>(i)) != stages.end()) continue;
          const Node* entry = document.find("stage")->find(s.stages[i].name)->find("acts")->find(act.name);
          faults.add(entry->find(table)->place,
                     {"[stage." + s.stages[i].name + ".acts." + act.name + "] acts on " + one.name + ", which does not happen in " +
                          s.stages[i].name,
                      "Being in a stage multiplies what can happen while it lasts.",
                      "Name what happens in this stage, or write the table under a stage in which " + one.name + " happens.", ""});
        }
      };
      check(act.transitions, s.transitions, "transitions", [](const Transition& t) -> const std::vector<int>& { return t.from; });
      check(act.decisions, s.decisions, "decisions", [](const Decision& d) -> const std::vector<int>& { return d.from; });
      check(act.changes, s.changes, "changes", [&](const Recurrence& c) -> const std::vector<int>& {
        return c.with == no_index ? c.stages : s.decisions[static_cast<std::size_t>(c.with)].from;
      });
    }
  }
}

void check_names(const Scenario& s, const Node& document, Faults& faults) {
  using sim::Purpose;
  for (const Decision& d : s.decisions) {
    if (std::any_of(s.transitions.begin(), s.transitions.end(), [&](const Transition& t) { return t.name == d.name; }))
      faults.add(place_of(document, "decision", d.name),
                 {"a transition and a decision are both named " + d.name,
                  "Both spend a budget of luck that is addressed by the name.", "Rename one of them.", ""});
  }
  sim::StreamNames streams;
  const auto take = [&](std::initializer_list<Purpose> purposes, const char* table, const std::string& name,
                        const std::string& prefix = {}) {
    for (const Purpose purpose : purposes) {
      const auto* other = streams.add(purpose, prefix + name);
      if (other == nullptr) continue;
      faults.add(place_of(document, table, name),
                 {std::string(table) + " " + name + " would share its random numbers with " + other->name,
                  "Random numbers are addressed by a 32-bit hash of purpose and name, and these two have the same.",
                  "Rename one of them.", ""});
    }
  };
  for (const Transition& t : s.transitions) take({Purpose::fate, Purpose::duration}, "transition", t.name);
  for (const Decision& d : s.decisions) take({Purpose::fate, Purpose::decision, Purpose::choice}, "decision", d.name);
  for (const Survey& survey : s.surveys) take({Purpose::survey}, "survey", survey.name);
  for (const Recurrence& c : s.changes) take({Purpose::recurrence, Purpose::share}, "change", c.name, "change.");
  for (const Attribute& a : s.attributes) take({Purpose::attribute}, "attribute", a.name);
  for (std::size_t g = 0; g < s.segments.size(); ++g) {
    for (std::size_t h = 0; h < g; ++h) {
      const auto key = [&](std::size_t i) { return sim::stream_of(Purpose::membership, s.segments[i].name) & 0xFFFFu; };
      if (key(g) != key(h) || s.segments[g].name == s.segments[h].name) continue;
      faults.add(
          place_of(document, "segment", s.segments[g].name),
          {"segment " + s.segments[g].name + " would share its customers' keys with segment " + s.segments[h].name,
           "Customers are addressed by a 16-bit hash of their segment's name, and these two have the same.",
           "Rename one of them.", ""});
    }
  }
  for (const Segment& g : s.segments)
    take({Purpose::arrival, Purpose::arrival_count, Purpose::frailty, Purpose::membership}, "segment", g.name);
  for (const Strategy& strategy : s.strategies) {
    for (const Touchpoint& t : strategy.touchpoints)
      take({Purpose::recurrence, Purpose::phase, Purpose::share, Purpose::work, Purpose::patience, Purpose::tie,
            Purpose::quality, Purpose::response, Purpose::resolution, Purpose::retry},
           "touchpoint", t.name);
    for (const SelfService& one : strategy.self_services)
      for (const int d : one.demands)
        take({Purpose::response}, "self_service",
             one.name + ": " + strategy.touchpoints[static_cast<std::size_t>(d)].name);
    for (const Pool& p : strategy.pools)
      take({Purpose::occupant_quality, Purpose::occupant_speed, Purpose::leave, Purpose::hire_delay, Purpose::tie},
           "pool", p.name);
  }
}

/// A pool is asked live or openly, never both: who answers callers cannot lay them aside as open work is laid aside.
void check_pools(const std::vector<Strategy>& strategies, const Node& document, Faults& faults) {
  for (const Strategy& strategy : strategies) {
    const auto fault = [&](const std::string& message, const char* why, const char* allowed) {
      faults.add(place_of(document, "strategy", strategy.name),
                 {"strategy " + strategy.name + ": " + message, why, allowed, ""});
    };
    std::vector<const Touchpoint*> first(strategy.pools.size(), nullptr);
    std::vector<char> told(strategy.pools.size(), 0);
    for (const Touchpoint& t : strategy.touchpoints) {
      if (t.delivery != Delivery::pool || t.pool == no_index) continue;
      const auto p = static_cast<std::size_t>(t.pool);
      if (strategy.pools[p].kind != PoolKind::staffed) continue;
      if (first[p] == nullptr) first[p] = &t;
      if (first[p]->mode == t.mode || told[p] != 0) continue;
      told[p] = 1;
      const bool live = t.mode == RequestMode::live;
      fault("the pool " + strategy.pools[p].name + " serves " + (live ? t.name : first[p]->name) + " live and " +
                (live ? first[p]->name : t.name) + " as open work",
            "Callers cannot be laid aside as open work is, so live and open contacts wait in different pools.",
            "Give one of them a pool of its own, or the same mode to both.");
    }
    for (const Pool& pool : strategy.pools) {
      if (!pool.shifts.empty() && !pool.plan.empty())
        fault("the pool " + pool.name + " has both shifts and a plan",
              "The plan's numbers of servers could belong to any of the shifts.", "Leave shifts or plan out.");
      if (pool.overflow_pool == no_index) continue;
      const auto from = static_cast<std::size_t>(&pool - strategy.pools.data()),
                 to = static_cast<std::size_t>(pool.overflow_pool);
      if (first[from] != nullptr && first[to] != nullptr && first[from]->mode != first[to]->mode)
        fault(
            "the pool " + pool.name + " overflows into " + strategy.pools[to].name + ", which works in the other mode",
            "Live contacts overflow into pools for live contacts, open ones into pools for open work.",
            "Name a pool of the same mode.");
    }
  }
}

/// Whether a segment's risks can feel an effect.
bool is_felt(const Influence& influence, const Scenario& s, std::size_t g) {
  const auto acts = [&](const auto& indices, const auto& targets) {
    return std::any_of(indices.begin(), indices.end(),
                       [&](int i) { return targets[static_cast<std::size_t>(i)].enabled[g] != 0; });
  };
  return acts(influence.transitions, s.transitions) || acts(influence.decisions, s.decisions) ||
         acts(influence.changes, s.changes);
}

/// What one customer can carry: see models/plan.
void check_sizes(const Scenario& s, const std::vector<Strategy>& strategies, const Node& document, Faults& faults) {
  constexpr std::size_t most_effects = 64, most_accounts = 65536, most_stages = 65534;
  if (s.stages.size() > most_stages)
    faults.add(document.find("stage")->place,
               {"more than " + std::to_string(most_stages) + " stages", "A funnel has fewer.", "Merge stages.", ""});
  for (const Strategy& strategy : strategies) {
    const Place place = place_of(document, "strategy", strategy.name);
    if (strategy.touchpoints.size() * s.segments.size() > most_accounts)
      faults.add(place, {"strategy " + strategy.name + " has " + std::to_string(strategy.touchpoints.size()) +
                             " touchpoints and demands for " + std::to_string(s.segments.size()) + " segments",
                         "The work of pools is counted by touchpoint and segment, in at most " +
                             std::to_string(most_accounts) + " accounts.",
                         "Merge segments or touchpoints.", ""});
    for (std::size_t g = 0; g < s.segments.size(); ++g) {
      std::size_t effects = s.states.size() + (s.satisfaction ? 1 : 0);
      std::vector<char> booked(strategy.pools.size(), 0);
      const auto count = [&](const std::vector<Influence>& list) {
        for (const Influence& influence : list) effects += is_felt(influence, s, g) ? 1 : 0;
      };
      for (const Touchpoint& t : strategy.touchpoints) {
        if (t.enabled[g] == 0) continue;
        count(t.done);
        count(t.missed);
        count(t.resolution.unresolved);
        if (t.pool != no_index) booked[static_cast<std::size_t>(t.pool)] = 1;
      }
      for (const SelfService& one : strategy.self_services)
        if (one.enabled[g] != 0) count(one.failed);
      for (std::size_t p = 0; p < strategy.pools.size(); ++p)
        if (booked[p] != 0 && strategy.pools[p].books) count(strategy.pools[p].handover);
      if (effects > most_effects)
        faults.add(place, {"strategy " + strategy.name + " gives segment " + s.segments[g].name + " " +
                               std::to_string(effects) + " effects on its risks",
                           "A customer carries the strength of at most " + std::to_string(most_effects) +
                               " effects and states.",
                           "Merge effects, or give them to fewer segments (segments = [...]).", ""});
    }
  }
}

/// A frailty that no risk asks for changes nothing.
void check_frailty(const Scenario& s, const Node& document, Faults& faults) {
  const auto frail = [](const auto& list) {
    return std::any_of(list.begin(), list.end(), [](const auto& one) { return one.frailty; });
  };
  if (frail(s.transitions) || frail(s.decisions) || frail(s.changes)) return;
  for (const Segment& g : s.segments) {
    if (g.frailty.value == 0) continue;
    const Node* given = document.find("segment")->find(g.name)->find("frailty");
    faults.add(given->place, {Values::describe(*given), "No transition, decision or change asks for it, so it changes nothing.",
                              "Write frailty = true in the transitions, decisions and changes whose risk differs between "
                              "customers, or leave it out.",
                              ""});
  }
}

/// A state that nothing moves or that acts on nothing, and satisfaction that nothing touches.
void check_states(const Scenario& s, const Node& document, Faults& faults) {
  std::vector<char> moved(s.states.size(), 0);
  bool felt = false;
  const auto move = [&](const std::vector<Influence>& list) {
    for (const Influence& i : list)
      if (i.state != no_index) moved[static_cast<std::size_t>(i.state)] = 1;
  };
  for (const Strategy& strategy : s.strategies) {
    for (const Touchpoint& t : strategy.touchpoints) {
      move(t.done);
      move(t.missed);
      felt = felt || !t.experience.empty() || !t.missed_experience.empty();
    }
    for (const Pool& p : strategy.pools) move(p.handover);
    for (const SelfService& one : strategy.self_services) {
      move(one.failed);
      felt = felt || !one.experience.empty() || !one.failed_experience.empty();
    }
    for (const Touchpoint& t : strategy.touchpoints) move(t.resolution.unresolved);
  }
  for (const Recurrence& c : s.changes) move(c.felt);
  for (std::size_t i = 0; i < s.states.size(); ++i) {
    const State& state = s.states[i];
    const Place place = place_of(document, "state", state.name);
    if (!moved[i] && state.start.value == 0.0)
      faults.add(place, {"nothing moves [state." + state.name + "]", "It stays at 0, so it has no effect.",
                         "Let a contact move it (state = \"" + state.name + "\" in a done.NAME, missed.NAME or "
                         "handover.NAME), give it a start, or leave it out.",
                         ""});
    const bool noticing = std::any_of(s.changes.begin(), s.changes.end(), [&](const Recurrence& c) {
      return c.noticed && c.noticed->state == static_cast<int>(i);
    });
    if (state.acts.empty() && !noticing)
      faults.add(place, {"[state." + state.name + "] acts on nothing", "Nothing would feel its level.",
                         "Write [state." + state.name + ".acts.NAME] with transitions, decisions or changes, and a ratio.", ""});
  }
  if (s.satisfaction && !felt)
    faults.add(document.find("satisfaction")->place,
               {"nothing touches [satisfaction]", "It stays at its start, so it has no effect.",
                "Write experience or missed_experience in touchpoints and demands, or leave it out.", ""});
}

/// A size that no flow hangs on, or that nothing changes, is none.
void check_sizes_used(const Scenario& s, const Node& document, Faults& faults) {
  const auto sized = [](const std::vector<Flow>& flows) {
    return std::find_if(flows.begin(), flows.end(), [](const Flow& f) { return f.sized; });
  };
  bool any_sized = sized(s.flows) != s.flows.end();
  for (const Strategy& strategy : s.strategies) any_sized = any_sized || sized(strategy.flows) != strategy.flows.end();
  const auto resizes = [](const Recurrence& c) {
    return std::any_of(c.size.begin(), c.size.end(), [](const Quantity& q) { return q.value != 1.0; });
  };
  for (const Recurrence& c : s.changes)
    if (!any_sized && resizes(c))
      faults.add(place_of(document, "change", c.name),
                 {"[change." + c.name + "] changes the size of customers, on which no flow hangs",
                  "Size multiplies the flows that ask for it.", "Write sized = true in a flow.", ""});
  if (std::any_of(s.changes.begin(), s.changes.end(), resizes)) return;
  const auto fault = [&](const Flow& f, Place place) {
    faults.add(place, {"[flow." + f.name + "] hangs on the customer's size, which nothing changes",
                       "Every customer begins with size 1.", "Write a [change.NAME] with size, or leave sized out.", ""});
  };
  for (const Flow& f : s.flows)
    if (f.sized) fault(f, place_of(document, "flow", f.name));
  for (const Strategy& strategy : s.strategies)
    for (const Flow& f : strategy.flows)
      if (f.sized) fault(f, place_of(document, "strategy", strategy.name));
}

void check_tick(const Scenario& s, const Node& document, Faults& faults) {
  if (s.time.tick < 1 || (sim::kDay % s.time.tick == 0 && s.time.reading_lag % s.time.tick == 0)) return;
  const Node* time = document.find("time");
  const Node* tick = time ? time->find("tick") : nullptr;
  faults.add(tick ? tick->place : document.place,
             {"the tick does not divide the day and the reading lag", "Midnights and answers have to fall on ticks.",
              "Write a tick such as \"1 us\", \"1 s\" or \"5 min\".", ""});
}

}  // namespace

void check_meaning(const Scenario& scenario, const Node& document, Faults& faults) {
  check_stages(scenario, document, faults);
  check_stage_acts(scenario, document, faults);
  check_names(scenario, document, faults);
  std::vector<Strategy> in_force;  // each with what it takes over from today's
  for (std::size_t i = 0; i < scenario.strategies.size(); ++i)
    in_force.push_back(strategy_in_force(scenario, static_cast<int>(i)));
  check_pools(in_force, document, faults);
  check_tick(scenario, document, faults);
  check_frailty(scenario, document, faults);
  check_states(scenario, document, faults);
  check_sizes(scenario, in_force, document, faults);
  check_outcomes(scenario, document, faults);
  check_sizes_used(scenario, document, faults);
  const std::string& baseline = scenario.experiment.baseline;
  const bool simulated = std::any_of(scenario.strategies.begin(), scenario.strategies.end(),
                                     [&](const Strategy& s) { return s.name == baseline; });
  const Node* strategies = document.find("strategy");
  if (!baseline.empty() && !simulated && strategies && strategies->find(baseline)) {
    const Node* node = document.find("experiment")->find("baseline");
    faults.add(node->place, {"baseline = \"" + baseline + "\" is a strategy that is switched off",
                             "Differences are taken against the baseline.", "Name a strategy that is simulated.", ""});
  }
}

}  // namespace tenure::models
