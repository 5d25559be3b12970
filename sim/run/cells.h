// Runs cells (alternative x parameter draw x replication), many at a time, and hands back their results in order.
//
// Cells are independent: each gets its own model and its own luck. Which thread runs which, and when, is left to the
// executor; results are reduced in the order of the cells' indices, so no sum depends on it. A cell that throws stops the
// cells that have not begun; the exception of the lowest index that threw is rethrown. Cancelling lets the cells that
// have begun finish, or stop where they look at the flag themselves and throw Cancelled.
#pragma once

#include <atomic>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "sim/base/cancelled.h"
#include "sim/run/executor.h"

namespace tenure::sim {

struct CellHooks {
  const std::atomic<bool>* cancel = nullptr;  ///< set it (from a signal handler, say) and no further cell begins
  std::function<void(std::size_t done, std::size_t all)> progress = {};  ///< after each cell; never two at a time
};

/// Calls fn(i) for each cell i in [0, n), and when all have been run take(i, result) for i = 0, 1, ... n-1 on the calling
/// thread. Throws Cancelled, or the exception of the lowest index that threw; nothing is taken then.
template <class Fn, class Take>
void run_cells(std::size_t n, Executor& executor, const CellHooks& hooks, Fn&& fn, Take&& take) {
  using Result = decltype(fn(std::size_t{0}));
  std::vector<std::optional<Result>> results(n);
  std::atomic<bool> stop = false;
  std::mutex mutex;
  std::size_t done = 0;
  executor.for_each(n, [&](std::size_t i) {
    if (stop.load(std::memory_order_relaxed)) return;
    if (hooks.cancel != nullptr && hooks.cancel->load(std::memory_order_relaxed)) {
      stop.store(true, std::memory_order_relaxed);
      return;
    }
    try {
      results[i].emplace(fn(i));
    } catch (...) {
      stop.store(true, std::memory_order_relaxed);
      throw;
    }
    const std::lock_guard lock(mutex);
    ++done;
    if (hooks.progress) hooks.progress(done, n);
  });
  if (stop.load()) throw Cancelled();
  for (std::size_t i = 0; i < n; ++i) {
    take(i, std::move(*results[i]));
    results[i].reset();
  }
}

/// The same, handing back all results.
template <class Fn>
auto run_cells(std::size_t n, Executor& executor, const CellHooks& hooks, Fn&& fn) {
  std::vector<decltype(fn(std::size_t{0}))> all;
  all.reserve(n);
  run_cells(n, executor, hooks, fn, [&](std::size_t, auto&& result) { all.push_back(std::move(result)); });
  return all;
}

}  // namespace tenure::sim
