// States that customers carry, by hand: who moves them, how they fade, what they do to risks.
#include <cmath>

#include "models/customer/record.h"
#include "models/measure/measures.h"
#include "tests/support/catch.h"
#include "tests/support/same_result.h"
#include "tests/support/small_world.h"

using namespace tenure;
using namespace tenure::test;

namespace {

Act act(const SmallWorld& w, std::vector<int> transitions, double ratio) {
  Act a;
  a.name = "act";
  a.transitions = std::move(transitions);
  a.ratio = a.stated_ratio = w.all(number(ratio));
  return a;
}

State state(const SmallWorld& w, double ratio, Tick half_life) {
  State s;
  s.name = s.label = "bond";
  s.half_life = half_life;
  s.acts = {act(w, {0}, ratio)};
  return s;
}

Influence moving(Move move, double amount) {
  Influence i;
  i.name = "moves";
  i.state = 0;
  i.move = move;
  i.amount = number(amount);
  return i;
}

SmallWorld world(double customers, Tick horizon) {
  SmallWorld w({"active", "lost"}, customers, horizon);
  w.add_transition("churn", {0}, 1, exponential(300.0));
  return w;
}

/// Same numbers in all measures that both can have.
bool same_but_levels(const CellResult& a, const CellResult& b) {
  for (const MeasureRow& row : measures()) {
    if (row.id == Measure::state_level) continue;
    if (same_bytes(a[row.id], b[row.id])) continue;
    UNSCOPED_INFO("first difference in " << row.name);
    return false;
  }
  return a.events == b.events;
}

}  // namespace

TEST_CASE("states: moved by one kind of contact alone, a state is that contact's own effect, byte for byte") {
  for (const auto& [accumulate, move] : {std::pair(Accumulate::add, Move::adds), std::pair(Accumulate::renew, Move::lifts_to)}) {
    SmallWorld w = world(400.0, sim::kYear);
    Touchpoint t = w.touchpoint("call", {0}, 30 * sim::kDay);
    t.reach = w.all(number(0.7));
    SmallWorld own = w, shared = w;
    t.done = {w.influence("bond", {0}, 0.4, 60 * sim::kDay)};
    t.done[0].accumulate = accumulate;
    t.done[0].cap = 1.5;
    own.strategy().touchpoints = {t};
    t.done = {moving(move, 1.0)};
    shared.strategy().touchpoints = {t};
    shared.s.states = {state(w, 0.4, 60 * sim::kDay)};
    shared.s.states[0].cap = number(1.5);
    CHECK(same_but_levels(own.run(), shared.run()));
    shared.s.states[0].acts[0].ratio = w.all(number(0.8));  // cut-out
    CHECK_FALSE(same_but_levels(own.run(), shared.run()));
  }
}

TEST_CASE("states: several ways to one end count once") {
  // two touchpoints at the same instants that lift one state are as good as one of them; two effects of their own are better
  const auto run = [](int touchpoints, bool shared) {
    SmallWorld w = world(300.0, sim::kYear);
    w.s.states = {state(w, 0.5, 90 * sim::kDay)};
    Touchpoint t = w.touchpoint("call", {0}, 30 * sim::kDay);
    t.done = {moving(Move::lifts_to, 1.0)};
    if (!shared) {
      t.done = {w.influence("bond", {0}, 0.5, 90 * sim::kDay)};
      t.done[0].accumulate = Accumulate::renew;
      w.s.states.clear();
    }
    for (int i = 0; i < touchpoints; ++i) {
      t.name = "call" + std::to_string(i);
      w.strategy().touchpoints.push_back(t);
    }
    return w.run()[Measure::customer_time][0];
  };
  CHECK(run(2, true) == run(1, true));
  CHECK(run(1, true) == run(1, false));
  CHECK(run(2, false) > run(2, true) * 1.02);
}

TEST_CASE("states: levels add up, are lifted and kept, between nothing and the cap, and fade") {
  SmallWorld w({"active", "lost"}, 10.0, 40 * sim::kDay);
  w.add_transition("churn", {0}, 1, exponential(1e9));
  w.s.states = {state(w, 0.5, sim::kNever)};
  const auto level = [&](std::vector<std::pair<Move, double>> moves, Tick half_life = sim::kNever, double start = 0.0) {
    w.s.states[0].half_life = half_life;
    w.s.states[0].start = number(start);
    w.strategy().touchpoints.clear();
    Tick day = 0;
    for (const auto& [move, amount] : moves) {
      Touchpoint t = w.touchpoint("t" + std::to_string(day), {0}, 0);
      t.delay = w.all(++day * sim::kDay);
      t.done = {moving(move, amount)};
      w.strategy().touchpoints.push_back(t);
    }
    return w.run()[Measure::state_level][0];
  };
  CHECK(level({{Move::adds, 0.25}}) == Approx(0.25));
  CHECK(level({{Move::adds, 0.25}, {Move::adds, 0.5}}) == Approx(0.75));
  CHECK(level({{Move::adds, 0.75}, {Move::adds, 0.5}}) == Approx(1.0));   // the cap
  CHECK(level({{Move::adds, 0.5}, {Move::adds, -0.75}, {Move::adds, 0.25}}) == Approx(0.25));  // never below nothing
  CHECK(level({{Move::adds, 0.25}, {Move::lifts_to, 0.75}}) == Approx(0.75));
  CHECK(level({{Move::adds, 0.75}, {Move::lifts_to, 0.25}}) == Approx(0.75));
  CHECK(level({{Move::adds, 0.5}, {Move::keeps, 0.25}}) == Approx(0.125));
  CHECK(level({}, sim::kNever, 0.5) == Approx(0.5));
  CHECK(level({}, 20 * sim::kDay, 0.5) == Approx(0.125).epsilon(1e-6));
  CHECK(level({{Move::adds, 0.5}}, 13 * sim::kDay) == Approx(0.0625).epsilon(1e-6));
  w.s.states[0].cap = number(3.0);
  CHECK(level({{Move::adds, 0.75}, {Move::adds, 0.5}}) == Approx(1.25));
  CHECK(level({}) == 0.0);  // nothing moves it: it is not even kept
}

TEST_CASE("states: a level multiplies the hazard by ratio^level, in one segment by its own ratio") {
  // never fading, from the start: the hazard is constant, so of two identical worlds one simply lives faster
  SmallWorld plain = world(2000.0, sim::kYear);
  SmallWorld held = plain;
  held.s.states = {state(held, 0.25, sim::kNever)};
  held.s.states[0].start = number(0.5);
  plain.s.transitions[0].time = plain.all(exponential(600.0));  // 0.25^0.5 = 1/2
  CHECK(held.run()[Measure::lost][0] == plain.run()[Measure::lost][0]);
  CHECK(held.run()[Measure::customer_time][0] == Approx(plain.run()[Measure::customer_time][0]).epsilon(1e-9));
  held.s.segments.push_back(held.s.segments[0]);
  held.s.segments[1].name = "second";
  held.s.transitions[0].enabled = held.all<char>(1);
  held.s.transitions[0].time = held.all(exponential(300.0));
  held.s.states[0].acts[0].ratio = {number(0.25), number(1.0)};
  const CellResult r = held.run();
  CHECK(r[Measure::segment_customers_end][0] == plain.run()[Measure::customers_end][0]);
  CHECK(r[Measure::segment_customers_end][1] < r[Measure::segment_customers_end][0]);
}

TEST_CASE("states: decisions feel a level as well") {
  SmallWorld w({"active", "lost"}, 4000.0, 13 * sim::kMonth);
  w.add_decision("renewal", {0}, sim::kYear, {{1, number(0.3)}});
  w.s.states = {state(w, 1.0, sim::kNever)};
  w.s.states[0].acts[0].transitions.clear();
  w.s.states[0].acts[0].decisions = {0};
  w.s.states[0].start = number(1.0);
  const auto lost = [&](double ratio) {
    w.s.states[0].acts[0].ratio = w.all(number(ratio));
    return w.run()[Measure::lost][0] / 4000.0;
  };
  for (const double ratio : {0.5, 1.0, 2.0}) {
    const double p = 1.0 - std::pow(0.7, ratio);
    CHECK(std::fabs(lost(ratio) - p) < 5.0 * std::sqrt(p * (1.0 - p) / 4000.0));
  }
}

TEST_CASE("states: a hand-over really takes a share of what was built, from the members of that book alone") {
  SmallWorld w({"active", "lost"}, 12.0, 3 * sim::kMonth);
  w.add_transition("churn", {0}, 1, exponential(1e10));
  w.s.states = {state(w, 0.5, sim::kNever)};
  w.s.states[0].start = number(1.0);
  Pool p = w.pool("desk", 4);
  p.books = true;
  p.handover = {moving(Move::keeps, 0.2)};
  w.strategy().pools = {p};
  Touchpoint t = w.touchpoint("talk", {0}, 20 * sim::kDay);
  t.delivery = Delivery::pool;
  t.pool = 0;
  t.work = w.all(constant(0.1));
  w.strategy().touchpoints = {t};
  CHECK(w.run()[Measure::state_level][0] == Approx(1.0));
  Event loss;
  loss.at = 10 * sim::kDay;
  loss.pool = "desk";
  loss.servers_lost = 1;
  w.s.events = {loss};
  CHECK(w.run()[Measure::state_level][0] == Approx((9.0 + 3.0 * 0.2) / 12.0).epsilon(1e-6));  // 12 customers on 4 books
  // what was lost can be won back, contact by contact
  w.strategy().touchpoints[0].done = {moving(Move::adds, 0.1)};
  CHECK(w.run()[Measure::state_level][0] == Approx((9.0 + 3.0 * 0.6) / 12.0).epsilon(1e-6));  // after days 20, 40, 60, 80
  // the less a hand-over keeps, the more customers go
  SmallWorld live = w;
  live.s.segments[0].customers = number(2000.0);
  live.s.transitions[0].time = live.all(exponential(100.0));
  live.s.states[0].acts[0].ratio = live.all(number(0.1));
  live.strategy().touchpoints[0].done.clear();
  live.s.events[0].servers_lost = 4;
  double before = -1.0;
  for (const double kept : {1.0, 0.5, 0.0}) {
    live.strategy().pools[0].handover = {moving(Move::keeps, kept)};
    const double lost = live.run()[Measure::lost][0];
    CHECK(lost > before * 1.2);
    before = lost;
  }
}

TEST_CASE("states: each key moves what it should, the way it should") {
  const auto lost = [](const auto& change) {
    SmallWorld w = world(3000.0, sim::kYear);
    w.s.states = {state(w, 0.3, 60 * sim::kDay)};
    Touchpoint t = w.touchpoint("call", {0}, 40 * sim::kDay);
    t.done = {moving(Move::adds, 0.5)};
    w.strategy().touchpoints = {t};
    change(w);
    return w.run()[Measure::lost][0];
  };
  const auto falls = [&](const auto& set, std::initializer_list<double> values) {
    double before = 1e9;
    for (const double v : values) {
      const double now = lost([&](SmallWorld& w) { set(w, v); });
      CHECK(now < before * 0.99);
      before = now;
    }
  };
  falls([](SmallWorld& w, double v) { w.strategy().touchpoints[0].done[0].amount = number(v); }, {0.1, 0.4, 0.9});
  falls([](SmallWorld& w, double v) { w.s.states[0].half_life = static_cast<Tick>(v * 86400e6); }, {10.0, 60.0, 400.0});
  falls([](SmallWorld& w, double v) { w.s.states[0].acts[0].ratio = w.all(number(v)); }, {2.0, 1.0, 0.5, 0.1});
  falls([](SmallWorld& w, double v) { w.s.states[0].start = number(v); }, {0.0, 0.5, 1.0});
  falls(
      [](SmallWorld& w, double v) {
        w.s.states[0].cap = number(v);
        w.strategy().touchpoints[0].done[0].amount = number(5.0);
      },
      {0.2, 0.6, 1.5});
  falls(
      [](SmallWorld& w, double v) { w.strategy().touchpoints[0].done = {moving(Move::lifts_to, v)}; }, {0.1, 0.5, 1.0});
}

TEST_CASE("states: nothing is kept where nothing is declared, and a state that nothing moves changes no byte") {
  SmallWorld w = world(200.0, sim::kYear);
  Touchpoint t = w.touchpoint("call", {0}, 30 * sim::kDay);
  t.done = {w.influence("bond", {0}, 0.5, 60 * sim::kDay)};
  w.strategy().touchpoints = {t};
  const CellResult plain = w.run();
  const Layout before(*compile(w.s, 0));
  CHECK(before.experience_count == 0);
  CHECK(before.state_count == 1);
  w.s.states = {state(w, 0.1, sim::kNever)};
  CHECK(same_but_levels(plain, w.run()));
  CHECK(Layout(*compile(w.s, 0)).bytes == before.bytes);
  w.s.states[0].start = number(0.1);
  CHECK_FALSE(same_but_levels(plain, w.run()));
}
