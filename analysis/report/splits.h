// The split of a difference as `tenure split --json` writes it, taken into the page.
#pragma once

#include <vector>

#include "analysis/report/figures.h"
#include "analysis/results/result_set.h"

namespace tenure::analysis {

/// The points of such a document; empty where it is none.
std::vector<Json> splits_in(const Json& document);

/// Whether a point of the document is a split of these very results: the same strategies, and the same differences in the
/// replications that were split, of which the parts are the sum.
bool is_split_of(const Json& point, const ResultSet& results);

}  // namespace tenure::analysis
