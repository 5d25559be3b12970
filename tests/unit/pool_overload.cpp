// What lasting overload does, at loads that are known exactly, on both engines.
#include <algorithm>
#include <cmath>

#include "tests/support/catch.h"
#include "tests/support/script_model.h"

using namespace tenure::test;

namespace {

/// Each of `seats` servers has `work` to do every day, in her own book, asked half an hour after midnight.
void daily_work(ScriptModel& m, std::int32_t seats, int days, Tick work) {
  for (std::int32_t seat = 0; seat < seats; ++seat) {
    std::vector<Step> steps;
    for (int day = 0; day < days; ++day) {
      Request q;
      q.work = work;
      q.occasion = static_cast<std::uint32_t>(day);
      q.book = seat;
      steps.push_back(asks(day * kDay + kHour / 2, q));
    }
    m.add(std::move(steps));
  }
}

PoolSpec busy_pool(std::int32_t seats) {
  PoolSpec pool = staffed("p", Mode::open, seats);
  pool.books = true;
  pool.sitting = kNever;
  return pool;
}

constexpr Tick kNearlyADay = kDay * 95 / 100;

}  // namespace

TEST_CASE("Quality under a constant load falls to 1 - quality (load - from), at the speed of the memory", "[pools]") {
  for (const double shrinkage : {0.0, 0.05}) {
    PoolSpec pool = busy_pool(1);
    pool.shrinkage = shrinkage;
    pool.overload = {.from = 0.85, .quality = 2.0, .memory = 5 * kDay};
    const Tick work = shrinkage == 0.0 ? kNearlyADay : static_cast<Tick>(0.92 * 0.95 * static_cast<double>(kDay));
    const double load = static_cast<double>(work) / (static_cast<double>(kDay) * (1.0 - shrinkage));
    on_both_engines(
        {pool}, 100 * kDay, [&](ScriptModel& m) { daily_work(m, 1, 99, work); },
        [&](const ScriptModel& m, const RunReport& r) {
          REQUIRE(m.heard.size() == 99);
          for (std::size_t day = 0; day < 99; ++day) {  // what begins on a day reads the load of the midnight before
            const double u = load + (0.85 - load) * std::exp2(-static_cast<double>(day) / 5.0);
            CHECK(static_cast<double>(m.heard[day].answer.quality) == Approx(1.0 - 2.0 * (u - 0.85)).epsilon(1e-6));
          }
          CHECK(static_cast<double>(m.heard[98].answer.quality) == Approx(1.0 - 2.0 * (load - 0.85)).epsilon(1e-5));
          const PoolMonth all = r.pools[0].total_month();
          CHECK(all.watched == 99);
          CHECK(all.overloaded == 99);
          double sum = 0.0;
          for (const Heard& h : m.heard) sum += static_cast<double>(h.answer.quality);
          CHECK(static_cast<double>(all.quality) / 16777216.0 == Approx(sum).epsilon(1e-7));
        });
  }
}

TEST_CASE("Days off leave the load alone; work after hours counts; quality does not fall below 0", "[pools]") {
  PoolSpec pool = staffed("p", Mode::open, 1, office(9 * kHour, 17 * kHour));
  pool.after_hours = AfterHours::overtime;
  pool.sitting = kNever;
  pool.overload = {.from = 0.5, .quality = 1.0, .memory = kDay};
  on_both_engines(
      {pool}, 22 * kDay,
      [](ScriptModel& m) {
        std::vector<Step> steps;
        for (const int day : {0, 1, 4, 7, 8, 9}) {  // Monday, Tuesday, Friday; Monday, Tuesday, Wednesday
          Request q;
          q.work = day == 8 ? 7 * 8 * kHour : 12 * kHour;  // beyond hours
          q.occasion = static_cast<std::uint32_t>(day);
          steps.push_back(asks(day * kDay + 9 * kHour, q));
        }
        m.add(std::move(steps));
      },
      [](const ScriptModel& m, const RunReport&) {
        REQUIRE(m.heard.size() == 6);
        const auto quality = [&](std::size_t i) { return static_cast<double>(m.heard[i].answer.quality); };
        double u = 0.5;
        CHECK(quality(0) == 1.0);
        u = (u + 1.5) / 2.0;  // Monday: 12 h of 8
        CHECK(quality(1) == Approx(1.0 - (u - 0.5)).epsilon(1e-6));
        u = ((u + 1.5) / 2.0) / 4.0;  // Tuesday; Wednesday and Thursday without work
        CHECK(quality(2) == 1.0);
        u = (u + 1.5) / 2.0;  // Friday
        CHECK(quality(3) == Approx(1.0 - (u - 0.5)).epsilon(1e-6));  // the weekend changes nothing
        u = (u + 1.5) / 2.0;
        CHECK(quality(4) == Approx(1.0 - (u - 0.5)).epsilon(1e-6));
        // Tuesday's work of seven days ends on Thursday at closing time, and counts on that day as a whole
        CHECK(m.heard[5].answer.start == 11 * kDay + 9 * kHour);
        CHECK(quality(5) == 0.0);
      });
  pool.overload.quality = 100.0;
  on_both_engines({pool}, 3 * kDay,
                  [](ScriptModel& m) {
                    Request q;
                    q.work = 12 * kHour;
                    q.occasion = 1;
                    Request r = q;
                    r.occasion = 2;
                    m.add({asks(9 * kHour, q), asks(kDay + 9 * kHour, r)});
                  },
                  [](const ScriptModel& m, const RunReport&) { CHECK(m.heard[1].answer.quality == 0.0F); });
}

TEST_CASE("Below the threshold nothing changes, to the byte", "[pools]") {
  PoolSpec plain = busy_pool(40);
  plain.leave_rate = 1.0 / 50.0;
  plain.notice = 30 * kHour;  // seats are filled at once: no backlog
  plain.quality.sd = 0.2;
  plain.speed.sd = 0.05;
  plain.ramp = {.start_speed = 0.9, .start_quality = 0.5, .time = 10 * kDay};
  PoolSpec watched = plain;
  watched.overload = {.from = 0.99, .quality = 5.0, .leaving = 50.0, .memory = 2 * kDay};
  PoolSpec felt = watched;
  felt.overload.from = 0.3;
  std::vector<std::vector<Heard>> heard;
  std::vector<std::vector<std::pair<Tick, StaffChange>>> changes;
  for (const PoolSpec& pool : {plain, watched, felt}) {
    on_both_engines({pool}, 200 * kDay, [](ScriptModel& m) { daily_work(m, 40, 199, kDay / 2); },
                    [&](const ScriptModel& m, const RunReport&) {
                      heard.push_back(m.heard);
                      changes.push_back(m.changes);
                    });
  }
  const auto same = [&](std::size_t a, std::size_t b) {
    if (heard[a].size() != heard[b].size() || changes[a].size() != changes[b].size()) return false;
    for (std::size_t i = 0; i < heard[a].size(); ++i) {
      const Answer &x = heard[a][i].answer, &y = heard[b][i].answer;
      if (x.end != y.end || x.quality != y.quality || x.occupant != y.occupant || x.seat != y.seat) return false;
    }
    for (std::size_t i = 0; i < changes[a].size(); ++i) {
      const auto &x = changes[a][i], &y = changes[b][i];
      if (x.first != y.first || x.second.seat != y.second.seat || x.second.left != y.second.left) return false;
    }
    return true;
  };
  CHECK(changes[0].size() > 140);
  CHECK(same(0, 2));  // plain and watched, the same engine
  CHECK(same(1, 3));
  CHECK_FALSE(same(0, 4));  // felt is seen
  CHECK(changes[4].size() > changes[0].size());
}

TEST_CASE("Under lasting overload servers leave at the hazard times its multiplier", "[pools]") {
  // A memory of an hour: the load is that of yesterday. The first day of each occupant is at the plain hazard (she starts at
  // the threshold), every later one at it times 1 + 3 (0.95 - 0.85) / (1 - 0.85) = 3. She resigns on a day of pace p with
  // probability 1 - exp(-rate p), whatever went before, so leavers less their expectation have at most the variance of a
  // Poisson count. z = 4.9: false alarm 1e-6; about 11,700 leavers: half-width 4.5 %, so that a multiplier 8 % off is seen.
  constexpr std::int32_t kSeats = 2000;
  constexpr int kDays = 200;
  const double rate = 0.01, pace = 1.0 + 3.0 * (0.95 - 0.85) / (1.0 - 0.85);
  PoolSpec pool = busy_pool(kSeats);
  pool.leave_rate = rate;
  pool.overload = {.from = 0.85, .leaving = 3.0, .memory = kHour};
  ScriptModel m;
  daily_work(m, kSeats, kDays, kNearlyADay);
  EngineOptions options;
  options.end = kDays * kDay;
  options.luck = cell_key(1, 2, 3);
  const PoolMonth all = run(m, {pool}, options).pools[0].total_month();
  const auto too_late = std::count_if(m.changes.begin(), m.changes.end(),  // who comes on the last day is not seen to go
                                      [](const auto& change) { return change.first == (kDays - 1) * kDay; });
  const double first_days = static_cast<double>(kSeats + all.hires - too_late);
  const double later_days = static_cast<double>(kSeats) * (kDays - 1) - first_days;
  const auto expected = [&](double p) { return first_days * -std::expm1(-rate) + later_days * -std::expm1(-rate * p); };
  const double z = 4.9 * std::sqrt(expected(pace));
  CHECK(static_cast<double>(all.leavers) == Approx(expected(pace)).margin(z));
  CHECK(static_cast<double>(all.leavers) != Approx(expected(0.92 * pace)).margin(z));
  CHECK(static_cast<double>(all.leavers) != Approx(expected(1.08 * pace)).margin(z));
}

TEST_CASE("The plan's closing of an occupied seat is counted apart from other leaving", "[pools]") {
  PoolSpec pool = staffed("p", Mode::open, 4);
  pool.losses = {{2 * kDay, 1}};
  pool.hire_delay = 100 * kDay;
  pool.groups[0].plan = {{0, 4}, {5 * kDay, 1}};
  on_both_engines({pool}, 10 * kDay, [](ScriptModel& m) { m.add({}); },
                  [](const ScriptModel& m, const RunReport& r) {
                    const std::int32_t lost = m.changes[4].second.seat;
                    CHECK(r.pools[0].total_month().leavers == (lost == 0 ? 4 : 3));
                    CHECK(r.pools[0].total_month().laid_off == (lost == 0 ? 3 : 2));  // a vacant seat costs nobody her job
                  });
}
