// The table of measures as people read it: the page docs/measures.md, and pieces of it for `list` and `explain`.
#pragma once

#include <string>

#include "models/measure/measures.h"

namespace tenure::analysis::cli {

/// Own dimensions: "segment, month"; empty for one number per cell.
std::string dims_text(const models::MeasureRow& row);

/// Unit without a scenario: "currency" and "effect's unit" stand for what the scenario names.
std::string unit_words(const models::MeasureRow& row);

/// The page docs/measures.md.
std::string measures_page();

}  // namespace tenure::analysis::cli
