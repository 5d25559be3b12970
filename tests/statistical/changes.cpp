// Changes against their laws: counts, sizes, retained revenue, and the luck of recurrences.
#include <cmath>

#include "tests/support/catch.h"
#include "tests/support/small_world.h"
#include "tests/support/statistical.h"

using namespace tenure;
using namespace tenure::test;
using enum Measure;

namespace {

constexpr double kPerYear = 1.0 / kYearDays;

/// Customers who pay by size, grow and shrink by chance, and churn.
SmallWorld book(double customers, double up, double up_size, double down, double down_size, double churn) {
  SmallWorld w({"active", "lost"}, customers, sim::kYear);
  if (churn > 0.0) w.add_transition("churn", {0}, 1, exponential(1.0 / (churn * kPerYear)));
  w.add_flow("fee", FlowKind::revenue, FlowForm::rate, {0}, number(3.0)).sized = true;
  if (up > 0.0) w.add_change("upgrade", {0}, up * kPerYear, up_size);
  if (down > 0.0) w.add_change("cutback", {0}, down * kPerYear, down_size);
  return w;
}

std::vector<double> values(const SmallWorld& w, Measure id, int cells) {
  return w.replicate(cells, [&](const CellResult& r) { return r[id][0]; });
}

double sum(const CellResult& r, Measure id) {
  double total = 0.0;
  for (const double v : r[id]) total += v;
  return total;
}

double variance(const std::vector<double>& x) {
  double mean = 0.0, squares = 0.0;
  for (const double v : x) mean += v / static_cast<double>(x.size());
  for (const double v : x) squares += (v - mean) * (v - mean);
  return squares / static_cast<double>(x.size() - 1);
}

}  // namespace

TEST_CASE("changes: net and gross revenue retention of a year, in closed form", "[statistical]") {
  // Poisson numbers of changes: E[size] = exp(rate (f - 1)); whoever only shrinks counts fully in the gross rate.
  const MeanCheck check{.false_alarm = 1e-5, .resolution = 0.01};
  const double churn = 0.2, up = 0.8, down = 0.4, kept = std::exp(-churn);
  const double net = kept * std::exp(up * 0.2 + down * (0.7 - 1.0)), gross = kept * std::exp(down * (0.7 - 1.0));
  const SmallWorld both = book(600, up, 1.2, down, 0.7, churn);
  CHECK(agrees(values(both, nrr_12m, 150), net, check));
  CHECK(differs(values(book(400, up * 1.2, 1.2, down, 0.7, churn), nrr_12m, 150), net, check));
  const SmallWorld shrinking = book(400, 0.0, 1.0, down, 0.7, churn);
  CHECK(agrees(values(shrinking, grr_12m, 150), gross, check));
  CHECK(agrees(values(shrinking, nrr_12m, 150), gross, check));
  CHECK(differs(values(book(400, 0.0, 1.0, down * 1.2, 0.7, churn), grr_12m, 150), gross, check));
  // expansions do not help the gross rate: between survival and survival times all cutbacks
  const std::vector<double> gross_of_both = values(both, grr_12m, 150);
  for (const double g : gross_of_both) CHECK(g < 0.9);
  const SmallWorld growing = book(400, up, 1.2, 0.0, 1.0, churn);
  CHECK(agrees(values(growing, grr_12m, 150), kept, check));
  CHECK(differs(gross_of_both, kept, check));  // customer by customer, cutbacks of some are not made good by others
}

TEST_CASE("changes: revenue is the integral of the size", "[statistical]") {
  const MeanCheck check{.false_alarm = 1e-5, .resolution = 0.01};
  // E[revenue] = 3 · customers · ∫ exp((up (f - 1) - churn) t) dt
  const double slope = 1.5 * 0.3 - 0.2, integral = std::expm1(slope) / slope * kYearDays;
  CHECK(agrees(values(book(400, 1.5, 1.3, 0.0, 1.0, 0.2), revenue, 100), 3.0 * 400 * integral, check));
  CHECK(differs(values(book(400, 1.5, 1.4, 0.0, 1.0, 0.2), revenue, 100), 3.0 * 400 * integral, check));
  // the same, paid by the month in advance: a sum over months
  SmallWorld w = book(400, 1.5, 1.3, 0.0, 1.0, 0.2);
  w.s.flows[0].form = FlowForm::lump;
  w.s.flows[0].every = sim::kMonth;
  double months = 0.0;
  for (int m = 0; m < 12; ++m) months += std::exp(slope * m / 12.0);
  CHECK(agrees(values(w, revenue, 100), 3.0 * 400 * months, check));
}

TEST_CASE("changes: effects, dated factors, scales and frailty act on how often they happen", "[statistical]") {
  constexpr double customers = 2000.0, rate = 3.0;
  const MeanCheck check{.false_alarm = 1e-5, .resolution = 0.012};
  const auto counts = [](const SmallWorld& w, int cells = 60) {
    return w.replicate(cells, [](const CellResult& r) { return sum(r, change_count); });
  };
  const auto world = [&] { return book(customers, rate, 1.1, 0.0, 1.0, 0.0); };
  CHECK(agrees(counts(world()), customers * rate, check));
  {  // an effect that fades: ∫ ratio^(2^(-t/H)) dt
    SmallWorld w = world();
    Touchpoint t = w.touchpoint("sells", {0}, 60 * sim::kDay);
    t.done = {w.influence("awake", {}, 3.0, 28 * sim::kDay)};
    t.done[0].changes = {0};
    t.done[0].accumulate = Accumulate::renew;
    w.strategy().touchpoints = {t};
    double days = 60.0;  // the first contact comes after 60 days
    const double dt = 0.01;
    for (double s = 60.0 + dt / 2; s < kYearDays; s += dt) days += dt * std::pow(3.0, std::exp2(-std::fmod(s, 60.0) / 28.0));
    CHECK(agrees(counts(w), customers * rate * days / kYearDays, check));
    CHECK(differs(counts(world()), customers * rate * days / kYearDays, check));
  }
  {  // a scale and an event
    SmallWorld w = world();
    Scale s;
    s.changes = {0};
    s.factor = w.all(number(2.0));
    s.from = 100 * sim::kDay;
    w.strategy().scales = {s};
    Event e;
    e.name = "slump";
    e.at = 200 * sim::kDay;
    e.until = 300 * sim::kDay;
    e.changes = {0};
    e.factor = number(0.25);
    w.s.events = {e};
    const double days = 100 + 2 * 100 + 0.5 * 100 + 2 * (kYearDays - 300);
    CHECK(agrees(counts(w), customers * rate * days / kYearDays, check));
  }
  {  // frailty: the same mean, and more spread: variance λ + v λ² of one customer
    SmallWorld w = world();
    w.segment().frailty = number(0.5);
    w.s.changes[0].frailty = true;
    const std::vector<double> n = counts(w, 300);
    CHECK(agrees(n, customers * rate, check));
    CHECK(std::fabs(variance(n) / customers / (rate + 0.5 * rate * rate) - 1.0) < 5.0 * std::sqrt(2.0 / 300));
  }
}

TEST_CASE("changes: those that come with a decision happen to a share of those who stay", "[statistical]") {
  SmallWorld w({"active", "lost"}, 2500.0, 3 * sim::kYear + sim::kDay);
  w.add_decision("renewal", {0}, sim::kYear, {{1, number(0.2)}});
  Recurrence& c = w.add_change("upsell", {0}, 0.0, 1.25);
  c.with = 0;
  c.share = w.all(number(0.3));
  w.add_flow("fee", FlowKind::revenue, FlowForm::rate, {0}, number(1.0)).sized = true;
  const MeanCheck check{.false_alarm = 1e-5, .resolution = 0.012};
  const double expected = 2500.0 * 0.3 * (0.8 + 0.64 + 0.512);
  const auto counts = [&] { return w.replicate(150, [](const CellResult& r) { return sum(r, change_count); }); };
  CHECK(agrees(counts(), expected, check));
  CHECK(agrees(w.replicate(150, [](const CellResult& r) { return r[recurring_end][0]; }),
               2500.0 * 30.4375 * std::pow(0.8 * (1 + 0.3 * 0.25), 3), check));
  w.s.changes[0].share = w.all(number(0.33));
  CHECK(differs(counts(), expected, check));
}

TEST_CASE("changes: recurrences realign every month", "[statistical]") {
  constexpr double customers = 40.0;
  SmallWorld w({"active", "resting"}, customers, 36 * sim::kMonth);
  w.add_transition("rest", {0}, 1, exponential(300.0));  // moving between its stages keeps the budget of the month
  w.add_transition("wake", {1}, 0, exponential(200.0));
  w.add_change("upgrade", {0, 1}, 2.0 / 30.4375, 1.0);
  w.add_strategy("fewer");
  Scale s;
  s.changes = {0};
  s.factor = w.all(number(0.75));
  w.strategy(1).scales = {s};
  const int cells = 400;
  const Simulation many(w.s, 0), few(w.s, 1);
  std::vector<std::vector<double>> a(36), b(36);
  for (int r = 0; r < cells; ++r) {
    const CellResult x = many.run({0, r}, {}), y = few.run({0, r}, {});
    for (std::size_t m = 0; m < 36; ++m) {
      a[m].push_back(x[change_count][m]);
      b[m].push_back(y[change_count][m]);
    }
  }
  double early = 0.0, late = 0.0;
  for (std::size_t m = 0; m < 36; ++m) {
    std::vector<double> difference(a[m]);
    for (std::size_t i = 0; i < difference.size(); ++i) difference[i] -= b[m][i];
    const double paired = variance(difference) / customers;
    CHECK(std::fabs(paired - 0.5) < 0.36 * 0.5);  // engine's reference value; standard error 7 %, five of them
    (m < 18 ? early : late) += paired / 18.0;
    double mean = 0.0;
    for (const double n : a[m]) mean += n / cells / customers;
    CHECK(std::fabs(mean - 2.0) < 5.0 * std::sqrt(2.0 / cells / customers));
    CHECK(std::fabs(variance(a[m]) / customers - 2.0) < 0.36 * 2.0);  // Poisson
  }
  CHECK(std::fabs(late / early - 1.0) < 0.12);
}

TEST_CASE("changes: a move between stages in the middle of a month loses no occasion", "[statistical]") {
  constexpr double customers = 20000.0;
  constexpr MeanCheck check{.false_alarm = 1e-6, .resolution = 0.02};
  SmallWorld w({"new", "home"}, customers, sim::kYear);
  w.add_transition("settles", {0}, 1, constant(100.0));
  w.add_change("upgrade", {0, 1}, 1.0 / 90.0, 1.0);
  const auto in_that_month = [&](const CellResult& r) { return r[change_count][3] / customers; };  // 91.3 to 121.75 d
  CHECK(agrees(w.replicate(24, in_that_month), 30.4375 / 90.0, check));
  CHECK(differs(w.replicate(24, in_that_month), (30.4375 - 8.6875) / 90.0, check));  // forgetting what went before
}
