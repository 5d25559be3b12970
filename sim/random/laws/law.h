// Law: any of the continuous laws, chosen when a run is set up.
//
// The shelf of laws. Each is a class with one job: the value at a share, operator()(share), which is its quantile
// function; plus mean and variance. All grow with the share and move smoothly with their parameters.
#pragma once

#include <variant>

#include "sim/random/laws/bernoulli.h"
#include "sim/random/laws/beta.h"
#include "sim/random/laws/deterministic.h"
#include "sim/random/laws/empirical.h"
#include "sim/random/laws/exponential.h"
#include "sim/random/laws/gamma.h"
#include "sim/random/laws/lognormal.h"
#include "sim/random/laws/normal.h"
#include "sim/random/laws/pert.h"
#include "sim/random/laws/three_point.h"
#include "sim/random/laws/triangular.h"
#include "sim/random/laws/uniform.h"
#include "sim/random/laws/weibull.h"

namespace tenure::sim {

using Law = std::variant<Deterministic, Bernoulli, Exponential, Weibull, Gamma, Lognormal, Normal, Beta, Uniform,
                         Triangular, Pert, Empirical, ThreePoint>;

/// The value of the law at a share in (0, 1).
[[nodiscard]] inline double value_at(const Law& law, double share) {
  return std::visit([share](const auto& one) { return one(share); }, law);
}

[[nodiscard]] inline double mean_of(const Law& law) {
  return std::visit([](const auto& one) { return one.mean(); }, law);
}

[[nodiscard]] inline double variance_of(const Law& law) {
  return std::visit([](const auto& one) { return one.variance(); }, law);
}

}  // namespace tenure::sim
