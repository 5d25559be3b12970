#include "analysis/staffing/verdict.h"

#include <algorithm>

#include "sim/stats/estimate.h"

namespace tenure::analysis {

Looks plan_looks(int replications, int most, double confidence) {
  Looks looks;
  const auto add = [&](int size) {
    size = std::clamp(size, 2, std::max(most, 2));
    if (looks.sizes.empty() || looks.sizes.back() < size) looks.sizes.push_back(size);
  };
  add((replications + 3) / 4);
  add((replications + 1) / 2);
  for (long long size = std::max(2, replications); size < most; size *= 2) add(static_cast<int>(size));
  add(most);
  looks.error = (1.0 - confidence) / 2.0 / static_cast<double>(looks.sizes.size());
  return looks;
}

Verdict judge(const std::vector<Promised>& promised, double error) {
  const auto all_kept = std::all_of(promised.begin(), promised.end(), [&](const Promised& p) {
    // a two-sided interval of confidence 1 - 2 error has this one-sided bound
    return p.values.empty() || sim::estimate_mean(p.values, 1.0 - 2.0 * error).high() <= p.limit;
  });
  if (all_kept) return Verdict::kept;
  const double share = error / static_cast<double>(promised.size());
  const auto any_broken = std::any_of(promised.begin(), promised.end(), [&](const Promised& p) {
    return !p.values.empty() && sim::estimate_mean(p.values, 1.0 - 2.0 * share).low() > p.limit;
  });
  return any_broken ? Verdict::broken : Verdict::open;
}

}  // namespace tenure::analysis
