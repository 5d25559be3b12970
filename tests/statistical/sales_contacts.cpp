// Contacts that lead to a stage, weakened by lateness and against a competing risk: sales as it works.
#include <cmath>

#include "models/engagement/outcomes.h"
#include "tests/support/catch.h"
#include "tests/support/queue_formulas.h"
#include "tests/support/small_world.h"
#include "tests/support/statistical.h"

using namespace tenure;
using namespace tenure::test;

namespace {

constexpr MeanCheck kSharp{.false_alarm = 1e-4, .resolution = 0.03};
constexpr double kShare = 0.6;

/// Leads who are no customers, a sales pool, and a first call on entry that leads to an opportunity.
struct Sales {
  SmallWorld w;

  Sales(double leads, double per_day, Tick horizon, int servers, const Distribution& work, RequestMode mode)
      : w({"lead", "opportunity", "cold"}, leads, horizon) {
    w.s.stages[0].customer = w.s.stages[2].customer = false;
    w.segment().arrivals = number(per_day);
    w.strategy().pools = {w.pool("sales", servers)};
    Touchpoint t = w.touchpoint("first_call", {0}, 0);
    t.delivery = Delivery::pool;
    t.pool = 0;
    t.mode = mode;
    t.work = w.all(work);
    t.leads_to = {{1, w.all(number(kShare))}};
    w.strategy().touchpoints = {t};
  }

  Touchpoint& call() { return w.strategy().touchpoints[0]; }
  void late(double half_at_days, double slope, double floor) {
    call().late.half_at = static_cast<Tick>(half_at_days * static_cast<double>(sim::kDay));
    call().late.slope = number(slope);
    call().late.floor = number(floor);
  }
  void goes_cold(double per_day) { w.add_transition("goes_cold", {0}, 2, exponential(1.0 / per_day)); }

  /// Share of all contacts planned that have led to an opportunity, by replication.
  std::vector<double> converted(int replications) const {
    const std::size_t row = w.s.transitions.size();
    return w.replicate(replications, [&](const CellResult& r) {
      const std::size_t months = r[Measure::touchpoint_planned].size();
      double led = 0.0, planned = 0.0;
      for (std::size_t m = 0; m < months; ++m) {
        led += r[Measure::transition_count][row * months + m];
        planned += r[Measure::touchpoint_planned][m];
      }
      return led / planned;
    });
  }
};

double left(double days, double half_at, double slope, double floor) {
  return floor + (1.0 - floor) / (1.0 + std::pow(days / half_at, slope));
}

/// E R(T) of an exponential time with this rate.
double mean_left(double rate, double half_at, double slope, double floor) {
  constexpr int steps = 200000;
  double sum = 0.0;
  for (int i = 0; i < steps; ++i) sum += left(-std::log1p(-(i + 0.5) / steps) / rate, half_at, slope, floor);
  return sum / steps;
}

}  // namespace

TEST_CASE("late: the curve by hand") {
  LatePlan late;
  CHECK(late_factor(late, 5 * sim::kDay) == 1.0);
  late.half_at = static_cast<double>(2 * sim::kHour);
  CHECK(late_factor(late, 0) == 1.0);
  CHECK(late_factor(late, 2 * sim::kHour) == 0.5);
  late.slope = 2.0;
  CHECK(late_factor(late, 6 * sim::kHour) == Approx(0.1).epsilon(1e-14));
  late.floor = 0.3;
  CHECK(late_factor(late, 6 * sim::kHour) == Approx(0.37).epsilon(1e-14));
  late.weight = 0.4;
  CHECK(late_factor(late, 6 * sim::kHour) == Approx(std::pow(0.37, 0.4)).epsilon(1e-14));
  // live contacts count to the beginning, open ones to the end
  TouchPlan touch;
  touch.late = {static_cast<double>(sim::kHour), 1.0, 0.0, 1.0};
  sim::Answer answer;
  answer.asked = 10 * sim::kHour;
  answer.start = 11 * sim::kHour;
  answer.end = 13 * sim::kHour;
  answer.mode = sim::Mode::live;
  CHECK(late_factor(touch, answer) == 0.5);
  answer.mode = sim::Mode::open;
  CHECK(late_factor(touch, answer) == 0.25);
}

TEST_CASE("leads_to: a certain wait, and a lead that goes cold meanwhile", "[statistical]") {
  // Everybody is served at once and reads the answer after work and reading lag; the share is s R(work) e^(-h (work + lag)).
  const double work = 0.4, cold = 0.5, lag = 1.0 / 24.0;
  Sales sales(3000.0, 0.0, 20 * sim::kDay, 3000, constant(work), RequestMode::open);
  sales.late(0.3, 1.5, 0.1);
  sales.goes_cold(cold);
  const double expected = kShare * left(work, 0.3, 1.5, 0.1) * std::exp(-cold * (work + lag));
  CHECK(agrees(sales.converted(30), expected, kSharp));
  Sales wrong = sales;  // planted: slope off by 15 %
  wrong.late(0.3, 1.5 * 1.15, 0.1);
  CHECK(differs(wrong.converted(30), expected, kSharp));
  wrong = sales;  // cut out: no lateness, no competitor
  wrong.call().late = Late{};
  CHECK(differs(wrong.converted(30), expected, kSharp));
  wrong = sales;
  wrong.w.s.transitions.clear();
  CHECK(differs(wrong.converted(30), expected, kSharp));
  Sales observed = sales;  // the logarithm of an observed curve is weakened
  observed.call().late.weight = 0.4;
  CHECK(agrees(observed.converted(30), kShare * std::pow(left(work, 0.3, 1.5, 0.1), 0.4) * std::exp(-cold * (work + lag)),
               kSharp));
}

TEST_CASE("leads_to: lateness that comes out of a queue", "[statistical]") {
  // M/M/5 at load 0.9, live: P(W > t) = C e^(-(c mu - lambda) t), and R(0) = 1 for those who do not wait.
  constexpr int servers = 5;
  const double arrivals = 400.0, mu = arrivals / (0.9 * servers), rest = servers * mu - arrivals;
  const double half = 1.0 / rest, slope = 1.3, floor = 0.2;
  Sales live(0.0, arrivals, 100 * sim::kDay, servers, exponential(1.0 / mu), RequestMode::live);
  live.late(half, slope, floor);
  const double waits = erlang_c(arrivals / mu, servers);
  const double expected = kShare * (1.0 - waits + waits * mean_left(rest, half, slope, floor));
  CHECK(agrees(live.converted(25), expected, kSharp));
  Sales wrong = live;
  wrong.late(half * 1.3, slope, floor);
  CHECK(differs(wrong.converted(25), expected, kSharp));
  wrong = live;
  wrong.w.strategy().pools[0].servers = servers + 1;  // one more server, and fewer leads are lost
  CHECK(differs(wrong.converted(25), expected, kSharp));

  // M/M/1 at load 0.8, open: the time to the end is exponential with rate mu - lambda.
  const double one_mu = arrivals / 0.8;
  Sales open(0.0, arrivals, 100 * sim::kDay, 1, exponential(1.0 / one_mu), RequestMode::open);
  open.late(1.0 / (one_mu - arrivals), slope, floor);
  const double open_expected = kShare * mean_left(one_mu - arrivals, 1.0 / (one_mu - arrivals), slope, floor);
  CHECK(agrees(open.converted(25), open_expected, kSharp));
  wrong = open;
  wrong.call().mode = RequestMode::live;  // counts the wait alone
  CHECK(differs(wrong.converted(25), open_expected, kSharp));
}

TEST_CASE("leads_to: several ways by one share, each key moves its measure") {
  SmallWorld w({"trial", "won", "lost"}, 20000.0, 10 * sim::kDay);
  Touchpoint t = w.touchpoint("offer", {0}, 0);
  t.leads_to = {{1, w.all(number(0.3))}, {2, w.all(number(0.2))}};
  w.strategy().touchpoints = {t};
  CellResult r = w.run();
  CHECK(r[Measure::transition_count][0] == Approx(6000.0).margin(260.0));
  CHECK(r[Measure::transition_count][1] == Approx(4000.0).margin(230.0));
  CHECK(r[Measure::lost][0] == r[Measure::transition_count][1]);
  CHECK(dim_labels(w.s).transitions == std::vector<std::string>{"offer: won", "offer: lost"});
  const double won = r[Measure::transition_count][0];
  w.strategy().touchpoints[0].leads_to[1].share = w.all(number(0.5));  // the other way takes nothing from the first
  r = w.run();
  CHECK(r[Measure::transition_count][0] == won);
  CHECK(r[Measure::transition_count][1] == Approx(10000.0).margin(280.0));
  w.strategy().touchpoints[0].leads_to[0].share = w.all(number(0.4));
  CHECK(w.run()[Measure::transition_count][0] > won);
}

TEST_CASE("leads_to: who has left the stages before the answer is not led anywhere, and appointments count as late as held") {
  Sales sales(100.0, 0.0, 20 * sim::kDay, 100, constant(0.5), RequestMode::open);
  sales.call().leads_to[0].share = sales.w.all(number(1.0));
  Sales gone = sales;
  gone.w.add_transition("grows", {0}, 1, constant(0.52));  // between the end of the contact and its reading, 1 h later
  CHECK(sales.converted(1)[0] == 1.0);
  CHECK(gone.converted(1)[0] == 0.0);
  Sales cold = sales;  // likewise; nobody is gone for good, so the answer is read
  cold.w.add_transition("goes_cold", {0}, 2, constant(0.52));
  cold.w.add_transition("comes_back", {2}, 0, exponential(1e9));
  CHECK(cold.converted(1)[0] == 0.0);
  CHECK(cold.w.run()[Measure::transition_count][0] == 100.0);
  CHECK(cold.w.run()[Measure::touchpoint_delivered][0] == 100.0);

  SmallWorld w({"lead", "won"}, 40.0, 20 * sim::kDay);
  w.s.hours = {{"monday", {{0, 9 * sim::kHour, 10 * sim::kHour}}, {}}};  // 1 January 2026 is a Thursday
  Pool slots = w.pool("visits", 40);
  slots.kind = PoolKind::slots;
  slots.hours = 0;
  slots.slot_length = sim::kHour;
  slots.slot_latest = 7 * sim::kDay;
  w.strategy().pools = {slots};
  Touchpoint t = w.touchpoint("demo", {0}, 0);
  t.delivery = Delivery::pool;
  t.pool = 0;
  t.mode = RequestMode::live;
  t.leads_to = {{1, w.all(number(1.0))}};
  w.strategy().touchpoints = {t};
  CHECK(w.run()[Measure::transition_count][0] == 40.0);
  w.strategy().touchpoints[0].late.half_at = sim::kMinute;
  w.strategy().touchpoints[0].late.slope = number(5.0);  // 105 h late: nothing is left
  CHECK(w.run()[Measure::transition_count][0] == 0.0);
}
