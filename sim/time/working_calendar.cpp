#include "sim/time/working_calendar.h"

#include <algorithm>

#include "sim/base/contract.h"

namespace tenure::sim {

namespace {

// Beyond this no instant is told from "never"; it leaves room for every sum below.
constexpr Tick kHorizon = kNever / 4;

}  // namespace

WorkingCalendar::WorkingCalendar() : WorkingCalendar(WeekPattern::always(), Timeline(CivilDate{})) {}

WorkingCalendar::WorkingCalendar(const WeekPattern& week, const Timeline& timeline,
                                 const std::vector<CivilDate>& holidays)
    : week_start_(-static_cast<Tick>(timeline.weekday_of(0)) * kDay), week_work_(week.open_time()) {
  Tick before = 0;
  for (std::size_t day = 0; day < 7; ++day) {
    first_[day] = static_cast<std::uint32_t>(spans_.size());
    const Tick midnight = static_cast<Tick>(day) * kDay;
    for (const OpenHours& hours : week.hours(static_cast<Weekday>(day))) {
      spans_.push_back({midnight + hours.from, midnight + hours.to, before});
      before += hours.to - hours.from;
    }
  }
  first_[7] = static_cast<std::uint32_t>(spans_.size());
  round_the_clock_ = week_work_ == kWeek;

  std::vector<Tick> starts;
  for (const CivilDate& date : holidays) {
    TENURE_ENSURE(is_valid(date), "a holiday must be a day that exists");
    starts.push_back(timeline.tick_of(date));
  }
  std::sort(starts.begin(), starts.end());
  starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
  Tick lost = 0;
  for (const Tick start : starts) {
    const Tick own = nominal_work(start + kDay) - nominal_work(start);
    if (own == 0) continue;  // closed on that weekday anyway
    holidays_.push_back({start, lost, nominal_work(start) - lost, lost + own});
    lost += own;
  }
  always_open_ = round_the_clock_ && holidays_.empty();
}

Tick WorkingCalendar::nominal_work(Tick t) const {
  const Tick since = t - week_start_;
  const Tick week = floor_div(since, kWeek);
  const Tick offset = since - week * kWeek;
  const auto day = static_cast<std::size_t>(offset / kDay);
  Tick work = week * week_work_;
  const std::uint32_t end = first_[day + 1];
  std::uint32_t i = first_[day];
  if (i == end) return work + (i < spans_.size() ? spans_[i].before : week_work_);
  while (i + 1 < end && spans_[i + 1].from <= offset) ++i;
  const Span& span = spans_[i];
  return work + span.before + std::clamp<Tick>(offset - span.from, 0, span.to - span.from);
}

Tick WorkingCalendar::nominal_instant(Tick work) const {
  const Tick week = floor_div(work - 1, week_work_);
  const Tick rest = work - week * week_work_;  // in [1, week_work_]
  // A week has few spans, and which one it is nobody can foretell: counting them all costs less than a search.
  std::size_t begun = 0;
  for (const Span& each : spans_) begun += each.before < rest ? 1U : 0U;
  const Span& span = spans_[begun - 1];
  return week_start_ + week * kWeek + span.from + (rest - span.before);
}

bool WorkingCalendar::nominally_open(Tick t) const {
  const Tick offset = floor_mod(t - week_start_, kWeek);
  const auto day = static_cast<std::size_t>(offset / kDay);
  for (std::uint32_t i = first_[day]; i < first_[day + 1]; ++i) {
    if (offset >= spans_[i].from && offset < spans_[i].to) return true;
  }
  return false;
}

Tick WorkingCalendar::nominal_close(Tick t) const {
  if (round_the_clock_) return kNever;
  const Tick since = t - week_start_;
  const Tick week = floor_div(since, kWeek);
  const Tick offset = since - week * kWeek;
  std::size_t i = 0;
  while (spans_[i].to <= offset) ++i;
  // Spans are split at midnights: follow them as long as the next one begins where this one ends.
  Tick base = week * kWeek;
  for (;;) {
    const Tick end = base + spans_[i].to;
    if (++i == spans_.size()) {
      i = 0;
      base += kWeek;
    }
    if (base + spans_[i].from != end) return week_start_ + end;
  }
}

const WorkingCalendar::Holiday* WorkingCalendar::last_holiday_from(Tick t) const {
  const auto after = std::upper_bound(holidays_.begin(), holidays_.end(), t,
                                      [](Tick instant, const Holiday& holiday) { return instant < holiday.start; });
  return after == holidays_.begin() ? nullptr : &*(after - 1);
}

Tick WorkingCalendar::work_at(Tick t) const {
  const Holiday* holiday = last_holiday_from(t);
  if (holiday == nullptr) return nominal_work(t);
  return t < holiday->start + kDay ? holiday->work_before : nominal_work(t) - holiday->lost_through;
}

bool WorkingCalendar::is_open(Tick t) const {
  if (always_open_) return t < kNever;
  if (t >= kHorizon || !nominally_open(t)) return false;
  const Holiday* holiday = last_holiday_from(t);
  return holiday == nullptr || t >= holiday->start + kDay;
}

Tick WorkingCalendar::next_open(Tick t) const {
  if (always_open_) return t;
  const Tick after = advance(t, 1);
  return after == kNever ? kNever : after - 1;
}

Tick WorkingCalendar::next_change(Tick t) const {
  if (always_open_ || t >= kHorizon) return kNever;
  if (!is_open(t)) return next_open(t);
  const Tick close = nominal_close(t);
  const auto next = std::upper_bound(holidays_.begin(), holidays_.end(), t,
                                     [](Tick instant, const Holiday& holiday) { return instant < holiday.start; });
  return next == holidays_.end() ? close : std::min(close, next->start);
}

Tick WorkingCalendar::working_between(Tick from, Tick to) const {
  TENURE_ENSURE(from <= to && to < kHorizon, "working time is measured between two instants in order");
  return always_open_ ? to - from : work_at(to) - work_at(from);
}

Tick WorkingCalendar::advance(Tick t, Tick work) const {
  TENURE_ENSURE(work >= 0, "working time cannot be negative");
  if (work == 0) return t;
  if (t >= kHorizon || work >= kHorizon) return kNever;
  if (always_open_) return t + work;
  if (week_work_ == 0) return kNever;
  const Tick target = work_at(t) + work;
  // The holidays that lie before the end are those at whose start the target is not yet reached.
  const auto later = std::lower_bound(holidays_.begin(), holidays_.end(), target,
                                      [](const Holiday& holiday, Tick w) { return holiday.work_before < w; });
  const Tick lost = later == holidays_.begin() ? 0 : (later - 1)->lost_through;
  // Weeks that the target takes, before they are turned into an instant: far targets are "never".
  if ((target + lost) / week_work_ > kHorizon / kWeek) return kNever;
  return nominal_instant(target + lost);
}

}  // namespace tenure::sim
