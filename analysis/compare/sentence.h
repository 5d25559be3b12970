// The comparison in plain words, with its numbers and with what they do not cover.
#pragma once

#include <string>
#include <vector>

#include "analysis/compare/comparison.h"

namespace tenure::analysis {

/// A part of what is said: who is ahead ("ahead"), of whom else ("others"), draws that miss a figure of last year ("unmet"), over what time ("reach"), what the intervals
/// cover and what the lead hangs on ("chance"), last year's figures ("today"), staff that cannot keep up ("staff"), weak
/// numbers ("foundation").
struct Passage {
  std::string topic, text;  ///< whole sentences
};

/// All that is to be said of one world, in reading order; passages that have nothing to say are left out.
std::vector<Passage> passages(const World& world);

/// The passages as one paragraph: who is ahead on net value and by how much, what that costs to operate, what it does to
/// retention, that the intervals are chance only (or, with draws, what they cover and what the lead hangs on), and which
/// weakly founded numbers it rests on.  No line breaks.
std::string in_plain_words(const World& world);

/// Which strategy holds up over all worlds.  Empty with one world.
std::string in_plain_words_over(const Comparison& comparison);

/// Customers of a segment's opening book who came within a year, by their ages, and how many the simulated year leaves of those
/// who join in it.
struct FirstYear {
  std::string label;
  double stated = 0.0, simulated = 0.0, half_width = 0.0;  ///< half-width of `simulated`
};

/// In which segments the two contradict each other (models::contradicts), and what follows; empty where they do not.
std::string in_their_first_year(const std::vector<FirstYear>& segments);

/// `text` broken into lines of at most `width` columns.
std::string wrapped(const std::string& text, std::size_t width);

}  // namespace tenure::analysis
