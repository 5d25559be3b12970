#include "analysis/fit/arrivals.h"

#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>

#include "sim/base/contract.h"
#include "sim/time/civil_date.h"

namespace tenure::analysis::fit {
namespace {

constexpr double kMonthDays = 30.4375, kYearDays = 365.25, kTwoYears = 728.0;

/// A month of the record: how much of it, when, and how many came.
struct MonthCell {
  std::size_t month = 0;
  double days = 0.0, years_before_end = 0.0, count = 0.0;
};

std::vector<MonthCell> cells_of(const std::vector<std::int64_t>& days, std::int64_t from, std::int64_t to) {
  std::vector<MonthCell> out;
  std::vector<std::size_t> cell_of(static_cast<std::size_t>(to - from + 1));
  int current = -1;
  for (std::int64_t day = from; day <= to; ++day) {
    const sim::CivilDate date = sim::civil_from_days(day);
    if (const int month = 12 * date.year + date.month; month != current) {
      current = month;
      out.push_back({static_cast<std::size_t>(date.month - 1), 0.0, 0.0, 0.0});
    }
    MonthCell& cell = out.back();
    cell.days += 1.0;
    cell.years_before_end += (static_cast<double>(to - day) + 0.5) / kYearDays;  // a sum, made a mean below
    cell_of[static_cast<std::size_t>(day - from)] = out.size() - 1;
  }
  for (MonthCell& c : out) c.years_before_end /= c.days;
  for (const std::int64_t day : days) out[cell_of[static_cast<std::size_t>(day - from)]].count += 1.0;
  return out;
}

double weight(const MonthCell& c, double growth) {
  return c.days / kMonthDays * std::pow(growth, -c.years_before_end);
}

std::array<double, 12> season_for(const std::vector<MonthCell>& cells, double growth) {
  std::array<double, 12> count{}, expected{};
  for (const MonthCell& c : cells) {
    count[c.month] += c.count;
    expected[c.month] += weight(c, growth);
  }
  std::array<double, 12> out{};
  double mean = 0.0;
  for (std::size_t m = 0; m < 12; ++m) {
    out[m] = expected[m] > 0.0 ? count[m] / expected[m] : 0.0;
    mean += out[m] / 12.0;
  }
  for (double& f : out) f /= mean;
  return out;
}

double log_likelihood(const std::vector<MonthCell>& cells, double level, double growth,
                      const std::array<double, 12>& season) {
  double sum = 0.0;
  for (const MonthCell& c : cells) {
    const double expected = level * weight(c, growth) * season[c.month];
    if (c.count > 0.0) sum += c.count * std::log(expected);
    sum -= expected;
  }
  return sum;
}

double chi_square_tail(double statistic, double degrees) {
  return boost::math::cdf(boost::math::complement(boost::math::chi_squared(degrees), std::max(0.0, statistic)));
}

}  // namespace

Interval season_of(const ArrivalsFit& fit, std::size_t month, double confidence) {
  const double f = fit.season[month];
  if (!(fit.in_month[month] > 0.0)) return {f, f, f};
  double variance = 0.0;  // of log f = log r − log Σ r / 12, r independent with relative variance 1 / n
  for (std::size_t m = 0; m < 12; ++m) {
    const double weight = (m == month ? 1.0 : 0.0) - fit.season[m] / 12.0;
    if (fit.in_month[m] > 0.0) variance += weight * weight / fit.in_month[m];
  }
  const double half = normal_quantile_two_sided(confidence) * std::sqrt(variance);
  return {f, f * std::exp(-half), f * std::exp(half)};
}

ArrivalsFit fit_arrivals(const std::vector<std::int64_t>& days, std::int64_t from, std::int64_t to) {
  TENURE_ENSURE(!days.empty() && to >= from, "arrivals need a newcomer and a day");
  ArrivalsFit out;
  out.newcomers = static_cast<double>(days.size());
  out.days = static_cast<double>(to - from + 1);
  const std::vector<MonthCell> cells = cells_of(days, from, to);
  for (const MonthCell& c : cells) out.in_month[c.month] += c.count;
  const double mean = out.newcomers / out.days * kMonthDays;
  std::array<double, 12> even{};
  even.fill(1.0);
  const PositiveParameter level{"level", mean * 1e-4, mean * 1e4}, growth{"growth", 0.02, 11.0};
  const auto search = [&](bool grows, bool seasonal) {
    const auto function = [&](const Values& p) {
      const double g = grows ? p[1] : 1.0;
      return log_likelihood(cells, p[0], g, seasonal ? season_for(cells, g) : even);
    };
    return grows ? maximise(function, {level, growth}, {{mean, 1.0}, {mean, 1.5}})
                 : maximise(function, {level}, {{mean}});
  };
  const Maximum plain = search(false, false), growing = search(true, false);
  out.growth_p = chi_square_tail(2.0 * (growing.log_likelihood - plain.log_likelihood), 1.0);
  out.grows = out.growth_p < 0.05 && out.days > kYearDays && growing.curved;
  out.maximum = out.grows ? growing : plain;
  out.season = even;
  if (out.days >= kTwoYears) {
    out.season_asked = true;
    const Maximum seasonal = search(out.grows, true);
    out.season_p = chi_square_tail(2.0 * (seasonal.log_likelihood - out.maximum.log_likelihood), 11.0);
    out.seasonal = out.season_p < 0.01 && seasonal.curved;
    if (out.seasonal) {
      out.maximum = seasonal;
      out.season = season_for(cells, out.grows ? seasonal.at[1] : 1.0);
    }
  }
  std::vector<double> daily(static_cast<std::size_t>(out.days), 0.0);
  std::array<double, 7> weekdays{};
  for (const std::int64_t day : days) daily[static_cast<std::size_t>(day - from)] += 1.0;
  double surplus = 0.0, expected_all = 0.0;
  for (std::int64_t day = from; day <= to; ++day) {
    const auto w = static_cast<std::size_t>(sim::weekday_of_days(day));
    const double count = daily[static_cast<std::size_t>(day - from)];
    weekdays[w] += 1.0;
    out.weekday[w] += count;
    const double years = (static_cast<double>(to - day) + 0.5) / kYearDays;
    const double rate = out.maximum.at[0] / kMonthDays * std::pow(out.grows ? out.maximum.at[1] : 1.0, -years) *
                        out.season[static_cast<std::size_t>(sim::civil_from_days(day).month - 1)];
    surplus += (count - rate) * (count - rate);
    expected_all += rate;
  }
  out.bunching = surplus / expected_all;
  double statistic = 0.0;
  for (std::size_t w = 0; w < 7; ++w) {
    const double expected = out.newcomers * weekdays[w] / out.days;
    if (expected > 0.0) statistic += (out.weekday[w] - expected) * (out.weekday[w] - expected) / expected;
    out.weekday[w] = expected > 0.0 ? out.weekday[w] / expected : 0.0;
  }
  out.weekday_p = out.days >= 7.0 ? chi_square_tail(statistic, 6.0) : 1.0;
  return out;
}

}  // namespace tenure::analysis::fit
