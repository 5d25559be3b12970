// What the simulation counts, one ledger per block of customers.
//
// Everything is a whole number (customers, ticks, money in 1e-6 of the currency, effect in 2^-24 of its unit), rounded once
// when it is posted, so that ledgers of blocks add up to the same totals in whatever order customers were visited, and
// revenue − cost = profit is an equality.  A posting finds its month by its own time; nothing happens at a month's end.
//
// Where the run begins before 0, nothing of what lies before is kept: it goes into month 0, and at midnight 0 new ledgers are
// opened (Population::open_books). What is posted later for a time before 0 counts in month 0; money does not count.
//
// What lasts (a rate, a stay) is posted when it is over, for all of its months at once: the whole months between its first
// and its last one enter as a step up and a step down, which `Totals` sums up.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include "models/plan/plan.h"
#include "sim/base/int128.h"

namespace tenure::models {

/// Accounts of money and effect.
enum class Account : std::uint8_t { revenue, other_cost, effect, contact_cost, goods_cost, acquisition_cost, acquisition_contact };
inline constexpr std::size_t kAccounts = 7;

/// How a customer's recurring revenue moves.
enum class Movement : std::uint8_t {
  fresh,        ///< from nothing, for the first time
  expansion,
  contraction,
  lost,         ///< to nothing
  returned      ///< from nothing, not for the first time
};
inline constexpr std::size_t kMovements = 5;

/// Whole units per one: 1e6 for money, 2^24 for effect.
inline constexpr std::array<double, kAccounts> kUnits = {1e6, 1e6, 16777216.0, 1e6, 1e6, 1e6, 1e6};

/// Whole units per discounted customer-month beyond the horizon.
inline constexpr double kBeyondUnits = 1e9;

/// After how many months it is asked which newcomers are still customers.
inline constexpr std::array<int, 2> kNewcomerMonths = {3, 12};

class Ledger {
 public:
  explicit Ledger(const Plan& plan);
  /// For what comes after the horizon, until `end`: only sums that are discounted to the start, nothing by month.
  struct Beyond {
    Tick end;
  };
  Ledger(const Plan& plan, Beyond beyond);

  /// An amount paid at t.
  void post_amount(Account account, int segment, double amount, Tick t);
  /// The part of such amounts that contacts cost, by what it was paid for: a row of `touch_cost` or `help_cost`.
  static void post_contact(std::vector<sim::Int128>& costs, int row, double amount, Tick t) {
    if (t >= 0) costs[static_cast<std::size_t>(row)] += units(Account::contact_cost, amount);
  }
  /// A rate (per day) over [from, to), to at most the horizon.
  void post_rate(Account account, int segment, double per_day, Tick from, Tick to);
  /// A stay in a stage from `from` to `to`; kNever: until the horizon.
  void post_stay(int segment, int stage, Tick from, Tick to);

  /// Beyond the horizon: time as a customer.
  void post_beyond(int segment, Tick from, Tick to);

  /// Somebody of the opening book starts in a customer stage; she leaves for the first time at t.
  void post_opening_retained(int segment) { ++retained_step[cell(segment, 0)]; }
  void post_opening_lost(int segment, Tick t) { --retained_step[cell(segment, months_between_ends(t))]; }

  /// A newcomer becomes a customer at t, for the first time.
  void post_newcomer_joined(int segment, Tick t);
  /// A newcomer who became a customer at `joined` leaves for the first time at t.
  void post_newcomer_lost(int segment, Tick joined, Tick t);

  /// Satisfaction above its start, times days, of a customer in the month that `t` lies in; and at the horizon.
  void post_satisfaction(int segment, double days, Tick t) { satisfaction[cell(segment, month_of(t))] += state_units(days); }
  void post_satisfaction_end(int segment, double level) { satisfaction_end[static_cast<std::size_t>(segment)] += state_units(level); }
  /// Level of a customer's declared state at the horizon.
  void post_level(int segment, std::size_t state, double level) {
    levels[static_cast<std::size_t>(segment) * (levels.size() / satisfaction_end.size()) + state] += state_units(level);
  }

  /// Somebody is invited to a survey; `counts` +1 for the firm, -1 against it, 0 neither.
  void post_survey(int survey, Tick t, bool answers, int counts) {
    SurveyCount& to = surveys[row_cell(survey, t)];
    ++to.invited;
    to.all += counts;
    if (!answers) return;
    ++to.answers;
    to.said += counts;
  }
  /// Recurring revenue `per_month` (in units of money) over [from, to); kNever: until the horizon.
  void post_recurring(int segment, std::int64_t per_month, Tick from, Tick to);
  /// It has moved by `amount` > 0 at t.
  void post_movement(Movement kind, int segment, std::int64_t amount, Tick t) {
    movements[static_cast<std::size_t>(kind)][cell(segment, months_between_ends(t))] += amount;
  }
  /// Somebody who brought `base` when the year began brings `now` at its end.
  void post_year(int segment, int year, std::int64_t base, std::int64_t now) {
    const std::size_t at = year_cell(segment, year);
    year_base[at] += base;
    year_kept[at] += base > 0 ? now : 0;
    year_kept_gross[at] += base < now ? base : now;
  }

  /// An amount in the account's whole units.
  static std::int64_t units(Account account, double amount);

  void add(const Ledger& other);

  std::size_t year_cell(int segment, int year) const {
    return static_cast<std::size_t>(segment) * static_cast<std::size_t>(years_) + static_cast<std::size_t>(year);
  }
  std::size_t change_cell(int segment, int change, Tick t) const {
    return (static_cast<std::size_t>(segment) * changes_ + static_cast<std::size_t>(change)) *
               static_cast<std::size_t>(months_) + static_cast<std::size_t>(month_of(t));
  }
  std::size_t cell(int segment, int month) const {
    return static_cast<std::size_t>(segment) * static_cast<std::size_t>(months_ + 1) + static_cast<std::size_t>(month);
  }
  std::size_t stage_cell(int segment, int stage, int month) const {
    return (static_cast<std::size_t>(segment) * stages_ + static_cast<std::size_t>(stage)) *
               static_cast<std::size_t>(months_ + 1) + static_cast<std::size_t>(month);
  }
  std::size_t row_cell(int row, Tick t) const {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(months_) + static_cast<std::size_t>(month_of(t));
  }
  /// Somebody takes the way of this row of transition_count out of the stage that she entered then.
  void go(int row, Tick entered, Tick now) {
    ++transitions[row_cell(row, now)];
    stage_ticks[static_cast<std::size_t>(row)] += now - entered;
  }
  int month_of(Tick t) const { return beyond_ || t < 0 ? 0 : static_cast<int>(sim::month_index(t)); }

  // counts; those with `step` are summed up along the months to give values
  std::vector<std::int64_t> occupancy_step;   ///< [segment, stage, month + 1] members at the month's end
  std::vector<std::int64_t> retained_step;    ///< [segment, month + 1] of the opening customers, those who never left
  std::vector<sim::Int128> time_part;         ///< [segment, stage, month + 1] ticks in parts of months
  std::vector<std::int64_t> time_step;        ///< [segment, stage, month + 1] members for the whole month
  std::vector<std::int64_t> newcomers, lost;  ///< [segment, month + 1]
  std::vector<std::int64_t> transitions;      ///< [row of transition_count, month]
  std::vector<sim::Int128> stage_ticks;       ///< [row of transition_count] spent in the stage that was left, of all who went
  std::vector<std::int64_t> planned, delivered, missed, withdrawn;  ///< [touchpoint of the strategy, month]
  std::vector<std::int64_t> returned, settled, unasked;  ///< [touchpoint, month] came back; answered for good; no person asked
  std::vector<std::int64_t> tried, helped, went_on, silent, returning;  ///< [self-service of the strategy, month]
  std::vector<std::int64_t> pending;          ///< [touchpoint]: asked and unanswered at the horizon
  std::vector<std::int64_t> carried_in;       ///< [touchpoint]: asked before 0 and unanswered then
  std::vector<sim::Int128> response_ticks;    ///< [pool, month] wall clock from asking to the end, of contacts delivered
  std::vector<std::int64_t> responses;        ///< [pool, month]
  std::vector<sim::Int128> touch_response_ticks;  ///< [touchpoint of the strategy] the same, by what was asked for
  std::vector<std::int64_t> touch_responses;      ///< [touchpoint of the strategy]
  std::vector<sim::Int128> touch_cost, help_cost; ///< [touchpoint], [self-service]: of contacts and tries, in units of money
  std::vector<std::int64_t> opening;          ///< [segment] members of the opening book
  std::vector<std::int64_t> opening_customers;///< [segment] those of them in a customer stage
  std::array<std::vector<std::int64_t>, kNewcomerMonths.size()> watched;  ///< [segment] newcomers who joined early enough
  std::array<std::vector<std::int64_t>, kNewcomerMonths.size()> stayed;   ///< [segment] of these, still customers by then
  std::vector<std::int64_t> present;          ///< [stage] now
  // in units of 2^-24; empty where the scenario has no such state
  std::vector<sim::Int128> satisfaction;      ///< [segment, month + 1] customer-days times S − start
  std::vector<sim::Int128> satisfaction_end;  ///< [segment] S − start of the customers at the horizon
  std::vector<sim::Int128> levels;            ///< [segment, state] of the customers at the horizon
  struct SurveyCount {
    std::int64_t invited = 0, answers = 0;
    std::int64_t said = 0, all = 0;           ///< for minus against: of those who answer, of all invited
  };
  std::vector<SurveyCount> surveys;           ///< [survey, month]
  std::int64_t born = 0;
  std::int64_t events = 0;

  // money and effect, in units of kUnits
  std::array<std::vector<sim::Int128>, kAccounts> part, step;  ///< [segment, month + 1]
  std::array<std::vector<sim::Int128>, kAccounts> discounted;  ///< [segment]

  std::vector<sim::Int128> beyond_time;                          ///< [segment] discounted customer-months, in units of kBeyondUnits

  // recurring revenue, in units of money per month; empty when there is none
  std::vector<sim::Int128> recurring_step;                       ///< [segment, month + 1] at the month's end
  std::array<std::vector<sim::Int128>, kMovements> movements;    ///< [segment, month + 1]
  std::vector<sim::Int128> recurring_opening;                    ///< [segment] at the start
  std::vector<sim::Int128> year_base, year_kept, year_kept_gross;///< [segment, year]
  std::vector<std::int64_t> change_counts, change_missed;        ///< [segment, change, month]: happened; not noticed

  /// Seats whose book somebody left for good since the last midnight: (pool, seat).
  struct LeftBook {
    int pool, seat;
    std::uint32_t entity;
  };
  std::vector<LeftBook> left_books;
  std::vector<std::uint32_t> joiners;   ///< became customers since the last midnight

 private:
  static std::int64_t state_units(double level) { return std::llround(level * 0x1p24); }
  Ledger(const Plan& plan, int months_kept, Tick end);
  double delta(Account account) const { return account == Account::effect ? effect_delta_ : delta_; }
  /// The month at whose end, but not before, an event at t is noticed.
  int months_between_ends(Tick t) const { return t <= 0 ? 0 : month_of(t - 1); }

  int months_, years_;
  std::size_t stages_, changes_;
  Tick horizon_;
  bool beyond_ = false;
  double delta_, effect_delta_;
};

}  // namespace tenure::models
