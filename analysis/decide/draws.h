// What a decision analysis starts from: for every draw of the uncertain parameters, what each strategy costs and brings.
//
// A draw is one world: one set of parameter values, the same for all strategies.  Within a draw, replications repeat
// chance.  Rows are ordered draw by draw, and within a draw by replication:
//
//     row = draw · replications + replication,     column = strategy
//
// Cost and effect are what the strategies are compared by in the incremental table.  What is to be made as large as
// possible is the worth: either the net value that came with the draws, or   value of one unit of effect · effect − cost.
#pragma once

#include <Eigen/Dense>
#include <optional>
#include <string>
#include <vector>

namespace tenure::analysis::decision {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;
using Index = Eigen::Index;

/// Whether the replications of each draw have luck of their own, or replication r has the same one in every draw.
enum class Luck { own, shared };

/// How rows are made of draws and replications.
struct Layout {
  Index replications = 1;
  Luck luck = Luck::own;
  double widening = 1.0;  ///< of standard errors: above 1 where the number of rows was chosen by looking at them
};

/// An uncertain number that the draws vary.
struct DrawnParameter {
  std::string name;
  std::string unit;                ///< empty when unknown
  std::string grade;               ///< "A" ... "U", or empty
  std::optional<double> base;      ///< the value that the scenario states
  std::string text;                ///< the same as the scenario writes it; may be empty
  std::string words;               ///< what it is about, for people; empty when only the name is known
  double scale = 1.0;              ///< printed value = value · scale, in the unit that people use
};

/// A part of net value with its sign: [row, strategy].
struct WorthPart {
  std::string words;
  Matrix rows;
};

/// The draws of a study.
struct Draws {
  std::vector<std::string> strategies;  ///< names, distinct
  std::vector<std::string> labels;      ///< names for people, one for each strategy
  Index replications = 1;               ///< of chance within each draw, pairs counting once; >= 1
  bool pairs = false;                   ///< each of them is the mean of two, one with the luck of the other mirrored
  double widening = 1.0;                ///< Layout::widening
  Luck luck = Luck::own;
  Matrix cost;                          ///< [row, strategy]
  Matrix effect;                        ///< [row, strategy]
  Matrix net;                           ///< [row, strategy]; without rows when the draws bring no net value
  std::vector<DrawnParameter> parameters;
  Matrix parameter_values;  ///< [draw, parameter]; without columns when nobody knows them
  std::string cost_name = "cost", effect_name = "effect";  ///< in words
  std::string cost_unit, effect_unit;                      ///< may be empty

  std::vector<WorthPart> net_parts;      ///< they add up to `net`; empty where nobody says
  std::optional<double> effect_brings;   ///< what one unit of effect brings in here, in the unit of cost; none: not known
  std::string effect_brings_words;       ///< what that is made of

  const std::string& label(Index strategy) const { return labels[static_cast<std::size_t>(strategy)]; }
  /// The label as a sentence has it (compare/spoken.h).
  std::string said(Index strategy) const;
  Layout layout() const { return {replications, luck, widening}; }
  Index strategy_count() const { return static_cast<Index>(strategies.size()); }
  Index draw_count() const { return replications > 0 ? cost.rows() / replications : 0; }
};

/// What is inconsistent about `draws` (sizes, names twice, values that are not finite); empty when all is well.
std::string inconsistency(const Draws& draws);

/// value · effect − cost, [row, strategy].
Matrix net_benefit(const Draws& draws, double value);

/// Mean over the replications of each draw: [draw, strategy].
Matrix means_of_draws(const Matrix& rows, Index replications);

/// Column means.
Vector means_of(const Matrix& rows);

/// Sums of squares of rows [draw · replications + replication, column] about their means, as covariances of the columns.
struct MeanSquares {
  Matrix of_means;     ///< of the draws' means
  Matrix within;       ///< of what luck adds to a draw's mean, for one replication; none with one replication or draw
  Matrix of_luck;      ///< shared luck only: of what a replication adds in every draw
};

/// Needs two draws.
MeanSquares mean_squares_of(const Matrix& rows, const Layout& layout);

/// Standard error of each column's mean, the independent unit being the draw (with one draw, the replication), and the
/// replication too where its luck is shared.  NaN where there is only one of either.  Widened as the layout says.
Vector standard_errors_of(const Matrix& rows, const Layout& layout);

}  // namespace tenure::analysis::decision
