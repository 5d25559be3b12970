// Which retention law to believe: the one that says best what it has not seen.
//
// Rows are dealt into five parts by their position in the file. Each law is fitted to four parts and judged by log L of
// the fifth, five times, so that a law with more parameters gains nothing by bending to the rows it was fitted to.
// Chosen is the simplest law whose held-out log L is not below the best one's by more than a standard error of that
// difference (over customers): a parameter has to earn its place. One law serves all segments, each with parameters of
// its own.
#pragma once

#include <vector>

#include "analysis/fit/retention_fit.h"

namespace tenure::analysis::fit {

struct Candidate {
  const RetentionFamily* family = nullptr;
  double held_out = 0.0;        ///< sum of log L of the rows, each by a fit that has not seen it
  double behind = 0.0;          ///< how much less than the best law's
  double standard_error = 0.0;  ///< of `behind`
  bool possible = true;         ///< false: some part had no end to fit to
};

struct RetentionChoice {
  std::vector<Candidate> candidates;  ///< in the order of retention_families()
  std::size_t chosen = 0;
};

/// `segments`: the spells of each segment, in the order of their rows, not merged. Segments with fewer than `fewest`
/// ends are judged and fitted with all others together.
RetentionChoice choose_retention(const std::vector<std::vector<Spell>>& segments, double fewest);

}  // namespace tenure::analysis::fit
