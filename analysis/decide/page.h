// The page of a decision, for somebody who has never seen the tool: plain sentences first, then tables.
//
// Within 100 columns, without colour.  Every number carries ± the half-width of its interval.
#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "analysis/decide/decision.h"

namespace tenure::analysis::decision {

/// What the page says beside the numbers.
struct PageOptions {
  double confidence = 0.95;
  std::string worth = "net value";    ///< what is to be made large, in words
  std::string worth_unit;             ///< its unit
  std::string base_words = "base";    ///< "the scenario says" or "mean of the draws": what a turning point starts from
  std::string how_to_draw;            ///< the command that makes draws; empty: not possible
  std::string how_to_repeat;          ///< the command that makes replications of draws
};

/// What to do, what it costs, how sure that is, what it hangs on: a paragraph of sentences.
std::string in_plain_words(const Draws& draws, const Decision& decision, const PageOptions& options);

/// One sentence for each parameter that could change the choice, the most probable first, and one for the nearest joint
/// point.
std::vector<std::string> what_would_change(const Draws& draws, const Decision& decision, const PageOptions& options);

/// Up to which value of a unit of effect which strategy is to be taken.
std::string frontier_in_words(const Draws& draws, const Decision& decision);

// the tables, each with its heading
void print_standing(std::ostringstream& out, const Draws& draws, const Decision& decision, const PageOptions& options);
void print_incremental(std::ostringstream& out, const Draws& draws, const Decision& decision, const PageOptions& options);
void print_curve(std::ostringstream& out, const Draws& draws, const Decision& decision, const PageOptions& options);
void print_parameters(std::ostringstream& out, const Draws& draws, const Decision& decision, const PageOptions& options);
void print_two_way(std::ostringstream& out, const Draws& draws, const Decision& decision);

/// Sentences, then all tables.
std::string as_page(const Draws& draws, const Decision& decision, const PageOptions& options);

}  // namespace tenure::analysis::decision
