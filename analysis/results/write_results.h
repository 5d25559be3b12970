// Writes results.h5.
//
// Layout (format version 1); every group opens by itself with its own coordinates:
//   /              one variable per measure: mean over replications under the scenario's own numbers, [strategy, own
//                  dimensions...], and beside each `<name>_half_width`: half the width of the confidence interval of that
//                  mean.  Attributes: title, question, currency, baseline, confidence, replications, draws, seed, start_date,
//                  horizon_days, program and format version.
//   /replications  the same names, [strategy, draw = 1, replication, own dimensions...]: every value, nothing averaged
//   /paired        the same names, strategy minus baseline under the same luck: mean, `_half_width`, and `_variance_gain`: by
//                  what factor pairing made the variance of the difference smaller
//   /draws         totals under numbers drawn from their uncertainty, [strategy, draw, replication, own dimensions...], draws
//                  numbered from 1; only when there are draws
//   /uncertainty   what the draws say of each measure without own axes; see uncertainty_group.h
//   /controls      control variates of each replication and their expectations, when means are regressed on them; the root attribute
//                  antithetic is 1 when replications 2k and 2k + 1 are a pair
//   /counts        how many replications each strategy has and why, when that was left to what they showed (counts_group.h); values
//                  of replications that a strategy was not given are NaN
//   /parameters    the scenario's numbers: key, value, low, high, unit, text, grade, source, note, and draw_value
//                  [draw, parameter] when there are draws
//   /provenance    the resolved scenario, its SHA-256, the seed, the program's version
// Months are numbered from 1; month_end says where each ends, in days.
#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

#include "analysis/results/atomic_file.h"
#include "analysis/results/result_set.h"

namespace tenure::analysis {

/// The bytes of the file: equal results give equal bytes.
std::vector<std::byte> results_image(const ResultSet& results);

/// Writes the file, whole or not at all; throws FileError.  Returns the SHA-256 of its bytes.
std::string write_results(const std::filesystem::path& path, const ResultSet& results, Replace replace);

}  // namespace tenure::analysis
