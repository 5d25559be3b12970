// Exact sums: totals that do not depend on the order of addition.
//
// Entities are visited in another order by another engine, window length or thread count; floating-point totals would
// then differ in their last bits. So each posting is rounded once to a whole number of small units (money to 1e-6,
// states to 2^-24) and added as an integer. Integer addition is associative: partial totals of blocks merge in any
// order, and income - cost = profit is an equality.
//
//   posting   llround(value * units) must fit into 64 bits (money: 9.2e12 in one posting); otherwise ContractError
//   total     128 bits: 9e18 of the largest postings fit
#pragma once

#include <cmath>
#include <cstdint>

#include "sim/base/contract.h"
#include "sim/base/int128.h"

namespace tenure::sim {

/// Total of postings kept in whole units of 1 / UnitsPerOne.
template <std::int64_t UnitsPerOne>
class ExactSum {
 public:
  static constexpr std::int64_t units_per_one = UnitsPerOne;

  /// The whole number of units that posting `value` adds: rounded once, half away from zero.
  [[nodiscard]] static std::int64_t to_units(double value) {
    const double scaled = value * static_cast<double>(UnitsPerOne);
    TENURE_ENSURE(std::fabs(scaled) < 9.2e18, "a posting must be a number that fits into 64 bits of units");
    return static_cast<std::int64_t>(std::llround(scaled));
  }

  void post(double value) { total_ += to_units(value); }
  void post_units(std::int64_t units) { total_ += units; }

  /// Adds units * weight exactly, for example a state held for so many ticks.
  void post_product(std::int64_t units, std::int64_t weight) { total_ += static_cast<Int128>(units) * weight; }

  ExactSum& operator+=(const ExactSum& other) {
    total_ += other.total_;
    return *this;
  }
  ExactSum& operator-=(const ExactSum& other) {
    total_ -= other.total_;
    return *this;
  }
  friend ExactSum operator+(ExactSum a, const ExactSum& b) { return a += b; }
  friend ExactSum operator-(ExactSum a, const ExactSum& b) { return a -= b; }
  friend bool operator==(const ExactSum&, const ExactSum&) = default;

  [[nodiscard]] Int128 units() const { return total_; }

  /// The total as the nearest double (to within one rounding of the division).
  [[nodiscard]] double value() const { return static_cast<double>(total_) / static_cast<double>(UnitsPerOne); }

 private:
  Int128 total_ = 0;
};

using MoneySum = ExactSum<1'000'000>;    ///< currency, in units of 1e-6
using StateSum = ExactSum<(1LL << 24)>;  ///< satisfaction, relationship and other states, in units of 2^-24
using CountSum = ExactSum<1>;            ///< counts, ticks, and products of counts and ticks

}  // namespace tenure::sim
