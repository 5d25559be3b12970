// What a random number is for.
//
// A stream is named by a purpose and a name (of a transition, a pool, an attribute ...). Purposes are fixed numbers: a
// value once given is never given to another purpose, not even after its purpose is gone, so that a new purpose changes
// nobody's luck. Names enter by a 32-bit hash; two names that collide within one run are a fault of the input, found by
// StreamNames.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace tenure::sim {

enum class Purpose : std::uint32_t {
  attribute = 10,         ///< a fixed property of an entity
  frailty = 11,           ///< its lasting multiplier of a hazard
  membership = 12,        ///< which group it belongs to
  arrival = 20,           ///< when the next entity arrives
  arrival_count = 21,     ///< how many arrive in a day
  fate = 30,              ///< unit-exponential budget of a risk that ends a spell
  recurrence = 31,        ///< budget of a risk that may strike again
  duration = 32,          ///< nominal time that something takes
  decision = 33,          ///< stay or go at a date
  choice = 34,            ///< which of several
  share = 35,             ///< does an event of given probability happen
  amount = 36,            ///< how much
  phase = 37,             ///< where in its cycle a recurring date starts
  response = 40,          ///< whether and how an entity reacts
  resolution = 41,        ///< whether an attempt succeeds
  retry = 42,             ///< what follows when it does not
  score = 43,             ///< noise of a measured score
  survey = 44,            ///< whether an entity reports its state, and how
  tie = 50,               ///< order among equals
  work = 51,              ///< amount of work in a request
  patience = 52,          ///< limit of waiting
  quality = 53,           ///< quality of one service
  occupant_quality = 60,  ///< lasting quality of one person at a seat
  occupant_speed = 61,    ///< lasting speed of one person at a seat
  leave = 62,             ///< when an occupant leaves
  hire_delay = 63,        ///< how long a seat stays empty
  absence = 64,           ///< unplanned absence
  assignment = 65,        ///< who is given to whom
  shock = 70,             ///< events felt by everybody
  parameter = 80,         ///< a parameter drawn from its uncertainty
  key = 90,               ///< the key of an entity that descends from another
};

namespace detail {

constexpr std::uint32_t finish_hash(std::uint32_t h) {  // finaliser of MurmurHash3 (Appleby, public domain)
  h ^= h >> 16;
  h *= 0x85ebca6bu;
  h ^= h >> 13;
  h *= 0xc2b2ae35u;
  h ^= h >> 16;
  return h;
}

}  // namespace detail

/// The 32-bit number of the stream (purpose, name): FNV-1a over the four bytes of the purpose and the name, then
/// finish_hash.
[[nodiscard]] constexpr std::uint32_t stream_of(Purpose purpose, std::string_view name = {}) {
  std::uint32_t h = 0x811c9dc5u;
  const auto take = [&h](std::uint32_t byte) { h = (h ^ byte) * 0x01000193u; };
  const auto number = static_cast<std::uint32_t>(purpose);
  for (std::uint32_t shift = 0; shift < 32; shift += 8) take((number >> shift) & 0xffu);
  for (const char c : name) take(static_cast<unsigned char>(c));
  return detail::finish_hash(h);
}

/// Remembers which names stand behind the stream numbers of a run and finds collisions.
class StreamNames {
 public:
  struct Entry {
    Purpose purpose;
    std::string name;
    friend bool operator==(const Entry&, const Entry&) = default;
  };

  /// Registers a stream. Returns the earlier, different entry with the same number, or nullptr when there is none.
  const Entry* add(Purpose purpose, std::string_view name) {
    Entry entry{purpose, std::string(name)};
    const auto [place, fresh] = entries_.try_emplace(stream_of(purpose, name), entry);
    return fresh || place->second == entry ? nullptr : &place->second;
  }

 private:
  std::map<std::uint32_t, Entry> entries_;
};

}  // namespace tenure::sim
