// When newcomers come: a Poisson process with a level, a growth and a season.
//
//   λ(day) = level · (1 + growth)^(years from the record's end) · season(month of the calendar)
//
// The level is the rate at the record's end. Season is asked for when the record covers two years, and believed when
// the likelihood ratio says so at 1 % (chi-square with 11 degrees); growth at 5 %. For a given growth the most likely
// season is the share of newcomers of each month over its share of the trend, so that only level and growth are
// searched for.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "analysis/fit/maximise.h"

namespace tenure::analysis::fit {

struct ArrivalsFit {
  double newcomers = 0.0;
  double days = 0.0;
  Maximum maximum;  ///< level per month at the record's end, and (when grows) 1 + growth per year
  bool grows = false, seasonal = false;
  bool season_asked = false;  ///< the record was long enough
  double season_p = 1.0, growth_p = 1.0;
  std::array<double, 12> season{};    ///< mean 1
  std::array<double, 12> in_month{};  ///< newcomers by month of the calendar
  std::array<double, 7> weekday{};    ///< mean 1, Monday first
  double weekday_p = 1.0;             ///< of seven equal days
  double bunching = 1.0;              ///< variance of daily counts over what the fitted rates give
};

/// The multiplier of a month (0 January) with its interval: of counts alone, each share of its month's mean over the mean of
/// all twelve, on the logarithmic scale; trend and level are taken as known. low = high = value where nobody came in it.
Interval season_of(const ArrivalsFit& fit, std::size_t month, double confidence);

/// `days`: the days on which newcomers came, all within [from, to]. At least one.
ArrivalsFit fit_arrivals(const std::vector<std::int64_t>& days, std::int64_t from, std::int64_t to);

}  // namespace tenure::analysis::fit
