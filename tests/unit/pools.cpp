// One mechanism of the pools at a time, by hand-computed cases, on both engines.
#include <algorithm>

#include "tests/support/catch.h"
#include "tests/support/script_model.h"

using namespace tenure::test;

namespace {

Request open_request(Tick work, std::uint32_t occasion, std::uint8_t priority = 1) {
  Request q;
  q.work = work;
  q.occasion = occasion;
  q.priority = priority;
  return q;
}

Request live_request(Tick work, std::uint32_t occasion) {
  Request q = open_request(work, occasion);
  q.mode = Mode::live;
  return q;
}

const Answer& answer_of(const ScriptModel& m, EntityId e, std::uint32_t occasion) {
  const auto it = std::find_if(m.heard.begin(), m.heard.end(),
                               [&](const Heard& h) { return h.who == e && h.answer.occasion == occasion; });
  REQUIRE(it != m.heard.end());
  return it->answer;
}

}  // namespace

TEST_CASE("First come, first served within a priority; urgent requests first", "[pools]") {
  on_both_engines(
      {staffed("p", Mode::open, 1)}, kDay,
      [](ScriptModel& m) {
        m.add({asks(0, open_request(30 * kMinute, 1))});
        m.add({asks(kMinute, open_request(10 * kMinute, 2))});
        m.add({asks(2 * kMinute, open_request(10 * kMinute, 3))});
        m.add({asks(3 * kMinute, open_request(10 * kMinute, 4, 0))});
      },
      [](const ScriptModel& m, const RunReport& r) {
        CHECK(answer_of(m, 0, 1).start == 0);
        CHECK(answer_of(m, 3, 4).start == 30 * kMinute);
        CHECK(answer_of(m, 1, 2).start == 40 * kMinute);
        CHECK(answer_of(m, 2, 3).start == 50 * kMinute);
        CHECK(answer_of(m, 2, 3).waited_working == 48 * kMinute);
        REQUIRE(m.heard.size() == 4);
        CHECK(m.heard[0].now == 30 * kMinute + kHour);  // the reading lag
        CHECK(r.pools[0].total().delayed == 3);
        CHECK(r.pools[0].total().worked == kHour);
      });
}

TEST_CASE("Equal in time and priority: the addressed tie decides, then the key", "[pools]") {
  on_both_engines(
      {staffed("p", Mode::open, 1)}, kDay,
      [](ScriptModel& m) {
        for (const std::uint32_t tie : {7U, 3U, 3U, 9U}) {
          Request q = open_request(10 * kMinute, 1);
          q.tie = tie;
          q.author_key = 100 - tie;  // two with the same
          q.topic = tie == 3 ? static_cast<std::uint32_t>(50 - m.size()) : 0;
          m.add({asks(kHour, q)});
        }
      },
      [](const ScriptModel& m, const RunReport&) {
        CHECK(std::min(answer_of(m, 1, 1).start, answer_of(m, 2, 1).start) == kHour);
        CHECK(answer_of(m, 0, 1).start == kHour + 20 * kMinute);
        CHECK(answer_of(m, 3, 1).start == kHour + 30 * kMinute);
      });
}

TEST_CASE("Long work is cut into sittings: what is urgent passes, the remainder keeps its place", "[pools]") {
  on_both_engines(
      {staffed("p", Mode::open, 1)}, kDay,
      [](ScriptModel& m) {
        m.add({asks(0, open_request(150 * kMinute, 1))});
        m.add({asks(10 * kMinute, open_request(20 * kMinute, 2))});
        m.add({asks(20 * kMinute, open_request(30 * kMinute, 3, 0))});
      },
      [](const ScriptModel& m, const RunReport& r) {
        CHECK(answer_of(m, 2, 3).start == kHour);              // after the first sitting
        CHECK(answer_of(m, 0, 1).end == 180 * kMinute);        // then the rest, 90 min in two sittings
        CHECK(answer_of(m, 0, 1).worked == 150 * kMinute);
        CHECK(answer_of(m, 1, 2).start == 180 * kMinute);
        CHECK(r.pools[0].total().sittings == 5);
      });
}

TEST_CASE("Other work pauses at the shift's end, overtime finishes it, live work finishes", "[pools]") {
  const auto hours = office(9 * kHour, 17 * kHour);
  PoolSpec overtime = staffed("overtime", Mode::open, 1, hours);
  overtime.after_hours = AfterHours::overtime;
  const Tick asked = 4 * kDay + 16 * kHour + 30 * kMinute;  // Friday
  on_both_engines(
      {staffed("pause", Mode::open, 1, hours), overtime, staffed("live", Mode::live, 1, hours)}, 9 * kDay,
      [&](ScriptModel& m) {
        for (std::uint16_t p = 0; p < 3; ++p) {
          Request q = open_request(kHour, p);
          q.pool = p;
          q.mode = p == 2 ? Mode::live : Mode::open;
          m.add({asks(asked, q)});
        }
      },
      [&](const ScriptModel& m, const RunReport& r) {
        CHECK(answer_of(m, 0, 0).end == 7 * kDay + 9 * kHour + 30 * kMinute);  // Monday
        CHECK(answer_of(m, 1, 1).end == asked + kHour);
        CHECK(answer_of(m, 2, 2).end == asked + kHour);
        CHECK(r.pools[0].total().overtime == 0);
        CHECK(r.pools[1].total().overtime == 30 * kMinute);
        CHECK(r.pools[2].total().overtime == 30 * kMinute);
        CHECK(r.pools[0].total_month().on_shift_ticks == 7 * 8 * kHour);
      });
}

TEST_CASE("Waiting and patience in working time and by the wall clock", "[pools]") {
  const auto hours = office(9 * kHour, 17 * kHour);
  const Tick evening = 16 * kHour;  // Monday; one long piece of work first
  on_both_engines(
      {staffed("p", Mode::open, 1, hours)}, 5 * kDay,
      [&](ScriptModel& m) {
        m.add({asks(evening, open_request(6 * kHour, 0, 0))});  // until Tuesday 14:00
        for (std::uint32_t i = 1; i <= 3; ++i) {
          Request q = open_request(kHour, i);
          q.patience = i == 3 ? 7 * kHour : 3 * kHour;
          q.patience_clock = i == 1 ? Clock::wall : Clock::working;
          m.add({asks(evening, q)});
        }
      },
      [&](const ScriptModel& m, const RunReport& r) {
        CHECK(answer_of(m, 1, 1).outcome == Outcome::abandoned);
        CHECK(answer_of(m, 1, 1).end == evening + 3 * kHour);
        CHECK(answer_of(m, 2, 2).outcome == Outcome::abandoned);
        CHECK(answer_of(m, 2, 2).end == kDay + 11 * kHour);
        CHECK(answer_of(m, 3, 3).outcome == Outcome::served);
        CHECK(answer_of(m, 3, 3).start == kDay + 14 * kHour);
        CHECK(answer_of(m, 3, 3).waited_working == 6 * kHour);
        CHECK(r.pools[0].total().abandoned == 2);
        CHECK(r.pools[0].total().waited == 22 * kHour);
      });
}

TEST_CASE("Withdrawing: what waits is gone, what is begun is finished and paid, nothing is answered", "[pools]") {
  on_both_engines(
      {staffed("p", Mode::open, 1)}, kDay,
      [](ScriptModel& m) {
        m.add({asks(0, open_request(3 * kHour, 1)), asks(kMinute, open_request(kHour, 2)),
               {30 * kMinute, [](Desk& d) { d.withdraw_open(); }}});
        m.add({asks(10 * kMinute, open_request(10 * kMinute, 3))});
        m.add({asks(0, open_request(kMinute, 4, 0)),  // served before, its letter is still on its way
               {20 * kMinute, [](Desk& d) { d.withdraw_open(); }}});
      },
      [](const ScriptModel& m, const RunReport& r) {
        REQUIRE(m.heard.size() == 1);
        CHECK(m.heard[0].answer.start == kHour + kMinute);  // one minute, then one sitting of three
        const PoolCounts all = r.pools[0].total();
        CHECK(all.withdrawn == 2);
        CHECK(all.served == 2);
        CHECK(all.worked == kHour + 11 * kMinute);
      });
}

TEST_CASE("A live author stands still; what fell due is done right after the answer", "[pools]") {
  on_both_engines(
      {staffed("p", Mode::live, 1), staffed("q", Mode::open, 1)}, kDay,
      [](ScriptModel& m) {
        Request letter = open_request(kMinute, 9);
        letter.pool = 1;
        m.add({asks(0, letter), asks(30 * kMinute, live_request(kHour, 1)), {40 * kMinute, [](Desk&) {}},
               {50 * kMinute, [](Desk&) {}}, {2 * kHour, [](Desk&) {}}});
      },
      [](const ScriptModel& m, const RunReport&) {
        const Tick end = 90 * kMinute;
        REQUIRE(m.heard.size() == 2);
        CHECK(m.heard[0].answer.occasion == 1);
        CHECK(m.heard[0].now == end);
        CHECK(m.heard[1].answer.occasion == 9);  // fell due at 1:01
        CHECK(m.heard[1].now == end);
        const std::vector<std::pair<Tick, Tick>> acted{
            {0, 0}, {30 * kMinute, 30 * kMinute}, {40 * kMinute, end}, {50 * kMinute, end}, {2 * kHour, 2 * kHour}};
        CHECK(m.acted == acted);
      });
}

TEST_CASE("Closed pools say so; live pools overflow at once, open ones take the reading lag", "[pools]") {
  const auto hours = office(9 * kHour, 17 * kHour);
  PoolSpec line = staffed("line", Mode::live, 1, hours);
  line.when_closed = WhenClosed::answer;
  line.overflow = {.pool = 1, .after = 2 * kMinute, .clock = Clock::wall};
  PoolSpec desk = staffed("desk", Mode::open, 1);
  desk.overflow = {.pool = 3, .after = 10 * kMinute, .clock = Clock::wall};
  on_both_engines(
      {line, staffed("backup", Mode::live, 1), desk, staffed("second desk", Mode::open, 1)}, kDay,
      [](ScriptModel& m) {
        m.add({asks(8 * kHour, live_request(kHour, 1))});
        m.add({asks(10 * kHour, live_request(kHour, 2))});
        m.add({asks(10 * kHour + kMinute, live_request(kHour, 3))});
        for (std::uint32_t i = 4; i < 6; ++i) {
          Request q = open_request(kHour, i);
          q.pool = 2;
          m.add({asks(12 * kHour + i, q)});
        }
      },
      [](const ScriptModel& m, const RunReport& r) {
        CHECK(answer_of(m, 0, 1).outcome == Outcome::closed);
        CHECK(answer_of(m, 0, 1).end == 8 * kHour);
        CHECK(answer_of(m, 2, 3).pool == 1);
        CHECK(answer_of(m, 2, 3).start == 10 * kHour + 3 * kMinute);
        CHECK(answer_of(m, 4, 5).pool == 3);
        CHECK(answer_of(m, 4, 5).start == 13 * kHour + 10 * kMinute + 5);
        CHECK(r.pools[0].total().handed_over == 1);
        CHECK(r.pools[3].total().taken_over == 1);
      });
}

TEST_CASE("Books: the own server serves, her clients wait for her or overflow", "[pools]") {
  PoolSpec books = staffed("books", Mode::open, 2);
  books.books = true;
  books.overflow = {.pool = 1, .after = 4 * kHour, .clock = Clock::wall};
  const auto in_book = [](Tick work, std::uint32_t occasion, std::int32_t seat) {
    Request q = open_request(work, occasion);
    q.book = seat;
    return q;
  };
  on_both_engines(
      {books, staffed("shared", Mode::open, 1)}, kDay,
      [&](ScriptModel& m) {
        m.add({asks(0, in_book(2 * kHour, 1, 0))});
        m.add({asks(kMinute, in_book(kHour, 2, 0))});      // waits although seat 1 is idle
        m.add({asks(2 * kMinute, in_book(5 * kHour, 3, 1))});
        m.add({asks(3 * kMinute, in_book(kHour, 4, 1))});  // overflows after four hours
        m.add({asks(4 * kMinute, in_book(kHour, 5, kAnyServer))});
      },
      [](const ScriptModel& m, const RunReport&) {
        CHECK(answer_of(m, 1, 2).start == 2 * kHour);
        CHECK(answer_of(m, 1, 2).seat == 0);
        CHECK(answer_of(m, 2, 3).seat == 1);
        CHECK(answer_of(m, 3, 4).pool == 1);
        CHECK(answer_of(m, 3, 4).start == 5 * kHour + 3 * kMinute);
        CHECK(answer_of(m, 4, 5).start == 3 * kHour);
        CHECK(answer_of(m, 4, 5).seat == 0);
      });
}

TEST_CASE("Losses, hire delay, plan and hand-over of a book at midnights", "[pools]") {
  PoolSpec pool = staffed("p", Mode::open, 3);
  pool.books = true;
  pool.losses = {{2 * kDay, 1}};
  pool.hire_delay = 3 * kDay;
  pool.groups[0].plan = {{0, 3}, {7 * kDay + kHour, 2}};
  pool.ramp = {.start_speed = 0.5, .start_quality = 0.25, .time = 4 * kDay};
  on_both_engines(
      {pool}, 12 * kDay,
      [](ScriptModel& m) {
        for (std::int32_t seat = 0; seat < 3; ++seat) {
          std::vector<Step> steps;
          for (const Tick at : {kDay, 3 * kDay, 7 * kDay, 9 * kDay}) {
            Request q = open_request(kHour, static_cast<std::uint32_t>(at / kDay));
            q.book = seat;
            steps.push_back(asks(at, q));
          }
          m.add(std::move(steps));
        }
        m.on_clerk = [](Clerk& clerk) {
          for (const StaffChange& c : clerk.staff_changes()) {
            if (clerk.midnight() > 0) {
              clerk.tell(2, {.topic = 1, .change = c});
              clerk.tell(0, {.topic = 1, .change = c});
            }
          }
        };
      },
      [](const ScriptModel& m, const RunReport& r) {
        REQUIRE(m.changes.size() == 6);  // three first occupants, one leaves, is replaced, the plan closes a seat
        const StaffChange left = m.changes[3].second, joined = m.changes[4].second, closed = m.changes[5].second;
        CHECK(m.changes[3].first == 2 * kDay);
        CHECK((left.left == 0 && left.joined == -1 && left.in_plan));
        CHECK(m.changes[4].first == 5 * kDay);
        CHECK((joined.seat == left.seat && joined.joined == 1));
        CHECK(m.changes[5].first == 8 * kDay);
        CHECK((closed.seat == 2 && !closed.in_plan && closed.joined == -1));
        // members are told in the order of their keys
        const std::vector<std::pair<EntityId, Tick>> told{{0, 2 * kDay}, {2, 2 * kDay}, {0, 5 * kDay},
                                                          {2, 5 * kDay}, {0, 8 * kDay}, {2, 8 * kDay}};
        CHECK(m.told == told);
        const auto seat = static_cast<EntityId>(left.seat);
        // in limbo: waits for the newcomer, who starts at half speed
        CHECK(answer_of(m, seat, 3).start == 5 * kDay);
        CHECK(answer_of(m, seat, 3).worked == kHour + duration_of(30.0 * kMinute / (0.5 + 0.5 / 24.0 / 4.0)));
        CHECK(answer_of(m, seat, 3).quality == Approx(0.25 + 0.75 * (1.0 / 24.0) / 4.0).epsilon(1e-6));  // second sitting
        if (seat != 2) CHECK(answer_of(m, seat, 9).quality == 1.0F);
        CHECK(answer_of(m, seat, 7).occupant == 1);
        CHECK(answer_of(m, 2, 9).outcome == Outcome::served);  // the book is closed: anybody
        CHECK(answer_of(m, 2, 9).seat < 2);
        CHECK(r.pools[0].total_month().leavers == 2);
        CHECK(r.pools[0].total_month().hires == 1);
        CHECK(r.pools[0].total_month().headcount_ticks == (12 + 8 + 12 - 3) * kDay);
      });
}

TEST_CASE("Attrition: exponential stays, addressed by seat and occupant", "[pools]") {
  const auto changes = [](std::int32_t seats) {
    PoolSpec pool = staffed("p", Mode::open, seats);
    pool.leave_rate = 0.02;
    ScriptModel model;
    EngineOptions options;
    options.end = 2000 * kDay;
    options.luck = cell_key(4, 5, 6);
    const RunReport report = run(model, {pool}, options);
    CHECK(report.pools[0].total_month().hires == report.pools[0].total_month().leavers);
    return model.changes;
  };
  const auto few = changes(40), more = changes(41);
  // mean stay 50 d, and half a day to the next midnight: 40 x 2000 / 50.5 = 1584 leavers, sd 40
  const auto leavers = std::count_if(few.begin(), few.end(), [](const auto& c) { return c.second.left >= 0; });
  CHECK(std::abs(static_cast<double>(leavers) - 1584.0) < 5 * 40.0);
  // a further seat changes nobody's luck
  std::vector<std::pair<Tick, std::int32_t>> a, b;
  for (const auto& c : few) a.emplace_back(c.first, c.second.seat);
  for (const auto& c : more) {
    if (c.second.seat < 40) b.emplace_back(c.first, c.second.seat);
  }
  CHECK(a == b);
}

TEST_CASE("Individual speed and quality", "[pools]") {
  PoolSpec pool = staffed("p", Mode::open, 1);
  pool.groups[0].plan = {{0, 2000}};
  pool.speed = {.mean = 1.0, .sd = 0.3};
  pool.quality = {.mean = 2.0, .sd = 0.5, .law = SpreadLaw::clipped_normal};
  on_both_engines(
      {pool}, kDay,
      [](ScriptModel& m) {
        for (std::uint32_t i = 0; i < 2000; ++i) m.add({asks(0, open_request(kHour, 1))});
      },
      [](const ScriptModel& m, const RunReport&) {
        REQUIRE(m.heard.size() == 2000);
        double speed = 0, squares = 0, quality = 0;
        for (const Heard& h : m.heard) {
          const double s = static_cast<double>(kHour) / static_cast<double>(h.answer.worked);
          speed += s / 2000, squares += s * s / 2000, quality += h.answer.quality / 2000.0;
        }
        CHECK(speed == Approx(1.0).margin(5 * 0.3 / 44.7));
        CHECK(std::sqrt(squares - speed * speed) == Approx(0.3).margin(0.04));
        CHECK(quality == Approx(2.0).margin(5 * 0.5 / 44.7));
      });
}

TEST_CASE("Shrinkage takes its share of paid time", "[pools]") {
  PoolSpec open = staffed("open", Mode::open, 1);
  PoolSpec live = staffed("live", Mode::live, 1);
  open.shrinkage = live.shrinkage = 0.25;
  on_both_engines(
      {open, live}, kDay,
      [](ScriptModel& m) {
        for (std::uint32_t i = 0; i < 2; ++i) {
          m.add({asks(i, open_request(45 * kMinute, i))});
          Request q = live_request(45 * kMinute, 10 + i);
          q.pool = 1;
          m.add({asks(i, q)});
        }
      },
      [](const ScriptModel& m, const RunReport& r) {
        CHECK(answer_of(m, 0, 0).end == kHour);
        CHECK(answer_of(m, 2, 1).start == kHour);
        CHECK(answer_of(m, 1, 10).end == 45 * kMinute);  // a caller is not kept; the server is away afterwards
        CHECK(answer_of(m, 3, 11).start == kHour);
        CHECK(r.pools[0].total().worked == 90 * kMinute);
        CHECK(r.pools[1].total().worked == 90 * kMinute);
      });
}

TEST_CASE("Slot book: nearest free start, full, given back; capacity likewise", "[pools]") {
  PoolSpec book{.name = "book", .kind = PoolKind::slot_book, .mode = Mode::live};
  book.hours = office(9 * kHour, 12 * kHour);
  book.places = 1;
  PoolSpec room{.name = "room", .kind = PoolKind::capacity, .mode = Mode::live, .places = 1};
  const auto slot_request = [](std::uint32_t occasion) {
    Request q = live_request(1, occasion);
    q.earliest = 8 * kHour;
    q.latest = 11 * kHour + 30 * kMinute;
    q.preferred = 10 * kHour + 10 * kMinute;
    return q;
  };
  on_both_engines(
      {book, room}, kDay,
      [&](ScriptModel& m) {
        for (std::uint32_t i = 1; i <= 4; ++i) m.add({asks(kHour + i, slot_request(i))});
        m.add({{2 * kHour, [](Desk& d) { d.release({.pool = 0, .slot = 9 * kHour}); }}});
        m.add({asks(3 * kHour, slot_request(5))});
        for (std::uint32_t i = 6; i <= 8; ++i) {
          Request q = live_request(1, i);
          q.pool = 1;
          m.add({asks(i * kHour, q)});
        }
        m.add({{7 * kHour + 1, [](Desk& d) { d.release({.pool = 1}); }}});
      },
      [](const ScriptModel& m, const RunReport& r) {
        CHECK(answer_of(m, 0, 1).start == 10 * kHour);
        CHECK(answer_of(m, 1, 2).start == 11 * kHour);
        CHECK(answer_of(m, 2, 3).start == 9 * kHour);
        CHECK(answer_of(m, 3, 4).outcome == Outcome::full);
        CHECK(answer_of(m, 5, 5).start == 9 * kHour);
        CHECK(answer_of(m, 6, 6).outcome == Outcome::served);
        CHECK(answer_of(m, 7, 7).outcome == Outcome::full);
        CHECK(answer_of(m, 8, 8).outcome == Outcome::served);
        CHECK(r.pools[0].left_over == 3);
      });
}

TEST_CASE("Work and integrals are split at month boundaries", "[pools]") {
  PoolSpec pool = staffed("p", Mode::open, 1);
  pool.sitting = kNever;
  on_both_engines(
      {pool}, 2 * kMonth,
      [](ScriptModel& m) {
        m.add({asks(kMonth - kHour, open_request(3 * kHour, 1))});
        m.add({asks(kMonth - kHour + 1, open_request(kHour, 2))});
      },
      [](const ScriptModel&, const RunReport& r) {
        const PoolStats& s = r.pools[0];
        CHECK(s.at_month(0, 0).worked == kHour);
        CHECK(s.at_month(0, 1).worked == 3 * kHour);
        CHECK(s.month_at(0).waiting_ticks == kHour - 1);
        CHECK(s.month_at(1).waiting_ticks == 2 * kHour);
        CHECK(s.month_at(1).system_ticks == 5 * kHour);
        CHECK(s.month_at(0).on_shift_ticks == kMonth);
      });
}

TEST_CASE("What lies before 0 is counted apart", "[pools]") {
  PoolSpec pool = staffed("p", Mode::open, 1);
  pool.sitting = kNever;
  pool.groups[0].plan = {{-40 * kDay, 1}, {-2 * kDay, 2}, {kDay, 3}};
  PoolSpec book{.name = "book", .kind = PoolKind::slot_book, .mode = Mode::live, .places = 2, .places_before = 1};
  on_both_engines(
      {pool, book}, 2 * kDay,
      [](ScriptModel& m) {
        m.add({asks(-35 * kDay, open_request(2 * kHour, 1)), asks(-30 * kDay, open_request(kHour, 2)),
               asks(-kHour, open_request(3 * kHour, 3)), asks(kHour, open_request(kHour, 4))});
        for (std::uint32_t i = 0; i < 4; ++i) {
          Request q = live_request(1, i);
          q.pool = 1;
          const Tick at = i < 2 ? -3 * kHour + i : 0;
          q.earliest = q.latest = i < 2 ? -kHour : 5 * kHour;
          m.add({asks(at, q)});
        }
      },
      [](const ScriptModel& m, const RunReport& r) {
        const PoolStats& s = r.pools[0];
        REQUIRE(s.months() == 1);
        CHECK(s.total().asked == 4);
        CHECK(s.at_month(0, 0).asked == 1);
        CHECK(s.at_month(0, 0).served == 2);
        CHECK(s.total().worked == 7 * kHour);
        CHECK(s.at_month(0, 0).worked == 3 * kHour);  // two of the third, one of the fourth
        CHECK(s.month_at(0).hires == 1);              // the first occupants are no hires, the second is one before 0
        CHECK(s.total_month().hires == 2);
        CHECK(s.month_at(0).headcount_ticks == (2 + 3) * kDay);
        CHECK(s.total_month().headcount_ticks == (42 + 4 + 1) * kDay);
        CHECK(answer_of(m, 1, 0).start == -kHour);
        CHECK(answer_of(m, 2, 1).outcome == Outcome::full);
        CHECK(answer_of(m, 3, 2).start == 5 * kHour);
        CHECK(answer_of(m, 4, 3).start == 5 * kHour);
      },
      -40 * kDay);
}

TEST_CASE("Programmer's mistakes are stopped", "[pools]") {
  const auto run_one = [](const Request& q, const std::vector<PoolSpec>& pools) {
    ScriptModel m;
    m.add({asks(0, q)});
    EngineOptions options;
    options.end = kDay;
    run(m, pools, options);
  };
  const PoolSpec pool = staffed("p", Mode::open, 1);
  CHECK_NOTHROW(run_one(open_request(1, 1), {pool}));
  CHECK_THROWS_AS(run_one(live_request(1, 1), {pool}), ContractError);
  CHECK_THROWS_AS(run_one(open_request(0, 1), {pool}), ContractError);
  CHECK_THROWS_AS(run_one(open_request(1, 1, 4), {pool}), ContractError);
  Request elsewhere = open_request(1, 1);
  elsewhere.pool = 1;
  CHECK_THROWS_AS(run_one(elsewhere, {pool}), ContractError);
  PoolSpec overflow = pool;
  overflow.overflow.pool = 0;
  CHECK_THROWS_AS(run_one(open_request(1, 1), {overflow}), ContractError);
}
