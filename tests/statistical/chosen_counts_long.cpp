// Counts chosen by looking, on a simulated world: 2,000 studies whose intervals must hold the truth, which is the mean of them all.
//
// Two strategies share customers and luck; one sends letters that lower the hazard of leaving.  Replications 0, 1, 2, ... are dealt
// out to studies, so every study is as independent as replications are.
#include <algorithm>
#include <cmath>
#include <vector>

#include "sim/stats/quantile.h"
#include "tests/support/catch.h"
#include "tests/support/macro_studies.h"
#include "tests/support/small_world.h"

using namespace tenure;
using namespace tenure::test;

namespace {

constexpr int studies = 2000, most = 60;
constexpr double margin = 0.015;

SmallWorld letters() {
  SmallWorld world({"active", "lost"}, 40, 365 * sim::kDay);
  world.add_transition("churn", {0}, 1, exponential(500.0));
  world.add_flow("fee", FlowKind::revenue, FlowForm::rate, {0}, number(1.0));
  world.segment().arrivals = number(0.05);
  Touchpoint letter = world.touchpoint("letter", {0}, 60 * sim::kDay);
  letter.done = {world.influence("reassured", {0}, 0.6, 60 * sim::kDay)};
  world.strategy().touchpoints.push_back(letter);
  world.add_strategy("nothing");
  return world;
}

/// Revenue by strategy and replication.
const std::vector<std::vector<double>>& play() {
  static const std::vector<std::vector<double>> played = [] {
    const SmallWorld world = letters();
    std::vector<std::vector<double>> out(2);
    for (int s = 0; s < 2; ++s) {
      const Simulation simulation(world.s, s);
      for (int r = 0; r < studies * most; ++r) out[static_cast<std::size_t>(s)].push_back(simulation.run({0, r}, {})[Measure::revenue][0]);
    }
    return out;
  }();
  return played;
}

double mean_of(const std::vector<double>& values) {
  double sum = 0.0;
  for (const double x : values) sum += x;
  return sum / static_cast<double>(values.size());
}

}  // namespace

TEST_CASE("Intervals of a simulated world hold the truth: means, quantiles, differences, at a fixed count and at a stop", "[statistical]") {
  const std::vector<std::vector<double>>& revenue = play();
  std::vector<double> difference;
  for (std::size_t r = 0; r < revenue[0].size(); ++r) difference.push_back(revenue[0][r] - revenue[1][r]);
  const sim::StoppingRule rule{sim::look_counts(10, most)};
  const double nominal = sim::nominal_confidence(rule, 0.95);
  std::vector<std::int64_t> every;
  for (std::int64_t n = 4; n <= most; ++n) every.push_back(n);

  for (const std::vector<double>* values : std::initializer_list<const std::vector<double>*>{&revenue[0], &difference}) {
    const double truth = mean_of(*values);
    const double spread = sim::estimate_mean(*values).half_width * std::sqrt(static_cast<double>(values->size())) / 1.96;
    const ValueOf value = [&](std::uint64_t study, std::uint32_t i) { return (*values)[study * most + i]; };
    const auto held = [&](const std::vector<std::int64_t>& looks, double confidence, double half_width) {
      return share_of_studies(studies, [&](std::uint64_t study) {
        const sim::Estimate e = sample_until(study, value, looks, confidence, half_width, 0.0);
        return std::fabs(e.mean - truth) <= e.half_width;
      });
    };
    const double wanted = 1.96 * spread / std::sqrt(18.0);
    CHECK(std::fabs(held({30}, 0.95, 0.0) - 0.95) <= margin);
    CHECK(std::fabs(held(rule.looks, nominal, wanted) - 0.95) <= margin);
    CHECK(held(every, 0.95, wanted) < 0.95 - margin);  // planted: an ordinary interval, looked at after every replication

    std::vector<double> sorted = *values;
    std::sort(sorted.begin(), sorted.end());
    const double median = 0.5 * (sorted[sorted.size() / 2 - 1] + sorted[sorted.size() / 2]);
    const auto quantile_held = [&](double q) {
      return share_of_studies(studies, [&](std::uint64_t study) {
        const auto first = values->begin() + static_cast<std::ptrdiff_t>(study * most);
        const sim::QuantileEstimate e = sim::estimate_quantile({first, first + most}, q);
        return e.low <= median && median <= e.high;
      });
    };
    CHECK(std::fabs(quantile_held(0.5) - 0.95) <= margin);
    CHECK(quantile_held(0.42) < 0.95 - margin);
  }
}

TEST_CASE("The better of two simulated strategies is selected with the probability promised", "[statistical]") {
  // Least favourable: the difference is exactly the indifference.  1,000 studies; the true probability may be more than promised.
  const std::vector<std::vector<double>>& revenue = play();
  std::vector<double> difference;
  for (std::size_t r = 0; r < revenue[0].size(); ++r) difference.push_back(revenue[0][r] - revenue[1][r]);
  // the programme's fee leaves of its gain 0.3 standard deviations of the difference between runs
  const double spread = sim::estimate_mean(difference).half_width * std::sqrt(static_cast<double>(difference.size())) / 1.96;
  const double lead = 0.3 * spread, fee = mean_of(difference) - lead;
  int right = 0, at_once = 0, settled = 0;
  for (std::size_t study = 0; study < 1000; ++study) {
    std::vector<std::size_t> left = {0, 1};
    std::vector<std::vector<double>> values(2);
    for (const std::int64_t n : sim::look_counts(10, 2 * most, 1.25)) {
      for (std::size_t s = 0; s < 2; ++s)
        while (static_cast<std::int64_t>(values[s].size()) < n) values[s].push_back(revenue[s][study * 2 * most + values[s].size()] - (s == 0 ? fee : 0.0));
      const sim::Screened screened = sim::screen(values, left, {lead, 0.95});
      if (!screened.settled) continue;
      ++settled;
      right += screened.best == 0 ? 1 : 0;
      break;
    }
    at_once += revenue[0][study * 2 * most] - fee > revenue[1][study * 2 * most] ? 1 : 0;
  }
  CHECK(settled == 1000);
  CHECK(right >= 950);
  CHECK(at_once < 950);  // planted: whoever is ahead in the first replication
}
