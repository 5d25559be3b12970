// A comparison as a table for people, as JSON or as CSV for programs.
//
// The table begins with who is ahead and how sure that is, in sentences, and ends with what it rests on.  It fits 100 columns: as many
// strategies side by side as fit, then the next block.  JSON is one document with a
// version of its own.  CSV is tidy: one line per value, differences included.
#pragma once

#include <string>

#include "analysis/compare/comparison.h"

namespace tenure::analysis {

/// Version of the JSON document; raised when a field changes its meaning or goes.
inline constexpr int comparison_json_version = 1;

/// Over several files: one compact table, or every file's own tables before that (also in brief where these are by segment or by
/// month).  With draws: the main measures, or all, with what pairing gained and where the variance comes from.
enum class Detail { brief, full };

std::string as_table(const Comparison& comparison, Detail detail = Detail::brief);
std::string as_json(const Comparison& comparison);
std::string as_csv(const Comparison& comparison);

}  // namespace tenure::analysis
