// How much of a result's variance is chance, how much ignorance, and which numbers the ignorance hangs on.
//
// The variance is that of one run in a world whose uncertain numbers nobody knows: var = ignorance + chance.
//
//   chance       variance of one run when the numbers are known, averaged over the draws (variance within draws); with one run per
//                draw that of the base draw's replications
//   ignorance    variance over the draws of the mean that infinitely many runs would have
//     luck own     var(draw means) - chance / R, at least 0      one-way analysis of variance, random effects (Searle, Casella &
//                                                                McCulloch 1992, ch. 3)
//     luck shared  var(draw means) - interaction / R             two-way, because replication i meets the same luck in all draws;
//                                                                with R = 1 the interaction stays in
//   R            replications per draw
//
// Which numbers: the draw means are regressed on the drawn numbers, all standardised.  There are often more numbers than draws, so
// they enter one by one, that one first which leaves the least unexplained, as long as its t exceeds the quantile of Student's law
// for 5 % over the number of candidates (Bonferroni): when no number has an effect, one gets in in 5 % of the cases.  What few draws
// cannot show stays unexplained.  The part of number j is
// b_j cov(x_j, y) / var(y); parts add up to R^2 (Hoffman 1960), and with independent numbers part j is the first-order Sobol index of
// a linear model.  Both are scaled from R^2 to the adjusted R^2.  What is left over is chance, bends and interactions.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "analysis/results/result_set.h"

namespace tenure::analysis {

/// Runs of one result under the draws, and of the base draw.
struct DrawnRuns {
  std::vector<std::vector<double>> by_draw;  ///< [draw][replication]
  std::vector<double> base;                  ///< [replication]
  bool shared_luck = false;
};

/// A number's share in what differs between draws.
struct NumberPart {
  std::size_t parameter = 0;  ///< index into ResultSet::parameters
  double part = 0.0;          ///< of the variance of the draw means; negative parts come with correlated numbers only
};

/// Draws without which no regression is made: what fewer show of dozens of numbers is mostly luck.
inline constexpr std::size_t least_draws_for_regression = 20;

struct VarianceSplit {
  std::size_t draws = 0;      ///< with a value
  double ignorance = 0.0;     ///< variance
  double chance = 0.0;        ///< variance; NaN when a single run per draw and a single one of the base leave it unknown
  double explained = 0.0;     ///< adjusted R^2 of the draw means on the drawn numbers, in [0, 1]; NaN with too few draws
  std::vector<NumberPart> parts;                     ///< of `explained`, the largest first
  std::vector<std::pair<std::string, double>> by_grade;  ///< the same by grade, in the order A B C D J U, then "" for none
  double weak = 0.0;          ///< of grades C, J and U together; NaN with too few draws

  /// Share of ignorance in the variance; NaN when there is none at all, or chance is unknown.
  double ignorance_share() const;
};

/// Splits variances of one result file.  With fewer than `least_draws_for_regression` draws nothing is regressed.  `results` must outlive it.
class VarianceSplitter {
 public:
  explicit VarianceSplitter(const ResultSet& results);
  ~VarianceSplitter();

  VarianceSplit split(const DrawnRuns& runs) const;

 private:
  struct Numbers;  ///< the drawn numbers, standardised
  void regress(const std::vector<double>& means, VarianceSplit& split) const;

  const ResultSet& results_;
  std::unique_ptr<const Numbers> numbers_;  ///< of all draws
};

/// The points between which `confidence` of the draw means lie (empirical quantiles, linear between order statistics).
struct DrawRange {
  double low = 0.0, high = 0.0;
};
DrawRange range_of_draws(std::vector<double> means, double confidence);

}  // namespace tenure::analysis
