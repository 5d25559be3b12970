// Reads results.h5 back.
//
// A result file may come from anywhere, so it is not trusted: its fingerprint is compared with the one in the side file
// (where there is one), a child process with limits on memory and time reads it first, so that a file which crashes the
// HDF5 library is a plain message and not a crash, and every name, size and type is checked.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>

#include "analysis/results/result_set.h"

namespace tenure::analysis {

/// Why a result file cannot be used.
enum class ReadFailure {
  missing,        ///< no such file, or not readable
  wrong_version,  ///< a result file of another format version
  damaged         ///< not a result file, or a broken one
};

class ReadError : public std::runtime_error {
 public:
  ReadError(ReadFailure failure, const std::string& text) : std::runtime_error(text), failure_(failure) {}
  ReadFailure failure() const { return failure_; }

 private:
  ReadFailure failure_;
};

/// The side file that goes with a result file: results.h5 -> results.run.json.
std::filesystem::path side_file_of(const std::filesystem::path& results);

/// Reads a result file; throws ReadError.
ResultSet read_results(const std::filesystem::path& path);

}  // namespace tenure::analysis
