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
  std::string nothing_to_draw;        ///< why draws could not differ, and what to do about it, in whole sentences; empty: they could
  std::string how_to_repeat;          ///< the command that makes replications of draws
};

/// A line of the answer: whole sentences on one topic.
///   "do" what to take, "worth" what that is worth, "sure" how sure it is, "price" what it costs, "team", "cash", "kept" what is
///   promised and whether it is kept, "change" what would change the answer, "rests" the weakest assumption
struct AnswerLine {
  std::string topic, text;
};

/// The answer in the order of the topics.  "team", "cash" and "kept" are a result file's (file_page.h).
std::vector<AnswerLine> answer_of(const Draws& draws, const Decision& decision, const PageOptions& options);

/// `more` put among `lines`, in the order of the topics; of one topic, `lines` come first.
std::vector<AnswerLine> joined(std::vector<AnswerLine> lines, const std::vector<AnswerLine>& more);

/// The lines below each other, each with the words of its topic on the left.
std::string labelled(const std::vector<AnswerLine>& lines);

/// The answer as one paragraph, without what would change it: what_would_change() says all of that.
std::string in_plain_words(const Draws& draws, const Decision& decision, const PageOptions& options);

/// One sentence for each parameter that could change the choice, the most probable first, and one for the nearest joint
/// point.
std::vector<std::string> what_would_change(const Draws& draws, const Decision& decision, const PageOptions& options);

/// Up to which value of a unit of effect which strategy is to be taken; not beyond a gain that is not told apart from zero.
std::string frontier_in_words(const Draws& draws, const Decision& decision, double confidence);

// the tables, each with its heading
void print_standing(std::ostringstream& out, const Draws& draws, const Decision& decision, const PageOptions& options);
void print_incremental(std::ostringstream& out, const Draws& draws, const Decision& decision, const PageOptions& options);
void print_curve(std::ostringstream& out, const Draws& draws, const Decision& decision, const PageOptions& options);
void print_parameters(std::ostringstream& out, const Draws& draws, const Decision& decision, const PageOptions& options);
void print_two_way(std::ostringstream& out, const Draws& draws, const Decision& decision);

/// Answer, what would change it, then all tables.  `more` goes into the answer, `after` stands right after it.
std::string as_page(const Draws& draws, const Decision& decision, const PageOptions& options,
                    const std::vector<AnswerLine>& more = {}, const std::string& after = "");

}  // namespace tenure::analysis::decision
