// A metamodel: how the worths of strategies depend on the parameters, learnt from the draws.
//
//     response(draw) = constant + Σ curve of a parameter + Σ product of two parameters + rest
//
// Curves are natural splines (basis.h).  Which parameters enter, and with how many functions, is decided by the extended
// Bayesian information criterion: one more function is taken only if it lowers
//
//     n · log(residual variance, mean over the responses) + functions · log n + parameters · 2 log(candidates)
//
// so that among hundreds of candidates those that chance alone would raise are left out.  A curve of one number alone, out
// of so many that are looked at one by one, pays log(candidates).  What is left out is not proved
// to be without influence: it was not seen in so many draws.  Products are tried between the parameters that entered.
//
// A model with k functions explains something by chance alone; shares explained are therefore adjusted (1 − (1 − R²)
// (n − 1)/(n − k − 1), not below 0), and fitted values are shrunk towards their mean to that variance.
//
// Sources: Strong, Oakley and Brennan 2014, Medical Decision Making 34(3) 311-326 (regression on the draws); Chen and
// Chen 2008, Biometrika 95(3) 759-771 (criterion); Wherry 1931 (adjusted share).
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

  /// Fits terms; `values` [draw, parameter], `responses` [draw, response].  No term: the means alone.
  Metamodel(const Matrix& values, const Matrix& responses, std::vector<Term> terms);

  const std::vector<Term>& terms() const { return terms_; }

  /// Parameters that the model uses, in the order in which they entered.
  std::vector<Index> parameters() const;

  /// Expected responses when the parameters have these values (all of them in the order of `values`).
  Vector at(const Vector& parameters) const;

  /// Standard error of at(), one for each response: how well the draws determine the curve there.
  Vector error_at(const Vector& parameters) const;

  /// Expected responses at the draws, shrunk as the header says: [draw, response].
  const Matrix& fitted() const { return fitted_; }

  /// Adjusted share of each response's variance over the draws that the model explains, in [0, 1].
  const Vector& explained() const { return explained_; }

  /// The part of a response's variance that goes with one parameter's curve (its covariance with the response over the
  /// response's variance, before adjustment).
  double share_of(Index parameter, Index response) const;

  Index functions() const { return coefficients_.rows() - 1; }
  Index draws() const { return design_.rows(); }

  // for those who work out the error of what they make of the fitted values
  const Matrix& design() const { return design_; }                        ///< [draw, 1 + functions]
  const Matrix& design_inverse() const { return design_inverse_; }        ///< (XᵀX)⁻¹
  const Matrix& rest_covariance() const { return rest_covariance_; }      ///< [response, response]
  const Vector& shrinkage() const { return shrinkage_; }                  ///< factor of the fitted deviations

 private:
  Eigen::RowVectorXd row_at(const Vector& parameters) const;

  std::vector<Term> terms_;
  Matrix design_, design_inverse_, coefficients_, fitted_, rest_covariance_;
  Matrix responses_;
  Vector explained_, shrinkage_;
};

/// The curve of one parameter out of `candidates` that are looked at, with as many functions as the criterion wants; none
/// where it tells nothing.
Metamodel fit_alone(const Matrix& values, const Matrix& responses, Index parameter, Index candidates = 1);

/// The model of several candidates together.
Metamodel fit_together(const Matrix& values, const Matrix& responses, const std::vector<Index>& candidates);

}  // namespace tenure::analysis::decision
