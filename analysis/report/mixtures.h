// Strategies of the run that follow others segment by segment: what they bring as one firm.
#pragma once

#include <string>
#include <vector>

#include "analysis/report/view.h"

namespace tenure::analysis {

struct Mixture {
  std::size_t strategy = 0;
  std::vector<std::string> follows;  ///< [segment]: label of the strategy that it meets
};

/// Those of the scenario; none where it cannot be read.
std::vector<Mixture> mixtures_of(const Source& source);

/// For each, whether it is confirmed: ahead of the best of the strategies that are none.  Empty without mixtures.
std::string mixtures_in_words(const Source& source);

}  // namespace tenure::analysis
