#include "analysis/fit/pareto_nbd.h"

#include <algorithm>
#include <cmath>

#include "analysis/fit/hypergeometric.h"
#include "analysis/fit/log_gamma.h"

namespace tenure::analysis::fit::pareto_nbd {
namespace {

/// log of (α+T)^−(r+x) (β+T)^−s: active at T.
double log_active(const Values& p, const Buyer& c) {
  return -(p[0] + c.x) * std::log(p[1] + c.T) - p[2] * std::log(p[3] + c.T);
}

/// log of s/(r+s+x) A₀: gone between t_x and T.
double log_gone(const Values& p, const Buyer& c) {
  const double r = p[0], alpha = p[1], s = p[2], beta = p[3], sum = r + s + c.x;
  const double large = std::max(alpha, beta), b = alpha >= beta ? s + 1.0 : r + c.x;
  const auto log_f = [&](double t) {
    return std::log(hypergeometric_2f1(sum, b, sum + 1.0, std::fabs(alpha - beta) / (large + t))) -
           sum * std::log(large + t);
  };
  const double from = log_f(c.t_x), to = log_f(c.T);
  return from > to ? std::log(s / sum) + from + std::log(-std::expm1(to - from)) : -HUGE_VAL;
}

/// The part of log L that hangs on x alone.
double of_purchases(const Values& p, double x) {
  return log_gamma_step(p[0], x) + p[0] * std::log(p[1]) + p[2] * std::log(p[3]);
}

double log_sum(double a, double b) {
  const double top = std::max(a, b);
  return top + std::log(std::exp(a - top) + std::exp(b - top));
}

}  // namespace

double log_likelihood(const Values& p, const Buyer& c) {
  return of_purchases(p, c.x) + log_sum(log_active(p, c), log_gone(p, c));
}

double log_likelihood(const Values& parameters, const std::vector<Buyer>& buyers) {
  double sum = 0.0, x = -1.0, purchases = 0.0;
  for (const Buyer& c : buyers) {
    if (c.x != x) purchases = of_purchases(parameters, x = c.x);  // rows are in the order of x
    sum += c.count * (purchases + log_sum(log_active(parameters, c), log_gone(parameters, c)));
  }
  return sum;
}

Maximum fit(const std::vector<Buyer>& buyers) {
  const std::vector<Buyer> rows = merged(buyers);
  return maximise([&](const Values& p) { return log_likelihood(p, rows); },
                  {{"r", 1e-2, 1e2}, {"alpha", 1e-3, 1e4}, {"s", 1e-2, 1e2}, {"beta", 1e-3, 1e4}},
                  {{1.0, 5.0, 1.0, 10.0}, {0.5, 10.0, 0.5, 12.0}});
}

double expected_purchases(const Values& p, double t) {
  const double r = p[0], alpha = p[1], s = p[2], beta = p[3];
  if (std::fabs(s - 1.0) < 1e-9) return r * beta / alpha * std::log1p(t / beta);
  return r * beta / (alpha * (s - 1.0)) * -std::expm1((s - 1.0) * std::log(beta / (beta + t)));
}

double active(const Values& p, const Buyer& c) {
  return 1.0 / (1.0 + std::exp(log_gone(p, c) - log_active(p, c)));
}

double expected_of(const Values& p, const Buyer& c, double t) {
  return active(p, c) * expected_purchases({p[0] + c.x, p[1] + c.T, p[2], p[3] + c.T}, t);
}

}  // namespace tenure::analysis::fit::pareto_nbd
