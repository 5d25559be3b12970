// Decisions from a result file: draws, goals, the best by segment, cash and capacity.
#include <algorithm>
#include <cmath>

#include "analysis/compare/key_words.h"
#include "analysis/compare/foundation.h"
#include "analysis/decide/file_page.h"
#include "analysis/decide/study.h"
#include "analysis/decide/words.h"
#include "tests/support/catch.h"
#include "tests/support/sample_results.h"

namespace {

using namespace tenure;
using namespace tenure::analysis;
using namespace tenure::analysis::decision;

const MeasureNames names{"operating_cost", "retention_12m", "net_value"};

Draws draws_from(const ResultSet& results) {
  auto read = draws_of(results, names);
  REQUIRE(std::holds_alternative<Draws>(read));
  return std::get<Draws>(std::move(read));
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

using test::add_measure;

}  // namespace

TEST_CASE("A file's draws become rows, its parameters columns", "[unit][decide]") {
  const ResultSet results = test::sample_draws(40, 2);
  const Draws draws = draws_from(results);
  CHECK(inconsistency(draws).empty());
  CHECK(draws.draw_count() == 40);
  CHECK(draws.replications == 2);
  CHECK(draws.labels == std::vector<std::string>{"Low", "Middle", "High"});
  const ResultVariable& net = *results.variable("net_value");
  CHECK(draws.net(2 * 7 + 1, 2) == net.draw_values[results.draw_cell(2, 7, 1)]);
  CHECK(draws.parameter_values(7, 1) == test::sample_hazard(7));
  CHECK(draws.parameters[1].grade == "C");
  // told as the scenario writes it: 0.33 / yr
  CHECK(draws.parameters[1].unit == "/ d");  // the sample's text and value do not fit each other, so the stored unit stays

  ResultSet fitting = results;
  fitting.parameters[1].text = "0.36525 / yr";
  CHECK(draws_from(fitting).parameters[1].scale == Approx(365.25));
  CHECK(draws_from(fitting).parameters[1].unit == "/ yr");

  const Draws base = draws_from(test::sample_results());
  CHECK(base.draw_count() == 1);
  CHECK(base.replications == 20);
  CHECK(base.parameters.empty());

  ResultSet shared = results;
  shared.drawn.luck = "shared";
  CHECK(layout_of(shared).luck == Luck::shared);
}

TEST_CASE("Customer-months are told in years; measures that do not serve are refused", "[unit][decide]") {
  ResultSet results = test::sample_results();
  add_measure(results, "customer_time", "mo", {}, [](std::size_t s, std::size_t, std::size_t) { return 120.0 + 12.0 * static_cast<double>(s); });
  const auto read = draws_of(results, {});
  REQUIRE(std::holds_alternative<Draws>(read));
  CHECK(std::get<Draws>(read).effect(0, 1) == 11.0);
  CHECK(std::get<Draws>(read).effect_unit == "customer-year");

  const auto fault_of = [&](const MeasureNames& wrong) { return std::get<MeasureFault>(draws_of(results, wrong)); };
  CHECK(fault_of({"operating_cots", "retention_12m", "net_value"}).nearest == "operating_cost");
  CHECK(contains(fault_of({"operating_cost", "segment_net_value_direct", "net_value"}).why, "for each segment"));
  ResultSet drawn = test::sample_draws();
  add_measure(drawn, "customer_time", "mo", {}, [](std::size_t, std::size_t, std::size_t) { return 1.0; });
  CHECK(contains(std::get<MeasureFault>(draws_of(drawn, {})).why, "does not keep it for its draws"));
}

TEST_CASE("The decision on a file finds the hazard that net value hangs on", "[unit][decide]") {
  // net value of strategy s: 10 M + s M + 400 M · (1 + s/2) · (hazard − 0.001); high − mid: 1 M + 200 M · (hazard − 0.001)
  ResultSet results = test::sample_draws(120, 2);
  for (ResultVariable& variable : results.variables)
    if (variable.name == "net_value")
      for (std::size_t i = 0; i < variable.draw_values.size(); ++i)
        if (i >= 2 * 240) variable.draw_values[i] -= 0.95e6;  // high is ahead by 50 k in the mean
  const Draws draws = draws_from(results);
  const Decision decision = decide(draws, {});
  REQUIRE(decision.choice);
  CHECK(decision.choice->certainty.choice == 2);
  REQUIRE(decision.choice->ignorance);
  const ParameterFinding& first = decision.choice->ignorance->parameters[0];
  CHECK(first.finding.name == "transition.churn.hazard");
  CHECK(first.finding.share.mean > 0.9);
  REQUIRE(first.turn);
  CHECK(first.turn->value == Approx(0.001 - 0.05 / 200.0).epsilon(0.05));
  CHECK(decision.choice->lead.ignorance_share > 0.9);
  CHECK(decision.choice->certainty.evpi.mean > 0.0);
}

TEST_CASE("Goals: read, refused, and answered by the cheapest that meets them", "[unit][decide]") {
  const ResultSet results = test::sample_draws(60, 2);
  const Draws draws = draws_from(results);
  const auto goal = [&](const std::string& text) {
    GoalRead read = read_goal(results, text);
    INFO(text << ": " << read.fault);
    REQUIRE(read.goal);
    return *read.goal;
  };
  CHECK(goal("operating_cost<=1.2e6").limit == 1.2e6);
  CHECK(goal("operating_cost <= 1200000 USD").limit == 1.2e6);
  CHECK(goal("retention_12m>=81 %@0.75").limit == Approx(0.81));
  CHECK(goal("retention_12m>=81 %@75 %").certainty == 0.75);
  CHECK_FALSE(goal("retention_12m>=0.8").at_most);
  CHECK(goal("segment_net_value_direct[large]>=1").member == "large");

  const auto refused = [&](const std::string& text) {
    const GoalRead read = read_goal(results, text);
    REQUIRE_FALSE(read.goal);
    return read.fault + " " + read.allowed;
  };
  CHECK(contains(refused("operating_cost=3"), "neither <= nor >="));
  CHECK(contains(refused("operatin_cost<=3"), "Did you mean operating_cost?"));
  CHECK(contains(refused("operating_cost<=cheap"), "is no value of operating_cost Write it as a number in USD"));
  CHECK(contains(refused("operating_cost<=3 EUR"), "is no value"));
  CHECK(contains(refused("operating_cost[large]<=3"), "has one value"));
  CHECK(contains(refused("segment_net_value_direct>=3"), "for each segment"));
  CHECK(contains(refused("segment_net_value_direct[larg]>=3"), "Did you mean large?"));
  CHECK(contains(refused("monthly_retained[large]>=3"), "resolved by time"));
  CHECK(contains(refused("retention_12m>=0.8@2"), "is no certainty"));

  // costs 0.5, 1, 1.5 M; retention .80, .81, .82 with luck of ± .005
  const GoalsAnswer answer = answer_goals(results, draws, {goal("operating_cost<=1.2e6"), goal("retention_12m>=0.803")}, 0.95);
  REQUIRE(answer.cheapest);
  CHECK(*answer.cheapest == 1);
  CHECK(answer.standing[0][2].met == false);
  CHECK(answer.standing[1][2].surely);
  CHECK(answer.units == 60);
  CHECK(contains(goals_in_words(draws, answer, 0.95), "The cheapest strategy that meets all goals is Middle: all are met together in 100 % ["));
  // planted: a tighter budget leaves nobody
  const GoalsAnswer nobody = answer_goals(results, draws, {goal("operating_cost<=0.9e6"), goal("retention_12m>=0.807")}, 0.95);
  CHECK_FALSE(nobody.cheapest);
  CHECK(contains(goals_in_words(draws, nobody, 0.95), "No strategy meets all goals"));

  // a pool that a strategy has not got is not judged
  ResultSet pools = test::sample_results();
  add_measure(pools, "pool_overall_response", "h", {"pool"},
              [](std::size_t s, std::size_t, std::size_t) { return s == 0 ? std::nan("") : 7.0; });
  const GoalRead eight = read_goal(pools, "pool_overall_response[support]<=8 h");
  REQUIRE(eight.goal);
  CHECK(eight.goal->limit == 8.0);
  const GoalsAnswer response = answer_goals(pools, draws_from(pools), {*eight.goal}, 0.95);
  CHECK_FALSE(response.standing[0][0].exists);
  CHECK(*response.cheapest == 1);
  CHECK(response.chance_only);
  CHECK(read_goal(pools, "pool_overall_response[support]<=0.25 d").goal->limit == 6.0);
}

TEST_CASE("By segment: the best for each, and that the mixture is not confirmed", "[unit][decide]") {
  // small: high is best by (10 + s) / 2 M; large: low is best
  const ResultSet results = test::sample_draws(60, 2);
  const auto by = by_segment(results, 2, 0.95);
  REQUIRE(by);
  CHECK(by->differs);
  CHECK(by->segments[0].certainty.choice == 2);
  CHECK(by->segments[1].certainty.choice == 0);
  CHECK(by->gain.mean == Approx(1e6).epsilon(0.01));  // large: 12 instead of 10, halved
  PageOptions options;
  options.worth_unit = "USD";
  const std::string words = segments_in_words(draws_from(results), *by, options);
  CHECK(contains(words, "High for Small firms; Low for Large firms"));
  CHECK(contains(words, "Every one of these is sure."));
  CHECK(contains(words, "It is not confirmed: segments share staff"));
  CHECK(by->segments[0].surely);

  // small: mid and high the same but for luck of 100 k that is their own
  ResultSet noisy = results;
  for (ResultVariable& variable : noisy.variables)
    if (variable.name == "segment_net_value_direct")
      for (std::size_t cell = 0; cell < 120; ++cell)
        for (const std::size_t s : {1, 2})
          variable.draw_values[(s * 120 + cell) * 2] = 6e6 + 1e5 * test::wobble(s, cell, 8) + (s == 2 ? 1e3 : 0.0);
  const auto unsure = by_segment(noisy, 2, 0.95);
  REQUIRE(unsure);
  CHECK_FALSE(unsure->segments[0].surely);
  CHECK(unsure->segments[1].surely);
  CHECK(contains(segments_in_words(draws_from(noisy), *unsure, options), "Sure for Large firms; within noise of the next best for Small firms."));
  const std::string small = segment_in_words(draws_from(noisy), unsure->segments[0], options);
  INFO(small);
  CHECK(contains(small, "Small firms: "));
  CHECK(contains(small, "which are within noise of each other (+"));
  CHECK(contains(segment_in_words(draws_from(noisy), unsure->segments[1], options), "Large firms: Low surely, +"));
}

TEST_CASE("Break-even size of account, from known lift and cost", "[unit][decide]") {
  ResultSet results = test::sample_results(30);
  const auto constant = [&](const char* name, double low, double mid, double high, std::vector<std::string> dims) {
    add_measure(results, name, "USD", std::move(dims), [=](std::size_t s, std::size_t r, std::size_t) {
      return (s == 0 ? low : s == 1 ? mid : high) + 0.001 * test::wobble(s, r);
    });
  };
  constant("segment_revenue_discounted", 900, 990, 900, {"segment"});
  constant("segment_flow_cost_discounted", 0, 0, 0, {"segment"});
  constant("segment_service_cost_discounted", 10, 55, 40, {"segment"});
  constant("segment_revenue", 1000, 1100, 1000, {"segment"});
  constant("segment_customers_opening", 50, 50, 50, {"segment"});
  constant("segment_newcomers", 10, 10, 10, {"segment"});
  constant("monthly_customer_time", 60, 60, 60, {"segment", "month"});  // 4 months: 20 account-years
  const auto by = by_segment(results, 2, 0.95);
  REQUIRE(by);
  const SegmentDecision& small = by->segments[0];
  CHECK(small.revenue_per_account.mean == Approx(50.0).epsilon(1e-3));
  REQUIRE(small.break_even.size() == 2);
  CHECK(small.break_even[0].lift.mean == Approx(0.1).epsilon(1e-3));
  CHECK(small.break_even[0].extra_cost.mean == Approx(45.0 / 20.0).epsilon(1e-3));
  CHECK(small.break_even[0].size == Approx(50.0 * 45.0 / 90.0).epsilon(1e-3));  // pays from 25 on
  CHECK(small.break_even[0].interval.bounded);
  CHECK(std::fabs(small.break_even[1].lift.mean) < 1e-5);  // no lift: no size at which it surely pays
  CHECK_FALSE(small.break_even[1].interval.bounded);
}

TEST_CASE("Promises: kept, broken or open by the interval, by those who give them", "[unit][decide]") {
  ResultSet results = test::sample_results(10);
  add_measure(results, "pool_missed_share", "1", {"pool"}, [](std::size_t s, std::size_t r, std::size_t) {
    return s == 0 ? std::nan("") : s == 1 ? 0.05 + 0.001 * static_cast<double>(r) : 0.12 + 0.002 * static_cast<double>(r);
  });
  add_measure(results, "pool_overall_response", "h", {"pool"}, [](std::size_t s, std::size_t r, std::size_t) {
    return s == 0 ? std::nan("") : 7.0 + static_cast<double>(r % 2) * (s == 1 ? 2.1 : 0.1);
  });
  add_measure(results, "missed_share", "1", {}, [](std::size_t s, std::size_t, std::size_t) { return s == 0 ? 0.0 : 0.07; });
  const std::vector<Promise> promises = {{"desk", "support", true, 0.1, {"mid", "high"}}, {"desk", "support", false, 8.0, {"mid", "high"}}};
  const PromisesAnswer answer = answer_promises(results, promises, 0.95);
  REQUIRE(answer.promises.size() == 2);
  CHECK_FALSE(answer.standing[0][0].given);
  CHECK(answer.standing[0][1].kept == Kept::kept);
  CHECK(answer.standing[0][2].kept == Kept::broken);
  CHECK(answer.standing[0][2].value.mean == Approx(0.129));
  CHECK(answer.standing[1][1].kept == Kept::open);
  CHECK(answer.standing[1][2].kept == Kept::kept);
  CHECK(answer.missed_contacts[1]->mean == Approx(0.07));
  CHECK(answer.chance_only);
  CHECK(promise_in_words(results, promises[0]) == "support: at most 10 % of requests missed");

  const Draws draws = draws_from(results);
  std::ostringstream out;
  print_promises(out, results, draws, answer, 0.95);
  CHECK(contains(out.str(), "BROKEN"));
  const Decision decision = decide(draws, {});
  REQUIRE(decision.choice->certainty.choice == 2);
  PageOptions options;
  FileAnswers answers;
  answers.promises = answer;
  const std::vector<AnswerLine> lines = file_lines(results, draws, decision, answers, options);
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].topic == "kept");
  INFO(lines[0].text);
  CHECK(contains(lines[0].text, "It surely keeps 1 of 2 service promises. It breaks desk (support: at most 10 % of requests missed): it is 12.9"));
  CHECK(contains(lines[0].text, "Of the contacts that its staff should make, 7 % find no time."));
  // two sets, told apart: all numbers, and those with a range
  CHECK(contains(lines[1].text, "Of the 3 numbers that the scenario states, 2 are weakly founded (graded C, J or U). Draws vary 2 of the 3, those "
                                "with a range (low and high); all of these are weakly founded. Which of them the choice hangs on takes draws"));
  ResultSet more = results;
  more.parameters.push_back({"causal_discount", 0.4, std::nan(""), std::nan(""), "", "1", "0.4", "U", "", ""});
  more.parameters.push_back({"servers", 3.0, 2.0, 4.0, "", "1", "3", "", "", ""});
  CHECK(contains(file_lines(more, draws, decision, answers, options)[1].text,
                 "Of the 5 numbers that the scenario states, 3 are weakly founded (graded C, J or U) and 1 carries no grade. Draws vary 3 of the 5, "
                 "those with a range (low and high); 2 of these are weakly founded."));
  const Foundation found = foundation_of(more.parameters);
  CHECK((found.numbers == 5 && found.weak == 3 && found.ungraded == 1 && found.ranged == 3 && found.ranged_weak == 2));
  // draws that do not start from the year that they state
  ResultSet drawn = test::sample_draws(40, 2);
  const auto about_last_year = [&] {
    std::size_t count = 0;
    for (const AnswerLine& line : file_lines(drawn, draws, decision, answers, options))
      count += contains(line.text, "In 4 of 40 draws a figure of last year cannot be met") && line.topic == "rests" ? 1 : 0;
    return count;
  };
  CHECK(about_last_year() == 0);
  drawn.drawn.unmet = 4;
  CHECK(about_last_year() == 1);
  // a promise of a pool that the file does not have is left out
  CHECK(answer_promises(results, {{"desk", "nobody", true, 0.1, {"mid"}}}, 0.95).promises.empty());
}

TEST_CASE("A key is told in words, with the labels of the file", "[unit][decide]") {
  ResultSet results = test::sample_results();
  CHECK(key_in_words(results, "segment.small.arrivals") == "arrivals of Small firms");
  CHECK(key_in_words(results, "model.high_touch.pool.desk.wage") == "wage of pool desk");
  CHECK(key_in_words(results, "strategy.rich.touchpoint.check_in.done.talk.ratio") == "done talk ratio of touchpoint check in");
  CHECK(key_in_words(results, "transition.churn.hazard") == "hazard of transition churn");
  CHECK(key_in_words(results, "money.discount") == "money discount");
  DrawnParameter parameter;
  parameter.name = "transition.churn.hazard";
  parameter.grade = "U";
  CHECK(said_of(parameter) == "transition.churn.hazard (U)");
  parameter.words = key_in_words(results, parameter.name);
  CHECK(said_of(parameter) == "the hazard of transition churn (transition.churn.hazard; U, an assumption)");
  for (const DrawnParameter& one : draws_from(test::sample_draws(40, 2)).parameters) CHECK_FALSE(one.words.empty());
}

TEST_CASE("Net value in its parts, and what a customer-year brings here", "[unit][decide]") {
  ResultSet results = test::sample_results();
  const auto add = [&](const char* name, double low, double mid, double high) {
    add_measure(results, name, "USD", {}, [=](std::size_t s, std::size_t, std::size_t) { return s == 0 ? low : s == 1 ? mid : high; });
  };
  add("revenue_discounted", 15e6, 16e6, 17e6);
  add("flow_cost_discounted", 2e6, 2e6, 2e6);
  add("operating_cost_discounted", 3e6, 3e6, 3e6);
  add("revenue", 1200, 1200, 1200);
  add("flow_cost", 300, 300, 300);
  add("acquisition_cost", 150, 150, 150);
  add("acquisition_staff_cost", 50, 50, 50);
  add_measure(results, "customer_time", "mo", {}, [](std::size_t, std::size_t, std::size_t) { return 120.0; });
  const auto read = draws_of(results, {});
  REQUIRE(std::holds_alternative<Draws>(read));
  const Draws& draws = std::get<Draws>(read);
  REQUIRE(draws.net_parts.size() == 4);  // something is left over: staff that wins customers
  Matrix sum = Matrix::Zero(20, 3);
  for (const WorthPart& part : draws.net_parts) sum += part.rows;
  CHECK((sum - draws.net).cwiseAbs().maxCoeff() < 1e-6);
  CHECK(draws.net_parts[1].rows(0, 0) == -2e6);
  // (1200 − 300 + 100 for winning customers) / 10 years
  CHECK(*draws.effect_brings == Approx(100.0));
}

TEST_CASE("Cash by month, and the month from which it has paid back", "[unit][decide]") {
  ResultSet results = test::sample_results(10);
  const double paths[3][4] = {{0, 0, 0, 0}, {-100, 60, 60, 60}, {-100, -20, 30, 40}};
  add_measure(results, "monthly_revenue", "USD", {"segment", "month"}, [&](std::size_t s, std::size_t, std::size_t k) {
    return (paths[s][k % 4] + 500.0) / 2.0;  // two segments
  });
  add_measure(results, "monthly_flow_cost", "USD", {"segment", "month"}, [](std::size_t, std::size_t, std::size_t) { return 50.0; });
  add_measure(results, "monthly_operating_cost", "USD", {"month"}, [](std::size_t, std::size_t, std::size_t) { return 100.0; });
  const auto cash = cash_of(results);
  REQUIRE(cash);
  REQUIRE(cash->paths.size() == 2);
  const CashPath& mid = cash->paths[0];
  CHECK(mid.cumulative[0].mean == Approx(-100));
  CHECK(mid.cumulative[3].mean == Approx(80));
  CHECK(mid.pays_back == 3);
  CHECK(mid.deepest == Approx(-100));
  CHECK(mid.deepest_month == 1);
  CHECK(mid.paid_back_share == 1.0);
  CHECK_FALSE(cash->paths[1].pays_back);
  CHECK(cash->paths[1].deepest_month == 2);
  CHECK_FALSE(cash_of(test::sample_results()));
  CHECK_FALSE(mid.share_of_draws);

  // with draws: ahead at the end in those whose hazard is below the base value
  ResultSet drawn = test::sample_draws(40, 2, 10);
  for (const char* monthly : {"monthly_revenue", "monthly_flow_cost", "monthly_operating_cost"}) drawn.variables.push_back(*results.variable(monthly));
  for (const char* total : {"revenue", "flow_cost"}) {
    ResultVariable variable{total, "USD", "", "", {}, Precision::float64, std::vector<double>(30, 0.0)};
    for (std::size_t s = 0; s < 3; ++s)
      for (std::size_t d = 0; d < 40; ++d)
        for (std::size_t r = 0; r < 2; ++r)
          variable.draw_values.push_back(std::string(total) == "flow_cost" ? 0.0
                                         : 5e5 * static_cast<double>(s) + (s == 1 ? 1e9 * (0.001 - test::sample_hazard(d)) + 10.0 * test::wobble(d, r) : 0.0));
    drawn.variables.push_back(std::move(variable));
  }
  Index below = 0;
  for (std::size_t d = 0; d < 40; ++d) below += test::sample_hazard(d) < 0.001;
  const auto over = cash_of(drawn);
  REQUIRE(over);
  CHECK(over->draws == 40);
  REQUIRE(over->paths[0].share_of_draws);
  CHECK(over->paths[0].share_of_draws->mean == Approx(static_cast<double>(below) / 40.0));
  CHECK(over->paths[1].end_over_draws->mean == Approx(0.0).margin(1e-6));  // revenue and operating cost of 1 M more
  PageOptions options;
  options.worth_unit = "USD";
  std::ostringstream page;
  print_cash(page, draws_from(drawn), *over, options);
  CHECK(contains(page.str(), "Over the 40 draws: ahead at"));

  // planted: staff that wins customers is paid too
  add_measure(results, "monthly_acquisition_cost", "USD", {"month"}, [](std::size_t s, std::size_t, std::size_t) { return s == 1 ? 30.0 : 0.0; });
  add_measure(results, "acquisition_cost", "USD", {}, [](std::size_t s, std::size_t, std::size_t) { return s == 1 ? 120.0 : 0.0; });
  add_measure(results, "acquisition_staff_cost", "USD", {}, [](std::size_t s, std::size_t, std::size_t) { return s == 1 ? 120.0 : 0.0; });
  CHECK(cash_of(results)->paths[0].cumulative[3].mean == Approx(-40));
}

TEST_CASE("Capacity: when a pool becomes short of people", "[unit][decide]") {
  ResultSet results = test::sample_results(5);
  const double busy[4] = {0.7, 0.92, 0.95, 0.97}, seldom[4] = {0.7, 0.95, 0.95, 0.7};
  add_measure(results, "pool_servers", "1", {"pool", "month"}, [](std::size_t s, std::size_t, std::size_t) { return s == 0 ? std::nan("") : 4.0; });
  add_measure(results, "pool_utilisation", "1", {"pool", "month"}, [&](std::size_t s, std::size_t, std::size_t m) { return s == 0 ? std::nan("") : s == 1 ? busy[m] : 0.5; });
  add_measure(results, "pool_requests", "1", {"pool", "month"}, [](std::size_t, std::size_t, std::size_t) { return 100.0; });
  add_measure(results, "pool_missed", "1", {"pool", "month"}, [](std::size_t s, std::size_t, std::size_t m) { return s == 2 && m > 0 ? 30.0 : 2.0; });
  add_measure(results, "pool_hires", "1", {"pool", "month"}, [](std::size_t, std::size_t, std::size_t m) { return m == 1 ? 2.0 : 0.0; });
  add_measure(results, "pool_queue_length", "1", {"pool", "month"}, [](std::size_t, std::size_t, std::size_t m) { return 1.5 * static_cast<double>(m); });
  CHECK(capacity_of(results, 0).empty());
  const auto mid = capacity_of(results, 1);
  REQUIRE(mid.size() == 1);
  CHECK(mid[0].months[1].hires == 2.0);
  CHECK(mid[0].months[1].missed_share == Approx(0.02));
  CHECK(mid[0].short_from == 2);
  CHECK_FALSE(mid[0].by_missed);
  REQUIRE(mid[0].shortages.size() == 1);
  CHECK(mid[0].shortages[0].to == 4);
  CHECK(mid[0].shortages[0].level.mean == Approx((0.92 + 0.95 + 0.97) / 3.0));
  const auto high = capacity_of(results, 2);
  CHECK(high[0].short_from == 2);
  CHECK(high[0].by_missed);
  CHECK(high[0].shortages[0].level.mean == Approx(0.3));
  CHECK(high[0].months[3].backlog == Approx(4.5));
  std::ostringstream page;
  print_capacity(page, draws_from(results), 2, high, 0.95);
  // months are of the scenario's own numbers, which is said where the promise beside them is over draws
  FileAnswers calm;
  calm.capacity = {mid[0]};
  calm.capacity[0].shortages.clear();
  const auto team_of = [&](const ResultSet& of) {
    const Draws drawn = draws_from(of);
    return file_lines(of, drawn, decide(drawn, {}), calm, {})[0].text;
  };
  CHECK(contains(team_of(results), "No team is shown to be short"));
  CHECK(contains(team_of(test::sample_draws(40, 2)), "By the scenario's own numbers, by which months are kept, no team is shown"));
  INFO(page.str());
  CHECK(contains(page.str(), "waiting"));
  CHECK(contains(page.str(), "70 %"));  // 30 of 100 are missed
  CHECK(contains(page.str(), "4.5"));
  CHECK(contains(shortage_in_words(high[0], 0.95), "it misses 30 % of its requests, more than 10 %"));

  // two months are no lasting shortage
  const auto with = [&](auto&& value) {
    ResultSet other = results;
    for (ResultVariable& variable : other.variables)
      if (variable.name == "pool_utilisation")
        for (std::size_t r = 0; r < 5; ++r)
          for (std::size_t m = 0; m < 4; ++m) variable.values[(1 * 5 + r) * 4 + m] = value(r, m);
    return capacity_of(other, 1).front();
  };
  const PoolPlan two = with([&](std::size_t, std::size_t m) { return seldom[m]; });
  CHECK(two.shortages.empty());
  CHECK_FALSE(two.suspected);
  // beyond the limit in the mean of every month, and within noise: told as open, with its interval
  const PoolPlan noisy = with([&](std::size_t r, std::size_t m) { return m == 0 ? 0.7 : 0.905 + 0.05 * (static_cast<double>(r) - 2.0) / 2.0; });
  CHECK(noisy.shortages.empty());
  CHECK_FALSE(noisy.short_from);
  REQUIRE(noisy.suspected);
  CHECK(noisy.suspected->from == 2);
  CHECK(noisy.suspected->level.standard_error > 0.01);
  CHECK(contains(shortage_in_words(noisy, 0.95), "which 5 replications do not tell from chance: it is busy 90"));
  // the same with a tenth of the noise is shown
  const PoolPlan quiet = with([&](std::size_t r, std::size_t m) { return m == 0 ? 0.7 : 0.92 + 0.005 * (static_cast<double>(r) - 2.0) / 2.0; });
  REQUIRE(quiet.shortages.size() == 1);
  CHECK(quiet.look_confidence == Approx(1.0 - 0.05 / 2.0));  // two windows of three months
}
