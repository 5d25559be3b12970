// A sweep: one scenario for each combination of values of some keys.
#pragma once

#include <string>
#include <vector>

#include "models/language/faults.h"
#include "models/language/node.h"

namespace tenure::models {

struct SweepPoint {
  Node document;      ///< without [sweep], with the point's values in place
  std::string label;  ///< "key = value, key = value"; empty without a sweep
};

inline constexpr std::size_t most_sweep_points = 1000;

/// The points of the document's sweep, the last key changing fastest; one point when there is none.
std::vector<SweepPoint> expand_sweep(const Node& document, Faults& faults);

}  // namespace tenure::models
