// Maximum likelihood: where a likelihood is greatest, and how sharply it falls off there.
//
// All parameters are positive and are moved on the logarithmic scale, between stated bounds. Each start is followed by
// NLopt without derivatives (Nelder and Mead's simplex); from the best end Powell's BOBYQA goes on, and Newton steps on
// numerical derivatives give the last digits. Starts are taken in their order and a later one wins only by being
// better, so that the same rows give the same bits.
//
//   observed information   minus the matrix of second derivatives of log L by the logarithms of the parameters, by
//   five-point
//                          differences; its inverse is their covariance
//   interval of a value    value · exp(± z · standard error of its logarithm): positive parameters stay positive
//   derived value g        standard error by the delta method, g's gradient by central differences
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace tenure::analysis::fit {

using Values = std::vector<double>;
using LogLikelihood = std::function<double(const Values&)>;

/// A positive parameter and where it may lie.
struct PositiveParameter {
  std::string name;
  double low = 1e-6;  ///< > 0
  double high = 1e6;
};

/// A value with the interval in which it lies with some probability.
struct Interval {
  double value = 0.0;
  double low = 0.0;
  double high = 0.0;
};

struct Maximum {
  Values at;  ///< parameters where log L is greatest
  double log_likelihood = 0.0;
  bool at_bound = false;           ///< a parameter lies at its bound: the likelihood would rise beyond
  bool curved = false;             ///< the observed information is positive definite, so that there are standard errors
  std::vector<Values> covariance;  ///< of the logarithms of the parameters; empty unless curved
};

/// Normal quantile of a two-sided interval: 1.96 for 0.95.
double normal_quantile_two_sided(double confidence);

/// The maximum of `log_likelihood` over the box; -infinity marks values that cannot be. At least one start.
Maximum maximise(const LogLikelihood& log_likelihood, const std::vector<PositiveParameter>& parameters,
                 const std::vector<Values>& starts);

/// Parameter `i` with its interval on the logarithmic scale; low = 0 and high = infinity when there is no curvature.
Interval interval_of(const Maximum& maximum, std::size_t i, double confidence);

/// Standard error of a quantity computed from the parameters; NaN when there is no curvature.
double standard_error_of(const Maximum& maximum, const std::function<double(const Values&)>& quantity);

/// A positive quantity with its interval on the logarithmic scale.
Interval derived_positive(const Maximum& maximum, const std::function<double(const Values&)>& quantity,
                          double confidence);

/// A share in (0, 1) with its interval on the logit scale.
Interval derived_share(const Maximum& maximum, const std::function<double(const Values&)>& quantity, double confidence);

}  // namespace tenure::analysis::fit
