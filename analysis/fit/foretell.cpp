#include "analysis/fit/foretell.h"

#include <algorithm>
#include <cmath>

namespace tenure::analysis::fit {
namespace {

constexpr double kMostSteps = 400.0;

struct Chances {
  double expected = 0.0;
  double variance = 0.0;
};

/// What one spell adds from its entry to its end, in steps of `grain`.
Chances chances(const RetentionFamily& family, const Values& parameters, const Spell& spell, double grain) {
  Chances out;
  const double length = spell.until - spell.entry;
  if (!(length > 0.0)) return out;
  const double steps = std::clamp(std::round(length / grain), 1.0, kMostSteps);
  double from = family.log_survival(parameters, spell.entry);
  for (double k = 1.0; k <= steps; k += 1.0) {
    const double to = family.log_survival(parameters, spell.entry + length * k / steps);
    const double p = -std::expm1(to - from);
    out.expected += p;
    out.variance += p * (1.0 - p);
    from = to;
  }
  return out;
}

}  // namespace

CutHistory cut_at_tenure(const std::vector<Spell>& spells, double tenure) {
  CutHistory out;
  for (const Spell& s : spells) {
    if (s.entry < tenure) {
      Spell known = s;
      if (s.until > tenure) {
        known.left = false;
        known.until = tenure;
      }
      out.known.push_back(known);
    }
    if (s.until <= tenure) continue;
    Spell rest = s;
    rest.entry = std::max(s.entry, tenure);
    rest.before = std::max(s.before, rest.entry);
    out.rest.push_back(rest);
  }
  return out;
}

Foretold foretell(const RetentionFamily& family, const CutHistory& history, double grain, double confidence) {
  Foretold out;
  const std::vector<Spell> known = merged(history.known), rest = merged(history.rest);
  for (const Spell& s : rest) {
    out.at_risk += s.count;
    out.exposure += s.count * (s.until - s.entry);
    if (s.left) out.actual += s.count;
  }
  const SpellTotals sum = totals(known);
  if (!(sum.left > 0.0 && sum.exposure > 0.0) || rest.empty()) return out;
  const RetentionFit fitted = fit_retention(family, known);
  const auto expected = [&](const Values& p) {
    double total = 0.0;
    for (const Spell& s : rest) total += s.count * chances(family, p, s, grain).expected;
    return total;
  };
  double chance = 0.0;
  for (const Spell& s : rest) chance += s.count * chances(family, fitted.maximum.at, s, grain).variance;
  const double ignorance = standard_error_of(fitted.maximum, expected);
  out.possible = true;
  out.expected.value = expected(fitted.maximum.at);
  const double deviation = std::sqrt(chance + (std::isfinite(ignorance) ? ignorance * ignorance : 0.0));
  const double half = normal_quantile_two_sided(confidence) * deviation;
  out.expected.low = std::max(0.0, out.expected.value - half);
  out.expected.high = out.expected.value + half;
  return out;
}

}  // namespace tenure::analysis::fit
