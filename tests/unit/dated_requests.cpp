// Requests that are made ahead of their time, by hand, on both engines.
#include "tests/support/catch.h"
#include "tests/support/script_model.h"

using namespace tenure::test;

namespace {

Request ahead(Tick work, std::uint32_t occasion, Tick at) {
  Request q;
  q.work = work;
  q.occasion = occasion;
  q.priority = 1;
  q.at = at;
  return q;
}

}  // namespace

TEST_CASE("A request made ahead is asked when its time comes, days later too", "[pools]") {
  on_both_engines(
      {staffed("p", Mode::open, 1)}, 5 * kDay,
      [](ScriptModel& m) {
        m.add({asks(kHour, ahead(30 * kMinute, 1, 3 * kDay + kMinute)), {2 * kHour, [](Desk&) {}}, {4 * kDay, [](Desk&) {}}});
        m.add({asks(3 * kDay, ahead(kHour, 2, 0))});
        m.add({asks(2 * kHour, ahead(kHour, 3, kHour))});  // a time that has passed: asked at once
      },
      [](const ScriptModel& m, const RunReport& r) {
        REQUIRE(m.heard.size() == 3);
        CHECK(m.heard[0].answer.asked == 2 * kHour);
        CHECK(m.heard[1].answer.asked == 3 * kDay);
        CHECK(m.heard[2].answer.asked == 3 * kDay + kMinute);
        CHECK(m.heard[2].answer.start == 3 * kDay + kHour);  // behind the other
        CHECK(m.heard[2].now == 3 * kDay + 90 * kMinute + kHour);
        CHECK(r.pools[0].total().asked == 3);
      });
}

TEST_CASE("A request withdrawn before its time has never been asked; one due at that instant has", "[pools]") {
  const auto leaves = [](Tick t) { return Step{t, [](Desk& d) { d.withdraw_open(); }}; };
  on_both_engines(
      {staffed("p", Mode::open, 5)}, 5 * kDay,
      [&](ScriptModel& m) {
        m.add({asks(kHour, ahead(kHour, 1, 2 * kDay)), leaves(kDay)});
        m.add({asks(kHour, ahead(kHour, 2, 3 * kHour)), leaves(2 * kHour), asks(150 * kMinute, ahead(kHour, 3, 0))});
        m.add({asks(kHour, ahead(kHour, 4, 3 * kHour)), leaves(3 * kHour)});
        m.add({{kHour, [](Desk& d) {
                  d.ask(ahead(kHour, 5, kDay));
                  d.withdraw_open();  // in the same handler
                  d.ask(ahead(kHour, 6, 2 * kDay));
                }}});
      },
      [](const ScriptModel& m, const RunReport& r) {
        REQUIRE(m.heard.size() == 2);
        CHECK(m.heard[0].answer.occasion == 3);
        CHECK(m.heard[1].answer.occasion == 6);
        CHECK(r.pools[0].total().asked == 3);  // 3, 6, and 4, which was withdrawn a tick after it was asked
        CHECK(r.pools[0].total().worked == 3 * kHour);
      });
}

TEST_CASE("A request ahead of the horizon stays outstanding, and only open requests are made ahead", "[pools]") {
  on_both_engines(
      {staffed("p", Mode::open, 1)}, 2 * kDay, [](ScriptModel& m) { m.add({asks(kHour, ahead(kHour, 1, 3 * kDay))}); },
      [](const ScriptModel& m, const RunReport& r) {
        CHECK(m.heard.empty());
        CHECK(r.pools[0].total().asked == 0);
      });
  ScriptModel model;
  Request live = ahead(kHour, 1, 3 * kHour);
  live.mode = Mode::live;
  model.add({asks(kHour, live)});
  EngineOptions options;
  options.end = kDay;
  CHECK_THROWS_AS(run(model, {staffed("p", Mode::live, 1)}, options), ContractError);
}
