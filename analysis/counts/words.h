// How the number of replications came about, in plain words.
#pragma once

#include <functional>
#include <string>

#include "analysis/results/chosen_counts.h"

namespace tenure::analysis {

/// A strategy's name for people, by its name for programs.
using NameOf = std::function<std::string(const std::string&)>;

/// For a progress line: "net_value ±3.1 % (2 % wanted)".
std::string state_in_words(const ChosenCounts& chosen);

/// One sentence at the end of a run: whether what was wanted was reached, and with how many replications.
std::string outcome_in_words(const ChosenCounts& chosen, const NameOf& name_of);

/// For a comparison: that the count was chosen by looking, and what that means for intervals (of the file's `confidence`) or for the
/// choice.
std::string guarantee_in_words(const ChosenCounts& chosen, double confidence, const NameOf& name_of);

/// Where the numbers were drawn from their uncertainty besides: that the rule did not look at the draws.
std::string not_by_draws_in_words(const ChosenCounts& chosen);

}  // namespace tenure::analysis
