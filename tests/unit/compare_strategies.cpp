// The comparison: known differences come out, intervals hold what they promise, words and tables say what the numbers
// say.
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <sstream>

#include "analysis/compare/comparison.h"
#include "analysis/compare/numbers.h"
#include "analysis/compare/render.h"
#include "analysis/compare/sentence.h"
#include "tests/support/catch.h"
#include "tests/support/sample_results.h"

namespace {

using namespace tenure;
using namespace tenure::analysis;

World sample_world(const ResultSet& results, By by = By::whole, const std::string& baseline = "") {
  return compare_world(results, "sample.h5", {baseline, by});
}

/// Moves one strategy's net value up or down in every replication.
ResultSet shifted(const std::string& strategy, double by) {
  ResultSet results = test::sample_results();
  const std::size_t s = strategy == "low" ? 0 : strategy == "mid" ? 1 : 2;
  for (std::size_t i = 0; i < results.replications(); ++i) {
    results.variables[0].values[s * results.replications() + i] += by;
  }
  return results;
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("Differences are paired by replication", "[unit][compare]") {
  const ResultSet results = test::sample_results(50);
  const ResultVariable& net = *results.variable("net_value");
  const PairedEstimate paired = paired_of(results, net, 2, 0);
  // the luck that the strategies share cancels, their own part (half-width below 1e3) stays
  CHECK(std::fabs(paired.difference.mean - 2e6) < 1e3);
  CHECK(paired.difference.half_width < 500.0);
  CHECK(paired.difference.n == 50);
  CHECK(paired.gain > 1000.0);

  // planted: pairing the wrong replications loses the gain
  ResultSet wrong = results;
  std::vector<double>& values = wrong.variables[0].values;
  std::rotate(values.begin(), values.begin() + 7, values.begin() + 50);
  CHECK(paired_of(wrong, wrong.variables[0], 2, 0).gain < 10.0);
}

TEST_CASE("Values that do not exist are left out, and counted out", "[unit][compare]") {
  ResultSet results = test::sample_results(10);
  ResultVariable& net = results.variables[0];
  net.values[3] = std::nan("");
  CHECK(estimate_of(results, net, 0).n == 9);
  CHECK(paired_of(results, net, 1, 0).difference.n == 9);
  const ResultVariable& wait = *results.variable("pool_mean_wait");
  CHECK(estimate_of(results, wait, 0).n == 0);
  CHECK(std::isnan(estimate_of(results, wait, 0).mean));
  CHECK(estimate_of(results, wait, 1).n == 10);
}

TEST_CASE("Several draws of one replication are one observation", "[unit][compare]") {
  ResultSet results = test::sample_results(4);
  results.dimensions[1].count = 2;
  results.variables = {{"net_value", "USD", "", "", {}, Precision::float64, {}}};
  for (int i = 0; i < 3 * 2 * 4; ++i) results.variables[0].values.push_back(i);
  REQUIRE(inconsistency(results).empty());
  // strategy 1: draw 0 holds 8..11, draw 1 holds 12..15
  CHECK(replication_values(results, results.variables[0], 1, 0) == std::vector<double>{10, 11, 12, 13});
}

TEST_CASE("Who is ahead, and how surely", "[unit][compare]") {
  const World world = sample_world(test::sample_results());
  REQUIRE(world.by_net_value);
  CHECK(world.by_net_value->order == std::vector<std::size_t>{2, 1, 0});
  CHECK(world.by_net_value->sure);
  const std::string words = in_plain_words(world);
  CHECK(contains(words, "high is ahead of mid on net value by 999.99 k USD [999.70, 1000.28]"));
  CHECK(contains(words, "against low, high costs 1 M USD (the same in every replication) more to operate"));
  CHECK(contains(words,
                 "keeps 2.000 points (the same in every replication) more of the opening customers until the end"));
  CHECK(contains(words, "chance only"));
  // what a contact does comes before who leaves; a number of grade B is no weak one
  CHECK(contains(words,
                 "2 weakly founded numbers (graded C, U or J) out of 3: touchpoint.call.done.calm.ratio = 0.9 (U), "
                 "transition.churn.hazard = 0.33 / yr (C)."));

  // mid moved up to high: nobody is ahead
  const World close = sample_world(shifted("mid", 1e6));
  CHECK_FALSE(close.by_net_value->sure);
  CHECK(contains(in_plain_words(close), "cannot be told apart"));
}

TEST_CASE("One replication, no variance, one strategy: said, never printed as nan", "[unit][compare]") {
  const World single = sample_world(test::sample_results(1), By::segment);
  const std::string text = as_table(compare_worlds({single}));
  CHECK(contains(text, "one replication gives no intervals"));
  CHECK(contains(text, "(one run)"));
  CHECK(contains(in_plain_words(single), "This is a single run"));
  CHECK_FALSE(contains(text, "nan"));
  CHECK_FALSE(contains(text, "inf"));

  const std::string steady = as_table(compare_worlds({sample_world(test::sample_results())}));
  CHECK(contains(steady, "1.000 ± 0"));
  CHECK_FALSE(contains(steady, "nan"));

  ResultSet alone = test::sample_results();
  alone.dimensions[0].labels = {"low"};
  alone.display_labels.clear();
  for (ResultVariable& variable : alone.variables) variable.values.resize(variable.values.size() / 3);
  REQUIRE(inconsistency(alone).empty());
  CHECK(contains(in_plain_words(sample_world(alone)), "low is the only strategy"));
}

TEST_CASE("Another baseline turns the differences round", "[unit][compare]") {
  const World low = sample_world(test::sample_results(), By::whole, "low");
  const World high = sample_world(test::sample_results(), By::whole, "high");
  const ComparedMeasure& a = *low.measure("net_value");
  const ComparedMeasure& b = *high.measure("net_value");
  CHECK(a.against_baseline[2].difference.mean == Approx(-b.against_baseline[0].difference.mean).epsilon(1e-12));
  CHECK_FALSE(has_strategy(test::sample_results(), "hihg"));
}

TEST_CASE("A further effect is told, a row of zeros is not shown", "[unit][compare]") {
  ResultSet results = test::sample_results();
  ResultVariable effect = results.variables[1];
  effect.name = "effect";
  effect.unit = "yr";
  for (double& value : effect.values) value /= 1e4;  // 50, 100, 150
  ResultVariable revenue = results.variables[1];
  revenue.name = "revenue";
  for (double& value : revenue.values) value = 0.0;
  results.variables.push_back(effect);
  results.variables.push_back(revenue);
  const World world = sample_world(results);
  CHECK(contains(in_plain_words(world), "and brings 100 yr (the same in every replication) more effect"));
  const std::string table = as_table(compare_worlds({world}));
  CHECK(contains(table, "effect, yr"));
  CHECK_FALSE(contains(table, "revenue"));
  CHECK(contains(as_csv(compare_worlds({world})), ",revenue,"));
}

TEST_CASE("By segment, each has its own order", "[unit][compare]") {
  const World world = sample_world(test::sample_results(), By::segment);
  REQUIRE(world.segments.size() == 2);
  CHECK(world.segments[0].ranking.order[0] == 2);
  CHECK(world.segments[1].ranking.order[0] == 0);
  CHECK(world.measure("segment_net_value_direct", "large") != nullptr);
  CHECK(contains(as_table(compare_worlds({world})), "Segment large (Large firms)"));
}

TEST_CASE("Over several worlds: who holds up", "[unit][compare]") {
  // high wins two worlds by 1 M each and loses the third by 5 M; mid is never far behind
  std::vector<World> worlds = {sample_world(shifted("high", 0)), sample_world(shifted("high", 0)),
                               sample_world(shifted("high", -6e6))};
  const Comparison comparison = compare_worlds(worlds);
  REQUIRE(comparison.over_worlds.size() == 3);
  CHECK(comparison.over_worlds[0].strategy == "mid");
  CHECK(comparison.over_worlds[0].ahead == 1);
  CHECK(comparison.over_worlds[0].worst_regret == Approx(1e6).epsilon(1e-3));
  const HoldingUp& high = comparison.over_worlds[2];
  CHECK(high.strategy == "high");
  CHECK(high.ahead == 2);
  CHECK(high.worst_world == 2);
  const std::string words = in_plain_words_over(comparison);
  CHECK(contains(words, "mid holds up best: mid is ahead in 1 of 3 worlds"));
  CHECK(contains(words, "high is ahead in 2 of 3 worlds (surely in 2) and at worst 5"));
}

TEST_CASE("The table fits 100 columns, however many strategies there are", "[unit][compare]") {
  ResultSet many = test::sample_results();
  many.dimensions[0].labels = {"a", "b", "c", "d", "e", "f", "a_strategy_with_a_rather_long_name"};
  many.baseline = "a";
  many.display_labels.clear();
  for (ResultVariable& variable : many.variables) {
    const std::vector<double> three = variable.values;
    const std::size_t one = three.size() / 3;
    for (std::size_t s = 3; s < 7; ++s) {
      variable.values.insert(variable.values.end(), three.begin(), three.begin() + static_cast<std::ptrdiff_t>(one));
    }
  }
  REQUIRE(inconsistency(many).empty());
  std::istringstream lines(as_table(compare_worlds({sample_world(many, By::segment)})));
  std::size_t widest = 0;
  for (std::string line; std::getline(lines, line);) widest = std::max(widest, display_width(line));
  CHECK(widest <= 100);
  CHECK(widest > 60);
}

TEST_CASE("JSON and CSV carry the same numbers as the estimates", "[unit][compare]") {
  const World world = sample_world(test::sample_results());
  const Comparison comparison = compare_worlds({world});
  const nlohmann::json json = nlohmann::json::parse(as_json(comparison));
  CHECK(json.at("version") == comparison_json_version);
  const nlohmann::json& first = json.at("worlds").at(0).at("measures").at(0);
  CHECK(first.at("name") == "net_value");
  CHECK(first.at("by_strategy").at("mid").at("mean").get<double>() == world.measures[0].by_strategy[1].mean);
  CHECK(first.at("minus_baseline").at("mid").at("half_width").get<double>() ==
        world.measures[0].against_baseline[1].difference.half_width);
  CHECK(first.at("minus_baseline").count("low") == 0);
  CHECK(json.at("worlds").at(0).at("ranking").at("order").at(0) == "high");

  std::istringstream lines(as_csv(comparison));
  std::string header, line;
  std::getline(lines, header);
  const auto commas = std::count(header.begin(), header.end(), ',');
  std::size_t count = 0;
  for (; std::getline(lines, line); ++count) CHECK(std::count(line.begin(), line.end(), ',') == commas);
  CHECK(count == 3 * (3 + 2));  // three plain measures, three values and two differences each
}

TEST_CASE("Numbers are written with the digits that the interval supports", "[unit][compare]") {
  const Estimate estimate{1234567.0, 12345.0, 100, 0.95};
  const NumberStyle style = style_for("USD", "net_value", {estimate});
  CHECK(style.unit == "M USD");
  CHECK(with_half_width(estimate, style) == "1.235 ± 0.012");
  CHECK(interval(estimate, style) == "[1.222, 1.247]");
  const Estimate share{0.5, 0.01, 100, 0.95};
  CHECK(with_half_width(share, style_for("1", "retention_12m", {share})) == "50.0 ± 1.0");
  const Estimate missing{std::nan(""), std::nan(""), 0, 0.95};
  CHECK(with_half_width(missing, style) == "-");
  CHECK(number(-0.0001, {1.0, 2, ""}, Sign::always) == "+0.00");
  CHECK(padded("±", -3) == "  ±");
}
