#include "analysis/fit/toml_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tenure::analysis::fit {
namespace {

std::string quantity(double value, const std::string& unit) {
  return unit.empty() ? plain(value) : "\"" + plain(value) + unit + "\"";
}

std::string origin_text(const Origin& origin) {
  std::string out = fmt::format("grade = \"{}\", source = {}", origin.grade, toml_string(origin.source));
  if (!origin.note.empty()) out += ", note = " + toml_string(origin.note);
  return out;
}

}  // namespace

std::string toml_string(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
      out += fmt::format("\\u{:04X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    else
      out += c;
  }
  return out + "\"";
}

std::string plain(double value) {
  const std::string text = fmt::format("{:.6g}", value);
  if (text.find('e') == std::string::npos) return text;
  if (std::fabs(value) >= 1.0) return fmt::format("{:.0f}", value);
  std::string digits = fmt::format("{:.{}f}", value, static_cast<int>(5.0 - std::floor(std::log10(std::fabs(value)))));
  digits.erase(digits.find_last_not_of('0') + 1);
  return digits;
}

std::string parameter(double value, const std::string& unit, const Origin& origin) {
  return "{ value = " + quantity(value, unit) + ", " + origin_text(origin) + " }";
}

std::string parameter(const Interval& value, const std::string& unit, const Origin& origin, double least, double most) {
  if (!(value.low > 0.0) || !std::isfinite(value.high))
    return parameter(std::clamp(value.value, least, most), unit, origin);
  const auto in = [&](double x) { return std::clamp(x, least, most); };
  return fmt::format("{{ value = {}, low = {}, high = {}, {} }}", quantity(in(value.value), unit),
                     quantity(in(value.low), unit), quantity(in(value.high), unit), origin_text(origin));
}

std::string distribution(const Points& points, const std::string& unit, const Origin& origin) {
  if (points.table.size() == 1) return parameter(points.table.front().first, unit, origin);
  std::string values, weights;
  for (const auto& [value, weight] : points.table) {
    values += (values.empty() ? "" : ", ") + quantity(value, unit);
    weights += (weights.empty() ? "" : ", ") + plain(weight);
  }
  return fmt::format("{{ dist = \"empirical\", values = [{}], weights = [{}], {} }}", values, weights,
                     origin_text(origin));
}

}  // namespace tenure::analysis::fit
