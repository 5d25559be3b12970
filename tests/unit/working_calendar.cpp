// The working calendar against a brute-force grid of minutes, and by hand.
#include "sim/time/working_calendar.h"

#include <vector>

#include "sim/base/contract.h"
#include "tests/support/catch.h"

using namespace tenure::sim;

namespace {

// Small numbers for building random calendars; any fixed sequence does.
struct Dice {
  std::uint64_t state;
  std::int64_t below(std::int64_t n) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::int64_t>((state >> 33) % static_cast<std::uint64_t>(n));
  }
};

constexpr int kDays = 40;
constexpr Tick kFrom = -9 * kDay;  // the grid begins before the start of the run
constexpr std::int64_t kMinutes = kDays * 24 * 60;

// open[i]: is minute i of the grid open, told from the definition alone.
std::vector<char> minutes_open(const WeekPattern& week, const Timeline& timeline,
                               const std::vector<CivilDate>& holidays) {
  std::vector<char> open(static_cast<std::size_t>(kMinutes), 0);
  for (std::int64_t i = 0; i < kMinutes; ++i) {
    const Tick t = kFrom + i * kMinute;
    const CivilDate date = timeline.date_of(t);
    bool holiday = false;
    for (const CivilDate& day : holidays) holiday = holiday || day == date;
    for (const OpenHours& hours : week.hours(timeline.weekday_of(t))) {
      const Tick of_day = t - midnight_before(t);
      if (!holiday && of_day >= hours.from && of_day < hours.to) open[static_cast<std::size_t>(i)] = 1;
    }
  }
  return open;
}

}  // namespace

TEST_CASE("Random calendars agree with a grid of minutes") {
  Dice dice{20260801};
  for (int round = 0; round < 60; ++round) {
    const Timeline timeline(civil_from_days(20000 + dice.below(3000)));
    WeekPattern week;
    const std::int64_t pieces = dice.below(12);
    for (std::int64_t k = 0; k < pieces; ++k) {
      const Tick from = dice.below(24 * 60) * kMinute;
      const Tick length = (1 + dice.below(round % 3 == 0 ? 24 * 60 : 6 * 60)) * kMinute;
      week.add(static_cast<Weekday>(dice.below(7)), {from, from + length});
    }
    if (round % 10 == 9) week = WeekPattern::always();
    std::vector<CivilDate> holidays;
    for (std::int64_t k = dice.below(8); k > 0; --k) {
      holidays.push_back(timeline.date_of(kFrom + dice.below(kDays) * kDay));
    }
    const WorkingCalendar calendar(week, timeline, holidays);
    const std::vector<char> open = minutes_open(week, timeline, holidays);
    const auto is_open = [&](std::int64_t i) { return open[static_cast<std::size_t>(i)] != 0; };

    bool same = true;
    for (std::int64_t i = 0; i < kMinutes; ++i) {
      const Tick t = kFrom + i * kMinute;
      same = same && calendar.is_open(t) == is_open(i) && calendar.is_open(t + kMinute - 1) == is_open(i);
    }
    CHECK(same);

    for (int probe = 0; probe < 400; ++probe) {
      const std::int64_t at = dice.below(kMinutes);
      const Tick t = kFrom + at * kMinute + (probe % 2 == 0 ? 0 : dice.below(kMinute));
      const Tick work = probe % 3 == 0 ? (1 + dice.below(3000)) * kMinute : 1 + dice.below(50 * kHour);

      // One pass over the grid finds the next opening, the next change and the end of the work.
      Tick next_open = kNever;
      Tick next_change = kNever;
      Tick end = kNever;
      Tick left = work;
      for (std::int64_t i = at; i < kMinutes && (end == kNever || next_change == kNever); ++i) {
        const Tick from = std::max(t, kFrom + i * kMinute);
        const Tick to = kFrom + (i + 1) * kMinute;
        if (is_open(i) != is_open(at) && next_change == kNever) next_change = from;
        if (!is_open(i)) continue;
        if (next_open == kNever) next_open = from;
        if (end == kNever && left <= to - from) end = from + left;
        left -= to - from;
      }
      // Past the grid only "not within the grid" is known.
      const Tick last = kFrom + kMinutes * kMinute;
      if (next_open != kNever) CHECK(calendar.next_open(t) == next_open);
      if (next_open == kNever) CHECK(calendar.next_open(t) >= last);
      if (next_change != kNever) CHECK(calendar.next_change(t) == next_change);
      if (next_change == kNever) CHECK(calendar.next_change(t) >= last);
      if (end != kNever) {
        CHECK(calendar.advance(t, work) == end);
        CHECK(calendar.working_between(t, end) == work);
        CHECK(calendar.working_between(t, end - 1) == work - 1);
      } else {
        CHECK(calendar.advance(t, work) >= last);
      }
    }
  }
}

TEST_CASE("Hours by hand: a working week, a holiday, closing time") {
  const Timeline timeline({2026, 1, 1});  // a Thursday
  const WeekPattern week = WeekPattern::weekdays({9 * kHour, 17 * kHour});
  const WorkingCalendar calendar(week, timeline, {{2026, 1, 1}, {2026, 1, 1}, {2026, 1, 3}});
  const Tick friday = kDay;
  const Tick monday = 4 * kDay;

  CHECK(calendar.week_work() == 40 * kHour);
  CHECK_FALSE(calendar.is_open(10 * kHour));  // New Year
  CHECK(calendar.next_open(0) == friday + 9 * kHour);
  CHECK(calendar.is_open(friday + 9 * kHour));
  CHECK_FALSE(calendar.is_open(friday + 17 * kHour));
  CHECK(calendar.advance(friday + 9 * kHour, 8 * kHour) == friday + 17 * kHour);  // may end at closing time
  CHECK(calendar.advance(friday + 9 * kHour, 8 * kHour + 1) == monday + 9 * kHour + 1);
  CHECK(calendar.advance(friday + 17 * kHour, 1) == monday + 9 * kHour + 1);
  CHECK(calendar.advance(friday + 20 * kHour, 0) == friday + 20 * kHour);
  CHECK(calendar.next_change(friday + 9 * kHour) == friday + 17 * kHour);
  CHECK(calendar.next_change(friday + 17 * kHour) == monday + 9 * kHour);
  CHECK(calendar.advance(kNever, kHour) == kNever);
  CHECK(calendar.advance(0, kNever) == kNever);
  CHECK_THROWS_AS(calendar.advance(0, -1), ContractError);
  CHECK_THROWS_AS(calendar.working_between(2, 1), ContractError);

  // 30 years of weeks, no loop over days
  CHECK(calendar.working_between(0, 1565 * kWeek) == 1565 * 40 * kHour - 8 * kHour);
}

TEST_CASE("Around the clock, and never") {
  const WorkingCalendar always;
  CHECK(always.always_open());
  CHECK(always.is_open(123));
  CHECK(always.next_open(77) == 77);
  CHECK(always.next_change(0) == kNever);
  CHECK(always.advance(5, kDay) == kDay + 5);
  CHECK(always.working_between(3, 10) == 7);

  const WorkingCalendar with_holiday(WeekPattern::always(), Timeline({2026, 1, 1}), {{2026, 1, 3}});
  CHECK_FALSE(with_holiday.always_open());
  CHECK(with_holiday.next_change(0) == 2 * kDay);
  CHECK(with_holiday.next_change(2 * kDay) == 3 * kDay);
  CHECK(with_holiday.next_change(3 * kDay) == kNever);
  CHECK(with_holiday.advance(kDay, 2 * kDay) == 4 * kDay);

  const WorkingCalendar never(WeekPattern(), Timeline({2026, 1, 1}));
  CHECK(never.never_open());
  CHECK(never.next_open(0) == kNever);
  CHECK(never.next_change(0) == kNever);
  CHECK(never.advance(0, 1) == kNever);
  CHECK(never.working_between(0, kYear) == 0);
}

TEST_CASE("Hours past midnight go over to the next day and merge") {
  WeekPattern week;
  week.add(Weekday::sunday, {22 * kHour, 30 * kHour}).add(Weekday::monday, {6 * kHour, 8 * kHour});
  CHECK(week.hours(Weekday::monday) == std::vector<OpenHours>{{0, 8 * kHour}});
  CHECK(week.open_time() == 10 * kHour);
  const WorkingCalendar calendar(week, Timeline({2026, 1, 4}));  // a Sunday
  CHECK(calendar.next_change(23 * kHour) == kDay + 8 * kHour);   // across the end of the week
  CHECK_THROWS_AS(week.add(Weekday::monday, {kDay, kDay + 1}), ContractError);
  CHECK_THROWS_AS(week.add(Weekday::monday, {kHour, kHour}), ContractError);
}
