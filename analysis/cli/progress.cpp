#include "analysis/cli/progress.h"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace tenure::analysis::cli {
namespace {

constexpr double redraw_every = 0.1;  // seconds
constexpr double line_every = 10.0;   // seconds
constexpr double line_share = 0.05;

double seconds(std::chrono::steady_clock::duration span) {
  return std::chrono::duration<double>(span).count();
}

}  // namespace

ProgressStyle style_of_stderr() {
  const char* const terminal = std::getenv("TERM");
  const bool dumb = !terminal || std::strcmp(terminal, "dumb") == 0;
  return ::isatty(STDERR_FILENO) && !dumb ? ProgressStyle::redrawn : ProgressStyle::lines;
}

std::string span_text(double seconds) {
  const long all = std::lround(std::max(0.0, seconds));
  char text[48];
  if (all < 60) {
    std::snprintf(text, sizeof text, "%ld s", all);
  } else if (all < 3600) {
    std::snprintf(text, sizeof text, "%ld min %ld s", all / 60, all % 60);
  } else {
    std::snprintf(text, sizeof text, "%ld h %ld min", all / 3600, all % 3600 / 60);
  }
  return text;
}

Progress::Progress(std::ostream& out, ProgressStyle style, std::size_t total)
    : out_(out), style_(style), total_(std::max<std::size_t>(1, total)) {}

std::string Progress::line(double elapsed) const {
  const double share = static_cast<double>(done_) / static_cast<double>(total_);
  char text[160];
  std::snprintf(text, sizeof text, "%3.0f %% · %zu of %zu cells · %.1f M events/s · ",
                100.0 * std::floor(share * 100.0) / 100.0, done_, total_,
                elapsed > 0.0 ? static_cast<double>(events_) / elapsed / 1e6 : 0.0);
  const std::string rest =
      done_ == total_ ? "took " + span_text(elapsed) : span_text(elapsed / share - elapsed) + " to go";
  return text + rest + (state_.empty() ? "" : " · " + state_);
}

void Progress::advance(std::uint64_t events) {
  const std::lock_guard<std::mutex> lock(mutex_);
  total_ = std::max(total_, ++done_);
  events_ += events;
  if (style_ == ProgressStyle::none) return;
  const Clock::time_point now = Clock::now();
  const double since = seconds(now - printed_);
  if (style_ == ProgressStyle::redrawn) {
    if (since < redraw_every && done_ != total_) return;
    std::string text = line(seconds(now - start_));
    const std::size_t width = text.size();
    if (width < widest_) text.append(widest_ - width, ' ');
    widest_ = std::max(widest_, width);
    out_ << '\r' << text << std::flush;
  } else {
    const double share = static_cast<double>(done_ - printed_at_) / static_cast<double>(total_);
    if (since < line_every || share < line_share) return;
    out_ << line(seconds(now - start_)) << std::endl;
  }
  printed_ = now;
  printed_at_ = done_;
}

void Progress::expect(std::size_t total) {
  const std::lock_guard<std::mutex> lock(mutex_);
  total_ = std::max<std::size_t>({1, total, done_});
}

void Progress::tell(const std::string& state) {
  const std::lock_guard<std::mutex> lock(mutex_);
  state_ = state;
}

void Progress::finish() {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (style_ == ProgressStyle::redrawn && widest_ > 0) out_ << std::endl;
  widest_ = 0;
}

}  // namespace tenure::analysis::cli
