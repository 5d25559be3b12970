// The comparison over draws of the uncertain numbers and over antithetic pairs: what is one observation, and what is said first.
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

}  // namespace

TEST_CASE("With draws the comparison is over draws, and says what varies and what it hangs on", "[unit][compare]") {
  const ResultSet results = test::sample_draws(60, 2);
  REQUIRE(inconsistency(results).empty());
  const World world = sample_world(results);
  CHECK(world.draws == 60);
  CHECK(world.uncertain == 2);
  const ComparedMeasure& net = *world.measure("net_value");
  REQUIRE(net.drawn.size() == 3);
  CHECK(net.by_strategy[2].n == 60);
  CHECK(net.by_strategy[2].mean == estimate_over_draws(results, *results.variable("net_value"), 2).mean);
  // high hangs twice as strongly on the hazard as low: the difference varies by ignorance, hardly by chance
  const OverDraws& difference = net.drawn_against[2];
  CHECK(difference.variance.ignorance_share() > 0.95);
  REQUIRE_FALSE(difference.variance.parts.empty());
  CHECK(results.parameters[difference.variance.parts[0].parameter].key == "transition.churn.hazard");
  CHECK(difference.variance.weak > 0.9);
  CHECK(difference.above_zero == 1.0);
  CHECK(difference.range.low < difference.mean.mean - difference.mean.half_width);  // wider than the interval of the mean
  CHECK(world.by_net_value->sure);
  const std::string words = in_plain_words(world);
  CHECK(contains(words, "60 draws of 2 uncertain numbers"));
  CHECK(contains(words, "cover chance and ignorance"));
  CHECK(contains(words, "High is ahead of Middle in 100 % of the draws"));
  CHECK(contains(words, "transition.churn.hazard (C)"));
  CHECK_FALSE(contains(words, "chance only"));
  const std::string table = as_table(compare_worlds({world}));
  CHECK(contains(table, "3 strategies, 60 draws of 2 uncertain numbers × 2 replications"));
  CHECK(contains(table, "95 % of the draws"));
  CHECK(contains(line_with(table, "draws above 0"), "100 %"));
  CHECK_FALSE(contains(table, "Where the variance of one run comes from"));  // only when all is asked for
  CHECK_FALSE(contains(table, "×3"));
  const std::string full = as_table(compare_worlds({world}), Detail::full);
  CHECK(contains(full, "Where the variance of one run comes from"));
  CHECK(contains(full, "variance cut by pairing"));
  CHECK_FALSE(contains(table, "nan"));
  CHECK_FALSE(contains(full, "0 % of 0 %"));
  const auto json = nlohmann::json::parse(as_json(compare_worlds({world})));
  const auto& one = json["worlds"][0];
  CHECK(one["intervals_cover"] == "chance and ignorance");
  CHECK(one["ranking"]["margin"]["over_draws"]["by_number"][0]["key"] == "transition.churn.hazard");

  // the base draw is in none of this, and without draws nothing is said of them
  ResultSet moved = results;
  for (double& value : moved.variables[0].values) value += 1e9;
  CHECK(sample_world(moved).measure("net_value")->by_strategy[0].mean == net.by_strategy[0].mean);
  CHECK_FALSE(contains(as_table(compare_worlds({sample_world(test::sample_results())})), "draws"));
  ResultSet shared = results;
  shared.drawn.luck = "shared";
  CHECK(contains(in_plain_words(sample_world(shared)), "cover ignorance only"));
}

TEST_CASE("A number that several strategies state alike is counted once", "[unit][draws]") {
  ResultSet results = test::sample_draws(20, 2);
  const std::size_t before = results.parameters.size();
  for (const char* key : {"strategy.mid.pool.desk.wage", "strategy.high.pool.desk.wage"})
    results.parameters.push_back({key, 30.0, 20.0, 40.0, "triangular", "EUR / h", "30 EUR / h", "C", "invented", ""});
  std::vector<double> drawn;
  for (std::size_t d = 0; d < 20; ++d) {
    for (std::size_t p = 0; p < before; ++p) drawn.push_back(results.drawn.parameters[d * before + p]);
    drawn.insert(drawn.end(), 2, 20.0 + static_cast<double>(d));
  }
  results.drawn.parameters = drawn;
  CHECK(sample_world(results).uncertain == 3);
  // another value: another number
  results.parameters.back().text = "31 EUR / h";
  CHECK(sample_world(results).uncertain == 4);
}

TEST_CASE("With draws the first lines say what matters, and what few draws cannot tell", "[unit][compare]") {
  ResultSet results = test::sample_draws(19, 2);
  results.drawn.unmet = 4;
  const World few = sample_world(results);
  CHECK(few.by_net_value->lead->variance.parts.empty());
  CHECK(std::isnan(few.by_net_value->lead->variance.explained));
  const std::string words = in_plain_words(few), table = as_table(compare_worlds({few}));
  CHECK(contains(words, "19 draws are too few to say which numbers this lead hangs on: from 20 on it is told"));
  CHECK(contains(words, "In 4 of 19 draws a figure of last year cannot be met beside the others."));
  CHECK(contains(words, "so these draws start from another year than the one drawn"));
  // sentences first, then the numbers; the trouble before what the intervals cover
  CHECK(table.find("is ahead of") < table.find("In 4 of 19 draws"));
  CHECK(table.find("In 4 of 19 draws") < table.find("The intervals (95 %,"));
  CHECK(table.find("The intervals (95 %,") < table.find("net value, M USD"));
  CHECK(table.find("In 4 of 19", table.find("In 4 of 19") + 1) == std::string::npos);
  for (const std::string& page : {table, as_table(compare_worlds({few}), Detail::full)}) {
    CHECK_FALSE(contains(page, "0 % of 0 %"));
    CHECK_FALSE(contains(page, "nan"));
  }
  CHECK(contains(as_table(compare_worlds({few}), Detail::full), "19 draws are too few to say"));
  const World enough = sample_world(test::sample_draws(20, 2));
  CHECK_FALSE(enough.by_net_value->lead->variance.parts.empty());
  CHECK_FALSE(contains(in_plain_words(enough), "too few"));
  CHECK_FALSE(contains(in_plain_words(enough), "a figure of last year"));
}

TEST_CASE("What last year's figures come to is that of the base draw", "[unit][compare]") {
  ResultSet results = test::sample_draws(24, 2);
  results.today = "low";
  results.solved = {{"large", "churn", 0.2, 1.0, 0.2, 0.001}};
  ResultVariable kept{"segment_retention_12m", "1", "retention", "", {"segment"}, Precision::float64, {}};
  const auto fill = [&](std::vector<double>& values, std::size_t cells, double share) {
    for (std::size_t i = 0; i < cells; ++i)
      for (std::size_t g = 0; g < 2; ++g) values.push_back(share + 0.001 * test::wobble(5, i, g));
  };
  fill(kept.values, 3 * results.replications(), 0.8);
  fill(kept.draw_values, 3 * results.draws() * results.drawn.replications, 0.6);  // draws state figures of their own
  results.variables.push_back(kept);
  REQUIRE(inconsistency(results).empty());
  const World world = sample_world(results);
  REQUIRE(world.figures.size() == 1);
  REQUIRE(world.figures[0].simulated);
  CHECK(world.figures[0].simulated->mean == Approx(0.8).margin(0.002));
  CHECK(world.figures[0].simulated->n == static_cast<std::int64_t>(results.replications()));
  const std::string words = in_plain_words(world);
  CHECK(contains(words, "simulated for stated (both by the file's own numbers; draws state figures of their own): Large firms 20.0 ± "));
  CHECK(contains(words, "for 20.0"));
  CHECK_FALSE(contains(words, "in their first year"));
  results.solved.push_back({"large", "first_year", 100.0, 1.0, 60.0, 4.0});
  CHECK_FALSE(contains(in_plain_words(sample_world(results)), "in their first year"));  // less than twice as many
  results.solved.back().expected = 40.0;
  const std::string odd = in_plain_words(sample_world(results));
  CHECK(contains(odd, "Customers in their first year, simulated for stated by opening_age: 40 for 100 of Large firms."));
}

TEST_CASE("Draws are paired by draw and replication", "[unit][compare]") {
  const ResultSet results = test::sample_draws(40, 2);
  const ResultVariable& net = *results.variable("net_value");
  const PairedEstimate paired = paired_over_draws(results, net, 2, 0);
  CHECK(paired.difference.n == 40);
  ResultSet wrong = results;  // planted: the baseline's draws in another order
  std::vector<double>& values = wrong.variables[0].draw_values;
  std::rotate(values.begin(), values.begin() + 14, values.begin() + 80);
  CHECK(paired_over_draws(wrong, wrong.variables[0], 2, 0).difference.half_width > 1.3 * paired.difference.half_width);
  // a run that one of the two lacks is left out of the pair
  wrong = results;
  wrong.variables[0].draw_values[results.draw_cell(2, 5, 1)] = std::nan("");
  CHECK(paired_over_draws(wrong, wrong.variables[0], 2, 0).difference.n == 40);
  CHECK(means_by_draw(drawn_values(wrong, wrong.variables[0], 2))[5] == wrong.variables[0].draw_values[results.draw_cell(2, 5, 0)]);
}

TEST_CASE("By month, antithetic pairs count once", "[unit][compare]") {
  // replication 2k + 1 mirrors 2k: what the two have in common is all that is left of chance in their mean
  constexpr std::size_t replications = 16;
  ResultSet results = test::sample_results(replications);
  results.antithetic = true;
  ResultVariable customers{"monthly_customers", "customer", "customers", "time: point", {"segment", "month"}, Precision::float32, {}};
  std::vector<double> pair_values, single_values;
  for (std::size_t s = 0; s < 3; ++s)
    for (std::size_t r = 0; r < replications; ++r) {
      double sum = 0.0;
      for (std::size_t g = 0; g < 2; ++g)
        for (std::size_t m = 0; m < 4; ++m) {
          const double mirrored = (r % 2 == 0 ? 1.0 : -1.0) * test::wobble(3, r / 2, m), common = test::wobble(7, r / 2, m + 10 * s);
          customers.values.push_back(100.0 + 20.0 * mirrored + 3.0 * common);
          if (m == 3) sum += customers.values.back();
        }
      if (s == 0) single_values.push_back(sum);
      if (s == 0 && r % 2 == 1) pair_values.push_back(0.5 * (sum + single_values[r - 1]));
    }
  results.variables.push_back(customers);
  REQUIRE(inconsistency(results).empty());
  const World world = sample_world(results, By::month);
  const auto last = std::find_if(world.measures.begin(), world.measures.end(),
                                 [](const ComparedMeasure& m) { return m.month == 4 && m.name == "monthly_customers"; });
  REQUIRE(last != world.measures.end());
  const Estimate& own = last->by_strategy[0];
  const Estimate expected = sim::estimate_mean(pair_values, 0.95), twice = sim::estimate_mean(single_values, 0.95);
  CHECK(own.n == 8);
  CHECK(own.mean == Approx(expected.mean));
  CHECK(own.half_width == Approx(expected.half_width));
  CHECK(own.half_width < 0.5 * twice.half_width);  // planted: single replications as if they were independent
  std::vector<double> doubled = pair_values;  // planted: each pair counted twice
  doubled.insert(doubled.end(), pair_values.begin(), pair_values.end());
  CHECK(own.half_width > 1.3 * sim::estimate_mean(doubled, 0.95).half_width);
  CHECK(last->against_baseline[2].difference.n == 8);
  CHECK(last->against_baseline[2].difference.half_width > 0.0);
  results.antithetic = false;
  for (const ComparedMeasure& m : sample_world(results, By::month).measures)
    if (m.month == 4) CHECK(m.by_strategy[0].n == 16);
}
