// Risks against closed forms: survival with frailty, opening books, durations, fading effects, arrivals.
//
// Each check: false alarm 1e-4 with its fixed seed, resolution as stated, and a parameter off by 1 % (or the next larger
// error that the resolution allows) that it must catch.
#include <cmath>
#include <numeric>

#include "models/funnel/baseline.h"
#include "tests/support/catch.h"
#include "tests/support/small_world.h"
#include "tests/support/statistical.h"

using namespace tenure;
using namespace tenure::test;

namespace {

constexpr MeanCheck kSharp{.false_alarm = 1e-4, .resolution = 0.0075};

std::vector<double> retention(const SmallWorld& w, int replications = 30) {
  return w.replicate(replications, [](const CellResult& r) { return r[Measure::retention_end][0]; });
}

}  // namespace

TEST_CASE("funnel: Weibull hazards with gamma frailty, from the start and from a survivor's age", "[statistical]") {
  // S(t | survived a) = [(1 + v H(a)) / (1 + v H(a + t))]^(1/v)
  const double shape = 0.7, scale = 900.0, v = 0.8, years = 2.0, t = years * kYearDays;
  for (const double age : {0.0, 500.0}) {
    const auto world = [&](double true_scale) {
      SmallWorld w({"active", "lost"}, 20000.0, static_cast<Tick>(years) * sim::kYear);
      w.segment().frailty = number(v);
      w.segment().opening_age = constant(age);
      w.add_transition("churn", {0}, 1, law(Family::weibull, shape, true_scale)).frailty = true;
      return w;
    };
    const auto cumulated = [&](double tau) { return std::pow(tau / scale, shape); };
    const double expected = std::pow((1 + v * cumulated(age)) / (1 + v * cumulated(age + t)), 1.0 / v);
    CHECK(agrees(retention(world(scale)), expected, kSharp));
    CHECK(differs(retention(world(0.86 * scale)), expected, kSharp));  // moves S by 2 %
  }
}

TEST_CASE("funnel: competing risks share out as their hazards, by a decision too", "[statistical]") {
  // rates 1 : 3 a year; after one year 1/4 of who left has gone the first way.  A yearly decision of 40 % splits 1 : 1.
  const auto world = [](double second) {
    SmallWorld w({"active", "x", "y", "p", "q"}, 20000.0, 400 * sim::kDay);
    w.add_transition("to_x", {0}, 1, exponential(kYearDays / 0.1));
    w.add_transition("to_y", {0}, 2, exponential(kYearDays / second));
    w.add_decision("choice", {0}, sim::kYear, {{3, number(0.2)}, {4, number(0.2)}});
    return w;
  };
  const auto shares = [&](double second, std::size_t row, std::size_t months) {
    return world(second).replicate(25, [&](const CellResult& r) {
      double count = 0.0;
      for (std::size_t m = 0; m < months; ++m) count += r[Measure::transition_count][row * 14 + m];
      return count / 20000.0;
    });
  };
  const double gone = 1.0 - std::exp(-0.4);
  CHECK(agrees(shares(0.3, 0, 12), gone / 4, {.false_alarm = 1e-4, .resolution = 0.03}));
  CHECK(agrees(shares(0.3, 1, 12), gone * 3 / 4, {.false_alarm = 1e-4, .resolution = 0.015}));
  CHECK(differs(shares(0.312, 1, 12), gone * 3 / 4, {.false_alarm = 1e-4, .resolution = 0.015}));
  for (const std::size_t way : {std::size_t{2}, std::size_t{3}})
    CHECK(agrees(shares(0.3, way, 14), (1.0 - gone) * 0.2, {.false_alarm = 1e-4, .resolution = 0.03}));
}

TEST_CASE("funnel: the time in a stage is that of those who went on", "[statistical]") {
  // exponential with mean m, watched for H: m − H e^(−H/m) / (1 − e^(−H/m)); without memory, what was spent before the start adds
  const auto times = [](double mean, double age) {
    SmallWorld w({"trial", "active"}, 20000.0, 300 * sim::kDay);
    w.segment().opening_age = constant(age);
    w.add_transition("activation", {0}, 1, exponential(mean));
    return w.replicate(25, [](const CellResult& r) { return r[Measure::transition_time][0]; });
  };
  const double gone = std::exp(-3.0), expected = 100.0 - 300.0 * gone / (1.0 - gone);
  CHECK(agrees(times(100.0, 0.0), expected, {.false_alarm = 1e-4, .resolution = 0.01}));
  CHECK(agrees(times(100.0, 80.0), 80.0 + expected, {.false_alarm = 1e-4, .resolution = 0.01}));
  CHECK(differs(times(105.0, 0.0), expected, {.false_alarm = 1e-4, .resolution = 0.01}));
  // a decision of 100 % after 100 days; nobody takes the other way
  SmallWorld w({"trial", "active", "other"}, 50.0, 150 * sim::kDay);
  w.add_decision("choice", {0}, 100 * sim::kDay, {{1, number(1.0)}, {2, number(0.0)}});
  const CellResult r = w.run();
  CHECK(r[Measure::transition_time][0] == 100.0);
  CHECK(std::isnan(r[Measure::transition_time][1]));
}

TEST_CASE("funnel: newcomers' retention under a constant hazard", "[statistical]") {
  // P(stays 3 months) = e^(-h t) whoever she is and whenever she came.
  const auto kept = [](double hazard) {
    SmallWorld w({"member", "lost"}, 100.0, sim::kYear);
    w.segment().arrivals = number(40.0);
    w.add_transition("out", {0}, 1, exponential(1.0 / hazard));
    return w.replicate(30, [](const CellResult& r) { return r[Measure::newcomer_retention_3m][0]; });
  };
  const double hazard = 0.5 / kYearDays, expected = std::exp(-hazard * 91.3125);
  CHECK(agrees(kept(hazard), expected, {.false_alarm = 1e-4, .resolution = 0.006}));
  CHECK(differs(kept(1.05 * hazard), expected, {.false_alarm = 1e-4, .resolution = 0.006}));
}

TEST_CASE("funnel: durations of a survivor are those that have lasted", "[statistical]") {
  // Log-normal, median 100 d, sigma 0.5; in the book for 80 d already.  P(T > 150 | T > 80).
  const auto world = [](double median) {
    SmallWorld w({"trial", "done"}, 20000.0, 70 * sim::kDay);
    w.s.stages[1].customer = false;
    w.segment().opening_age = constant(80.0);
    w.add_transition("finish", {0}, 1, law(Family::lognormal, median, 0.5));
    return w;
  };
  const auto tail = [](double x) { return 0.5 * std::erfc(std::log(x / 100.0) / 0.5 / std::sqrt(2.0)); };
  const double expected = tail(150.0) / tail(80.0);
  CHECK(agrees(retention(world(100.0)), expected, {.false_alarm = 1e-4, .resolution = 0.011}));
  CHECK(differs(retention(world(98.0)), expected, {.false_alarm = 1e-4, .resolution = 0.011}));
}

TEST_CASE("funnel: fading effects follow the law of knots") {
  // One contact on entering; the integrated hazard decides a fixed budget, so a single customer shows it without noise.
  // (The value at the beginning of each piece instead of its mean would err by 4e-3.)  With budget B days at base speed, the end t solves  integral of e^(beta 2^(-s/T)) ds = B.
  const auto end = [](double beta, double half_life, Tick fade_step, Tick entry_delay) {
    SmallWorld w({"active", "lost"}, 1.0, 2 * sim::kYear);
    w.s.time.fade_step = fade_step;
    w.add_transition("out", {0}, 1, constant(60.0));
    w.add_flow("time", FlowKind::revenue, FlowForm::rate, {0}, number(1.0));
    Touchpoint t = w.touchpoint("touch", {0}, 0);
    t.delay = w.all(entry_delay);
    t.done = {w.influence("effect", {0}, std::exp(beta), static_cast<Tick>(half_life * sim::kDay))};
    w.strategy().touchpoints = {t};
    return w.run()[Measure::revenue][0];
  };
  const auto exact = [](double beta, double half_life, double delay) {
    double progress = delay, t = 0.0;
    const double dt = 1e-4;
    for (;;) {
      const double step = dt * std::exp(beta * std::exp2(-(t + dt / 2) / half_life));
      if (progress + step >= 60.0) return delay + t + dt * (60.0 - progress) / step;
      progress += step;
      t += dt;
    }
  };
  struct Row { double beta, half_life, tolerance; };
  for (const Row& row : {Row{0.5, 120.0, 1e-5}, Row{-0.7, 120.0, 3e-5}, Row{1.0, 10.0, 3e-4}}) {
    const double delay = 3.3;
    const double truth = exact(row.beta, row.half_life, delay);
    const double found = end(row.beta, row.half_life, 7 * sim::kDay, static_cast<Tick>(delay * sim::kDay));
    CHECK(std::fabs(found - truth) < row.tolerance * 60.0);
    // halving the step moves it by less than the tolerance
    CHECK(std::fabs(end(row.beta, row.half_life, 84 * sim::kHour, static_cast<Tick>(delay * sim::kDay)) - found) <
          row.tolerance * 60.0);
    // the check sees a half-life off by 1 %
    CHECK(std::fabs(end(row.beta, row.half_life * 1.01, 7 * sim::kDay, static_cast<Tick>(delay * sim::kDay)) - truth) >
          row.tolerance * 60.0);
  }
}

TEST_CASE("funnel: arrivals follow rate, season, growth and dated factors", "[statistical]") {
  SmallWorld w({"active"}, 0.0, 12 * sim::kMonth);
  w.segment().arrivals = number(30.0);
  w.segment().growth = number(0.5);
  w.segment().season.fill(1.0);
  w.segment().season[6] = 0.2;  // July
  Event boom;
  boom.at = 10 * sim::kDay + 6 * sim::kHour;
  boom.until = 20 * sim::kDay;
  boom.arrivals = {0};
  boom.factor = number(3.0);
  w.s.events = {boom};
  const auto rate = [&](double day) {  // per day, growing by the day
    double r = 30.0 * std::pow(1.5, std::floor(day) / kYearDays);
    if (day >= 181.0 && day < 212.0) r *= 0.2;
    if (day >= 10.25 && day < 20.0) r *= 3.0;
    return r;
  };
  const int cells = 60;
  std::vector<std::vector<double>> counts(12);
  const Simulation simulation(w.s, 0);
  for (int r = 0; r < cells; ++r) {
    const CellResult cell = simulation.run({0, r}, {});
    for (std::size_t m = 0; m < 12; ++m) counts[m].push_back(cell[Measure::monthly_newcomers][m]);
  }
  std::vector<double> standardised;
  for (std::size_t m = 0; m < 12; ++m) {
    double mean = 0.0;
    for (int i = 0; i < 30437; ++i) mean += rate((static_cast<double>(m) + (i + 0.5) / 30437.0) * 30.4375) * 30.4375 / 30437.0;
    CHECK(agrees(counts[m], mean, {.false_alarm = 1e-4, .resolution = 0.06}));
    CHECK(differs(counts[m], mean * 1.1, {.false_alarm = 1e-4, .resolution = 0.06}));
    for (const double n : counts[m]) standardised.push_back((n - mean) * (n - mean) / mean);
  }
  // Poisson: variance = mean, within 5 standard errors of sqrt(2 / 720)
  const double dispersion = std::accumulate(standardised.begin(), standardised.end(), 0.0) / static_cast<double>(standardised.size());
  CHECK(std::fabs(dispersion - 1.0) < 5.0 * std::sqrt(2.0 / 720.0));
}
