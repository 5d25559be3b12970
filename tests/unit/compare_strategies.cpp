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
#include "tests/support/compared.h"
#include "tests/support/sample_results.h"

namespace {

using namespace tenure;
using namespace tenure::analysis;

using test::contains;
using test::line_with;
using test::sample_world;

/// Moves one strategy's net value up or down in every replication.
ResultSet shifted(const std::string& strategy, double by) {
  ResultSet results = test::sample_results();
  const std::size_t s = strategy == "low" ? 0 : strategy == "mid" ? 1 : 2;
  for (std::size_t i = 0; i < results.replications(); ++i) {
    results.variables[0].values[s * results.replications() + i] += by;
  }
  return results;
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

TEST_CASE("Labels of several words are quoted in sentences, and bare in headings", "[unit][compare]") {
  ResultSet results = test::sample_results();
  for (ResultLabels& labels : results.display_labels)
    if (labels.dimension == "strategy") labels.labels = {"As it is", "Middle", "What we do not do"};
  const World world = sample_world(results, By::segment);
  const std::string words = in_plain_words(world), table = as_table(compare_worlds({world}));
  CHECK(contains(words, "\"What we do not do\" is ahead of \"Middle\" on net value"));
  CHECK(contains(words, "against \"As it is\", \"What we do not do\" costs"));
  CHECK_FALSE(contains(words, " As it is "));
  CHECK(contains(table, "Difference from \"As it is\","));
  CHECK(contains(table, "Direct net value: \"What we do not do\" is ahead of"));
  CHECK(contains(line_with(table, "   As it is"), "Middle"));  // the heading
  const Comparison two = compare_worlds({world, world});
  CHECK(contains(in_plain_words_over(two), "\"What we do not do\" is ahead in 2 of 2 worlds"));
  CHECK(contains(as_table(two), "\"What we do not do\" by 1"));
}

TEST_CASE("Who is ahead, and how surely", "[unit][compare]") {
  const World world = sample_world(test::sample_results());
  REQUIRE(world.by_net_value);
  CHECK(world.by_net_value->order == std::vector<std::size_t>{2, 1, 0});
  CHECK(world.by_net_value->sure);
  const std::string words = in_plain_words(world);
  CHECK(contains(words, "High is ahead of Middle on net value by 1.0000 M USD [0.9997, 1.0003]"));
  CHECK(contains(words, "against Low, High costs 1 M USD (the same in every replication) more to operate"));
  CHECK(contains(words, "keeps 2 points (the same in every replication) more of the opening customers until the end"));
  CHECK(contains(words, "chance only"));
  // what a contact does comes before who leaves; a number of grade B is no weak one
  CHECK(contains(words,
                 "2 weakly founded numbers (graded C, U or J) out of 3: touchpoint.call.done.calm.ratio = 0.9 (U), "
                 "transition.churn.hazard = 0.33 / yr (C). Draws vary 2 of the 3, those with a range (low and high); all of these are weakly "
                 "founded."));
  CHECK(contains(words, "High was picked as the best of 3 after looking"));
  CHECK(contains(words, "counts only what happens within these 4 months"));

  // mid moved up to high: nobody is ahead
  const World close = sample_world(shifted("mid", 1e6));
  CHECK_FALSE(close.by_net_value->sure);
  CHECK(contains(in_plain_words(close), "cannot be told apart"));
}

TEST_CASE("One replication, no variance, one strategy: said, never printed as nan", "[unit][compare]") {
  const World single = sample_world(test::sample_results(1), By::segment);
  const std::string text = as_table(compare_worlds({single}));
  CHECK(contains(text, "One replication gives no intervals"));
  CHECK(contains(text, "(one run)"));
  CHECK(contains(in_plain_words(single), "This is a single run"));
  CHECK_FALSE(contains(text, "nan"));
  CHECK_FALSE(contains(text, "inf"));

  const std::string steady = as_table(compare_worlds({sample_world(test::sample_results())}));
  CHECK(contains(steady, "operating cost, M USD"));
  CHECK(contains(steady, "   0.5  "));  // no half-width, no idle digits
  CHECK_FALSE(contains(steady, "± 0 "));
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
  CHECK(contains(as_table(compare_worlds({world})), "Segment Large firms (large)"));
}

TEST_CASE("By month: summed over segments, paired by replication", "[unit][compare]") {
  ResultSet results = test::sample_results(8);
  ResultVariable customers{"monthly_customers", "customer", "customers", "time: point", {"segment", "month"},
                           Precision::float32, {}};
  for (std::size_t s = 0; s < 3; ++s)
    for (std::size_t r = 0; r < 8; ++r)
      for (std::size_t g = 0; g < 2; ++g)
        for (std::size_t m = 0; m < 4; ++m)  // the luck of a replication is the same under each strategy
          customers.values.push_back(100.0 * static_cast<double>(g + 1) + 10.0 * static_cast<double>(m) +
                                     static_cast<double>(s * m) + 5.0 * test::wobble(3, r, m));
  results.variables.push_back(customers);
  REQUIRE(inconsistency(results).empty());
  const World world = sample_world(results, By::month);
  std::size_t months = 0;
  for (const ComparedMeasure& measure : world.measures) {
    if (measure.month == 0) continue;
    ++months;
    const auto m = static_cast<double>(measure.month - 1);
    CHECK(measure.name == "monthly_customers");
    CHECK(measure.by_strategy[0].mean == Approx(300.0 + 20.0 * m).margin(8.0));
    CHECK(measure.against_baseline[2].difference.mean == Approx(4.0 * m).margin(1e-9));
    CHECK(measure.against_baseline[2].difference.half_width < 1e-9);
  }
  CHECK(months == 4);
  const std::string table = as_table(compare_worlds({world}));
  CHECK(contains(table, "Customers at the month's end: Low, and the others' difference from it"));
  CHECK(contains(line_with(table, "month 4"), "+12"));
  CHECK(contains(as_csv(compare_worlds({world})), ",4,monthly_customers,"));
  CHECK_FALSE(contains(as_table(compare_worlds({sample_world(results)})), "month 4"));
}

TEST_CASE("Who stands behind the first two is told as well", "[unit][compare]") {
  const World world = sample_world(test::sample_results());
  REQUIRE(world.by_net_value->behind.size() == 3);
  CHECK(world.by_net_value->behind[2].difference.mean == Approx(2e6).epsilon(1e-3));
  CHECK(contains(in_plain_words(world), "High is also ahead of Low by 2"));
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
  CHECK(contains(words, "Middle holds up best: Middle is ahead in 1 of 3 worlds"));
  CHECK(contains(words, "High is ahead in 2 of 3 worlds (surely in 2) and at worst 5"));
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

  // a strategy's numbers and differences stand under each other where one block holds them
  const auto tables = [](const ResultSet& results) {
    const std::string page = as_table(compare_worlds({sample_world(results)}));
    const std::size_t at = page.find("\nDifference");
    return std::pair{page.substr(page.find("\nMean ± "), at - page.find("\nMean ± ")), page.substr(at)};
  };
  ResultSet two = test::sample_results();
  two.dimensions[0].labels = {"low", "middle"};
  two.display_labels.clear();
  for (ResultVariable& variable : two.variables) variable.values.resize(2 * variable.values.size() / 3);
  REQUIRE(inconsistency(two).empty());
  const auto [own, against] = tables(two);
  REQUIRE(contains(line_with(against, "   middle"), "middle"));
  CHECK(line_with(own, "   middle").find("middle") == line_with(against, "   middle").find("middle"));
  // and where it does not, each table takes one block of its own if it can, the differences without the baseline's empty column
  const auto [values, differences] = tables(test::sample_results());
  CHECK(contains(line_with(values, "   Middle"), "High"));
  CHECK(contains(line_with(values, "   Middle"), "Low"));
  CHECK(contains(line_with(differences, "   Middle"), "High"));
  CHECK_FALSE(contains(line_with(differences, "   Middle"), "Low"));
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
  const auto shown = [](double mean, double half_width) {
    const Estimate one{mean, half_width, 100, 0.95};
    const NumberStyle own = style_for("USD", "net_value", {one});
    return with_half_width(one, own) + " " + own.unit + " " + interval(one, own);
  };
  CHECK(shown(39.03, 0.6912) == "39.03 ± 0.69 USD [38.34, 39.72]");
  CHECK(shown(52000.0, 0.0) == "52 k USD (the same in every replication)");
  CHECK(shown(1560.0, 0.0) == "1560 USD (the same in every replication)");
  CHECK(shown(1.0 / 3.0, 0.0) == "0.3333 USD (the same in every replication)");
  CHECK(shown(5321.0, 1234.0) == "5300 ± 1200 USD [4100, 6600]");
  CHECK(shown(45123456.0, 12.0) == "45.123 ± <0.001 M USD [45.123, 45.123]");  // five digits are enough
  CHECK(shown(0.0, 0.5) == "0.00 ± 0.50 USD [-0.50, 0.50]");
  const Estimate share{0.5, 0.01, 100, 0.95};
  CHECK(with_half_width(share, style_for("1", "retention_12m", {share})) == "50.0 ± 1.0");
  const Estimate missing{std::nan(""), std::nan(""), 0, 0.95};
  CHECK(with_half_width(missing, style) == "-");
  CHECK(number(-0.0001, {1.0, 2, ""}, Sign::always) == "0.00");
  CHECK(padded("±", -3) == "  ±");
}

namespace {

/// A variable whose values are one number for each member of each strategy, plus the same luck for all of them.
ResultVariable variable_of(const std::string& name, const std::string& unit, const std::vector<std::string>& dims,
                           const std::vector<double>& by_strategy, std::size_t replications, double luck) {
  ResultVariable variable{name, unit, name, "time: mean", dims, Precision::float64, {}};
  for (const double value : by_strategy) {
    for (std::size_t i = 0; i < replications; ++i) variable.values.push_back(value + (i % 2 == 0 ? luck : -luck));
  }
  return variable;
}

/// The sample with staff: the low strategy has none, mid's is idle, high's is drowned.
ResultSet staffed(int replications = 20) {
  ResultSet results = test::sample_results(replications);
  const auto n = static_cast<std::size_t>(replications);
  const double none = std::nan("");
  const std::vector<std::string> pool = {"pool"};
  results.variables.push_back(variable_of("missed_share", "1", {}, {none, 0.01, 0.40}, n, 0.002));
  results.variables.push_back(variable_of("staff_utilisation", "1", {}, {none, 0.20, 0.99}, n, 0.002));
  results.variables.push_back(variable_of("pool_overall_servers", "1", pool, {none, 4, 1}, n, 0.0));
  results.variables.push_back(variable_of("pool_overall_utilisation", "1", pool, {none, 0.20, 0.99}, n, 0.002));
  results.variables.push_back(variable_of("pool_missed_share", "1", pool, {none, 0.01, 0.40}, n, 0.002));
  results.variables.push_back(variable_of("pool_overall_missed", "1", pool, {none, 50, 2000}, n, 10.0));
  results.variables.push_back(variable_of("pool_overall_wait", "h", pool, {none, 0.5, 30}, n, 0.1));
  results.variables.push_back(variable_of("pool_overall_response", "h", pool, {none, 2, 90}, n, 0.1));
  results.display_labels.push_back({"pool", {"Help desk"}});
  REQUIRE(inconsistency(results).empty());
  return results;
}

}  // namespace

TEST_CASE("Staff: who cannot keep up is seen in the table and said in the sentence", "[unit][compare]") {
  const World world = sample_world(staffed());
  const std::string table = as_table(compare_worlds({world}));
  CHECK(contains(line_with(table, "Staff "), "busy, %"));
  CHECK(contains(line_with(table.substr(table.find("\nMiddle\n")), "Help desk"), "20.0"));
  CHECK(contains(line_with(table.substr(table.find("\nHigh\n")), "Help desk"), "99.0"));
  CHECK_FALSE(contains(table, "\nLow\n"));  // has no such pool
  CHECK(contains(in_plain_words(world),
                 "Under High, the pool Help desk misses 40 % of its requests and is busy 99 % of its time on duty."));
  CHECK_FALSE(contains(in_plain_words(world), "Under Middle"));
  std::istringstream single(as_table(compare_worlds({sample_world(staffed(1))})));
  for (std::string line; std::getline(single, line);) CHECK(display_width(line) <= 100);
  CHECK(contains(as_csv(compare_worlds({world})), ",support,,,pool_missed_share,"));
  CHECK(world.measure("pool_missed_share") == nullptr);
  REQUIRE(world.measure_of_pool("pool_missed_share", "support") != nullptr);
}

TEST_CASE("Newcomers are spoken of, also where the opening book stays as it is", "[unit][compare]") {
  ResultSet results = test::sample_results();
  for (ResultVariable& variable : results.variables) {
    if (variable.name == "retention_12m") std::fill(variable.values.begin(), variable.values.end(), 0.8);
  }
  const double none = std::nan("");
  results.variables.push_back(variable_of("newcomer_retention_3m", "1", {}, {0.90, 0.92, 0.94}, 20, 0.01));
  results.variables.push_back(variable_of("newcomer_retention_12m", "1", {}, {none, none, none}, 20, 0.01));
  const World world = sample_world(results);
  CHECK(contains(in_plain_words(world), "keeps as many of the opening customers until the end and keeps 4 points"));
  CHECK(contains(in_plain_words(world), "more of the newcomers for 3 months after they came"));
  const std::string table = as_table(compare_worlds({world}));
  CHECK(contains(table, "retention 3m, newcomers, %"));
  CHECK_FALSE(contains(table, "retention 12m, newcomers"));  // nobody came early enough
  results.variables.back() = variable_of("newcomer_retention_12m", "1", {}, {0.5, 0.6, 0.45}, 20, 0.01);
  CHECK(contains(in_plain_words(sample_world(results)), "fewer of the newcomers for 12 months after they came"));
}

TEST_CASE("What is the same in every replication is said once", "[unit][compare]") {
  ResultSet results = test::sample_results();
  for (ResultVariable& variable : results.variables) {  // mid does what low does
    const auto one = static_cast<std::ptrdiff_t>(variable.values.size() / 3);
    std::copy_n(variable.values.begin(), one, variable.values.begin() + one);
  }
  const std::string table = as_table(compare_worlds({sample_world(results)}));
  CHECK(contains(table, "Middle does the same as Low in every replication."));
  CHECK_FALSE(contains(table, "the same   "));

  ResultSet cheap = test::sample_results();  // mid costs what low costs, and brings more
  std::vector<double>& cost = cheap.variables[1].values;
  std::fill(cost.begin() + 20, cost.begin() + 40, cost[0]);
  const std::string cheap_table = as_table(compare_worlds({sample_world(cheap)}));
  CHECK(contains(line_with(cheap_table.substr(cheap_table.find("Difference from")), "operating cost"), "the same"));

  // all three alike: nobody is ahead in any world
  for (ResultVariable& variable : results.variables) {
    const auto one = static_cast<std::ptrdiff_t>(variable.values.size() / 3);
    std::copy_n(variable.values.begin(), one, variable.values.begin() + 2 * one);
  }
  const Comparison two = compare_worlds({sample_world(results), sample_world(results)});
  CHECK(two.over_worlds[0].ahead == 0);
  CHECK(contains(as_table(two), "Low and Middle: the same"));
  CHECK_FALSE(contains(as_table(two), " by 0"));
  CHECK(contains(in_plain_words_over(two), "In none of the worlds is anybody ahead"));
}

TEST_CASE("Numbers without a grade are not taken for sound ones", "[unit][compare]") {
  ResultSet results = test::sample_results();
  results.parameters.push_back({"pool.support.servers", 3.0, 0, 0, "", "1", "3", "", "", ""});
  CHECK(contains(in_plain_words(sample_world(results)), "2 weakly founded numbers (graded C, U or J) out of 4: "));
  CHECK(contains(in_plain_words(sample_world(results)), "; 1 more carries no grade at all."));
  for (ResultParameter& parameter : results.parameters) parameter.grade.clear();
  CHECK(contains(in_plain_words(sample_world(results)), "None of the scenario's 4 numbers carries a grade"));
}

TEST_CASE("Labels, unless two are the same", "[unit][compare]") {
  ResultSet results = test::sample_results();
  results.display_labels[1].labels = {"Same", "Same", "High"};
  CHECK(sample_world(results).name_of(0) == "low");
  CHECK(sample_world(results).name_of(2) == "high");
  CHECK(sample_world(test::sample_results()).name_of(1) == "Middle");
}

TEST_CASE("Several worlds: one compact table, all tables only when asked for", "[unit][compare]") {
  std::vector<World> worlds = {sample_world(staffed()), sample_world(staffed())};
  worlds[0].sweep_point = "pool.support.servers = 1";
  worlds[1].sweep_point = "pool.support.servers = 2";
  const Comparison comparison = compare_worlds(worlds);
  const std::string brief = as_table(comparison);
  CHECK_FALSE(contains(brief, "Difference from"));
  CHECK(contains(brief, "pool.support.servers = 2   (sample.h5)"));
  CHECK(contains(line_with(brief, "operating cost"), "missed by staff, %"));
  CHECK(contains(line_with(brief, "  High  "), "40.0"));
  CHECK(contains(brief, "Which strategy holds up"));
  CHECK(std::count(brief.begin(), brief.end(), '\n') < 30);
  const std::string full = as_table(comparison, Detail::full);
  CHECK(contains(full, "Difference from"));
  CHECK(full.ends_with(brief));
  for (const std::string& text : {brief, full}) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) CHECK(display_width(line) <= 100);
  }
}
