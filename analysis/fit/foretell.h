// How well the first part of the history foretells the rest.
//
// A law is fitted to what was known at a cut, and asked how many of those still there leave in the time for which each
// of them was then seen. By the law, everybody at risk adds her hazard, period by period:
//
//   expected = Σ over customers and periods seen after the cut of 1 − S(t + g) / S(t)
//
// The number that leaves differs from it by chance (variance Σ p (1 − p), a sum of martingale differences, so that it
// does not matter when each was lost from sight) and because the law's parameters are known only from the first part
// (delta method). The interval has both.
#pragma once

#include <vector>

#include "analysis/fit/retention_fit.h"

namespace tenure::analysis::fit {

/// A history cut in two: what was known, and what came then (spells whose entry is the tenure at the cut).
struct CutHistory {
  std::vector<Spell> known;
  std::vector<Spell> rest;
};

/// Cuts at a tenure: everybody's first `tenure` periods foretell the later ones.
CutHistory cut_at_tenure(const std::vector<Spell>& spells, double tenure);

struct Foretold {
  double at_risk = 0.0;   ///< customers seen after the cut
  double exposure = 0.0;  ///< their time after it, in periods
  Interval expected;      ///< who leaves, by the law
  double actual = 0.0;
  bool possible = false;  ///< false: no end before the cut, or nobody after it

  [[nodiscard]] bool outside() const { return possible && (actual < expected.low || actual > expected.high); }
};

/// `grain`: the step in which tenures were recorded, in periods.
Foretold foretell(const RetentionFamily& family, const CutHistory& history, double grain, double confidence);

}  // namespace tenure::analysis::fit
