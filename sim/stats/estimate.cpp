#include "sim/stats/estimate.h"

#include <cmath>
#include <limits>

#include "sim/base/contract.h"
#include "sim/math/special.h"
#include "sim/stats/tally.h"

namespace tenure::sim {

namespace {

Tally tally_of(const std::vector<double>& values) {
  Tally tally;
  for (const double x : values) tally.add(x);
  return tally;
}

}  // namespace

Estimate estimate_mean(const std::vector<double>& values, double confidence) {
  TENURE_ENSURE(confidence > 0.0 && confidence < 1.0, "a confidence must lie between 0 and 1");
  Estimate out{.mean = std::numeric_limits<double>::quiet_NaN(),
               .half_width = std::numeric_limits<double>::infinity(),
               .n = static_cast<std::int64_t>(values.size()),
               .confidence = confidence};
  if (values.empty()) return out;
  const Tally tally = tally_of(values);
  out.mean = tally.mean();
  if (out.n < 2) return out;
  const auto n = static_cast<double>(out.n);
  out.half_width = student_t_quantile(n - 1.0, 0.5 + 0.5 * confidence) * std::sqrt(tally.variance() / n);
  return out;
}

PairedEstimate estimate_difference(const std::vector<double>& a, const std::vector<double>& b, double confidence) {
  TENURE_ENSURE(a.size() == b.size(), "pairs need two lists of the same length");
  std::vector<double> differences(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) differences[i] = a[i] - b[i];
  PairedEstimate out;
  out.difference = estimate_mean(differences, confidence);
  const double apart = tally_of(a).variance() + tally_of(b).variance();
  const double together = tally_of(differences).variance();
  if (together > 0.0) {
    out.gain = apart / together;
  } else if (apart > 0.0) {
    out.gain = std::numeric_limits<double>::infinity();
  }
  const double product = tally_of(a).standard_deviation() * tally_of(b).standard_deviation();
  if (product > 0.0) out.correlation = 0.5 * (apart - together) / product;
  return out;
}

}  // namespace tenure::sim
