#include "analysis/compare/spoken.h"

#include <algorithm>

namespace tenure::analysis {

std::string in_sentence(const std::string& label, const std::vector<std::string>& all) {
  const bool several_words =
      std::any_of(all.begin(), all.end(), [](const std::string& one) { return one.find(' ') != std::string::npos; });
  return several_words ? "\"" + label + "\"" : label;
}

}  // namespace tenure::analysis
