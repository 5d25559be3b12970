#include "analysis/fit/retention_fit.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/base/contract.h"

namespace tenure::analysis::fit {

double log_likelihood(const RetentionFamily& family, const Values& parameters, const Spell& spell) {
  const double at_entry = family.log_survival(parameters, spell.entry);
  if (!spell.left) return family.log_survival(parameters, spell.until) - at_entry;
  const double from = family.log_survival(parameters, std::max(spell.before, spell.entry));
  const double to = family.log_survival(parameters, spell.until);
  if (!(to < from)) return -std::numeric_limits<double>::infinity();
  return from - at_entry + std::log(-std::expm1(to - from));
}

double log_likelihood(const RetentionFamily& family, const Values& parameters, const std::vector<Spell>& spells) {
  double sum = 0.0;
  for (const Spell& s : spells) sum += s.count * log_likelihood(family, parameters, s);
  return sum;
}

RetentionFit fit_retention(const RetentionFamily& family, const std::vector<Spell>& spells, const Values& start) {
  RetentionFit out;
  out.family = &family;
  const std::vector<Spell> rows = merged(spells);
  out.totals = totals(rows);
  TENURE_ENSURE(out.totals.left > 0.0 && out.totals.exposure > 0.0, "a retention law needs an end that was seen");
  const double hazard = out.totals.left / out.totals.exposure;
  out.maximum = maximise([&](const Values& p) { return log_likelihood(family, p, rows); }, family.parameters,
                         start.empty() ? family.starts(hazard) : std::vector<Values>{start});
  return out;
}

double largest_difference(const RetentionFit& one, const RetentionFit& other, double longest) {
  double largest = 0.0;
  for (double t = 1.0; t <= std::max(1.0, std::ceil(longest)); t += 1.0)
    largest = std::max(largest, std::fabs(one.survival(t) - other.survival(t)));
  return largest;
}

}  // namespace tenure::analysis::fit
