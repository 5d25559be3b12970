// What the engine itself knows after a run.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/pool/pool_stats.h"
#include "sim/stats/log_bins.h"

namespace tenure::sim {

struct RunReport {
  std::vector<PoolStats> pools;     ///< [pool]
  std::vector<LogBins> wait_bins;   ///< [pool] waits of services begun, in ticks of the pool's hours
  std::uint64_t handled = 0;        ///< calls of handlers: own events, answers, notices
  std::uint64_t bytes = 0;          ///< held by the engine at the end: columns and records
};

}  // namespace tenure::sim
