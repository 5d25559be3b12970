// Bass diffusion: the curve itself, with enough customers that chance does not bend it.
//
// False alarm 1e-4 for its fixed seed; each value is also checked to differ from itself off by the stated error.
#include <filesystem>

#include "models/language/load.h"
#include "models/simulate/simulate.h"
#include "tests/support/catch.h"
#include "tests/support/statistical.h"

using namespace tenure;
using namespace tenure::models;
using namespace tenure::test;

TEST_CASE("reference: Bass diffusion, curve") {
  LoadOptions options;
  options.sets = {"segment.market.customers=20000"};
  const Loaded loaded = load(std::filesystem::path(TENURE_SOURCE_DIR) / "tests/scenarios/reference/bass.toml", options);
  REQUIRE(loaded.ok());
  const Scenario& s = loaded.points[0];
  const auto months = static_cast<std::size_t>(s.time.months());
  const Simulation simulation(s, 0);
  std::vector<std::vector<double>> share(months);
  std::vector<double> adopted(months, 0.0);
  for (int r = 0; r < 20; ++r) {
    const CellResult cell = simulation.run({0, r}, {});
    for (std::size_t m = 0; m < months; ++m) {
      share[m].push_back(cell[Measure::stage_occupancy][months + m] / 20000.0);
      adopted[m] += cell[Measure::transition_count][m];
    }
  }
  const auto holds = [&](std::size_t year, double expected, double resolution, double planted) {
    const MeanCheck check{.false_alarm = 1e-4, .resolution = resolution};
    CHECK(agrees(share[12 * year - 1], expected, check));
    CHECK(differs(share[12 * year - 1], expected * planted, check));
  };
  holds(1, 0.03576, 0.06, 1.15);
  holds(5, 0.33120, 0.035, 1.08);
  holds(10, 0.81280, 0.01, 1.02);
  holds(20, 0.99626, 0.001, 1.002);
  // The monthly adoptions from year 5.17 to 7.25 are nearly symmetric around the peak at 6.1926 years.
  double weight = 0.0, centre = 0.0;
  for (std::size_t m = 62; m < 87; ++m) {
    weight += adopted[m];
    centre += adopted[m] * (static_cast<double>(m) + 0.5) / 12.0;
  }
  CHECK(std::fabs(centre / weight - 6.2) < 0.05);
}
