// The retention curve that the rows themselves draw, without any law.
//
//   S(t) = Π over ends t_i ≤ t of (1 − d_i / n_i)                     Kaplan and Meier 1958
//   Var S(t) ≈ S(t)² Σ d_i / (n_i (n_i − d_i))                        Greenwood 1926
//   interval   S^exp(± z sqrt(Σ ...) / log S), on the scale log(−log S): it stays within 0 and 1
//
// n_i: those at risk at t_i, seen by then and not gone before; with delayed entry they are fewer at the beginning.
#pragma once

#include <vector>

#include "analysis/fit/maximise.h"
#include "analysis/fit/spells.h"

namespace tenure::analysis::fit {

struct RetentionStep {
  double time = 0.0;  ///< periods
  double at_risk = 0.0;
  double left = 0.0;
  double survival = 1.0;
  double greenwood = 0.0;  ///< Σ d / (n (n − d)) up to here
};

class KaplanMeier {
 public:
  explicit KaplanMeier(const std::vector<Spell>& spells);

  /// S at `time` with its interval; 1 before the first end.
  [[nodiscard]] Interval at(double time, double confidence) const;
  [[nodiscard]] const std::vector<RetentionStep>& steps() const { return steps_; }
  /// How many are at risk at `time`.
  [[nodiscard]] double at_risk(double time) const;

 private:
  std::vector<Spell> spells_;
  std::vector<RetentionStep> steps_;
};

}  // namespace tenure::analysis::fit
