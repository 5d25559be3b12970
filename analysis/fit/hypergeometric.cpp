#include "analysis/fit/hypergeometric.h"

#include <boost/math/special_functions/expm1.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/special_functions/hypergeometric_pFq.hpp>
#include <cmath>

namespace tenure::analysis::fit {

double hypergeometric_2f1(double a, double b, double c, double z) {
  if (z == 0.0) return 1.0;
  // Euler's and Pfaff's forms of the same value; the series with the smaller parameters above converges soonest
  if (a + b > c && std::fabs(c - a) + std::fabs(c - b) < a + b)
    return std::exp((c - a - b) * std::log1p(-z)) * boost::math::hypergeometric_pFq({c - a, c - b}, {c}, z);
  return boost::math::hypergeometric_pFq({a, b}, {c}, z);
}

}  // namespace tenure::analysis::fit
