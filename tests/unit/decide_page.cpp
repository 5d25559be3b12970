// The page of a decision: its sentences say what the numbers say, its tables fit, and the document has every number.
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <sstream>

#include "analysis/compare/numbers.h"
#include "analysis/decide/document.h"
#include "analysis/decide/page.h"
#include "analysis/decide/words.h"
#include "tests/support/catch.h"
#include "tests/support/drawn.h"

namespace {

using namespace tenure;
using namespace tenure::analysis;
using namespace tenure::analysis::decision;

/// Two strategies: "calls" costs 300 and brings lift · 1000 more effect than "alone"; lift is normal(mean, 0.2).
Draws case_of(Index count, double mean, Index replications = 1, double chance = 0.0) {
  Draws draws;
  draws.strategies = {"alone", "calls"};
  draws.labels = {"Leave alone", "Calls"};
  draws.replications = replications;
  draws.cost.resize(count * replications, 2);
  draws.effect.resize(count * replications, 2);
  draws.parameter_values.resize(count, 2);
  draws.cost_unit = "EUR";
  draws.effect_unit = "customer-year";
  draws.effect_name = "retained customer-years";
  for (Index d = 0; d < count; ++d) {
    draws.parameter_values(d, 0) = mean + 0.2 * test::normal_at(81, d, 0);
    draws.parameter_values(d, 1) = test::normal_at(81, d, 1);
    for (Index r = 0; r < replications; ++r) {
      draws.cost.row(d * replications + r) << 1000.0, 1300.0;
      draws.effect.row(d * replications + r) << 5000.0,
          5000.0 + 1000.0 * draws.parameter_values(d, 0) + chance * test::normal_at(82, d, r);
    }
  }
  DrawnParameter lift;
  lift.name = "call.lift";
  lift.grade = "U";
  lift.base = mean;
  DrawnParameter idle;
  idle.name = "pool.idle";
  idle.grade = "A";
  idle.base = 0.0;
  draws.parameters = {lift, idle};
  return draws;
}

PageOptions options_of() {
  PageOptions options;
  options.worth = "net benefit";
  options.worth_unit = "EUR";
  options.base_words = "stated";
  options.how_to_draw = "tenure run SCENARIO --draws 200";
  return options;
}

Decision decided(const Draws& draws, double value = 1.0) {
  DecisionOptions options;
  options.value = value;
  return decide(draws, options);
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("The sentences say what to take, at which price, how surely, and what it hangs on", "[unit][decide]") {
  const Draws draws = case_of(500, 0.55);
  const Decision decision = decided(draws);  // ahead by 250 ± 200 between worlds
  const std::string words = in_plain_words(draws, decision, options_of());
  INFO(words);
  CHECK(contains(words, "Take \"Calls\". Its expected net benefit is "));
  CHECK(contains(words, "over 500 worlds drawn from what the numbers leave open"));
  CHECK(contains(words, "above that of \"Leave alone\", the next best."));
  CHECK(contains(words, "It costs 1300 EUR of cost, 300 EUR more than \"Leave alone\"."));
  CHECK(contains(words, "It is the best in 9"));  // Φ(1.25) = 89 %
  CHECK(contains(words, "no inquiry into the numbers can be worth more than that"));
  CHECK(contains(words, "chance cannot be told from ignorance"));
  CHECK(contains(words, "The weakest assumption is call.lift (U): alone it makes 100 % of the doubt about the lead"));
  CHECK(contains(words, "Together, the weakly founded ones (graded C, J or U) among the 2 numbers that vary, 1 of them, make 100 % of it."));

  const std::vector<std::string> changes = what_would_change(draws, decision, options_of());
  REQUIRE(changes.size() == 2);
  INFO(changes[0]);
  CHECK(contains(changes[0], "If call.lift (U) were below 0.3"));  // 300 / 1000
  CHECK(contains(changes[0], "(stated 0.55), \"Leave alone\" would be best; "));
  INFO(changes[1]);
  CHECK(contains(changes[1], "Together, the nearest point is 1.3 standard deviations away: with call.lift (U) at 0."));
  CHECK(contains(changes[1], "(-1.3 sd), \"Leave alone\" draws level; by the fitted model it is ahead of \"Calls\" in 9 ± "));
}

TEST_CASE("A choice that is behind at the stated values says so", "[unit][decide]") {
  Draws draws = case_of(500, 0.45);
  draws.parameters[0].base = 0.2;  // the scenario states less than its uncertainty has in the mean
  const std::vector<std::string> changes = what_would_change(draws, decided(draws), options_of());
  REQUIRE(changes.size() == 2);
  INFO(changes[0]);
  CHECK(contains(changes[0], "With call.lift (U) stated 0.2 it is \"Leave alone\" that would be best, and \"Calls\" only above 0.3"));
  CHECK(contains(changes[0], "of the draws lie below that"));
  CHECK(contains(changes[1], "With all numbers as stated it is \"Leave alone\" that is ahead"));
}

TEST_CASE("A number that is within noise is neither the weakest assumption nor what would change it", "[unit][decide]") {
  // 30 draws of luck: the lead hangs on nothing, but what is fitted to it says otherwise in some of them
  const Draws draws = case_of(30, 0.55);
  Decision decision = decided(draws);
  REQUIRE(decision.choice->ignorance);
  ParameterFinding& found = decision.choice->ignorance->parameters[0];
  REQUIRE(found.turn);
  CHECK(contains(in_plain_words(draws, decision, options_of()), "The weakest assumption is call.lift (U)"));
  CHECK_FALSE(contains(what_would_change(draws, decision, options_of())[0], "within noise"));
  found.finding.share = {0.08, 0.1};
  found.finding.evppi = {5.0, 16.0};
  const std::string words = in_plain_words(draws, decision, options_of());
  INFO(words);
  CHECK_FALSE(contains(words, "The weakest assumption is"));
  CHECK(contains(words, "No single one of the 2 numbers that vary stands out in 30 draws as what the lead hangs on (the first would be call.lift "
                        "(U), with 8 % [0, 29] of the doubt, which is within noise); 200 draws tell it better."));
  const std::vector<std::string> changes = what_would_change(draws, decision, options_of());
  CHECK(contains(changes[0], "but that the lead hangs on it at all is within noise of 30 draws."));
  // of kinds of numbers, the one that makes most is told where it is clear of nothing
  decision.choice->ignorance->by_kind = {{"growth", {0, 1}, {60.0, 20.0}, {0.7, 0.1}}, {"pool", {1}, {}, {0.1, 0.1}}};
  CHECK(contains(in_plain_words(draws, decision, options_of()), "Of the kinds of numbers, growth matters most: its 2 numbers together make 70 ± 21 % of it."));
  decision.choice->ignorance->by_kind[0].share = {0.2, 0.15};
  CHECK_FALSE(contains(in_plain_words(draws, decision, options_of()), "Of the kinds of numbers"));
}

TEST_CASE("A choice that the table of costs and effects does not take is explained", "[unit][decide]") {
  // calls: 300 dearer, 0.3 EUR for one more customer-year, which brings 1; and yet net value says leave alone
  Draws draws = case_of(200, 1.0);
  draws.effect_brings = 1.0;
  draws.effect_brings_words = "fees";
  draws.net = draws.effect - draws.cost;
  draws.net.col(0).array() += 2000.0;
  draws.net_parts = {{"revenue", draws.effect + Matrix::Zero(200, 2)}, {"operating cost", -draws.cost}};
  PageOptions options = options_of();
  options.worth = "net value";
  const Decision decision = decide(draws, {});
  REQUIRE(decision.choice->certainty.choice == 0);
  std::ostringstream out;
  print_incremental(out, draws, decision, options);
  std::string text = out.str();
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos;) text[at] = ' ';
  INFO(text);
  CHECK(contains(text, "Why \"Leave alone\" is recommended although this table would take \"Calls\" at what one retained customer-year brings here: "));
  CHECK(contains(text, "costs 300 EUR less and has "));
  // where a customer-year brings less than it costs, the table says leave alone too
  draws.effect_brings = 0.1;
  std::ostringstream agrees;
  print_incremental(agrees, draws, decide(draws, {}), options);
  CHECK_FALSE(contains(agrees.str(), "Why "));
}

TEST_CASE("Curves that explain little are no proof that nothing turns the choice", "[unit][decide]") {
  const Draws draws = case_of(60, 0.55);
  Decision decision = decided(draws);
  REQUIRE(decision.choice->ignorance);
  Ignorance& ignorance = *decision.choice->ignorance;
  for (ParameterFinding& found : ignorance.parameters) found.turn.reset();
  ignorance.joint.reset();
  ignorance.explained = {0.8, 0.05};
  std::vector<std::string> changes = what_would_change(draws, decision, options_of());
  REQUIRE(changes.size() == 2);
  CHECK(contains(changes[1], "Nor do several together"));
  ignorance.explained = {0.2, 0.05};
  changes = what_would_change(draws, decision, options_of());
  REQUIRE(changes.size() == 2);
  INFO(changes[1]);
  CHECK(contains(changes[1], "The curves of single numbers explain 20 "));
  CHECK(contains(changes[1], " of the doubt; the rest"));
  // a far point at which the third best draws level says nothing of the next best
  JointPoint far;
  far.instead = 2;
  far.distance = 4.7;
  ignorance.joint = far;
  Draws three = draws;
  three.strategies.push_back("third");
  three.labels.push_back("Third");
  Certainty& certainty = decision.choice->certainty;
  certainty.strategies.push_back(certainty.strategies[0]);
  certainty.strategies[static_cast<std::size_t>(certainty.runner_up)].probability_best.mean = 0.3;
  changes = what_would_change(three, decision, options_of());
  CHECK(contains(changes.back(), "the next best, is not seen, several numbers together included."));
  ignorance.explained = {0.8, 0.05};  // curves that see most may be believed
  CHECK(contains(what_would_change(three, decision, options_of()).back(), "4.7 standard deviations away"));
}

TEST_CASE("What cannot be told is not told as if it could", "[unit][decide]") {
  // too close to call
  const Draws close = case_of(60, 0.301);
  const std::string words = in_plain_words(close, decided(close), options_of());
  CHECK(contains(words, "is not surely ahead of"));
  CHECK(contains(words, "If one must be taken now, take "));
  CHECK(contains(words, "which is not told apart from nothing; "));

  // one draw: chance only
  Draws one = case_of(1, 0.55, 40, 30.0);
  const Decision chance = decided(one);
  const std::string page = as_page(one, chance, options_of());
  INFO(page);
  const std::string chance_words = in_plain_words(one, chance, options_of());
  CHECK(contains(chance_words, "over 40 replications"));
  CHECK(contains(chance_words, "cannot be said from this: run tenure run SCENARIO --draws 200"));
  CHECK_FALSE(contains(page, "best in"));
  CHECK_FALSE(contains(page, "expected loss"));
  CHECK_FALSE(contains(page, "nan"));
  CHECK(chance.choice->chance_only);

  // replications per draw: chance is named and taken out
  const Draws noisy = case_of(300, 0.55, 4, 800.0);
  const std::string noisy_words = in_plain_words(noisy, decided(noisy), options_of());
  INFO(noisy_words);
  CHECK(contains(noisy_words, "Of what makes the lead differ from run to run, "));
  CHECK(contains(noisy_words, "is that the numbers are not known, and the rest is chance; the shares and losses given here leave chance out"));
  CHECK(contains(noisy_words, " EUR [0, "));  // no loss is below nothing
  CHECK_FALSE(contains(noisy_words, "EUR [-"));

  // a single run
  const Draws single = case_of(1, 0.55);
  CHECK(contains(in_plain_words(single, decided(single), options_of()), "in a single run"));
  CHECK_FALSE(contains(as_page(single, decided(single), options_of()), "nan"));
}

TEST_CASE("Who is best more often but is not taken is named", "[unit][decide]") {
  Draws draws = case_of(10, 0.0);
  draws.parameters.clear();
  draws.parameter_values.resize(10, 0);
  for (Index d = 0; d < 10; ++d) draws.effect(d, 1) = 5300.0 + (d < 6 ? 10.0 : -60.0);
  const std::string words = in_plain_words(draws, decided(draws), options_of());
  INFO(words);
  CHECK(contains(words, "Leave alone"));
  CHECK(contains(words, "\"Calls\" is best more often (60 ± "));
  CHECK(contains(words, "but where it is not it falls further behind"));
}

TEST_CASE("Without a value, the frontier tells up to which one what is to be taken", "[unit][decide]") {
  const Draws draws = case_of(100, 0.5);
  const Decision decision = decide(draws, {});
  CHECK_FALSE(decision.choice);
  const std::string words = in_plain_words(draws, decision, options_of());
  INFO(words);
  CHECK(contains(words, "By cost and retained customer-years alone: \"Leave alone\" up to 0.58"));
  CHECK(contains(words, "EUR for one customer-year, \"Calls\" above that."));
}

TEST_CASE("The page fits 100 columns, whatever the names", "[unit][decide]") {
  Draws draws = case_of(200, 0.5, 2, 50.0);
  draws.labels = {"A strategy with a name that is a good deal longer than any column", "Another one with a long name as well"};
  draws.parameters[0].name = "strategy.a_strategy_with_a_long_name.touchpoint.quarterly_business_review.done.reassured.ratio";
  const std::string page = as_page(draws, decided(draws), options_of());
  std::istringstream lines(page);
  std::size_t widest = 0;
  for (std::string line; std::getline(lines, line);) {
    if (display_width(line) > 100) UNSCOPED_INFO(line);
    widest = std::max(widest, display_width(line));
  }
  CHECK(widest <= 100);
  CHECK(widest > 80);
  CHECK_FALSE(contains(page, "\x1b"));
}

TEST_CASE("The document has the page's numbers, each with its error", "[unit][decide]") {
  const Draws draws = case_of(300, 0.55, 2, 100.0);
  const Decision decision = decided(draws);
  const nlohmann::ordered_json json = as_json(draws, decision, options_of());
  CHECK(json.at("draws") == 300);
  const auto& choice = json.at("choice");
  CHECK(choice.at("choice") == "calls");
  CHECK(choice.at("evpi").at("mean").get<double>() == decision.choice->certainty.evpi.mean);
  CHECK(choice.at("certainty").at("standard_error").get<double>() > 0.0);
  CHECK(choice.at("with_chance").at("evpi").at("mean").get<double>() >= choice.at("evpi").at("mean").get<double>());
  CHECK(choice.at("variance_of_the_lead").at("separable") == true);
  CHECK(choice.at("strategies").at("alone").at("expected_loss").at("mean").get<double>() > 0.0);
  const auto& parameter = choice.at("ignorance").at("parameters").at(0);
  CHECK(parameter.at("name") == "call.lift");
  CHECK(parameter.at("evppi").at("mean").get<double>() > 0.0);
  CHECK(parameter.at("tornado").at("lead_at_low").at("mean").get<double>() < 0.0);
  CHECK(parameter.at("turning_point").at("instead") == "alone");
  CHECK(parameter.at("first_order_index").at("mean").get<double>() > 0.9);
  CHECK(choice.at("ignorance").at("by_grade").at(0).at("name") == "graded C, J or U");
  CHECK(choice.at("ignorance").at("nearest_joint_point").at("moves").at(0).at("parameter") == "call.lift");
  CHECK(json.at("incremental_table").at(1).at("ratio").get<double>() == Approx(0.55).epsilon(0.1));
  CHECK(json.at("curve").size() > 10);
  CHECK(json.at("answer").at(0).at("topic") == "do");
  CHECK(json.at("answer").at(0).at("text") == "Take \"Calls\".");
  CHECK(choice.at("strategies").at("alone").at("behind_the_choice").at("mean") == choice.at("lead").at("mean"));
  CHECK(json.at("in_plain_words") == in_plain_words(draws, decision, options_of()));
  // a single run has no errors, and null stands for them
  const Draws single = case_of(1, 0.55);
  const nlohmann::ordered_json bare = as_json(single, decided(single), options_of());
  CHECK(bare.at("choice").at("lead").at("standard_error").is_null());
}

TEST_CASE("Amounts, shares and names as the page writes them", "[unit][decide]") {
  CHECK(percent(Measured{0.86, 0.02}, 200, 0.95) == "86 ± 4 %");
  // no share is below nothing or above all
  CHECK(percent(Measured{0.03, 0.05}, 200, 0.95) == "3 % [0, 13]");
  CHECK(percent(Measured{1.0, 0.045}, 200, 0.95) == "100 % [91, 100]");
  CHECK(percent(0.002) == "under 1 %");
  CHECK(percent(0.999) == "over 99 %");
  CHECK(percent(1.0) == "100 %");
  CHECK(listed({"a"}) == "a");
  CHECK(listed({"a", "b", "c"}) == "a, b and c");
  CHECK(amount({1234567.0, 6000.0}, 1000, 0.95, "EUR") == "1.235 ± 0.012 M EUR");
  CHECK(plain(0.33, "") == "0.33");
  DrawnParameter hazard;
  hazard.name = "transition.churn.hazard";
  hazard.grade = "U";
  hazard.unit = "/ yr";
  hazard.scale = 365.25;
  CHECK(value_of(hazard, 0.33 / 365.25) == "0.33 / yr");
  CHECK(name_of(hazard) == "transition.churn.hazard (U)");
  CHECK(without_owner("strategy.phone.touchpoint.call.work") == "touchpoint.call.work");
}
