// What a run would write is looked at before anything is simulated: no input is overwritten, nobody else's side file is
// replaced, and every file can be made where it is to lie.
#pragma once

#include <filesystem>
#include <vector>

#include "analysis/results/atomic_file.h"

namespace tenure::analysis::cli {

/// Is the file at `path` a side file that this program wrote?
bool is_own_side_file(const std::filesystem::path& path);

/// Throws FileError when the result file `output` or its side file is one of `inputs` (the same file by any name, link
/// or path), exists and is not to be replaced, is a side file of somebody else, or cannot be made.
void check_output(const std::filesystem::path& output, const std::vector<std::filesystem::path>& inputs,
                  Replace replace);

}  // namespace tenure::analysis::cli
