// Units: "25 min", "0.33 / yr", "12 USD / mo", "28 %".
//
//   amount   number [unit] { "/" unit }
//   time     us ms s min h d wk mo (30.4375 d) yr (365.25 d)
//   money    three capital letters (ISO code), or one of EUR USD GBP written as a sign
//   %        hundredths
//
// "customer" and "server" may stand after a slash for the reader's sake; they change nothing.  Canonical: days, per
// day, money, money per day, plain numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tenure::models {

/// What an amount measures.
enum class Dimension : std::uint8_t { number, time, per_time, money, money_per_time, effect, effect_per_time };

struct Amount {
  double value = 0.0;   ///< in the canonical unit
  double number = 0.0;  ///< as written
  Dimension dimension = Dimension::number;
  bool percent = false;     ///< written with %
  std::string currency{};   ///< ISO code, for money
  std::string time_unit{};  ///< the unit of time, where there is one
};

struct AmountError {
  std::string what{};     ///< "unknown unit dya"
  std::string nearest{};  ///< nearest known unit
};

struct AmountResult {
  std::optional<Amount> amount{};
  AmountError error{};
};

/// Reads an amount.  `effect_unit` is the scenario's own further unit (quality-adjusted life-years, say), or empty.
AmountResult parse_amount(std::string_view text, std::string_view effect_unit);

/// Days in a unit of time; 0 when it is none.
double days_in(std::string_view unit);

/// Canonical unit of a dimension: "d", "1 / d", "USD", "USD / d", "1", "QALY", "QALY / d".
std::string canonical_unit(Dimension dimension, std::string_view currency, std::string_view effect_unit);

/// "a duration", "a rate per time", ...
std::string in_words(Dimension dimension);

/// "3.5 d": days as people write them, in the largest of d, h, min, s of which there is at least one.
std::string duration_text(double days);

}  // namespace tenure::models
