#include "analysis/cli/duration.h"

#include <array>
#include <charconv>
#include <cmath>
#include <string_view>
#include <utility>

namespace tenure::analysis::cli {

std::optional<sim::Tick> duration_of(const std::string& text) {
  static constexpr std::array<std::pair<std::string_view, sim::Tick>, 6> units = {{{"us", 1},
                                                                                   {"ms", sim::kSecond / 1000},
                                                                                   {"s", sim::kSecond},
                                                                                   {"min", sim::kMinute},
                                                                                   {"h", sim::kHour},
                                                                                   {"d", sim::kDay}}};
  double number = 0.0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  if (parsed.ec != std::errc{}) return std::nullopt;
  std::string_view unit(parsed.ptr, static_cast<std::size_t>(text.data() + text.size() - parsed.ptr));
  while (!unit.empty() && unit.front() == ' ') unit.remove_prefix(1);
  for (const auto& [name, ticks] : units) {
    if (unit != name) continue;
    const double length = std::round(number * static_cast<double>(ticks));
    if (!(length >= 1.0 && length <= 366.0 * static_cast<double>(sim::kDay))) return std::nullopt;
    return static_cast<sim::Tick>(length);
  }
  return std::nullopt;
}

}  // namespace tenure::analysis::cli
