// Lifetime value and retention, in closed form and published: margin multiples, five points of retention, the shifted
// beta-geometric of Fader and Hardie 2007, the mailing list of Pfeifer and Carraway 2000.
//
// Expected values are computed here from the scenario's own numbers and compared with the published figures. False alarm
// 1e-4 a check for its fixed seed; resolutions beside the checks; errors are planted in the scenario that is simulated.
#include "tests/support/lifetime_cases.h"

using namespace tenure::test;

TEST_CASE("reference: margin multiples") {
  check_margins({.customers = 1500, .replications = 40, .resolution = 0.02, .planted = 1.065});
}

TEST_CASE("reference: first margin at once") {
  // (1 + i) / (1 + i - r) = 1 + r / (1 + i - r): for one and the same customer exactly one margin more.
  const Scenario s = reference_case("margin_multiple", {});
  const auto arrears = play(s, 0, 5), advance = play(s, 1, 5);
  for (std::size_t r = 0; r < arrears.size(); ++r)
    for (std::size_t g = 0; g < s.segments.size(); ++g) {
      const double customers = s.segments[g].customers.value;
      const double more = advance[r][Measure::segment_revenue_discounted][g] - arrears[r][Measure::segment_revenue_discounted][g];
      CHECK(more == Approx(customers).epsilon(1e-8));
      CHECK_FALSE(more == Approx(customers + 1.0).epsilon(1e-8));  // one margin, one customer: seen
    }
}

TEST_CASE("reference: five points of retention") {
  check_five_points({.customers = 1500, .replications = 40, .resolution = 0.0165, .planted = 1.04});
}

TEST_CASE("reference: shifted beta-geometric retention, Fader and Hardie 2007") {
  check_beta_geometric({.customers = 10000, .replications = 40, .resolution = 0.016, .planted = 1.03});
}

TEST_CASE("reference: expected residual lifetime, shifted beta-geometric") { check_residual_lifetime(); }

TEST_CASE("reference: survivors observed, Fader and Hardie 2007") { check_survivors(); }

TEST_CASE("reference: recency and the mailing list, Pfeifer and Carraway 2000") {
  check_recency({.customers = 2500, .replications = 40, .resolution = 0.45, .planted = 1.03});
}
