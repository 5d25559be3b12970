// Sums up a cell: what its parts share.  People and counts, then staff and money.
#pragma once

#include "models/simulate/summary.h"

#include <array>
#include <cmath>
#include <limits>

#include "models/money/discount.h"
#include "sim/base/contract.h"
#include "sim/stats/exact_sum.h"

namespace tenure::models::summing {

using sim::Int128;

inline constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

inline double money(Int128 units) { return static_cast<double>(units) / kUnits[0]; }
inline double effect_amount(Int128 units) { return static_cast<double>(units) / kUnits[2]; }
inline double hours(Int128 ticks) { return static_cast<double>(ticks) / static_cast<double>(sim::kHour); }
inline double in_months(Int128 ticks) { return static_cast<double>(ticks) / static_cast<double>(sim::kMonth); }
inline double ratio(double a, double b) { return b == 0.0 ? kMissing : a / b; }
inline Int128 units(double amount) { return sim::MoneySum::to_units(amount); }

/// Money that is known by month.
struct Monthly {
  std::vector<Int128> nominal, discounted;
  explicit Monthly(std::size_t months) : nominal(months, 0), discounted(months, 0) {}
  void post(std::size_t month, double amount, double factor) {
    nominal[month] += units(amount);
    discounted[month] += units(amount * factor);
  }
  static Int128 sum(const std::vector<Int128>& list) {
    Int128 total = 0;
    for (const Int128 x : list) total += x;
    return total;
  }
};

class Summary {
 public:
  Summary(const Plan& plan, const Ledger& ledger, const Ledger* after, const sim::RunReport& report)
      : plan_(plan),
        ledger_(ledger),
        after_(after),
        report_(report),
        out_(CellResult::shaped(plan.labels, 0.0)),
        months_(static_cast<std::size_t>(plan.months)),
        segments_(plan.segments.size()),
        wages_(months_),
        hiring_(months_),
        training_(months_),
        severance_(months_),
        platforms_(months_),
        winning_(months_),
        used_(segments_, Monthly(months_)),
        winning_used_(segments_, Monthly(months_)),
        touch_used_(plan.touch_rows.size(), 0),
        shared_(months_, 0),
        customer_ticks_(segments_ * months_, 0) {}

  CellResult make() {
    people();
    states();
    surveys();
    counts();
    support();
    platforms();
    staff();
    amounts();
    channels();
    recurring();
    run_off();
    out_.events = static_cast<std::uint64_t>(ledger_.events);
    for (const auto& values : out_.values)
      for (const double v : values) TENURE_ENSURE(!std::isinf(v), "a measure is a number");
    return std::move(out_);
  }

 private:
  double& value(Measure id, std::size_t i = 0) { return out_[id][i]; }
  double& at(Measure id, std::size_t row, std::size_t month) { return out_[id][row * months_ + month]; }
  Tick month_begin(std::size_t m) const { return static_cast<Tick>(m) * sim::kMonth; }
  Tick month_end(std::size_t m) const { return std::min(month_begin(m) + sim::kMonth, plan_.horizon); }
  double month_factor(std::size_t m) const {
    return discounted_days(plan_.discount, month_begin(m), month_end(m)) /
           sim::in_units(month_end(m) - month_begin(m), sim::kDay);
  }

  /// Customers' time from a month on, of a segment or of all.
  Int128 customer_ticks(std::size_t first_month, std::size_t g) const {
    Int128 sum = 0;
    for (std::size_t m = first_month; m < months_; ++m) sum += customer_ticks_[g * months_ + m];
    return sum;
  }
  Int128 customer_ticks(std::size_t first_month) const {
    Int128 sum = 0;
    for (std::size_t g = 0; g < segments_; ++g) sum += customer_ticks(first_month, g);
    return sum;
  }

  void people();

  /// Levels of states and satisfaction, over the customers' time as `people` found it.
  void states();

  void surveys();

  void newcomers_kept();

  void counts();

  /// What customers came with: on which way it was met, and whether it was settled.
  void support();

  void platforms();

  void staff();

  /// Sums of an account over a segment's month, and its total.
  Int128 in_month(Account account, std::size_t g, std::size_t m, Int128& whole) const {
    const auto a = static_cast<std::size_t>(account);
    const std::size_t cell = ledger_.cell(static_cast<int>(g), static_cast<int>(m));
    whole += ledger_.step[a][cell];
    return whole + ledger_.part[a][cell];
  }

  void amounts();

  /// Contacts by their channel: how many, how soon answered, and what they cost.
  void channels();

  void recurring();

  /// What those bring who are customers at the horizon, at the cost of the last 12 months.
  void run_off();

  const Plan& plan_;
  const Ledger& ledger_;
  const Ledger* after_;
  const sim::RunReport& report_;
  CellResult out_;
  std::size_t months_, segments_;
  Monthly wages_, hiring_, training_, severance_, platforms_;
  Monthly winning_;                           // all that staff costs in pools that count as acquisition
  std::vector<Monthly> used_, winning_used_;  // [segment] wages of hours worked; of pools that do not, and that do
  std::vector<Int128> touch_used_;            // [touchpoint] wages of the hours worked on it
  std::vector<Int128> shared_;   // [month] operating cost that is no segment's, but for building platforms
  std::vector<Int128> customer_ticks_;  // [segment, month] time of customers: whole, so that no order of summing shows
  Int128 net_ = 0;
};

}  // namespace tenure::models::summing
