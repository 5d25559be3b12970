// A small result set for the tests of the result file and the comparison: three strategies, two segments, four months.
//
// Values follow simple formulas, so that a test can say what must come out.
#pragma once

#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "analysis/results/result_set.h"
#include "analysis/results/sha256.h"

namespace tenure::test {

/// A number in [-1, 1] that looks irregular and is the same everywhere.
inline double wobble(std::size_t a, std::size_t b, std::size_t c = 0) {
  const std::size_t mixed = (a * 2654435761u + b * 40503u + c * 97u + 12345u) % 10007u;
  return static_cast<double>(mixed) / 5003.0 - 1.0;
}

/// net_value of strategy s in replication r: 1e6 · (10 + s) + 1e5 · luck(r) + 1e3 · own(s, r).
inline double sample_net_value(std::size_t strategy, std::size_t replication) {
  return 1e6 * (10.0 + static_cast<double>(strategy)) + 1e5 * wobble(7, replication) +
         1e3 * wobble(strategy, replication, 3);
}

inline analysis::ResultSet sample_results(int replications = 20) {
  using analysis::Precision;
  analysis::ResultSet r;
  r.title = "Sample: „Größe“";  // UTF-8 on purpose
  r.question = "Which of three?";
  r.currency = "USD";
  r.baseline = "low";
  r.start_date = "2026-01-01";
  r.horizon_days = 4 * 30.4375;
  r.seed = "18446744073709551615";
  r.scenario_text = "[scenario]\ntitle = \"Sample\"\n";
  r.scenario_sha256 = analysis::sha256(r.scenario_text);
  r.program_version = "0.0.0";
  r.dimensions = {{"strategy", "engagement strategy", {"low", "mid", "high"}, 0, 0},
                  {"draw", "draw", {}, 0, 1},
                  {"replication", "replication", {}, 0, replications},
                  {"segment", "segment", {"small", "large"}, 0, 0},
                  {"pool", "pool", {"support"}, 0, 0},
                  {"month", "month", {}, 1, 4}};
  r.month_ends = {30.4375, 60.875, 91.3125, 121.75};
  r.display_labels = {{"segment", {"Small firms", "Large firms"}}, {"strategy", {"Low", "Middle", "High"}}};
  const auto n = static_cast<std::size_t>(replications);
  analysis::ResultVariable net{"net_value", "USD", "net value", "time: sum", {}, Precision::float64, {}};
  analysis::ResultVariable cost{"operating_cost", "USD", "operating cost", "time: sum", {}, Precision::float64, {}};
  analysis::ResultVariable kept{"retention_12m", "1", "kept", "time: point", {}, Precision::float64, {}};
  analysis::ResultVariable direct{"segment_net_value_direct", "USD", "net", "time: sum", {"segment"},
                                  Precision::float64,         {}};
  analysis::ResultVariable curve{"monthly_retained", "1", "kept", "time: point", {"segment", "month"},
                                 Precision::float32, {}};
  analysis::ResultVariable wait{"pool_mean_wait", "h", "wait", "time: mean", {"pool", "month"}, Precision::float32, {}};
  for (std::size_t s = 0; s < 3; ++s) {
    for (std::size_t i = 0; i < n; ++i) {
      net.values.push_back(sample_net_value(s, i));
      cost.values.push_back(5e5 * static_cast<double>(s + 1));
      kept.values.push_back(0.8 + 0.01 * static_cast<double>(s) + 0.005 * wobble(9, i));
      for (std::size_t g = 0; g < 2; ++g) {
        direct.values.push_back(sample_net_value(g == 0 ? s : 2 - s, i) / 2.0);
        for (std::size_t m = 0; m < 4; ++m) {
          curve.values.push_back(1.0 - 0.05 * static_cast<double>(m + 1) + 0.01 * wobble(s, i, g));
        }
      }
      // the low strategy has no such pool
      for (std::size_t m = 0; m < 4; ++m) {
        wait.values.push_back(s == 0 ? std::numeric_limits<double>::quiet_NaN() : 2.0 + wobble(s, i, m));
      }
    }
  }
  r.variables = {net, cost, kept, direct, curve, wait};
  const double nan = std::numeric_limits<double>::quiet_NaN();
  r.parameters = {{"pool.support.wage", 130.0, nan, nan, "", "USD / d", "130 USD / d", "B", "survey", ""},
                  {"transition.churn.hazard", 0.001, 0.0005, 0.002, "", "1 / d", "0.33 / yr", "C", "vendor", "a note"},
                  {"touchpoint.call.done.calm.ratio", 0.9, 0.8, 1.0, "", "1", "0.9", "U", "assumption", ""}};
  return r;
}

/// The same with draws: in draw d the hazard is hazard(d), and net value hangs on it and on the luck of the run.
inline double sample_hazard(std::size_t draw) { return 0.001 * (1.0 + 0.5 * wobble(draw, 11, 5)); }

inline analysis::ResultSet sample_draws(std::size_t draws = 40, std::size_t replications = 2, int base_replications = 20) {
  analysis::ResultSet r = sample_results(base_replications);
  r.drawn.count = draws;
  r.drawn.replications = replications;
  r.drawn.points = "latin_hypercube";
  r.drawn.luck = "own";
  for (std::size_t d = 0; d < draws; ++d) {
    for (std::size_t p = 0; p < r.parameters.size(); ++p)
      r.drawn.parameters.push_back(p == 1 ? sample_hazard(d) : r.parameters[p].value + (p == 2 ? 0.05 * wobble(d, 17, 3) : 0.0));
  }
  for (analysis::ResultVariable& variable : r.variables) {
    if (variable.precision == analysis::Precision::float32) continue;  // by month
    const std::size_t width = r.width(variable);
    for (std::size_t s = 0; s < 3; ++s)
      for (std::size_t d = 0; d < draws; ++d)
        for (std::size_t i = 0; i < replications; ++i)
          for (std::size_t k = 0; k < width; ++k) {
            const double luck = 1e5 * wobble(7 + d, i + 100) + 1e3 * wobble(s, i + 7 * d, 3);
            const double world = 4e8 * (1.0 + 0.5 * static_cast<double>(s)) * (sample_hazard(d) - 0.001);
            variable.draw_values.push_back(variable.name == "net_value"
                                               ? 1e6 * (10.0 + static_cast<double>(s)) + luck + world
                                               : variable.values[(s * static_cast<std::size_t>(base_replications)) * width + k]);
          }
  }
  return r;
}

/// A measure of the sample with as many values for each run as its dimensions have, value(strategy, replication, element).
template <class Value>
void add_measure(analysis::ResultSet& results, const std::string& name, const std::string& unit, std::vector<std::string> dims, Value&& value) {
  analysis::ResultVariable variable{name, unit, "", "", std::move(dims), analysis::Precision::float64, {}};
  const std::size_t width = results.width(variable);
  for (std::size_t s = 0; s < results.strategies(); ++s)
    for (std::size_t r = 0; r < results.replications(); ++r)
      for (std::size_t k = 0; k < width; ++k) variable.values.push_back(value(s, r, k));
  results.variables.push_back(std::move(variable));
}

}  // namespace tenure::test
