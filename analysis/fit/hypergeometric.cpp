#include "analysis/fit/hypergeometric.h"

#include <boost/math/tools/series.hpp>
#include <cmath>
#include <cstdint>
#include <limits>

namespace tenure::analysis::fit {
namespace {

/// Terms of Gauss's series, one after another.
class GaussSeries {
 public:
  using result_type = double;
  GaussSeries(double a, double b, double c, double z) : a_(a), b_(b), c_(c), z_(z) {}
  double operator()() {
    const double term = term_;
    term_ *= (a_ + n_) * (b_ + n_) / ((c_ + n_) * (n_ + 1.0)) * z_;
    n_ += 1.0;
    return term;
  }

 private:
  double a_, b_, c_, z_, n_ = 0.0, term_ = 1.0;
};

/// Boost's hypergeometric_pFq is made for harder cases, and too slow inside a likelihood.
double series(double a, double b, double c, double z) {
  GaussSeries terms(a, b, c, z);
  std::uintmax_t most = 1000000;
  return boost::math::tools::sum_series(terms, std::numeric_limits<double>::epsilon(), most);
}

}  // namespace

double hypergeometric_2f1(double a, double b, double c, double z) {
  // Euler's form of the same value where its parameters are smaller, so that it converges sooner
  if (a + b > c && std::fabs(c - a) + std::fabs(c - b) < a + b)
    return std::exp((c - a - b) * std::log1p(-z)) * series(c - a, c - b, c, z);
  return series(a, b, c, z);
}

}  // namespace tenure::analysis::fit
