#include "analysis/decide/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>

namespace tenure::analysis::decision {

Estimate estimate_of(const Measured& measured, Index units, double confidence) {
  Estimate estimate;
  estimate.mean = measured.mean;
  estimate.n = units;
  estimate.confidence = confidence;
  estimate.half_width = std::numeric_limits<double>::infinity();
  if (units > 1 && std::isfinite(measured.standard_error)) {
    const boost::math::students_t law(static_cast<double>(units - 1));
    estimate.half_width = boost::math::quantile(law, 0.5 + confidence / 2.0) * measured.standard_error;
  } else {
    estimate.n = std::min<Index>(units, 1);
  }
  return estimate;
}

std::string amount(const Measured& measured, Index units, double confidence, const std::string& unit, Sign sign) {
  const Estimate estimate = estimate_of(measured, units, confidence);
  const NumberStyle style = style_for(unit, "", {estimate});
  const std::string text = with_half_width(estimate, style, sign);
  return style.unit.empty() ? text : text + " " + style.unit;
}

std::string plain(double value, const std::string& unit) {
  const Estimate estimate{value, std::numeric_limits<double>::infinity(), 1, 0.95};
  const NumberStyle style = style_for(unit, "", {estimate});
  const std::string text = number(value, style_of(estimate, style));
  return style.unit.empty() ? text : text + " " + style.unit;
}

std::string percent(double share) {
  if (share > 0.0 && share < 0.005) return "under 1 %";
  if (share < 1.0 && share > 0.995) return "over 99 %";
  return fmt::format("{:.0f} %", 100.0 * share);
}

std::string percent(const Measured& share, Index units, double confidence) {
  const Estimate estimate = estimate_of(share, units, confidence);
  if (!has_interval(estimate)) return percent(share.mean);
  const double around = std::ceil(100.0 * estimate.half_width);
  return around > 0.0 ? fmt::format("{:.0f} ± {:.0f} %", 100.0 * share.mean, around) : fmt::format("{:.0f} %", 100.0 * share.mean);
}

std::string value_of(const DrawnParameter& parameter, double value) {
  return plain(value * parameter.scale, parameter.unit == "1" ? "" : parameter.unit);
}

std::string name_of(const DrawnParameter& parameter) {
  return parameter.grade.empty() ? parameter.name : parameter.name + " (" + parameter.grade + ")";
}

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i)
    text += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + words[i];
  return text;
}

}  // namespace tenure::analysis::decision
