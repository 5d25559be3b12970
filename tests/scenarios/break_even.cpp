// The break-even account size: by the usual calculation it is the closed form, and with people it moves.
//
// Net value is linear in the size of accounts, and what happens does not hang on it, so two runs under the same luck give its zero.
#include "models/language/load.h"
#include "models/simulate/simulate.h"
#include "tests/support/catch.h"
#include "tests/support/statistical.h"

using namespace tenure::models;
using namespace tenure::test;

namespace {

/// Break-even sizes of `strategy` against leaving accounts alone, one per replication.
std::vector<double> break_even(const std::string& strategy, std::vector<std::string> sets, int replications) {
  std::vector<std::vector<double>> gains;  // [size][replication]
  const std::vector<double> sizes = {20000.0, 120000.0};
  for (const double size : sizes) {
    LoadOptions options;
    options.sets = sets;
    options.sets.push_back("segment.accounts.attribute.size=\"" + std::to_string(static_cast<int>(size)) + " USD\"");
    const Loaded loaded = load(TENURE_SOURCE_DIR "/scenarios/break_even.toml", options);
    REQUIRE(loaded.ok());
    const Scenario& s = loaded.points.front();
    int index = 0;
    while (s.strategies[static_cast<std::size_t>(index)].name != strategy) ++index;
    const Simulation alone(s, 0), other(s, index);
    std::vector<double> gain;
    for (int r = 0; r < replications; ++r)
      gain.push_back(other.run({0, r}, {})[Measure::lifetime_value][0] - alone.run({0, r}, {})[Measure::lifetime_value][0]);
    gains.push_back(std::move(gain));
  }
  std::vector<double> zeros;
  for (std::size_t r = 0; r < gains[0].size(); ++r)
    zeros.push_back(sizes[0] - gains[0][r] * (sizes[1] - sizes[0]) / (gains[1][r] - gains[0][r]));
  return zeros;
}

double closed_form(double before, double after, double cost) {
  const double m0 = 1.0 / (1.0 - before / 1.1), m1 = 1.0 / (1.0 - after / 1.1);
  return cost * m1 / (0.78 * (m1 - m0));
}

double mean_of(const std::vector<double>& list) {
  double sum = 0.0;
  for (const double x : list) sum += x;
  return sum / static_cast<double>(list.size());
}

}  // namespace

TEST_CASE("break-even account sizes are those of the usual calculation, under its assumptions", "[scenarios]") {
  struct Case {
    double before, after, cost, published;
  };
  // touch levels: high, mid, low, pooled; the published values are rounded
  for (const Case& c : {Case{0.85, 0.90, 10256, 66e3}, Case{0.80, 0.83, 4786, 61e3}, Case{0.90, 0.93, 2735, 23e3},
                        Case{0.85, 0.92, 821, 3.8e3}, Case{0.85, 0.88, 10256, 110e3}}) {
    const auto sets = [&](double after) {
      return std::vector<std::string>{"segment.accounts.customers=10000",
                                      "decision.renewal.to.lost=" + std::to_string(1.0 - c.before),
                                      "strategy.assumed.scale.lift.factor=" + std::to_string(std::log(after) / std::log(c.before)),
                                      "strategy.assumed.flow.hours.amount=\"" + std::to_string(static_cast<int>(c.cost)) + " USD\""};
    };
    const double expected = closed_form(c.before, c.after, c.cost);
    CHECK(std::fabs(expected / c.published - 1.0) < 0.02);
    const MeanCheck sharp{.false_alarm = 1e-4, .resolution = 0.06};
    CHECK(agrees(break_even("assumed", sets(c.after), 14), expected, sharp));
    CHECK(differs(break_even("assumed", sets(c.after + 0.01), 14), expected, sharp));  // one more point of retention
  }
}

TEST_CASE("break-even moves up when the hours are given by people", "[scenarios]") {
  const std::vector<double> assumed = break_even("assumed", {}, 20), staffed = break_even("staffed", {}, 20);
  std::vector<double> moved;
  for (std::size_t r = 0; r < assumed.size(); ++r) moved.push_back(staffed[r] - assumed[r]);
  INFO("assumed " << mean_of(assumed) << ", staffed " << mean_of(staffed));
  CHECK(mean_of(staffed) > 1.05 * mean_of(assumed));
  CHECK(differs(moved, 0.0, MeanCheck{.false_alarm = 1e-4, .resolution = 1.0}));
}
