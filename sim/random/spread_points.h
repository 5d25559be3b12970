// Points in the unit cube, spread more evenly than chance would: for draws of many inputs at once.
//
// Every coordinate has a name and randomness of its own, addressed by (seed, name, number of the point), so that a further
// coordinate moves none of the others' points.
//
//   random           independent points; point k is the same whatever their number
//   latin hypercube  n points of which each coordinate has exactly one in each of n equal strata, in random order
//                    (McKay, Beckman & Conover 1979).  Point k hangs on n
//   Sobol            a digital sequence (Sobol' 1967; direction numbers of Joe & Kuo 2008 as in Boost.Random) with nested uniform
//                    scrambling by the seed (Owen 1995), which keeps its evenness, makes each point uniform, and mends the poor
//                    projections of its many dimensions.  Point k is the same whatever their number; numbers that are powers of
//                    two are spread best
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace tenure::sim {

/// The key of a coordinate's randomness.
[[nodiscard]] std::uint64_t coordinate_key(std::uint64_t seed, std::string_view name);

/// Uniform share in (0, 1) of point `point`.
[[nodiscard]] double random_coordinate(std::uint64_t key, std::uint64_t point);

/// Puts one of n values into each of the strata [0, 1/n), [1/n, 2/n) ..., at a random place within it; the order of
/// `values` is kept (equal ones by their number).
[[nodiscard]] std::vector<double> stratified(std::uint64_t key, const std::vector<double>& values);

/// Scrambled Sobol points: [point][coordinate], n of them from number `first` on, one coordinate per key, of which there are at
/// most `most_sobol_dimensions`.
inline constexpr std::size_t most_sobol_dimensions = 3667;
[[nodiscard]] std::vector<std::vector<double>> sobol_points(const std::vector<std::uint64_t>& keys, std::size_t first,
                                                            std::size_t n);

}  // namespace tenure::sim
