// Reading the keys of one table by their rows.
#include <map>

#include "models/language/build.h"
#include "models/language/parse.h"
#include "sim/base/contract.h"

namespace tenure::models {
namespace {

/// Defaults of all rows, parsed once.
const Node& default_of(const Field& field) {
  static const std::map<std::string, Node> parsed = [] {
    std::map<std::string, Node> out;
    for (const Section& s : sections()) {
      for (const Field& f : s.fields) {
        if (f.fallback.empty()) continue;
        auto node = parse_value(f.fallback, -1);
        TENURE_ENSURE(node.has_value(), "the default of " + s.path + "." + f.key + " is no TOML value");
        node->place = {};
        out.emplace(f.fallback, std::move(*node));
      }
    }
    return out;
  }();
  const auto found = parsed.find(field.fallback);
  TENURE_ENSURE(found != parsed.end(), "the row of " + field.key + " has no default");
  return found->second;
}

}  // namespace

Keys::Keys(Values& values, const char* section_path, const Node* table, Place place)
    : values_(&values), section_(&section(section_path)), table_(table), place_(place) {
  if (place_.line == 0 && table_ != nullptr) place_ = table_->place;
}

const Field& Keys::field(const char* key) const {
  const Field* found = section_->find(key);
  TENURE_ENSURE(found != nullptr, "no row for this key in " + section_->path);
  return *found;
}

const Node& Keys::node(const char* key) const {
  const Node* found = given(key);
  return found ? *found : default_of(field(key));
}

std::string Keys::name() const {
  return "[" + (table_ && !table_->path.empty() ? table_->path : section_->path) + "]";
}

const Node* Keys::required(const char* key) const {
  if (const Node* found = given(key)) return found;
  const Field& row = field(key);
  values_->faults().add(place_, {name() + " lacks " + key, row.meaning, Values::advice(row), ""});
  return nullptr;
}

int Keys::one_of(const char* first, const char* second) const {
  const bool a = has(first), b = has(second);
  if (a && b) {
    values_->faults().add(given(second)->place, {name() + " gives both " + first + " and " + second,
                                                 "Each of them says the whole, so they would contradict each other.",
                                                 "Keep one of them.", ""});
    return -1;
  }
  if (!a && !b) {
    values_->faults().add(place_, {name() + " gives neither " + first + " nor " + second, field(first).meaning,
                                   "One of them is needed: " + std::string(first) + " (" + form_of(field(first)) +
                                       "), or " + second + " (" + form_of(field(second)) + ").",
                                   ""});
    return -1;
  }
  return a ? 0 : 1;
}

PerSegment<Quantity> quantities(const Keys& general, const Overrides& overrides, const char* key) {
  return by_segment<Quantity>(general, overrides, key,
                              [&](const Field& f, const Node& n) { return general.values().quantity(f, n); });
}

PerSegment<Distribution> distributions(const Keys& general, const Overrides& overrides, const char* key) {
  return by_segment<Distribution>(general, overrides, key,
                                  [&](const Field& f, const Node& n) { return general.values().distribution(f, n); });
}

PerSegment<char> switches(const Keys& general, const Overrides& overrides) {
  return by_segment<char>(general, overrides, "enabled", [&](const Field& f, const Node& n) {
    return static_cast<char>(general.values().boolean(f, n));
  });
}

Overrides inner_overrides(const Node* table, const Values& values) {
  const Node* segments = table ? table->find("segment") : nullptr;
  Overrides out;
  for (const std::string& name : values.names.of(Refers::segment))
    out.push_back(segments ? segments->find(name) : nullptr);
  return out;
}

}  // namespace tenure::models
