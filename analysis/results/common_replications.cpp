#include "analysis/results/common_replications.h"

#include <algorithm>
#include <cstdint>

namespace tenure::analysis {
namespace {

/// The first `kept` of `count` rows of each of `blocks` blocks of rows of `width` values.
void cut_rows(std::vector<double>& values, std::size_t blocks, std::size_t count, std::size_t kept, std::size_t width) {
  for (std::size_t b = 0; b < blocks; ++b)
    std::copy_n(values.begin() + static_cast<std::ptrdiff_t>(b * count * width), kept * width,
                values.begin() + static_cast<std::ptrdiff_t>(b * kept * width));
  values.resize(blocks * kept * width);
}

}  // namespace

ResultSet with_common_replications(ResultSet results) {
  if (!results.chosen || results.chosen->by_strategy.empty()) return results;
  const std::size_t count = results.replications();
  const std::vector<std::int64_t>& counts = results.chosen->by_strategy;
  std::size_t kept = std::min(count, static_cast<std::size_t>(std::max<std::int64_t>(1, *std::min_element(counts.begin(), counts.end()))));
  if (results.antithetic) kept = std::max<std::size_t>(2, kept / 2 * 2);
  if (kept >= count) return results;
  for (ResultVariable& variable : results.variables)
    cut_rows(variable.values, results.strategies(), count, kept, results.width(variable));
  if (!results.controls.names.empty()) cut_rows(results.controls.values, 1, count, kept, results.controls.names.size());
  results.dimensions[2].count = static_cast<int>(kept);
  return results;
}

std::size_t replications_before_cut(const ResultSet& results) {
  if (!results.chosen || results.chosen->by_strategy.empty()) return 0;
  const auto most = static_cast<std::size_t>(
      *std::max_element(results.chosen->by_strategy.begin(), results.chosen->by_strategy.end()));
  return most > results.replications() ? most : 0;
}

}  // namespace tenure::analysis
