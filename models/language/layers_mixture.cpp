// Layers of a mixture: what it follows, and what it says itself.
#include <algorithm>
#include <initializer_list>

#include "models/language/fields.h"
#include "models/language/layers.h"

namespace tenure::models {
namespace {

void erase(Node& table, std::initializer_list<const char*> keys) {
  std::erase_if(table.entries, [&](const Entry& e) {
    return std::any_of(keys.begin(), keys.end(), [&](const char* key) { return e.key == key; });
  });
}

}  // namespace

std::vector<std::string> followed_names(const Node& strategy) {
  std::vector<std::string> out;
  const Node* follows = strategy.find("follows");
  if (follows == nullptr || !follows->is_table()) return out;
  for (const Entry& e : follows->entries)
    if (e.value.is_text() && std::find(out.begin(), out.end(), e.value.text) == out.end()) out.push_back(e.value.text);
  return out;
}

Node followed_strategy(const Node& document, const Entry& mixture, const std::string& followed, Faults& faults) {
  const Node& strategies = *document.find("strategy");
  std::vector<Node> layered;  // of all that it follows
  Node out;
  for (const std::string& name : followed_names(mixture.value)) {
    const Entry* entry = strategies.entry(name);
    if (entry == nullptr) continue;
    layered.push_back(layered_strategy(document, *entry, faults));
    if (name == followed) out = layered.back();
  }
  const Node before = out;
  Node own = mixture.value;
  erase(own, {"label", "follows", "enabled"});
  for (Entry& table : own.entries) {
    if (!table.value.is_table()) continue;
    const auto has = [&](const Node& keys, const std::string& name) {
      const Node* there = keys.find(table.key);
      return there != nullptr && there->find(name) != nullptr;
    };
    std::erase_if(table.value.entries, [&](const Entry& one) {
      return !has(before, one.key) &&
             std::any_of(layered.begin(), layered.end(), [&](const Node& keys) { return has(keys, one.key); });
    });
    if (table.key != "pool") continue;
    for (Entry& pool : table.value.entries)
      if (has(before, pool.key) && pool.value.is_table()) erase(pool.value, {"servers", "plan", "shifts"});
  }
  merge(out, own, {"strategy", mixture.key});
  return out;
}

}  // namespace tenure::models
