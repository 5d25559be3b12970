// Known parameters are fitted back: 40 data sets of each law, whose 95 % intervals must cover as often as they say.
// Each check fails by chance once in 10,000 when all is right; it sees a coverage below 0.7 nine times in ten. What
// must fail: intervals held against parameters that are a little off, and late entries taken for beginnings.
#include <cmath>
#include <vector>

#include "analysis/fit/arrivals.h"
#include "analysis/fit/bg_nbd.h"
#include "analysis/fit/durations.h"
#include "analysis/fit/kaplan_meier.h"
#include "analysis/fit/retention_fit.h"
#include "tests/support/catch.h"
#include "tests/support/coverage.h"
#include "tests/support/simulated_contacts.h"
#include "tests/support/simulated_rows.h"

using namespace tenure;
using namespace tenure::analysis::fit;
using test::Coverage;

namespace {

constexpr int kSets = 40;
constexpr double kFalseAlarm = 1e-4;

/// Coverage of each parameter over data sets of `rows` customers.
std::vector<Coverage> retention_coverage(const RetentionFamily& family, const Values& made, const Values& sought,
                                         std::size_t rows, int latest_entry, bool forget_entries) {
  std::vector<Coverage> out;
  for (const PositiveParameter& p : family.parameters) out.emplace_back(std::string(family.name) + " " + p.name);
  for (std::uint64_t set = 0; set < kSets; ++set) {
    std::vector<Spell> spells = test::simulated_spells(family, made, rows, 6, 36, latest_entry, 2026, set);
    for (Spell& s : spells)
      if (forget_entries) s.entry = 0.0;
    const RetentionFit fit = fit_retention(family, spells);
    for (std::size_t i = 0; i < out.size(); ++i) out[i].add(interval_of(fit.maximum, i, 0.95), sought[i]);
  }
  return out;
}

bool all_cover(const std::vector<Coverage>& list) {
  bool all = true;
  for (const Coverage& c : list) {
    UNSCOPED_INFO(c.text());
    all = all && c.at_rate(0.95, kFalseAlarm);
  }
  return all;
}

}  // namespace

TEST_CASE("fit: retention laws are fitted back, and their intervals cover") {
  CHECK(all_cover(retention_coverage(exponential, {0.05}, {0.05}, 600, 0, false)));
  CHECK(all_cover(retention_coverage(weibull, {0.7, 25.0}, {0.7, 25.0}, 600, 12, false)));
  CHECK(all_cover(retention_coverage(shifted_beta_geometric, {1.2, 8.0}, {1.2, 8.0}, 1000, 0, false)));
}

TEST_CASE("fit: what is a little off, or read wrongly, is seen") {
  CHECK_FALSE(all_cover(retention_coverage(exponential, {0.05}, {0.06}, 600, 0, false)));
  CHECK_FALSE(all_cover(retention_coverage(weibull, {0.7, 25.0}, {0.85, 25.0}, 600, 12, false)));
  CHECK_FALSE(all_cover(retention_coverage(weibull, {0.7, 25.0}, {0.7, 25.0}, 600, 12, true)));
}

TEST_CASE("fit: Greenwood's interval covers the true curve") {
  Coverage at_6("6 months"), at_24("24 months"), off("24 months, the curve of a risk a fifth higher");
  const Values truth = {0.7, 25.0}, other = {0.7, 25.0 * std::pow(1.2, -1.0 / 0.7)};
  for (std::uint64_t set = 0; set < 120; ++set) {
    const KaplanMeier km(test::simulated_spells(weibull, truth, 600, 6, 36, 0, 7, set));
    at_6.add(km.at(6.0, 0.95), survival(weibull, truth, 6.0));
    at_24.add(km.at(24.0, 0.95), survival(weibull, truth, 24.0));
    off.add(km.at(24.0, 0.95), survival(weibull, other, 24.0));
  }
  INFO(at_6.text() << ", " << at_24.text() << ", " << off.text());
  CHECK(at_6.at_rate(0.95, kFalseAlarm));
  CHECK(at_24.at_rate(0.95, kFalseAlarm));
  CHECK_FALSE(off.at_rate(0.95, kFalseAlarm));
}

TEST_CASE("fit: BG/NBD is fitted back") {
  const Values truth = {0.8, 6.0, 1.2, 3.0};
  std::vector<Coverage> right, off;
  for (const char* name : {"r", "alpha", "a", "b"}) {
    right.emplace_back(name);
    off.emplace_back(name);
  }
  for (std::uint64_t set = 0; set < kSets; ++set) {
    const Maximum m = bg_nbd::fit(test::simulated_bg_buyers(truth, 500, 3, set));
    for (std::size_t i = 0; i < 4; ++i) {
      right[i].add(interval_of(m, i, 0.95), truth[i]);
      off[i].add(interval_of(m, i, 0.95), 1.5 * truth[i]);
    }
  }
  CHECK(all_cover(right));
  CHECK_FALSE(all_cover(off));
}

TEST_CASE("fit: newcomers, their season, work, patience and ways out of a stage are fitted back") {
  // beside each interval the same one held against a value a fifth off, which has to be caught
  const double won = 1.0 / 150.0, lost = 1.0 / 75.0;
  const std::vector<double> season = test::waved_season();
  std::vector<Coverage> right, off;
  const std::vector<const char*> names = {"level", "growth", "April", "October", "work cv", "patience", "Weibull shape",
                                          "Weibull scale", "share won", "time to lose"};
  for (const char* name : names) {
    right.emplace_back(name);
    off.emplace_back(std::string(name) + ", a fifth off");
  }
  for (std::uint64_t set = 0; set < kSets; ++set) {
    const ArrivalsFit growing = fit_arrivals(test::simulated_newcomers(3.0, 1.4, {}, 19000, 1300, 81, set), 19000, 20299);
    const ArrivalsFit waved = fit_arrivals(test::simulated_newcomers(8.0, 1.0, season, 19000, 1461, 82, set), 19000, 20460);
    REQUIRE(growing.grows);
    REQUIRE(waved.seasonal);
    const LognormalFit work = fit_lognormal(test::simulated_work(2.0, 0.9, 1500, 83, set), 0.95);
    const PatienceFit patience = fit_patience(test::simulated_waits(1.0, 6.0, 4.0, 1500, 84, set), 0.95),
                      rising = fit_patience(test::simulated_waits(1.6, 6.0, 4.0, 1500, 85, set), 0.95);
    const auto ways = test::fitted_leads(won, lost, 1500, 86, set);
    const std::vector<std::pair<Interval, double>> found = {{interval_of(growing.maximum, 0, 0.95), 3.0 * 30.4375},
                                                            {interval_of(growing.maximum, 1, 0.95), 1.4},
                                                            {season_of(waved, 3, 0.95), season[3]},
                                                            {season_of(waved, 9, 0.95), season[9]},
                                                            {work.cv, std::sqrt(std::expm1(0.81))},
                                                            {patience.mean, 6.0},
                                                            {rising.shape, 1.6},
                                                            {rising.scale, 6.0},
                                                            {ways[0].share, won / (won + lost)},
                                                            {ways[1].time.mean, 1.0 / lost}};
    for (std::size_t i = 0; i < found.size(); ++i) {
      right[i].add(found[i].first, found[i].second);
      off[i].add(found[i].first, 1.2 * found[i].second);
    }
  }
  CHECK(all_cover(right));
  for (const Coverage& c : off) {
    INFO(c.text());
    CHECK_FALSE(c.at_rate(0.95, kFalseAlarm));
  }
}
