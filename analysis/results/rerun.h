// A result file carries its scenario: the world of a run, to be simulated again.
#pragma once

#include <string>

#include "analysis/results/result_set.h"
#include "models/language/load.h"
#include "models/measure/measures.h"

namespace tenure::analysis {

/// The scenario of the run, with the levels that were solved for it; or the faults of its text, which a program of another
/// version may have written.  `name` stands for the text in faults.
models::Loaded reload(const ResultSet& results, const std::string& name);

/// The first measure of which a cell, simulated again, holds another value than the file; empty when there is none.  What the
/// file keeps with 32 bits is not looked at.
std::string first_difference(const ResultSet& results, std::size_t strategy, std::size_t replication, const models::CellResult& cell);

}  // namespace tenure::analysis
