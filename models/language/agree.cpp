#include "models/language/agree.h"

#include <algorithm>
#include <utility>

#include "models/language/fields.h"

namespace tenure::models {
namespace {

/// A value as it stands, or the default of its row.
std::string text_of(const Field& field, const Node& table) {
  const Node* node = table.find(field.key);
  return node ? write_value(*node) : field.fallback;
}

}  // namespace

std::string first_difference(const char* section_path, const Node& one, const Node& other,
                             std::initializer_list<const char*> apart) {
  const Section& row = section(section_path);
  for (const Field& field : row.fields) {
    if (std::any_of(apart.begin(), apart.end(), [&](const char* key) { return field.key == key; })) continue;
    if (field.key == "shifts") {
      if ((one.find("shifts") == nullptr) != (other.find("shifts") == nullptr)) return field.key;
    } else if (text_of(field, one) != text_of(field, other)) {
      return field.key;
    }
  }
  for (const auto& [a, b] : {std::pair{&one, &other}, std::pair{&other, &one}})
    for (const Entry& e : a->entries) {
      if (row.find(e.key) != nullptr) continue;  // a table below: overflow, handover, ...
      const Node* there = b->find(e.key);
      if (there == nullptr || write_value(*there) != write_value(e.value)) return e.key;
    }
  return {};
}

}  // namespace tenure::models
