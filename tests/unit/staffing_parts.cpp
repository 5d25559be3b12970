// Parts of the search for head counts: when is looked, what counts as shown, how a boundary is found, how shifts grow.
#include <cmath>
#include <numeric>

#include "analysis/staffing/arithmetic.h"
#include "analysis/staffing/trials.h"
#include "analysis/staffing/verdict.h"
#include "sim/random/philox.h"
#include "tests/support/catch.h"

using namespace tenure::analysis;

TEST_CASE("Looks are fixed beforehand and share the error", "[unit][staffing]") {
  const Looks looks = plan_looks(40, 160, 0.95);
  CHECK(looks.sizes == std::vector<int>{10, 20, 40, 80, 160});
  CHECK(looks.error == Approx(0.05 / 2.0 / 5.0));
  CHECK(plan_looks(40, 40, 0.95).sizes == std::vector<int>{10, 20, 40});
  CHECK(plan_looks(40, 100, 0.95).sizes == std::vector<int>{10, 20, 40, 80, 100});
  CHECK(plan_looks(2, 2, 0.9).sizes == std::vector<int>{2});
  CHECK(plan_looks(5, 5, 0.9).sizes == std::vector<int>{2, 3, 5});
}

TEST_CASE("A verdict needs its bound on the right side of the limit", "[unit][staffing]") {
  const std::vector<double> values = {0.9, 1.0, 1.1, 1.0};  // mean 1, standard error 0.0408
  const auto on = [&](double limit) { return judge({{values, limit}}, 0.05); };
  // t(0.95; 3) = 2.3534
  CHECK(on(1.0 + 2.3534 * 0.040825 + 1e-4) == Verdict::kept);
  CHECK(on(1.0 + 2.3534 * 0.040825 - 1e-4) == Verdict::open);
  CHECK(on(1.0 - 2.3534 * 0.040825 + 1e-4) == Verdict::open);
  CHECK(on(1.0 - 2.3534 * 0.040825 - 1e-4) == Verdict::broken);
  CHECK(judge({{values, 2.0}, {values, 0.5}}, 0.05) == Verdict::broken);
  CHECK(judge({{values, 2.0}, {values, 1.0}}, 0.05) == Verdict::open);
  CHECK(judge({{{0.0, 0.0, 0.0}, 0.0}}, 0.05) == Verdict::kept);
  // with two promises each lower bound may err half as often: t(0.975; 3) = 3.1824
  const double limit = 1.0 - 2.8 * 0.040825;
  CHECK(judge({{values, limit}}, 0.05) == Verdict::broken);
  CHECK(judge({{values, limit}, {values, 2.0}}, 0.05) == Verdict::open);
}

TEST_CASE("The smallest number is found from wherever one begins", "[unit][staffing]") {
  for (int low : {0, 1, 3})
    for (int high = low; high < 24; ++high)
      for (int threshold = low; threshold <= high + 1; ++threshold)
        for (int start = low - 2; start <= high + 2; ++start) {
          int asked = 0;
          const auto found = smallest(low, high, start, [&](int n) {
            CHECK((n >= low && n <= high));
            ++asked;
            return n >= threshold;
          });
          CHECK(found == (threshold > high ? std::nullopt : std::optional<int>(threshold)));
          CHECK(asked <= 12);
        }
}

TEST_CASE("One more person takes nobody from any shift", "[unit][staffing]") {
  const std::vector<tenure::models::Shift> shifts = {{0, 6}, {1, 3}, {2, 1}};
  std::vector<tenure::models::Shift> before = staffed_shifts(shifts, 0);
  for (int n = 1; n < 60; ++n) {
    const auto now = staffed_shifts(shifts, n);
    int all = 0;
    for (std::size_t i = 0; i < now.size(); ++i) {
      CHECK(now[i].servers >= before[i].servers);
      CHECK(now[i].hours == shifts[i].hours);
      all += now[i].servers;
    }
    CHECK(all == n);
    before = now;
  }
  CHECK(staffed_shifts(shifts, 10)[0].servers == 6);
  CHECK(staffed_shifts(shifts, 20)[1].servers == 6);
}

TEST_CASE("Verdicts on teams at the limit err no more often than they say", "[unit][staffing]") {
  // the worst case: a team whose mean lies exactly at its limit; half of all samples would "keep" it without a bound
  constexpr int experiments = 4000;
  const Looks looks = plan_looks(16, 64, 0.95);
  std::uint64_t state = 20260101;
  const auto uniform = [&] {  // a test's own numbers
    state = state * 6364136223846793005ull + 1442695040888963407ull;
    return static_cast<double>(state >> 11) * 0x1p-53;
  };
  int kept = 0, broken = 0, naive = 0;
  for (int e = 0; e < experiments; ++e) {
    std::vector<double> values;
    for (int i = 0; i < 64; ++i) {
      double sum = 0.0;
      for (int k = 0; k < 12; ++k) sum += uniform();
      values.push_back(sum - 6.0);
    }
    Verdict verdict = Verdict::open, loose = Verdict::open;
    for (const int size : looks.sizes) {
      const std::vector<double> seen(values.begin(), values.begin() + size);
      if (verdict == Verdict::open) verdict = judge({{seen, 0.0}}, looks.error);
      if (loose == Verdict::open) loose = judge({{seen, 0.0}}, 0.025);  // planted: the error not split over the looks
    }
    kept += verdict == Verdict::kept;
    broken += verdict == Verdict::broken;
    naive += loose != Verdict::open;
  }
  // each side may err in 2.5 % of the cases; six standard errors above would be 4 %
  CHECK(kept < 0.025 * experiments);
  CHECK(broken < 0.025 * experiments);
  CHECK(kept > 0.002 * experiments);
  CHECK(naive > 0.08 * experiments);
}
