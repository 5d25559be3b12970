// Pools: staff, slots, places.
#include <algorithm>

#include "models/language/build.h"

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
  p.wage = keys.quantity("wage");
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
  } else {
    for (const char* key : {"slot_length", "slot_latest"})
      if (keys.has(key))
        faults.add(keys.given(key)->place,
                   {Values::describe(*keys.given(key)), "Only a pool of kind slots has appointments.",
                    "Write kind = \"slots\", or leave the key out.", ""});
  }
  return p;
}

}  // namespace tenure::models
