// Loss systems and customers with limited patience, against Erlang B and Erlang A. Every test
// states its false-alarm rate (1e-6) and its resolution, and a service that is one percent slower is caught by it.
#include <array>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/queue_measure.h"

using namespace tenure::test;

TEST_CASE("The closed forms give the published rows", "[queues]") {
  CHECK(erlang_b(2, 3) == Approx(.2105263158).epsilon(1e-9));
  CHECK(erlang_b(90, 100) == Approx(.0269573805).epsilon(1e-8));
  CHECK(erlang_c(8, 10) == Approx(.4091801508).epsilon(1e-9));
  CHECK(erlang_c_wait(10, 14) == Approx(.0435329834).epsilon(1e-8));
  CHECK(erlang_c_wait(90, 100) == Approx(.0216940481).epsilon(1e-8));
  const ErlangA a = erlang_a(48, 50, 0.5);
  CHECK(a.waits == Approx(.467774).epsilon(2e-6));
  CHECK(a.abandons == Approx(.030912).epsilon(2e-5));
  CHECK(a.occupancy == Approx(.930324).epsilon(2e-6));
}

TEST_CASE("Erlang B: lost without patience", "[queues]") {
  struct Row {
    double a;
    int c;
    double expected;
    Tick service;
    int months;
    double resolution;
  };
  for (const Row& row : {Row{2, 3, .2105263158, kHour, 11, .013}, Row{8, 10, .1216610643, 2 * kHour, 9, .015},
                         Row{10, 14, .0568191434, 2 * kHour, 11, .025}, Row{90, 100, .0269573805, 6 * kHour, 5, .05}}) {
    const QueueCase c{
        .load = row.a, .servers = row.c, .patience = 0.0, .mean_service = row.service, .months = row.months};
    CAPTURE(row.a, row.c);
    CHECK(right_mean(measure(c).abandons, row.expected, row.resolution));
    CHECK(wrong_mean(measure(slower(c)).abandons, row.expected, row.resolution));
  }
}

TEST_CASE("100 calls per 30 min of 3 min: 14 agents answer 88.8 % within 20 s", "[queues][live]") {
  // the clock runs twenty times slower, so that a month holds 730 services
  const QueueCase c{
      .load = 10, .servers = 14, .mode = Mode::live, .mean_service = kHour, .target_wait = 400 * kSecond, .months = 8};
  const Measured right = measure(c), wrong = measure(slower(c));
  CHECK(right_mean(right.within, .88835, .005));
  CHECK(wrong_mean(wrong.within, .88835, .005));
  CHECK(right_mean(right.occupancy, 10.0 / 14.0, .002));
  CHECK(wrong_mean(wrong.occupancy, 10.0 / 14.0, .002));
}

TEST_CASE("Erlang A: patience", "[queues][live]") {
  const QueueCase c{
      .load = 48, .servers = 50, .patience = 2.0, .mode = Mode::live, .mean_service = 3 * kHour, .months = 6};
  const Measured right = measure(c), wrong = measure(slower(c));
  CHECK(right_mean(right.waits, .467774, .025));
  CHECK(wrong_mean(wrong.waits, .467774, .025));
  CHECK(right_mean(right.abandons, .030912, .06));
  CHECK(wrong_mean(wrong.abandons, .030912, .06));
  CHECK(right_mean(right.mean_wait, 3.709 / 60.0, .06));
  CHECK(wrong_mean(wrong.mean_wait, 3.709 / 60.0, .06));
  CHECK(right_mean(right.occupancy, .930324, .005));
}

TEST_CASE("Patience as long as service: the number in system is Poisson", "[queues][live]") {
  const QueueCase c{
      .load = 12, .servers = 12, .patience = 1.0, .mode = Mode::live, .mean_service = 2 * kHour, .months = 8};
  const Measured right = measure(c), wrong = measure(slower(c));
  CHECK(right_mean(right.in_system, 12.0, .005));
  CHECK(right_mean(right.waits, poisson_tail(12.0, 12), .015));
  CHECK(wrong_mean(wrong.waits, poisson_tail(12.0, 12), .015));
}
