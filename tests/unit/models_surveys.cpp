// Surveys by hand: who is invited, who answers, what they say, and how far that is from the truth.
#include <cmath>

#include "models/customer/record.h"
#include "models/measure/measures.h"
#include "tests/support/catch.h"
#include "tests/support/rich_world.h"
#include "tests/support/same_result.h"

using namespace tenure;
using namespace tenure::test;

namespace {

/// Half of the customers stand at S = 0.9, the others at the start, 0.5, for ever; asked once a month.
SmallWorld halves(double customers, double tilt, Tick horizon = 3 * sim::kMonth) {
  SmallWorld w({"active", "lost"}, customers, horizon);
  Satisfaction s;
  s.start = s.expectation = number(0.5);
  s.weight = number(1.0);
  s.settled_after = number(10.0);
  s.loss_aversion = number(1.0);
  s.expectation_weight = number(0.0);
  w.s.satisfaction = s;
  Touchpoint t = w.touchpoint("welcome", {0}, 0);
  t.reach = w.all(number(0.5));
  t.experience = w.all(number(0.9));
  w.strategy().touchpoints = {t};
  Survey ask;
  ask.name = ask.label = "pulse";
  ask.stages = {0};
  ask.enabled = w.all<char>(1);
  ask.every = sim::kMonth;
  ask.response = w.all(number(0.2));
  ask.tilt = number(tilt);
  ask.satisfied_from = number(0.7);
  w.s.surveys = {ask};
  return w;
}

double total(const std::vector<double>& values) {
  double sum = 0.0;
  for (const double v : values) sum += v;
  return sum;
}

/// Over all months, weighted by the numbers that it is a share of.
double overall(const CellResult& r, Measure share, Measure weight) {
  double sum = 0.0;
  for (std::size_t m = 0; m < r[share].size(); ++m)
    if (r[weight][m] > 0.0) sum += r[share][m] * r[weight][m];
  return sum / total(r[weight]);
}
double measured(const CellResult& r) { return overall(r, Measure::survey_measured, Measure::survey_answers); }
double truth(const CellResult& r) { return overall(r, Measure::survey_true, Measure::survey_invited); }

double logistic(double share, double added) { return 1.0 / (1.0 + (1.0 - share) / share * std::exp(-added)); }

}  // namespace

TEST_CASE("surveys: without tilt the answers tell the truth; with it they err by the computed amount") {
  constexpr double n = 20000.0;
  for (const double tilt : {0.0, 3.0, -3.0}) {
    const CellResult r = halves(n, tilt).run();
    const double low = 0.2, high = logistic(0.2, tilt * 0.4), share = (low + high) / 2.0;
    CHECK(total(r[Measure::survey_invited]) == 3 * n);
    CHECK(std::fabs(total(r[Measure::survey_answers]) / (3 * n) - share) < 5.0 * std::sqrt(share / (3 * n)) + 0.01);
    CHECK(std::fabs(truth(r) - 0.5) < 5.0 * std::sqrt(0.25 / n));
    const double expected = high / (low + high);
    CHECK(std::fabs(measured(r) - expected) < 5.0 * std::sqrt(0.25 / (n * share)));
    if (tilt == 0.0) CHECK(std::fabs(measured(r) - truth(r)) < 5.0 * std::sqrt(0.25 / (3 * n * share)));
    if (tilt > 0.0) CHECK(measured(r) > truth(r) + 0.1);
    if (tilt < 0.0) CHECK(measured(r) < truth(r) - 0.1);
  }
}

TEST_CASE("surveys: what is said is S with noise, on either scale") {
  const auto phi = [](double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); };
  SmallWorld w = halves(20000.0, 0.0, sim::kMonth);
  w.strategy().touchpoints[0].reach = w.all(number(1.0));
  w.s.surveys[0].noise = number(0.2);
  w.strategy().touchpoints[0].experience = w.all(number(0.6));
  CHECK(std::fabs(truth(w.run()) - phi(-0.5)) < 5.0 * std::sqrt(0.25 / 20000.0));
  w.s.surveys[0].scale = SurveyScale::nps;
  CHECK(std::fabs(truth(w.run()) - (phi(-1.25) - phi(0.25))) < 5.0 * std::sqrt(1.0 / 20000.0));
  w.s.surveys[0].noise = number(0.0);
  for (const auto& [s, expected] : {std::pair(0.84, 0.0), {0.86, 1.0}, {0.66, 0.0}, {0.64, -1.0}}) {
    w.strategy().touchpoints[0].experience = w.all(number(s));
    CHECK(truth(w.run()) == expected);  // round(10 S): 8, 9, 7, 6
  }
}

TEST_CASE("surveys: each customer has her own days, in the survey's stages and segments only") {
  SmallWorld w = halves(400.0, 0.0, 6 * sim::kMonth);
  const auto invited = [&] { return w.run()[Measure::survey_invited]; };
  for (const double month : invited()) CHECK(month == 400.0);
  w.s.surveys[0].first = 2 * sim::kMonth + sim::kDay;  // everybody's start is time 0
  CHECK(invited() == std::vector<double>{0, 0, 400, 400, 400, 400});
  w.s.surveys[0].every = 2 * sim::kMonth;
  CHECK(invited() == std::vector<double>{0, 0, 400, 0, 400, 0});
  w.s.surveys[0].stages = {1};
  CHECK(total(invited()) == 0.0);
  w.add_transition("leave", {0}, 1, constant(91.0));  // just before the end of the third month
  CHECK(invited() == std::vector<double>{0, 0, 0, 0, 400, 0});
  w.s.surveys[0].enabled = w.all<char>(0);
  CHECK(total(invited()) == 0.0);
}

TEST_CASE("surveys: asking changes no byte of anything else") {
  const Scenario asked = rich_world(200.0, 150 * sim::kDay);
  Scenario unasked = asked;
  unasked.surveys.clear();
  const CellResult a = simulate_cell(asked, 0, 0, 2), b = simulate_cell(unasked, 0, 0, 2);
  CHECK(total(a[Measure::survey_answers]) > 20.0);
  for (const MeasureRow& row : measures()) {
    if (row.name.rfind("survey_", 0) == 0) continue;
    INFO(row.name);
    CHECK(same_bytes(a[row.id], b[row.id]));
  }
  CHECK(Layout(*compile(unasked, 0)).survey_count == 0);
}

TEST_CASE("surveys: each key moves what it should, the way it should") {
  const auto rises = [](const auto& set, const auto& value, std::initializer_list<double> values) {
    double before = -2.0;
    for (const double v : values) {
      SmallWorld w = halves(5000.0, 1.0);
      w.s.surveys[0].noise = number(0.1);
      set(w.s.surveys[0], v);
      const double now = value(w.run());
      CHECK(now > before + 0.02);
      before = now;
    }
  };
  const auto answers = [](const CellResult& r) {
    return total(r[Measure::survey_answers]) / total(r[Measure::survey_invited]);
  };
  const auto invited = [](const CellResult& r) { return total(r[Measure::survey_invited]); };
  rises([](Survey& s, double v) { s.response.assign(1, number(v)); }, answers, {0.0, 0.1, 0.5, 1.0});
  rises([](Survey& s, double v) { s.tilt = number(v); }, measured, {-4.0, 0.0, 4.0});
  rises([](Survey& s, double v) { s.satisfied_from = number(v); }, truth, {0.95, 0.7, 0.45});
  rises([](Survey& s, double v) { s.every = static_cast<Tick>(86400e6 / v); }, invited, {1.0 / 60, 1.0 / 30, 1.0 / 10});
  rises([](Survey& s, double v) { s.first = static_cast<Tick>(-v * 86400e6); }, invited, {-80.0, -40.0, -10.0});
  rises(
      [](Survey& s, double v) {
        s.noise = number(v);
        s.satisfied_from = number(0.95);
      },
      truth, {0.0, 0.1, 0.4});
}
