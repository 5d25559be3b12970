// A plain sequence of 64-bit random numbers for tests that need arbitrary inputs, the same at every run.
#pragma once

#include <cstdint>

#include "sim/random/philox.h"

namespace tenure::test {

class Bits {
 public:
  explicit Bits(std::uint64_t seed) : seed_(seed) {}

  /// The next number of the sequence.
  std::uint64_t operator()() {
    const sim::PhiloxWords words =
        sim::philox({static_cast<std::uint32_t>(ordinal_), static_cast<std::uint32_t>(ordinal_ >> 32), 0, 0}, seed_);
    ++ordinal_;
    return sim::join_words(words[0], words[1]);
  }

 private:
  std::uint64_t seed_;
  std::uint64_t ordinal_ = 0;
};

}  // namespace tenure::test
