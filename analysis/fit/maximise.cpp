#include "analysis/fit/maximise.h"

#include <Eigen/Dense>
#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <limits>

#include "analysis/optimise/search.h"
#include "sim/base/contract.h"

namespace tenure::analysis::fit {
namespace {

constexpr double kStep = 2e-3;  ///< of the logarithm of a parameter, in differences
constexpr double kImpossible = -1e300;
constexpr double kNearBound = 1e-4;  ///< of a logarithm

Values exponentials(const Values& logs) {
  Values out(logs.size());
  for (std::size_t i = 0; i < logs.size(); ++i) out[i] = std::exp(logs[i]);
  return out;
}

/// The likelihood as a function of logarithms; what cannot be is very small instead of infinite or undefined.
class OnLogs {
 public:
  explicit OnLogs(const LogLikelihood& function) : function_(function) {}
  double operator()(const Values& logs) const {
    const double value = function_(exponentials(logs));
    return std::isfinite(value) ? value : kImpossible;
  }

 private:
  const LogLikelihood& function_;
};

double moved(const OnLogs& f, Values logs, std::size_t i, double by, std::size_t j, double also) {
  logs[i] += by;
  logs[j] += also;
  return f(logs);
}

/// First derivative by five points: error O(step^4).
double slope(const OnLogs& f, const Values& x, std::size_t i) {
  const auto at = [&](double k) { return moved(f, x, i, k * kStep, i, 0.0); };
  return (8.0 * (at(1) - at(-1)) - (at(2) - at(-2))) / (12.0 * kStep);
}

Eigen::MatrixXd second_derivatives(const OnLogs& f, const Values& x) {
  const auto n = static_cast<Eigen::Index>(x.size());
  constexpr double h = 5.0 * kStep;
  Eigen::MatrixXd out(n, n);
  const double here = f(x);
  for (Eigen::Index i = 0; i < n; ++i) {
    const auto a = static_cast<std::size_t>(i);
    const auto at = [&](double k) { return moved(f, x, a, k * h, a, 0.0); };
    out(i, i) = (-(at(2) + at(-2)) + 16.0 * (at(1) + at(-1)) - 30.0 * here) / (12.0 * h * h);
    for (Eigen::Index j = 0; j < i; ++j) {
      const auto b = static_cast<std::size_t>(j);
      const auto cross = [&](double s) {
        return (moved(f, x, a, s, b, s) - moved(f, x, a, s, b, -s) - moved(f, x, a, -s, b, s) +
                moved(f, x, a, -s, b, -s)) /
               (4.0 * s * s);
      };
      out(i, j) = out(j, i) = (4.0 * cross(h) - cross(2.0 * h)) / 3.0;
    }
  }
  return out;
}

bool inside(const Values& x, const Values& low, const Values& high) {
  for (std::size_t i = 0; i < x.size(); ++i)
    if (x[i] < low[i] + kNearBound || x[i] > high[i] - kNearBound) return false;
  return true;
}

/// Newton steps where they lead up.
void polish(const OnLogs& f, const Values& low, const Values& high, Values& x) {
  for (int step = 0; step < 3; ++step) {
    const Eigen::LDLT<Eigen::MatrixXd> information(-second_derivatives(f, x));
    if (information.info() != Eigen::Success || !information.isPositive()) return;
    Eigen::VectorXd gradient(static_cast<Eigen::Index>(x.size()));
    for (std::size_t i = 0; i < x.size(); ++i) gradient(static_cast<Eigen::Index>(i)) = slope(f, x, i);
    const Eigen::VectorXd move = information.solve(gradient);
    Values next = x;
    for (std::size_t i = 0; i < x.size(); ++i) next[i] += move(static_cast<Eigen::Index>(i));
    if (!move.allFinite() || move.cwiseAbs().maxCoeff() > 0.1 || !inside(next, low, high)) return;
    if (f(next) < f(x) - 1e-9 * std::fabs(f(x))) return;
    x = next;
  }
}

void add_curvature(const OnLogs& f, const Values& x, Maximum& out) {
  const Eigen::MatrixXd information = -second_derivatives(f, x);
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> spectrum(information);
  if (!information.allFinite() || spectrum.eigenvalues()(0) <= 1e-6) return;
  const Eigen::MatrixXd covariance = information.inverse();
  out.curved = true;
  out.covariance.assign(x.size(), Values(x.size()));
  for (std::size_t i = 0; i < x.size(); ++i)
    for (std::size_t j = 0; j < x.size(); ++j)
      out.covariance[i][j] = covariance(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j));
}

}  // namespace

double normal_quantile_two_sided(double confidence) {
  return boost::math::quantile(boost::math::normal(), 0.5 + 0.5 * confidence);
}

Maximum maximise(const LogLikelihood& log_likelihood, const std::vector<PositiveParameter>& parameters,
                 const std::vector<Values>& starts) {
  TENURE_ENSURE(!starts.empty() && !parameters.empty(), "a search needs a start");
  const std::size_t n = parameters.size();
  Values low(n), high(n);
  for (std::size_t i = 0; i < n; ++i) {
    low[i] = std::log(parameters[i].low);
    high[i] = std::log(parameters[i].high);
  }
  OnLogs function(log_likelihood);
  Values best;
  double best_value = -std::numeric_limits<double>::infinity();
  for (const Values& start : starts) {
    Values logs(n);
    for (std::size_t i = 0; i < n; ++i) logs[i] = std::clamp(std::log(start[i]), low[i], high[i]);
    logs = optimise::greatest(optimise::Method::simplex, function, {low, high}, logs, n > 1 ? 1e-8 : 1e-13);
    const double value = function(logs);
    if (value <= best_value) continue;
    best_value = value;
    best = logs;
  }
  if (n > 1) best = optimise::greatest(optimise::Method::quadratic, function, {low, high}, best, 1e-13);
  Maximum out;
  out.at_bound = !inside(best, low, high);
  if (!out.at_bound) {
    polish(function, low, high, best);
    add_curvature(function, best, out);
  }
  out.at = exponentials(best);
  out.log_likelihood = function(best);
  return out;
}

Interval interval_of(const Maximum& maximum, std::size_t i, double confidence) {
  const double value = maximum.at[i];
  if (!maximum.curved) return {value, 0.0, std::numeric_limits<double>::infinity()};
  const double half = normal_quantile_two_sided(confidence) * std::sqrt(maximum.covariance[i][i]);
  return {value, value * std::exp(-half), value * std::exp(half)};
}

double standard_error_of(const Maximum& maximum, const std::function<double(const Values&)>& quantity) {
  if (!maximum.curved) return std::numeric_limits<double>::quiet_NaN();
  const std::size_t n = maximum.at.size();
  Values gradient(n);
  constexpr double h = 1e-4;
  for (std::size_t i = 0; i < n; ++i) {
    Values up = maximum.at, down = maximum.at;
    up[i] *= std::exp(h);
    down[i] *= std::exp(-h);
    gradient[i] = (quantity(up) - quantity(down)) / (2.0 * h);
  }
  double variance = 0.0;
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) variance += gradient[i] * maximum.covariance[i][j] * gradient[j];
  return std::sqrt(std::max(0.0, variance));
}

Interval derived_positive(const Maximum& maximum, const std::function<double(const Values&)>& quantity,
                          double confidence) {
  const double value = quantity(maximum.at);
  if (!maximum.curved || !(value > 0.0)) return {value, 0.0, std::numeric_limits<double>::infinity()};
  const double half = normal_quantile_two_sided(confidence) * standard_error_of(maximum, quantity) / value;
  return {value, value * std::exp(-half), value * std::exp(half)};
}

Interval derived_share(const Maximum& maximum, const std::function<double(const Values&)>& quantity,
                       double confidence) {
  const double value = quantity(maximum.at);
  if (!maximum.curved || !(value > 0.0 && value < 1.0)) return {value, 0.0, 1.0};
  const double logit = std::log(value / (1.0 - value));
  const double half =
      normal_quantile_two_sided(confidence) * standard_error_of(maximum, quantity) / (value * (1.0 - value));
  const auto share = [](double x) { return 1.0 / (1.0 + std::exp(-x)); };
  return {value, share(logit - half), share(logit + half)};
}

}  // namespace tenure::analysis::fit
