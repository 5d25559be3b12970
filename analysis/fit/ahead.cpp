#include "analysis/fit/ahead.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/fit/page.h"

namespace tenure::analysis::fit {
namespace {

constexpr double kMonthDays = 30.4375;
constexpr std::size_t kMostAges = 2000;
constexpr double kRarest = 1e-4;  ///< a survivor is sought among a million
constexpr double kMuch = 1.5;  ///< a book that grows by this factor, or shrinks by it, is told

/// Ages that stand for all: themselves, or of a large book the middle ones of as many equal parts.
std::vector<double> spread_ages(std::vector<double> ages) {
  if (ages.size() <= kMostAges) return ages;
  std::sort(ages.begin(), ages.end());
  std::vector<double> out;
  for (std::size_t i = 0; i < kMostAges; ++i) out.push_back(ages[(2 * i + 1) * ages.size() / (2 * kMostAges)]);
  return out;
}

}  // namespace

double newcomers_a_month(const BookFit& fit, const SegmentFit& segment) {
  if (!fit.arrivals || !(segment.newcomers > 0.0)) return 0.0;
  const ArrivalsFit& a = *fit.arrivals;
  double all = 0.0;
  for (const SegmentFit& s : fit.segments) all += s.newcomers;
  return a.grows || a.seasonal ? a.maximum.at[0] * segment.newcomers / all
                               : segment.newcomers / fit.arrivals_days * kMonthDays;
}

std::vector<std::vector<double>> customers_ahead(const Book& book, const BookFit& fit) {
  const double month = kMonthDays / book.period.days, shift = book.dated ? 0.0 : 0.5 * book.grain;
  const bool grows = fit.arrivals && fit.arrivals->grows && fit.arrivals->maximum.at[1] < most_growth;
  const double growth = grows ? fit.arrivals->maximum.at[1] : 1.0;
  std::vector<std::vector<double>> out;
  for (const SegmentFit& s : fit.segments) {
    const double rate = newcomers_a_month(fit, s);
    const std::vector<double> ages = spread_ages(s.ages);
    const double each = ages.empty() ? 0.0 : static_cast<double>(s.ages.size()) / static_cast<double>(ages.size());
    std::vector<double> there;
    for (int m = 0; m <= months_ahead; ++m) {
      double n = 0.0;
      for (const double age : ages)
        n += each * (1.0 - leaving(*s.retention.family, s.retention.maximum.at, age + shift, m * month));
      for (int j = 0; j < m; ++j)
        n += rate * std::pow(growth, j / 12.0) * s.retention.survival((m - j - 0.5) * month);
      there.push_back(n);
    }
    out.push_back(std::move(there));
  }
  return out;
}

MostWork most_work(const Book& book, const BookFit& fit, double minutes, double rate) {
  const auto ahead = customers_ahead(book, fit);
  MostWork out;
  for (int m = 0; m <= months_ahead; ++m) {
    double hours = 0.0, customers = 0.0;
    for (std::size_t g = 0; g < ahead.size(); ++g) {
      const std::optional<RateFit>& own = fit.segments[g].contacts ? fit.segments[g].contacts : fit.contacts;
      hours += ahead[g][static_cast<std::size_t>(m)] * (own ? own->rate.value : rate) * minutes / 60.0;
      customers += ahead[g][static_cast<std::size_t>(m)];
    }
    if (m == 0) out.hours_now = hours;
    if (m > 0 && !(hours > out.hours)) continue;
    out.hours = hours;
    out.customers = customers;
    out.month = m;
  }
  return out;
}

std::string ages_out_of_reach(const Book& book, const BookFit& fit) {
  for (const SegmentFit& s : fit.segments) {
    if (s.said().family != &shifted_beta_geometric || s.ages.empty()) continue;
    const double oldest = *std::max_element(s.ages.begin(), s.ages.end());
    if (s.said().survival(oldest) >= kRarest) continue;
    return fmt::format("{}: by the fitted law fewer than one customer in {} stays for {:.3g} {}s, and there are some who have. Nobody can be "
                       "simulated who did. Leavers are probably in the record for longer than was said (--observed-for, --observed-from).",
                       s.name.label, grouped(1.0 / kRarest), oldest, book.period.words);
  }
  return {};
}

std::string change_ahead(const Book& book, const BookFit& fit) {
  double now = 0.0, then = 0.0;
  for (const auto& there : customers_ahead(book, fit)) {
    now += there.front();
    then += there.back();
  }
  if (!(now > 0.0) || (then < kMuch * now && now < kMuch * then)) return {};
  double rate = 0.0;
  for (const SegmentFit& s : fit.segments) rate += newcomers_a_month(fit, s);
  return fmt::format(
      "Carried on like this, the {} customers become {} within {} months{}. Is that what you expect? Every strategy is judged on it.",
      grouped(now), grouped(then), months_ahead,
      rate > 0.0 ? fmt::format(", with newcomers at {:.3g} a month at the record's end", rate)
                 : std::string(", because the file has no newcomers"));
}

}  // namespace tenure::analysis::fit
