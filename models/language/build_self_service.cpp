// Self-service of a strategy.
#include <algorithm>

#include "models/language/build.h"
#include "models/language/idle.h"

namespace tenure::models {

std::vector<SelfService> Builder::self_services(const Node& all, const std::vector<Touchpoint>& touchpoints) {
  std::vector<SelfService> out;
  Faults& faults = values_.faults();
  const Node* tables = all.find("self_service");
  if (tables == nullptr || !tables->is_table()) return out;
  for (const Entry& e : tables->entries) {
    const Keys keys(values_, "self_service.*", &e.value, e.place);
    if (keys.has("enabled") && keys.given("enabled")->kind == Node::Kind::boolean && !keys.boolean("enabled") &&
        !e.value.find("demands"))
      continue;
    const Overrides overrides = inner_overrides(&e.value, values_);
    SelfService s;
    s.name = e.key;
    s.channel = keys.word("channel");
    const std::size_t before = faults.size();
    if (keys.required("demands")) s.demands = keys.indices("demands");
    s.enabled = switches(keys, overrides);
    if (keys.required("tried")) s.tried = quantities(keys, overrides, "tried");
    if (keys.required("resolved")) s.resolved = quantities(keys, overrides, "resolved");
    s.selects = keys.quantity("selects");
    s.goes_on = quantities(keys, overrides, "goes_on");
    s.returns = quantities(keys, overrides, "returns");
    const auto all_are = [](const PerSegment<Quantity>& list, double value) {
      return std::all_of(list.begin(), list.end(),
                         [&](const Quantity& q) { return q.attribute == no_index && q.value == value; });
    };
    const bool all_go_on = all_are(s.goes_on, 1.0), some_return = !all_go_on && !all_are(s.returns, 0.0);
    find_idle_in_self_service(keys, overrides, all_go_on, some_return, scenario_.satisfaction.has_value());
    if (some_return && keys.required("return_after")) s.return_after = distributions(keys, overrides, "return_after");
    s.return_work = keys.quantity("return_work");
    s.cost = quantities(keys, overrides, "cost");
    if (keys.has("experience")) s.experience = quantities(keys, overrides, "experience");
    if (keys.has("failed_experience")) s.failed_experience = quantities(keys, overrides, "failed_experience");
    needs_platform(keys, all, s.needs);
    s.failed = influences(e.value.find("failed"), "self_service.*.failed.*");
    for (const int d : s.demands) {
      const auto served = std::find_if(touchpoints.begin(), touchpoints.end(), [&](const Touchpoint& t) {
        return t.name == values_.names.of(Refers::demand)[static_cast<std::size_t>(d)];
      });
      if (some_return && served != touchpoints.end() && served->mode == RequestMode::live)
        faults.add(keys.given("returns") ? keys.given("returns")->place : e.place,
                   {keys.name() + " gives returns, but the demand " + served->name + " is live",
                    "Only open requests are asked again by themselves.",
                    "Leave returns out: who does not go on at once is then never heard of.", ""});
    }
    if (keys.has("demands") && s.demands.empty() && faults.size() == before)
      faults.add(keys.given("demands")->place, {Values::describe(*keys.given("demands")), "It would serve nobody.",
                                                "Name a demand, or write enabled = false.", ""});
    if (faults.size() == before) out.push_back(std::move(s));
  }
  return out;
}

}  // namespace tenure::models
