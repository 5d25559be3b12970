#include "analysis/decide/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>
#include <sstream>

#include "analysis/compare/key_words.h"
#include "analysis/compare/sentence.h"
#include "analysis/compare/table_parts.h"

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

std::string ranged(const Measured& measured, Index units, double confidence, const std::string& unit, Sign sign) {
  const Estimate estimate = estimate_of(measured, units, confidence);
  const NumberStyle style = style_for(unit, "", {estimate});
  std::string text = number(estimate.mean, style_of(estimate, style), sign);
  if (!style.unit.empty()) text += " " + style.unit;
  return never_varies(estimate) ? text : text + " " + interval(estimate, style, sign);
}

std::string ranged_from_nothing(const Measured& measured, Index units, double confidence, const std::string& unit) {
  const Estimate estimate = estimate_of(measured, units, confidence);
  if (!has_interval(estimate) || never_varies(estimate) || estimate.low() >= 0.0) return ranged(measured, units, confidence, unit);
  const NumberStyle style = style_for(unit, "", {estimate}), own = style_of(estimate, style);
  return fmt::format("{}{} [0, {}]", number(estimate.mean, own), style.unit.empty() ? "" : " " + style.unit, number(estimate.high(), own));
}

std::string ranged_share(const Measured& share, Index units, double confidence) {
  const Estimate estimate = estimate_of(share, units, confidence);
  NumberStyle style{0.01, 0, "%"};
  std::string text = number(estimate.mean, style_of(estimate, style)) + " %";
  if (!has_interval(estimate) || never_varies(estimate)) return text;
  const NumberStyle own = style_of(estimate, style);
  return text + fmt::format(" [{}, {}]", number(std::max(0.0, estimate.low()), own), number(std::min(1.0, estimate.high()), own));
}

bool clear_of_zero(const Measured& measured, Index units, double confidence) {
  const Estimate estimate = estimate_of(measured, units, confidence);
  return has_interval(estimate) && std::fabs(estimate.mean) > estimate.half_width;
}

std::optional<double> needed_to_tell(const Measured& measured, Index units, double confidence) {
  if (units < 2 || !(measured.standard_error > 0.0) || measured.mean == 0.0) return std::nullopt;
  const double z = boost::math::quantile(boost::math::normal(), 0.5 + confidence / 2.0);
  const double ratio = z * measured.standard_error / measured.mean;
  const double needed = std::max(static_cast<double>(units) * ratio * ratio, static_cast<double>(units) + 1.0);
  if (!(needed <= 1e6)) return std::nullopt;
  const double step = std::pow(10.0, std::max(0.0, std::floor(std::log10(needed)) - 1.0));
  return std::ceil(needed / step - 1e-9) * step;
}

std::string needed_in_words(const Measured& measured, Index units, double confidence, const std::string& unit) {
  const auto needed = needed_to_tell(measured, units, confidence);
  return needed ? fmt::format("about {:.0f} {} would tell, if it is as large as it looks", *needed, unit)
                : fmt::format("no number of {} that can be run would tell", unit);
}

std::string quoted_where_needed(const std::string& name) {
  return name.find(',') == std::string::npos ? name : '"' + name + '"';
}

std::string units_word(const Draws& draws) {
  return draws.draw_count() > 1 ? "draws" : draws.pairs ? "pairs of replications" : "replications";
}

std::string plain(double value, const std::string& unit) {
  const Estimate estimate{value, std::numeric_limits<double>::infinity(), 1, 0.95};
  const NumberStyle style = style_for(unit, "", {estimate});
  const std::string text = number(value, style_of(estimate, style));
  return style.unit.empty() ? text : text + " " + style.unit;
}

std::string spanned(double value, const RatioInterval& interval, const std::string& unit) {
  if (!interval.bounded) return plain(value, unit);
  const NumberStyle style = style_for(unit, "", {{value, 0.0, 2, 0.95}});
  NumberStyle own = style;  // three digits: ratios are no finer than that
  if (value != 0.0) own.decimals = std::clamp(2 - static_cast<int>(std::floor(std::log10(std::fabs(value / style.divisor)))), -9, 9);
  return fmt::format("{}{} [{}, {}]", number(value, own), style.unit.empty() ? "" : " " + style.unit, number(interval.low, own),
                     number(interval.high, own));
}

std::string bulleted(const std::string& text) {
  std::istringstream lines(wrapped(text, table_width - 2));
  std::string out;
  for (std::string line; std::getline(lines, line);) {
    out += out.empty() ? "- " : display_width(line) + 2 > table_width ? "" : "  ";  // a name as wide as the table begins at its edge
    out += line + "\n";
  }
  return out;
}

std::string percent(double share) {
  if (share > 0.0 && share < 0.005) return "under 1 %";
  if (share < 1.0 && share > 0.995) return "over 99 %";
  return fmt::format("{:.0f} %", 100.0 * share);
}

std::string percent(const Measured& share, Index units, double confidence) {
  const Estimate estimate = estimate_of(share, units, confidence);
  if (!has_interval(estimate)) return percent(share.mean);
  const double around = std::ceil(100.0 * estimate.half_width), low = 100.0 * estimate.low(), high = 100.0 * estimate.high();
  // no share is below 0 or above 1: there the ends say what ± would not
  if ((low < 0.0 || high > 100.0) && share.mean >= 0.0 && share.mean <= 1.0)
    return fmt::format("{:.0f} % [{:.0f}, {:.0f}]", 100.0 * share.mean, std::max(0.0, std::floor(low)), std::min(100.0, std::ceil(high)));
  return around > 0.0 ? fmt::format("{:.0f} ± {:.0f} %", 100.0 * share.mean, around) : fmt::format("{:.0f} %", 100.0 * share.mean);
}

std::string value_of(const DrawnParameter& parameter, double value) {
  return plain(value * parameter.scale, parameter.unit == "1" ? "" : parameter.unit);
}

std::string name_of(const DrawnParameter& parameter) {
  return parameter.grade.empty() ? parameter.name : parameter.name + " (" + parameter.grade + ")";
}

std::string said_of(const DrawnParameter& parameter) {
  if (parameter.words.empty()) return name_of(parameter);
  const std::string grade = grade_in_words(parameter.grade);
  return fmt::format("the {} ({}{})", parameter.words, parameter.name,
                     parameter.grade.empty() ? "" : "; " + parameter.grade + (grade.empty() ? "" : ", " + grade));
}

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i)
    text += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + words[i];
  return text;
}

}  // namespace tenure::analysis::decision
