// Satisfaction by hand: contacts against expectations, and what they do to risks.
#include <algorithm>
#include <cmath>

#include "models/customer/record.h"
#include "models/measure/measures.h"
#include "tests/support/catch.h"
#include "tests/support/small_world.h"

using namespace tenure;
using namespace tenure::test;

namespace {

Satisfaction satisfaction(double start, double expectation) {
  Satisfaction s;
  s.start = number(start);
  s.expectation = number(expectation);
  s.weight = number(0.3);
  s.settled_after = number(10.0);
  s.loss_aversion = number(2.0);
  s.expectation_weight = number(0.1);
  s.drift = number(0.0);
  return s;
}

/// Customers who stay; a contact every 10 d, first after 10 d, that is always found as good as `quality`.
SmallWorld contacts(double quality, Tick horizon, double customers = 10.0) {
  SmallWorld w({"active", "lost"}, customers, horizon);
  w.add_transition("churn", {0}, 1, exponential(1e10));
  w.s.satisfaction = satisfaction(0.6, 0.5);
  Touchpoint t = w.touchpoint("contact", {0}, 10 * sim::kDay);
  t.experience = w.all(number(quality));
  w.strategy().touchpoints = {t};
  return w;
}

/// S after each of n contacts, as the law says.
std::vector<double> recursion(const Satisfaction& law, double quality, int n, double every_days = 10.0) {
  std::vector<double> out;
  double s = law.start.value, e = law.expectation.value;
  for (int i = 0; i < n; ++i) {
    const double drift = law.drift.value * every_days * (i + 1) / kYearDays;
    const double d = quality - std::clamp(e + drift, 0.0, 1.0);
    s = std::clamp(s + law.weight.value / (1.0 + i / law.settled_after.value) * d * (d < 0.0 ? law.loss_aversion.value : 1.0),
                   0.0, 1.0);
    e += law.expectation_weight.value * d;
    out.push_back(s);
  }
  return out;
}

double at_end(const SmallWorld& w) { return w.run()[Measure::satisfaction_end][0]; }

Act on_churn(const SmallWorld& w, double ratio) {
  Act a;
  a.name = "stay";
  a.transitions = {0};
  a.ratio = a.stated_ratio = w.all(number(ratio));
  return a;
}

}  // namespace

TEST_CASE("satisfaction: anchor and adjust, contact by contact") {
  for (const double quality : {0.9, 0.55, 0.5, 0.2, 0.0}) {
    for (const double drift : {0.0, 0.2}) {
      const SmallWorld base = contacts(quality, 365 * sim::kDay);
      SmallWorld w = base;
      w.s.satisfaction->drift = number(drift);
      const auto law = recursion(*w.s.satisfaction, quality, 36);
      const CellResult r = w.run();
      CHECK(r[Measure::satisfaction_end][0] == Approx(law.back()).epsilon(1e-5).margin(1e-5));
      // mean over time: 10 d of the start, then 10 d after each contact, 5 d after the last
      double sum = 10.0 * 0.6;
      for (std::size_t i = 0; i < law.size(); ++i) sum += law[i] * (i + 1 < law.size() ? 10.0 : 5.0);
      CHECK(r[Measure::satisfaction][0] == Approx(sum / 365.0).epsilon(1e-5).margin(1e-5));
      CHECK(r[Measure::segment_satisfaction][0] == r[Measure::satisfaction][0]);
      const double second_month = (9.5625 * law[2] + 10.0 * (law[3] + law[4]) + 0.875 * law[5]) / 30.4375;
      CHECK(r[Measure::monthly_satisfaction][1] == Approx(second_month).epsilon(1e-5).margin(1e-5));
    }
  }
}

TEST_CASE("satisfaction: expectation catches up, so S settles at start + a d / b, and at none of it without") {
  SmallWorld w = contacts(0.7, 20 * sim::kYear, 3.0);
  w.s.satisfaction->settled_after = number(1e12);  // a stays a
  w.s.satisfaction->weight = number(0.1);
  w.s.satisfaction->expectation_weight = number(0.2);
  CHECK(at_end(w) == Approx(0.6 + 0.1 * 0.2 / 0.2).epsilon(1e-4));
  w.s.satisfaction->expectation_weight = number(0.0);  // cut-out: it never learns, and S runs into its bound
  CHECK(at_end(w) == Approx(1.0));
  w.s.satisfaction->expectation_weight = number(1.0);  // what was found last is expected: one step, then nothing new
  CHECK(at_end(w) == Approx(0.6 + 0.1 * 0.2).epsilon(1e-5));
}

TEST_CASE("satisfaction: the more contacts she has had, the less one more counts") {
  // two contacts, b = 0: steps of a and a / (1 + 1 / n0)
  SmallWorld w = contacts(0.6, 25 * sim::kDay);
  w.s.satisfaction->expectation_weight = number(0.0);
  for (const double n0 : {0.5, 2.0, 10.0, 1e9}) {
    w.s.satisfaction->settled_after = number(n0);
    CHECK(at_end(w) == Approx(0.6 + 0.3 * 0.1 * (1.0 + 1.0 / (1.0 + 1.0 / n0))).epsilon(1e-5));
  }
}

TEST_CASE("satisfaction: an old customer of today's book has had today's contacts before, a new one none") {
  // one contact in the run, 7 d after the start; b = 0, and nothing in the warm-up of a day
  SmallWorld w = contacts(0.6, 15 * sim::kDay);
  w.s.satisfaction->expectation_weight = number(0.0);
  w.segment().opening_age = constant(1003.0);
  CHECK(at_end(w) == Approx(0.6 + 0.3 * 0.1).epsilon(1e-5));  // without [today] nothing is known of what was before
  w.s.today = Today{0, sim::kDay};
  for (const double n0 : {2.0, 10.0}) {
    w.s.satisfaction->settled_after = number(n0);
    CHECK(at_end(w) == Approx(0.6 + 0.3 * 0.1 / (1.0 + 100.0 / n0)).epsilon(1e-6));  // every 10 d for 1002 d
  }
  w.strategy().touchpoints[0].from = 0;  // not planned before
  CHECK(at_end(w) == Approx(0.6 + 0.3 * 0.1).epsilon(1e-5));
}

TEST_CASE("satisfaction: disappointments weigh more, by the amount that symmetrical noise shows") {
  // one contact with normal noise around what is expected: mean of S − start = −(λ − 1) a sd / sqrt(2 π)
  SmallWorld w = contacts(0.5, 15 * sim::kDay, 40000.0);
  w.strategy().touchpoints[0].experience_sd = number(0.1);
  const double one = 0.3 * 0.1 * 0.3989422804;
  const auto mean = [&](double aversion) {
    w.s.satisfaction->loss_aversion = number(aversion);
    return at_end(w) - 0.6;
  };
  const double error = 5.0 * 0.3 * 0.1 * 1.6 / std::sqrt(40000.0);
  CHECK(std::fabs(mean(1.0)) < error);
  CHECK(std::fabs(mean(2.0) + one) < error);
  CHECK(std::fabs(mean(3.0) + 2.0 * one) < error * 1.5);
  CHECK(mean(0.0) > one / 2.0);
  w.strategy().touchpoints[0].experience_sd = number(0.0);  // cut-out
  CHECK(std::fabs(mean(2.0)) < 1e-9);
}

TEST_CASE("satisfaction: acts on the hazard as ratio^(S - start), also below the start") {
  // one contact on entering that counts whole: S = start ± 0.4 for ever
  for (const double quality : {0.9, 0.1}) {
    SmallWorld w({"active", "lost"}, 2000.0, sim::kYear);
    w.add_transition("churn", {0}, 1, exponential(300.0));
    SmallWorld plain = w;
    w.s.satisfaction = satisfaction(0.5, 0.5);
    w.s.satisfaction->weight = number(1.0);
    w.s.satisfaction->loss_aversion = number(1.0);
    w.s.satisfaction->acts = {on_churn(w, 0.25)};
    Touchpoint t = w.touchpoint("welcome", {0}, 0);
    t.experience = w.all(number(quality));
    w.strategy().touchpoints = {t};
    plain.s.transitions[0].time = plain.all(exponential(300.0 / std::pow(0.25, quality - 0.5)));
    const CellResult r = w.run(), same = plain.run();
    CHECK(r[Measure::lost][0] == same[Measure::lost][0]);
    CHECK(r[Measure::customer_time][0] == Approx(same[Measure::customer_time][0]).epsilon(1e-6));
    w.s.satisfaction->acts.clear();  // cut-out
    CHECK(w.run()[Measure::lost][0] != same[Measure::lost][0]);
  }
}

TEST_CASE("satisfaction: fades back to its start, and its mean is the integral of that") {
  SmallWorld w({"active", "lost"}, 10.0, 2 * sim::kMonth);
  w.add_transition("churn", {0}, 1, exponential(1e10));
  w.s.satisfaction = satisfaction(0.6, 0.5);
  w.s.satisfaction->half_life = 20 * sim::kDay;
  w.s.satisfaction->acts = {on_churn(w, 0.5)};
  Touchpoint t = w.touchpoint("welcome", {0}, 0);
  t.experience = w.all(number(0.9));
  w.strategy().touchpoints = {t};
  const CellResult r = w.run();
  const double step = 0.3 * 0.4, months = 60.875;
  const auto integral = [&](double days) { return step * 20.0 / std::log(2.0) * (1.0 - std::exp2(-days / 20.0)); };
  CHECK(r[Measure::satisfaction_end][0] == Approx(0.6 + step * std::exp2(-months / 20.0)).epsilon(1e-6));
  CHECK(r[Measure::satisfaction][0] == Approx(0.6 + integral(months) / months).epsilon(1e-6));
  CHECK(r[Measure::monthly_satisfaction][0] == Approx(0.6 + integral(30.4375) / 30.4375).epsilon(1e-6));
  CHECK(r[Measure::monthly_satisfaction][1] == Approx(0.6 + (integral(60.875) - integral(30.4375)) / 30.4375).epsilon(1e-6));
  w.s.satisfaction->half_life = sim::kNever;  // cut-out
  CHECK(w.run()[Measure::satisfaction_end][0] == Approx(0.6 + step).epsilon(1e-6));
}

TEST_CASE("satisfaction: of customers only, for the time that they are customers") {
  SmallWorld w({"active", "lost"}, 1000.0, sim::kYear);
  w.add_transition("churn", {0}, 1, exponential(200.0));
  w.s.satisfaction = satisfaction(0.6, 0.5);
  w.s.satisfaction->acts = {on_churn(w, 0.05)};
  Touchpoint good = w.touchpoint("good", {0}, 0);
  good.experience = w.all(number(0.9));
  good.reach = w.all(number(0.5));
  w.strategy().touchpoints = {good};
  const CellResult r = w.run();
  CHECK(r[Measure::satisfaction_end][0] > r[Measure::satisfaction][0]);  // the satisfied stay
  CHECK(r[Measure::satisfaction][0] > 0.66);
  CHECK(r[Measure::satisfaction][0] < 0.72);
  for (std::size_t m = 1; m < 12; ++m) CHECK(r[Measure::monthly_satisfaction][m] > r[Measure::monthly_satisfaction][m - 1]);
}

TEST_CASE("satisfaction: what is missed is felt, and a good server is felt as better") {
  SmallWorld w({"active", "lost"}, 40.0, 30 * sim::kDay);
  w.add_transition("churn", {0}, 1, exponential(1e10));
  w.s.satisfaction = satisfaction(0.6, 0.5);
  Pool p = w.pool("desk", 40);
  p.books = true;
  w.strategy().pools = {p};
  Touchpoint t = w.touchpoint("talk", {0}, 20 * sim::kDay);
  t.delivery = Delivery::pool;
  t.pool = 0;
  t.work = w.all(constant(0.1));
  t.patience = w.all(constant(2.0));
  t.experience = w.all(number(0.6));
  t.missed_experience = w.all(number(0.2));
  w.strategy().touchpoints = {t};
  CHECK(at_end(w) == Approx(0.6 + 0.3 * 0.1).epsilon(1e-6));
  w.strategy().pools[0].servers = 0;
  CHECK(at_end(w) == Approx(0.6 - 0.3 * 0.3 * 2.0).epsilon(1e-6));
  w.strategy().touchpoints[0].missed_experience.clear();
  CHECK(at_end(w) == 0.6);
  w.strategy().pools[0].servers = 40;
  w.strategy().pools[0].quality_sd = number(0.2);
  const double differing = at_end(w);
  CHECK(differing != Approx(0.63).epsilon(1e-4));
  CHECK(differing < 0.66);  // Q = 0.6 · quality: half of them below, and those weigh double
  w.strategy().touchpoints[0].experience.clear();
  CHECK(at_end(w) == 0.6);
  const Layout none(*compile(w.s, 0));
  CHECK(none.experience_count == 0);
}

TEST_CASE("satisfaction: self-service is felt, the try that settles and the one that does not") {
  SmallWorld w = contacts(0.5, 200 * sim::kDay, 200.0);
  w.strategy().pools = {w.pool("desk", 1)};
  Touchpoint ticket = w.touchpoint("ticket", {0}, 0);
  ticket.trigger = TriggerKind::recurrence;
  ticket.rate = w.all(number(1.0 / 20.0));
  ticket.delivery = Delivery::pool;
  ticket.pool = 0;
  w.strategy().touchpoints = {ticket};
  SelfService portal;
  portal.name = "portal";
  portal.demands = {0};
  portal.enabled = w.all<char>(1);
  portal.tried = w.all(number(1.0));
  portal.goes_on = portal.returns = portal.cost = w.all(number(0.0));
  w.s.satisfaction->weight = number(0.01);  // far from the bounds
  w.s.satisfaction->settled_after = number(1e12);
  w.s.satisfaction->expectation_weight = number(0.0);
  const auto felt = [&](double resolved) {
    portal.resolved = w.all(number(resolved));
    w.strategy().self_services = {portal};
    return at_end(w) - 0.6;
  };
  CHECK(felt(1.0) == 0.0);  // nothing is said of what it is like
  portal.experience = w.all(number(0.8));
  portal.failed_experience = w.all(number(0.3));
  CHECK(felt(1.0) == Approx(10.0 * 0.01 * 0.3).epsilon(0.15));  // ten tries
  CHECK(felt(0.0) == Approx(-10.0 * 0.01 * 0.2 * 2.0).epsilon(0.15));
  portal.failed_experience.clear();
  CHECK(felt(0.0) == 0.0);
}

TEST_CASE("satisfaction: an answer that comes late, or settles nothing, is felt as worse") {
  SmallWorld w = contacts(0.5, 20 * sim::kDay);
  w.s.satisfaction->weight = number(0.1);
  w.strategy().pools = {w.pool("desk", 50)};
  Touchpoint answer = w.touchpoint("answer", {0}, 15 * sim::kDay);
  answer.delivery = Delivery::pool;
  answer.pool = 0;
  answer.work = w.all(constant(0.25));
  answer.experience = w.all(number(0.9));
  w.strategy().touchpoints = {answer};
  const auto felt = [&] { return at_end(w) - 0.6; };
  CHECK(felt() == Approx(0.1 * (0.9 - 0.5)).epsilon(1e-5));
  w.strategy().touchpoints[0].late.half_at = 6 * sim::kHour;  // a quarter of a day's work: half of it is left
  CHECK(felt() == Approx(0.1 * 2.0 * (0.45 - 0.5)).epsilon(1e-5));
  w.strategy().touchpoints[0].late.half_at = 0;
  w.strategy().touchpoints[0].resolution.resolved = w.all(number(0.0));
  CHECK(felt() == Approx(0.1 * (0.9 - 0.5)).epsilon(1e-5));  // nothing is said of what that is like
  w.strategy().touchpoints[0].unresolved_experience = w.all(number(0.2));
  CHECK(felt() == Approx(0.1 * 2.0 * (0.2 - 0.5)).epsilon(1e-5));
  w.strategy().touchpoints[0].resolution.resolved = w.all(number(1.0));
  CHECK(felt() == Approx(0.1 * (0.9 - 0.5)).epsilon(1e-5));
}

TEST_CASE("satisfaction: an appointment is felt when it is held") {
  SmallWorld w({"active"}, 5.0, 30 * sim::kDay);
  w.s.satisfaction = satisfaction(0.6, 0.5);
  Pool visits = w.pool("visits", 1);
  visits.kind = PoolKind::slots;
  visits.slot_length = sim::kHour;
  visits.slot_earliest = 5 * sim::kDay;
  visits.slot_latest = 10 * sim::kDay;
  w.strategy().pools = {visits};
  Touchpoint t = w.touchpoint("visit", {0}, 20 * sim::kDay);
  t.delivery = Delivery::pool;
  t.mode = RequestMode::live;
  t.pool = 0;
  t.experience = w.all(number(0.9));
  t.experience_sd = number(0.05);
  w.strategy().touchpoints = {t};
  const CellResult r = w.run();
  CHECK(r[Measure::satisfaction_end][0] == Approx(0.72).margin(0.03));
  CHECK(r[Measure::satisfaction][0] == Approx(0.6 + (r[Measure::satisfaction_end][0] - 0.6) * 5.0 / 30.0).margin(0.003));
}

TEST_CASE("satisfaction: each key moves what it should, the way it should") {
  const auto end = [](double quality, const auto& change) {
    SmallWorld w = contacts(quality, 200 * sim::kDay, 200.0);
    w.s.satisfaction->half_life = 100 * sim::kDay;
    w.strategy().touchpoints[0].experience_sd = number(0.05);
    change(w);
    return at_end(w);
  };
  const auto rises = [&](double quality, const auto& set, std::initializer_list<double> values) {
    double before = -1.0;
    for (const double v : values) {
      const double now = end(quality, [&](SmallWorld& w) { set(w, v); });
      CHECK(now > before + 0.003);
      before = now;
    }
  };
  rises(0.7, [](SmallWorld& w, double v) { w.s.satisfaction->start = number(v); }, {0.2, 0.5, 0.7});
  rises(0.7, [](SmallWorld& w, double v) { w.s.satisfaction->expectation = number(v); }, {0.9, 0.6, 0.3});
  rises(0.7, [](SmallWorld& w, double v) { w.s.satisfaction->weight = number(v); }, {0.05, 0.2, 0.4});
  rises(0.7, [](SmallWorld& w, double v) { w.s.satisfaction->settled_after = number(v); }, {2.0, 10.0, 50.0});
  rises(0.4, [](SmallWorld& w, double v) { w.s.satisfaction->loss_aversion = number(v); }, {3.0, 2.0, 1.0});
  rises(0.7, [](SmallWorld& w, double v) { w.s.satisfaction->expectation_weight = number(v); }, {0.5, 0.1, 0.0});
  rises(0.7, [](SmallWorld& w, double v) { w.s.satisfaction->drift = number(v); }, {0.3, 0.0, -0.3});
  rises(0.7, [](SmallWorld& w, double v) { w.s.satisfaction->half_life = static_cast<Tick>(v * 86400e6); },
        {20.0, 100.0, 1000.0});
  rises(0.7, [](SmallWorld& w, double v) { w.strategy().touchpoints[0].experience = w.all(number(v)); }, {0.1, 0.5, 0.8});
  rises(0.55, [](SmallWorld& w, double v) { w.strategy().touchpoints[0].experience_sd = number(v); }, {0.4, 0.2, 0.0});
}

TEST_CASE("satisfaction: a segment that nothing touches stays at the start") {
  SmallWorld w = contacts(0.9, 100 * sim::kDay);
  w.s.segments.push_back(w.s.segments[0]);
  w.s.segments[1].name = "second";
  w.s.transitions[0].enabled = w.all<char>(1);
  w.s.transitions[0].time = w.all(exponential(1e10));
  Touchpoint t = w.touchpoint("contact", {0}, 10 * sim::kDay);
  t.experience = {number(0.9), number(-1.0)};
  w.strategy().touchpoints = {t};
  const CellResult r = w.run();
  CHECK(r[Measure::segment_satisfaction][0] > 0.7);
  CHECK(r[Measure::segment_satisfaction][1] == 0.6);
  CHECK(std::isnan(SmallWorld({"x"}, 1.0, sim::kDay).run()[Measure::satisfaction][0]));
}
