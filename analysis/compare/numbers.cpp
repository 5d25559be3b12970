#include "analysis/compare/numbers.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include <fmt/format.h>

namespace tenure::analysis {
namespace {

bool is_share(const std::string& unit, const std::string& measure) {
  return unit == "1" &&
         (measure.find("retention") != std::string::npos || measure.find("retained") != std::string::npos ||
          measure.find("utilisation") != std::string::npos);
}

/// "M USD", or "M" alone.
std::string scaled_unit(char scale, const std::string& unit) {
  return unit.empty() ? std::string(1, scale) : fmt::format("{} {}", scale, unit);
}

int digits_before(double value) {
  return value > 0.0 ? static_cast<int>(std::floor(std::log10(value))) : 0;
}

}  // namespace

NumberStyle style_for(const std::string& unit, const std::string& measure, const std::vector<Estimate>& estimates) {
  double largest = 0.0, smallest_width = 0.0;
  for (const Estimate& estimate : estimates) {
    if (std::isfinite(estimate.mean)) largest = std::max(largest, std::fabs(estimate.mean));
    if (has_interval(estimate) && !never_varies(estimate) &&
        (smallest_width == 0.0 || estimate.half_width < smallest_width)) {
      smallest_width = estimate.half_width;
    }
  }
  NumberStyle style;
  const std::string plain_unit = unit == "1" ? "" : unit;
  if (is_share(unit, measure)) {
    style.divisor = 0.01;
    style.unit = std::string(1, '%');
  } else if (largest >= 1e6) {
    style.divisor = 1e6;
    style.unit = scaled_unit('M', plain_unit);
  } else if (largest >= 1e5) {
    style.divisor = 1e3;
    style.unit = scaled_unit('k', plain_unit);
  } else {
    style.unit = plain_unit;
  }
  // two significant digits of the half-width; four of the number where nothing varies
  const double width = smallest_width / style.divisor;
  const bool whole = std::all_of(estimates.begin(), estimates.end(), [&](const Estimate& estimate) {
    const double shown = estimate.mean / style.divisor;
    return std::isnan(shown) || shown == std::round(shown);
  });
  int wanted = 0;
  if (width > 0.0) {
    wanted = 1 - digits_before(width);
  } else if (!whole) {
    wanted = 3 - digits_before(largest / style.divisor);
  }
  style.decimals = std::clamp(wanted, 0, 4);
  return style;
}

bool never_varies(const Estimate& estimate) {
  // a mean of equal values may be off by its last bits
  return has_interval(estimate) && estimate.half_width <= 1e-13 * std::fabs(estimate.mean);
}

bool has_interval(const Estimate& estimate) {
  return estimate.n > 1 && std::isfinite(estimate.half_width);
}

std::string number(double value, const NumberStyle& style, Sign sign) {
  if (std::isnan(value)) return "-";
  double shown = value / style.divisor;
  // no negative zero
  if (std::strtod(fmt::format("{:.{}f}", shown, style.decimals).c_str(), nullptr) == 0.0) shown = 0.0;
  return sign == Sign::always ? fmt::format("{:+.{}f}", shown, style.decimals)
                              : fmt::format("{:.{}f}", shown, style.decimals);
}

std::string with_half_width(const Estimate& estimate, const NumberStyle& style, Sign sign) {
  if (estimate.n == 0 || std::isnan(estimate.mean)) return "-";
  if (!has_interval(estimate)) return number(estimate.mean, style, sign) + " (one run)";
  if (never_varies(estimate)) return number(estimate.mean, style, sign) + " ± 0";
  return number(estimate.mean, style, sign) + " ± " + number(estimate.half_width, style);
}

std::string interval(const Estimate& estimate, const NumberStyle& style, Sign sign) {
  if (!has_interval(estimate)) return "(one run, no interval)";
  if (never_varies(estimate)) return "(the same in every replication)";
  return fmt::format("[{}, {}]", number(estimate.low(), style, sign), number(estimate.high(), style, sign));
}

std::string span_text(double days) {
  const bool years = days >= 10 * 365.25;
  const double rounded = std::round(days / (years ? 365.25 : 30.4375) * 10.0) / 10.0;
  return fmt::format("{} {}", rounded, years ? "years" : "months");
}

std::size_t display_width(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string padded(const std::string& text, int width) {
  const std::size_t due = static_cast<std::size_t>(std::abs(width));
  const std::string blanks(due - std::min(due, display_width(text)), ' ');
  return width < 0 ? blanks + text : text + blanks;
}

}  // namespace tenure::analysis
