// Ticks, months, rounding, and dates.
#include "sim/base/contract.h"
#include "sim/time/civil_date.h"
#include "sim/time/tick.h"
#include "tests/support/catch.h"

using namespace tenure::sim;

TEST_CASE("Units of time fit together") {
  CHECK(kMonth * 4 == 1461 * kDay / 12);  // 30.4375 days
  CHECK(kYear * 4 == 1461 * kDay);
  CHECK(month_index(0) == 0);
  CHECK(month_index(kMonth - 1) == 0);
  CHECK(month_index(kMonth) == 1);
  CHECK(month_index(-1) == -1);
  CHECK(midnight_before(kDay) == kDay);
  CHECK(midnight_before(-1) == -kDay);
  CHECK(next_midnight(kDay) == 2 * kDay);
  CHECK(next_midnight(kDay - 1) == kDay);
}

TEST_CASE("Rounding: durations last a tick, budgets are never spent early") {
  CHECK(duration_of(0.0) == 1);
  CHECK(duration_of(1.49) == 1);
  CHECK(duration_of(1.5) == 2);
  CHECK(duration_of(1e300) == kNever);
  CHECK(time_until_spent(0.0) == 0);
  CHECK(time_until_spent(2.0) == 2);
  CHECK(time_until_spent(2.0000001) == 3);
  CHECK(time_until_spent(1e300) == kNever);
  CHECK_THROWS_AS(duration_of(0.0 / std::fabs(-0.0)), ContractError);
  CHECK(ceil_to_tick(0, kHour) == 0);
  CHECK(ceil_to_tick(1, kHour) == kHour);
  CHECK(ceil_to_tick(kHour, kHour) == kHour);
  CHECK(ceil_to_tick(-1, kHour) == 0);
  CHECK(ceil_to_tick(kNever, kHour) == kNever);
  CHECK(ceil_to_tick(kNever - 1, kHour) == kNever);
  CHECK(add_time(5, 7) == 12);
  CHECK(add_time(5, kNever) == kNever);
  CHECK(add_time(-5, kNever) == kNever);
  CHECK(add_time(kNever, 1) == kNever);
}

TEST_CASE("Dates: every day of 800 years, one after another") {
  CHECK(days_from_civil({1970, 1, 1}) == 0);
  CHECK(days_from_civil({2000, 3, 1}) == 11017);
  CHECK(weekday_of_days(0) == Weekday::thursday);
  std::int64_t number = days_from_civil({1600, 1, 1});
  CivilDate date{1600, 1, 1};
  bool same = true;
  while (date.year < 2400) {
    same = same && days_from_civil(date) == number && civil_from_days(number) == date && is_valid(date);
    ++number;
    if (++date.day > days_in_month(date.year, date.month)) {
      date.day = 1;
      if (++date.month > 12) {
        date.month = 1;
        ++date.year;
      }
    }
  }
  CHECK(same);
  CHECK(number - days_from_civil({1600, 1, 1}) == 2 * 146097);
  CHECK_FALSE(is_valid({2025, 2, 29}));
  CHECK_FALSE(is_valid({2025, 13, 1}));
  CHECK(is_valid({2024, 2, 29}));
  CHECK(to_string({26, 3, 1}) == "0026-03-01");
}

TEST_CASE("A timeline starts at midnight of its start date") {
  const Timeline timeline({2026, 3, 1});  // a Sunday
  CHECK(timeline.start() == CivilDate{2026, 3, 1});
  CHECK(timeline.date_of(kDay - 1) == CivilDate{2026, 3, 1});
  CHECK(timeline.date_of(31 * kDay) == CivilDate{2026, 4, 1});
  CHECK(timeline.date_of(-1) == CivilDate{2026, 2, 28});
  CHECK(timeline.tick_of({2026, 4, 1}) == 31 * kDay);
  CHECK(timeline.weekday_of(0) == Weekday::sunday);
  CHECK(timeline.weekday_of(-1) == Weekday::saturday);
  CHECK_THROWS_AS(Timeline({2026, 2, 29}), ContractError);
}

TEST_CASE("A broken contract says where, what and why") {
  try {
    TENURE_ENSURE(1 + 1 == 3, "sums must add up");
    FAIL("nothing was thrown");
  } catch (const ContractError& error) {
    const std::string text = error.what();
    CHECK(text.find("time.cpp:") != std::string::npos);
    CHECK(text.find("1 + 1 == 3: sums must add up") != std::string::npos);
  }
}
