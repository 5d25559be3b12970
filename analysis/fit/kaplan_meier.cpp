#include "analysis/fit/kaplan_meier.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace tenure::analysis::fit {

KaplanMeier::KaplanMeier(const std::vector<Spell>& spells) : spells_(spells) {
  std::map<double, double> left, enters, leaves;  // enters: after this time at risk; leaves: after this time no more
  for (const Spell& s : spells_) {
    if (s.until <= s.entry && !s.left) continue;
    if (s.left) left[s.until] += s.count;
    enters[s.entry] += s.count;
    leaves[s.until] += s.count;
  }
  double survival = 1.0, greenwood = 0.0, at_risk = 0.0;
  auto enter = enters.begin(), leave = leaves.begin();
  for (const auto& [time, d] : left) {
    for (; enter != enters.end() && enter->first < time; ++enter) at_risk += enter->second;
    for (; leave != leaves.end() && leave->first < time; ++leave) at_risk -= leave->second;
    const double n = std::max(at_risk, d);
    survival *= 1.0 - d / n;
    greenwood += n > d ? d / (n * (n - d)) : std::numeric_limits<double>::infinity();
    steps_.push_back({time, n, d, survival, greenwood});
  }
}

double KaplanMeier::at_risk(double time) const {
  double n = 0.0;
  for (const Spell& s : spells_)
    if (s.entry < time && s.until >= time) n += s.count;
  return n;
}

Interval KaplanMeier::at(double time, double confidence) const {
  const RetentionStep* step = nullptr;
  for (const RetentionStep& s : steps_) {
    if (s.time > time) break;
    step = &s;
  }
  if (step == nullptr) return {1.0, 1.0, 1.0};
  const double s = step->survival;
  if (!(s > 0.0 && s < 1.0) || !std::isfinite(step->greenwood)) return {s, 0.0, 1.0};
  const double spread = normal_quantile_two_sided(confidence) * std::sqrt(step->greenwood) / -std::log(s);
  return {s, std::pow(s, std::exp(spread)), std::pow(s, std::exp(-spread))};
}

}  // namespace tenure::analysis::fit
