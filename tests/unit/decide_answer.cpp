// The answer in lines, and what must stand beside it: why a dominated strategy is recommended, and prices that are none.
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <sstream>

#include "analysis/compare/numbers.h"
#include "analysis/decide/document.h"
#include "analysis/decide/page.h"
#include "tests/support/catch.h"
#include "tests/support/drawn.h"

namespace {

using namespace tenure;
using namespace tenure::analysis;
using namespace tenure::analysis::decision;

/// One world, 30 replications: "rich" costs 50 more than "lean" and keeps as much but for noise; its customers pay 200 more.
Draws firm(double more_effect = 0.0, double noise = 1.0) {
  Draws draws;
  draws.strategies = {"lean", "rich"};
  draws.labels = {"Lean", "Rich"};
  draws.replications = 30;
  draws.cost = Matrix::Constant(30, 2, 400.0);
  draws.cost.col(1).array() += 50.0;
  draws.effect = Matrix::Constant(30, 2, 100.0);
  draws.net.resize(30, 2);
  Matrix revenue(30, 2);
  double mean = 0.0;
  for (Index r = 0; r < 30; ++r) mean += test::normal_at(61, r, 0) / 30.0;
  for (Index r = 0; r < 30; ++r) {
    draws.effect(r, 1) += more_effect + noise * (test::normal_at(61, r, 0) - mean);
    const double luck = 20.0 * test::normal_at(61, r, 1);
    revenue.row(r) << 1000.0 + luck, 1200.0 + luck + test::normal_at(61, r, 2);
    draws.net.row(r) = revenue.row(r) - draws.cost.row(r);
  }
  draws.net_parts = {{"revenue", revenue}, {"operating cost", -draws.cost}};
  draws.cost_name = "operating cost";
  draws.cost_unit = "EUR";
  draws.effect_name = "retained customer-years";
  draws.effect_unit = "customer-year";
  draws.parameter_values.resize(1, 0);
  return draws;
}

PageOptions options_of() {
  PageOptions options;
  options.worth_unit = "EUR";
  options.base_words = "stated";
  options.how_to_draw = "tenure run SCENARIO --draws 200";
  return options;
}

/// Line breaks and indents as single blanks.
std::string in_one_line(const std::string& text) {
  std::istringstream words(text);
  std::string word, line;
  while (words >> word) line += (line.empty() ? "" : " ") + word;
  return line;
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("The answer stands in short lines, each with its topic, what a file adds among them", "[unit][decide]") {
  const Draws draws = firm();
  const Decision decision = decide(draws, {});
  const std::vector<AnswerLine> lines = answer_of(draws, decision, options_of());
  std::vector<std::string> topics;
  for (const AnswerLine& line : lines) topics.push_back(line.topic);
  CHECK(topics == std::vector<std::string>{"do", "worth", "sure", "price"});
  CHECK(lines[0].text == "Take Rich.");
  CHECK(contains(lines[1].text, "EUR ["));  // with its interval
  const std::vector<AnswerLine> more = {{"rests", "On sand."}, {"kept", "Nothing is promised."}, {"team", "Two people."}};
  const std::string page = labelled(joined(lines, more));
  INFO(page);
  const auto at = [&](const char* text) { return page.find(text); };
  CHECK(page.starts_with("What to do       Take Rich.\nWorth            "));
  CHECK(at("\nCosts ") < at("\nTeam ") );
  CHECK(at("\nTeam ") < at("\nPromises         Nothing is promised.\n"));
  CHECK(at("\nPromises ") < at("\nRests on         On sand.\n"));
  CHECK(at("\nRests on ") != std::string::npos);
  std::istringstream rows(page);
  for (std::string row; std::getline(rows, row);) CHECK(display_width(row) <= 100);
  // the paragraph says the same
  const std::string words = in_plain_words(draws, decision, options_of());
  for (const AnswerLine& line : lines) CHECK(contains(words, line.text));
}

TEST_CASE("A recommended strategy that the table has dominated is explained with the numbers", "[unit][decide]") {
  const Draws draws = firm(-1.0);
  const Decision decision = decide(draws, {});
  REQUIRE(decision.choice->certainty.choice == 1);
  std::ostringstream out;
  print_incremental(out, draws, decision, options_of());
  const std::string text = in_one_line(out.str());
  INFO(text);
  CHECK(contains(text, "dominated by Lean"));
  CHECK(contains(text, "Why Rich is recommended although this table sets it aside: the table asks what a retained customer-year costs"));
  CHECK(contains(text, "Against Lean, Rich costs 50 EUR more and has 1.00 [0.58, 1.42]"));
  CHECK(contains(text, "fewer retained customer-years, and yet it is worth 1"));
  CHECK(contains(text, "That is made up of revenue +"));
  CHECK(contains(text, "and operating cost -50 EUR; all discounted"));

  // not where the table keeps what is recommended
  const Draws kept = firm(5.0);
  std::ostringstream other;
  print_incremental(other, kept, decide(kept, {}), options_of());
  CHECK_FALSE(contains(other.str(), "sets it aside"));
}

TEST_CASE("A price is told only where the gain is clear of zero", "[unit][decide]") {
  const auto page = [](const Draws& draws) {
    std::ostringstream out;
    print_incremental(out, draws, decide(draws, {}), options_of());
    return in_one_line(out.str());
  };
  const auto row = [](const Draws& draws) {
    return as_json(draws, decide(draws, {}), options_of()).at("incremental_table").at(1);
  };
  // +0.1 ± 0.37: no price, and how many replications it would take
  const Draws unsure = firm(0.1);
  INFO(page(unsure));
  CHECK(contains(page(unsure), "none: gain within noise"));
  CHECK(contains(page(unsure), "What Rich brings beyond it, +0.10"));
  CHECK(contains(page(unsure), "is not told apart from zero, so there is no price for it; about "));
  CHECK(contains(page(unsure), "replications would tell, if it is as large as it looks"));
  CHECK_FALSE(contains(page(unsure), "500 EUR"));
  CHECK(row(unsure).at("ratio").is_null());
  CHECK(row(unsure).at("gain_is_clear_of_zero") == false);
  CHECK(row(unsure).at("needed_to_tell").get<double>() > 200.0);

  // +5: 50 / 5 = 10 EUR, beside what a customer-year brings here
  Draws sure = firm(5.0);
  sure.effect_brings = 4.0;
  sure.effect_brings_words = "revenue less costs";
  INFO(page(sure));
  CHECK(contains(page(sure), "Lean up to 10 EUR for one customer-year, Rich above that. Here one customer-year brings 4 EUR (revenue less costs). "
                             "The first of these prices is 2.5 times that."));
  CHECK(row(sure).at("ratio").get<double>() == Approx(10.0));
  CHECK(row(sure).at("needed_to_tell").is_null());
}

TEST_CASE("What several strategies state alike is one number of what the choice hangs on", "[unit][decide]") {
  constexpr Index worlds = 60;
  Draws draws = firm();
  draws.replications = 1;
  draws.cost = Matrix::Constant(worlds, 2, 400.0);
  draws.effect = Matrix::Constant(worlds, 2, 100.0);
  draws.net = Matrix::Constant(worlds, 2, 1000.0);
  draws.net_parts.clear();
  for (const char* name : {"strategy.lean.pool.csm.wage", "model.rich.pool.csm.wage", "model.rich.pool.sales.wage", "model.other.pool.csm.wage"}) {
    DrawnParameter parameter;
    parameter.name = name;
    draws.parameters.push_back(parameter);
  }
  draws.parameter_values.resize(worlds, 4);
  for (Index d = 0; d < worlds; ++d) {
    const double wage = test::normal_at(62, d, 0);
    draws.parameter_values.row(d) << wage, wage, wage, test::normal_at(62, d, 1);  // the third is another number, the fourth another wage
    draws.net(d, 1) += 100.0 + 40.0 * wage;
  }
  const Decision decision = decide(draws, {});
  REQUIRE(decision.choice);
  REQUIRE(decision.choice->ignorance);
  std::vector<std::string> names;
  for (const ParameterFinding& found : decision.choice->ignorance->parameters) names.push_back(found.finding.name);
  std::sort(names.begin(), names.end());
  CHECK(names == std::vector<std::string>{"model.other.pool.csm.wage", "model.rich.pool.sales.wage", "strategy.lean.pool.csm.wage"});
  CHECK(decision.choice->ignorance->stated_alike == 1);
}
