// Exact sums, tallies, time-weighted averages and quantile bins.
#include <algorithm>
#include <cmath>
#include <vector>

#include "sim/base/contract.h"
#include "sim/stats/exact_sum.h"
#include "sim/stats/log_bins.h"
#include "sim/stats/tally.h"
#include "sim/stats/time_weighted.h"
#include "tests/support/bits.h"
#include "tests/support/catch.h"

using namespace tenure::sim;

namespace {

std::vector<double> some_amounts(std::size_t n) {
  tenure::test::Bits bits(20260801);
  std::vector<double> out;
  for (std::size_t i = 0; i < n; ++i) {
    const double size = std::ldexp(1.0, static_cast<int>(bits() % 40) - 10);
    out.push_back((bits() % 2 == 0 ? 1.0 : -1.0) * size * static_cast<double>(bits() >> 11) * 0x1p-53);
  }
  return out;
}

}  // namespace

TEST_CASE("Exact sums do not depend on the order of postings") {
  std::vector<double> amounts = some_amounts(20000);
  MoneySum forward;
  double plain = 0.0;
  for (const double x : amounts) {
    forward.post(x);
    plain += x;
  }
  std::reverse(amounts.begin(), amounts.end());
  MoneySum first;
  MoneySum second;
  double plain_reversed = 0.0;
  for (std::size_t i = 0; i < amounts.size(); ++i) {
    (i % 3 == 0 ? first : second).post(amounts[i]);
    plain_reversed += amounts[i];
  }
  CHECK(second + first == forward);
  CHECK(plain != plain_reversed);  // the planted error: a floating-point total does depend on it
  CHECK(forward.value() == Approx(plain).margin(20000 * 0.5e-6));
  CHECK((forward - first).units() == second.units());
}

TEST_CASE("A posting is rounded once and must fit") {
  MoneySum sum;
  sum.post(0.1);
  CHECK(sum.units() == 100000);
  sum.post(-0.0000004);
  CHECK(sum.units() == 100000);
  sum.post(0.0000005);
  CHECK(sum.units() == 100001);
  CHECK_THROWS_AS(sum.post(1e13), ContractError);
  CHECK_THROWS_AS(sum.post(std::nan("")), ContractError);
  CountSum area;
  for (int i = 0; i < 50; ++i) area.post_product(std::int64_t{1} << 60, std::int64_t{1} << 60);
  CHECK(area.value() == 50.0 * 0x1p120);
  CHECK(StateSum::to_units(0.5) == 1 << 23);
}

TEST_CASE("Tallies merge to what one tally of everything gives") {
  const std::vector<double> values = some_amounts(5000);
  Tally whole;
  Tally parts[3];
  long double sum = 0.0L;
  for (std::size_t i = 0; i < values.size(); ++i) {
    whole.add(values[i]);
    parts[i * i % 3].add(values[i]);
    sum += values[i];
  }
  const long double mean = sum / 5000.0L;
  long double squares = 0.0L;
  for (const double x : values) squares += (x - mean) * (x - mean);
  Tally merged;
  for (const Tally& part : parts) merged += part;
  for (const Tally& tally : {whole, merged}) {
    CHECK(tally.count() == 5000);
    CHECK(tally.mean() == Approx(static_cast<double>(mean)).epsilon(1e-12));
    CHECK(tally.variance() == Approx(static_cast<double>(squares / 4999.0L)).epsilon(1e-12));
    CHECK(tally.min() == *std::min_element(values.begin(), values.end()));
    CHECK(tally.max() == *std::max_element(values.begin(), values.end()));
  }
  // a mean far from 0 does not swallow the variance
  Tally far;
  for (int i = 0; i < 1000; ++i) far.add(1e9 + (i % 2));
  CHECK(far.variance() == Approx(0.25 * 1000 / 999).epsilon(1e-9));
  CHECK(Tally().mean() == 0.0);
}

TEST_CASE("Time-weighted averages, exact and in floating point") {
  LevelIntegral queue(10, 2);
  queue.set(20, 5);     // 2 for 10 ticks
  queue.change(20, 1);  // 5 for no time
  queue.change(50, -6);
  CHECK(queue.integral(100) == 10 * 2 + 30 * 6);
  CHECK(queue.max() == 6);
  CHECK(queue.level() == 0);
  CHECK_THROWS_AS(queue.set(40, 1), ContractError);

  TimeWeighted a;
  a.add(2.0, 10);
  a.add(99.0, 0);
  TimeWeighted b;
  b.add(6.0, 30);
  TimeWeighted both = a;
  both += b;
  CHECK(both.mean() == Approx(5.0));
  CHECK(both.variance() == Approx((10 * 9.0 + 30 * 1.0) / 40.0));
  CHECK(both.max() == 6.0);
  CHECK(both.duration() == 40);
}

TEST_CASE("Quantiles by bins are within their stated error of the sample quantiles") {
  std::vector<double> values = some_amounts(30000);
  values.resize(31000, 0.0);
  LogBins whole;
  LogBins parts[4];
  for (std::size_t i = 0; i < values.size(); ++i) {
    whole.add(values[i]);
    parts[(i * 7) % 4].add(values[i]);
  }
  LogBins merged;
  for (const int i : {2, 0, 3, 1}) merged += parts[i];
  CHECK(merged == whole);

  std::sort(values.begin(), values.end());
  double worst = 0.0;
  for (int i = 0; i <= 1000; ++i) {
    const double q = i / 1000.0;
    const auto rank = static_cast<std::size_t>(std::max(1.0, std::ceil(q * 31000.0)));
    const double exact = values[rank - 1];
    const double told = whole.quantile(q);
    if (exact == 0.0) CHECK(told == 0.0);
    if (exact != 0.0) worst = std::max(worst, std::fabs(told / exact - 1.0));
  }
  CHECK(worst <= LogBins::relative_error);
  CHECK(worst > LogBins::relative_error / 2);  // the bound is not an idle one
  CHECK(whole.quantile(0.0) == values.front());
  CHECK(whole.quantile(1.0) == values.back());
  LogBins one;
  one.add(-3.25, 5);
  CHECK(one.quantile(0.5) == -3.25);
  CHECK(std::isnan(LogBins().quantile(0.5)));
  CHECK_THROWS_AS(one.add(std::nan("")), ContractError);
  CHECK_THROWS_AS(one.quantile(1.5), ContractError);
}
