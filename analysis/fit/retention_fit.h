// A retention law fitted to spells by maximum likelihood.
//
//   log L = Σ log(S(before) − S(until)) over ends seen + Σ log S(until) over the others − Σ log S(entry)
//
// so an end is an interval, who is still there has lasted so long, and who was first seen late had to last until then.
#pragma once

#include <vector>

#include "analysis/fit/retention_family.h"
#include "analysis/fit/spells.h"

namespace tenure::analysis::fit {

/// log L of one spell.
double log_likelihood(const RetentionFamily& family, const Values& parameters, const Spell& spell);
/// log L of all, each as often as it counts.
double log_likelihood(const RetentionFamily& family, const Values& parameters, const std::vector<Spell>& spells);

struct RetentionFit {
  const RetentionFamily* family = nullptr;
  Maximum maximum;
  SpellTotals totals;

  [[nodiscard]] double survival(double time) const { return fit::survival(*family, maximum.at, time); }
};

/// At least one end must have been seen. `start`: parameters near the maximum, from which alone the search begins;
/// empty: the family's own starts.
RetentionFit fit_retention(const RetentionFamily& family, const std::vector<Spell>& spells, const Values& start = {});

/// The largest |S − S'| of two fits at whole periods up to `longest`.
double largest_difference(const RetentionFit& one, const RetentionFit& other, double longest);

}  // namespace tenure::analysis::fit
