#include "models/language/units.h"

#include <charconv>
#include <cmath>
#include <vector>

#include "models/language/fault.h"

namespace tenure::models {
namespace {

struct TimeUnit {
  std::string_view name;
  double days;
};
constexpr double day_us = 86400.0e6;
constexpr TimeUnit time_units[] = {{"us", 1.0 / day_us},  {"ms", 1.0e3 / day_us}, {"s", 1.0 / 86400.0},
                                   {"min", 1.0 / 1440.0}, {"h", 1.0 / 24.0},      {"d", 1.0},
                                   {"wk", 7.0},           {"mo", 30.4375},        {"yr", 365.25}};

std::string currency_of(std::string_view word) {
  if (word == "€") return "EUR";
  if (word == "$") return "USD";
  if (word == "£") return "GBP";
  if (word.size() != 3) return {};
  for (const char c : word)
    if (c < 'A' || c > 'Z') return {};
  return std::string(word);
}

bool is_space(char c) {
  return c == ' ' || c == '\t';
}

/// The words and slashes after the number.
std::vector<std::string> tokens(std::string_view text) {
  std::vector<std::string> out;
  std::size_t i = 0;
  while (i < text.size()) {
    if (is_space(text[i])) {
      ++i;
    } else if (text[i] == '/' || text[i] == '%') {
      out.emplace_back(1, text[i++]);
    } else {
      std::size_t j = i;
      while (j < text.size() && !is_space(text[j]) && text[j] != '/' && text[j] != '%') ++j;
      out.emplace_back(text.substr(i, j - i));
      i = j;
    }
  }
  return out;
}

AmountResult unknown_unit(const std::string& word, std::string_view effect_unit) {
  std::vector<std::string> known = {"EUR", "USD", "GBP", "%", "customer"};
  for (const TimeUnit& unit : time_units) known.emplace_back(unit.name);
  if (!effect_unit.empty()) known.emplace_back(effect_unit);
  static constexpr std::pair<std::string_view, std::string_view> usual[] = {
      {"day", "d"},       {"days", "d"},    {"hour", "h"},   {"hours", "h"},   {"hr", "h"},      {"minute", "min"},
      {"minutes", "min"}, {"m", "min"},     {"sec", "s"},    {"second", "s"},  {"seconds", "s"}, {"week", "wk"},
      {"weeks", "wk"},    {"w", "wk"},      {"month", "mo"}, {"months", "mo"}, {"year", "yr"},   {"years", "yr"},
      {"y", "yr"},        {"percent", "%"}, {"a", "yr"},     {"pct", "%"},     {"eur", "EUR"},   {"usd", "USD"}};
  for (const auto& [wrong, right] : usual)
    if (word == wrong) return {std::nullopt, {"unknown unit \"" + word + "\"", std::string(right)}};
  return {std::nullopt, {"unknown unit \"" + word + "\"", nearest_name(word, known)}};
}

Dimension divided_by_time(Dimension d) {
  switch (d) {
    case Dimension::number:
      return Dimension::per_time;
    case Dimension::money:
      return Dimension::money_per_time;
    case Dimension::effect:
      return Dimension::effect_per_time;
    default:
      return d;
  }
}

}  // namespace

double days_in(std::string_view unit) {
  for (const TimeUnit& known : time_units)
    if (known.name == unit) return known.days;
  return 0.0;
}

AmountResult parse_amount(std::string_view text, std::string_view effect_unit) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  Amount amount;
  std::string sign;
  for (const std::string_view prefix : {"€", "$", "£"}) {
    if (text.substr(0, prefix.size()) == prefix) {
      sign = currency_of(prefix);
      text.remove_prefix(prefix.size());
    }
  }
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), amount.number);
  if (error == std::errc::result_out_of_range) return {std::nullopt, {"the number is too large or too small", ""}};
  if (error != std::errc()) return {std::nullopt, {"it does not begin with a number", ""}};
  if (!(amount.number - amount.number == 0.0)) return {std::nullopt, {"it is not a finite number", ""}};
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  if (!text.empty() && text.front() == ',')
    return {std::nullopt, {"a comma inside a number; write 1500.5 without thousands separators", ""}};

  const std::vector<std::string> words = tokens(text);
  double factor = 1.0;
  std::size_t i = 0;
  if (!sign.empty()) {
    amount.dimension = Dimension::money;
    amount.currency = sign;
  } else if (i < words.size() && words[i] != "/") {
    const std::string& word = words[i++];
    if (word == "%") {
      amount.percent = true;
    } else if (const double days = days_in(word); days > 0) {
      factor = days;
      amount.dimension = Dimension::time;
      amount.time_unit = word;
    } else if (!effect_unit.empty() && word == effect_unit) {
      amount.dimension = Dimension::effect;
    } else if (const std::string currency = currency_of(word); !currency.empty()) {
      amount.dimension = Dimension::money;
      amount.currency = currency;
    } else if (word != "customer" && word != "customers") {
      return unknown_unit(word, effect_unit);
    }
  }
  while (i < words.size()) {
    if (words[i] != "/") return {std::nullopt, {"\"" + words[i] + "\" stands where \"/\" or the end is due", ""}};
    if (++i == words.size()) return {std::nullopt, {"a unit is missing after \"/\"", ""}};
    const std::string& word = words[i++];
    if (word == "customer" || word == "server") continue;
    const double days = days_in(word);
    if (days <= 0) return unknown_unit(word, effect_unit);
    if (amount.dimension == Dimension::time || !amount.time_unit.empty())
      return {std::nullopt, {"time divided by time is no unit here", ""}};
    factor /= days;
    amount.time_unit = word;
    amount.dimension = divided_by_time(amount.dimension);
  }
  amount.value = (amount.percent ? amount.number / 100.0 : amount.number) * factor;
  if (!(amount.value - amount.value == 0.0)) return {std::nullopt, {"the number is too large", ""}};
  return {amount, {}};
}

std::string canonical_unit(Dimension dimension, std::string_view currency, std::string_view effect_unit) {
  const std::string money(currency.empty() ? "money" : currency), effect(effect_unit.empty() ? "effect" : effect_unit);
  switch (dimension) {
    case Dimension::number:
      return "1";
    case Dimension::time:
      return "d";
    case Dimension::per_time:
      return "1 / d";
    case Dimension::money:
      return money;
    case Dimension::money_per_time:
      return money + " / d";
    case Dimension::effect:
      return effect;
    case Dimension::effect_per_time:
      return effect + " / d";
  }
  return {};
}

std::string in_words(Dimension dimension) {
  switch (dimension) {
    case Dimension::number:
      return "a plain number";
    case Dimension::time:
      return "a duration";
    case Dimension::per_time:
      return "a rate per time";
    case Dimension::money:
      return "an amount of money";
    case Dimension::money_per_time:
      return "money per time";
    case Dimension::effect:
      return "an amount of effect";
    case Dimension::effect_per_time:
      return "effect per time";
  }
  return {};
}

std::string duration_text(double days) {
  double number = days * 86400.0;
  std::string_view unit = "s";
  for (const std::string_view larger : {"min", "h", "d"}) {
    if (days < days_in(larger)) break;
    number = days / days_in(larger);
    unit = larger;
  }
  if (number < 1e6) number = std::round(number * 1e6) / 1e6;  // a quarter of an hour is 15 min, whatever days / 96 is
  char text[64];
  const auto [end, error] = std::to_chars(text, text + sizeof text, number);
  static_cast<void>(error);  // 64 characters hold every double
  return std::string(text, end) + " " + std::string(unit);
}

}  // namespace tenure::models
