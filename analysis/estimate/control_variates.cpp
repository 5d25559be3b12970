#include "analysis/estimate/control_variates.h"

#include <algorithm>
#include <cmath>

#include <Eigen/Dense>

#include "sim/base/contract.h"
#include "sim/math/special.h"

namespace tenure::analysis {

sim::Estimate estimate_with_controls(const std::vector<double>& values, const std::vector<std::vector<double>>& controls,
                                     const std::vector<double>& expectations, double confidence) {
  TENURE_ENSURE(controls.size() == expectations.size(), "every control has an expectation");
  sim::Estimate plain = sim::estimate_mean(values, confidence);
  const auto n = static_cast<Eigen::Index>(values.size());
  const Eigen::Map<const Eigen::VectorXd> y(values.data(), n);
  // one column per control that varies, in units of its standard deviation
  std::vector<Eigen::VectorXd> columns;
  std::vector<double> off;  // cbar - mu in the same units
  for (std::size_t j = 0; j < controls.size(); ++j) {
    TENURE_ENSURE(controls[j].size() == values.size(), "every control has one value for each replication");
    const Eigen::Map<const Eigen::VectorXd> c(controls[j].data(), n);
    if (n < 3) return plain;
    const double mean = c.mean();
    Eigen::VectorXd centred = c.array() - mean;
    const double deviation = std::sqrt(centred.squaredNorm() / static_cast<double>(n - 1));
    if (!(deviation > 1e-12 * std::max(1.0, std::fabs(mean)))) continue;
    centred /= deviation;
    Eigen::VectorXd rest = centred;  // what earlier columns do not tell
    for (int twice = 0; twice < 2; ++twice)
      for (const Eigen::VectorXd& before : columns) rest -= before * (before.dot(rest) / before.squaredNorm());
    if (rest.squaredNorm() < 1e-6 * centred.squaredNorm()) continue;
    // columns are kept orthogonal: a control is replaced by its residual, whose expectation is as well known
    double distance = (mean - expectations[j]) / deviation;
    for (std::size_t b = 0; b < columns.size(); ++b) distance -= off[b] * columns[b].dot(centred) / columns[b].squaredNorm();
    columns.push_back(rest);
    off.push_back(distance);
  }
  const auto q = static_cast<Eigen::Index>(columns.size());
  if (q == 0 || n < q + 1 + fewest_beyond_controls) return plain;
  Eigen::VectorXd residual = y.array() - y.mean();
  double mean = y.mean(), leverage = 1.0 / static_cast<double>(n);
  for (std::size_t j = 0; j < columns.size(); ++j) {
    const double squares = columns[j].squaredNorm(), slope = columns[j].dot(residual) / squares;
    residual -= slope * columns[j];
    mean -= slope * off[j];
    leverage += off[j] * off[j] / squares;
  }
  const double degrees = static_cast<double>(n - q - 1);
  sim::Estimate out = plain;
  out.mean = mean;
  out.half_width = sim::student_t_quantile(degrees, 0.5 + 0.5 * confidence) * std::sqrt(residual.squaredNorm() / degrees * leverage);
  return out;
}

}  // namespace tenure::analysis
