// Settings and sweeps change what a scenario declares; they declare nothing new.
#include <algorithm>

#include "models/language/fields.h"
#include "models/language/layers.h"

namespace tenure::models {
namespace {

std::vector<std::string> keys_of(const Node* table) {
  std::vector<std::string> out;
  if (table != nullptr && table->is_table())
    for (const Entry& e : table->entries) out.push_back(e.key);
  return out;
}

const Node* below(const Node* node, const std::vector<std::string>& path, std::size_t from, std::size_t to) {
  for (std::size_t i = from; i < to && node != nullptr; ++i) node = node->is_table() ? node->find(path[i]) : nullptr;
  return node;
}

/// The strategies in which such a key would be known.
std::string strategies_with(const Node& whole, const std::vector<std::string>& path, std::size_t size) {
  Faults unheard;
  std::string out;
  if (const Node* strategies = whole.find("strategy"))
    for (const Entry& e : strategies->entries)
      if (e.value.is_table())
        if (const Node layered = layered_strategy(whole, e, unheard); below(&layered, path, 0, size) != nullptr)
          out += (out.empty() ? "" : ", ") + join_key({"strategy", e.key}) + "." + join_key(path);
  return out;
}

}  // namespace

bool names_exist(const Node& document, const std::string& dotted, Place place, Faults& faults) {
  const std::vector<std::string> path = split_key(dotted);
  Node whole;    // with the shipped models
  Node layered;  // the strategy that the key belongs to
  const bool of_strategy = path.size() > 2 && path[0] == "strategy";
  for (std::size_t n = 2; n <= path.size(); ++n) {
    const Match m = match({path.begin(), path.begin() + static_cast<std::ptrdiff_t>(n)});
    const bool by_author = m.field ? m.field->key == "*" : m.section && m.section->parts.back() == "*";
    if (by_author) {
      const bool inner = of_strategy && n > 2;
      if (whole.entries.empty()) {
        Faults unheard;
        whole = document;
        add_library(whole, unheard);
      }
      if (inner && layered.entries.empty())
        if (const Entry* strategy = whole.find("strategy")->entry(path[1])) {
          Faults unheard;
          layered = layered_strategy(whole, *strategy, unheard);
        }
      const Node* parent = inner ? below(&layered, path, 2, n - 1) : below(&document, path, 0, n - 1);
      std::vector<std::string> known = keys_of(parent);
      if (!inner && is_head(path[0]) && n > 2)  // a model may change what the top level declares
        for (const std::string& name : keys_of(below(&document, path, 2, n - 1))) known.push_back(name);
      if (std::find(known.begin(), known.end(), path[n - 1]) == known.end()) {
        const std::string what = path[n - 2];
        std::string near = nearest_name(path[n - 1], known), list, elsewhere;
        for (const std::string& name : known) list += (list.empty() ? "" : ", ") + name;
        if (!near.empty()) {
          std::vector<std::string> right = path;
          right[n - 1] = near;
          near = join_key(right);
        } else if (!is_head(path[0])) {
          elsewhere = strategies_with(whole, path, n);
        }
        faults.add(place, {"unknown " + what + " \"" + path[n - 1] + "\" in " + dotted,
                           "A setting or a sweep changes what the scenario declares; it declares nothing new.",
                           !elsewhere.empty() ? "It is a strategy's: " + elsewhere + "."
                                              : "Known: " + (list.empty() ? "none" : list) + ".",
                           near});
        return false;
      }
    }
    if (m.field != nullptr) break;
  }
  return true;
}

}  // namespace tenure::models
