// Names of occasions: which one it is of its kind, never how many there were.
//
// Two counts of 16 bits, a higher one (visit, month) and a lower one (due date, term, demand of the month).  The random
// numbers' address has 24 bits for them; what a very long history needs beyond goes into the stream.
#pragma once

#include <cstdint>

#include "sim/random/address.h"

namespace tenure::models {

/// Occasion `low` of `high`; each is taken modulo 65,536.
constexpr std::uint32_t occasion_of(std::uint32_t high, std::uint32_t low) { return high << 16 | (low & 0xFFFFu); }

/// Where the luck of an occasion lies.
constexpr sim::Address address_of(std::uint64_t key, std::uint32_t stream, std::uint32_t occasion) {
  return {key, stream ^ (occasion >> 24) * 0x9E3779B1u, occasion & (sim::kOccasions - 1), occasion >> 20 & (sim::kAttempts - 1)};
}

/// The stream of an occasion's `attempt`-th return; 0 is the first contact itself.
constexpr std::uint32_t attempt_stream(std::uint32_t stream, std::uint32_t attempt) { return stream ^ attempt * 0x85EBCA77u; }

/// What a request says of itself when it is answered: its touchpoint (in the segment), which return of its occasion it is,
/// and the self-service (counted from 1) that sent it, if one did.
struct Tag {
  std::uint32_t touch = 0, attempt = 0, via = 0;
  constexpr std::uint32_t packed() const { return touch | attempt << 16 | via << 24; }
  static constexpr Tag of(std::uint32_t packed) { return {packed & 0xFFFFu, packed >> 16 & 0xFFu, packed >> 24}; }
};

}  // namespace tenure::models
