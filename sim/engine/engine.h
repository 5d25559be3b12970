// Runs a model: the switch between the engines.
#pragma once

#include <vector>

#include "sim/engine/concept.h"
#include "sim/engine/options.h"
#include "sim/engine/reference_engine.h"
#include "sim/engine/report.h"
#include "sim/engine/window_engine.h"
#include "sim/pool/pool_spec.h"

namespace tenure::sim {

/// Runs `model` from 0 to options.end. Broken identities throw ContractError.
template <Model M>
RunReport run(M& model, const std::vector<PoolSpec>& pools, const EngineOptions& options) {
  if (options.kind == EngineKind::reference) return ReferenceEngine<M>(model, pools, options).run();
  return WindowEngine<M>(model, pools, options).run();
}

}  // namespace tenure::sim
