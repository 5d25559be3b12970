#include "models/language/sweep.h"

#include <algorithm>

#include "models/language/fields.h"
#include "models/language/layers.h"
#include "models/language/values.h"

namespace tenure::models {
namespace {

/// Keys that move together, and their values step by step.
struct Axis {
  std::vector<std::string> keys;
  std::vector<std::vector<Node>> steps;
};

/// Nothing when the key is one of the language and what it names exists, else the complaint.
bool key_exists(const Node& document, const Entry& e, Faults& faults) {
  const std::vector<std::string> path = split_key(e.key);
  const Match m = match(path);
  if (m.field == nullptr) {
    const std::vector<std::string> parent(path.begin(), path.end() - 1);
    faults.add(e.place, {"unknown key " + e.key + " in [sweep]", "A sweep changes keys of the scenario.",
                         m.table ? "This is a table; name one of its keys: \"" + e.key + ".KEY\"."
                                 : "Write a full key, such as \"segment.NAME.customers\".",
                         nearest_name(path.back(), known_keys(parent))});
    return false;
  }
  if (e.key == "extends") {
    faults.add(e.place, {"extends in [sweep]", "What a file extends is read before it is swept.",
                         "Write a file for each of the others, with extends of its own.", ""});
    return false;
  }
  return names_exist(document, e.key, e.place, faults);
}

}  // namespace

std::vector<SweepPoint> expand_sweep(const Node& document, Faults& faults) {
  const Node* sweep = document.find("sweep");
  SweepPoint base{document, ""};
  auto& entries = base.document.entries;
  entries.erase(std::remove_if(entries.begin(), entries.end(), [](const Entry& e) { return e.key == "sweep"; }),
                entries.end());
  if (sweep == nullptr || !sweep->is_table()) {
    if (sweep != nullptr) faults.add(sweep->place, {"sweep is no table", "", "Write [sweep] and keys below.", ""});
    return {base};
  }
  std::vector<Axis> axes;
  for (const Entry& e : sweep->entries) {
    if (e.key == "zip") continue;
    if (!key_exists(document, e, faults)) continue;
    if (e.value.kind != Node::Kind::array || e.value.items.empty()) {
      faults.add(e.value.place, {Values::describe(e.value), "A sweep takes the values of a list in turn.",
                                 "Write [VALUE, VALUE].", ""});
      continue;
    }
    Axis axis{{e.key}, {}};
    for (const Node& item : e.value.items) axis.steps.push_back({item});
    axes.push_back(std::move(axis));
  }
  if (const Node* zip = sweep->find("zip")) {
    for (const Node& group : zip->items) {
      std::size_t first = axes.size();
      for (const Node& key : group.items) {
        const auto found = std::find_if(axes.begin(), axes.end(), [&](const Axis& a) {
          return a.keys.size() == 1 && key.is_text() && a.keys[0] == key.text;
        });
        if (found == axes.end()) {
          std::vector<std::string> names;
          for (const Axis& a : axes) names.insert(names.end(), a.keys.begin(), a.keys.end());
          faults.add(key.place,
                     {"zip names " + write_value(key) + ", which [sweep] does not sweep",
                      "zip lists swept keys that move together.", "Write the key with its values in [sweep].",
                      key.is_text() ? nearest_name(key.text, names) : ""});
          continue;
        }
        const auto at = static_cast<std::size_t>(found - axes.begin());
        if (first >= axes.size()) {
          first = at;
          continue;
        }
        if (at == first) continue;
        if (axes[at].steps.size() != axes[first].steps.size()) {
          faults.add(
              key.place,
              {"zip joins " + axes[first].keys[0] + " and " + key.text + ", which have different numbers of values",
               "Keys that move together have one value for each step.", "Give both lists the same length.", ""});
          continue;
        }
        axes[first].keys.push_back(key.text);
        for (std::size_t i = 0; i < axes[at].steps.size(); ++i) axes[first].steps[i].push_back(axes[at].steps[i][0]);
        axes.erase(axes.begin() + static_cast<std::ptrdiff_t>(at));
        if (at < first) --first;
      }
    }
    if (zip->kind != Node::Kind::array ||
        std::any_of(zip->items.begin(), zip->items.end(), [](const Node& n) { return n.kind != Node::Kind::array; }))
      faults.add(zip->place,
                 {Values::describe(*zip), "zip is a list of lists of keys.", "Write zip = [[\"a.b\", \"c.d\"]].", ""});
  }
  std::vector<SweepPoint> points = {base};
  for (const Axis& axis : axes) {
    if (points.size() * axis.steps.size() > most_sweep_points) {
      faults.add(sweep->place,
                 {"the sweep has more than " + std::to_string(most_sweep_points) + " points",
                  "Each point is a whole simulation.", "Sweep fewer values, or zip keys that move together.", ""});
      return {base};
    }
    std::vector<SweepPoint> next;
    for (const SweepPoint& point : points) {
      for (const auto& step : axis.steps) {
        SweepPoint one = point;
        for (std::size_t k = 0; k < axis.keys.size(); ++k) {
          Node value = step[k];
          set_paths(value, axis.keys[k]);
          set_key(one.document, axis.keys[k], value);
          one.label += (one.label.empty() ? "" : ", ") + axis.keys[k] + " = " +
                       (value.is_text() ? value.text : write_value(value));
        }
        set_key(one.document, "scenario.point", text_node(one.label, sweep->place));
        next.push_back(std::move(one));
      }
    }
    points = std::move(next);
  }
  return points;
}

}  // namespace tenure::models
