// The text of scenarios/reference.toml: every key with its unit, default, range and meaning.
#pragma once

#include <string>

namespace tenure::models {

/// A valid scenario file that names every key once; what is not in force stands in comments.
std::string reference();

}  // namespace tenure::models
