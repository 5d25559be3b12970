// Comparisons of the sample results, and what is looked for in their words.
#pragma once

#include <sstream>
#include <string>

#include "analysis/compare/comparison.h"
#include "tests/support/sample_results.h"

namespace tenure::test {

inline analysis::World sample_world(const analysis::ResultSet& results, analysis::By by = analysis::By::whole,
                                    const std::string& baseline = "") {
  return analysis::compare_world(results, "sample.h5", {baseline, by});
}

inline bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// The first line that has `part` in it.
inline std::string line_with(const std::string& text, const std::string& part) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.find(part) != std::string::npos) return line;
  }
  return "";
}

}  // namespace tenure::test
