// Names of occasions: long histories do not meet the same luck again.
#include <algorithm>
#include <set>
#include <tuple>

#include "models/customer/occasion.h"
#include "models/measure/measures.h"
#include "tests/support/catch.h"
#include "tests/support/small_world.h"

using namespace tenure;

TEST_CASE("occasions far apart have addresses of their own", "[unit][models]") {
  std::set<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>> seen;
  std::size_t tried = 0;
  for (const std::uint32_t high : {0u, 1u, 15u, 16u, 127u, 128u, 255u, 256u, 4096u, 65535u})
    for (const std::uint32_t low : {0u, 1u, 8191u, 8192u, 16383u, 16384u, 65535u}) {
      const sim::Address a = models::address_of(7, 12345, models::occasion_of(high, low));
      CHECK((a.occasion < sim::kOccasions && a.attempt < sim::kAttempts));
      seen.insert({a.stream, a.occasion, a.attempt});
      ++tried;
    }
  CHECK(seen.size() == tried);
}

TEST_CASE("a contact every five minutes arrives by a new chance each time", "[unit][models]") {
  test::SmallWorld world({"active"}, 1.0, 6 * sim::kMonth);
  models::Touchpoint ping = world.touchpoint("ping", {0}, sim::kMonth / 8192);
  ping.reach = world.all(test::number(0.5));
  world.strategy().touchpoints.push_back(ping);
  const models::CellResult result = models::simulate_cell(world.s, 0, 0, 0);
  const std::vector<double>& delivered = result[models::Measure::touchpoint_delivered];
  REQUIRE(delivered.size() == 6);
  for (const double d : delivered) CHECK(std::abs(d - 4096.0) < 5.0 * 45.3);  // binomial, false alarm 4e-6
  const auto [least, most] = std::minmax_element(delivered.begin(), delivered.end());
  CHECK(*least < *most);  // the same luck every 8,192 dates would give the same number every month
}
