// Philox4x32-10: a random block as a pure function of a counter and a key.
//
// The generator is Random123's (Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3"). This
// header is the only one that includes it.
#pragma once

#include <Random123/philox.h>

#include <array>
#include <cstdint>

namespace tenure::sim {

using PhiloxWords = std::array<std::uint32_t, 4>;

/// The block that belongs to `counter` under the 64-bit `key` (low word first).
[[nodiscard]] inline PhiloxWords philox(const PhiloxWords& counter, std::uint64_t key) {
  const philox4x32_ctr_t words{{counter[0], counter[1], counter[2], counter[3]}};
  const philox4x32_key_t halves{{static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(key >> 32)}};
  const philox4x32_ctr_t out = philox4x32_R(10, words, halves);
  return {out.v[0], out.v[1], out.v[2], out.v[3]};
}

/// Two words of a block as one 64-bit number, low word first.
[[nodiscard]] constexpr std::uint64_t join_words(std::uint32_t low, std::uint32_t high) {
  return (static_cast<std::uint64_t>(high) << 32) | low;
}

}  // namespace tenure::sim
