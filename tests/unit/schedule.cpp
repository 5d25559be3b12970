// Factors between dates, multiplied where they overlap.
#include "models/plan/schedule.h"

#include "tests/support/catch.h"

using namespace tenure;
using namespace tenure::models;

TEST_CASE("schedule: the order in which factors are stated does not show in the last bit") {
  constexpr double factors[] = {1.02, 1.34, 1.56, 0.45, 0.35};
  REQUIRE(factors[0] * factors[1] * factors[2] * factors[3] * factors[4] !=
          factors[4] * factors[3] * factors[2] * factors[1] * factors[0]);  // an order would be seen
  Schedule one(1, 0), other(1, 0);
  for (int i = 0; i < 5; ++i) {
    one.multiply(10, 20, factors[i]);
    other.multiply(10, 20, factors[4 - i]);
  }
  const std::vector<Change> a = one.steps(), b = other.steps();
  REQUIRE(a.size() == 3);
  REQUIRE(b.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) CHECK((a[i].from == b[i].from && a[i].factor == b[i].factor));
  CHECK((a[0].factor == 1.0 && a[1].from == 10 && a[2].factor == 1.0 && a[2].from == 20));
}
