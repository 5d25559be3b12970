// Many servers, unlimited patience: Erlang C. Every test
// states its false-alarm rate (1e-6) and its resolution, and a service that is one percent slower is caught by it.
#include <array>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/queue_measure.h"

using namespace tenure::test;

TEST_CASE("Erlang C: probability of waiting and mean wait", "[queues]") {
  struct Row {
    double a;
    int c;
    double waits, mean_wait;
    Tick service;
    int months;
    double resolution, wait_resolution;
  };
  for (const Row& row :
       {Row{2, 3, .4444444444, .4444444444, kHour, 13, .012, .04}, Row{8, 10, .4091801508, .2045900754, 2 * kHour, 13, .02, .075},
        Row{10, 14, .1741319336, .0435329834, 2 * kHour, 13, .03, .08},
        Row{90, 100, .2169404809, .0216940481, 6 * kHour, 13, .06, .15}}) {
    const QueueCase c{.load = row.a, .servers = row.c, .mean_service = row.service, .months = row.months};
    CAPTURE(row.a, row.c);
    const Measured right = measure(c), wrong = measure(slower(c));
    CHECK(right_mean(right.waits, row.waits, row.resolution));
    CHECK(wrong_mean(wrong.waits, row.waits, row.resolution));
    CHECK(right_mean(right.mean_wait, row.mean_wait, row.wait_resolution));
    CHECK(wrong_mean(wrong.mean_wait, row.mean_wait, row.wait_resolution));
  }
}
