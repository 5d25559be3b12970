// Searches for the greatest and the least: the only place that knows NLopt.
//
// All are deterministic: the same start gives the same bits.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace tenure::analysis::optimise {

using Point = std::vector<double>;

/// Where it may lie, by coordinate; low <= high.
struct Box {
  Point low, high;
};

/// Methods that need no derivatives.
enum class Method { simplex, quadratic };  ///< Nelder and Mead 1965 (with bounds); Powell's BOBYQA 2009

/// Where `function` is greatest, seen from `start`; never worse than the start.  `tolerance`: relative, of the function.
Point greatest(Method method, const std::function<double(const Point&)>& function, const Box& box, const Point& start,
               double tolerance);

/// A function with its gradient, which is to be filled unless it is empty.
using Smooth = std::function<double(std::span<const double>, std::span<double>)>;

struct Least {
  Point at;
  double value = 0.0;
};

/// Where `objective` is least among the points with constraint(x) <= 0, seen from `start`, by sequential quadratic programmes
/// (Kraft 1994).  `tolerance`: relative, of the point, and a tenth of it of the constraint.  Nothing when the search fails; the
/// constraint may be missed by a little, which the caller checks.
std::optional<Least> least_within(const Smooth& objective, const Smooth& constraint, const Box& box, const Point& start,
                                  double tolerance);

}  // namespace tenure::analysis::optimise
