// Many small studies whose truth is known: how often their intervals hold it, how often a selection is right.
#pragma once

#include <cmath>
#include <cstdint>
#include <functional>
#include <vector>

#include "sim/random/address.h"
#include "sim/stats/estimate.h"
#include "sim/stats/selection.h"
#include "sim/stats/sequential.h"

namespace tenure::test {

/// Independent standard normal number `i` of alternative `which` in a study.
inline double chance(std::uint64_t study, std::uint32_t which, std::uint32_t i) {
  static const sim::StreamKey key = sim::cell_key(20261126, 0, 0);
  return sim::Draws(key, {.entity = sim::listed_key(which, study), .stream = sim::stream_of(sim::Purpose::amount), .occasion = i})
      .standard_normal();
}

/// A value with mean 0, variance 1 and skewness 1: gamma with shape 4, centred.
inline double skewed_chance(std::uint64_t study, std::uint32_t which, std::uint32_t i) {
  static const sim::StreamKey key = sim::cell_key(20261127, 0, 0);
  double sum = 0.0;
  for (std::uint32_t part = 0; part < 4; ++part)
    sum += sim::Draws(key, {.entity = sim::listed_key(which, study), .stream = sim::stream_of(sim::Purpose::amount), .occasion = 4 * i + part})
               .unit_exponential();
  return 0.5 * (sum - 4.0);
}

/// One value of a study: its `i`-th.
using ValueOf = std::function<double(std::uint64_t study, std::uint32_t i)>;

/// Draws values until Student's interval of `nominal` confidence is narrow enough at a look, or at the last look.
inline sim::Estimate sample_until(std::uint64_t study, const ValueOf& value, const std::vector<std::int64_t>& looks, double nominal,
                                  double half_width, double relative) {
  std::vector<double> values;
  sim::Estimate estimate;
  for (const std::int64_t n : looks) {
    while (static_cast<std::int64_t>(values.size()) < n) values.push_back(value(study, static_cast<std::uint32_t>(values.size())));
    estimate = sim::estimate_mean(values, nominal);
    if (estimate.half_width <= (relative > 0.0 ? relative * std::fabs(estimate.mean) : half_width)) break;
  }
  return estimate;
}

/// Share of `studies` in which a condition holds.
inline double share_of_studies(std::uint64_t studies, const std::function<bool(std::uint64_t)>& holds) {
  std::uint64_t held = 0;
  for (std::uint64_t study = 0; study < studies; ++study) held += holds(study) ? 1 : 0;
  return static_cast<double>(held) / static_cast<double>(studies);
}

}  // namespace tenure::test
