// The outcome of a run, in memory: what results.h5 holds.
//
// Every measure keeps one value for each strategy and replication under the scenario's own numbers (the base draw), and
// totals keep one for each draw of the numbers from their uncertainty besides, so that any interval, pairing or further
// analysis can be worked out afterwards.  The axes are always
//     [strategy, draw, replication, <own dimensions>]
// row-major, the own dimensions being some of segment, stage, transition, touchpoint, pool, self_service, channel and, last, month.
// `ResultVariable::values` has the base draw alone (an axis of size 1), `ResultVariable::draw_values` the uncertain draws
// 1 .. draws(), each with `DrawnResults::replications` runs: never with the base draw among them.
// A value that does not exist (the waiting time of a pool that a strategy has not got) is NaN.
//
// Nothing in here depends on when, where or how fast the run was made: equal inputs give equal results, to the byte.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/results/chosen_counts.h"

namespace tenure::analysis {

/// Version of the file's layout.  A reader refuses another one.
inline constexpr int results_format_version = 1;

/// An axis of the arrays: named members (labels), or numbered ones (first, first + 1, ...).
struct Dimension {
  std::string name;                 ///< "strategy", "replication", "segment", "month", ...
  std::string long_name;            ///< in plain words
  std::vector<std::string> labels;  ///< names of the members; empty for a numbered axis
  int first = 0;                    ///< numbered axis: number of the first member
  int count = 0;                    ///< numbered axis: how many

  std::size_t size() const { return labels.empty() ? static_cast<std::size_t>(count) : labels.size(); }
};

/// How a variable is stored: 64 bits for totals, 32 bits for what is resolved by month.
enum class Precision : std::uint8_t { float64, float32 };

/// The values of one measure.
struct ResultVariable {
  std::string name;               ///< as in the table of measures
  std::string unit;               ///< "USD", "1", "h", ...
  std::string long_name;          ///< meaning, in plain words
  std::string cell_methods;       ///< how a month's value comes about, in the words of the CF conventions; may be empty
  std::vector<std::string> dims;  ///< own dimensions after strategy, draw and replication
  Precision precision = Precision::float64;
  std::vector<double> values;  ///< under the base values: [strategy, draw = 1, replication, dims...]
  std::vector<double> draw_values = {};  ///< [strategy, draw, replication of a draw, dims...]; empty: not kept for draws
};

/// Worlds whose numbers were drawn from their uncertainty, each the same for all strategies.
struct DrawnResults {
  std::size_t count = 0;              ///< draws; the base values are none of them
  std::size_t replications = 0;       ///< runs of each strategy in each draw
  std::string points;                 ///< "latin_hypercube", "sobol" or "random"
  std::string luck;                   ///< "own": every draw has its own chance; "shared": replication i has that of the base's i
  std::size_t rejected = 0;           ///< points whose numbers contradicted each other, replaced by further ones
  std::size_t unmet = 0;              ///< draws in which a figure of last year could not be met, but nearly
  std::vector<double> parameters;     ///< [draw, parameter]: values in force, in the units of ResultSet::parameters
};

/// A number of the scenario with its uncertainty and its source.
struct ResultParameter {
  std::string key;               ///< full dotted key
  double value = 0.0;            ///< canonical unit
  double low = 0.0, high = 0.0;  ///< 5th and 95th percentile; NaN when none is stated
  std::string dist, unit, text;
  std::string grade;  ///< "A", "B", "C", "D", "J", "U", or empty
  std::string source, note;
};

/// Whether a grade says that a number is weakly founded: relayed by a vendor, a judgement, an assumption.
inline bool is_weak_grade(const std::string& grade) { return grade == "C" || grade == "J" || grade == "U"; }

/// A name of a member of a dimension for people, beside the one for programs.
struct ResultLabels {
  std::string dimension;
  std::vector<std::string> labels;
};

/// A figure of last year that the scenario states, and the level that was solved to meet it.
struct ResultSolved {
  std::string segment, what;                  ///< name of the segment; as in models::SolvedLevel
  double target = 0.0, level = 1.0;           ///< contacts: per day
  double expected = 0.0, error = 0.0;         ///< what the solved level gives, and its half-width
};

/// Control variates: what each replication's luck alone says, the same for all strategies (models/controls).
struct ResultControls {
  std::vector<std::string> names;
  std::vector<double> expectations;  ///< known in closed form
  std::vector<double> values;        ///< [replication, control]
};

struct ResultSet {
  std::string title, question;
  std::string currency;      ///< ISO code
  std::string baseline;      ///< strategy against which differences are taken
  double confidence = 0.95;  ///< of every interval
  std::string start_date;    ///< "2026-01-01": midnight at which simulated time is 0
  double horizon_days = 0.0;
  std::string sweep_point;      ///< "key = value, ..." or empty
  std::string seed;             ///< decimal; 64 bits do not fit every reader's integers
  std::string scenario_text;    ///< resolved TOML: rerunning it gives the same file
  std::string scenario_sha256;  ///< of scenario_text, hexadecimal
  std::string program_version;

  std::vector<Dimension> dimensions;  ///< strategy, draw, replication first
  std::vector<double> month_ends;     ///< days since the start, one per month; the last one is the horizon
  std::vector<ResultLabels> display_labels;
  std::vector<ResultVariable> variables;
  std::vector<ResultParameter> parameters;
  std::string today;                  ///< strategy in force before the start; empty: none
  std::vector<ResultSolved> solved;
  DrawnResults drawn = {};            ///< none when the scenario was run under its own numbers only
  ResultControls controls = {};       ///< none unless means are regressed on them
  bool antithetic = false;            ///< replication 2k + 1 mirrors the luck of 2k: only pairs are independent
  std::optional<ChosenCounts> chosen = {};  ///< none when the scenario said how many replications there are

  /// Confidence of Student's intervals over replications, such that they hold the truth with `confidence`.
  double interval_confidence() const { return chosen ? chosen->nominal_confidence : confidence; }

  /// The dimension of this name, or nullptr.
  const Dimension* dimension(std::string_view name) const;

  /// The variable of this name, or nullptr.
  const ResultVariable* variable(std::string_view name) const;

  std::size_t strategies() const { return dimensions.at(0).size(); }
  std::size_t draws() const { return drawn.count; }  ///< uncertain draws; 0 without any
  std::size_t replications() const { return dimensions.at(2).size(); }

  /// Place of a draw's cell in `ResultVariable::draw_values`, in units of the variable's width; draws count from 0 here.
  std::size_t draw_cell(std::size_t strategy, std::size_t draw, std::size_t replication) const {
    return (strategy * drawn.count + draw) * drawn.replications + replication;
  }

  /// Values per (strategy, draw, replication): the product of the own dimensions' sizes.
  std::size_t width(const ResultVariable& variable) const;

  /// The name for people of member `index` of dimension `name`; the one for programs where there is no other.
  std::string display_label(std::string_view name, std::size_t index) const;
};

/// What is inconsistent about `results` (sizes, missing dimensions, names twice); empty when all is well.
std::string inconsistency(const ResultSet& results);

}  // namespace tenure::analysis
