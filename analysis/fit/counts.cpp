#include "analysis/fit/counts.h"

#include <cmath>

#include "analysis/fit/log_gamma.h"
#include "sim/base/contract.h"

namespace tenure::analysis::fit {
namespace {

constexpr double kEarned =
    0.5 * 6.6348966;  ///< half the 99 % point of chi-square(1), which is the 99.5 % point of the boundary case

}  // namespace

double log_likelihood_nbd(double mean, double shape, const Counted& row) {
  const double expected = mean * row.time;
  return log_gamma_step(shape, row.events) - log_gamma(row.events + 1.0) - shape * std::log1p(expected / shape) +
         row.events * (std::log(expected) - std::log(shape + expected));
}

RateFit fit_rate(const std::vector<Counted>& rows, double confidence) {
  RateFit out;
  for (const Counted& r : rows) {
    if (!(r.time > 0.0)) continue;
    out.events += r.events;
    out.time += r.time;
    out.customers += 1.0;
  }
  TENURE_ENSURE(out.events > 0.0 && out.time > 0.0, "a rate needs an event and time");
  const double rate = out.events / out.time, half = normal_quantile_two_sided(confidence) / std::sqrt(out.events);
  for (const Counted& r : rows)
    if (r.time > 0.0)
      out.log_likelihood_poisson += r.events * std::log(rate * r.time) - rate * r.time - log_gamma(r.events + 1.0);
  out.rate = {rate, rate * std::exp(-half), rate * std::exp(half)};
  const auto log_likelihood = [&](const Values& p) {
    double sum = 0.0;
    for (const Counted& r : rows)
      if (r.time > 0.0) sum += log_likelihood_nbd(p[0], p[1], r);
    return sum;
  };
  const Maximum nbd =
      maximise(log_likelihood, {{"rate", rate * 1e-3, rate * 1e3}, {"shape", 1e-3, 1e4}}, {{rate, 1.0}, {rate, 20.0}});
  out.log_likelihood_nbd = nbd.log_likelihood;
  if (!nbd.curved || nbd.log_likelihood - out.log_likelihood_poisson < kEarned) return out;
  out.differ = true;
  out.rate = interval_of(nbd, 0, confidence);
  out.shape = interval_of(nbd, 1, confidence);
  return out;
}

}  // namespace tenure::analysis::fit
