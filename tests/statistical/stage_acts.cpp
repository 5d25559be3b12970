// What being in a stage does to risks, against closed forms.  Each check: false alarm 1e-6, resolution 2 % of what is expected;
// each also sees its mechanism cut out.
#include <cmath>

#include "models/measure/measures.h"
#include "tests/support/catch.h"
#include "tests/support/small_world.h"
#include "tests/support/statistical.h"

using namespace tenure;
using namespace tenure::test;
using enum Measure;

namespace {

constexpr MeanCheck check{.false_alarm = 1e-6, .resolution = 0.02};
constexpr int kReplications = 24;
constexpr double kCustomers = 20000.0;

Act act(const SmallWorld& w, double ratio) {
  Act a;
  a.name = "risky";
  a.ratio = a.stated_ratio = w.all(number(ratio));
  return a;
}

/// New customers settle in (stage 0) before they are at home (1).
SmallWorld settling(Tick horizon) { return SmallWorld({"new", "home", "lost"}, kCustomers, horizon); }

std::vector<double> kept(const SmallWorld& w) {
  return w.replicate(kReplications, [](const CellResult& r) { return r[retention_end][0]; });
}

/// The mean is as expected; without what the stages do it is not.
template <class Fn>
void holds(SmallWorld w, Fn&& values, double expected) {
  CHECK(agrees(values(w), expected, check));
  for (Stage& stage : w.s.stages) stage.acts.clear();
  CHECK(differs(values(w), expected, check));
}

}  // namespace

TEST_CASE("stages: who has not settled in leaves more readily, and one budget is spent in both stages", "[statistical]") {
  const double h = 1.0 / 400.0, m = 1.0 / 60.0, ratio = 3.0, days = 365.25;
  SmallWorld w = settling(sim::kYear);
  w.add_transition("churn", {0, 1}, 2, exponential(1.0 / h));
  w.add_transition("settles", {0}, 1, exponential(1.0 / m));
  w.s.stages[0].acts = {act(w, ratio)};
  w.s.stages[0].acts[0].transitions = {0};
  const double out = ratio * h + m;
  const double expected = std::exp(-out * days) + m / (out - h) * (std::exp(-h * days) - std::exp(-out * days));
  holds(w, kept, expected);

  // the same where something fades meanwhile: by pieces of changing hazards
  SmallWorld fading = w;
  Touchpoint t = w.touchpoint("note", {0, 1}, 20 * sim::kDay);
  t.done = {w.influence("hardly", {0}, 0.9999, 30 * sim::kDay)};
  fading.strategy().touchpoints = {t};
  holds(fading, kept, expected);

  // a ratio of 1 is no act, byte for byte
  SmallWorld one = w, none = w;
  one.s.stages[0].acts[0].ratio = w.all(number(1.0));
  none.s.stages[0].acts.clear();
  CHECK(one.run()[retention_end] == none.run()[retention_end]);
  CHECK(one.run().events == none.run().events);
}

TEST_CASE("stages: renewals are decided by the stage she is in", "[statistical]") {
  const double p = 0.2, ratio = 1.7;
  SmallWorld w = settling(110 * sim::kDay);
  w.add_decision("renewal", {0, 1}, 50 * sim::kDay, {{2, number(p)}});
  w.add_transition("settles", {0}, 1, constant(75.0));
  w.s.stages[0].acts = {act(w, ratio)};
  w.s.stages[0].acts[0].decisions = {0};
  holds(w, kept, std::pow(1.0 - p, ratio) * (1.0 - p));
}

TEST_CASE("stages: a duration runs faster in a stage that speeds it up, in the opening book too") {
  for (const auto& [age, clock] : {std::pair(0.0, Clock::stage), std::pair(10.0, Clock::stage), std::pair(10.0, Clock::tenure)}) {
    SmallWorld w = settling(sim::kYear);
    w.segment().opening_age = constant(age);
    w.add_transition("settles", {0}, 1, constant(60.0)).clock = clock;
    w.s.stages[0].acts = {act(w, 2.0)};
    w.s.stages[0].acts[0].transitions = {0};
    w.add_flow("fee", FlowKind::revenue, FlowForm::rate, {0}, number(1.0));
    CHECK(w.run()[revenue][0] == Approx(kCustomers * (30.0 - age)).epsilon(1e-9));  // at twice the speed, half of 60 d
    w.s.stages[0].acts.clear();
    CHECK(w.run()[revenue][0] == Approx(kCustomers * (60.0 - age)).epsilon(1e-9));
  }
}

TEST_CASE("stages: what happens again and again happens more often", "[statistical]") {
  const double rate = 1.0 / 90.0, days = 365.25;
  SmallWorld w = settling(sim::kYear);
  w.add_transition("settles", {0}, 1, constant(100.0));
  w.add_change("upgrade", {0, 1}, rate, 1.0);
  Recurrence& at_terms = w.add_change("with_renewal", {0, 1}, 0.0, 1.0);
  at_terms.with = 0;
  at_terms.share = w.all(number(0.3));
  w.add_decision("renewal", {0, 1}, 80 * sim::kDay, {{2, number(0.0)}});
  w.s.stages[0].acts = {act(w, 2.5)};
  w.s.stages[0].acts[0].changes = {0, 1};
  const auto per_head = [&](std::size_t change) {
    return [change](const SmallWorld& of) {
      return of.replicate(kReplications, [change](const CellResult& r) {
        const std::vector<double>& counts = r[change_count];
        double sum = 0.0;
        for (std::size_t i = 0; i < counts.size() / 2; ++i) sum += counts[change * counts.size() / 2 + i];
        return sum / kCustomers;
      });
    };
  };
  holds(w, per_head(0), rate * (2.5 * 100.0 + (days - 100.0)));
  holds(w, per_head(1), 1.0 - std::pow(0.7, 2.5) + 3 * 0.3);  // one term in the first stage, three in the second
}

TEST_CASE("stages: survivors of a risky stage are the less frail", "[statistical]") {
  const double h = 1.0 / 500.0, v = 1.5, ratio = 2.0, age = 300.0, days = 365.25;
  SmallWorld w = settling(sim::kYear);
  w.segment().frailty = number(v);
  w.segment().opening_age = constant(age);
  w.add_transition("churn", {0}, 2, exponential(1.0 / h)).frailty = true;
  w.s.stages[0].acts = {act(w, ratio)};
  w.s.stages[0].acts[0].transitions = {0};
  const double before = ratio * h * age, after = ratio * h * (age + days);
  holds(w, kept, std::pow((1.0 + v * before) / (1.0 + v * after), 1.0 / v));
}
