#include "analysis/report/told.h"

#include <cmath>

#include "analysis/compare/numbers.h"

namespace tenure::analysis {
namespace {

/// People are counted without a unit.
std::string plain(const std::string& unit) { return unit == "customer" ? "1" : unit; }

bool is_open(const Estimate& difference) {
  return has_interval(difference) && !never_varies(difference) && std::fabs(difference.mean) <= difference.half_width;
}

std::string with_unit(const Estimate& estimate, NumberStyle style, const std::string& unit_words, Sign sign) {
  return number(estimate.mean, style_of(estimate, style), sign) + (unit_words.empty() ? "" : " " + unit_words) + " " +
         interval(estimate, style, sign);
}

}  // namespace

std::string told(const Estimate& estimate, const std::string& unit, const std::string& measure) {
  if (estimate.n == 0 || std::isnan(estimate.mean)) return "no value";
  const NumberStyle style = style_for(plain(unit), measure, {estimate});
  return with_unit(estimate, style, style.unit, Sign::negative_only);
}

std::string told_difference(const Estimate& difference, const std::string& unit, const std::string& measure) {
  if (difference.n == 0 || std::isnan(difference.mean)) return "no value";
  const NumberStyle style = style_for(plain(unit), measure, {difference});
  std::string text = with_unit(difference, style, style.unit == "%" ? "points" : style.unit, Sign::always);
  return text + (is_open(difference) ? " (too close to call)" : "");
}

std::string told_more(const Estimate& difference, const std::string& unit, const std::string& measure) {
  if (difference.n == 0 || std::isnan(difference.mean)) return "no value";
  Estimate shown = difference;
  shown.mean = std::fabs(difference.mean);
  const NumberStyle style = style_for(plain(unit), measure, {shown});
  return with_unit(shown, style, style.unit == "%" ? "points" : style.unit, Sign::negative_only) +
         (difference.mean < 0.0 ? " less" : " more") + (is_open(difference) ? " (too close to call)" : "");
}

std::string listed(const std::vector<std::string>& items) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i)
    text += (i == 0 ? "" : i + 1 == items.size() ? " and " : ", ") + items[i];
  return text;
}

}  // namespace tenure::analysis
