// Whether the customers of a cell fit into memory, looked at before anything is simulated.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "analysis/cli/program.h"
#include "models/simulate/simulate.h"

namespace tenure::analysis::cli {

/// A strategy that is to be simulated.
struct Candidate {
  const models::Simulation* simulation;
  std::string file, strategy;
};

/// Cells whose customers fit into memory at the same time, the largest taken for all; 0, and a word why, when one of them
/// does not fit alone.
std::size_t cells_that_fit(const std::vector<Candidate>& candidates, Streams streams);

/// "12.3 MB".
std::string size_text(double bytes);

}  // namespace tenure::analysis::cli
