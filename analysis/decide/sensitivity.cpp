#include "analysis/decide/sensitivity.h"

#include <boost/random/sobol.hpp>
#include <cmath>

#include "sim/base/contract.h"
#include "sim/random/philox.h"
#include "sim/random/units.h"

namespace tenure::analysis::decision {
namespace {

constexpr std::uint64_t shift_seed = 0x5eb01;

/// The shift of one coordinate in one repetition.
double shift_of(Index repetition, Index coordinate) {
  const sim::PhiloxWords words =
      sim::philox({static_cast<std::uint32_t>(repetition), static_cast<std::uint32_t>(coordinate), 0, 0}, shift_seed);
  return sim::share_of(sim::join_words(words[0], words[1]));
}

/// [point, coordinate]: the unshifted sequence.
Matrix sobol_points(Index points, Index dimensions) {
  boost::random::sobol sequence(static_cast<std::size_t>(dimensions));
  Matrix all(points, dimensions);
  for (Index p = 0; p < points; ++p)
    for (Index c = 0; c < dimensions; ++c) all(p, c) = sim::share_of(static_cast<std::uint64_t>(sequence()));
  return all;
}

double shifted(double point, double shift) {
  const double sum = point + shift;
  const double inside = sum >= 1.0 ? sum - 1.0 : sum;
  return inside > 0.0 ? inside : 0x1p-53;
}

Measured over_repetitions(const Vector& values) {
  const auto n = static_cast<double>(values.size());
  return {values.mean(), std::sqrt((values.array() - values.mean()).square().sum() / ((n - 1.0) * n))};
}

}  // namespace

SensitivityIndices sensitivity_of(const std::function<double(const Vector&)>& function, Index inputs, Index points,
                                  Index repetitions) {
  TENURE_ENSURE(inputs > 0 && points > 1 && repetitions > 1, "there must be inputs, points and repetitions");
  const Matrix sequence = sobol_points(points, 2 * inputs);
  Matrix first(inputs, repetitions), total(inputs, repetitions);
  for (Index r = 0; r < repetitions; ++r) {
    Matrix a(points, inputs), b(points, inputs);
    for (Index p = 0; p < points; ++p) {
      for (Index i = 0; i < inputs; ++i) {
        a(p, i) = shifted(sequence(p, i), shift_of(r, i));
        b(p, i) = shifted(sequence(p, inputs + i), shift_of(r, inputs + i));
      }
    }
    Vector at_a(points), at_b(points);
    for (Index p = 0; p < points; ++p) {
      at_a(p) = function(a.row(p).transpose());
      at_b(p) = function(b.row(p).transpose());
    }
    const double mean = 0.5 * (at_a.mean() + at_b.mean());
    const double variance =
        0.5 * ((at_a.array() - mean).square().mean() + (at_b.array() - mean).square().mean());
    for (Index i = 0; i < inputs; ++i) {
      double of_first = 0.0, of_total = 0.0;
      for (Index p = 0; p < points; ++p) {
        Vector mixed = a.row(p).transpose();
        mixed(i) = b(p, i);
        const double value = function(mixed);
        of_first += (at_b(p) - mean) * (value - at_a(p));  // the mean taken out: less noise, the same expectation
        of_total += (at_a(p) - value) * (at_a(p) - value);
      }
      const auto n = static_cast<double>(points);
      first(i, r) = variance > 0.0 ? of_first / n / variance : 0.0;
      total(i, r) = variance > 0.0 ? of_total / n / (2.0 * variance) : 0.0;
    }
  }
  SensitivityIndices indices;
  for (Index i = 0; i < inputs; ++i) {
    indices.first.push_back(over_repetitions(first.row(i).transpose()));
    indices.total.push_back(over_repetitions(total.row(i).transpose()));
  }
  return indices;
}

}  // namespace tenure::analysis::decision
