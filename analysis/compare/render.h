// A comparison as a table for people, as JSON or as CSV for programs.
//
// The table fits 100 columns: as many strategies side by side as fit, then the next block.  JSON is one document with a
// version of its own.  CSV is tidy: one line per value, differences included.
#pragma once

#include <string>

#include "analysis/compare/comparison.h"

namespace tenure::analysis {

/// Version of the JSON document; raised when a field changes its meaning or goes.
inline constexpr int comparison_json_version = 1;

/// Over several files: one compact table, or every file's own tables before that.
enum class Detail { brief, full };

std::string as_table(const Comparison& comparison, Detail detail = Detail::brief);
std::string as_json(const Comparison& comparison);
std::string as_csv(const Comparison& comparison);

}  // namespace tenure::analysis
