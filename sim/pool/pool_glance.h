// What the model may know of a pool at a midnight.
#pragma once

#include <cstdint>

#include "sim/time/tick.h"

namespace tenure::sim {

/// State of a pool as it stands at a midnight, before the day's changes of staff have served anyone.
struct PoolGlance {
  std::int64_t waiting = 0, serving = 0;
  std::int32_t occupied_seats = 0;   ///< occupants now
  std::int32_t planned_seats = 0;    ///< seats of the plan now
  std::int64_t worked_ticks = 0;     ///< since the run's begin, of finished sittings
};

}  // namespace tenure::sim
