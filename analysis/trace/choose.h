// Customers by number, and telling ones.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/trace/history.h"
#include "models/simulate/simulate.h"

namespace tenure::analysis {

/// A customer who is met within the run, and her numbers, which are the same under every strategy.
struct Person {
  std::uint64_t key = 0;
  int segment = 0;
  bool newcomer = false;
  int number = 0;             ///< among all, from 1: the opening book by segment, then newcomers day by day
  int number_in_segment = 0;  ///< likewise, within her segment
  std::size_t place = 0;      ///< in CellSums::customers
};

/// Everybody who is met, by number.
std::vector<Person> people(const models::CellSums& sums);

/// What an hour on duty costs in this cell, by pool; 0 for pools without time on duty.
double hourly_cost(const models::Scenario& scenario, const models::CellResult& cell, const std::string& pool);

enum class Pick : std::uint8_t {
  median,  ///< the difference of her value is the middle one of all
  saved,   ///< leaves under the baseline, and stays to the end under the other strategy
  lost     ///< the reverse
};

/// A strategy's cell, for choosing.
struct Candidates {
  int strategy = 0;  ///< index into Scenario::strategies
  models::CellSums sums;
  models::CellResult cell;
};

struct Choice {
  Person person;
  std::string why;   ///< what she was chosen for, in plain words
};

/// The customer to look at, of `segment` or of all (no_index); with several other strategies that which has the most customers of
/// the kind, the first of equals (median: the first), so `others` stand with the most interesting one first.  Of several customers the one whose difference of value is the middle one,
/// equals by key.  Nothing when there is nobody of the kind.
std::optional<Choice> choose(const models::Scenario& scenario, Pick pick, const Candidates& baseline,
                             const std::vector<Candidates>& others, int segment);

}  // namespace tenure::analysis
