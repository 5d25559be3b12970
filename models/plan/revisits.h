// Can a customer come back to where she was?
#pragma once

#include "models/plan/plan.h"

namespace tenure::models {

/// Whether in some segment a stage can be entered twice: by transitions, decisions or contacts.
bool has_revisits(const Plan& plan);

}  // namespace tenure::models
