// How a run is carried out. Only `begin`, `end`, `reading_lag`, `tick` and `luck` are laws; the rest changes no bit of a result.
#pragma once

#include <atomic>
#include <cstdint>

#include "sim/random/address.h"
#include "sim/time/tick.h"

namespace tenure::sim {

class Executor;

enum class EngineKind : std::uint8_t {
  reference,  ///< one global calendar
  windows     ///< entities run freely between midnights and meetings
};

struct EngineOptions {
  // laws
  Tick begin = 0;            ///< a midnight <= 0; what happens before 0 leads up to the start and is counted apart
  Tick end = 0;              ///< the run covers [begin, end); > 0
  Tick reading_lag = kHour;  ///< an open request's answer is read this long after its end; at least 5 min
  Tick tick = 1;             ///< every instant is a multiple of this; what falls between is rounded up
  StreamKey luck = {};            ///< of the cell: occupants of seats draw from it

  // ways and means
  EngineKind kind = EngineKind::windows;
  Tick window = 0;                  ///< longest window; 0: the reading lag, or a day when no pool is open
  std::uint32_t block_size = 32768;  ///< entities per block, a power of two
  Executor* executor = nullptr;     ///< runs the blocks and pools of one window; null: this thread
  const std::atomic<bool>* stop = nullptr;  ///< once set (by a signal handler, say) the run throws Cancelled soon

  // for tests: visit blocks, entities within blocks, and pools in another order; 0: in theirs
  std::uint64_t shuffle_entities = 0;
  std::uint64_t shuffle_pools = 0;
  bool unsafe_windows = false;  ///< lets `window` exceed the reading lag: a planted error
};

}  // namespace tenure::sim
