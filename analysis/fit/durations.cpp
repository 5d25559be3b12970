#include "analysis/fit/durations.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>

#include "sim/base/contract.h"

namespace tenure::analysis::fit {

LognormalFit fit_lognormal(const std::vector<double>& times, double confidence) {
  LognormalFit out;
  out.n = static_cast<double>(times.size());
  TENURE_ENSURE(times.size() >= 2, "a distribution of times needs two of them");
  std::vector<double> logs;
  for (const double t : times) logs.push_back(std::log(t));
  std::sort(logs.begin(), logs.end());
  for (const double x : logs) out.mu += x / out.n;
  double squares = 0.0;
  for (const double x : logs) squares += (x - out.mu) * (x - out.mu);
  const double variance = squares / (out.n - 1.0);
  out.sigma = std::sqrt(variance);
  const double z = normal_quantile_two_sided(confidence);
  const double center = out.mu + 0.5 * variance,
               half = z * std::sqrt(variance / out.n + variance * variance / (2.0 * (out.n - 1.0)));
  out.mean = {std::exp(center), std::exp(center - half), std::exp(center + half)};
  const auto cv = [](double v) { return std::sqrt(std::expm1(v)); };
  const double spread = std::exp(z * std::sqrt(2.0 / (out.n - 1.0)));  // of the variance, on the logarithmic scale
  out.cv = {cv(variance), cv(variance / spread), cv(variance * spread)};
  if (out.sigma > 0.0) {
    const boost::math::normal law(out.mu, out.sigma);
    for (std::size_t i = 0; i < logs.size(); ++i) {
      const double p = boost::math::cdf(law, logs[i]), rank = static_cast<double>(i);
      out.largest_gap = std::max({out.largest_gap, p - rank / out.n, (rank + 1.0) / out.n - p});
    }
  }
  return out;
}

PatienceFit fit_patience(const std::vector<Wait>& waits, double confidence) {
  PatienceFit out;
  double time = 0.0;
  for (const Wait& w : waits) {
    out.waits += 1.0;
    out.gave_up += w.gave_up ? 1.0 : 0.0;
    time += w.time;
  }
  TENURE_ENSURE(out.gave_up > 0.0 && time > 0.0, "patience needs somebody who gave up");
  const double mean = time / out.gave_up, half = normal_quantile_two_sided(confidence) / std::sqrt(out.gave_up);
  out.mean = {mean, mean * std::exp(-half), mean * std::exp(half)};
  const double plain = -out.gave_up * std::log(mean) - out.gave_up;
  const auto log_likelihood = [&](const Values& p) {  // shape, scale
    double sum = 0.0;
    for (const Wait& w : waits) {
      if (!(w.time > 0.0)) continue;
      const double x = w.time / p[1];
      sum -= std::pow(x, p[0]);
      if (w.gave_up) sum += std::log(p[0] / p[1]) + (p[0] - 1.0) * std::log(x);
    }
    return sum;
  };
  const Maximum weibull =
      maximise(log_likelihood, {{"shape", 0.1, 20.0}, {"scale", mean * 1e-4, mean * 1e4}}, {{1.0, mean}, {0.5, mean}});
  if (!weibull.curved || 2.0 * (weibull.log_likelihood - plain) < 3.841458820694124) return out;
  out.weibull = true;
  out.shape = interval_of(weibull, 0, confidence);
  out.scale = interval_of(weibull, 1, confidence);
  return out;
}

}  // namespace tenure::analysis::fit
