// Public data sets that are not part of the source: in the folder that TENURE_DATA names, else in shared/data beside
// the source. A test that wants one says so and passes when it is not there.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>

namespace tenure::test {

inline std::optional<std::filesystem::path> public_data(const std::string& file) {
  const char* named = std::getenv("TENURE_DATA");
  const std::filesystem::path folder = named != nullptr
                                           ? std::filesystem::path(named)
                                           : std::filesystem::path(TENURE_SOURCE_DIR).parent_path() / "shared" / "data";
  if (std::filesystem::exists(folder / file)) return folder / file;
  return std::nullopt;
}

}  // namespace tenure::test
