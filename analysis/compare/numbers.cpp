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
          measure.find("utilisation") != std::string::npos || measure.find("nrr") != std::string::npos ||
          measure.find("grr") != std::string::npos || measure.ends_with("_share"));
}

/// "M USD", or "M" alone.
std::string scaled_unit(char scale, const std::string& unit) {
  return unit.empty() ? std::string(1, scale) : fmt::format("{} {}", scale, unit);
}

/// 2 for 345: the power of ten of the first digit.
int digits_before(double value) {
  return value > 0.0 ? static_cast<int>(std::floor(std::log10(value))) : 0;
}

/// How far from zero an estimate and its interval reach.
double reach_of(const Estimate& estimate) {
  if (!std::isfinite(estimate.mean)) return 0.0;
  return std::fabs(estimate.mean) + (has_interval(estimate) ? estimate.half_width : 0.0);
}

}  // namespace

NumberStyle style_for(const std::string& unit, const std::string& measure, const std::vector<Estimate>& estimates) {
  double largest = 0.0;
  for (const Estimate& estimate : estimates) largest = std::max(largest, reach_of(estimate));
  NumberStyle style;
  const std::string plain_unit = unit == "1" ? "" : unit;
  if (is_share(unit, measure)) {
    style.divisor = 0.01;
    style.unit = std::string(1, '%');
  } else if (largest >= 1e6) {
    style.divisor = 1e6;
    style.unit = scaled_unit('M', plain_unit);
  } else if (largest >= 1e4) {
    style.divisor = 1e3;
    style.unit = scaled_unit('k', plain_unit);
  } else {
    style.unit = plain_unit;
  }
  return style;
}

NumberStyle style_of(const Estimate& estimate, NumberStyle style) {
  const double largest = reach_of(estimate) / style.divisor;
  if (has_interval(estimate) && !never_varies(estimate)) {
    style.decimals = std::min(1 - digits_before(estimate.half_width / style.divisor), 4 - digits_before(largest));
    style.decimals = std::clamp(style.decimals, -9, 9);
    return style;
  }
  style.decimals = std::clamp(3 - digits_before(largest), 0, 9);
  const double shown = std::stod(fmt::format("{:.{}f}", largest, style.decimals));
  while (style.decimals > 0 && std::stod(fmt::format("{:.{}f}", largest, style.decimals - 1)) == shown) {
    --style.decimals;
  }
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
  if (style.decimals < 0) {
    const double step = std::pow(10.0, -style.decimals);
    shown = std::round(shown / step) * step;
  }
  const int decimals = std::max(style.decimals, 0);
  // no negative zero
  if (std::strtod(fmt::format("{:.{}f}", shown, decimals).c_str(), nullptr) == 0.0) shown = 0.0;
  return sign == Sign::always && shown != 0.0 ? fmt::format("{:+.{}f}", shown, decimals)
                                              : fmt::format("{:.{}f}", shown, decimals);
}

std::string with_half_width(const Estimate& estimate, const NumberStyle& style, Sign sign) {
  if (estimate.n == 0 || std::isnan(estimate.mean)) return "-";
  const NumberStyle own = style_of(estimate, style);
  if (!has_interval(estimate)) return number(estimate.mean, own, sign) + " (one run)";
  if (never_varies(estimate)) return number(estimate.mean, own, sign);
  const std::string half_width = number(estimate.half_width, own);
  const bool too_small = std::strtod(half_width.c_str(), nullptr) == 0.0;
  return number(estimate.mean, own, sign) +
         (too_small ? fmt::format(" ± <{}", number(style.divisor * std::pow(10.0, -own.decimals), own))
                    : " ± " + half_width);
}

std::string interval(const Estimate& estimate, const NumberStyle& style, Sign sign) {
  if (!has_interval(estimate)) return "(one run, no interval)";
  if (never_varies(estimate)) return "(the same in every replication)";
  const NumberStyle own = style_of(estimate, style);
  return fmt::format("[{}, {}]", number(estimate.low(), own, sign), number(estimate.high(), own, sign));
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
