// The decision: everything that the page and the document tell, worked out from draws.
//
// With one draw only, chance is all that is known about: the lead and its interval stand, but nothing can be said about
// how sure the choice is over what the numbers leave open, nor what knowing more would be worth.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/decide/certainty.h"
#include "analysis/decide/chance.h"
#include "analysis/decide/incremental.h"
#include "analysis/decide/turning.h"

namespace tenure::analysis::decision {

struct DecisionOptions {
  double confidence = 0.95;       ///< of every interval
  std::optional<double> value;    ///< worth of one unit of effect; none: by the draws' own net value
  std::vector<double> values;     ///< points of the curves; empty: chosen from the table
  std::vector<std::pair<Index, Index>> two_way;  ///< numbers of which a table is asked for (across, down); empty: chosen
  std::vector<std::pair<std::string, std::vector<Index>>> together;  ///< groups asked for: what it would be worth to know them
};

/// What is known about one parameter, or several.
struct Finding {
  std::string name;
  std::vector<Index> parameters;
  Measured evppi;
  Measured share;  ///< of the ignorance about the lead (variance between worlds of choice − runner-up)
};

/// One parameter.
struct ParameterFinding {
  Finding finding;
  TornadoBar bar;
  std::optional<TurningPoint> turn;
  std::optional<Measured> first, total;  ///< Sobol indices within the metamodel; none when it does not use the parameter
};

/// Who is best at which combination of two parameters.
struct TwoWayTable {
  Index across = 0, down = 0;                 ///< parameters
  std::vector<double> across_at, down_at;     ///< their 5, 25, 50, 75 and 95 % points
  std::vector<std::vector<Index>> best;       ///< [down][across]: strategy
  bool asked = false;                         ///< somebody named the two
  std::vector<Index> unseen;                  ///< of the two, those that no curve uses: the draws do not show that they matter
};

/// What the draws say of their parameters; there is none without parameter values.
struct Ignorance {
  std::vector<ParameterFinding> parameters;  ///< all that vary, each once: by falling EVPPI, then share, then number
  std::vector<Finding> by_grade;             ///< weakly founded (C, J, U), ungraded, the others: those that there are
  std::vector<Finding> by_kind;              ///< by the first word of the key, when there are several
  std::vector<Finding> asked;                ///< groups that somebody named
  std::size_t stated_alike = 0;              ///< further names of numbers that several strategies state alike
  Measured explained;                        ///< share of the ignorance about the lead that the metamodel explains
  std::optional<JointPoint> joint;           ///< the nearest of all strategies
  std::vector<TwoWayTable> two_way;          ///< as asked for, else of the two parameters with the widest tornado bars
};

/// Fewer draws carry no regression on the numbers.
inline constexpr Index least_draws_for_curves = 20;

/// The choice by the worth.
struct Choice {
  Certainty certainty;           ///< over draws, chance taken out; with one draw over replications
  std::optional<Certainty> raw;  ///< chance left in, for comparison; only where it could be taken out
  bool chance_only = false;      ///< one draw: the shares are shares of replications
  VarianceSplit lead;            ///< variance of choice − runner-up
  std::optional<Ignorance> ignorance;
};

struct Decision {
  std::vector<IncrementalRow> table;
  std::vector<CurvePoint> curve;  ///< over the value of one unit of effect; empty with one draw
  std::optional<Choice> choice;   ///< none when nothing says what is to be made large
};

/// `draws` must be consistent.
Decision decide(const Draws& draws, const DecisionOptions& options);

/// "model.hybrid.touchpoint.call.work" is a touchpoint's number, whichever strategy or model brought it.
std::string without_owner(const std::string& key);

}  // namespace tenure::analysis::decision
