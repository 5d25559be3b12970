// One draw's world: the scenario as it would be if its uncertain numbers had the drawn values.
//
// The file is read again with these values, and where [today] states figures their levels are solved again, beginning with those
// of the base values (models/today/solve.h).  Draw k of n takes point k; when its numbers contradict a check between keys, it takes
// point k + n, then k + 2 n ..., so that what becomes of one draw hangs on no other.
#pragma once

#include <atomic>
#include <stdexcept>
#include <string>
#include <vector>

#include "models/draws/draws.h"
#include "models/language/load.h"

namespace tenure::models {

struct DrawnWorld {
  Scenario scenario;
  std::vector<double> parameters;  ///< values in force of all parameters of the base, in its order
  std::size_t rejected = 0;        ///< points that were tried in vain
  std::string objection;           ///< what the first of these contradicts; empty when none was rejected
  bool unmet = false;              ///< a figure of [today] could not be met; it is met as nearly as can be
};

/// One point after another contradicts the checks; `what()` says which, in plain words.
class NoWorld : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Points that a draw tries at most.
inline constexpr std::size_t most_points_tried = 100;

/// The world of draw 1, 2, ... of `draws`; `base` with its levels solved.  Throws NoWorld, and sim::Cancelled once `stop` is set.
DrawnWorld drawn_world(const Scenario& base, const Source& source, const ParameterDraws& draws, int draw,
                       const std::atomic<bool>* stop = nullptr);

}  // namespace tenure::models
