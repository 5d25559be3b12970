// Which tickets self-service settles: the easy ones first.
#pragma once

#include <algorithm>

#include "sim/math/math.h"

namespace tenure::models {

/// Chance of a ticket whose work is larger than that of the share `rank` of all tickets: min(1, c · (1 − rank)^selects), with
/// c such that its mean over all tickets is `mean`.  As long as no ticket is certain, c = mean · (1 + selects); beyond, the
/// easiest are certain and 1 − mean = selects / (1 + selects) · c^(−1/selects).
inline double chance_resolved(double mean, double selects, double rank) {
  if (selects == 0.0 || mean <= 0.0 || mean >= 1.0) return std::clamp(mean, 0.0, 1.0);
  double c = mean * (1.0 + selects);
  if (c > 1.0) c = sim::pow((1.0 + selects) / selects * (1.0 - mean), -selects);
  const double easy = 1.0 - rank;
  return std::min(1.0, c * (selects == 1.0 ? easy : sim::pow(easy, selects)));
}

}  // namespace tenure::models
