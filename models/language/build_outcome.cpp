// What comes of a contact: lateness, and the stages that it leads to.
#include <algorithm>

#include "models/language/build.h"
#include "models/language/idle.h"

namespace tenure::models {

void Builder::outcomes(const Node& table, const std::string& head, Touchpoint& t) {
  Faults& faults = values_.faults();
  if (const Node* late = table.find("late"); late && late->is_table()) {
    const Keys keys(values_, (head + ".*.late").c_str(), late);
    if (keys.required("half_at")) t.late.half_at = keys.duration("half_at");
    t.late.slope = keys.quantity("slope");
    t.late.floor = keys.quantity("floor");
    t.late.evidence = keys.choice<Evidence>("evidence");
    if (t.late.evidence == Evidence::observational) t.late.weight = scenario_.causal_discount.value;
  }
  const Node* ways = table.find("leads_to");
  if (ways != nullptr && ways->is_table()) {
    for (const Entry& e : ways->entries) {
      const int to = values_.names.find(Refers::stage, e.key);
      const Keys keys(values_, (head + ".*.leads_to.@stage").c_str(), &e.value, e.place);
      if (to == no_index || !keys.required("share")) continue;
      if (t.stages.size() == 1 && t.stages[0] == to)
        faults.add(e.place, {keys.name() + " leads to the only stage in which it is held",
                             "Whom it finds there is there already.", "Name another stage, or leave it out.", ""});
      t.leads_to.push_back({to, quantities(keys, inner_overrides(&e.value, values_), "share")});
    }
    for (std::size_t g = 0; g < scenario_.segments.size(); ++g) {
      double sum = 0.0;
      for (const LeadsTo& way : t.leads_to)
        if (way.share[g].attribute == no_index) sum += way.share[g].value;
      if (sum <= 1.0 + 1e-9) continue;
      faults.add(ways->place, {"the shares of [" + ways->path + "] add up to more than 1 in segment " +
                                   scenario_.segments[g].name,
                               "A contact leads one way, or nowhere.", "Write shares that add up to 1 at most.", ""});
      break;
    }
  }
  find_idle_in_outcomes(table, faults);
}

void Builder::resolution(const Keys& keys, const Overrides& overrides, Touchpoint& t) {
  Faults& faults = values_.faults();
  Resolution r;
  const std::size_t before = faults.size();
  r.resolved = quantities(keys, overrides, "resolved");
  if (faults.size() != before) return;
  const bool all = std::all_of(r.resolved.begin(), r.resolved.end(),
                               [](const Quantity& q) { return q.attribute == no_index && q.value >= 1.0; });
  if (all) {
    find_idle_returns(keys, overrides);
    return;
  }
  if (t.mode == RequestMode::live)
    faults.add(keys.has("resolved") ? keys.given("resolved")->place : keys.place(),
               {keys.name() + " is live and gives resolved", "Only open requests are asked again by themselves.",
                "Leave resolved out, or write mode = \"open\".", ""});
  r.most = keys.integer("most_returns");
  r.work = keys.quantity("return_work");
  if (r.most > 0) {
    if (keys.required("return_after")) r.after = distributions(keys, overrides, "return_after");
  } else {
    find_idle_returns_of_none(keys, overrides);
  }
  r.unresolved = influences(keys.table()->find("unresolved"), "demand.*.unresolved.*");
  t.resolution = std::move(r);
}

}  // namespace tenure::models
