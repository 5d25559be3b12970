#include "models/money/ledger.h"

#include <cmath>

#include "models/money/discount.h"
#include "sim/base/contract.h"

namespace tenure::models {
namespace {

template <class T>
void add_all(std::vector<T>& to, const std::vector<T>& from) {
  for (std::size_t i = 0; i < to.size(); ++i) to[i] += from[i];
}

}  // namespace

Ledger::Ledger(const Plan& plan) : Ledger(plan, plan.months, plan.horizon) {
  if (!plan.recurring) return;
  const std::size_t segments = plan.segments.size(), by_month = segments * (static_cast<std::size_t>(months_) + 1);
  recurring_step.assign(by_month, 0);
  recurring_opening.assign(segments, 0);
  for (auto& by_kind : movements) by_kind.assign(by_month, 0);
  for (auto* sums : {&year_base, &year_kept, &year_kept_gross}) sums->assign(segments * static_cast<std::size_t>(years_), 0);
}

Ledger::Ledger(const Plan& plan, Beyond beyond) : Ledger(plan, 1, beyond.end) {
  beyond_ = true;
  beyond_time.assign(plan.segments.size(), 0);
}

Ledger::Ledger(const Plan& plan, int months_kept, Tick end)
    : months_(months_kept),
      years_(plan.years),
      stages_(static_cast<std::size_t>(plan.stages)),
      changes_(plan.labels.changes.size()),
      horizon_(end),
      delta_(plan.discount),
      effect_delta_(plan.effect_discount) {
  const std::size_t segments = plan.segments.size();
  const auto months = static_cast<std::size_t>(months_);
  const std::size_t by_month = segments * (months + 1), by_stage = by_month * stages_;
  occupancy_step.assign(by_stage, 0);
  time_part.assign(by_stage, 0);
  time_step.assign(by_stage, 0);
  retained_step.assign(by_month, 0);
  newcomers.assign(by_month, 0);
  lost.assign(by_month, 0);
  transitions.assign(static_cast<std::size_t>(plan.count_rows) * months, 0);
  stage_ticks.assign(static_cast<std::size_t>(plan.count_rows), 0);
  for (auto* counts : {&planned, &delivered, &missed, &withdrawn, &returned, &settled, &unasked})
    counts->assign(plan.touch_rows.size() * months, 0);
  for (auto* counts : {&tried, &helped, &went_on, &silent, &returning})
    counts->assign(plan.self_service_rows.size() * months, 0);
  response_ticks.assign(plan.pools.size() * months, 0);
  responses.assign(plan.pools.size() * months, 0);
  touch_response_ticks.assign(plan.touch_rows.size(), 0);
  touch_responses.assign(plan.touch_rows.size(), 0);
  touch_cost.assign(plan.touch_rows.size(), 0);
  help_cost.assign(plan.self_service_rows.size(), 0);
  pending.assign(plan.touch_rows.size(), 0);
  carried_in.assign(plan.touch_rows.size(), 0);
  opening.assign(segments, 0);
  opening_customers.assign(segments, 0);
  for (auto* counts : {&watched, &stayed})
    for (auto& by_segment : *counts) by_segment.assign(segments, 0);
  present.assign(stages_, 0);
  satisfaction_end.assign(segments, 0);
  if (plan.satisfaction) satisfaction.assign(by_month, 0);
  surveys.assign(static_cast<std::size_t>(plan.surveys) * months, {});
  levels.assign(segments * static_cast<std::size_t>(plan.declared_states), 0);
  change_counts.assign(segments * changes_ * months, 0);
  change_missed.assign(segments * changes_ * months, 0);
  for (std::size_t a = 0; a < kAccounts; ++a) {
    part[a].assign(by_month, 0);
    step[a].assign(by_month, 0);
    discounted[a].assign(segments, 0);
  }
}

std::int64_t Ledger::units(Account account, double amount) {
  const double scaled = amount * kUnits[static_cast<std::size_t>(account)];
  TENURE_ENSURE(std::fabs(scaled) < 9.2e18, "a posting must be a number that fits into 64 bits of units");
  return static_cast<std::int64_t>(std::llround(scaled));
}

void Ledger::post_amount(Account account, int segment, double amount, Tick t) {
  if (t < 0) return;
  const auto a = static_cast<std::size_t>(account);
  part[a][cell(segment, month_of(t))] += units(account, amount);
  discounted[a][static_cast<std::size_t>(segment)] += units(account, amount * discount_factor(delta(account), t));
}

void Ledger::post_rate(Account account, int segment, double per_day, Tick from, Tick to) {
  TENURE_ASSERT(from < to && to <= horizon_, "a rate lasts for a time within the run");
  const auto a = static_cast<std::size_t>(account);
  discounted[a][static_cast<std::size_t>(segment)] += units(account, per_day * discounted_days(delta(account), from, to));
  if (beyond_) return;
  const int first = month_of(from + sim::kMonth - 1);  // first month that begins at or after `from`
  const int last = month_of(to);                       // whole months are [first, last)
  const auto part_of = [&](int month, Tick ticks) {
    if (ticks > 0) part[a][cell(segment, month)] += units(account, per_day * sim::in_units(ticks, sim::kDay));
  };
  if (first < last) {
    const std::int64_t whole = units(account, per_day * sim::in_units(sim::kMonth, sim::kDay));
    step[a][cell(segment, first)] += whole;
    step[a][cell(segment, last)] -= whole;
  }
  if (first <= last) {
    part_of(first - 1, first * sim::kMonth - from);
    part_of(last, to - last * sim::kMonth);
  } else {
    part_of(last, to - from);
  }
}

void Ledger::post_beyond(int segment, Tick from, Tick to) {
  beyond_time[static_cast<std::size_t>(segment)] +=
      std::llround(discounted_days(delta_, from, to) / sim::in_units(sim::kMonth, sim::kDay) * kBeyondUnits);
}

void Ledger::post_stay(int segment, int stage, Tick from, Tick to) {
  const int seen = months_between_ends(from);
  const int gone = to == sim::kNever ? months_ : months_between_ends(to);
  if (seen != gone) {
    ++occupancy_step[stage_cell(segment, stage, seen)];
    --occupancy_step[stage_cell(segment, stage, gone)];
  }
  const Tick end = to < horizon_ ? to : horizon_;
  if (end <= from) return;
  const int first = month_of(from + sim::kMonth - 1), last = month_of(end);
  if (first < last) {
    ++time_step[stage_cell(segment, stage, first)];
    --time_step[stage_cell(segment, stage, last)];
  }
  if (first <= last) {
    const Tick lead = first * sim::kMonth - from, tail = end - last * sim::kMonth;
    if (lead > 0) time_part[stage_cell(segment, stage, first - 1)] += lead;
    if (tail > 0) time_part[stage_cell(segment, stage, last)] += tail;
  } else {
    time_part[stage_cell(segment, stage, last)] += end - from;
  }
}

void Ledger::post_recurring(int segment, std::int64_t per_month, Tick from, Tick to) {
  if (per_month == 0) return;
  const int seen = months_between_ends(from), gone = to == sim::kNever ? months_ : months_between_ends(to);
  recurring_step[cell(segment, seen)] += per_month;
  recurring_step[cell(segment, gone)] -= per_month;
}

void Ledger::post_newcomer_joined(int segment, Tick t) {
  for (std::size_t i = 0; i < kNewcomerMonths.size(); ++i) {
    if (t + kNewcomerMonths[i] * sim::kMonth > horizon_) continue;
    ++watched[i][static_cast<std::size_t>(segment)];
    ++stayed[i][static_cast<std::size_t>(segment)];
  }
}

void Ledger::post_newcomer_lost(int segment, Tick joined, Tick t) {
  for (std::size_t i = 0; i < kNewcomerMonths.size(); ++i) {
    const Tick asked = joined + kNewcomerMonths[i] * sim::kMonth;
    if (asked <= horizon_ && t <= asked) --stayed[i][static_cast<std::size_t>(segment)];
  }
}

void Ledger::add(const Ledger& other) {
  add_all(occupancy_step, other.occupancy_step);
  add_all(retained_step, other.retained_step);
  add_all(time_part, other.time_part);
  add_all(time_step, other.time_step);
  add_all(newcomers, other.newcomers);
  add_all(lost, other.lost);
  add_all(transitions, other.transitions);
  add_all(planned, other.planned);
  add_all(delivered, other.delivered);
  add_all(missed, other.missed);
  add_all(withdrawn, other.withdrawn);
  add_all(pending, other.pending);
  add_all(carried_in, other.carried_in);
  add_all(returned, other.returned);
  add_all(settled, other.settled);
  add_all(unasked, other.unasked);
  add_all(tried, other.tried);
  add_all(helped, other.helped);
  add_all(went_on, other.went_on);
  add_all(silent, other.silent);
  add_all(returning, other.returning);
  add_all(response_ticks, other.response_ticks);
  add_all(responses, other.responses);
  add_all(stage_ticks, other.stage_ticks);
  add_all(touch_response_ticks, other.touch_response_ticks);
  add_all(touch_responses, other.touch_responses);
  add_all(touch_cost, other.touch_cost);
  add_all(help_cost, other.help_cost);
  add_all(opening, other.opening);
  add_all(opening_customers, other.opening_customers);
  for (std::size_t i = 0; i < kNewcomerMonths.size(); ++i) {
    add_all(watched[i], other.watched[i]);
    add_all(stayed[i], other.stayed[i]);
  }
  add_all(present, other.present);
  add_all(satisfaction, other.satisfaction);
  add_all(satisfaction_end, other.satisfaction_end);
  add_all(levels, other.levels);
  for (std::size_t i = 0; i < surveys.size(); ++i) {
    surveys[i].invited += other.surveys[i].invited;
    surveys[i].answers += other.surveys[i].answers;
    surveys[i].said += other.surveys[i].said;
    surveys[i].all += other.surveys[i].all;
  }
  add_all(beyond_time, other.beyond_time);
  add_all(recurring_step, other.recurring_step);
  add_all(recurring_opening, other.recurring_opening);
  for (std::size_t i = 0; i < kMovements; ++i) add_all(movements[i], other.movements[i]);
  add_all(year_base, other.year_base);
  add_all(year_kept, other.year_kept);
  add_all(year_kept_gross, other.year_kept_gross);
  add_all(change_counts, other.change_counts);
  add_all(change_missed, other.change_missed);
  for (std::size_t a = 0; a < kAccounts; ++a) {
    add_all(part[a], other.part[a]);
    add_all(step[a], other.step[a]);
    add_all(discounted[a], other.discounted[a]);
  }
  born += other.born;
  events += other.events;
}

}  // namespace tenure::models
