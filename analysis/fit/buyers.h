// Buyers without a contract: what is known of each is how often she bought again, when last, and since when.
//
// Time is counted in weeks from the first purchase, which counts for nobody (x counts repeat purchases; several on one
// day are one).
#pragma once

#include <vector>

namespace tenure::analysis::fit {

struct Buyer {
  double x = 0.0;      ///< repeat purchases
  double t_x = 0.0;    ///< time of the last one; 0 when there was none
  double T = 0.0;      ///< time for which she was observed
  double spend = 0.0;  ///< mean amount of her repeat purchases; 0 when there was none
  double count = 1.0;  ///< how many such buyers there are
};

/// Buyers alike in x, t_x and T merged, in ascending order (their spends are averaged).
std::vector<Buyer> merged(std::vector<Buyer> buyers);

}  // namespace tenure::analysis::fit
