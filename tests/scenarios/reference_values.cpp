// Published and closed-form answers, through the ordinary path: scenario file, loader, simulation.
//
// Every check: false alarm 1e-4 for its fixed seed, the resolution stated beside it, and the same result off by a planted
// error, which must be caught.
#include <cmath>
#include <filesystem>
#include <string>

#include "models/language/load.h"
#include "models/simulate/simulate.h"
#include "tests/support/catch.h"
#include "tests/support/statistical.h"

using namespace tenure;
using namespace tenure::models;
using namespace tenure::test;

namespace {

Scenario reference(const std::string& name, const std::vector<std::string>& sets) {
  LoadOptions options;
  options.sets = sets;
  const Loaded loaded = load(std::filesystem::path(TENURE_SOURCE_DIR) / "tests/scenarios/reference" / (name + ".toml"), options);
  for (const Fault& fault : loaded.faults) UNSCOPED_INFO(fault.message);
  REQUIRE(loaded.ok());
  REQUIRE(loaded.points.size() == 1);
  return loaded.points[0];
}

/// [replication] of one strategy.
std::vector<CellResult> cells(const Scenario& s, int strategy, int replications, EngineKind engine = EngineKind::reference) {
  const Simulation simulation(s, strategy);
  std::vector<CellResult> out;
  for (int r = 0; r < replications; ++r) out.push_back(simulation.run({0, r}, {.engine = engine}));
  return out;
}

template <class Fn>
std::vector<double> each(const std::vector<CellResult>& list, Fn&& value) {
  std::vector<double> out;
  for (const CellResult& r : list) out.push_back(value(r));
  return out;
}

std::vector<double> minus(std::vector<double> a, const std::vector<double>& b) {
  for (std::size_t i = 0; i < a.size(); ++i) a[i] -= b[i];
  return a;
}

std::vector<double> times(std::vector<double> a, double factor) {
  for (double& x : a) x *= factor;
  return a;
}

double sd(const std::vector<double>& x) {
  double mean = 0.0, squares = 0.0;
  for (const double v : x) mean += v / static_cast<double>(x.size());
  for (const double v : x) squares += (v - mean) * (v - mean);
  return std::sqrt(squares / static_cast<double>(x.size() - 1));
}

/// Agrees, and would not if everything were `planted` (1.01: 1 %) times as large.
void holds(const std::vector<double>& values, double expected, double resolution, double planted) {
  const MeanCheck check{.false_alarm = 1e-4, .resolution = resolution};
  CHECK(agrees(values, expected, check));
  CHECK(differs(times(values, planted), expected, check));
}

}  // namespace

TEST_CASE("reference: HIV, Chancellor 1997") {
  constexpr double patients = 2500.0;
  const Scenario s = reference("hiv", {"segment.patients.customers=2500"});
  const auto mono = cells(s, 0, 50), combi = cells(s, 1, 50);
  const auto cost = [&](const CellResult& r) { return r[Measure::flow_cost_discounted][0] / patients; };
  const auto years = [&](const CellResult& r) { return r[Measure::effect][0] / patients; };
  holds(each(mono, cost), 44663.4536, 0.0075, 1.015);
  holds(each(combi, cost), 50601.6513, 0.0075, 1.015);
  holds(each(mono, years), 7.9912066, 0.0085, 1.015);
  holds(each(combi, years), 8.9373889, 0.0075, 1.015);
  // spread between individuals
  CHECK(sd(each(mono, cost)) * std::sqrt(patients) == Approx(22152.27).epsilon(0.4));
  CHECK(sd(each(mono, years)) * std::sqrt(patients) == Approx(4.69218).epsilon(0.4));
  // Incremental ratio, as a difference that must vanish: d(cost) - ICER d(years)
  const auto balance = [&](double icer) {
    return minus(minus(each(combi, cost), each(mono, cost)), times(minus(each(combi, years), each(mono, years)), icer));
  };
  CHECK(agrees(balance(6275.956), 0.0, {.false_alarm = 1e-4, .absolute = 100.0}));
  CHECK(differs(balance(6275.956 * 1.05), 0.0, {.false_alarm = 1e-4, .absolute = 100.0}));
}

TEST_CASE("reference: sick-sicker, Krijkamp 2018") {
  constexpr double people = 2000.0;
  const Scenario s = reference("sick_sicker", {"segment.people.customers=2000"});
  const auto none = cells(s, 0, 50), treated = cells(s, 1, 50);
  const auto cost = [&](const CellResult& r) { return r[Measure::flow_cost_discounted][0] / people; };
  const auto qaly = [&](const CellResult& r) { return r[Measure::effect][0] / people; };
  holds(each(none, cost), 75976.149, 0.015, 1.03);
  holds(each(treated, cost), 141623.028, 0.015, 1.03);
  holds(each(none, qaly), 15.838848, 0.006, 1.01);
  holds(each(treated, qaly), 16.400406, 0.006, 1.01);
  // With common random numbers the spread of the difference in cost is 51,857 per person, 122,870 without.
  const auto difference = minus(each(treated, cost), each(none, cost));
  CHECK(sd(difference) * std::sqrt(people) == Approx(51857.0).epsilon(0.4));
  auto shifted = each(none, cost);
  std::rotate(shifted.begin(), shifted.begin() + 1, shifted.end());
  CHECK(sd(minus(each(treated, cost), shifted)) * std::sqrt(people) > 1.5 * 51857.0);
  const auto balance = [&](double icer) { return minus(difference, times(minus(each(treated, qaly), each(none, qaly)), icer)); };
  CHECK(agrees(balance(116901.0), 0.0, {.false_alarm = 1e-4, .absolute = 1000.0}));
  CHECK(differs(balance(116901.0 * 1.03), 0.0, {.false_alarm = 1e-4, .absolute = 1000.0}));
}

TEST_CASE("reference: margin multiples") {
  const std::vector<double> retention = {0.6, 0.7, 0.8, 0.9};
  for (const double i : {0.10, 0.14}) {
    std::vector<std::string> sets;
    for (const char* segment : {"r60", "r70", "r80", "r90"}) sets.push_back(std::string("segment.") + segment + ".customers=1500");
    if (i == 0.14) sets.push_back("money.discount=\"14 % / yr\"");
    const Scenario s = reference("margin_multiple", sets);
    const auto arrears = cells(s, 0, 30), advance = cells(s, 1, 30);
    for (std::size_t g = 0; g < retention.size(); ++g) {
      const auto value = [&](const CellResult& r) { return r[Measure::segment_revenue_discounted][g] / 1500.0; };
      const double r = retention[g];
      holds(each(arrears, value), r / (1 + i - r), 0.035, 1.08);
      holds(each(advance, value), (1 + i) / (1 + i - r), 0.025, 1.06);
    }
  }
}

TEST_CASE("reference: five points of retention") {
  // Not discounted, five points are worth 0.05 / (0.95 - r): at r = 0.85 half as much again.  Paired by common luck.
  const Scenario low = reference("margin_multiple", {"segment.r90.customers=1500", "segment.r90.decision.renewal.to.lost=0.15",
                                                     "segment.r60.customers=0", "segment.r70.customers=0", "segment.r80.customers=0",
                                                     "money.discount=\"0 % / yr\""});
  Scenario high = low;
  for (Decision& d : high.decisions)
    for (Decision::Way& way : d.ways) way.share[3].value = 0.10;
  const auto value = [](const CellResult& r) { return r[Measure::revenue][0] / 1500.0; };
  const auto before = each(cells(low, 1, 30), value), after = each(cells(high, 1, 30), value);
  // immediate first margin: 1 / (1 - r); 80 years cut off less than 1e-3 of it
  holds(before, 1.0 / 0.15, 0.025, 1.06);
  CHECK(agrees(minus(after, times(before, 1.5)), 0.0, {.false_alarm = 1e-4, .absolute = 0.15}));
  CHECK(differs(minus(after, times(before, 1.4)), 0.0, {.false_alarm = 1e-4, .absolute = 0.15}));
}

TEST_CASE("reference: shifted beta-geometric retention, Fader and Hardie 2007") {
  const Scenario s = reference("shifted_beta_geometric", {"segment.regular.customers=4000"});
  const auto list = cells(s, 0, 40);
  double survival = 1.0;
  const double alpha = 0.7041, beta = 1.1820;
  for (int year = 1; year <= 12; ++year) {
    survival *= (beta + year - 1) / (alpha + beta + year - 1);
    // the decision falls on the month's end; who has left then is not in the month's count
    const auto left = each(list, [&](const CellResult& r) { return r[Measure::monthly_retained][static_cast<std::size_t>(12 * year - 1)]; });
    holds(left, survival, 0.03, 1.06);
  }
  CHECK(survival == Approx(0.170).epsilon(0.01));
}

TEST_CASE("reference: recency and the mailing list, Pfeifer and Carraway 2000") {
  std::vector<std::string> sets;
  for (int i = 1; i <= 4; ++i) sets.push_back("segment.recency_" + std::to_string(i) + ".customers=2000");
  const Scenario s = reference("markov_recency", sets);
  const std::vector<std::vector<double>> expected = {{52.3196, 5.5538, 1.2508, -1.8200}, {53.1494, 6.6207, 2.6437, 0.0}};
  for (int strategy = 0; strategy < 2; ++strategy) {
    const auto list = cells(s, strategy, 40);
    for (std::size_t g = 0; g < 4; ++g) {
      const auto value = each(list, [&](const CellResult& r) { return r[Measure::segment_net_value_direct][g] / 2000.0; });
      const double truth = expected[static_cast<std::size_t>(strategy)][g];
      if (truth == 0.0) {  // never mailed, never buys: but the first year's mailing has been left out too
        for (const double v : value) CHECK(v == 0.0);
        continue;
      }
      const MeanCheck check{.false_alarm = 1e-4, .absolute = 0.5};
      CHECK(agrees(value, truth, check));
      CHECK(differs(value, truth + 1.5, check));
    }
  }
}

TEST_CASE("reference: Bass diffusion, law of motion") {
  // Who the first adopters are is chance that the contagion magnifies, so the curve itself needs many customers (the long
  // test beside this one has them).  Sharp with few: adoptions minus the integral of their rate, F(T) - int (p + q F)(1 - F),
  // have mean 0 and no more chance than a binomial count.
  constexpr double customers = 1000.0;
  const Scenario s = reference("bass", {"segment.market.customers=1000", "time.horizon=\"10.1 yr\""});
  const auto list = cells(s, 0, 16, EngineKind::windows);
  const auto share = [&](const CellResult& r, int month) {  // at the end of month `month`, -1: the start
    return month < 0 ? 0.0
                     : r[Measure::stage_occupancy][static_cast<std::size_t>(s.time.months() + month)] / customers;
  };
  for (const int years : {5, 10}) {
    const auto balance = [&](double q) {
      return each(list, [&](const CellResult& r) {
        double integral = 0.0;  // Simpson's rule over pairs of months
        const auto rate = [&](int month) { return (0.03 + q * share(r, month)) * (1.0 - share(r, month)) / 12.0; };
        for (int m = -1; m + 2 < 12 * years; m += 2) integral += (rate(m) + 4 * rate(m + 1) + rate(m + 2)) / 3.0;
        return share(r, 12 * years - 1) - integral;
      });
    };
    const MeanCheck check{.false_alarm = 1e-4, .absolute = 0.055};
    CHECK(agrees(balance(0.38), 0.0, check));
    if (years == 10) CHECK(differs(balance(0.5), 0.0, check));
  }
}
