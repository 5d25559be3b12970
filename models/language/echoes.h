// Faults that are echoes of another one, which is told once instead.
//
//   a name that nothing declares           told where it is first used, with the other lines that use it
//   an unknown stage                       whether others can be reached cannot be said: nothing is said of it
//   an unknown model, overlay or frame     what the strategy lacks by it
//   a misspelt table                       what the table that it was meant for lacks
//   amounts of a shipped model in another  told once, at the strategy that takes it
//   currency                               an audience that admits nobody because its bounds could not be read
#pragma once

#include "models/language/faults.h"
#include "models/language/node.h"

namespace tenure::models {

/// `document`: the one that was read, with shipped models laid in.
void drop_echoes(const Node& document, Faults& faults);

}  // namespace tenure::models
