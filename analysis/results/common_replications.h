// A result file cut to the replications that every strategy has.
//
// A selection of the best ([experiment.select]) gives strategies that fall behind fewer replications than others.  Whatever
// weighs all of them by the same luck takes the first so many that all have; whole pairs where replications mirror each other.
// What was drawn from the numbers' uncertainty is whole under every strategy and stays as it is.
#pragma once

#include "analysis/results/result_set.h"

namespace tenure::analysis {

/// `results` itself where every strategy has all replications.  ChosenCounts::by_strategy keeps telling how many there were,
/// so this is for working with, not for writing a file of.
ResultSet with_common_replications(ResultSet results);

/// Replications of the strategy that has most, in the file that `results` was cut from; 0 where nothing was cut.
std::size_t replications_before_cut(const ResultSet& results);

}  // namespace tenure::analysis
