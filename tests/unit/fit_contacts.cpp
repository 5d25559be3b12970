// Rates, times, newcomers and stages against what can be said by hand.
#include <cmath>
#include <string>

#include "analysis/fit/arrivals.h"
#include "analysis/fit/counts.h"
#include "analysis/fit/durations.h"
#include "analysis/fit/log_gamma.h"
#include "analysis/fit/stages.h"
#include "sim/time/civil_date.h"
#include "tests/support/catch.h"
#include "tests/support/simulated_rows.h"

using namespace tenure;
using namespace tenure::analysis::fit;

TEST_CASE("fit contacts: the negative binomial is a distribution with the mean and variance that it should have") {
  double sum = 0.0, mean = 0.0, square = 0.0;
  for (int n = 0; n < 400; ++n) {
    const double p = std::exp(log_likelihood_nbd(0.7, 1.8, {static_cast<double>(n), 5.0}));
    sum += p;
    mean += p * n;
    square += p * n * n;
  }
  CHECK(sum == Approx(1.0).epsilon(1e-12));
  CHECK(mean == Approx(3.5).epsilon(1e-12));
  CHECK(square - mean * mean == Approx(3.5 + 3.5 * 3.5 / 1.8).epsilon(1e-10));
}

TEST_CASE("fit contacts: a rate and its interval") {
  const RateFit r = fit_rate({{3, 10}, {2, 10}, {4, 10}, {3, 10}, {0, 0}}, 0.95);
  CHECK((r.events == 12.0 && r.customers == 4.0 && !r.differ));
  CHECK(r.rate.value == Approx(0.3));
  CHECK(r.rate.high == Approx(0.3 * std::exp(1.959964 / std::sqrt(12.0))));
  const RateFit d = fit_rate({{0, 10}, {40, 10}, {0, 10}, {1, 10}, {0, 10}, {25, 10}, {0, 10}, {2, 10}}, 0.95);
  CHECK(d.differ);
  CHECK(d.rate.value == Approx(0.85).epsilon(1e-3));
  CHECK(d.rate.high / d.rate.value > std::exp(1.96 / std::sqrt(68.0)));
}

TEST_CASE("fit contacts: work and patience") {
  const LognormalFit w = fit_lognormal({std::exp(1.0), std::exp(2.0), std::exp(3.0)}, 0.95);
  CHECK((w.mu == Approx(2.0) && w.sigma == Approx(1.0)));
  CHECK(w.mean.value == Approx(std::exp(2.5)));
  CHECK(w.mean.high == Approx(std::exp(2.5 + 1.959964 * std::sqrt(1.0 / 3.0 + 1.0 / 4.0))).epsilon(1e-6));
  CHECK(w.cv.value == Approx(std::sqrt(std::exp(1.0) - 1.0)));
  // exponential: all the waiting over those who gave up
  const PatienceFit p = fit_patience({{1, true}, {2, false}, {3, false}, {4, true}}, 0.95);
  CHECK((p.mean.value == Approx(5.0) && !p.weibull));
  CHECK(p.mean.low == Approx(5.0 * std::exp(-1.959964 / std::sqrt(2.0))).epsilon(1e-6));
  std::vector<Wait> rising;
  for (std::uint64_t i = 0; i < 400; ++i) {
    const double t = 5.0 * std::pow(test::RowDraws(3, 0, i).exponential(0), 0.4),
                 until = 10.0 * test::RowDraws(3, 0, i).share(1);
    rising.push_back({std::min(t, until), t < until});
  }
  const PatienceFit w2 = fit_patience(rising, 0.9999);
  CHECK((w2.weibull && w2.shape.low < 2.5 && 2.5 < w2.shape.high && w2.scale.low < 5.0 && 5.0 < w2.scale.high));
}

TEST_CASE("fit contacts: newcomers, their growth and their season") {
  const std::int64_t from = sim::days_from_civil({2022, 1, 1}), to = sim::days_from_civil({2024, 12, 31});
  const auto days_of = [&](auto&& rate) {
    std::vector<std::int64_t> out;
    double sum = 0.0;
    for (std::int64_t day = from; day <= to; ++day)
      for (sum += rate(day); sum >= 1.0; sum -= 1.0) out.push_back(day);
    return out;
  };
  const ArrivalsFit even = fit_arrivals(days_of([](std::int64_t) { return 1.5; }), from, to);
  CHECK((even.season_asked && !even.seasonal && !even.grows));
  CHECK(even.maximum.at[0] == Approx(1.5 * 30.4375).epsilon(1e-3));
  CHECK(even.weekday_p > 0.01);
  const ArrivalsFit rich = fit_arrivals(days_of([&](std::int64_t day) {
                                          const int month = sim::civil_from_days(day).month;
                                          return 4.0 * std::pow(1.2, -static_cast<double>(to - day) / 365.25) *
                                                 (month == 12  ? 2.1
                                                  : month == 8 ? 0.3
                                                               : 0.96);
                                        }),
                                        from, to);
  CHECK((rich.seasonal && rich.grows));
  CHECK(rich.maximum.at[1] == Approx(1.2).epsilon(0.02));
  CHECK(rich.maximum.at[0] == Approx(4.0 * 30.4375).epsilon(0.02));
  CHECK(rich.season[11] == Approx(2.1).epsilon(0.03));
  CHECK(rich.season[7] == Approx(0.3).epsilon(0.1));
  const ArrivalsFit week = fit_arrivals(
      days_of([](std::int64_t day) { return sim::weekday_of_days(day) >= sim::Weekday::saturday ? 0.0 : 1.373; }), from,
      to);
  CHECK(week.weekday_p < 1e-6);
  CHECK((week.weekday[6] == 0.0 && week.weekday[0] == Approx(1.4).epsilon(0.05)));
  CHECK_FALSE(fit_arrivals({from, from + 10}, from, from + 300).season_asked);
}

TEST_CASE("fit contacts: ways out of a stage, by hand") {
  Complaints complaints;
  const std::string text =
      "lead_id,stage,date\n1,Lead,2024-01-01\n1,Won,2024-01-03\n2,Lead,2024-01-01\n2,Lost,2024-01-05\n3,Lead,2024-01-"
      "01\n3,Lead,2024-01-02\n3,Won,2024-01-09\n"
      "4,Lead,2024-01-04\n5,Lead,2024-01-06\n5,Won,2024-01-06\n";
  const Table table = parse_table("stages.csv", text, {}, complaints);
  BookOptions options;
  options.as_of = instant_in("2024-01-10")->day;
  const StageBook book = fit_stages(table, options, 0.95, complaints);
  REQUIRE(complaints.empty());
  REQUIRE((book.stages.size() == 3 && book.ways.size() == 2));
  CHECK((book.stages[0].entered == 5.0 && book.stages[0].still == 1.0 && book.stages[1].last && book.begun == 5.0));
  // visits of Lead: half a day won, 2 won, 4 lost, 6 still there, 8 won: Aalen-Johansen 1/5 + 4/5·1/4 + ... = .2 + .2
  // won, .2 lost, then .4 · 1/1 won
  const StageWay &won = book.ways[0], &lost = book.ways[1];
  CHECK(won.moves == 3.0);
  CHECK(won.share.value == Approx(0.2 + 0.2 + 0.4));
  CHECK(lost.share.value == Approx(0.2));
  CHECK(won.time.mean.value == Approx((0.5 + 2.0 + 4.0 + 6.0 + 8.0) / 3.0));
  CHECK(lost.time.mean.value == Approx(20.5));
  Complaints none;
  fit_stages(parse_table("s.csv", "lead_id,stage,date\n1,Lead,2024-01-01\n", {}, none), {}, 0.95, none);
  CHECK_FALSE(none.empty());
}
