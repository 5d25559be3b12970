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

/// `text` broken into lines of at most `width` columns.
std::string wrapped(const std::string& text, std::size_t width);

}  // namespace tenure::analysis
