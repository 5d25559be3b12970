#include "models/simulate/summary.h"

#include <array>
#include <cmath>
#include <limits>

#include "models/money/discount.h"
#include "sim/base/contract.h"
#include "sim/stats/exact_sum.h"

namespace tenure::models {
namespace {

using sim::Int128;

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

double money(Int128 units) { return static_cast<double>(units) / kUnits[0]; }
double effect_amount(Int128 units) { return static_cast<double>(units) / kUnits[2]; }
double hours(Int128 ticks) { return static_cast<double>(ticks) / static_cast<double>(sim::kHour); }
double ratio(double a, double b) { return b == 0.0 ? kMissing : a / b; }
Int128 units(double amount) { return sim::MoneySum::to_units(amount); }

/// Money that is known by month.
struct Monthly {
  std::vector<Int128> nominal, discounted;
  explicit Monthly(std::size_t months) : nominal(months, 0), discounted(months, 0) {}
  void post(std::size_t month, double amount, double factor) {
    nominal[month] += units(amount);
    discounted[month] += units(amount * factor);
  }
  static Int128 sum(const std::vector<Int128>& list) {
    Int128 total = 0;
    for (const Int128 x : list) total += x;
    return total;
  }
};

class Summary {
 public:
  Summary(const Plan& plan, const Ledger& ledger, const Ledger* after, const sim::RunReport& report)
      : plan_(plan),
        ledger_(ledger),
        after_(after),
        report_(report),
        out_(CellResult::shaped(plan.labels, 0.0)),
        months_(static_cast<std::size_t>(plan.months)),
        segments_(plan.segments.size()),
        wages_(months_),
        hiring_(months_),
        training_(months_),
        severance_(months_),
        platforms_(months_),
        winning_(months_),
        used_(segments_, Monthly(months_)),
        winning_used_(segments_, Monthly(months_)),
        shared_(months_, 0) {}

  CellResult make() {
    people();
    states();
    surveys();
    counts();
    support();
    platforms();
    staff();
    amounts();
    recurring();
    run_off();
    out_.events = static_cast<std::uint64_t>(ledger_.events);
    for (const auto& values : out_.values)
      for (const double v : values) TENURE_ENSURE(!std::isinf(v), "a measure is a number");
    return std::move(out_);
  }

 private:
  double& value(Measure id, std::size_t i = 0) { return out_[id][i]; }
  double& at(Measure id, std::size_t row, std::size_t month) { return out_[id][row * months_ + month]; }
  Tick month_begin(std::size_t m) const { return static_cast<Tick>(m) * sim::kMonth; }
  Tick month_end(std::size_t m) const { return std::min(month_begin(m) + sim::kMonth, plan_.horizon); }
  double month_factor(std::size_t m) const {
    return discounted_days(plan_.discount, month_begin(m), month_end(m)) /
           sim::in_units(month_end(m) - month_begin(m), sim::kDay);
  }

  void people() {
    using enum Measure;
    const std::size_t year = std::min<std::size_t>(11, months_ - 1);
    std::int64_t all_opening = 0, all_base = 0, all_year = 0, all_end = 0, all_new = 0, all_lost = 0, all_there = 0;
    double all_time = 0.0;
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
          const double time = static_cast<double>(Int128{whole} * sim::kMonth + ledger_.time_part[cell]) /
                              static_cast<double>(sim::kMonth);
          at(monthly_customer_time, g, m) += time;
          all_time += time;
        }
      }
      std::int64_t kept = 0, new_ones = 0, kept_year = 0;
      for (std::size_t m = 0; m < months_; ++m) {
        const std::size_t cell = ledger_.cell(segment, static_cast<int>(m));
        kept += ledger_.retained_step[cell];
        if (m == year) kept_year = kept;
        at(monthly_customers, g, m) = static_cast<double>(customers[m]);
        at(monthly_retained, g, m) = ratio(static_cast<double>(kept), static_cast<double>(base));
        at(monthly_newcomers, g, m) = static_cast<double>(ledger_.newcomers[cell]);
        at(monthly_lost, g, m) = static_cast<double>(ledger_.lost[cell]);
        new_ones += ledger_.newcomers[cell];
        all_lost += ledger_.lost[cell];
      }
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
    value(customer_time) = all_time;
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
  void states() {
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
      double time = 0.0;
      for (std::size_t m = 0; m < months_; ++m) {
        const Int128 above = ledger_.satisfaction[ledger_.cell(static_cast<int>(g), static_cast<int>(m))];
        at(monthly_satisfaction, g, m) = mean(above, at(monthly_customer_time, g, m));
        whole += above;
        time += at(monthly_customer_time, g, m);
      }
      value(segment_satisfaction, g) = mean(whole, time);
      all += whole;
      at_end += ledger_.satisfaction_end[g];
    }
    value(satisfaction) = mean(all, value(customer_time));
    value(satisfaction_end) = start + ratio(level(at_end), value(customers_end));
  }

  void surveys() {
    using enum Measure;
    for (std::size_t i = 0; i < ledger_.surveys.size(); ++i) {
      const Ledger::SurveyCount& count = ledger_.surveys[i];
      value(survey_invited, i) = static_cast<double>(count.invited);
      value(survey_answers, i) = static_cast<double>(count.answers);
      value(survey_measured, i) = ratio(static_cast<double>(count.said), static_cast<double>(count.answers));
      value(survey_true, i) = ratio(static_cast<double>(count.all), static_cast<double>(count.invited));
    }
  }

  void newcomers_kept() {
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

  void counts() {
    using enum Measure;
    for (std::size_t i = 0; i < ledger_.transitions.size(); ++i)
      value(transition_count, i) = static_cast<double>(ledger_.transitions[i]);
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
  void support() {
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

  void platforms() {
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

  void staff() {
    using enum Measure;
    for (const Measure id : {pool_requests, pool_served, pool_missed, pool_utilisation, pool_paid_hours, pool_busy_hours,
                             pool_labour_cost, pool_servers, pool_hires, pool_leavers, pool_hiring_cost, pool_mean_wait,
                             pool_mean_response, pool_queue_length, pool_wait_p50, pool_wait_p90, pool_overall_servers,
                             pool_overall_utilisation, pool_overall_missed, pool_missed_share, pool_overall_wait,
                             pool_overall_response, pool_training_cost, pool_severance, pool_overload, pool_quality})
      out_[id].assign(out_[id].size(), kMissing);
    double all_busy = 0.0, all_on_duty = 0.0;  // ticks
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
          (acquires ? winning_used_ : used_)[g].post(m, price * static_cast<double>(counts.worked), month_factor(m));
          value(touchpoint_worked_hours, static_cast<std::size_t>(plan_.touch_rows[touch])) += hours(counts.worked);
          value(segment_worked_hours, g) += hours(counts.worked);
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
        all_busy += static_cast<double>(overall.worked);
        all_on_duty += on_duty;
      }
      value(pool_wait_p50, row) = report_.wait_bins[q].quantile(0.5) / static_cast<double>(sim::kHour);
      value(pool_wait_p90, row) = report_.wait_bins[q].quantile(0.9) / static_cast<double>(sim::kHour);
    }
    value(staff_utilisation) = ratio(all_busy, all_on_duty);
  }

  /// Sums of an account over a segment's month, and its total.
  Int128 in_month(Account account, std::size_t g, std::size_t m, Int128& whole) const {
    const auto a = static_cast<std::size_t>(account);
    const std::size_t cell = ledger_.cell(static_cast<int>(g), static_cast<int>(m));
    whole += ledger_.step[a][cell];
    return whole + ledger_.part[a][cell];
  }

  void amounts() {
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

  void recurring() {
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

  /// What those bring who are customers at the horizon, at the cost of the last 12 months.
  void run_off() {
    using enum Measure;
    if (after_ == nullptr) {
      for (const Measure id : {run_off_value, segment_run_off_value, lifetime_value, clv_lifetime})
        out_[id].assign(out_[id].size(), kMissing);
      return;
    }
    const std::size_t first = months_ - std::min<std::size_t>(12, months_);
    double all_time = 0.0;
    Int128 shared = 0;
    for (std::size_t m = first; m < months_; ++m) {
      shared += shared_[m];
      for (std::size_t g = 0; g < segments_; ++g) all_time += at(monthly_customer_time, g, m);
    }
    const double shared_rate = all_time > 0.0 ? money(shared) / all_time : 0.0;  // per customer-month
    Int128 whole = 0;
    for (std::size_t g = 0; g < segments_; ++g) {
      double time = 0.0;
      Int128 service = 0;
      for (std::size_t m = first; m < months_; ++m) {
        time += at(monthly_customer_time, g, m);
        service += used_[g].nominal[m] +
                   ledger_.part[static_cast<std::size_t>(Account::contact_cost)][ledger_.cell(static_cast<int>(g), static_cast<int>(m))];
      }
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

  const Plan& plan_;
  const Ledger& ledger_;
  const Ledger* after_;
  const sim::RunReport& report_;
  CellResult out_;
  std::size_t months_, segments_;
  Monthly wages_, hiring_, training_, severance_, platforms_;
  Monthly winning_;                           // all that staff costs in pools that count as acquisition
  std::vector<Monthly> used_, winning_used_;  // [segment] wages of hours worked; of pools that do not, and that do
  std::vector<Int128> shared_;   // [month] operating cost that is no segment's, but for building platforms
  Int128 net_ = 0;
};

}  // namespace

CellResult summarise(const Plan& plan, const Ledger& ledger, const sim::RunReport& report, const Ledger* after) {
  return Summary(plan, ledger, after, report).make();
}

}  // namespace tenure::models
