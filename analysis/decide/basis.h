// A smooth curve over one parameter: natural cubic spline, straight outside the outermost draws.
//
// With one function it is a straight line, with k it bends at k − 1 knots inside the draws' range, which stand at even
// shares of the draws.  The functions are centred over the draws, so that a model's constant is its mean.
//
// Source: Hastie, Tibshirani and Friedman 2009, The Elements of Statistical Learning, §5.2.1, eq. 5.4-5.5.
#pragma once

#include "analysis/decide/draws.h"

namespace tenure::analysis::decision {

class SplineBasis {
 public:
  /// For the draws `x` of a parameter; takes fewer functions than `functions` where the draws have too few distinct
  /// values, and none where they have only one.
  SplineBasis(const Vector& x, Index functions);

  Index size() const { return centre_.size(); }

  /// The functions at `x`, centred over the draws.
  Eigen::RowVectorXd at(double x) const;

  /// At every draw: [draw, function].
  Matrix at(const Vector& x) const;

 private:
  Eigen::RowVectorXd raw(double x) const;

  double low_ = 0.0, width_ = 1.0;  ///< of the draws' range, which is mapped to [0, 1]
  std::vector<double> knots_;
  Eigen::RowVectorXd centre_;
};

/// The value below which the share `p` of the values lies, linear between neighbours; p in [0, 1].
double quantile_of(const std::vector<double>& sorted, double p);

/// A column as a sorted list.
std::vector<double> sorted_values(const Vector& x);

}  // namespace tenure::analysis::decision
