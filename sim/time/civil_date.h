// Dates of the proleptic Gregorian calendar, and where they lie on the time axis of a run.
//
// A run begins at midnight of its start date; tick 0 is that midnight and every day has 24 hours.
//
//   day numbers   Hinnant, "chrono-compatible low-level date algorithms": days since 1970-01-01 from year, month, day
//                 and back, in eras of 400 years (146,097 days) counted from March
#pragma once

#include <cstdint>
#include <string>

#include "sim/base/contract.h"
#include "sim/time/tick.h"

namespace tenure::sim {

enum class Weekday : std::uint8_t { monday, tuesday, wednesday, thursday, friday, saturday, sunday };

/// A day of the calendar; years 1 to 9999.
struct CivilDate {
  int year = 1970;
  int month = 1;  ///< 1 to 12
  int day = 1;    ///< 1 to 31

  friend auto operator<=>(const CivilDate&, const CivilDate&) = default;
};

[[nodiscard]] constexpr bool is_leap_year(int year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/// Number of days in a month (1 to 12).
[[nodiscard]] constexpr int days_in_month(int year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap_year(year) ? 29 : kDays[month - 1];
}

/// Is this a day that exists, within the years 1 to 9999?
[[nodiscard]] constexpr bool is_valid(const CivilDate& date) {
  return date.year >= 1 && date.year <= 9999 && date.month >= 1 && date.month <= 12 && date.day >= 1 &&
         date.day <= days_in_month(date.year, date.month);
}

/// Days since 1970-01-01; the date must be valid.
[[nodiscard]] constexpr std::int64_t days_from_civil(const CivilDate& date) {
  const std::int64_t year = date.month <= 2 ? date.year - 1 : date.year;  // years begin in March
  const std::int64_t era = floor_div(year, 400);
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t month = date.month > 2 ? date.month - 3 : date.month + 9;
  const std::int64_t day_of_year = (153 * month + 2) / 5 + date.day - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

/// The date that lies `days` after 1970-01-01.
[[nodiscard]] constexpr CivilDate civil_from_days(std::int64_t days) {
  const std::int64_t shifted = days + 719468;
  const std::int64_t era = floor_div(shifted, 146097);
  const std::int64_t day_of_era = shifted - era * 146097;
  const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month = (5 * day_of_year + 2) / 153;  // March is 0
  const std::int64_t year = year_of_era + era * 400 + (month >= 10 ? 1 : 0);
  return {static_cast<int>(year), static_cast<int>(month < 10 ? month + 3 : month - 9),
          static_cast<int>(day_of_year - (153 * month + 2) / 5 + 1)};
}

/// Weekday of the day `days` after 1970-01-01, which was a Thursday.
[[nodiscard]] constexpr Weekday weekday_of_days(std::int64_t days) {
  return static_cast<Weekday>(floor_mod(days + 3, 7));
}

/// The date as 2026-03-01.
[[nodiscard]] inline std::string to_string(const CivilDate& date) {
  const auto digits = [](int number, std::size_t width) {
    std::string text = std::to_string(number);
    return text.size() < width ? std::string(width - text.size(), '0') + text : text;
  };
  return digits(date.year, 4) + '-' + digits(date.month, 2) + '-' + digits(date.day, 2);
}

/// Maps ticks of a run to dates and back.
class Timeline {
 public:
  explicit Timeline(const CivilDate& start) : start_(days_from_civil(start)) {
    TENURE_ENSURE(is_valid(start), "a run must start on a day that exists");
  }

  [[nodiscard]] CivilDate start() const { return civil_from_days(start_); }

  /// The date on which instant `t` lies.
  [[nodiscard]] CivilDate date_of(Tick t) const { return civil_from_days(start_ + day_index(t)); }

  /// The midnight with which `date` begins; negative before the start.
  [[nodiscard]] Tick tick_of(const CivilDate& date) const { return (days_from_civil(date) - start_) * kDay; }

  /// The weekday on which instant `t` lies.
  [[nodiscard]] Weekday weekday_of(Tick t) const { return weekday_of_days(start_ + day_index(t)); }

 private:
  std::int64_t start_;
};

}  // namespace tenure::sim
