// Work that was called off from outside: nothing is wrong, and there is no result.
#pragma once

#include <atomic>
#include <stdexcept>

namespace tenure::sim {

class Cancelled : public std::runtime_error {
 public:
  Cancelled() : std::runtime_error("cancelled") {}
};

/// Throws Cancelled once `flag` is set; nullptr is never set.
inline void stop_if(const std::atomic<bool>* flag) {
  if (flag != nullptr && flag->load(std::memory_order_relaxed)) throw Cancelled();
}

}  // namespace tenure::sim
