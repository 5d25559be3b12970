#include "analysis/fit/bg_nbd.h"

#include <algorithm>
#include <cmath>

#include "analysis/fit/hypergeometric.h"
#include "analysis/fit/log_gamma.h"

namespace tenure::analysis::fit::bg_nbd {
namespace {

/// log of the odds that she dropped out after her last purchase; minus infinity when x = 0.
double log_gone(const Values& p, const Buyer& c) {
  return c.x > 0.0
             ? std::log(p[2]) - std::log(p[3] + c.x - 1.0) + (p[0] + c.x) * std::log((p[1] + c.T) / (p[1] + c.t_x))
             : -HUGE_VAL;
}

/// The part of log L that hangs on x alone, and the rest.
double of_purchases(const Values& p, double x) {
  return log_gamma_step(p[0], x) + p[0] * std::log(p[1]) + log_beta_ratio(p[2], p[3], x);
}

double of_times(const Values& p, const Buyer& c) {
  const double gone = log_gone(p, c), top = std::max(0.0, gone);
  return top + std::log(std::exp(-top) + std::exp(gone - top)) - (p[0] + c.x) * std::log(p[1] + c.T);
}

}  // namespace

double log_likelihood(const Values& p, const Buyer& c) {
  return of_purchases(p, c.x) + of_times(p, c);
}

double log_likelihood(const Values& parameters, const std::vector<Buyer>& buyers) {
  double sum = 0.0, x = -1.0, purchases = 0.0;
  for (const Buyer& c : buyers) {
    if (c.x != x) purchases = of_purchases(parameters, x = c.x);  // rows are in the order of x
    sum += c.count * (purchases + of_times(parameters, c));
  }
  return sum;
}

Maximum fit(const std::vector<Buyer>& buyers) {
  const std::vector<Buyer> rows = merged(buyers);
  return maximise([&](const Values& p) { return log_likelihood(p, rows); },
                  {{"r", 1e-3, 1e3}, {"alpha", 1e-4, 1e5}, {"a", 1e-3, 1e3}, {"b", 1e-3, 1e4}},
                  {{1.0, 5.0, 1.0, 2.0}, {0.3, 5.0, 0.5, 3.0}, {3.0, 30.0, 2.0, 10.0}});
}

double expected_purchases(const Values& p, double t) {
  const double r = p[0], alpha = p[1], a = p[2], b = p[3];
  const double f = hypergeometric_2f1(r, b, a + b - 1.0, t / (alpha + t));
  return (a + b - 1.0) / (a - 1.0) * (1.0 - std::pow(alpha / (alpha + t), r) * f);
}

double none_until(const Values& p, double t) {
  return std::pow(p[1] / (p[1] + t), p[0]);
}

double active(const Values& p, const Buyer& c) {
  return 1.0 / (1.0 + std::exp(log_gone(p, c)));
}

double expected_of(const Values& p, const Buyer& c, double t) {
  const double r = p[0] + c.x, alpha = p[1] + c.T, a = p[2], b = p[3] + c.x;
  const double f = hypergeometric_2f1(r, b, a + b - 1.0, t / (alpha + t));
  return (a + b - 1.0) / (a - 1.0) * (1.0 - std::pow(alpha / (alpha + t), r) * f) * active(p, c);
}

}  // namespace tenure::analysis::fit::bg_nbd
