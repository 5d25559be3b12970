// Numbers as a scenario states them.
//
// A quantity is a number, or a number times one of the customer's own attributes ("attribute.price").  It remembers
// which parameter of the scenario it came from, so that results can name the parameters that they hang on.
//
// Canonical units, whatever the file wrote: durations in days, rates per day, money in units of the scenario's
// currency, money rates per day, shares and multipliers as plain numbers.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace tenure::models {

inline constexpr int no_index = -1;

/// A value of a parameter, in canonical units; `value` alone, or `value` × the customer's attribute.
struct Quantity {
  double value = 0.0;
  int attribute = no_index;  ///< index into Scenario::attributes, or no_index
  int parameter = no_index;  ///< index into Scenario::parameters, or no_index when the value is a default

  /// The same number, whoever states it.
  friend bool operator==(const Quantity& a, const Quantity& b) { return a.value == b.value && a.attribute == b.attribute; }
};

/// One value for each segment, in the order of Scenario::segments.
template <class T>
using PerSegment = std::vector<T>;

/// The families of `Distribution`.  Parameters a, b, c by family; all in the canonical unit of the quantity drawn.
enum class Family : std::uint8_t {
  constant,     ///< a
  exponential,  ///< mean a
  weibull,      ///< shape a (plain), scale b:  H(t) = (t / b)^a
  gamma,        ///< shape a (plain), mean b
  lognormal,    ///< median a, sigma b (plain, of the logarithm)
  normal,       ///< mean a, standard deviation b
  beta,         ///< alpha a, beta b (plain)
  uniform,      ///< low a, high b
  triangular,   ///< low a, mode b, high c
  pert,         ///< low a, mode b, high c
  bernoulli,    ///< 1 with probability a, else 0
  empirical     ///< `table`: (value, weight), values ascending; linear between the points of the cumulated weights
};

/// A distribution of a customer's attribute, of a duration or of an amount of work.
struct Distribution {
  Family family = Family::constant;
  Quantity a, b, c;
  std::vector<std::pair<double, double>> table;  ///< only for `empirical`

  friend bool operator==(const Distribution&, const Distribution&) = default;
};

}  // namespace tenure::models
