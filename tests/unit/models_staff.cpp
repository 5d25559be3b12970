// What staff costs beside its wages, how it tires and learns, and what customers feel of it: each key against its law.
#include <cmath>

#include "models/staff/least.h"
#include "tests/support/catch.h"
#include "tests/support/small_world.h"

using namespace tenure;
using namespace tenure::test;

namespace {

using enum Measure;

double total(const CellResult& r, Measure id) {
  double sum = 0.0;
  for (const double x : r[id])
    if (!std::isnan(x)) sum += x;
  return sum;
}

/// `customers` who each have `work` done by the pool every day, all year; a contact done well keeps them.
SmallWorld served_daily(double customers, int servers, Tick horizon, double work_days) {
  SmallWorld w({"active", "lost"}, customers, horizon);
  Pool p = w.pool("desk", servers);
  p.wage = number(100.0);
  w.strategy().pools = {p};
  Touchpoint t = w.touchpoint("talk", {0}, sim::kDay);
  t.first = w.all(Tick{-1});
  t.delivery = Delivery::pool;
  t.pool = 0;
  t.work = w.all(constant(work_days));
  w.strategy().touchpoints = {t};
  return w;
}

Pool& desk(SmallWorld& w) { return w.strategy().pools[0]; }

}  // namespace

TEST_CASE("staff: severance is paid per occupied seat that the plan closes, training per hire") {
  SmallWorld w({"a"}, 1.0, sim::kYear);
  w.s.money.discount = number(0.1);
  Pool p = w.pool("desk", 2);
  p.wage = number(50.0);
  p.plan = {{73 * sim::kDay, 6}, {200 * sim::kDay, 3}, {250 * sim::kDay, 2}};
  w.strategy().pools = {p};
  const CellResult free = w.run();
  desk(w).severance = number(700.0);
  desk(w).training = number(300.0);
  const CellResult r = w.run();
  CHECK(r[severance_cost][0] == 4 * 700.0);
  CHECK(r[training_cost][0] == 4 * 300.0);
  CHECK(r[hiring_cost][0] == 0.0);
  CHECK(total(r, pool_severance) == 2800.0);
  CHECK(total(r, pool_training_cost) == 1200.0);
  CHECK(r[monthly_severance_cost][6] == 2100.0);  // day 200
  CHECK(r[monthly_severance_cost][8] == 700.0);   // day 250
  CHECK(r[monthly_training_cost][2] == 1200.0);   // day 73
  CHECK(r[operating_cost][0] == Approx(free[operating_cost][0] + 4000.0).epsilon(1e-12));
  CHECK(r[monthly_operating_cost][6] == Approx(free[monthly_operating_cost][6] + 2100.0).epsilon(1e-12));
  const auto paid = [](double month) { return std::pow(1.1, -(month + 0.5) / 12.0); };  // by month
  const double discounted = 2100.0 * paid(6) + 700.0 * paid(8) + 1200.0 * paid(2);
  CHECK(free[net_value][0] - r[net_value][0] == Approx(discounted).epsilon(1e-4));
  CHECK(r[operating_cost_discounted][0] - free[operating_cost_discounted][0] == Approx(discounted).epsilon(1e-4));
}

TEST_CASE("staff: attrition and losses cost training, no severance; hires cost both hiring and training") {
  SmallWorld w({"a"}, 1.0, 2 * sim::kYear);
  Pool p = w.pool("desk", 10);
  p.attrition = number(1.0 / 100.0);
  p.hire_delay = 10 * sim::kDay;
  p.hire_cost = number(1000.0);
  p.training = number(250.0);
  p.severance = number(5000.0);
  w.strategy().pools = {p};
  const CellResult r = w.run();
  const double hires = total(r, pool_hires);
  CHECK(hires > 30.0);
  CHECK(r[training_cost][0] == 250.0 * hires);
  CHECK(r[hiring_cost][0] == 1000.0 * hires);
  CHECK(r[severance_cost][0] == 0.0);
}

TEST_CASE("staff: a newcomer's quality rises linearly over the ramp") {
  // Nobody is there before day 60; then 20 newcomers serve 200 contacts a day, evenly over the day, and nothing waits.
  SmallWorld w = served_daily(200.0, 0, 4 * sim::kMonth, 1.0 / 1440.0);
  desk(w).plan = {{61 * sim::kDay, 20}};
  desk(w).ramp = 40 * sim::kDay;
  desk(w).ramp_start = number(1.0);
  w.strategy().touchpoints[0].patience = w.all(constant(0.01));
  const auto quality = [&](double start, int month) {
    desk(w).ramp_quality = number(start);
    return w.run()[pool_quality][static_cast<std::size_t>(month)];
  };
  // over the month from day 60.875 (served: from 61) to day 91.3125, ages 0 to 30.3125 d of 40: the mean is that of a line
  const double mean_share = 30.3125 / 2.0 / 40.0;
  for (const double start : {0.2, 0.6}) CHECK(quality(start, 2) == Approx(start + (1.0 - start) * mean_share).epsilon(0.01));
  // over the next: 9.6875 d of ramp left, then full quality
  const double left = (9.6875 * (30.3125 + 40.0) / 2.0 / 40.0 + (30.4375 - 9.6875)) / 30.4375;
  CHECK(quality(0.2, 3) == Approx(0.2 + 0.8 * left).epsilon(0.005));
  CHECK(quality(1.0, 2) == 1.0);
  CHECK(std::isnan(quality(1.0, 0)));  // nobody was served
}

TEST_CASE("staff: who is there at the start knows the work, who comes later does not") {
  // twenty people, 20 contacts a day of a quarter of a day each, and nobody waits: the response is the work
  const auto response = [](int servers, std::vector<HeadcountStep> plan, bool today) {
    SmallWorld w = served_daily(20.0, servers, 4 * sim::kMonth, 0.25);
    desk(w).plan = std::move(plan);
    desk(w).ramp = 10 * sim::kYear;
    desk(w).ramp_start = number(0.5);
    desk(w).ramp_quality = number(0.5);
    if (today) w.s.today = Today{0, 30 * sim::kDay};
    const CellResult r = w.run();
    return std::pair{r[pool_mean_response][3], r[pool_quality][3]};
  };
  for (const bool today : {false, true}) CHECK(response(40, {}, today) == std::pair{6.0, 1.0});
  const auto [hours, quality] = response(0, {{10 * sim::kDay, 40}}, false);
  CHECK(hours == Approx(12.0).epsilon(0.05));
  CHECK(quality == Approx(0.5).epsilon(0.05));
}

TEST_CASE("staff: each overload key moves its measure in the law's direction") {
  // 95 customers, 1 % of a day's work each: one server at load 0.95.
  const auto run = [](auto&& change, double customers = 95.0) {
    SmallWorld w = served_daily(customers, 1, sim::kYear, 0.01);
    desk(w).overload_quality = number(1.0);
    change(w);
    return w.run();
  };
  const auto last = [](const CellResult& r, Measure id) { return r[id][11]; };
  const CellResult off = run([](SmallWorld& w) { desk(w).overload_quality = number(0.0); });
  CHECK(std::isnan(last(off, pool_overload)));
  CHECK(last(off, pool_quality) == 1.0);
  const CellResult base = run([](SmallWorld&) {});
  CHECK(last(base, pool_overload) == 1.0);
  CHECK(last(base, pool_quality) == Approx(0.9).epsilon(0.001));
  CHECK(last(run([](SmallWorld& w) { desk(w).overload_quality = number(3.0); }), pool_quality) == Approx(0.7).epsilon(0.001));
  CHECK(last(run([](SmallWorld& w) { desk(w).overload_from = number(0.75); }), pool_quality) == Approx(0.8).epsilon(0.001));
  const CellResult above = run([](SmallWorld& w) { desk(w).overload_from = number(0.99); });
  CHECK(last(above, pool_overload) == 0.0);
  CHECK(last(above, pool_quality) == 1.0);
  CHECK(last(run([](SmallWorld&) {}, 80.0), pool_overload) == 0.0);  // less work
  // a long memory is slower to notice
  const CellResult slow = run([](SmallWorld& w) { desk(w).overload_memory = 120 * sim::kDay; });
  CHECK(slow[pool_quality][1] > base[pool_quality][1] + 0.02);
  CHECK(slow[pool_quality][11] > base[pool_quality][11]);
}

TEST_CASE("staff: overload drives servers away, and only those who are overloaded") {
  const auto leavers = [](double leaving, double from) {
    SmallWorld w = served_daily(950.0, 10, 3 * sim::kYear, 0.01);
    desk(w).attrition = number(1.0 / 300.0);
    desk(w).overload_leaving = number(leaving);
    desk(w).overload_from = number(from);
    return total(w.run(), pool_leavers);
  };
  const double plain = leavers(0.0, 0.85);
  CHECK(plain > 15.0);
  CHECK(leavers(20.0, 0.99) == plain);  // never overloaded
  const double driven = leavers(4.0, 0.85);
  CHECK(driven > plain + 5.0 * std::sqrt(plain + driven));  // hazard × 1 + 4 (2/3) = 3.7; independent Poisson counts
}

TEST_CASE("staff: customers feel an overloaded server where quality bears on an effect") {
  // The contact keeps customers; its effect's size is the server's quality. Cut-out: without quality_weight nothing is felt.
  const auto lost = [](double overload, double weight) {
    SmallWorld w = served_daily(950.0, 10, sim::kYear, 0.01);
    w.add_transition("out", {0}, 1, exponential(300.0));
    Touchpoint& t = w.strategy().touchpoints[0];
    t.done = {w.influence("bond", {0}, 0.2, 5 * sim::kDay)};
    t.done[0].accumulate = Accumulate::renew;
    t.quality_weight = weight;
    desk(w).overload_from = number(0.5);
    desk(w).overload_quality = number(overload);
    return w.run()[Measure::lost][0];
  };
  CHECK(lost(1.5, 1.0) > lost(0.0, 1.0) + 5.0 * std::sqrt(lost(0.0, 1.0)));
  CHECK(lost(1.5, 0.0) == lost(0.0, 0.0));
  CHECK(lost(2.5, 1.0) > lost(1.5, 1.0));
  CHECK(lost(1000.0, 1.0) > lost(1.5, 1.0));  // quality 0 counts as 0
}

TEST_CASE("staff: the time until a contact is done is known by what was asked") {
  SmallWorld w = served_daily(5.0, 50, sim::kMonth, 0.25);
  Touchpoint second = w.strategy().touchpoints[0];
  second.name = "short";
  second.work = w.all(constant(0.05));
  Touchpoint mail = w.touchpoint("mail", {0}, sim::kDay);
  w.strategy().touchpoints.push_back(second);
  w.strategy().touchpoints.push_back(mail);
  const CellResult r = w.run();  // nobody waits: the response is the work
  CHECK(r[touchpoint_response][0] == Approx(6.0).epsilon(1e-9));
  CHECK(r[touchpoint_response][1] == Approx(1.2).epsilon(1e-9));
  CHECK(std::isnan(r[touchpoint_response][2]));
  CHECK(r[pool_overall_response][0] == Approx(3.6).epsilon(0.02));  // both are delivered alike
}

TEST_CASE("staff: the least of many is found as a plain search finds it, the lowest number among equals") {
  tenure::models::Least least;
  CHECK(least.who() == -1);
  std::vector<std::int64_t> keys;
  const auto plain = [&] {
    std::int32_t best = -1;
    for (std::size_t i = 0; i < keys.size(); ++i)
      if (keys[i] != tenure::models::Least::kOut && (best < 0 || keys[i] < keys[static_cast<std::size_t>(best)])) best = static_cast<std::int32_t>(i);
    return best;
  };
  std::uint64_t luck = 1;
  const auto next = [&](std::uint64_t n) { return (luck = luck * 6364136223846793005ULL + 1442695040888963407ULL) >> 33U, (luck >> 33U) % n; };
  for (int round = 0; round < 5000; ++round) {
    if (keys.empty() || next(50) == 0) {
      keys.resize(keys.size() + next(7) + 1, tenure::models::Least::kOut);
      least.resize(keys.size());
    }
    const auto i = static_cast<std::size_t>(next(keys.size()));
    keys[i] = next(5) == 0 ? tenure::models::Least::kOut : static_cast<std::int64_t>(next(40)) - 20;
    least.set(i, keys[i]);
    REQUIRE(least.who() == plain());
  }
}
