// Control variates and antithetic pairs: surer, and about the same mean.
#include <cmath>

#include "analysis/estimate/control_variates.h"
#include "models/controls/controls.h"
#include "tests/support/catch.h"
#include "tests/support/macro_studies.h"
#include "tests/support/small_world.h"
#include "tests/support/statistical.h"

using namespace tenure;
using namespace tenure::test;

namespace {

constexpr double years = 1.0, hazard = 0.5;

/// 200 customers who leave with a constant hazard, 60 newcomers a year, 10 USD a day from each.
SmallWorld leavers() {
  SmallWorld world({"active", "lost"}, 200, static_cast<Tick>(years * kYearDays * static_cast<double>(sim::kDay)));
  world.add_transition("churn", {0}, 1, exponential(kYearDays / hazard));
  world.add_flow("fee", FlowKind::revenue, FlowForm::rate, {0}, number(10.0));
  world.segment().arrivals = number(60.0 / kYearDays);
  return world;
}

/// Controls by name: [control][replication].
std::vector<std::vector<double>> controls_of(const Controls& controls, int replications, bool pairs) {
  std::vector<std::vector<double>> out(controls.names().size());
  for (int r = 0; r < replications; ++r) {
    const std::vector<double> values = pairs ? controls.values(r / 2, r % 2 == 1) : controls.values(r, false);
    for (std::size_t j = 0; j < out.size(); ++j) out[j].push_back(values[j]);
  }
  return out;
}

}  // namespace

TEST_CASE("Regression on controls holds the truth in 95 % of 2,000 studies, and is surer", "[statistical][controls]") {
  // the margin of 1.5 points gives a false alarm in 0.2 % of tests and sees 92.5 % in 98 % of them
  double plain = 0.0, reduced = 0.0;
  const auto held = [&](double said) {
    return share_of_studies(2000, [&](std::uint64_t study) {
      std::vector<double> y, c, d;
      for (std::uint32_t i = 0; i < 25; ++i) {
        c.push_back(5.0 + chance(study, 70, i));
        d.push_back(chance(study, 71, i));
        y.push_back(2.0 + 3.0 * (c.back() - 5.0) - d.back() + chance(study, 72, i));
      }
      const sim::Estimate e = analysis::estimate_with_controls(y, {c, d}, {said, 0.0}, 0.95);
      reduced += e.half_width * e.half_width;
      plain += std::pow(sim::estimate_mean(y).half_width, 2);
      return std::fabs(e.mean - 2.0) <= e.half_width;
    });
  };
  CHECK(std::fabs(held(5.0) - 0.95) <= 0.015);
  CHECK(plain / reduced > 6.0);  // variances 11 and 1, less two degrees of freedom
  CHECK(held(5.15) < 0.93);      // planted: an expectation that is off by 0.15 standard deviations
}

TEST_CASE("Controls that tell nothing, or the same, do no harm", "[statistical][controls]") {
  std::vector<double> y, c;
  for (std::uint32_t i = 0; i < 40; ++i) {
    y.push_back(chance(1, 73, i));
    c.push_back(chance(1, 74, i));
  }
  const std::vector<double> constant(40, 3.0);
  const sim::Estimate plain = sim::estimate_mean(y), one = analysis::estimate_with_controls(y, {c}, {0.0}, 0.95);
  CHECK(analysis::estimate_with_controls(y, {constant}, {3.0}, 0.95).mean == plain.mean);
  CHECK(analysis::estimate_with_controls(y, {}, {}, 0.95).half_width == plain.half_width);
  const sim::Estimate twice = analysis::estimate_with_controls(y, {c, c}, {0.0, 0.0}, 0.95);
  CHECK(twice.mean == one.mean);
  CHECK(twice.half_width == one.half_width);
  const std::vector<double> few(y.begin(), y.begin() + 9), few_c(c.begin(), c.begin() + 9);
  CHECK(analysis::estimate_with_controls(few, {few_c}, {0.0}, 0.95).half_width == sim::estimate_mean(few).half_width);
}

TEST_CASE("Controls have the expectations that they state, mirrored or not", "[statistical][controls]") {
  SmallWorld world = leavers();
  world.add_decision("renewal", {0}, 100 * sim::kDay, {{1, number(0.2)}});
  const Controls controls(world.s);
  REQUIRE(controls.names() == std::vector<std::string>{"opening_luck.all", "arrivals.all"});
  const MeanCheck check{.false_alarm = 1e-6, .resolution = 0.02};
  for (const bool mirrored : {false, true}) {
    std::vector<std::vector<double>> values(2);
    for (int r = 0; r < 2000; ++r) {
      const std::vector<double> of = controls.values(r, mirrored);
      for (std::size_t j = 0; j < 2; ++j) values[j].push_back(of[j]);
    }
    for (std::size_t j = 0; j < 2; ++j) {
      CHECK(agrees(values[j], controls.expectations()[j], check));
      CHECK(differs(values[j], 1.04 * controls.expectations()[j], check));
    }
  }
}

TEST_CASE("A world under variance reduction has the same means, and they are surer", "[statistical][controls]") {
  SmallWorld world = leavers();
  world.s.experiment.control_variates = true;
  const Controls controls(world.s);
  const Simulation simulation(world.s, 0);
  constexpr int replications = 400;
  // closed forms: share of the opening book kept; revenue of the opening book and of newcomers who come evenly
  const double kept = std::exp(-hazard * years), lived = (1.0 - kept) / hazard;  // years lived by one of the opening book
  const double newcomers_lived = 60.0 * (years - lived) / hazard;
  const double revenue = 10.0 * kYearDays * (200.0 * lived + newcomers_lived);
  for (const Measure measure : {Measure::retention_end, Measure::revenue}) {
    const double truth = measure == Measure::revenue ? revenue : kept;
    std::vector<double> plain, single, pairs;
    for (int r = 0; r < replications; ++r) {
      plain.push_back(simulation.run({0, r}, {})[measure][0]);
      single.push_back(simulation.run({0, r / 2, r % 2 == 1}, {})[measure][0]);
    }
    for (int r = 0; r < replications; r += 2)
      pairs.push_back(0.5 * (single[static_cast<std::size_t>(r)] + single[static_cast<std::size_t>(r) + 1]));
    const auto off = [&](const sim::Estimate& e) { return std::fabs(e.mean - truth) / e.half_width; };
    // 99.9999 % intervals: a false alarm in one of a million tests
    const double sure = 1.0 - 1e-6;
    const sim::Estimate by_chance = sim::estimate_mean(plain, sure);
    const sim::Estimate regressed = analysis::estimate_with_controls(plain, controls_of(controls, replications, false),
                                                                     controls.expectations(), sure);
    const sim::Estimate paired = sim::estimate_mean(pairs, sure);
    INFO(row_of(measure).name);
    CHECK(off(by_chance) < 1.0);
    CHECK(off(regressed) < 1.0);
    CHECK(off(paired) < 1.0);
    CHECK(std::pow(by_chance.half_width / regressed.half_width, 2) > 2.0);
    // newcomers come when they come, mirrored or not, which leaves less to gain on revenue
    CHECK(std::pow(by_chance.half_width / paired.half_width, 2) > (measure == Measure::revenue ? 1.1 : 1.5));
    // planted: a control whose stated expectation is 2 % off
    std::vector<double> wrong = controls.expectations();
    for (double& e : wrong) e *= 1.02;
    CHECK(off(analysis::estimate_with_controls(plain, controls_of(controls, replications, false), wrong, sure)) > 1.0);
    // planted: the members of pairs taken for independent replications give an interval that is too wide
    CHECK(sim::estimate_mean(single, sure).half_width > 1.04 * paired.half_width);
  }
}
