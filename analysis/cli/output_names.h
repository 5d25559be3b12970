// Names of the result files of a run.
//
//   one scenario                      the name as given                results.h5
//   one scenario with a sweep         a number for each point          results.p001.h5, results.p002.h5, ...
//   several scenarios                 the scenario's name before that  results.base.h5, results.base.p001.h5, ...
//   -o DIR/ (or an existing folder)   the scenario's name alone        DIR/base.h5, DIR/base.p001.h5, ...
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace tenure::analysis::cli {

/// `scenarios`: file name and number of sweep points of each.  One path per point, in order; two may be equal when two
/// scenario files have the same name.
std::vector<std::filesystem::path> output_names(const std::string& output,
                                                const std::vector<std::pair<std::string, std::size_t>>& scenarios);

}  // namespace tenure::analysis::cli
