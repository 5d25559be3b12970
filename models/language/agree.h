// Whether two tables of one section say the same, where one thing is meant by both.
#pragma once

#include <initializer_list>
#include <string>

#include "models/language/node.h"

namespace tenure::models {

/// The first key, or table below, in which two tables of a section differ, defaults included; empty when there is none.  Of
/// shifts only that there are some is compared, and keys in `apart` are not.
std::string first_difference(const char* section_path, const Node& one, const Node& other,
                             std::initializer_list<const char*> apart);

}  // namespace tenure::models
