// What the TOML parser objects to, in the words of somebody who has never heard of TOML.
#pragma once

#include <string_view>

#include "models/language/faults.h"

namespace tenure::models {

/// The complaint for a parser's `description` of a mistake in the given line of a file.
Complaint syntax_complaint(std::string_view description, std::string_view line);

/// Line `number` (from 1) of a text, without its end.
std::string_view line_of(std::string_view text, int number);

}  // namespace tenure::models
