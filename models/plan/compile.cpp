#include "models/plan/compiler.h"

namespace tenure::models {

std::shared_ptr<const Plan> compile(const Scenario& scenario, int strategy) {
  TENURE_ENSURE(strategy >= 0 && static_cast<std::size_t>(strategy) < scenario.strategies.size(), "no such strategy");
  return compiling::Compiler(scenario, strategy).compile();
}

}  // namespace tenure::models
