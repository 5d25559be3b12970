// What contacts lead to, looked at as a whole.
#include <algorithm>

#include "models/language/semantics.h"

namespace tenure::models {
namespace {

/// A contact that is held in the instant in which a stage is entered.
bool at_once(const Strategy& strategy, const Touchpoint& t, std::size_t g) {
  if (t.enabled[g] == 0 || t.trigger == TriggerKind::recurrence) return false;
  if (t.delivery == Delivery::pool &&
      (t.pool == no_index || strategy.pools[static_cast<std::size_t>(t.pool)].kind != PoolKind::capacity))
    return false;
  return t.trigger == TriggerKind::entry ? t.delay[g] == 0 : t.first[g] == 0;
}

/// Whether contacts that take no time could lead a customer round and round in one instant.
bool runs_in_circles(const Scenario& s, const Strategy& strategy, std::size_t g) {
  const std::size_t n = s.stages.size();
  std::vector<std::vector<char>> leads(n, std::vector<char>(n, 0));
  for (const Touchpoint& t : strategy.touchpoints)
    if (!t.leads_to.empty() && at_once(strategy, t, g))
      for (const int from : t.stages)
        for (const LeadsTo& way : t.leads_to)
          if (way.to != from) leads[static_cast<std::size_t>(from)][static_cast<std::size_t>(way.to)] = 1;
  for (std::size_t k = 0; k < n; ++k)
    for (std::size_t i = 0; i < n; ++i)
      if (leads[i][k])
        for (std::size_t j = 0; j < n; ++j) leads[i][j] |= leads[k][j];
  for (std::size_t i = 0; i < n; ++i)
    if (leads[i][i]) return true;
  return false;
}

}  // namespace

void check_outcomes(const Scenario& s, const Node& document, Faults& faults) {
  const Node* strategies = document.find("strategy");
  for (const Strategy& strategy : s.strategies) {
    const Entry* entry = strategies ? strategies->entry(strategy.name) : nullptr;
    const Place place = entry ? entry->place : document.place;
    for (const Touchpoint& t : strategy.touchpoints)
      if (!t.resolution.resolved.empty() && t.pool != no_index &&
          strategy.pools[static_cast<std::size_t>(t.pool)].kind != PoolKind::staffed)
        faults.add(place, {"strategy " + strategy.name + ": " + t.name + " gives resolved, but asks for slots or places",
                           "Only open requests are asked again by themselves.",
                           "Leave resolved out, or let staff answer.", ""});
    const bool leads = std::any_of(strategy.touchpoints.begin(), strategy.touchpoints.end(),
                                   [](const Touchpoint& t) { return !t.leads_to.empty(); });
    if (!leads) continue;
    for (std::size_t g = 0; g < s.segments.size(); ++g) {
      if (!runs_in_circles(s, strategy, g)) continue;
      faults.add(place, {"strategy " + strategy.name + ": contacts that take no time lead round in a circle in segment " +
                             s.segments[g].name,
                         "A customer would go round for ever in one instant.",
                         "Give one of them a delay, or let its contact lead elsewhere.", ""});
      break;
    }
    for (const Touchpoint& t : strategy.touchpoints) {
      if (t.leads_to.empty()) continue;
      if (std::any_of(s.decisions.begin(), s.decisions.end(), [&](const Decision& d) { return d.name == t.name; }))
        faults.add(place, {"strategy " + strategy.name + ": a decision and a contact are both named " + t.name,
                           "Results tell ways by the name of what led there.", "Rename one of them.", ""});
      if (t.late.half_at > 0 && t.pool != no_index &&
          strategy.pools[static_cast<std::size_t>(t.pool)].kind == PoolKind::capacity)
        faults.add(place, {"strategy " + strategy.name + ": " + t.name + " has late, but takes a place",
                           "A place is taken in the instant of asking, never late.", "Leave late out.", ""});
    }
  }
}

}  // namespace tenure::models
