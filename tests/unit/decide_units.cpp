// What is one independent value for a decision: antithetic pairs count once, counts chosen by looking widen intervals, and what is
// known for the scenario's own numbers only has their interval, draws or not.
#include <cmath>
#include <nlohmann/json.hpp>

#include "analysis/decide/document.h"
#include "analysis/decide/file_page.h"
#include "analysis/decide/mixture.h"
#include "analysis/decide/study.h"
#include "analysis/decide/words.h"
#include "analysis/estimate/estimates.h"
#include "analysis/results/common_replications.h"
#include "tests/support/catch.h"
#include "tests/support/sample_results.h"

namespace {

using namespace tenure;
using namespace tenure::analysis;
using namespace tenure::analysis::decision;

constexpr std::size_t replications = 20, pairs = replications / 2;

Draws draws_from(const ResultSet& results) {
  auto read = draws_of(results, {"operating_cost", "retention_12m", "net_value"});
  REQUIRE(std::holds_alternative<Draws>(read));
  return std::get<Draws>(std::move(read));
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

using test::add_measure;

/// Luck of a pair that both of its replications have, and luck that the second has mirrored.
double shared_luck(std::size_t s, std::size_t r) { return test::wobble(s + 3, r / 2, 5); }
double mirrored_luck(std::size_t s, std::size_t r) { return (r % 2 == 0 ? 1.0 : -1.0) * test::wobble(s + 3, r / 2, 9); }

/// Twenty replications in ten pairs.  Net value has the luck of its pair, which counts, or one that cancels within it.
ResultSet in_pairs(double shared, double mirrored) {
  ResultSet results = test::sample_results(replications);
  results.antithetic = true;
  const auto value = [&](std::size_t s, std::size_t r) {
    return 1e6 * (10.0 + 0.05 * static_cast<double>(s)) + shared * shared_luck(s, r) + mirrored * mirrored_luck(s, r);
  };
  for (ResultVariable& variable : results.variables)
    if (variable.name == "net_value")
      for (std::size_t s = 0; s < 3; ++s)
        for (std::size_t r = 0; r < replications; ++r) variable.values[s * replications + r] = value(s, r);
  for (const char* name : {"segment_revenue_discounted", "segment_revenue"})
    add_measure(results, name, "USD", {"segment"}, [](std::size_t s, std::size_t r, std::size_t) { return 900.0 + 30.0 * static_cast<double>(s) + 20.0 * shared_luck(s, r); });
  add_measure(results, "segment_flow_cost_discounted", "USD", {"segment"}, [](std::size_t, std::size_t, std::size_t) { return 0.0; });
  add_measure(results, "segment_service_cost_discounted", "USD", {"segment"}, [](std::size_t s, std::size_t r, std::size_t) { return 10.0 + 15.0 * static_cast<double>(s) + shared_luck(s + 1, r); });
  add_measure(results, "segment_customers_opening", "customer", {"segment"}, [](std::size_t, std::size_t, std::size_t) { return 50.0; });
  add_measure(results, "segment_newcomers", "customer", {"segment"}, [](std::size_t, std::size_t, std::size_t) { return 10.0; });
  add_measure(results, "monthly_customer_time", "mo", {"segment", "month"}, [](std::size_t, std::size_t, std::size_t) { return 60.0; });
  add_measure(results, "monthly_revenue", "USD", {"month"}, [](std::size_t s, std::size_t r, std::size_t) { return 100.0 + 5.0 * shared_luck(s, r); });
  add_measure(results, "monthly_flow_cost", "USD", {"month"}, [](std::size_t, std::size_t, std::size_t) { return 10.0; });
  add_measure(results, "monthly_operating_cost", "USD", {"month"}, [](std::size_t s, std::size_t, std::size_t) { return 20.0 + static_cast<double>(s); });
  add_measure(results, "missed_share", "1", {}, [](std::size_t s, std::size_t r, std::size_t) { return 0.05 + 0.01 * shared_luck(s, r); });
  for (const char* name : {"pool_missed_share", "pool_overall_response"})
    add_measure(results, name, name[5] == 'm' ? "1" : "h", {"pool"}, [](std::size_t s, std::size_t r, std::size_t) { return 0.1 + 0.01 * shared_luck(s, r); });
  for (const char* name : {"pool_servers", "pool_utilisation", "pool_requests", "pool_missed"})
    add_measure(results, name, "1", {"pool", "month"}, [](std::size_t s, std::size_t r, std::size_t) { return 0.9 + 0.01 * shared_luck(s, r); });
  REQUIRE(inconsistency(results).empty());
  return results;
}

/// The half-width that a decision on `results` gives to a number of the scenario's own numbers.
double half_width(const ResultSet& results, const Measured& measured) {
  return decision::estimate_of(measured, base_units(results), results.confidence).half_width;
}

std::vector<double> base_values(const ResultSet& results, const char* name, std::size_t strategy, std::size_t offset = 0) {
  return replication_values(results, *results.variable(name), strategy, offset);
}

/// Every interval of a decision on the scenario's own numbers is the one that a comparison has.
void check_against_comparison(const ResultSet& results) {
  const Draws draws = draws_from(results);
  const Decision decision = decide(draws, {});
  const Certainty& certainty = decision.choice->certainty;
  const auto choice = static_cast<std::size_t>(certainty.choice), next = static_cast<std::size_t>(certainty.runner_up);
  const ResultVariable& net = *results.variable("net_value");
  CHECK(half_width(results, certainty.lead) == Approx(paired_of(results, net, choice, next).difference.half_width));
  CHECK(half_width(results, certainty.chosen().worth) == Approx(estimate_of(results, net, choice).half_width));
  CHECK(certainty.chosen().worth.mean == Approx(estimate_of(results, net, choice).mean));
  for (std::size_t s = 0; s < 3; ++s)
    if (s != choice) CHECK(half_width(results, certainty.strategies[s].behind) == Approx(paired_of(results, net, choice, s).difference.half_width));
  for (const IncrementalRow& row : decision.table)
    CHECK(half_width(results, row.effect) == Approx(estimate_of(results, *results.variable("retention_12m"), static_cast<std::size_t>(row.strategy)).half_width));

  // cash at the end: four months of revenue less costs
  const auto cash = cash_of(results);
  REQUIRE(cash);
  CHECK(cash->replications == base_units(results));
  std::vector<double> own(results.replications()), baseline(results.replications());
  for (std::size_t m = 0; m < 4; ++m)
    for (std::size_t r = 0; r < results.replications(); ++r) {
      own[r] += base_values(results, "monthly_revenue", 2, m)[r];
      baseline[r] += base_values(results, "monthly_revenue", 0, m)[r];
    }
  CHECK(half_width(results, cash->paths[1].cumulative.back()) == Approx(paired_of(results, own, baseline).difference.half_width));

  const std::vector<Promise> promises = {{"desk", "support", true, 0.2, {"low", "mid", "high"}}};
  const PromisesAnswer kept = answer_promises(results, promises, results.confidence);
  CHECK(half_width(results, kept.standing[0][1].value) == Approx(estimate_of(results, *results.variable("pool_missed_share"), 1).half_width));
  CHECK(half_width(results, *kept.missed_contacts[1]) == Approx(estimate_of(results, *results.variable("missed_share"), 1).half_width));

  const GoalRead goal = read_goal(results, "missed_share<=0.05");
  REQUIRE(goal.goal);
  const GoalsAnswer goals = answer_goals(results, draws, {*goal.goal}, results.confidence);
  CHECK(goals.units == base_units(results));
  CHECK(half_width(results, goals.standing[0][1].value) == Approx(half_width(results, *kept.missed_contacts[1])));

  const auto by = by_segment(results, 0, results.confidence);
  REQUIRE(by);
  CHECK(half_width(results, by->segments[0].certainty.lead) ==
        Approx(paired_of(results, *results.variable("segment_net_value_direct"), static_cast<std::size_t>(by->segments[0].certainty.choice),
                         static_cast<std::size_t>(by->segments[0].certainty.runner_up), 0)
                   .difference.half_width));

  const std::vector<PoolPlan> plans = capacity_of(results, 1, results.confidence);
  REQUIRE(plans.size() == 1);
  CHECK(plans[0].replications == base_units(results));
  CHECK(half_width(results, {plans[0].months[0].utilisation, plans[0].months[0].utilisation_error}) ==
        Approx(estimate_of(results, *results.variable("pool_utilisation"), 1, 0).half_width));
}

}  // namespace

TEST_CASE("Antithetic pairs are the units of a decision", "[unit][decide]") {
  // planted: what a pair has in common is its luck twice; replications as units would take it for twenty values
  const ResultSet common = in_pairs(2.2e5, 0.0);
  ResultSet single = common;
  single.antithetic = false;
  const Decision decision = decide(draws_from(common), {}), wrong = decide(draws_from(single), {});
  const Certainty &certainty = decision.choice->certainty, &naive = wrong.choice->certainty;
  CHECK(certainty.draws == pairs);
  CHECK(naive.draws == replications);
  CHECK(certainty.lead.mean == Approx(naive.lead.mean));
  CHECK(half_width(common, certainty.lead) > 1.35 * half_width(single, naive.lead));
  // and so the choice that looked sure is not
  CHECK_FALSE(clear_of_zero(certainty.lead, pairs, 0.95));
  CHECK(clear_of_zero(naive.lead, replications, 0.95));
  check_against_comparison(common);

  // planted: luck that cancels within a pair is no luck at all
  const ResultSet opposed = in_pairs(1e3, 2e5);
  ResultSet apart = opposed;
  apart.antithetic = false;
  CHECK(clear_of_zero(decide(draws_from(opposed), {}).choice->certainty.lead, pairs, 0.95));
  CHECK_FALSE(clear_of_zero(decide(draws_from(apart), {}).choice->certainty.lead, replications, 0.95));
  check_against_comparison(opposed);

  // it is said what counts once, and the document knows both counts
  const PageOptions options = page_of_file(common, 0.95);
  CHECK(contains(in_plain_words(draws_from(common), decision, options), "over 10 pairs of replications"));
  CHECK(contains(in_plain_words(draws_from(single), wrong, options), "over 20 replications"));
  const auto json = as_json(draws_from(common), decision, options);
  CHECK(json.at("units") == 10);
  CHECK(json.at("replications_per_draw") == 20);
  CHECK(json.at("antithetic_pairs") == true);
  CHECK(json.at("choice").at("lead").at("half_width").get<double>() == Approx(half_width(common, certainty.lead)));
  // a strategy by segment goes by pairs too
  const auto mixture = choose_by_segment(common, {0, 1, 2});
  REQUIRE(mixture);
  CHECK(mixture->units == 10);
  CHECK(mixture->unit_word == "pairs of replications");
}

TEST_CASE("A pair of which one replication has no value tells nothing", "[unit][decide]") {
  ResultSet results = in_pairs(1e5, 0.0);
  for (ResultVariable& variable : results.variables)
    if (variable.name == "pool_missed_share") variable.values[1 * replications + 5] = std::nan("");
  const PromisesAnswer kept = answer_promises(results, {{"desk", "support", true, 0.2, {"mid"}}}, 0.95);
  const Estimate expected = estimate_of(results, *results.variable("pool_missed_share"), 1);
  CHECK(expected.n == 9);
  CHECK(decision::estimate_of(kept.standing[0][1].value, 9, 0.95).half_width == Approx(expected.half_width));
}

TEST_CASE("Counts chosen by looking widen the intervals of a decision", "[unit][decide]") {
  ResultSet stated = in_pairs(1e5, 3e4);
  stated.antithetic = false;
  ResultSet looked = stated;
  looked.chosen.emplace();
  looked.chosen->by_strategy = {replications, replications, replications};
  looked.chosen->nominal_confidence = 0.99;
  CHECK(base_layout(stated).widening == 1.0);
  const Certainty plain = decide(draws_from(stated), {}).choice->certainty, wide = decide(draws_from(looked), {}).choice->certainty;
  // t(19) at 99 % over t(19) at 95 %: 2.861 / 2.093
  CHECK(half_width(looked, wide.lead) == Approx(2.8609 / 2.0930 * half_width(stated, plain.lead)).epsilon(1e-3));
  CHECK(wide.lead.mean == plain.lead.mean);
  check_against_comparison(looked);
  ResultSet both = in_pairs(1e5, 3e4);
  both.chosen = looked.chosen;
  check_against_comparison(both);

  // prices and sizes of account as well
  const auto narrow_by = by_segment(stated, 0, 0.95), wide_by = by_segment(looked, 0, 0.95);
  const RatioInterval &narrow = narrow_by->segments[0].break_even[1].interval, &wider = wide_by->segments[0].break_even[1].interval;
  REQUIRE(narrow.bounded);
  REQUIRE(wider.bounded);
  CHECK(wider.high - wider.low > 1.2 * (narrow.high - narrow.low));

  // draws are never chosen by looking: only what is known for the scenario's own numbers is widened
  ResultSet drawn = test::sample_draws(40, 2, replications), drawn_looked = drawn;
  drawn_looked.chosen = looked.chosen;
  CHECK(decide(draws_from(drawn_looked), {}).choice->certainty.lead.standard_error == decide(draws_from(drawn), {}).choice->certainty.lead.standard_error);
  CHECK(base_layout(drawn_looked).widening > 1.3);
}

TEST_CASE("Strategies that a selection dropped are weighed by the replications that all have", "[unit][decide]") {
  const ResultSet whole = test::sample_results(replications);
  ResultSet results = whole;
  results.chosen.emplace();
  results.chosen->by_strategy = {replications, replications, 11};
  results.chosen->selection.emplace();
  for (ResultVariable& variable : results.variables)
    for (std::size_t i = 11 * results.width(variable); i < replications * results.width(variable); ++i)
      variable.values[2 * replications * results.width(variable) + i] = std::nan("");
  const MeasureNames names{"operating_cost", "retention_12m", "net_value"};
  CHECK(std::holds_alternative<MeasureFault>(draws_of(results, names)));

  const ResultSet cut = with_common_replications(results);
  CHECK(cut.replications() == 11);
  CHECK(replications_before_cut(cut) == replications);
  CHECK(replications_before_cut(results) == 0);
  const auto read = draws_of(cut, names);
  REQUIRE(std::holds_alternative<Draws>(read));
  for (const ResultVariable& variable : whole.variables) {
    const Matrix rows = base_rows(cut, *cut.variable(variable.name)), all = base_rows(whole, variable);
    INFO(variable.name);
    const Matrix first = all.topRows(11);
    CHECK(((rows.array() == first.array()) || (rows.array().isNaN() && first.array().isNaN())).all());
  }
  // whole pairs where replications mirror each other
  results.antithetic = true;
  CHECK(with_common_replications(results).replications() == 10);
  // nothing to cut
  results.chosen->by_strategy = {replications, replications, replications};
  CHECK(with_common_replications(results).replications() == replications);
}

TEST_CASE("What an account brings is of the scenario's own numbers, and so is its interval", "[unit][decide]") {
  ResultSet results = in_pairs(1e5, 0.0);
  results.antithetic = false;
  // the same file with draws of which it does not keep months
  const ResultSet drawn_sample = test::sample_draws(40, 2, replications);
  results.drawn = drawn_sample.drawn;
  for (ResultVariable& variable : results.variables) {
    if (variable.dims == std::vector<std::string>{"segment"} || variable.dims.empty()) {
      const std::size_t width = results.width(variable);
      for (std::size_t s = 0; s < 3; ++s)
        for (std::size_t i = 0; i < 80 * width; ++i)
          variable.draw_values.push_back(variable.values[s * replications * width + i % (replications * width)]);
    }
  }
  REQUIRE(inconsistency(results).empty());
  const auto by = by_segment(results, 0, 0.95);
  REQUIRE(by);
  CHECK(by->units == 40);
  CHECK(by->base_units == 20);
  const Draws draws = draws_from(results);
  const Decision decision = decide(draws, {});
  FileAnswers answers;
  answers.segments = by;
  const auto json = as_json(results, draws, answers, page_of_file(results, 0.95));
  std::vector<double> per_account = base_values(results, "segment_revenue", 0, 0);
  for (double& value : per_account) value /= 20.0;  // account-years: 60 months in each of 4 months
  const Estimate expected = estimate_of(results, per_account);
  const auto& found = json.at("by_segment").at("segments").at(0).at("revenue_per_account_year");
  CHECK(found.at("mean").get<double>() == Approx(expected.mean));
  CHECK(found.at("half_width").get<double>() == Approx(expected.half_width));  // Student's t of 20 replications, not of 40 draws
}

TEST_CASE("Where no number has a range, nobody is told to draw", "[unit][decide]") {
  ResultSet results = test::sample_results(replications);
  const Draws draws = draws_from(results);
  const Decision decision = decide(draws, {});
  CHECK(contains(in_plain_words(draws, decision, page_of_file(results, 0.95)), "run tenure run SCENARIO --draws 200, and decide on that"));
  for (ResultParameter& parameter : results.parameters) parameter.low = parameter.high = std::nan("");
  const std::string words = in_plain_words(draws, decision, page_of_file(results, 0.95));
  INFO(words);
  CHECK(contains(words, "No number of the scenario has a range stated"));
  CHECK(contains(words, "low = \"0.3 / yr\", high = \"0.8 / yr\" }, then run tenure run SCENARIO --draws 200"));
  CHECK_FALSE(contains(words, "cannot be said from this: run tenure run"));
}
