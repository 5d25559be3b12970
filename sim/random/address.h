// Addressed randomness: a random number has an address and is never drawn in turn.
//
// Who asks, for which purpose, for which occasion: that names the number. So one more event, entity or alternative
// shifts nobody else's luck, and two alternatives that are compared meet the same luck wherever they ask the same
// question.
//
//   key       64 bits of Philox(seed; replication, luck); one per cell, the alternative that runs in it left out
//   counter   entity key 64 | stream 32 | occasion 20 . attempt 4 . block 8     (words 0-1, 2, 3)
//
// An occasion says which one (month and count within it, number of a due date, parent occasion), never how many so far.
// Block 0 of an occasion serves two 64-bit halves or four 32-bit quarters, in places fixed by the purpose; a law that
// may reject goes on in later blocks of its own half (LaneEngine).
//
// Entity keys: 4 bits kind, 60 bits name. Names are made of counted fields (`entity_key`) or, for an entity that
// descends from another, of 60 bits of Philox(key of the parent; occasion) (`descendant_key`).
#pragma once

#include <cstdint>
#include <limits>

#include "sim/base/contract.h"
#include "sim/random/philox.h"
#include "sim/random/purpose.h"
#include "sim/random/units.h"

namespace tenure::sim {

/// The key under which all random numbers of one cell are made.
struct StreamKey {
  std::uint64_t value = 0;
  friend bool operator==(StreamKey, StreamKey) = default;
};

/// Key of a cell. `luck` is the number of the parameter draw when each draw has its own chance, 0 when all share one.
[[nodiscard]] inline StreamKey cell_key(std::uint64_t seed, std::uint64_t replication, std::uint64_t luck) {
  const PhiloxWords block =
      philox({static_cast<std::uint32_t>(replication), static_cast<std::uint32_t>(replication >> 32),
              static_cast<std::uint32_t>(luck), static_cast<std::uint32_t>(luck >> 32)},
             seed);
  return {join_words(block[0], block[1])};
}

inline constexpr std::uint32_t kOccasions = 1u << 20;  ///< occasions are in [0, kOccasions)
inline constexpr std::uint32_t kAttempts = 1u << 4;    ///< attempts are in [0, kAttempts)
inline constexpr std::uint32_t kBlocks = 1u << 8;      ///< blocks of one attempt

/// Where a random number stands within its cell.
struct Address {
  std::uint64_t entity = 0;    ///< entity key
  std::uint32_t stream = 0;    ///< stream_of(purpose, name)
  std::uint32_t occasion = 0;  ///< which one, in [0, 2^20)
  std::uint32_t attempt = 0;   ///< within the occasion, in [0, 16)
};

/// The 128-bit counter of a block of an address; addresses out of range throw ContractError.
[[nodiscard]] inline PhiloxWords counter_of(const Address& address, std::uint32_t block) {
  TENURE_ENSURE(address.occasion < kOccasions && address.attempt < kAttempts && block < kBlocks,
                "an address must fit into its fields");
  return {static_cast<std::uint32_t>(address.entity), static_cast<std::uint32_t>(address.entity >> 32), address.stream,
          (address.occasion << 12) | (address.attempt << 8) | block};
}

/// One of the two 64-bit numbers of a block.
enum class Half : std::uint8_t { first, second };

/// One of the four 32-bit numbers of a block; `first` and `second` make up the first half.
enum class Quarter : std::uint8_t { first, second, third, fourth };

/// Block 0 of an address: up to two 64-bit or four 32-bit variates, each fixed by its place.
class Draws {
 public:
  Draws(StreamKey key, const Address& address) : words_(philox(counter_of(address, 0), key.value)) {}

  [[nodiscard]] std::uint64_t bits(Half half) const {
    const std::size_t at = half == Half::first ? 0 : 2;
    return join_words(words_[at], words_[at + 1]);
  }
  [[nodiscard]] std::uint32_t bits(Quarter quarter) const { return words_[static_cast<std::size_t>(quarter)]; }

  /// Uniform in (0, 1).
  [[nodiscard]] double share(Half half = Half::first) const { return share_of(bits(half)); }
  [[nodiscard]] double share(Quarter quarter) const { return share_of(bits(quarter)); }

  /// Exponential with mean 1.
  [[nodiscard]] double unit_exponential(Half half = Half::first) const { return unit_exponential_of(share(half)); }

  /// Normal with mean 0 and standard deviation 1.
  [[nodiscard]] double standard_normal(Half half = Half::first) const { return standard_normal_of(share(half)); }

 private:
  PhiloxWords words_;
};

/// The 64-bit numbers of one half of blocks 0, 1, 2, ... of an address, one after another, for laws that may reject.
///
/// A uniform random bit generator in the sense of the standard library and of Boost.Random. At most 256 numbers; the
/// next one throws ContractError. Laws on the path of results use it with boost::random::uniform_01,
/// uniform_int_distribution and the like, which use additions and multiplications only. The Boost laws that call the
/// maths library (exponential, normal, gamma ...) would bring that library's bits with them and jump when a parameter
/// moves: laws here are transforms of units instead (sim/random/laws), and Boost's are their second opinion in the
/// tests.
class LaneEngine {
 public:
  using result_type = std::uint64_t;

  LaneEngine(StreamKey key, const Address& address, Half half) : key_(key), address_(address), half_(half) {}

  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }

  result_type operator()() {
    const PhiloxWords words = philox(counter_of(address_, block_++), key_.value);
    return half_ == Half::first ? join_words(words[0], words[1]) : join_words(words[2], words[3]);
  }

 private:
  StreamKey key_;
  Address address_;
  std::uint32_t block_ = 0;
  Half half_;
};

/// Kinds of entities; values are fixed for ever. What the kinds from 0 to 7 stand for is the model's business.
enum class EntityKind : std::uint8_t {
  listed = 0,     ///< (group, ordinal)
  arrived = 1,    ///< (process, day, count that day)
  descended = 2,  ///< 60 bits of Philox(parent's key; occasion)
  item = 3,       ///< (author, occasion)
  process = 4,    ///< an arrival process
  world = 5,      ///< what everybody feels
  parameter = 6,  ///< a parameter of the input
  occupant = 8,   ///< (pool, seat, occupant)
  pool = 9,       ///< a pool
};

/// Key of an entity whose name is one number below 2^60.
[[nodiscard]] inline std::uint64_t entity_key(EntityKind kind, std::uint64_t name) {
  TENURE_ENSURE(name < (1ULL << 60), "an entity's name must fit into 60 bits");
  return (static_cast<std::uint64_t>(kind) << 60) | name;
}

/// Member `ordinal` (< 2^36) of group `group` (< 2^24).
[[nodiscard]] inline std::uint64_t listed_key(std::uint64_t group, std::uint64_t ordinal) {
  TENURE_ENSURE(group < (1ULL << 24) && ordinal < (1ULL << 36), "group and ordinal must fit into 24 and 36 bits");
  return entity_key(EntityKind::listed, (group << 36) | ordinal);
}

/// The `count`-th (< 2^24) arrival of day `day` (< 2^20) of process `process` (< 2^16).
[[nodiscard]] inline std::uint64_t arrival_key(std::uint64_t process, std::uint64_t day, std::uint64_t count) {
  TENURE_ENSURE(process < (1ULL << 16) && day < (1ULL << 20) && count < (1ULL << 24),
                "process, day and count must fit into 16, 20 and 24 bits");
  return entity_key(EntityKind::arrived, (process << 44) | (day << 24) | count);
}

/// The `occupant`-th (< 2^20) person at seat `seat` (< 2^24) of pool `pool` (< 2^16).
[[nodiscard]] inline std::uint64_t occupant_key(std::uint64_t pool, std::uint64_t seat, std::uint64_t occupant) {
  TENURE_ENSURE(pool < (1ULL << 16) && seat < (1ULL << 24) && occupant < (1ULL << 20),
                "pool, seat and occupant must fit into 16, 24 and 20 bits");
  return entity_key(EntityKind::occupant, (pool << 44) | (seat << 20) | occupant);
}

/// Key of what entity `parent` brings forth on an occasion: 60 bits of Philox(parent; stream, occasion), the same in
/// every cell.
[[nodiscard]] inline std::uint64_t descendant_key(EntityKind kind, std::uint64_t parent, std::uint32_t stream,
                                                  std::uint32_t occasion) {
  const PhiloxWords block =
      philox({occasion, static_cast<std::uint32_t>(Purpose::key), stream, static_cast<std::uint32_t>(kind)}, parent);
  return entity_key(kind, join_words(block[0], block[1]) >> 4);
}

}  // namespace tenure::sim
