// The run-off against closed forms of lifetime value, through scenario files.
//
// A customer who stays each year with probability r and brings 1 at the end of each is worth r / (1 + i - r), and
// (1 + i) / (1 + i - r) when the first comes at once, however short the horizon, once the run-off is long.
#include <array>
#include <cmath>

#include "tests/support/catch.h"
#include "tests/support/reference_case.h"

using namespace tenure;
using namespace tenure::test;

namespace {

constexpr std::array<double, 4> kStay = {0.6, 0.7, 0.8, 0.9};

Scenario margins(const std::string& horizon, const std::string& run_off, std::vector<std::string> more = {}) {
  std::vector<std::string> sets = {"time.horizon=\"" + horizon + "\"", "time.run_off=\"" + run_off + "\""};
  for (const char* g : {"r60", "r70", "r80", "r90"}) sets.push_back(std::string("segment.") + g + ".customers=2500");
  sets.insert(sets.end(), more.begin(), more.end());
  return reference_case("margin_multiple", sets);
}

/// Value per customer of a segment: within the horizon, and after it.
Values worth(const std::vector<CellResult>& cells, std::size_t g) {
  return each(cells, [&](const CellResult& r) {
    return (r[Measure::segment_revenue_discounted][g] + r[Measure::segment_run_off_value][g]) / 2500.0;
  });
}

}  // namespace

TEST_CASE("run-off: margin multiples whatever the horizon", "[statistical]") {
  constexpr int cells = 24;
  const double i = 0.1;
  for (const char* horizon : {"1.1 yr", "3.1 yr", "10.5 yr"}) {
    INFO(horizon);
    const Scenario s = margins(horizon, "75 yr");
    for (const int strategy : {0, 1}) {
      const auto right = play(s, strategy, cells), wrong = play(worse(s, 1.12), strategy, cells);
      for (std::size_t g = 0; g < 4; ++g) {
        const double r = kStay[g], exact = strategy == 0 ? r / (1 + i - r) : (1 + i) / (1 + i - r);
        holds(worth(right, g), worth(wrong, g), exact, 0.05);
      }
    }
  }
  // a run-off that is cut off: what falls due up to then
  const auto cut = play(margins("2.5 yr", "3 yr"), 0, cells), cut_wrong = play(worse(margins("2.5 yr", "3 yr"), 1.12), 0, cells);
  for (std::size_t g = 0; g < 4; ++g) {
    double exact = 0.0;
    for (int t = 1; t <= 5; ++t) exact += std::pow(kStay[g] / (1 + i), t);
    holds(worth(cut, g), worth(cut_wrong, g), exact, 0.035);
  }
}

TEST_CASE("run-off: five points more of retention are worth 20, 25 and 33 %, net of acquisition 44, 46 and 52 %", "[statistical]") {
  // domain.md T1: per customer 1 / (1 - r / (1 + d)), d = 10 %; net of two years' margin
  constexpr std::array<double, 3> stay = {0.80, 0.85, 0.90}, gross = {0.20, 0.25, 0.33}, net = {0.44, 0.46, 0.52};
  const auto scenario = [&](double points) {
    std::vector<std::string> sets;
    constexpr std::array<const char*, 3> segments = {"r60", "r70", "r80"};
    for (std::size_t g = 0; g < 3; ++g)
      sets.push_back(std::string("segment.") + segments[g] + ".decision.renewal.to.lost=" + std::to_string(1.0 - stay[g] - points));
    return margins("3.1 yr", "90 yr", sets);
  };
  constexpr int cells = 16;
  const auto low = play(scenario(0.0), 1, cells), high = play(scenario(0.05), 1, cells), wrong = play(scenario(0.06), 1, cells);
  for (std::size_t g = 0; g < 3; ++g) {
    const auto multiple = [](double r) { return 1.0 / (1.0 - r / 1.1); };
    const double before = multiple(stay[g]), after = multiple(stay[g] + 0.05);
    CHECK(std::fabs(after / before - 1.0 - gross[g]) < 0.006);
    CHECK(std::fabs((after - 2.0) / (before - 2.0) - 1.0 - net[g]) < 0.01);
    const MeanCheck check{.false_alarm = 1e-4, .absolute = 0.03 * after};
    // paired by luck: value after - (1 + gain) value before
    CHECK(agrees(minus(worth(high, g), worth(low, g), after / before), 0.0, check));
    CHECK(differs(minus(worth(wrong, g), worth(low, g), after / before), 0.0, check));
    const auto less_cost = [](Values v) {
      for (double& x : v) x -= 2.0;
      return v;
    };
    CHECK(agrees(minus(less_cost(worth(high, g)), less_cost(worth(low, g)), (after - 2) / (before - 2)), 0.0, check));
  }
}
