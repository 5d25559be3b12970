// A file that is there whole or not at all.
//
// The bytes go to a temporary name in the same folder, are forced to the disk, and only then take the final name.
// Whatever happens on the way (disk full, power cut, kill -9), a file of that name is either the old one or the new
// one.  What a killed writer has left behind is removed when the next one writes the same file.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <stdexcept>
#include <string>

namespace tenure::analysis {

/// Why a file could not be written.
enum class FileFailure {
  exists,         ///< there is one of that name, and it was not to be replaced
  cannot_create,  ///< no such folder, no permission, not a plain file
  input_output    ///< disk full, quota, file-size limit, device error
};

class FileError : public std::runtime_error {
 public:
  FileError(FileFailure failure, const std::string& text) : std::runtime_error(text), failure_(failure) {}
  FileFailure failure() const { return failure_; }

 private:
  FileFailure failure_;
};

enum class Replace { never, always };

/// Throws FileError when `path` could not be written later: exists and is not to be replaced, is a link that leads
/// nowhere, or no file can be made in its folder.  Called before a long run, so that it does not end in a refusal.
void ensure_writable(const std::filesystem::path& path, Replace replace);

/// Writes `bytes` to `path`, whole or not at all; throws FileError.
void write_whole(const std::filesystem::path& path, std::span<const std::byte> bytes, Replace replace);
void write_whole(const std::filesystem::path& path, const std::string& text, Replace replace);

}  // namespace tenure::analysis
