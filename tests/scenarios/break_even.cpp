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

TEST_CASE("how far break-even moves when the hours are given by people", "[scenarios]") {
  const auto moved = [](const std::vector<std::string>& sets) {
    const std::vector<double> assumed = break_even("assumed", sets, 20), staffed = break_even("staffed", sets, 20);
    std::vector<double> share;
    for (std::size_t r = 0; r < assumed.size(); ++r) share.push_back(staffed[r] / assumed[r] - 1.0);
    return share;
  };
  // Managers who are busy all the time: what vacancies and misses take from the lift, they take from the wages as well.
  const std::vector<double> tight = moved({});
  INFO("tight " << mean_of(tight));
  CHECK(agrees(tight, 0.0, MeanCheck{.false_alarm = 1e-4, .absolute = 0.05}));
  // A fifth more of them, so that few contacts are missed: time that nobody asks for is paid too.
  const std::vector<double> ample = moved(
      {"strategy.staffed.pool.csm.servers=77",
       "strategy.staffed.pool.csm.plan=[{ at = \"12 mo\", servers = 70 }, { at = \"24 mo\", servers = 62 }]"});
  INFO("ample " << mean_of(ample));
  CHECK(mean_of(ample) > 0.05);
  CHECK(differs(ample, 0.0, MeanCheck{.false_alarm = 1e-4, .resolution = 1.0, .absolute = 1.0}));
}
