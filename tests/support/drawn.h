// Addressed random numbers for tests that make up draws: the same everywhere, no order in which they are taken.
#pragma once

#include <cstdint>

#include "sim/random/philox.h"
#include "sim/random/units.h"

namespace tenure::test {

/// Uniform share in (0, 1) of place (row, column) under a seed.
inline double share_at(std::uint64_t seed, long row, long column) {
  const sim::PhiloxWords words = sim::philox({static_cast<std::uint32_t>(row), static_cast<std::uint32_t>(column), 7, 0}, seed);
  return sim::share_of(sim::join_words(words[0], words[1]));
}

/// Standard normal of that place.
inline double normal_at(std::uint64_t seed, long row, long column) {
  return sim::standard_normal_of(share_at(seed, row, column));
}

}  // namespace tenure::test
