// A metamodel: how the worths of strategies depend on the parameters, learnt from the draws.
//
//     response(draw) = constant + Σ curve of a parameter + Σ product of two parameters + rest
//
// Each response has a model of its own, for what moves one difference between strategies need not move another: a number
// that only the third strategy uses has no place in the lead of the first over the second.  Curves are natural splines
// (basis.h).  Which parameters enter, and with how many functions, is decided by the extended Bayesian information
// criterion: one more function is taken only if it lowers
//
//     n · log(residual variance) + functions · log n + parameters · 2 log(candidates)
//
// so that among hundreds of candidates those that chance alone would raise are left out.  A curve of one number alone, out
// of so many that are looked at one by one, pays log(candidates).  What is left out is not proved
// to be without influence: it was not seen in so many draws.  Products are tried between the parameters that entered.
//
// A model with k functions explains something by chance alone; shares explained are therefore adjusted (1 − (1 − R²)
// (n − 1)/(n − k − 1), not below 0), and fitted values are shrunk towards their mean to that variance.
//
// Sources: Strong, Oakley and Brennan 2014, Medical Decision Making 34(3) 311-326 (regression on the draws); Chen and
// Chen 2008, Biometrika 95(3) 759-771 (criterion); Wherry 1931 (adjusted share); Zellner 1962, JASA 57 348-368 (regressions
// with inputs of their own whose rests hang together).
#pragma once

#include <vector>

#include "analysis/decide/basis.h"

namespace tenure::analysis::decision {

class Metamodel {
 public:
  /// A curve of one parameter, or the product of two (then with one function).
  struct Term {
    Index parameter = 0;
    Index with = -1;  ///< the other parameter of a product; −1: a curve
    std::vector<SplineBasis> curves;  ///< one, or the straight lines of the two
    Index first = 0;   ///< of its columns in the design
    Index functions = 1;
  };

  /// The regression of one response.
  struct Part {
    std::vector<Term> terms;
    Matrix design;          ///< [draw, 1 + functions]
    Matrix design_inverse;  ///< (XᵀX)⁻¹
    Vector coefficients;    ///< [1 + functions]
    double shrinkage = 0.0; ///< factor of the fitted deviations

    Index functions() const { return coefficients.size() - 1; }
    Eigen::RowVectorXd row_at(const Vector& parameters) const;
  };

  /// Fits `terms[response]`; `values` [draw, parameter], `responses` [draw, response].  No term: the mean alone.
  Metamodel(const Matrix& values, const Matrix& responses, std::vector<std::vector<Term>> terms);

  const std::vector<Part>& parts() const { return parts_; }  ///< one for each response

  /// Parameters that the model of one response uses, in the order in which they entered.
  std::vector<Index> parameters(Index response) const;

  /// Expected responses when the parameters have these values (all of them in the order of `values`).
  Vector at(const Vector& parameters) const;
  double at(const Vector& parameters, Index response) const;

  /// Standard error of at(), one for each response: how well the draws determine the curve there.
  Vector error_at(const Vector& parameters) const;

  /// Expected responses at the draws, shrunk as the header says: [draw, response].
  const Matrix& fitted() const { return fitted_; }

  /// Adjusted share of each response's variance over the draws that the model explains, in [0, 1].
  const Vector& explained() const { return explained_; }

  /// Functions of all responses together.
  Index functions() const;

  /// Covariance of two responses' coefficients, [1 + functions of a, 1 + functions of b].
  Matrix covariance(Index a, Index b) const;

 private:
  std::vector<Part> parts_;
  Vector means_;            ///< of the responses
  Matrix fitted_;
  Matrix rest_covariance_;  ///< [response, response]
  Vector explained_;
};

/// The curve of one parameter out of `candidates` that are looked at, in each response with as many functions as the criterion
/// wants; none where it tells nothing.
Metamodel fit_alone(const Matrix& values, const Matrix& responses, Index parameter, Index candidates = 1);

/// The models of several candidates together.
Metamodel fit_together(const Matrix& values, const Matrix& responses, const std::vector<Index>& candidates);

}  // namespace tenure::analysis::decision
