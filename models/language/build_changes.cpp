// What happens to customers again and again.
#include "models/language/build.h"
#include "models/language/idle.h"

namespace tenure::models {

void Builder::changes() {
  const Node* table = child("change");
  if (table == nullptr || !table->is_table()) return;
  for (const Entry& e : table->entries) {
    const Keys keys(values_, "change.*", &e.value, e.place);
    const Overrides overrides = segment_overrides("change", e.key);
    Recurrence c;
    c.name = e.key;
    c.label = keys.text("label", e.key);
    c.enabled = switches(keys, overrides);
    c.frailty = keys.boolean("frailty");
    c.size = quantities(keys, overrides, "size");
    c.hazard.assign(overrides.size(), Quantity{});
    c.share.assign(overrides.size(), Quantity{});
    const int form = keys.one_of("hazard", "with");
    if (form == 1) {
      c.with = values_.index(keys.field("with"), keys.node("with"));
      if (keys.required("share")) c.share = quantities(keys, overrides, "share");
      if (c.with != no_index) c.stages = scenario_.decisions[static_cast<std::size_t>(c.with)].from;
    } else if (form == 0) {
      if (keys.required("stages")) c.stages = keys.indices("stages");
      c.hazard = quantities(keys, overrides, "hazard");
    }
    if (form >= 0) find_idle_in_change(keys, overrides);
    if (const Node* node = e.value.find("noticed")) {
      const Keys noticed(values_, "change.*.noticed", node);
      const Node* state = noticed.required("state");
      if (noticed.required("alone") && state) {
        Noticed n;
        n.alone.assign(overrides.size(), noticed.quantity("alone"));
        n.full.assign(overrides.size(), noticed.quantity("full"));
        n.state = values_.index(noticed.field("state"), *state);
        if (n.state != no_index) c.noticed = std::move(n);
      }
    }
    c.felt = influences(e.value.find("felt"), "change.*.felt.*");
    scenario_.changes.push_back(std::move(c));
  }
}

}  // namespace tenure::models
