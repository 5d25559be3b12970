// Gamma and beta functions, their incomplete forms and inverses, with bits that do not depend on the machine (see
// exp.h). They build tables and are evaluated when a run is set up, not per event.
//
//   gamma_p(a, x)     P(a, x) = 1/Gamma(a) * integral_0^x t^(a-1) e^-t dt   distribution function of gamma(shape a)
//   beta_i(a, b, x)   I_x(a, b) = 1/B(a, b) * integral_0^x t^(a-1) (1-t)^(b-1) dt   of beta(a, b)
//
// Leading factors by Loader's saddle-point form (2000, "Fast and accurate computation of binomial probabilities"),
// which has no cancellation for large parameters; then the power series (x < a + 1), or continued fractions by Lentz's
// method (Press et al., Numerical Recipes, 3rd ed., 6.2 and 6.4). Inverses: Newton's method on the logarithm of the
// smaller tail as a function of log x, or of logit x, kept inside a bracket.
//
// Accuracy for parameters from 0.01 to 10^5 (tests/unit/special_functions.cpp, against Boost.Math): incomplete gamma
// function and quantile 1e-12 relative, incomplete beta function 1e-11 relative, its quantile 5e-11 in logit x.
#pragma once

namespace tenure::sim {

/// log Gamma(x) for x > 0; absolute error 1e-14 * max(1, |value|).
[[nodiscard]] double log_gamma(double x);

/// log B(a, b) = log(Gamma(a) Gamma(b) / Gamma(a + b)) for a, b > 0, without cancellation for large parameters.
[[nodiscard]] double log_beta(double a, double b);

/// P(a, x), a > 0, x >= 0.
[[nodiscard]] double gamma_p(double a, double x);

/// Q(a, x) = 1 - P(a, x), accurate when small.
[[nodiscard]] double gamma_q(double a, double x);

/// I_x(a, b), a, b > 0, x in [0, 1].
[[nodiscard]] double beta_i(double a, double b, double x);

/// A point of a quantile function on a transformed scale.
struct QuantilePoint {
  double value;  ///< log x (gamma) or logit x (beta)
  double slope;  ///< derivative of `value` by the score z
};

/// log of the gamma(shape a) quantile at probability Phi(z), and its derivative by z. |z| <= 30.
[[nodiscard]] QuantilePoint log_gamma_quantile(double a, double z);

/// logit of the beta(a, b) quantile at probability Phi(z), and its derivative by z. |z| <= 30.
[[nodiscard]] QuantilePoint logit_beta_quantile(double a, double b, double z);

/// x with P(a, x) = p, p in (0, 1).
[[nodiscard]] double gamma_quantile(double a, double p);

/// x with I_x(a, b) = p, p in (0, 1).
[[nodiscard]] double beta_quantile(double a, double b, double p);

/// t with P(T <= t) = p for Student's t with `degrees` > 0 degrees of freedom, p in (0, 1).
[[nodiscard]] double student_t_quantile(double degrees, double p);

}  // namespace tenure::sim
