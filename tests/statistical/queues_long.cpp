// A crowded system without abandonment, 48 Erlangs on 50 servers: slow to settle, hence long. Every test
// states its false-alarm rate (1e-6) and its resolution, and a service that is one percent slower is caught by it.
#include <array>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/queue_measure.h"

using namespace tenure::test;

TEST_CASE("Erlang A without abandonment waits 20.834 s", "[queues]") {
  const QueueCase c{.load = 48, .servers = 50, .mean_service = 3 * kHour, .months = 13};
  CHECK(right_mean(measure(c).mean_wait, 20.834 / 60.0, .25));
  CHECK(wrong_mean(measure(slower(c)).mean_wait, 20.834 / 60.0, .25));
}
