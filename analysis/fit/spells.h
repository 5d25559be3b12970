// Spells: how long somebody was seen to be a customer, and what the record does not tell.
//
//   right censoring    who is still there when the record ends has lasted at least so long
//   left truncation    who was first seen at tenure `entry` (delayed entry) could not have been seen had she left
//   before;
//                      her spell counts from there on
//   grouped times      an end is known to lie in (before, until]: in a month, or on a day. Recorded tenures are whole
//   months
//                      or days; a density at a point would pretend to know more
//
// Time is counted in periods (months, say). Equal spells are kept once with their number.
#pragma once

#include <cstddef>
#include <vector>

namespace tenure::analysis::fit {

struct Spell {
  double entry = 0.0;   ///< tenure when first seen; 0: from the beginning
  double before = 0.0;  ///< if she left: the end lies after this
  double until = 0.0;   ///< if she left: and not after this; else: seen so long
  bool left = false;
  double count = 1.0;  ///< how many such spells there are
};

/// Equal spells merged, in ascending order.
std::vector<Spell> merged(std::vector<Spell> spells);

struct SpellTotals {
  double spells = 0.0;
  double left = 0.0;      ///< ends seen
  double exposure = 0.0;  ///< time at risk, in periods (an end is put at the middle of where it may lie)
  double longest = 0.0;
};
SpellTotals totals(const std::vector<Spell>& spells);

}  // namespace tenure::analysis::fit
