// A duration on the command line: "20 min", "1 h".
#pragma once

#include <optional>
#include <string>

#include "sim/time/tick.h"

namespace tenure::analysis::cli {

/// Number and unit (us, ms, s, min, h, d); nothing when it is not that, not positive, or longer than a year.
std::optional<sim::Tick> duration_of(const std::string& text);

}  // namespace tenure::analysis::cli
