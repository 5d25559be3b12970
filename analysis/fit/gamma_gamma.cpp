#include "analysis/fit/gamma_gamma.h"

#include <cmath>
#include <limits>

#include "analysis/fit/log_gamma.h"

namespace tenure::analysis::fit::gamma_gamma {

double log_likelihood(const Values& v, const Buyer& c) {
  const double p = v[0], q = v[1], gamma = v[2], px = p * c.x, m = c.spend;
  return log_gamma(px + q) - log_gamma(px) - log_gamma(q) + q * std::log(gamma) + (px - 1.0) * std::log(m) +
         px * std::log(c.x) - (px + q) * std::log(gamma + m * c.x);
}

double log_likelihood(const Values& parameters, const std::vector<Buyer>& buyers) {
  double sum = 0.0;
  for (const Buyer& c : buyers) sum += c.count * log_likelihood(parameters, c);
  return sum;
}

Maximum fit(const std::vector<Buyer>& buyers) {
  std::vector<Buyer> rows;
  double mean = 0.0, n = 0.0;
  for (const Buyer& c : buyers) {
    if (!(c.x > 0.0 && c.spend > 0.0)) continue;
    rows.push_back(c);
    mean += c.count * c.spend;
    n += c.count;
  }
  mean = n > 0.0 ? mean / n : 1.0;
  return maximise([&](const Values& p) { return log_likelihood(p, rows); },
                  {{"p", 1e-2, 1e3}, {"q", 1e-2, 1e3}, {"gamma", mean * 1e-4, mean * 1e4}},
                  {{5.0, 3.0, 2.0 * mean / 5.0}, {1.0, 2.0, mean}, {20.0, 10.0, 9.0 * mean / 20.0}});
}

double mean_spend(const Values& v) {
  return v[1] > 1.0 ? v[0] * v[2] / (v[1] - 1.0) : std::numeric_limits<double>::infinity();
}

double expected_of(const Values& v, const Buyer& c) {
  return (v[2] + c.x * c.spend) * v[0] / (v[0] * c.x + v[1] - 1.0);
}

double spread_between(const Values& v) {
  return v[1] > 2.0 ? 1.0 / (v[1] - 2.0) : std::numeric_limits<double>::infinity();
}

}  // namespace tenure::analysis::fit::gamma_gamma
