#include "analysis/cli/room.h"

#include <algorithm>

#include <fmt/format.h>

#include "analysis/cli/memory.h"

namespace tenure::analysis::cli {

std::string size_text(double bytes) {
  if (bytes < 1e6) return fmt::format("{:.0f} kB", bytes / 1e3);
  return bytes < 1e9 ? fmt::format("{:.1f} MB", bytes / 1e6) : fmt::format("{:.1f} GB", bytes / 1e9);
}

std::size_t cells_that_fit(const std::vector<Candidate>& candidates, Streams streams) {
  const double available = available_memory();
  double largest = 1.0;
  for (const Candidate& candidate : candidates) {
    const double customers = candidate.simulation->customers_expected(), bytes = candidate.simulation->bytes_expected();
    largest = std::max(largest, bytes);
    if (bytes <= available && customers < 4.0e9) continue;
    streams.err << fmt::format(
        "{}: {:.3g} customers (opening book and newcomers) are too many for strategy {}\n    They would take {} of "
        "memory, and there are {}.  Simulate a smaller market: fewer customers and arrivals, and as much less staff.\n",
        candidate.file, customers, candidate.strategy, size_text(bytes), size_text(available));
    return 0;
  }
  return static_cast<std::size_t>(std::clamp(available / largest, 1.0, 1e6));
}

}  // namespace tenure::analysis::cli
