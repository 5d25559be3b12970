#include "models/language/check.h"

#include <algorithm>

#include "models/language/layers.h"

namespace tenure::models {
namespace {

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

class Walk {
 public:
  explicit Walk(Values& values) : values_(values), faults_(values.faults()) {}

  void table(const Node& node, const std::vector<std::string>& path) {
    const std::vector<std::string> known = known_keys(path);
    const Refers refers = refers_below(path);
    for (const Entry& e : node.entries) {
      std::vector<std::string> inner = path;
      inner.push_back(e.key);
      const Match m = match(inner);
      if (!m.table && m.field == nullptr) {
        unknown(e, path, known);
        continue;
      }
      const bool by_name = std::find(known.begin(), known.end(), e.key) == known.end();
      if (by_name && !name_fits(e, path, refers)) continue;
      if (m.field != nullptr) {
        values_.check(*m.field, e.value);
      } else if (m.section != nullptr && m.section->several && e.value.kind == Node::Kind::array) {
        for (const Node& item : e.value.items) {
          if (item.is_table())
            table(item, inner);
          else
            not_a_table(item, e.key, inner);
        }
      } else if (!e.value.is_table()) {
        not_a_table(e.value, e.key, inner);
      } else {
        table(e.value, inner);
      }
    }
  }

 private:
  void not_a_table(const Node& node, const std::string& key, const std::vector<std::string>& path) {
    faults_.add(node.place,
                {Values::describe(node), "This is " + kind_in_words(node) + "; " + key + " is a table.",
                 "Write [" + join_key(path) + (known_keys(path).empty() ? ".NAME" : "") + "] and its keys below.", ""});
  }

  void unknown(const Entry& e, const std::vector<std::string>& path, const std::vector<std::string>& known) {
    const std::string where = path.empty() ? "at the top of the file" : "in [" + join_key(path) + "]";
    const std::string what = e.value.is_table() ? "table " : "key ";
    if (path.size() == 2 && is_head(path[0]) && match({e.key}).table) {
      faults_.add(
          e.place,
          {"world key " + e.key + " " + where,
           "The world is the same under every strategy, else a comparison would compare worlds.",
           "Move it to the top of the file; a " + path[0] + " holds touchpoint, pool, self_service, promise, platform, scale and "
           "flow.", ""});
      return;
    }
    faults_.add(e.place, {"unknown " + what + e.key + " " + where, "", "Known here: " + joined(known) + ".",
                          nearest_name(e.key, known)});
  }

  bool name_fits(const Entry& e, const std::vector<std::string>& path, Refers refers) {
    if (!is_bare_key(e.key) || e.key.size() > 64) {
      faults_.add(e.place, {"the name \"" + e.key + "\" in [" + join_key(path) + "]",
                            "Names appear in files, tables and results.",
                            "Names hold up to 64 letters, digits, _ and -; what people read goes into label.", ""});
      return false;
    }
    if (refers == Refers::nothing || values_.names.find(refers, e.key) != no_index) return true;
    const auto& declared = values_.names.of(refers);
    faults_.add(e.place,
                {"unknown " + in_words(refers) + " \"" + e.key + "\" in [" + join_key(path) + "]",
                 "The name must be declared in the scenario.",
                 "Known: " + (declared.empty() ? "none" : joined(declared)) + ".", nearest_name(e.key, declared)});
    return false;
  }

  Values& values_;
  Faults& faults_;
};

}  // namespace

Names declared_names(const Node& document) {
  Names names;
  const auto add = [&](Refers refers, const std::string& name) {
    auto& list = names.lists[refers];
    if (std::find(list.begin(), list.end(), name) == list.end()) list.push_back(name);
  };
  const auto take = [&](const Node& from, const char* table, Refers refers) {
    if (const Node* node = from.find(table))
      for (const Entry& e : node->entries) add(refers, e.key);
  };
  take(document, "stage", Refers::stage);
  take(document, "transition", Refers::transition);
  take(document, "decision", Refers::decision);
  take(document, "change", Refers::change);
  take(document, "segment", Refers::segment);
  take(document, "hours", Refers::hours);
  take(document, "flow", Refers::flow);
  take(document, "demand", Refers::demand);
  take(document, "state", Refers::state);
  take(document, "strategy", Refers::strategy);
  take(document, "pool", Refers::pool);
  take(document, "platform", Refers::platform);
  if (const Node* segments = document.find("segment"))
    for (const Entry& e : segments->entries) take(e.value, "attribute", Refers::attribute);
  for (const char* head : {"model", "overlay", "frame", "strategy"})
    if (const Node* heads = document.find(head))
      for (const Entry& e : heads->entries) {
        take(e.value, "pool", Refers::pool);
        take(e.value, "platform", Refers::platform);
      }
  for (const std::string& name : head_names(document, "model")) add(Refers::model, name);
  for (const std::string& name : head_names(document, "overlay")) add(Refers::overlay, name);
  for (const std::string& name : head_names(document, "frame")) add(Refers::frame, name);
  return names;
}

void check_document(const Node& document, Values& values) {
  Walk(values).table(document, {});
}

}  // namespace tenure::models
