// The progress of a long run on standard error.
//
// A terminal gets one line that is redrawn; anything else (a log file, a batch job) gets a plain line at most every ten
// seconds and five per cent, so that logs stay short and still show life.
#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <ostream>
#include <string>

namespace tenure::analysis::cli {

enum class ProgressStyle { none, redrawn, lines };

/// Redrawn on a terminal that can do so, lines elsewhere.
ProgressStyle style_of_stderr();

class Progress {
 public:
  Progress(std::ostream& out, ProgressStyle style, std::size_t total);

  /// One more cell is done, `events` events long; may be called from any thread.
  void advance(std::uint64_t events);

  /// So many cells are expected in all, now that more is known of the work.
  void expect(std::size_t total);

  /// What the line says besides, such as how precise estimates are by now; empty: nothing.
  void tell(const std::string& state);

  /// Ends a redrawn line.
  void finish();

  std::uint64_t events() const { return events_; }
  std::size_t done() const { return done_; }

 private:
  using Clock = std::chrono::steady_clock;

  std::string line(double elapsed) const;

  std::mutex mutex_;
  std::ostream& out_;
  const ProgressStyle style_;
  std::size_t total_;
  std::size_t done_ = 0, printed_at_ = 0;
  std::uint64_t events_ = 0;
  std::size_t widest_ = 0;
  std::string state_;
  const Clock::time_point start_ = Clock::now();
  Clock::time_point printed_ = start_;
};

/// "45 s", "3 min 20 s", "2 h 5 min".
std::string span_text(double seconds);

}  // namespace tenure::analysis::cli
