// Contacts, newcomers and ways out of a stage drawn from known laws, to be fitted back. Draws are addressed as in
// simulated_rows.h.
#pragma once

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "analysis/fit/book.h"
#include "analysis/fit/durations.h"
#include "analysis/fit/stages.h"
#include "analysis/fit/tables/cells.h"
#include "sim/math/normal.h"
#include "sim/time/civil_date.h"
#include "tests/support/simulated_rows.h"

namespace tenure::test {

/// Lognormal times of the work on a contact, log ~ Normal(mu, sigma²).
inline std::vector<double> simulated_work(double mu, double sigma, std::size_t rows, std::uint64_t seed, std::uint64_t set) {
  std::vector<double> out;
  for (std::uint64_t row = 0; row < rows; ++row)
    out.push_back(std::exp(mu + sigma * sim::standard_normal_of(RowDraws(seed, set, row).share(0))));
  return out;
}

/// Waits of callers with Weibull patience of that shape and scale, who are answered after exponential times of mean `offered`.
inline std::vector<analysis::fit::Wait> simulated_waits(double shape, double scale, double offered, std::size_t rows,
                                                        std::uint64_t seed, std::uint64_t set) {
  std::vector<analysis::fit::Wait> out;
  for (std::uint64_t row = 0; row < rows; ++row) {
    const RowDraws d(seed, set, row);
    const double answer = offered * d.exponential(1), limit = scale * std::pow(d.exponential(2), 1.0 / shape);
    out.push_back({std::min(answer, limit), limit < answer});
  }
  return out;
}

/// Days of newcomers from `from` on: `a_day` at the end of `days`, times growth^years before it, times the month's factor.
inline std::vector<std::int64_t> simulated_newcomers(double a_day, double growth, const std::vector<double>& season, std::int64_t from,
                                                     std::int64_t days, std::uint64_t seed, std::uint64_t set) {
  std::vector<std::int64_t> out;
  const RowDraws d(seed, set, 0);
  double t = d.exponential(0), sum = 0.0;
  std::uint32_t k = 1;
  for (std::int64_t day = 0; day < days; ++day) {
    const double years = (static_cast<double>(days - day) - 0.5) / 365.25;
    const double factor = season.empty() ? 1.0 : season[static_cast<std::size_t>(sim::civil_from_days(from + day).month - 1)];
    sum += a_day * std::pow(growth, -years) * factor;
    for (; t < sum; t += d.exponential(k++)) out.push_back(from + day);
  }
  return out;
}

/// Leads that are won or lost, each at a hazard of its own (1 / days), entered over 400 days and watched for 500 as a table of
/// entries into stages is fitted: ways[0] is won, ways[1] lost.
inline std::vector<analysis::fit::StageWay> fitted_leads(double won, double lost, std::size_t rows, std::uint64_t seed,
                                                         std::uint64_t set) {
  constexpr std::int64_t first = 19000;
  const auto date = [](double day) { return sim::to_string(sim::civil_from_days(first + static_cast<std::int64_t>(day))); };
  std::string text = "lead_id,stage,entered_at\n";
  for (std::uint64_t row = 0; row < rows; ++row) {
    const RowDraws d(seed, set, row);
    const double from = std::floor(400.0 * d.share(0)), to_won = d.exponential(1) / won, to_lost = d.exponential(2) / lost;
    text += std::to_string(row) + ",Lead," + date(from) + "\n";
    if (const double end = from + std::round(std::min(to_won, to_lost)); end <= 500.0)
      text += std::to_string(row) + (to_won < to_lost ? ",Won," : ",Lost,") + date(end) + "\n";
  }
  analysis::fit::Complaints complaints;
  analysis::fit::BookOptions options;
  options.as_of = first + 500;
  const auto table = analysis::fit::parse_table("leads.csv", text, {}, complaints);
  const analysis::fit::StageBook book = analysis::fit::fit_stages(table, options, 0.95, complaints);
  std::vector<analysis::fit::StageWay> out(2);
  for (const analysis::fit::StageWay& way : book.ways)
    out[book.stages[static_cast<std::size_t>(way.to)].name.key == "won" ? 0 : 1] = way;
  return out;
}

/// A season of mean 1: a quarter more in spring, a quarter less in autumn.
inline std::vector<double> waved_season() {
  std::vector<double> out;
  for (int m = 0; m < 12; ++m) out.push_back(1.0 + 0.25 * std::sin(2.0 * 3.14159265358979 * (m + 0.5) / 12.0));
  return out;
}

}  // namespace tenure::test
