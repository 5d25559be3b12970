// Two published evaluations of treatments, exactly and by simulation: Chancellor 1997 and Krijkamp 2018.
//
// Every expected value is computed here from the scenario's own numbers, by powers of the yearly matrix, and compared with
// the published figure; the simulation is then compared with it. False alarm 1e-4 a check for its fixed seed; resolutions
// beside the checks; errors are planted in the scenario that is simulated: every hazard of getting worse 3 or
// 10 % too high, an amount of the treatment 2 or 3 % too high. The long test beside this one resolves 1 %.
#include "tests/support/treatment_cases.h"

using namespace tenure::test;

TEST_CASE("reference: HIV, Chancellor 1997") {
  check_hiv({.patients = 5000, .replications = 40, .resolution = 0.0085, .planted = 1.03});
}

TEST_CASE("reference: HIV, spread between patients") {
  // 2,000 cells with one patient each. Resolution 7 %; planted: every hazard of getting worse 30 % too high.
  const Scenario s = reference_case("hiv", {"segment.patients.customers=1"});
  const std::vector<double> published_cost = {22152.27, 20914.62}, published_years = {4.69218, 4.66606};
  for (const int strategy : {0, 1}) {
    const auto list = play(s, strategy, 2000);
    const auto i = static_cast<std::size_t>(strategy);
    const Total cost = total(hiv_cost(s, strategy)), years = total(hiv_years(s, strategy));
    CHECK(cost.sd[0] == Approx(published_cost[i]).epsilon(1e-6));
    CHECK(years.sd[0] == Approx(published_years[i]).epsilon(2e-6));
    CHECK(sd(each(list, hiv_cost_of)) == Approx(cost.sd[0]).epsilon(0.07));
    CHECK(sd(each(list, hiv_years_of)) == Approx(years.sd[0]).epsilon(0.07));
  }
  const auto planted = play(worse(s, 1.3), 0, 2000);
  CHECK_FALSE(sd(each(planted, hiv_years_of)) == Approx(4.69218).epsilon(0.07));
}

TEST_CASE("reference: sick-sicker, Krijkamp 2018") {
  check_sick_sicker({.patients = 2000, .replications = 40, .resolution = 0.0205, .planted = 1.10});
}

TEST_CASE("reference: sick-sicker, common random numbers") {
  // The same person gets the same luck under both strategies, and the drug changes nobody's health: so differences in cost
  // are known much better than from independent people. Published ratio of variances 5.61; one person a cell, 2,000 cells.
  const Scenario s = reference_case("sick_sicker", {"segment.people.customers=1"});
  const auto none = play(s, 0, 2000), treated = play(s, 1, 2000);
  const auto cost = [](const CellResult& r) { return r[Measure::flow_cost_discounted][0]; };
  const auto qaly = [](const CellResult& r) { return r[Measure::effect][0]; };
  auto others = none;  // treated against somebody else untreated
  std::rotate(others.begin(), others.begin() + 1, others.end());
  const auto ratio = [&](auto value) {
    const double common = sd(minus(each(treated, value), each(none, value)));
    const double independent = sd(minus(each(treated, value), each(others, value)));
    return independent * independent / (common * common);
  };
  // Nobody's health differs between the strategies, in any cell: so the luck is shared in full, and the ratio that it can
  // give is known exactly. Planted: strategies under different luck.
  const Eigen::Vector4d care(2000, 4000, 15000, 0), drug(0, 12000, 12000, 0);
  const double apart = std::hypot(sick_sicker_total(s, care).sd[0], sick_sicker_total(s, care + drug).sd[0]);
  const double together = sick_sicker_total(s, drug).sd[0];
  CHECK(apart * apart / (together * together) == Approx(5.61).epsilon(0.01));
  std::size_t other = 0;
  for (std::size_t r = 0; r < none.size(); ++r) {
    REQUIRE(treated[r][Measure::stage_occupancy] == none[r][Measure::stage_occupancy]);
    if (treated[r][Measure::stage_occupancy] != others[r][Measure::stage_occupancy]) ++other;
  }
  CHECK(other > 1800);
  CHECK(sd(minus(each(treated, cost), each(none, cost))) == Approx(51857.0).epsilon(0.07));
  CHECK(sd(minus(each(treated, cost), each(others, cost))) == Approx(122870.0).epsilon(0.07));
  INFO("ratio of variances: cost " << ratio(cost) << ", QALY " << ratio(qaly));
  CHECK(ratio(cost) > 4.9);  // within the 12 % that 2,000 people tell
  CHECK(ratio(cost) < 6.3);
  CHECK(ratio(qaly) > 300.0);
}
