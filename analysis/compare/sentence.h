// The comparison in plain words, with its numbers and with what they do not cover.
#pragma once

#include <string>

#include "analysis/compare/comparison.h"

namespace tenure::analysis {

/// Who is ahead on net value and by how much, what that costs to operate, what it does to retention, that the intervals
/// are chance only (or, with draws, what they cover and what the lead hangs on), and which weakly founded numbers it rests on.  One paragraph without line breaks.
std::string in_plain_words(const World& world);

/// Which strategy holds up over all worlds.  Empty with one world.
std::string in_plain_words_over(const Comparison& comparison);

/// `text` broken into lines of at most `width` columns.
std::string wrapped(const std::string& text, std::size_t width);

}  // namespace tenure::analysis
