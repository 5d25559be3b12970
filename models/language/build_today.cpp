// [today]: the strategy that strategies start from, and what they must share with it.
#include <algorithm>

#include "models/language/agree.h"
#include "models/language/build.h"
#include "models/language/layers.h"

namespace tenure::models {
void Builder::today() {
  const Node* node = child("today");
  if (node == nullptr) return;
  const Keys keys(values_, "today", node);
  Today t;
  t.warm_up = keys.duration("warm_up");
  if (keys.required("strategy")) static_cast<void>(values_.name(keys.field("strategy"), keys.node("strategy")));
  scenario_.today = t;
}

/// What is known of last year, and what is solved for it.
void Builder::today_figures() {
  const Node* node = child("today");
  if (node == nullptr || !scenario_.today) return;
  Today& t = *scenario_.today;
  const std::size_t n = scenario_.segments.size();
  t.churn.resize(n);
  t.grr.resize(n);
  t.contacts.resize(n);
  bool stated[3] = {};
  if (const Node* segments = node->find("segment"); segments && segments->is_table())
    for (const Entry& e : segments->entries) {
      const int g = values_.names.find(Refers::segment, e.key);
      if (g == no_index) continue;
      const Keys known(values_, "today.segment.@segment", &e.value, e.place);
      PerSegment<std::optional<Quantity>>* lists[] = {&t.churn, &t.grr, &t.contacts};
      const char* names[] = {"churn", "grr", "contacts"};
      for (int i = 0; i < 3; ++i)
        if (known.has(names[i])) {
          (*lists[i])[static_cast<std::size_t>(g)] = known.quantity(names[i]);
          stated[i] = true;
        }
    }
  const Node* table = node->find("solve");
  const Keys solve(values_, "today.solve", table, node->place);
  t.solve_transitions = solve.indices("transitions");
  t.solve_decisions = solve.indices("decisions");
  t.solve_changes = solve.indices("changes");
  t.solve_demands = solve.indices("demands");
  const auto need = [&](bool figure, bool given, const char* what, const char* keys_of) {
    if (figure == given) return;
    values_.faults().add(table ? table->place : node->place,
                         figure ? Complaint{std::string("[today] states ") + what + " but nothing is solved for it",
                                            "The figure would be read and ignored.",
                                            std::string("Write [today.solve] with ") + keys_of + ".", ""}
                                : Complaint{std::string("[today.solve] names ") + keys_of + " but no segment states " + what,
                                            "There is nothing that it could be solved for.",
                                            std::string("Write [today.segment.NAME] with ") + what + ", or leave it out.", ""});
  };
  need(stated[0], !t.solve_transitions.empty() || !t.solve_decisions.empty(), "churn", "transitions or decisions");
  need(stated[1], !t.solve_changes.empty(), "grr", "changes");
  need(stated[2], !t.solve_demands.empty(), "contacts", "demands");
  for (const int i : t.solve_transitions) {
    const Transition& transition = scenario_.transitions[static_cast<std::size_t>(i)];
    if (transition.acts_on == ActsOn::speed)
      values_.faults().add(table->place, {"[today.solve] names the transition " + transition.name + ", which is no hazard",
                                          "Only a hazard has a level that can be solved.",
                                          "Give it a hazard, or an exponential or Weibull time.", ""});
  }
}

/// Whose people a team may take over: those of a team of today's strategy, counted by heads.
void Builder::check_taken_over(const std::string& today) {
  const Strategy* before = nullptr;
  for (const Strategy& s : scenario_.strategies)
    if (s.name == today) before = &s;
  Faults unheard;
  for (const Strategy& s : scenario_.strategies) {
    const Entry& entry = *child("strategy")->entry(s.name);
    const Node own = layered_strategy(document_, entry, unheard);
    for (const Pool& pool : s.pools) {
      if (pool.takes_over.empty()) continue;
      const Node* given = own.find("pool")->find(pool.name)->find("takes_over");
      const auto fault = [&](const char* why, const std::string& allowed, const std::string& nearest = {}) {
        values_.faults().add(given ? given->place : entry.place,
                             {"takes_over = \"" + pool.takes_over + "\" in the pool " + pool.name + " of strategy " + s.name, why, allowed, nearest});
      };
      if (before == nullptr) {
        fault("Nobody is there before the start whose people it could take over.", "Write [today] with a strategy, or leave it out.");
        continue;
      }
      if (before == &s) {
        fault("This is today's strategy: its teams are there already.", "Leave it out.");
        continue;
      }
      std::vector<std::string> teams;
      const Pool* source = nullptr;
      for (const Pool& p : before->pools) {
        if (p.kind == PoolKind::staffed && p.name != pool.name) teams.push_back(p.name);
        if (p.name == pool.takes_over) source = &p;
      }
      if (source == nullptr || source->kind != PoolKind::staffed || source->name == pool.name)
        fault(source && source->name == pool.name ? "Teams of one name are joined anyway." : "Today's strategy has no such team.",
              "Name another staffed pool of today's strategy, or leave it out.", nearest_name(pool.takes_over, teams));
      else if (!pool.shifts.empty() || !source->shifts.empty())
        fault("People who work in shifts are not counted as one team.", "Give both pools servers instead of shifts, or leave it out.");
    }
  }
}

void Builder::check_today() {
  const Node* strategy = child("today") ? child("today")->find("strategy") : nullptr;
  check_taken_over(scenario_.today && strategy && strategy->is_text() ? strategy->text : "");
  if (!scenario_.today) return;
  Faults& faults = values_.faults();
  const Node* name = child("today")->find("strategy");
  const std::string today = name && name->is_text() ? name->text : "";
  for (std::size_t i = 0; i < scenario_.strategies.size(); ++i)
    if (scenario_.strategies[i].name == today) scenario_.today->strategy = static_cast<int>(i);
  if (scenario_.today->strategy == no_index) {
    if (values_.names.find(Refers::strategy, today) != no_index)
      faults.add(name->place, {Values::describe(*name) + " is a strategy that is switched off",
                               "Every strategy starts from what this one leaves.", "Name a strategy that is simulated.", ""});
    scenario_.today.reset();
    return;
  }
  Faults unheard;
  const Node* strategies = child("strategy");
  const Node before = layered_strategy(document_, *strategies->entry(today), unheard);
  for (const Strategy& s : scenario_.strategies) {
    if (s.name == today) continue;
    const Entry& entry = *strategies->entry(s.name);
    const Node own = layered_strategy(document_, entry, unheard);
    const Node *pools = own.find("pool"), *todays = before.find("pool");
    if (pools == nullptr || todays == nullptr) continue;
    for (const Entry& pool : pools->entries) {
      const Node* there = todays->find(pool.key);
      if (there == nullptr) continue;
      const std::string key = first_difference("pool.*", pool.value, *there, {"servers", "plan", "label", "takes_over"});
      if (key.empty()) continue;
      const Node* given = pool.value.find(key);
      faults.add(given ? given->place : entry.place,
                 {"the pool " + pool.key + " of strategy " + s.name + " differs from that of today's strategy in " + key,
                  "A strategy takes over today's people as they are; it changes how many there are.",
                  "Change only servers and plan, or give the strategy's pool a name of its own: then it is hired anew.", ""});
    }
  }
}

void Builder::check_platforms(const Node& all, const Strategy& s) {
  for (std::size_t i = 0; i < s.platforms.size(); ++i) {
    const Node& table = *all.find("platform")->find(s.platforms[i].name);
    const Node* time = table.find("build_time");
    const bool needed = std::any_of(s.touchpoints.begin(), s.touchpoints.end(),
                                    [&](const Touchpoint& t) { return t.needs == static_cast<int>(i); });
    if (time == nullptr || table.find("running") || needed) continue;
    values_.faults().add(time->place, {Values::describe(*time), "Nothing runs once it is built, and nothing needs it.",
                                       "Write running, or needs = \"" + s.platforms[i].name +
                                           "\" in a touchpoint, or leave build_time out.",
                                       ""});
  }
}

}  // namespace tenure::models
