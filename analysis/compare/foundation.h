// How well founded a scenario's numbers are: how many there are, how many are weakly founded, and of how many a range is stated.
//
// Two sets, which every output tells apart in the same words: all numbers that the scenario states, whether or not anybody said
// how far off they may be; and those with a range (low below high), which draws vary.
#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "analysis/results/result_set.h"

namespace tenure::analysis {

/// Counts of numbers.
struct Foundation {
  std::size_t numbers = 0;      ///< that the scenario states
  std::size_t weak = 0;         ///< of these, graded C, J or U
  std::size_t ungraded = 0;     ///< of these, without a grade
  std::size_t ranged = 0;       ///< of these, with a range (low below high); what several strategies state alike counts once
  std::size_t ranged_weak = 0;  ///< of those with a range, graded C, J or U
  std::size_t repeated = 0;     ///< further statements of a number with a range that another strategy states alike
};

Foundation foundation_of(const std::vector<ResultParameter>& parameters);

/// "Draws vary 475 of the 936, those with a range (low and high), each that several strategies state alike once; 393 of these
/// are weakly founded."
std::string ranged_in_words(const Foundation& foundation);

/// Draws that do not start from the year that they state, in whole sentences; `unmet` above 0.
std::string unmet_in_words(std::size_t unmet, std::size_t draws);

nlohmann::ordered_json as_json(const Foundation& foundation);

}  // namespace tenure::analysis
