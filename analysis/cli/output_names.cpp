#include "analysis/cli/output_names.h"

#include <cstdio>

namespace tenure::analysis::cli {

namespace fs = std::filesystem;

std::vector<fs::path> output_names(const std::string& output,
                                   const std::vector<std::pair<std::string, std::size_t>>& scenarios) {
  std::error_code ignored;
  const bool folder = output.ends_with('/') || fs::is_directory(output, ignored);
  const fs::path given(output);
  std::vector<fs::path> names;
  for (const auto& [file, points] : scenarios) {
    const std::string scenario = fs::path(file).stem().string();
    std::string stem = folder ? scenario : given.stem().string();
    if (!folder && scenarios.size() > 1) stem += "." + scenario;
    const std::string extension = folder ? ".h5" : given.extension().string();
    for (std::size_t point = 1; point <= points; ++point) {
      char number[32] = "";
      if (points > 1) std::snprintf(number, sizeof number, ".p%03zu", point);
      names.push_back((folder ? given : given.parent_path()) / (stem + number + extension));
    }
  }
  return names;
}

}  // namespace tenure::analysis::cli
