// Chance and ignorance apart.
//
// A draw's mean over few replications varies for two reasons: the world is a different one (ignorance of the
// parameters), and its customers had different luck (chance).  With two or more replications per draw the two can be
// told apart by the analysis of variance:
//
//     within  = mean square of replications about their draw's mean            chance
//     between = (variance of the draws' means) − within / replications         ignorance
//
// A decision between strategies that must serve whoever comes hangs on ignorance only: chance averages out over
// customers, replications and time and no study of the parameters removes it.  So chance is taken out of the spread of
// the draws' means before it is asked how often a strategy is best or what knowing more would be worth: the deviations
// from the grand mean are shrunk, jointly for all strategies, such that their covariance is that of ignorance alone:
//
//     shrunk = mean + A · (draw's mean − mean),       A · (total covariance) · Aᵀ = between covariance
//
// with the A that follows the common principal axes of the two, so that nothing depends on units, on the order of the
// strategies or on which of them differences are taken against.  Exact where both parts are normal.
//
// Where replication r has the same luck in every draw, what it adds in all of them is no difference between draws; then
// `within` is the mean square of what is left when this is taken out too (two-way layout).
//
// Sources: O'Hagan, Stevenson and Madan 2007, Health Economics 16(10) 1009-1023 (analysis of variance for patient-level
// simulation); Louis 1984, JASA 79 393-398 (shrinking to the variance of the truth); interval of the share: Searle,
// Casella and McCulloch 1992, Variance Components, ch. 3.
#pragma once

#include "analysis/decide/draws.h"

namespace tenure::analysis::decision {

/// How the variance of one quantity over draws and replications comes about.
struct VarianceSplit {
  double chance = 0.0;                ///< variance between the replications of one draw
  double chance_error = 0.0;          ///< its standard error (normal theory)
  double ignorance = 0.0;             ///< variance between worlds; not below 0
  double ignorance_error = 0.0;       ///< its standard error
  double ignorance_share = 0.0;       ///< ignorance / (ignorance + chance) of one replication
  double share_low = 0.0, share_high = 1.0;  ///< its interval
  bool separable = false;             ///< two draws and two replications at least; else all is one
};

/// Of one column of rows.
VarianceSplit split_variance(const Vector& rows, const Layout& layout, double confidence);

/// The draws' means of `rows` with chance taken out of their spread: [draw, strategy].  With one replication per draw
/// nothing can be taken out, and the means come back as they are; with one draw too.
Matrix without_chance(const Matrix& rows, const Layout& layout);

/// The draws' means of a single quantity, shrunk to the variance of ignorance.
Vector without_chance_alone(const Vector& rows, const Layout& layout);

}  // namespace tenure::analysis::decision
