#include "models/language/layers.h"

#include "models/language/idle.h"

#include <algorithm>
#include <map>
#include <set>

#include "models/language/fields.h"
#include "models/language/parse.h"
#include "models/library_files.h"
#include "sim/base/contract.h"

namespace tenure::models {
namespace {

constexpr const char* strategy_tables[] = {"touchpoint", "pool", "self_service", "promise", "platform", "scale"};

Node& table_below(Node& node, const std::string& key, Place place) {
  if (Node* found = node.find(key)) {
    if (!found->is_table()) {
      *found = Node{};
      found->place = place;
    }
    return *found;
  }
  Entry entry{key, place, {}};
  entry.value.place = place;
  node.entries.push_back(std::move(entry));
  return node.entries.back().value;
}

std::vector<std::string> keys_of(const Node* table) {
  std::vector<std::string> out;
  if (table != nullptr)
    for (const Entry& e : table->entries) out.push_back(e.key);
  return out;
}

/// A shipped file: which head it holds, and the entry.
struct Shipped {
  std::string head;
  Entry entry;
};

/// The shipped files, parsed once; a file that cannot be read is a mistake of this program, caught by its tests.
const std::vector<Shipped>& shipped_heads() {
  static const std::vector<Shipped> all = [] {
    std::vector<Shipped> out;
    for (const LibraryFile& file : library_files()) {
      Faults faults;
      const auto node = parse_toml(file.text, 0, faults);
      TENURE_ENSURE(node.has_value(), "a shipped model is no TOML");
      for (const Entry& head : node->entries) {
        const Entry* entry = head.value.entry(file.name);
        TENURE_ENSURE(
            is_head(head.key) && entry != nullptr && node->entries.size() == 1 && head.value.entries.size() == 1,
            "a shipped file holds exactly one model, overlay or frame of its own name");
        out.push_back({head.key, *entry});
        set_paths(out.back().entry.value, head.key + "." + entry->key);
      }
    }
    return out;
  }();
  return all;
}

/// How faults name a shipped file, which the reader has not.
std::string shipped_file(const std::string& head, const std::string& name) { return head + " " + name + " (shipped)"; }

void set_file(Entry& entry, int file) {
  entry.place.file = file;
  entry.value.place.file = file;
  for (Entry& e : entry.value.entries) set_file(e, file);
  const auto items = [file](Node& node, const auto& self) -> void {
    for (Node& item : node.items) {
      item.place.file = file;
      for (Entry& e : item.entries) set_file(e, file);
      self(item, self);
    }
  };
  items(entry.value, items);
}

/// All values of a layer with their path inside the strategy, tables taken apart as far as the language knows tables.
void leaves_of(const Node& node, std::vector<std::string> path, std::vector<std::pair<std::string, const Node*>>& out) {
  for (const Entry& e : node.entries) {
    std::vector<std::string> inner = path;
    inner.push_back(e.key);
    std::vector<std::string> full = {"strategy", "x"};
    full.insert(full.end(), inner.begin(), inner.end());
    if (e.value.is_table() && match(full).field == nullptr) {
      leaves_of(e.value, inner, out);
    } else {
      out.emplace_back(join_key(inner), &e.value);
    }
  }
}

Node without(const Node& table, std::initializer_list<const char*> keys) {
  Node out = table;
  out.entries.erase(std::remove_if(out.entries.begin(), out.entries.end(),
                                   [&](const Entry& e) {
                                     return std::any_of(keys.begin(), keys.end(),
                                                        [&](const char* k) { return e.key == k; });
                                   }),
                    out.entries.end());
  return out;
}

}  // namespace

void merge(Node& base, const Node& over, std::vector<std::string> path) {
  for (const Entry& e : over.entries) {
    path.push_back(e.key);
    auto found = std::find_if(base.entries.begin(), base.entries.end(), [&](const Entry& b) { return b.key == e.key; });
    if (found == base.entries.end()) {
      base.entries.push_back(e);
    } else if (found->value.is_table() && e.value.is_table() && match(path).field == nullptr) {
      merge(found->value, e.value, path);
    } else {
      found->value = e.value;
      found->place = e.place;
    }
    path.pop_back();
  }
}

void set_key(Node& document, const std::string& dotted, const Node& value) {
  const std::vector<std::string> parts = split_key(dotted);
  Node* node = &document;
  std::vector<std::string> path;
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    path.push_back(parts[i]);
    Node* next = node->find(parts[i]);
    const Match m = match(path);
    if (m.field != nullptr && next != nullptr &&
        !next->is_table()) {  // into the value of a key: 3 becomes { value = 3 }
      Node wrapped;
      wrapped.place = next->place;
      wrapped.path = next->path;
      wrapped.entries.push_back({"value", next->place, *next});
      *next = std::move(wrapped);
    }
    node = &table_below(*node, parts[i], value.place);
  }
  auto found =
      std::find_if(node->entries.begin(), node->entries.end(), [&](const Entry& e) { return e.key == parts.back(); });
  if (found == node->entries.end()) {
    node->entries.push_back({parts.back(), value.place, value});
  } else {
    found->place = value.place;
    found->value = value;
  }
}

void apply_settings(Node& document, const LoadOptions& options, Faults& faults) {
  for (const std::string& set : options.sets) {
    const int file = faults.add_file("--set " + set);
    const auto equals = set.find('=');
    const std::string key = set.substr(0, equals == std::string::npos ? set.size() : equals);
    if (equals == std::string::npos || key.empty() || split_key(key).size() > most_key_parts) {
      faults.add({file, 0, 0},
                 {"a setting is a key, \"=\" and a value", "", "Write --set time.horizon=\"24 mo\".", ""});
      continue;
    }
    if (key == "extends") {
      faults.add({file, 0, 0},
                 {"a setting cannot change extends", "Settings are laid over the file when what it extends has been read.",
                  "Write a file that extends the other one.", ""});
      continue;
    }
    std::string text = set.substr(equals + 1);
    while (!text.empty() && text.front() == ' ') text.erase(text.begin());
    auto value = parse_value(text, file);
    if (!value) value = text_node(text, {file, 0, 0});
    const auto at_top = [file](Node& node, const auto& self) -> void {
      node.place = {file, 0, 0};
      for (Entry& e : node.entries) {
        e.place = {file, 0, 0};
        self(e.value, self);
      }
      for (Node& item : node.items) self(item, self);
    };
    at_top(*value, at_top);
    if (names_exist(document, key, value->place, faults)) set_key(document, key, *value);
  }
  const auto number = [&](const char* key, const std::string& option, std::int64_t n) {
    Node node;
    node.kind = Node::Kind::integer;
    node.integer = n;
    node.place = {faults.add_file(option), 0, 0};
    set_key(document, key, node);
  };
  if (options.seed) {
    if (*options.seed > static_cast<std::uint64_t>(INT64_MAX))
      faults.add({faults.add_file("--seed"), 0, 0},
                 {"the seed is larger than 9223372036854775807", "A seed is a whole number of 63 bits.", "", ""});
    else
      number("experiment.seed", "--seed", static_cast<std::int64_t>(*options.seed));
  }
  if (options.replications) number("experiment.replications", "--replications", *options.replications);
  if (options.draws) number("experiment.draws", "--draws", *options.draws);
  if (options.draw_replications) number("experiment.draw_replications", "--draw-replications", *options.draw_replications);
}

std::vector<std::string> head_names(const Node& document, const std::string& head) {
  std::vector<std::string> out = keys_of(document.find(head));
  for (const Shipped& s : shipped_heads())
    if (s.head == head && std::find(out.begin(), out.end(), s.entry.key) == out.end()) out.push_back(s.entry.key);
  return out;
}

void tell_what_shipped_needs(const Node& document, Faults& faults) {
  const Node* strategies = document.find("strategy");
  if (strategies == nullptr) return;
  const auto taken_by = [&](const std::string& file, std::string& strategy) -> const Node* {
    for (const Entry& s : strategies->entries)
      for (const auto& [key, head] :
           {std::pair{"model", "model"}, std::pair{"overlays", "overlay"}, std::pair{"frame", "frame"}}) {
        const Node* node = s.value.find(key);
        if (node == nullptr) continue;
        strategy = s.key;
        if (node->is_text() && shipped_file(head, node->text) == file) return node;
        for (const Node& item : node->items)
          if (item.is_text() && shipped_file(head, item.text) == file) return &item;
      }
    return nullptr;
  };
  // what one file needs is one fault, however many names of it are missing and however often it speaks of each
  const auto need_of = [](const Complaint& complaint) -> std::string {
    if (complaint.why == no_satisfaction) return "[satisfaction]";
    const auto quote = complaint.message.find('"'), end = complaint.message.find('"', quote + 1);
    if (complaint.message.rfind("unknown ", 0) != 0 || end == std::string::npos) return {};
    const std::string missing = complaint.message.substr(8, end + 1 - 8);  // stage "active"
    return "the " + missing + (complaint.nearest.empty() ? "" : " (is it your " + complaint.nearest + "?)");
  };
  std::map<std::string, std::vector<std::string>> needs;  // by file
  std::set<std::string> told;  // what the scenario itself speaks of and does not have
  std::string none;
  faults.alter([&](Place& place, Complaint& complaint) {
    const std::string need = need_of(complaint);
    if (need.empty()) return;
    if (taken_by(faults.file(place.file), none) == nullptr) {
      told.insert(need);
      return;
    }
    auto& list = needs[faults.file(place.file)];
    if (std::find(list.begin(), list.end(), need) == list.end()) list.push_back(need);
  });
  faults.alter([&](Place& place, Complaint& complaint) {
    const std::string file = faults.file(place.file);
    std::string strategy;
    const Node* taker = need_of(complaint).empty() ? nullptr : taken_by(file, strategy);
    if (taker == nullptr) return;
    std::vector<std::string> list = needs[file];
    std::erase_if(list, [&](const std::string& need) { return told.count(need) > 0; });
    if (list.empty()) {
      complaint.message.clear();  // an echo, which is dropped with the others
      return;
    }
    std::string all;
    for (std::size_t i = 0; i < list.size(); ++i) all += (i == 0 ? "" : i + 1 == list.size() ? " and " : ", ") + list[i];
    const std::string head = file.substr(0, file.rfind(' '));  // model hybrid
    const std::string kind = head.substr(0, head.find(' '));
    place = taker->place;
    complaint = {"strategy " + strategy + " takes the " + file + ", which needs " + all,
                 "It speaks of what the scenario has by name.",
                 "Declare " + std::string(list.size() == 1 ? "it under this name" : "them under these names") + ", or copy the " + kind +
                     " and change it; `tenure explain " + head.substr(head.find(' ') + 1) +
                     "` lists what it needs. For a fitted book, tenure fit --complete --models writes it.",
                 ""};
  });
}

void add_library(Node& document, Faults& faults) {
  const Node* strategies = document.find("strategy");
  if (strategies == nullptr || !strategies->is_table()) return;
  std::vector<std::pair<std::string, std::string>> wanted;  // head, name
  for (const Entry& s : strategies->entries) {
    for (const auto& [key, head] :
         {std::pair{"model", "model"}, std::pair{"overlays", "overlay"}, std::pair{"frame", "frame"}}) {
      const Node* node = s.value.find(key);
      if (node == nullptr) continue;
      if (node->is_text()) wanted.emplace_back(head, node->text);
      for (const Node& item : node->items)
        if (item.is_text()) wanted.emplace_back(head, item.text);
    }
  }
  for (const auto& want : wanted) {
    const std::string &head = want.first, &name = want.second;  // a lambda cannot capture structured bindings
    const Node* heads = document.find(head);
    if (heads != nullptr && heads->find(name) != nullptr) continue;
    const auto found = std::find_if(shipped_heads().begin(), shipped_heads().end(),
                                    [&](const Shipped& s) { return s.head == head && s.entry.key == name; });
    if (found == shipped_heads().end()) continue;  // an unknown name is found when names are checked
    Entry entry = found->entry;
    set_file(entry, faults.add_file(shipped_file(head, name)));
    table_below(document, head, entry.place).entries.push_back(std::move(entry));
  }
}

Node layered_strategy(const Node& document, const Entry& strategy, Faults& faults) {
  const std::vector<std::string> path = {"strategy", strategy.key};
  Node out;
  out.place = strategy.value.place;
  out.path = strategy.value.path;
  for (const char* table : strategy_tables)
    if (const Entry* e = document.entry(table)) {
      Node layer;
      layer.entries.push_back(*e);
      merge(out, layer, path);
    }
  for (const std::string& name : followed_names(strategy.value))
    if (const Entry* followed = document.find("strategy")->entry(name); followed && followed_names(followed->value).empty())
      merge(out, layered_strategy(document, *followed, faults), path);
  const auto head = [&](const char* kind, const std::string& name) -> const Node* {
    const Node* heads = document.find(kind);
    return heads ? heads->find(name) : nullptr;
  };
  if (const Node* model = strategy.value.find("model"); model && model->is_text())
    if (const Node* keys = head("model", model->text)) merge(out, without(*keys, {"title", "fits"}), path);

  const Node own = without(strategy.value, {"label", "model", "overlays", "frame", "follows", "enabled"});
  if (const Node* overlays = strategy.value.find("overlays"); overlays && overlays->kind == Node::Kind::array) {
    std::vector<std::pair<std::string, const Node*>> own_leaves;
    leaves_of(own, {}, own_leaves);
    struct Setting {
      std::string key, overlay;
      const Node* value;
    };
    std::vector<Setting> settings;
    for (const Node& item : overlays->items) {
      const Node* keys = item.is_text() ? head("overlay", item.text) : nullptr;
      if (keys == nullptr) continue;
      const Node layer = without(*keys, {"title", "fits"});
      std::vector<std::pair<std::string, const Node*>> leaves;
      leaves_of(*keys, {}, leaves);
      for (const auto& [leaf_key, value] : leaves) {
        const std::string& key = leaf_key;  // a binding cannot be captured
        if (key == "title" || key == "fits") continue;
        const auto other =
            std::find_if(settings.begin(), settings.end(), [&](const Setting& s) { return s.key == key; });
        const bool settled =
            std::any_of(own_leaves.begin(), own_leaves.end(), [&](const auto& leaf) { return leaf.first == key; });
        if (other == settings.end()) {
          settings.push_back({key, item.text, value});
        } else if (!settled && write_value(*other->value) != write_value(*value)) {
          faults.add(overlays->place,
                     {"overlays " + other->overlay + " and " + item.text + " set " + key +
                          " differently in [strategy." + strategy.key + "]",
                      other->overlay + " says " + write_value(*other->value) + ", " + item.text + " says " +
                          write_value(*value) + "; overlays have no order, so neither wins.",
                      "Set the key in the strategy itself, or drop one overlay.", ""});
        }
      }
      merge(out, layer, path);
    }
  }
  if (const Node* frame = strategy.value.find("frame"); frame && frame->is_text())
    if (const Node* keys = head("frame", frame->text)) merge(out, without(*keys, {"title", "fits"}), path);
  merge(out, own, path);
  return out;
}

}  // namespace tenure::models
