// Staff, revenue, costs, and the run-off.
#include "models/simulate/summary_parts.h"

namespace tenure::models::summing {

void Summary::platforms() {
  for (const PlatformPlan& p : plan_.platforms) {
    if (p.at >= plan_.horizon) continue;
    const Tick built = std::max<Tick>(p.at, 0);
    const auto month = static_cast<std::size_t>(sim::month_index(built));
    platforms_.post(month, p.build, discount_factor(plan_.discount, p.at));
    shared_[month] -= units(p.build);  // once, so that no run-off repeats it
    for (std::size_t m = 0; m < months_; ++m) {
      const Tick from = std::max(month_begin(m), p.runs_from), to = month_end(m);
      if (from >= to) continue;
      const double days = sim::in_units(to - from, sim::kDay);
      platforms_.post(m, p.running * days, discounted_days(plan_.discount, from, to) / days);
    }
  }
}

void Summary::staff() {
  using enum Measure;
  for (const Measure id : {pool_requests, pool_served, pool_missed, pool_utilisation, pool_paid_hours, pool_busy_hours,
                           pool_labour_cost, pool_servers, pool_hires, pool_leavers, pool_hiring_cost, pool_mean_wait,
                           pool_mean_response, pool_queue_length, pool_wait_p50, pool_wait_p90, pool_overall_servers,
                           pool_overall_utilisation, pool_overall_missed, pool_missed_share, pool_overall_wait,
                           pool_overall_response, pool_training_cost, pool_severance, pool_overload, pool_quality})
    out_[id].assign(out_[id].size(), kMissing);
  Int128 all_busy = 0, all_on_duty = 0;  // ticks
  std::vector<Int128> by_touchpoint(out_[touchpoint_worked_hours].size(), 0), by_segment(segments_, 0);  // ticks worked
  for (std::size_t q = 0; q < plan_.pools.size(); ++q) {
    const auto row = static_cast<std::size_t>(plan_.pool_rows[q]);
    const sim::PoolStats& stats = report_.pools[q];
    const bool staffed = plan_.pools[q].kind == sim::PoolKind::staffed;
    sim::PoolCounts overall;
    Int128 headcount = 0, on_shift = 0, response = 0;
    std::int64_t responses = 0;
    for (std::size_t m = 0; m < months_; ++m) {
      const sim::PoolMonth& month = stats.month_at(m);
      const double length = static_cast<double>(month_end(m) - month_begin(m));
      const double wage = plan_.wage[q] * static_cast<double>(month.headcount_ticks) / static_cast<double>(sim::kDay);
      const double on_duty = static_cast<double>(month.on_shift_ticks) * (1.0 - plan_.pools[q].shrinkage);
      const double price = on_duty > 0.0 ? wage / on_duty : 0.0;  // per tick worked
      const auto hires = static_cast<double>(month.hires);
      const double severance = plan_.severance[q] * static_cast<double>(month.laid_off);
      const bool acquires = plan_.acquires[q] != 0;
      (acquires ? winning_ : wages_).post(m, wage, month_factor(m));
      (acquires ? winning_ : hiring_).post(m, plan_.hire_cost[q] * hires, month_factor(m));
      (acquires ? winning_ : training_).post(m, plan_.training[q] * hires, month_factor(m));
      (acquires ? winning_ : severance_).post(m, severance, month_factor(m));
      sim::PoolCounts all;
      for (std::uint32_t a = 0; a < stats.accounts(); ++a) {
        const sim::PoolCounts& counts = stats.at_month(a, m);
        all += counts;
        if (counts.worked == 0) continue;
        const std::size_t touch = a / segments_, g = a % segments_;
        const double used = price * static_cast<double>(counts.worked);
        (acquires ? winning_used_ : used_)[g].post(m, used, month_factor(m));
        touch_used_[touch] += units(used);
        by_touchpoint[static_cast<std::size_t>(plan_.touch_rows[touch])] += counts.worked;
        by_segment[g] += counts.worked;
      }
      const std::size_t cell = q * months_ + m;
      overall += all;
      headcount += month.headcount_ticks;
      on_shift += month.on_shift_ticks;
      response += ledger_.response_ticks[cell];
      responses += ledger_.responses[cell];
      at(pool_requests, row, m) = static_cast<double>(all.asked + all.taken_over);
      at(pool_served, row, m) = static_cast<double>(all.served);
      at(pool_missed, row, m) = static_cast<double>(all.abandoned + all.closed + all.full);
      at(pool_utilisation, row, m) = ratio(static_cast<double>(all.worked), on_duty);
      at(pool_paid_hours, row, m) = on_duty / static_cast<double>(sim::kHour);
      at(pool_busy_hours, row, m) = hours(all.worked);
      at(pool_labour_cost, row, m) = wage;
      at(pool_servers, row, m) = static_cast<double>(month.headcount_ticks) / length;
      at(pool_hires, row, m) = hires;
      at(pool_leavers, row, m) = static_cast<double>(month.leavers);
      at(pool_hiring_cost, row, m) = plan_.hire_cost[q] * hires;
      at(pool_training_cost, row, m) = plan_.training[q] * hires;
      at(pool_severance, row, m) = severance;
      at(pool_overload, row, m) = ratio(static_cast<double>(month.overloaded), static_cast<double>(month.watched));
      if (staffed)
        at(pool_quality, row, m) = ratio(static_cast<double>(month.quality) / 16777216.0, static_cast<double>(all.served));
      at(pool_mean_wait, row, m) = ratio(hours(all.waited_working), static_cast<double>(all.begun));
      at(pool_mean_response, row, m) = ratio(hours(ledger_.response_ticks[cell]), static_cast<double>(ledger_.responses[cell]));
      at(pool_queue_length, row, m) = static_cast<double>(month.waiting_ticks) / length;
    }
    const double on_duty = static_cast<double>(on_shift) * (1.0 - plan_.pools[q].shrinkage);
    const double missed = static_cast<double>(overall.abandoned + overall.closed + overall.full);
    value(pool_overall_servers, row) = static_cast<double>(headcount) / static_cast<double>(plan_.horizon);
    value(pool_overall_utilisation, row) = ratio(static_cast<double>(overall.worked), on_duty);
    value(pool_overall_missed, row) = missed;
    value(pool_missed_share, row) = ratio(missed, static_cast<double>(overall.asked + overall.taken_over));
    value(pool_overall_wait, row) = ratio(hours(overall.waited_working), static_cast<double>(overall.begun));
    value(pool_overall_response, row) = ratio(hours(response), static_cast<double>(responses));
    if (on_duty > 0.0) {
      all_busy += overall.worked;
      all_on_duty += std::llround(on_duty);
    }
    value(pool_wait_p50, row) = report_.wait_bins[q].quantile(0.5) / static_cast<double>(sim::kHour);
    value(pool_wait_p90, row) = report_.wait_bins[q].quantile(0.9) / static_cast<double>(sim::kHour);
  }
  for (std::size_t t = 0; t < by_touchpoint.size(); ++t)
    if (!std::isnan(value(touchpoint_worked_hours, t))) value(touchpoint_worked_hours, t) = hours(by_touchpoint[t]);
  for (std::size_t g = 0; g < segments_; ++g) value(segment_worked_hours, g) = hours(by_segment[g]);
  value(staff_utilisation) = ratio(static_cast<double>(all_busy), static_cast<double>(all_on_duty));
}

void Summary::amounts() {
  using enum Measure;
  std::vector<Int128> contact_by_month(months_, 0), used_by_month(months_, 0), used_discounted_by_month(months_, 0);
  std::vector<Int128> acquisition_by_month(months_, 0);
  Int128 all_revenue = 0, all_cost = 0, all_goods = 0, all_acquisition = 0, all_contact = 0, all_effect = 0, all_used = 0;
  Int128 revenue_pv = 0, cost_pv = 0, contact_pv = 0, effect_pv = 0, direct_pv = 0, winning_used_pv = 0;
  Int128 acquisition_flow_pv = 0, acquisition_contact_pv = 0, acquisition_contacts = 0;
  for (std::size_t g = 0; g < segments_; ++g) {
    Int128 wr = 0, wc = 0, wg = 0, wa = 0, wx = 0, we = 0, wk = 0, segment_rev = 0, segment_service = 0;
    for (std::size_t m = 0; m < months_; ++m) {
      const Int128 r = in_month(Account::revenue, g, m, wr), goods = in_month(Account::goods_cost, g, m, wg);
      const Int128 won = in_month(Account::acquisition_cost, g, m, wa), x = in_month(Account::acquisition_contact, g, m, wx);
      const Int128 c = in_month(Account::other_cost, g, m, wc) + goods + won;
      const Int128 e = in_month(Account::effect, g, m, we), k = in_month(Account::contact_cost, g, m, wk);
      const Int128 u = used_[g].nominal[m];
      at(monthly_revenue, g, m) = money(r);
      at(monthly_flow_cost, g, m) = money(c);
      at(monthly_effect, g, m) = effect_amount(e);
      at(monthly_contact_cost, g, m) = money(k);
      at(monthly_labour_used_cost, g, m) = money(u);
      segment_rev += r;
      segment_service += k + u;
      all_revenue += r;
      all_cost += c;
      all_goods += goods;
      all_acquisition += won + x;
      acquisition_contacts += x;
      acquisition_by_month[m] += won + x;
      all_contact += k;
      all_effect += e;
      all_used += u;
      contact_by_month[m] += k;
      used_by_month[m] += u;
      used_discounted_by_month[m] += used_[g].discounted[m];
    }
    const auto pv = [&](Account account) { return ledger_.discounted[static_cast<std::size_t>(account)][g]; };
    const Int128 used_pv = Monthly::sum(used_[g].discounted), won_pv = Monthly::sum(winning_used_[g].discounted);
    const Int128 segment_cost_pv = pv(Account::other_cost) + pv(Account::goods_cost) + pv(Account::acquisition_cost);
    const Int128 service_pv = pv(Account::contact_cost) + used_pv;
    const Int128 direct =
        pv(Account::revenue) - segment_cost_pv - service_pv - pv(Account::acquisition_contact) - won_pv;
    value(segment_revenue, g) = money(segment_rev);
    value(segment_revenue_discounted, g) = money(pv(Account::revenue));
    value(segment_flow_cost_discounted, g) = money(segment_cost_pv);
    value(segment_acquisition_cost_discounted, g) =
        money(pv(Account::acquisition_cost) + pv(Account::acquisition_contact) + won_pv);
    value(segment_service_cost, g) = money(segment_service);
    value(segment_service_cost_discounted, g) = money(service_pv);
    value(segment_effect, g) = effect_amount(pv(Account::effect));
    value(segment_net_value_direct, g) = money(direct);
    value(segment_clv, g) = ratio(money(direct), value(segment_customers_opening, g) + value(segment_newcomers, g));
    revenue_pv += pv(Account::revenue);
    cost_pv += segment_cost_pv;
    acquisition_flow_pv += pv(Account::acquisition_cost);
    acquisition_contact_pv += pv(Account::acquisition_contact);
    winning_used_pv += won_pv;
    contact_pv += pv(Account::contact_cost);
    effect_pv += pv(Account::effect);
    direct_pv += direct;
  }

  Int128 all_operating = 0, idle_pv = 0;
  for (std::size_t m = 0; m < months_; ++m) {
    const Int128 hiring = hiring_.nominal[m], training = training_.nominal[m], severance = severance_.nominal[m];
    const Int128 operating =
        wages_.nominal[m] + hiring + training + severance + platforms_.nominal[m] + contact_by_month[m];
    value(monthly_hiring_cost, m) = money(hiring);
    value(monthly_training_cost, m) = money(training);
    value(monthly_severance_cost, m) = money(severance);
    value(monthly_platform_cost, m) = money(platforms_.nominal[m]);
    value(monthly_labour_cost, m) = money(wages_.nominal[m]);
    value(monthly_idle_labour_cost, m) = money(wages_.nominal[m] - used_by_month[m]);
    value(monthly_operating_cost, m) = money(operating);
    value(monthly_acquisition_cost, m) = money(acquisition_by_month[m] + winning_.nominal[m]);
    all_operating += operating;
    shared_[m] += operating - contact_by_month[m] - used_by_month[m];
    idle_pv += wages_.discounted[m] - used_discounted_by_month[m];
  }
  const Int128 wages = Monthly::sum(wages_.nominal), platforms = Monthly::sum(platforms_.nominal);
  const Int128 hiring = Monthly::sum(hiring_.nominal), training = Monthly::sum(training_.nominal),
               severance = Monthly::sum(severance_.nominal);
  const Int128 people_pv = Monthly::sum(hiring_.discounted) + Monthly::sum(training_.discounted) +
                           Monthly::sum(severance_.discounted);
  const Int128 platforms_pv = Monthly::sum(platforms_.discounted);
  const Int128 operating_pv = contact_pv + Monthly::sum(wages_.discounted) + people_pv + platforms_pv;
  const Int128 winning = Monthly::sum(winning_.nominal) + acquisition_contacts;
  const Int128 winning_pv = Monthly::sum(winning_.discounted) + acquisition_contact_pv;
  const Int128 net = revenue_pv - cost_pv - operating_pv - winning_pv;
  TENURE_ENSURE(all_operating == wages + hiring + training + severance + platforms + all_contact,
                "operating cost by month and by kind agree");
  const Int128 winning_idle_pv = winning_pv - acquisition_contact_pv - winning_used_pv;  // and its hires
  TENURE_ENSURE(net == direct_pv - idle_pv - people_pv - platforms_pv - winning_idle_pv,
                "net value by kind and by segment agree");

  value(revenue) = money(all_revenue);
  value(revenue_discounted) = money(revenue_pv);
  value(flow_cost) = money(all_cost);
  value(flow_cost_discounted) = money(cost_pv);
  value(goods_cost) = money(all_goods);
  value(acquisition_cost) = money(all_acquisition + Monthly::sum(winning_.nominal));
  value(acquisition_cost_discounted) = money(acquisition_flow_pv + winning_pv);
  value(acquisition_staff_cost) = money(winning);
  value(contact_cost) = money(all_contact);
  value(labour_cost) = money(wages);
  value(labour_used_cost) = money(all_used);
  value(idle_labour_cost) = money(wages - all_used);
  value(platform_cost) = money(platforms);
  value(hiring_cost) = money(hiring);
  value(training_cost) = money(training);
  value(severance_cost) = money(severance);
  value(operating_cost) = money(all_operating);
  value(operating_cost_discounted) = money(operating_pv);
  value(effect) = effect_amount(effect_pv);
  value(effect_nominal) = effect_amount(all_effect);
  value(net_value) = money(net);
  net_ = net;
  value(clv) = ratio(money(net), static_cast<double>(ledger_.born));
}

/// What those bring who are customers at the horizon, at the cost of the last 12 months.
void Summary::run_off() {
  using enum Measure;
  if (after_ == nullptr) {
    for (const Measure id : {run_off_value, segment_run_off_value, lifetime_value, clv_lifetime})
      out_[id].assign(out_[id].size(), kMissing);
    return;
  }
  const std::size_t first = months_ - std::min<std::size_t>(12, months_);
  Int128 shared = 0;
  for (std::size_t m = first; m < months_; ++m) shared += shared_[m];
  const double all_time = in_months(customer_ticks(first));
  const double shared_rate = all_time > 0.0 ? money(shared) / all_time : 0.0;  // per customer-month
  Int128 whole = 0;
  for (std::size_t g = 0; g < segments_; ++g) {
    const double time = in_months(customer_ticks(first, g));
    Int128 service = 0;
    for (std::size_t m = first; m < months_; ++m)
      service += used_[g].nominal[m] +
                 ledger_.part[static_cast<std::size_t>(Account::contact_cost)][ledger_.cell(static_cast<int>(g), static_cast<int>(m))];
    const auto pv = [&](Account account) { return after_->discounted[static_cast<std::size_t>(account)][g]; };
    const double months = static_cast<double>(after_->beyond_time[g]) / kBeyondUnits;
    const Int128 direct = pv(Account::revenue) - pv(Account::other_cost) - pv(Account::goods_cost) - pv(Account::acquisition_cost) -
                          (time > 0.0 ? units(money(service) / time * months) : 0);
    value(segment_run_off_value, g) = money(direct);
    whole += direct - units(shared_rate * months);
  }
  value(run_off_value) = money(whole);
  value(lifetime_value) = money(net_ + whole);
  value(clv_lifetime) = ratio(money(net_ + whole), static_cast<double>(ledger_.born));
}

}  // namespace tenure::models::summing
