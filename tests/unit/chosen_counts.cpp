// Counts chosen by looking: how they are kept in a file, what they do to estimates and rankings, and how rounds go on.
#include <cmath>
#include <limits>
#include <unistd.h>

#include "analysis/compare/comparison.h"
#include "analysis/compare/sentence.h"
#include "analysis/counts/rounds.h"
#include "analysis/estimate/estimates.h"
#include "analysis/results/collect.h"
#include "analysis/results/read_results.h"
#include "analysis/results/write_results.h"
#include "tests/support/catch.h"
#include "tests/support/sample_results.h"
#include "tests/support/small_world.h"

using namespace tenure;
using namespace tenure::analysis;

namespace {

ResultSet written_and_read(const ResultSet& results) {
  const std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("tenure_counts_" + std::to_string(::getpid()) + ".h5");
  write_results(path, results, Replace::always);
  ResultSet read = read_results(path);
  std::filesystem::remove(path);
  return read;
}

/// Strategy "mid" dropped after ten lucky runs: it looks better than "high" was over all of its twenty.
ResultSet dropped() {
  ResultSet r = test::sample_results();
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (ResultVariable& v : r.variables) {
    if (v.name != "net_value") continue;
    for (std::size_t i = 0; i < 20; ++i)
      for (std::size_t s = 0; s < 3; ++s) v.values[s * 20 + i] = static_cast<double>(s) + (i < 10 ? 50.0 : 0.0) + 0.01 * test::wobble(s, i);
    for (std::size_t i = 10; i < 20; ++i) v.values[20 + i] = nan;
  }
  ChosenCounts chosen;
  chosen.by_strategy = {20, 10, 20};
  chosen.looks = {10, 20};
  chosen.most = 100;
  CountedSelection s;
  s.measure = "net_value";
  s.unit = "USD";
  s.prefer = "most";
  s.method = "kn";
  s.indifference = 50000.0;
  s.confidence = 0.95;
  s.best = "high";
  s.reached = true;
  chosen.selection = s;
  r.chosen = chosen;
  return r;
}

}  // namespace

TEST_CASE("How counts were chosen is kept in the file", "[unit][results]") {
  ResultSet r = dropped();
  r.chosen->precision = {{"net_value", "", "low", "USD", 5.0, std::nan(""), 90, "high", 4.5, true}};
  r.controls = {{"opening_luck.small", "arrivals.small"}, {0.4, 60.0}, {}};
  for (int i = 0; i < 40; ++i) r.controls.values.push_back(i);
  r.antithetic = true;
  const ResultSet read = written_and_read(r);
  REQUIRE(read.chosen);
  CHECK(read.chosen->by_strategy == r.chosen->by_strategy);
  CHECK(read.chosen->looks == r.chosen->looks);
  CHECK(read.chosen->most == 100);
  REQUIRE(read.chosen->precision.size() == 1);
  CHECK(read.chosen->precision[0].against == "low");
  CHECK(read.chosen->precision[0].half_width == 5.0);
  CHECK(std::isnan(read.chosen->precision[0].relative_half_width));
  CHECK(read.chosen->precision[0].reached);
  REQUIRE(read.chosen->selection);
  CHECK(read.chosen->selection->best == "high");
  CHECK(read.chosen->selection->indifference == 50000.0);
  CHECK(read.chosen->selection->reached);
  CHECK(read.controls.names == r.controls.names);
  CHECK(read.controls.expectations == r.controls.expectations);
  CHECK(read.controls.values == r.controls.values);
  CHECK(read.antithetic);
  CHECK_FALSE(written_and_read(test::sample_results()).chosen);
}

TEST_CASE("Missing replications count for nothing, and who was dropped is ranked by shared luck", "[unit][compare]") {
  const ResultSet r = dropped();
  const ResultVariable& net = *r.variable("net_value");
  CHECK(estimate_of(r, net, 1).n == 10);
  CHECK(estimate_of(r, net, 2).n == 20);
  CHECK(estimate_of(r, net, 1).mean > estimate_of(r, net, 2).mean + 20.0);  // lucky runs
  const PairedEstimate paired = paired_of(r, net, 1, 2);
  CHECK(paired.difference.n == 10);
  CHECK(paired.difference.mean == Approx(-1.0).epsilon(0.05));
  const World world = compare_world(r, "r.h5", {});
  CHECK(world.by_net_value->order == std::vector<std::size_t>{2, 1, 0});
  const std::string words = in_plain_words(world);
  CHECK(words.find("High was selected as best by net_value with at least 95 % probability if it is better than the others by at least 50 k USD.") !=
        std::string::npos);
  CHECK(words.find("Replications: Low 20, Middle 10, High 20.") != std::string::npos);
  CHECK(words.find("picked as the best") == std::string::npos);
}

TEST_CASE("Intervals of a file whose count was chosen are wider, and say their own confidence", "[unit][estimates]") {
  ResultSet r = test::sample_results();
  const ResultVariable net = *r.variable("net_value");
  const Estimate plain = estimate_of(r, net, 0);
  r.chosen = ChosenCounts{{20, 20, 20}, {20}, 20, 0.96, {}, std::nullopt};
  const Estimate wider = estimate_of(r, net, 0);
  CHECK(wider.mean == plain.mean);
  CHECK(wider.half_width / plain.half_width == Approx(2.2047 / 2.0930).epsilon(1e-3));  // Student, 19 degrees: 96 % and 95 %
  CHECK(wider.confidence == 0.95);
  CHECK(paired_of(r, net, 2, 0).difference.half_width > paired_of(test::sample_results(), net, 2, 0).difference.half_width);
}

TEST_CASE("Antithetic pairs count once", "[unit][estimates]") {
  ResultSet r = test::sample_results();
  r.antithetic = true;
  const ResultVariable& net = *r.variable("net_value");
  const Estimate e = estimate_of(r, net, 0);
  CHECK(e.n == 10);
  std::vector<double> pairs;
  for (std::size_t k = 0; k < 10; ++k) pairs.push_back(0.5 * (net.values[2 * k] + net.values[2 * k + 1]));
  CHECK(e.mean == sim::estimate_mean(pairs).mean);
  CHECK(e.half_width == sim::estimate_mean(pairs).half_width);
  CHECK(paired_of(r, net, 2, 0).difference.n == 10);
}

TEST_CASE("Rounds look at counts fixed beforehand, and end at the most", "[unit][counts]") {
  test::SmallWorld world({"active", "lost"}, 30, 200 * sim::kDay);
  world.add_transition("churn", {0}, 1, test::exponential(200.0));
  world.add_flow("fee", models::FlowKind::revenue, models::FlowForm::rate, {0}, test::number(1.0));
  world.add_strategy("other");
  const auto counts = [&](double relative, int most) {
    models::Scenario& s = world.s;
    s.experiment.replications = 10;
    s.experiment.precision = {{{"net_value", ""}, 0.0, relative, "", most}};
    ResultCollector collector(s);
    Rounds rounds(s);
    const models::Simulation simulation(s, 0);
    int have = 0;
    bool more = true;
    while (more) {
      collector.grow(rounds.due()[0]);
      for (; have < rounds.due()[0]; ++have)
        for (int strategy = 0; strategy < 2; ++strategy) collector.store(strategy, 0, have, simulation.run({0, have}, {}));
      more = rounds.look(collector.results());
    }
    return *rounds.chosen();
  };
  const ChosenCounts never = counts(1e-6, 40);
  CHECK(never.looks == std::vector<std::int64_t>{10, 15, 23, 35, 40});
  CHECK(never.by_strategy == std::vector<std::int64_t>{40, 40});
  CHECK_FALSE(never.reached());
  const ChosenCounts at_once = counts(0.9, 40);
  CHECK(at_once.looks == std::vector<std::int64_t>{10});
  CHECK(at_once.reached());
  const ChosenCounts some = counts(0.035, 2000);
  CHECK(some.reached());
  CHECK(some.looks.size() > 1);
  CHECK(some.precision[0].found <= 0.035);
}
