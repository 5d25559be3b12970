// Checks a whole document against the table of keys: unknown keys, names, values; everything at once.
#pragma once

#include "models/language/values.h"

namespace tenure::models {

/// Collects what the document declares.
Names declared_names(const Node& document);

/// Notes every key that does not belong, every name that is not declared, and every value that its row does not allow.
void check_document(const Node& document, Values& values);

}  // namespace tenure::models
