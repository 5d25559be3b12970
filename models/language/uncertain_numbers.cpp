// What is not known about a number: whether it is said soundly, and drawn values in the place of the file's.
#include "models/language/values.h"
#include "models/scenario/uncertainty.h"

namespace tenure::models {

bool Values::whole_range(const Field& field, const Node& node, bool low, bool high, const std::string& dist) {
  if (low == high && (low || dist.empty())) return true;
  complain(field, node,
           low == high ? "dist names the law of what is not known about the number; low and high say how much that is."
                       : "What is not known about a number is told by both its low (5th percentile) and its high (95th).");
  return false;
}

void Values::check_uncertainty(const Want& want, const Node& node, const Parameter& parameter) {
  if (!is_uncertain(parameter)) return;
  for (const char* table : {"time.", "experiment.", "correlation."})
    if (parameter.key.rfind(table, 0) == 0)
      return complain(want.field, node, "This is the same in every draw: low and high would say nothing.");
  try {
    static_cast<void>(Uncertainty(parameter));
  } catch (const NoSuchLaw& why) {
    complain(want.field, node, why.what());
  }
}

bool Values::replace_by_drawn(const Node& node, double& value) const {
  if (drawn == nullptr || node.path.empty()) return false;
  const auto found = drawn->find(node.path);
  if (found == drawn->end()) return false;
  value = found->second;
  return true;
}

}  // namespace tenure::models
