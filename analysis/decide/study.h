// The draws of a result file.
//
// Totals are kept for every draw and replication, what is resolved by month for the scenario's own numbers only.  A file
// without draws is one draw: the scenario's own numbers.
//
// Rows under the scenario's own numbers are what is independent, as for tenure compare (estimate/estimates.h): replications, or the
// means of antithetic pairs, one of which has the luck of the other mirrored.  Where their number was chosen by looking at the results,
// standard errors are widened by the ratio of Student's quantiles at the file's nominal and stated confidence, so that intervals are
// those of the comparison; draws are never chosen so.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "analysis/decide/draws.h"
#include "analysis/results/result_set.h"

namespace tenure::analysis::decision {

/// Measures that a decision is made by.
struct MeasureNames {
  std::string cost = "operating_cost";
  std::string effect = "customer_time";  ///< told in years where its unit is a month
  std::string worth = "net_value";
};

/// What is wrong with a measure for the use it is put to.
struct MeasureFault {
  std::string name, why, nearest;
};

/// Does the file have draws of the numbers from their uncertainty?
bool has_draws(const ResultSet& results);

/// Independent values under the scenario's own numbers: replications, or antithetic pairs of them.
Index base_units(const ResultSet& results);

/// "replications", or "pairs of replications".
std::string base_units_word(const ResultSet& results);

/// How rows of base_rows() are made, or so many of them where some do not exist.
Layout base_layout(const ResultSet& results);
Layout base_layout(const ResultSet& results, Index rows);

/// How rows of study_rows() are made.
Layout layout_of(const ResultSet& results);

/// Values of one element of a measure (`offset` in its own dimensions) by draw and replication: [row, strategy]; without draws
/// those of base_rows().  NaN where a strategy has none.
Matrix study_rows(const ResultSet& results, const ResultVariable& variable, std::size_t offset = 0);

/// The same under the scenario's own numbers only: [base unit, strategy].
Matrix base_rows(const ResultSet& results, const ResultVariable& variable, std::size_t offset = 0);

/// Can the measure be asked of every draw?  A file with draws keeps some measures for its own numbers only.
bool is_kept_for_draws(const ResultSet& results, const ResultVariable& variable);

/// The draws of the file, with its parameters, or the first measure that cannot be used.
std::variant<Draws, MeasureFault> draws_of(const ResultSet& results, const MeasureNames& names);

}  // namespace tenure::analysis::decision
