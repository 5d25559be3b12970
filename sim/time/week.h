// A weekly pattern of open hours: when work can be done in an ordinary week.
#pragma once

#include <algorithm>
#include <array>
#include <vector>

#include "sim/base/contract.h"
#include "sim/time/civil_date.h"
#include "sim/time/tick.h"

namespace tenure::sim {

/// Open from `from` to just before `to`, counted from midnight.
struct OpenHours {
  Tick from;
  Tick to;
  friend bool operator==(const OpenHours&, const OpenHours&) = default;
};

/// Open hours of each weekday. Hours that overlap or touch are merged; hours past midnight go over to the next day.
class WeekPattern {
 public:
  /// Closed all week.
  WeekPattern() = default;

  /// Open 24 hours on seven days.
  [[nodiscard]] static WeekPattern always() {
    WeekPattern week;
    for (int day = 0; day < 7; ++day) week.add(static_cast<Weekday>(day), {0, kDay});
    return week;
  }

  /// The same hours from Monday to Friday.
  [[nodiscard]] static WeekPattern weekdays(OpenHours hours) {
    WeekPattern week;
    for (int day = 0; day < 5; ++day) week.add(static_cast<Weekday>(day), hours);
    return week;
  }

  /// Opens the week further: 0 <= from < 24 h, from < to <= from + 24 h.
  WeekPattern& add(Weekday day, OpenHours hours) {
    TENURE_ENSURE(hours.from >= 0 && hours.from < kDay && hours.from < hours.to && hours.to <= hours.from + kDay,
                  "open hours must begin within their day and last at most 24 hours");
    const auto index = static_cast<std::size_t>(day);
    insert(index, {hours.from, std::min(hours.to, kDay)});
    if (hours.to > kDay) insert((index + 1) % 7, {0, hours.to - kDay});
    return *this;
  }

  /// Sorted, disjoint hours of a weekday, none of them touching another on the same day.
  [[nodiscard]] const std::vector<OpenHours>& hours(Weekday day) const { return days_[static_cast<std::size_t>(day)]; }

  /// Open time of one week.
  [[nodiscard]] Tick open_time() const {
    Tick total = 0;
    for (const auto& day : days_) {
      for (const OpenHours& hours : day) total += hours.to - hours.from;
    }
    return total;
  }

  friend bool operator==(const WeekPattern&, const WeekPattern&) = default;

 private:
  void insert(std::size_t index, OpenHours added) {
    std::vector<OpenHours>& day = days_[index];
    std::vector<OpenHours> merged;
    for (const OpenHours& hours : day) {
      if (hours.to < added.from || hours.from > added.to) {
        merged.push_back(hours);
      } else {
        added = {std::min(added.from, hours.from), std::max(added.to, hours.to)};
      }
    }
    merged.push_back(added);
    std::sort(merged.begin(), merged.end(), [](const OpenHours& a, const OpenHours& b) { return a.from < b.from; });
    day = std::move(merged);
  }

  std::array<std::vector<OpenHours>, 7> days_;
};

}  // namespace tenure::sim
