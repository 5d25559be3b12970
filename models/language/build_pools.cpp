// Pools: staff, slots, places.
#include <algorithm>

#include "models/language/build.h"
#include "models/language/idle.h"

namespace tenure::models {

std::vector<Pool> Builder::pools(const Node& all, const std::vector<std::string>& pool_names) {
  std::vector<Pool> out;
  if (const Node* table = all.find("pool"))
    for (const Entry& e : table->entries) out.push_back(pool(e, pool_names));
  return out;
}

Pool Builder::pool(const Entry& e, const std::vector<std::string>& pool_names) {
  const Keys keys(values_, "pool.*", &e.value, e.place);
  Faults& faults = values_.faults();
  Pool p;
  p.name = e.key;
  p.label = keys.text("label", e.key);
  p.kind = keys.choice<PoolKind>("kind");
  p.acquires = keys.choice<int>("counts_as") == 1;
  for (const auto& step : values_.plan(keys.field("plan"), keys.node("plan")))
    p.plan.push_back({step.at, step.servers});
  if (keys.has("hours")) p.hours = values_.index(keys.field("hours"), keys.node("hours"));
  for (const auto& shift : values_.shifts(keys.field("shifts"), keys.node("shifts"))) {
    p.shifts.push_back({values_.names.find(Refers::hours, shift.hours), shift.servers});
    p.servers += shift.servers;
  }
  if (keys.has("servers")) {
    if (p.shifts.empty())
      p.servers = keys.integer("servers");
    else
      faults.add(keys.given("servers")->place,
                 {Values::describe(*keys.given("servers")), "The shifts say how many servers there are.",
                  "Leave servers or shifts out.", ""});
  }
  if (!p.shifts.empty() && keys.has("hours"))
    faults.add(keys.given("hours")->place, {Values::describe(*keys.given("hours")),
                                            "The shifts have hours of their own.", "Leave hours or shifts out.", ""});
  if (p.kind == PoolKind::staffed) {
    if (!keys.has("hours") && !keys.has("shifts"))
      faults.add(keys.place(),
                 {keys.name() + " lacks hours", "Without them its people would be on duty day and night, 168 h a week.",
                  "Write hours = \"NAME\" and [hours.NAME] with a week, hours = \"always\" for round the "
                  "clock, or shifts.",
                  ""});
    if (!keys.has("wage"))
      faults.add(keys.place(), {keys.name() + " lacks wage", "Without it its people would cost nothing.",
                                "Write what one of them costs, such as wage = \"60000 " + values_.currency +
                                    " / yr\"; \"0 " + values_.currency + " / yr\" when they really cost nothing.",
                                ""});
  }
  if (keys.has("wage")) p.wage = keys.quantity("wage");
  p.takes_over = keys.text("takes_over", "");
  p.shrinkage = keys.quantity("shrinkage");
  p.quality_sd = keys.quantity("quality_sd");
  p.speed_sd = keys.quantity("speed_sd");
  p.sitting = keys.duration("sitting");
  p.overtime = keys.boolean("overtime");
  p.books = keys.boolean("books");
  if (const Node* node = e.value.find("overflow")) {
    const Keys overflow(values_, "pool.*.overflow", node);
    if (const Node* to = overflow.required("to"); to && to->is_text()) {
      const auto found = std::find(pool_names.begin(), pool_names.end(), to->text);
      if (found == pool_names.end() || to->text == e.key) {
        const bool declared = values_.names.find(Refers::pool, to->text) != no_index;
        if (declared)
          faults.add(to->place, {Values::describe(*to),
                                 to->text == e.key ? "A pool cannot overflow into itself."
                                                   : "This strategy does not staff that pool.",
                                 "Name another pool of the strategy.", ""});
      } else {
        p.overflow_pool = static_cast<int>(found - pool_names.begin());
      }
    }
    if (overflow.required("after")) p.overflow_after = overflow.duration("after");
    p.overflow_clock = overflow.choice<int>("clock") == 0 ? WorkClock::working : WorkClock::wall;
  }
  p.attrition = keys.quantity("attrition");
  p.notice = keys.duration("notice");
  p.hire_delay = keys.duration("hire_delay");
  p.hire_cost = keys.quantity("hire_cost");
  p.ramp = keys.duration("ramp");
  p.ramp_start = keys.quantity("ramp_start");
  p.ramp_quality = keys.quantity("ramp_quality");
  p.training = keys.quantity("training");
  p.severance = keys.quantity("severance");
  p.overload_from = keys.quantity("overload_from");
  p.overload_quality = keys.quantity("overload_quality");
  p.overload_leaving = keys.quantity("overload_leaving");
  p.overload_memory = keys.duration("overload_memory");
  p.handover = influences(e.value.find("handover"), "pool.*.handover.*");
  if (!p.handover.empty() && !p.books)
    faults.add(e.value.find("handover")->place, {"[" + e.value.path + "] has a handover but no books",
                                                 "Only where customers have a server of their own can it change.",
                                                 "Write books = true, or leave handover out.", ""});
  p.slot_earliest = keys.duration("slot_earliest");
  p.slot_length = keys.duration("slot_length", 0);
  p.slot_latest = keys.duration("slot_latest", 0);
  if (p.kind == PoolKind::slots) {
    for (const char* key : {"slot_length", "slot_latest"}) static_cast<void>(keys.required(key));
    if (keys.has("slot_latest") && p.slot_latest <= p.slot_earliest)
      faults.add(keys.given("slot_latest")->place, {Values::describe(*keys.given("slot_latest")),
                                                    "The latest acceptable appointment lies after the earliest.",
                                                    "Write a longer time than slot_earliest.", ""});
  }
  const bool loses = std::any_of(scenario_.events.begin(), scenario_.events.end(),
                                 [&](const Event& event) { return event.pool == p.name && event.servers_lost > 0; });
  find_idle_in_pool(keys, p.kind, loses, scenario_.today.has_value());
  return p;
}

void Builder::check_losses() {
  for (const Event& event : scenario_.events) {
    if (event.servers_lost <= 0) continue;
    int most = -1;
    for (const Strategy& s : scenario_.strategies)
      for (const Pool& p : s.pools) {
        if (p.name != event.pool) continue;
        int people = p.shifts.empty() ? p.servers : 0;
        for (const Shift& shift : p.shifts) people += shift.servers;
        for (const HeadcountStep& step : p.plan) people = std::max(people, step.servers);
        most = std::max(most, people);
      }
    if (most < 0 || event.servers_lost <= most) continue;
    const Node* lost = child("event")->find(event.name)->find("servers_lost");
    values_.faults().add(lost->place, {Values::describe(*lost),
                                       "No strategy has so many in the pool " + event.pool + ": the largest team is " + std::to_string(most) + ".",
                                       "Write at most " + std::to_string(most) + ".", ""});
  }
}

void Builder::check_staffing(const Entry& entry, const Node& all, Strategy& s) {
  Faults& faults = values_.faults();
  std::vector<char> used(s.pools.size(), 0), live(s.pools.size(), 0);
  bool lost = false;  // a name that is misspelt may be the one that is missing below
  for (const Pool& p : s.pools) {
    lost = lost || (p.overflow_pool == no_index && all.find("pool")->find(p.name)->find("overflow"));
    if (p.overflow_pool != no_index) used[static_cast<std::size_t>(p.overflow_pool)] = 1;
  }
  for (Touchpoint& t : s.touchpoints) {
    lost = lost || (t.pool == no_index && t.delivery == Delivery::pool);
    if (t.pool == no_index) continue;
    const auto index = static_cast<std::size_t>(t.pool);
    const Pool& pool = s.pools[index];
    used[index] = 1;
    live[index] = t.mode == RequestMode::live;
    if (pool.kind != PoolKind::staffed) {
      const Node* tables = t.trigger == TriggerKind::recurrence ? document_.find("demand") : all.find("touchpoint");
      if (const Node* mode = tables->find(t.name)->find("mode"); mode && t.mode == RequestMode::open)
        faults.add(mode->place, {Values::describe(*mode) + ", for the pool " + pool.name + " of strategy " + entry.key,
                                 "Slots and places are given at once, while the customer waits.",
                                 "Leave mode out, or write mode = \"live\".", ""});
      t.mode = RequestMode::live;
    }
    if (std::find(t.enabled.begin(), t.enabled.end(), 1) == t.enabled.end()) continue;
    const bool ever = pool.servers > 0 || std::any_of(pool.plan.begin(), pool.plan.end(),
                                                      [](const HeadcountStep& step) { return step.servers > 0; });
    const Entry* table = all.find("pool")->entry(pool.name);
    const Node* servers = table->value.find("servers");
    if (!ever && (servers == nullptr || servers->kind == Node::Kind::integer)) {
      faults.add(
          servers ? servers->place : table->place,
          {"the pool " + pool.name + " has no servers in strategy " + entry.key + ", but " + t.name + " needs it",
           "Nobody would ever answer.",
           "Write servers = N in [strategy." + entry.key + ".pool." + pool.name + "], or a plan.", ""});
    }
  }
  for (std::size_t i = 0; i < s.pools.size(); ++i) {
    const Pool& pool = s.pools[i];
    const Entry& table = *all.find("pool")->entry(pool.name);
    if (live[i]) find_idle_in_live_pool(table.value, faults);
    if (used[i] || lost || (pool.servers == 0 && pool.plan.empty())) continue;
    std::vector<std::string> others;
    for (const Pool& other : s.pools)
      if (&other != &pool) others.push_back(other.name);
    faults.add(table.place, {"the pool " + pool.name + " has no work in strategy " + entry.key,
                             "No touchpoint, demand or overflow names it, so it would only cost its wages.",
                             "Name it in by, or declare it in the strategies that use it; servers = 0 lays it off.",
                             nearest_name(pool.name, others)});
  }
}

}  // namespace tenure::models
