#include "analysis/cli/interrupt.h"

#include <csignal>

#include "analysis/cli/exit_codes.h"

namespace tenure::analysis::cli {
namespace {

// A signal handler can reach nothing but globals, and only lock-free ones.
std::atomic<bool> stop_asked{false};
std::atomic<int> which_signal{0};
static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<int>::is_always_lock_free);

extern "C" void note_signal(int signal) {
  which_signal = signal;
  stop_asked = true;
  std::signal(signal, SIG_DFL);
}

}  // namespace

InterruptGuard::InterruptGuard() {
  stop_asked = false;
  which_signal = 0;
  interrupt_ = std::signal(SIGINT, note_signal);
  terminate_ = std::signal(SIGTERM, note_signal);
}

InterruptGuard::~InterruptGuard() {
  std::signal(SIGINT, interrupt_);
  std::signal(SIGTERM, terminate_);
}

const std::atomic<bool>& InterruptGuard::stopped() {
  return stop_asked;
}

int InterruptGuard::exit_status() {
  return which_signal == SIGTERM ? exit_terminated : exit_interrupted;
}

}  // namespace tenure::analysis::cli
