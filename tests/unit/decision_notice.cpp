// Decisions taken some time before their date.
#include "tests/support/catch.h"
#include "tests/support/small_world.h"

using namespace tenure;
using namespace tenure::test;

namespace {

double gone_in_month(const CellResult& r, std::size_t month, std::size_t months) {
  return r[Measure::transition_count][months + month];  // row 1: after the transition comes the decision's way
}

/// Everybody is asked once, after a year; a touch that stops the leaving altogether comes `touch` days after the start.
SmallWorld asked_after_a_year(Tick notice, Tick touch) {
  SmallWorld w({"active", "lost"}, 4000.0, 14 * sim::kMonth);
  w.add_transition("never", {0}, 1, exponential(1e9));
  Decision& d = w.add_decision("renewal", {0}, sim::kYear, {{1, number(0.5)}});
  d.notice = notice;
  Touchpoint t = w.touchpoint("save", {0}, 0);
  t.delay = w.all(touch);
  Influence stop = w.influence("stop", {}, 1e-9, sim::kNever);
  stop.decisions = {0};
  t.done.push_back(stop);
  w.strategy().touchpoints.push_back(t);
  return w;
}

}  // namespace

TEST_CASE("decision: what comes after the notice changes nothing, and who goes goes on the date", "[unit][models]") {
  const Tick notice = 60 * sim::kDay;
  // the save comes 30 days before the date: too late with notice, in time without
  const CellResult late = asked_after_a_year(notice, sim::kYear - 30 * sim::kDay).run();
  CHECK(gone_in_month(late, 12, 14) > 1900.0);
  for (std::size_t m = 0; m < 12; ++m) CHECK(gone_in_month(late, m, 14) == 0.0);
  CHECK(asked_after_a_year(0, sim::kYear - 30 * sim::kDay).run()[Measure::lost][0] == 0.0);
  // and in time when it comes before she decides
  CHECK(asked_after_a_year(notice, sim::kYear - 61 * sim::kDay).run()[Measure::lost][0] == 0.0);
}

TEST_CASE("decision: notice moves nobody's luck", "[unit][models]") {
  const auto lost = [](Tick notice) {
    SmallWorld w({"active", "lost"}, 3000.0, 40 * sim::kMonth);
    w.add_transition("failure", {0}, 1, exponential(2000.0));
    w.add_decision("renewal", {0}, sim::kYear, {{1, number(0.3)}}).notice = notice;
    return w.run()[Measure::lost][0];
  };
  CHECK(lost(0) == lost(45 * sim::kDay));
}

TEST_CASE("decision: in the opening book a date within the notice is decided at the start", "[unit][models]") {
  // the date comes after 96 days; with notice of 120 days all have still to decide
  SmallWorld w({"active", "lost"}, 4000.0, 12 * sim::kMonth);
  w.segment().opening_age = constant(kYearDays - 96.0);
  w.add_transition("never", {0}, 1, exponential(1e9));
  w.add_decision("renewal", {0}, sim::kYear, {{1, number(0.5)}}).notice = 120 * sim::kDay;
  const CellResult r = w.run();
  for (std::size_t m = 0; m < 12; ++m) {
    if (m == 3) continue;
    CHECK(gone_in_month(r, m, 12) == 0.0);
  }
  CHECK(gone_in_month(r, 3, 12) > 1900.0);  // on the date, after 96 days
}
