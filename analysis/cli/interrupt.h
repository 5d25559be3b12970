// Ctrl-C and SIGTERM: the first asks a run to stop cleanly, the second ends the process at once.
#pragma once

#include <atomic>

namespace tenure::analysis::cli {

/// Catches both signals while in scope.
class InterruptGuard {
 public:
  InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;
  ~InterruptGuard();

  /// True from the first signal on; for sim::CellHooks.
  static const std::atomic<bool>& stopped();

  /// The exit status that says which signal it was.
  static int exit_status();

 private:
  void (*interrupt_)(int);
  void (*terminate_)(int);
};

}  // namespace tenure::analysis::cli
