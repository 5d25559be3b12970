// The scenario language as a JSON Schema, for editors that complete and check TOML.
#pragma once

#include <string>

namespace tenure::models {

/// JSON Schema (draft 2020-12) of a scenario file; the same text at every call.
std::string schema();

}  // namespace tenure::models
