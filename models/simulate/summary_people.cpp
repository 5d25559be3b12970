// Customers, their time, what they were contacted for, and what they felt.
#include "models/simulate/summary_parts.h"

namespace tenure::models::summing {

void Summary::people() {
  using enum Measure;
  const std::size_t year = std::min<std::size_t>(11, months_ - 1);
  std::int64_t all_opening = 0, all_base = 0, all_year = 0, all_end = 0, all_new = 0, all_lost = 0, all_there = 0;
  for (std::size_t g = 0; g < segments_; ++g) {
    const int segment = static_cast<int>(g);
    const auto base = ledger_.opening_customers[g];
    std::vector<std::int64_t> customers(months_, 0);
    for (std::size_t s = 0; s < static_cast<std::size_t>(plan_.stages); ++s) {
      const bool customer = plan_.segments[g].stages[s].customer;
      std::int64_t members = 0, whole = 0;
      for (std::size_t m = 0; m < months_; ++m) {
        const std::size_t cell = ledger_.stage_cell(segment, static_cast<int>(s), static_cast<int>(m));
        members += ledger_.occupancy_step[cell];
        whole += ledger_.time_step[cell];
        out_[stage_occupancy][(g * static_cast<std::size_t>(plan_.stages) + s) * months_ + m] = static_cast<double>(members);
        if (!customer) continue;
        customers[m] += members;
        customer_ticks_[g * months_ + m] += Int128{whole} * sim::kMonth + ledger_.time_part[cell];
      }
    }
    std::int64_t kept = 0, new_ones = 0, kept_year = 0;
    for (std::size_t m = 0; m < months_; ++m) {
      const std::size_t cell = ledger_.cell(segment, static_cast<int>(m));
      kept += ledger_.retained_step[cell];
      if (m == year) kept_year = kept;
      at(monthly_customers, g, m) = static_cast<double>(customers[m]);
      at(monthly_customer_time, g, m) = in_months(customer_ticks_[g * months_ + m]);
      at(monthly_retained, g, m) = ratio(static_cast<double>(kept), static_cast<double>(base));
      at(monthly_newcomers, g, m) = static_cast<double>(ledger_.newcomers[cell]);
      at(monthly_lost, g, m) = static_cast<double>(ledger_.lost[cell]);
      new_ones += ledger_.newcomers[cell];
      all_lost += ledger_.lost[cell];
    }
    value(segment_customers_start, g) = static_cast<double>(ledger_.opening_customers[g]);
    value(segment_customers_opening, g) = static_cast<double>(ledger_.opening[g]);
    value(segment_newcomers, g) = static_cast<double>(new_ones);
    value(segment_customers_end, g) = static_cast<double>(customers.back());
    value(segment_retention_12m, g) = ratio(static_cast<double>(kept_year), static_cast<double>(base));
    value(segment_retention_end, g) = ratio(static_cast<double>(kept), static_cast<double>(base));
    all_opening += ledger_.opening[g];
    all_base += base;
    all_year += kept_year;
    all_end += kept;
    all_new += new_ones;
    all_there += customers.back();
  }
  value(customers_opening) = static_cast<double>(all_opening);
  value(newcomers) = static_cast<double>(all_new);
  value(lost) = static_cast<double>(all_lost);
  value(customers_end) = static_cast<double>(all_there);
  value(customer_time) = in_months(customer_ticks(0));
  value(retention_12m) = ratio(static_cast<double>(all_year), static_cast<double>(all_base));
  value(retention_end) = ratio(static_cast<double>(all_end), static_cast<double>(all_base));
  newcomers_kept();
  TENURE_ENSURE(all_opening + all_new == ledger_.born, "customers in = opening book and newcomers");
  std::int64_t present = 0;
  for (std::size_t g = 0; g < segments_; ++g)
    for (int s = 0; s < plan_.stages; ++s)
      for (int m = 0; m < plan_.months; ++m) present += ledger_.occupancy_step[ledger_.stage_cell(static_cast<int>(g), s, m)];
  TENURE_ENSURE(present == ledger_.born, "customers in = customers in some stage at the end");
}

/// Levels of states and satisfaction, over the customers' time as `people` found it.
void Summary::states() {
  using enum Measure;
  const auto level = [](Int128 units) { return static_cast<double>(units) / 0x1p24; };
  const auto declared = static_cast<std::size_t>(plan_.declared_states);
  for (std::size_t i = 0; i < segments_ * declared; ++i)
    value(state_level, i) = ratio(level(ledger_.levels[i]), value(segment_customers_end, i / declared));
  if (!plan_.satisfaction) {
    for (const Measure id : {satisfaction, satisfaction_end, segment_satisfaction, monthly_satisfaction})
      out_[id].assign(out_[id].size(), kMissing);
    return;
  }
  const double start = plan_.satisfaction->start, days = sim::in_units(sim::kMonth, sim::kDay);
  const auto mean = [&](Int128 above, double months) { return start + ratio(level(above) / days, months); };
  Int128 all = 0, at_end = 0;
  for (std::size_t g = 0; g < segments_; ++g) {
    Int128 whole = 0;
    for (std::size_t m = 0; m < months_; ++m) {
      const Int128 above = ledger_.satisfaction[ledger_.cell(static_cast<int>(g), static_cast<int>(m))];
      at(monthly_satisfaction, g, m) = mean(above, at(monthly_customer_time, g, m));
      whole += above;
    }
    value(segment_satisfaction, g) = mean(whole, in_months(customer_ticks(0, g)));
    all += whole;
    at_end += ledger_.satisfaction_end[g];
  }
  value(satisfaction) = mean(all, value(customer_time));
  value(satisfaction_end) = start + ratio(level(at_end), value(customers_end));
}

void Summary::surveys() {
  using enum Measure;
  for (std::size_t i = 0; i < ledger_.surveys.size(); ++i) {
    const Ledger::SurveyCount& count = ledger_.surveys[i];
    value(survey_invited, i) = static_cast<double>(count.invited);
    value(survey_answers, i) = static_cast<double>(count.answers);
    value(survey_measured, i) = ratio(static_cast<double>(count.said), static_cast<double>(count.answers));
    value(survey_true, i) = ratio(static_cast<double>(count.all), static_cast<double>(count.invited));
  }
}

void Summary::newcomers_kept() {
  constexpr std::array<Measure, kNewcomerMonths.size()> whole = {Measure::newcomer_retention_3m,
                                                                 Measure::newcomer_retention_12m};
  constexpr std::array<Measure, kNewcomerMonths.size()> by_segment = {Measure::segment_newcomer_retention_3m,
                                                                      Measure::segment_newcomer_retention_12m};
  for (std::size_t i = 0; i < kNewcomerMonths.size(); ++i) {
    std::int64_t watched = 0, stayed = 0;
    for (std::size_t g = 0; g < segments_; ++g) {
      const std::int64_t asked = ledger_.watched[i][g], there = ledger_.stayed[i][g];
      TENURE_ENSURE(0 <= there && there <= asked, "nobody stays who did not come");
      value(by_segment[i], g) = ratio(static_cast<double>(there), static_cast<double>(asked));
      watched += asked;
      stayed += there;
    }
    value(whole[i]) = ratio(static_cast<double>(stayed), static_cast<double>(watched));
  }
}

void Summary::counts() {
  using enum Measure;
  for (std::size_t i = 0; i < ledger_.transitions.size(); ++i)
    value(transition_count, i) = static_cast<double>(ledger_.transitions[i]);
  for (std::size_t row = 0; row < ledger_.stage_ticks.size(); ++row) {
    std::int64_t gone = 0;
    for (std::size_t m = 0; m < months_; ++m) gone += ledger_.transitions[row * months_ + m];
    value(transition_time, row) = ratio(hours(ledger_.stage_ticks[row]) / 24.0, static_cast<double>(gone));
  }
  for (const Measure id : {touchpoint_planned, touchpoint_delivered, touchpoint_missed, touchpoint_withdrawn,
                           touchpoint_worked_hours, touchpoint_response})
    out_[id].assign(out_[id].size(), kMissing);
  std::vector<char> by_staff(plan_.touch_rows.size(), 0);  // a message that does not arrive has not lacked time
  for (const SegmentPlan& segment : plan_.segments)
    for (const TouchPlan& touch : segment.touches)
      if (touch.delivery == Delivery::pool) by_staff[static_cast<std::size_t>(touch.touchpoint)] = 1;
  std::int64_t all_missed = 0, all_delivered = 0;
  for (std::size_t t = 0; t < plan_.touch_rows.size(); ++t) {
    const auto row = static_cast<std::size_t>(plan_.touch_rows[t]);
    value(touchpoint_worked_hours, row) = 0.0;
    value(touchpoint_response, row) =
        ratio(hours(ledger_.touch_response_ticks[t]), static_cast<double>(ledger_.touch_responses[t]));
    for (std::size_t m = 0; m < months_; ++m) {
      const std::size_t cell = t * months_ + m;
      const auto count = [&](Measure id, std::int64_t number) {  // today's touchpoint and the strategy's may share a row
        double& sum = at(id, row, m);
        sum = (std::isnan(sum) ? 0.0 : sum) + static_cast<double>(number);
      };
      count(touchpoint_planned, ledger_.planned[cell]);
      count(touchpoint_delivered, ledger_.delivered[cell]);
      count(touchpoint_missed, ledger_.missed[cell]);
      count(touchpoint_withdrawn, ledger_.withdrawn[cell]);
      if (by_staff[t] == 0) continue;
      all_missed += ledger_.missed[cell];
      all_delivered += ledger_.delivered[cell];
    }
  }
  value(missed_touches) = static_cast<double>(all_missed);
  value(missed_share) = ratio(static_cast<double>(all_missed), static_cast<double>(all_missed + all_delivered));
}

/// What customers came with: on which way it was met, and whether it was settled.
void Summary::support() {
  using enum Measure;
  for (const Measure id : {touchpoint_arisen, touchpoint_returned, touchpoint_resolved, self_service_tried,
                           self_service_resolved, self_service_went_on, self_service_returned, self_service_silent,
                           self_service_contained_share, self_service_resolved_share})
    out_[id].assign(out_[id].size(), kMissing);
  std::vector<char> demand(plan_.touch_rows.size(), 0), may_fail(plan_.touch_rows.size(), 0);
  for (const SegmentPlan& segment : plan_.segments)
    for (const TouchPlan& touch : segment.touches) {
      const auto t = static_cast<std::size_t>(touch.touchpoint);
      if (touch.trigger == TriggerKind::recurrence) demand[t] = 1;
      if (touch.may_fail) may_fail[t] = 1;
    }
  std::int64_t sought = 0;
  for (std::size_t t = 0; t < plan_.touch_rows.size(); ++t) {
    const auto row = static_cast<std::size_t>(plan_.touch_rows[t]);
    for (std::size_t m = 0; m < months_; ++m) {
      const std::size_t cell = t * months_ + m;
      at(touchpoint_arisen, row, m) =
          static_cast<double>(ledger_.planned[cell] - ledger_.returned[cell] + ledger_.unasked[cell]);
      if (demand[t] == 0) continue;
      at(touchpoint_returned, row, m) = static_cast<double>(ledger_.returned[cell]);
      at(touchpoint_resolved, row, m) = static_cast<double>(may_fail[t] != 0 ? ledger_.settled[cell] : ledger_.delivered[cell]);
      sought += ledger_.planned[cell];
    }
  }
  for (std::size_t s = 0; s < plan_.self_service_rows.size(); ++s) {
    if (plan_.self_service_rows[s] == no_index) continue;
    const auto row = static_cast<std::size_t>(plan_.self_service_rows[s]);
    std::int64_t tried = 0, helped = 0, went_on = 0;
    for (std::size_t m = 0; m < months_; ++m) {
      const std::size_t cell = s * months_ + m;
      at(self_service_tried, row, m) = static_cast<double>(ledger_.tried[cell]);
      at(self_service_resolved, row, m) = static_cast<double>(ledger_.helped[cell]);
      at(self_service_went_on, row, m) = static_cast<double>(ledger_.went_on[cell]);
      at(self_service_returned, row, m) = static_cast<double>(ledger_.returning[cell]);
      at(self_service_silent, row, m) = static_cast<double>(ledger_.silent[cell]);
      tried += ledger_.tried[cell];
      helped += ledger_.helped[cell];
      went_on += ledger_.went_on[cell];
    }
    value(self_service_contained_share, row) = ratio(static_cast<double>(tried - went_on), static_cast<double>(tried));
    value(self_service_resolved_share, row) = ratio(static_cast<double>(helped), static_cast<double>(tried));
    sought += tried;
  }
  value(demand_contacts) = static_cast<double>(sought);
}

void Summary::recurring() {
  using enum Measure;
  for (std::size_t i = 0; i < ledger_.change_counts.size(); ++i)
    value(change_count, i) = static_cast<double>(ledger_.change_counts[i]);
  for (std::size_t i = 0; i < ledger_.change_missed.size(); ++i)
    value(change_unnoticed, i) = static_cast<double>(ledger_.change_missed[i]);
  constexpr std::array<Measure, kMovements> moved = {monthly_recurring_new, monthly_recurring_expansion,
                                                     monthly_recurring_contraction, monthly_recurring_lost,
                                                     monthly_recurring_returned};
  if (!plan_.recurring) {
    for (const Measure id : moved) out_[id].assign(out_[id].size(), kMissing);
    for (const Measure id : {nrr_12m, grr_12m, segment_nrr_12m, segment_grr_12m, yearly_nrr, yearly_grr, recurring_opening,
                             recurring_end, monthly_recurring})
      out_[id].assign(out_[id].size(), kMissing);
    return;
  }
  Int128 opening = 0, end = 0, base = 0, net = 0, gross = 0;
  for (std::size_t g = 0; g < segments_; ++g) {
    Int128 now = 0, by_movements = ledger_.recurring_opening[g];
    opening += by_movements;
    for (std::size_t m = 0; m < months_; ++m) {
      const std::size_t cell = ledger_.cell(static_cast<int>(g), static_cast<int>(m));
      now += ledger_.recurring_step[cell];
      at(monthly_recurring, g, m) = money(now);
      for (std::size_t i = 0; i < kMovements; ++i) {
        const Int128 amount = ledger_.movements[i][cell];
        at(moved[i], g, m) = money(amount);
        const auto kind = static_cast<Movement>(i);
        by_movements += kind == Movement::contraction || kind == Movement::lost ? -amount : amount;
      }
      TENURE_ENSURE(now == by_movements,
                    "recurring revenue: opening + new + expansion + returned - contraction - lost = closing");
    }
    end += now;
    for (std::size_t y = 0; y < static_cast<std::size_t>(plan_.years); ++y) {
      const std::size_t cell = ledger_.year_cell(static_cast<int>(g), static_cast<int>(y));
      const Int128 b = ledger_.year_base[cell], n = ledger_.year_kept[cell], r = ledger_.year_kept_gross[cell];
      value(yearly_nrr, cell) = ratio(money(n), money(b));
      value(yearly_grr, cell) = ratio(money(r), money(b));
      if (y > 0) continue;
      TENURE_ENSURE(b == ledger_.recurring_opening[g], "the first year begins with the opening book");
      value(segment_nrr_12m, g) = value(yearly_nrr, cell);
      value(segment_grr_12m, g) = value(yearly_grr, cell);
      base += b;
      net += n;
      gross += r;
    }
  }
  value(recurring_opening) = money(opening);
  value(recurring_end) = money(end);
  value(nrr_12m) = ratio(money(net), money(base));
  value(grr_12m) = ratio(money(gross), money(base));
}

}  // namespace tenure::models::summing
