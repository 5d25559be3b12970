// Mixtures: a strategy that follows other strategies, each in some of the segments.
//
//   contacts    a customer meets the touchpoints, self-service, scales and flows of the strategy that her segment follows, and
//               those alone. Two of one name stand side by side, each in its own segments; luck and measures go by name, so
//               she meets the same luck as under the followed strategy
//   demands     are the world's, the same in all segments; the followed strategy's self-service stands before them
//   pools       of one name are one team, shared by all segments: whoever is busy with one is not there for the other
//   platforms   are there once
#pragma once

#include <vector>

#include "models/scenario/scenario.h"

namespace tenure::models {

/// Lays the contacts of `parts` side by side in `whole`, whose pools and platforms are given: customers of segment g meet
/// those of parts[part[g]].  Pools and platforms are found by name; what a part needs must be there.
void lay_side_by_side(Strategy& whole, const std::vector<Strategy>& parts, const PerSegment<int>& part);

/// The platforms of `all` that somebody needs: those that a part has for whatever it does, and those on which something hangs
/// that a segment meets that follows the part.
std::vector<Platform> platforms_needed(const std::vector<Platform>& all, const std::vector<Strategy>& parts,
                                       const PerSegment<int>& part);

}  // namespace tenure::models
