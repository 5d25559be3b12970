// Draws of a scenario's uncertain numbers: which values they have together in world 1, 2, ...
//
//   shares     u[draw][number] spread by experiment.points and the seed (sim/random/spread_points.h)
//   together   numbers of one [correlation.NAME] by a Gaussian copula: with z = inverse normal of u and L L' = R,
//              u' = Phi(L z); R has 2 sin(pi rho / 6) for a rank correlation rho (Pearson 1907), so that Spearman's coefficient of
//              the values is rho.  With a Latin hypercube u' is put into the strata again in the order that L z gives, as Iman &
//              Conover (1982) do, so that each number stays evenly spread
//   alike      what several strategies state alike at the same place (value, range, law, grade and source) is one number of the
//              world and has one share: today's people earn the same wage, whichever strategy they work under.  Where a
//              correlation names one of them it holds for all; two that it names are two.  The share is addressed by place
//              and value, not by who states it, so that a strategy added to the file, wherever it stands, moves nobody's numbers
//   values     the quantile of each number's own law (models/scenario/uncertainty.h)
//
// A drawn world may contradict a check between keys.  Such a point is rejected and a further one takes its place: point n, n + 1,
// ... of n draws, the next ones of the same sequence, or independent ones beside a Latin hypercube.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "models/scenario/scenario.h"
#include "models/scenario/uncertainty.h"

namespace tenure::models {

class ParameterDraws {
 public:
  /// Numbers with low < high; seed, draws and points as the scenario's experiment has them.
  explicit ParameterDraws(const Scenario& base);

  /// How many numbers are uncertain.
  [[nodiscard]] std::size_t numbers() const { return uncertain_.size(); }

  /// Their indices in Scenario::parameters.
  [[nodiscard]] const std::vector<std::size_t>& uncertain() const { return uncertain_; }

  /// Shares of point `point`: below the number of draws the planned ones, from there on the further ones.
  [[nodiscard]] std::vector<double> shares(std::size_t point) const;

  /// Values of point `point`, one for each of `uncertain()`.
  [[nodiscard]] DrawnValues values(std::size_t point) const;

 private:
  /// Joins what is correlated; shares by coordinate.
  void correlate(std::vector<double>& shares) const;
  /// Shares by number from shares by coordinate.
  [[nodiscard]] std::vector<double> by_number(const std::vector<double>& shares) const;

  std::vector<std::size_t> uncertain_;
  std::vector<std::string> names_;
  std::vector<Uncertainty> laws_;
  std::vector<std::size_t> coordinate_;            ///< of each number; those that are stated alike share one
  std::vector<std::uint64_t> keys_;                ///< of the coordinates
  DrawPoints points_;
  std::size_t draws_;
  std::vector<std::vector<double>> planned_;       ///< [point][coordinate]
  std::vector<std::size_t> joined_;                ///< coordinates of the numbers that are correlated
  std::vector<std::vector<double>> lower_;         ///< L of the copula, row by row
};

}  // namespace tenure::models
