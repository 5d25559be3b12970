// The engagement models that the program carries with it.
//
// Every file of models/library/ is compiled into the program as it stands, so that a scenario can name a model without
// knowing where the program is installed. Adding a file to that folder adds a model; nothing else changes.
#pragma once

#include <span>
#include <string_view>

namespace tenure::models {

struct LibraryFile {
  std::string_view name;  ///< file name without ".toml"; what a scenario writes as `model = "..."`
  std::string_view text;  ///< the file's bytes
};

/// All shipped engagement models, in alphabetical order of their file names.
std::span<const LibraryFile> library_files();

}  // namespace tenure::models
