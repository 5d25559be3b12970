// Decisions against closed forms: what multiplies −log(1 − p), who is left after several, and what comes with staying.
//
// Each check: false alarm 1e-5 with its fixed seed, resolution as stated; a factor that is lost moves what it checks by much
// more.
#include <cmath>

#include "tests/support/catch.h"
#include "tests/support/small_world.h"
#include "tests/support/statistical.h"

using namespace tenure;
using namespace tenure::test;

namespace {

constexpr double kCustomers = 10000.0, kShare = 0.3;
constexpr MeanCheck kSharp{.false_alarm = 1e-5, .resolution = 0.017};

/// A decision every 100 d: 30 % go.
SmallWorld renewing(Tick horizon, double customers = kCustomers) {
  SmallWorld w({"active", "lost", "other"}, customers, horizon);
  w.s.stages[2].customer = false;
  w.add_decision("renewal", {0}, 100 * sim::kDay, {{1, number(kShare)}});
  return w;
}

std::vector<double> retained(const SmallWorld& w) {
  return w.replicate(40, [](const CellResult& r) { return r[Measure::retention_end][0]; });
}

std::vector<double> way(const SmallWorld& w, std::size_t row) {
  return w.replicate(40, [&](const CellResult& r) {
    const std::size_t months = static_cast<std::size_t>(w.s.time.months());
    double count = 0.0;
    for (std::size_t m = 0; m < months; ++m) count += r[Measure::transition_count][row * months + m];
    return count / kCustomers;
  });
}

/// Probability of going when −log(1 − p) is multiplied.
double times(double factor, double p = kShare) { return -std::expm1(factor * std::log1p(-p)); }

}  // namespace

TEST_CASE("decision: the frail go first, also before the opening book was taken", "[statistical]") {
  // S(n more | m survived) = [(1 + v m h) / (1 + v (m + n) h)]^(1/v), h = −log(1 − p); without frailty (1 − p)^n
  const double v = 0.8, h = -std::log1p(-kShare);
  for (const int before : {0, 3}) {
    SmallWorld w = renewing(450 * sim::kDay);
    w.segment().frailty = number(v);
    w.segment().opening_age = constant(100.0 * before);
    w.s.decisions[0].frailty = true;
    CHECK(agrees(retained(w), std::pow((1 + v * before * h) / (1 + v * (before + 4) * h), 1.0 / v), kSharp));
    CHECK(differs(retained(w), std::pow(1.0 - kShare, 4), kSharp));
    w.s.decisions[0].frailty = false;
    CHECK(agrees(retained(w), std::pow(1.0 - kShare, 4), {.false_alarm = 1e-5, .resolution = 0.028}));
  }
}

TEST_CASE("decision: dated factors, scales and a solved level multiply the hazard of going", "[statistical]") {
  Event slump;
  slump.name = "slump";
  slump.at = 80 * sim::kDay;
  slump.until = 120 * sim::kDay;
  slump.decisions = {0};
  slump.factor = number(2.0);
  SmallWorld w = renewing(150 * sim::kDay);
  w.s.events = {slump};
  CHECK(agrees(retained(w), 1.0 - times(2.0), kSharp));
  w.s.events[0].until = 100 * sim::kDay;  // over when she decides
  CHECK(agrees(retained(w), 1.0 - kShare, kSharp));
  w.s.events.clear();
  w.s.decisions[0].level = {1.7};
  CHECK(agrees(retained(w), 1.0 - times(1.7), kSharp));
  w.s.decisions[0].level.clear();
  Scale scale;
  scale.name = "care";
  scale.decisions = {0};
  scale.factor = w.all(number(0.5));
  w.strategy().scales = {scale};
  CHECK(agrees(retained(w), 1.0 - times(0.5), kSharp));
  w.strategy().scales[0].from = 120 * sim::kDay;
  CHECK(agrees(retained(w), 1.0 - kShare, kSharp));
}

TEST_CASE("decision: a scale on shares, and one on a way alone", "[statistical]") {
  SmallWorld w = renewing(150 * sim::kDay);
  w.s.decisions[0].ways.push_back({2, w.all(number(0.2))});
  Scale scale;
  scale.name = "offer";
  scale.decisions = {0};
  scale.factor = w.all(number(0.5));
  scale.on_share = true;
  w.strategy().scales = {scale};
  CHECK(agrees(way(w, 0), 0.5 * 0.3, {.false_alarm = 1e-5, .resolution = 0.028}));
  CHECK(agrees(way(w, 1), 0.5 * 0.2, {.false_alarm = 1e-5, .resolution = 0.035}));
  w.strategy().scales[0].ways = {2};
  CHECK(agrees(way(w, 0), 0.3, {.false_alarm = 1e-5, .resolution = 0.021}));
  CHECK(agrees(way(w, 1), 0.5 * 0.2, {.false_alarm = 1e-5, .resolution = 0.035}));
  // on the hazard: shares of the hazard 0.3 : 0.5 x 0.2, of −log(1 − 0.5) in all
  w.strategy().scales[0].on_share = false;
  const double gone = times((0.3 + 0.5 * 0.2) / 0.5, 0.5);
  CHECK(agrees(way(w, 0), gone * 0.75, {.false_alarm = 1e-5, .resolution = 0.021}));
  CHECK(agrees(way(w, 1), gone * 0.25, {.false_alarm = 1e-5, .resolution = 0.035}));
}

TEST_CASE("decision: what comes with staying follows effects, frailty, dated factors and its level", "[statistical]") {
  const auto stayed = [](auto&& change) {
    SmallWorld w = renewing(150 * sim::kDay);
    Recurrence& upsell = w.add_change("upsell", {0}, 0.0, 1.2);
    upsell.with = 0;
    upsell.share = w.all(number(kShare));
    change(w);
    return w.replicate(40, [](const CellResult& r) {
      double count = 0.0;
      for (const double x : r[Measure::change_count]) count += x;
      return count / (1.0 - kShare) / kCustomers;
    });
  };
  const MeanCheck check{.false_alarm = 1e-5, .resolution = 0.028};
  CHECK(agrees(stayed([](SmallWorld&) {}), kShare, check));
  CHECK(agrees(stayed([](SmallWorld& w) {  // a contact 20 d before, half-life 40 d: ratio^(2^-0.5)
          Touchpoint t = w.touchpoint("sells", {0}, 0);
          t.delay = w.all(Tick{80 * sim::kDay});
          t.done = {w.influence("awake", {}, 3.0, 40 * sim::kDay)};
          t.done[0].changes = {0};
          w.strategy().touchpoints = {t};
        }),
        times(std::pow(3.0, std::exp2(-0.5))), check));
  CHECK(agrees(stayed([](SmallWorld& w) {  // 1 − E[e^(−z h)] of gamma
          w.segment().frailty = number(2.0);
          w.s.changes[0].frailty = true;
        }),
        1.0 - std::pow(1.0 - 2.0 * std::log1p(-kShare), -0.5), check));
  CHECK(agrees(stayed([](SmallWorld& w) {
          Scale s;
          s.name = "push";
          s.changes = {0};
          s.factor = w.all(number(1.8));
          s.from = 90 * sim::kDay;
          s.until = 110 * sim::kDay;
          w.strategy().scales = {s};
        }),
        times(1.8), check));
  CHECK(agrees(stayed([](SmallWorld& w) { w.s.changes[0].level = {0.6}; }), times(0.6), check));
}

TEST_CASE("funnel: a hazard by tenure goes on from stage to stage, one by the stage begins anew", "[statistical]") {
  // Weibull 0.5: after 100 d in the first stage, S over 300 d more is exp(H(100) − H(400)), or exp(−H(300))
  const auto world = [](Clock clock) {
    SmallWorld w({"trial", "active", "lost"}, kCustomers, 400 * sim::kDay);
    w.add_transition("start", {0}, 1, constant(100.0));
    w.add_transition("leave", {1}, 2, law(Family::weibull, 0.5, 900.0)).clock = clock;
    return w;
  };
  const auto cumulated = [](double days) { return std::sqrt(days / 900.0); };
  CHECK(agrees(retained(world(Clock::tenure)), std::exp(cumulated(100.0) - cumulated(400.0)), kSharp));
  CHECK(agrees(retained(world(Clock::stage)), std::exp(-cumulated(300.0)), kSharp));
}
