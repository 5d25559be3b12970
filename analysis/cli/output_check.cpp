#include "analysis/cli/output_check.h"

#include <fstream>
#include <nlohmann/json.hpp>

#include "analysis/results/read_results.h"

namespace tenure::analysis::cli {

namespace fs = std::filesystem;

bool is_own_side_file(const fs::path& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error) || fs::file_size(path, error) > (std::uintmax_t{1} << 26)) return false;
  std::ifstream file(path, std::ios::binary);
  const nlohmann::json facts = nlohmann::json::parse(file, nullptr, false);
  return facts.is_object() && facts.contains("results_sha256") && facts.value("format", nlohmann::json()) == "tenure run";
}

void check_output(const fs::path& output, const std::vector<fs::path>& inputs, Replace replace) {
  const fs::path side = side_file_of(output);
  for (const fs::path& made : {output, side}) {
    for (const fs::path& input : inputs) {
      std::error_code missing;  // what is not there is no input
      if (fs::equivalent(made, input, missing)) {
        throw FileError(FileFailure::cannot_create,
                        made.string() + ": is a scenario of this run, which is never overwritten\n    Choose another "
                                        "name with -o.");
      }
    }
    if (made == side && fs::exists(fs::symlink_status(side)) && !is_own_side_file(side)) {
      throw FileError(FileFailure::cannot_create,
                      side.string() + ": was not written by this program, so it is not replaced\n    It would lie "
                                      "beside the result; choose another name with -o, or move it away.");
    }
    ensure_writable(made, replace);
  }
}

}  // namespace tenure::analysis::cli
