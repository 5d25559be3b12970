// Who does the work: this thread, threads of our own, or TBB, behind one interface.
//
// A task list is n calls fn(0) .. fn(n-1) that do not touch each other's data. The executor decides who runs which and
// when, so nothing may depend on that. If calls throw, all others still finish or are skipped, and the exception of the
// lowest index that threw is rethrown. (TSan sees every happens-before edge of the std::thread backend, which is why it
// exists beside TBB.)
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

namespace tenure::sim {

class Executor {
 public:
  Executor() = default;
  Executor(const Executor&) = delete;
  Executor& operator=(const Executor&) = delete;
  virtual ~Executor() = default;

  /// Calls fn(i) for every i in [0, n), in any order, on any thread, and returns when all are done.
  virtual void for_each(std::size_t n, const std::function<void(std::size_t)>& fn) = 0;

  /// How many calls may run at the same time; >= 1.
  [[nodiscard]] virtual std::size_t width() const = 0;
};

enum class Backend {
  serial,   ///< the calling thread
  threads,  ///< std::thread
  tbb       ///< oneTBB; `threads` where the program was built without it
};

/// An executor of `width` threads (0: as many as the machine has).
[[nodiscard]] std::unique_ptr<Executor> make_executor(Backend backend, std::size_t width = 0);

}  // namespace tenure::sim
