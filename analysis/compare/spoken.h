// Names of strategies inside sentences.
//
// "As it is is ahead of Low-touch" does not read.  Where the label of any strategy has several words, all of a file's stand in
// quotation marks within sentences: "As it is" is ahead of "Low-touch".  Headings and tables have them bare.
#pragma once

#include <string>
#include <vector>

namespace tenure::analysis {

/// `label` as a sentence has it, beside the labels of all strategies of its file.
std::string in_sentence(const std::string& label, const std::vector<std::string>& all);

}  // namespace tenure::analysis
