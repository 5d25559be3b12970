// Compiles a strategy in its world: the parts that share what has been found of the segment at hand.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "models/funnel/baseline.h"
#include "models/plan/outcomes.h"
#include "models/plan/plan.h"
#include "models/plan/revisits.h"
#include "models/plan/schedule.h"
#include "models/plan/states.h"
#include "models/scenario/today.h"
#include "models/staff/pools.h"
#include "sim/base/contract.h"
#include "sim/math/math.h"
#include "sim/random/purpose.h"

namespace tenure::models::compiling {

using sim::Purpose;

inline std::size_t at(int index) { return static_cast<std::size_t>(index); }

inline double days_of(Tick t) { return sim::in_units(t, sim::kDay); }

/// A level of a segment; 1 where none is set.
inline double level_of(const PerSegment<double>& levels, int g) { return levels.empty() ? 1.0 : levels[at(g)]; }

inline bool holds(const std::vector<int>& list, int index) { return std::find(list.begin(), list.end(), index) != list.end(); }

class Compiler {
 public:
  Compiler(const Scenario& scenario, int strategy)
      : scenario_(scenario),
        strategy_(strategy_in_force(scenario, strategy)),
        plan_(std::make_shared<Plan>()),
        states_(scenario) {}

  std::shared_ptr<const Plan> compile() {
    world();
    TENURE_ENSURE(scenario_.segments.size() <= 256, "at most 256 segments");
    for (std::size_t g = 0; g < scenario_.segments.size(); ++g) segment(static_cast<int>(g));
    plan_->revisits = has_revisits(*plan_);
    plan_->fade_step = sim::ceil_to_tick(std::max<Tick>(1, plan_->fade_step), plan_->tick);
    for (SegmentPlan& s : plan_->segments)
      for (StatePlan& state : s.states) {
        state.step_fade = fade(plan_->fade_step, state.half_life);
        state.step_mean = mean_fade(plan_->fade_step, state.half_life);
      }
    staff();
    return plan_;
  }

 private:
  void world() {
    Plan& p = *plan_;
    const TimeSettings& time = scenario_.time;
    p.begin = scenario_.begin();
    p.horizon = time.horizon;
    p.reading_lag = time.reading_lag;
    p.tick = time.tick;
    p.fade_step = time.fade_step;
    p.start_year = time.start_year;
    p.start_month = time.start_month;
    p.start_day = time.start_day;
    p.months = time.months();
    p.years = time.years();
    p.run_off = time.run_off;
    p.seed = scenario_.experiment.seed;
    p.serves_missed = scenario_.serves_missed;
    TENURE_ENSURE(p.horizon > 0 && p.tick >= 1 && p.reading_lag > 0 && p.fade_step > 0, "time settings must be positive");
    const double days_per_year = days_of(sim::kYear);
    p.discount = sim::log1p(scenario_.money.discount.value) / days_per_year;
    p.effect_discount = scenario_.effect ? sim::log1p(scenario_.effect->discount.value) / days_per_year : 0.0;
    p.stages = static_cast<int>(scenario_.stages.size());
    TENURE_ENSURE(p.stages >= 1 && p.stages < 65535, "a funnel has stages");
    p.stored_attribute.assign(scenario_.attributes.size(), 0);
    p.labels = dim_labels(scenario_);
    p.count_rows = static_cast<int>(p.labels.transitions.size());
    for (const Transition& t : scenario_.transitions) {
      carry_.push_back(t.from.size() > 1 ? p.carries++ : no_index);
      int group = no_index;
      if (!t.contagion_stages.empty()) {
        std::vector<char> members(scenario_.stages.size(), 0);
        for (const int s : t.contagion_stages) members[at(s)] = 1;
        const auto known = std::find(p.contagion_groups.begin(), p.contagion_groups.end(), members);
        group = static_cast<int>(known - p.contagion_groups.begin());
        if (known == p.contagion_groups.end()) p.contagion_groups.push_back(members);
      }
      contagion_group_.push_back(group);
      name(Purpose::fate, t.name);
      name(Purpose::duration, t.name);
    }
    for (const Decision& d : scenario_.decisions) {
      p.decision_names.push_back(d.name);
      name(Purpose::decision, d.name);
      name(Purpose::choice, d.name);
    }
    for (const Recurrence& c : scenario_.changes) {
      name(Purpose::recurrence, change_stream(c));
      name(Purpose::share, change_stream(c));
    }
    for (const Touchpoint& t : strategy_.touchpoints) {
      const auto row = std::find(p.labels.touchpoints.begin(), p.labels.touchpoints.end(), t.name);
      p.touch_rows.push_back(static_cast<int>(row - p.labels.touchpoints.begin()));
      p.touch_channels.push_back(channel_row(t.channel));
      for (const Purpose purpose : {Purpose::recurrence, Purpose::share, Purpose::work, Purpose::phase, Purpose::response,
                                    Purpose::resolution, Purpose::retry})
        name(purpose, t.name);
      if (t.experience_sd.value > 0.0) name(Purpose::quality, t.name);
    }
    p.surveys = static_cast<int>(scenario_.surveys.size());
    for (const Survey& survey : scenario_.surveys) name(Purpose::survey, survey.name);
    p.declared_states = static_cast<int>(scenario_.states.size());
    if (scenario_.satisfaction) {
      const Satisfaction& from = *scenario_.satisfaction;
      SatisfactionPlan to;
      to.start = from.start.value;
      to.expectation = from.expectation.value;
      to.weight = from.weight.value;
      to.settled_after = from.settled_after.value;
      to.loss_aversion = from.loss_aversion.value;
      to.expectation_weight = from.expectation_weight.value;
      to.drift = from.drift.value / static_cast<double>(sim::kYear);
      p.satisfaction = to;
    }
    for (const SelfService& s : strategy_.self_services) {
      const auto row = std::find(p.labels.self_services.begin(), p.labels.self_services.end(), s.name);
      p.self_service_channels.push_back(channel_row(s.channel));
      const bool over = s.until <= 0;  // today's, which the strategy does not have
      p.self_service_rows.push_back(over ? no_index : static_cast<int>(row - p.labels.self_services.begin()));
      for (const int d : s.demands) name(Purpose::response, s.name + ": " + strategy_.touchpoints[at(d)].name);
    }
    for (const Attribute& a : scenario_.attributes) {
      p.attribute_streams.push_back(name(Purpose::attribute, a.name));
      p.attribute_names.push_back(a.name);
    }
  }

  /// Row of a channel in the labels; no_index where none is given.
  int channel_row(const std::string& channel) const {
    const std::vector<std::string>& all = plan_->labels.channels;
    const auto found = std::find(all.begin(), all.end(), channel);
    return found == all.end() ? no_index : static_cast<int>(found - all.begin());
  }

  /// A change's luck is not that of a demand or touchpoint of its name, which cannot hold a dot.
  static std::string change_stream(const Recurrence& c) { return "change." + c.name; }

  /// Hash of a stream's name; two names with one hash would share their luck.
  std::uint32_t name(Purpose purpose, const std::string& text) {
    TENURE_ENSURE(names_.add(purpose, text) == nullptr, "two names share one random stream: rename " + text);
    return sim::stream_of(purpose, text);
  }

  // ---- a segment -------------------------------------------------------------------------------------------------------

  void segment(int g) {
    const Segment& from = scenario_.segments[at(g)];
    SegmentPlan s;
    s.membership = sim::stream_of(Purpose::membership, from.name);
    for (const std::uint32_t other : memberships_)
      TENURE_ENSURE((other & 0xFFFFu) != (s.membership & 0xFFFFu), "two segments share one key: rename " + from.name);
    memberships_.push_back(s.membership);

    attributes(from, s);
    const auto number = [&](const Quantity& q) { return plan_number(q, fixed_); };
    s.customers = number(from.customers);
    s.arrivals = number(from.arrivals);
    s.season = from.season;
    s.log_growth = sim::log1p(from.growth.value) / days_of(sim::kYear);
    Schedule arrivals(plan_->tick, plan_->begin);
    for (const Event& e : scenario_.events)
      if (holds(e.arrivals, g)) arrivals.multiply(e.at, e.until, number(e.factor).value);
    s.arrival_changes = arrivals.steps();
    s.start = from.start;
    s.opening = from.opening;
    s.joins = from.joins;
    s.opening_age = plan_law(from.opening_age, fixed_);
    s.frailty_variance = number(from.frailty).value;
    if (s.frailty_variance > 0.0) s.frailty = std::make_shared<const sim::Gamma>(1.0 / s.frailty_variance, 1.0);
    s.stages.resize(scenario_.stages.size());
    for (std::size_t i = 0; i < s.stages.size(); ++i) s.stages[i].customer = scenario_.stages[i].customer;

    flows(g, s);
    states_.begin(g, fixed_, s);
    touches(g, s);  // all that moves states goes before what they act on
    for (const Recurrence& c : scenario_.changes)
      s.felt.push_back(c.enabled[at(g)] ? states_.jumps(c.felt, s) : std::vector<Jump>{});
    states_.drop_unmoved(s);
    risks(g, s);
    decisions(g, s);
    changes(g, s);
    plan_->fade_step = std::min(plan_->fade_step, states_.keep_effective(s));
    surveys(g, s);
    expose(s);
    plan_->segments.push_back(std::move(s));
  }

  void attributes(const Segment& from, SegmentPlan& s) {
    fixed_.assign(scenario_.attributes.size(), std::numeric_limits<double>::quiet_NaN());
    TENURE_ENSURE(from.attributes.size() == scenario_.attributes.size(), "every segment states every attribute");
    for (std::size_t i = 0; i < from.attributes.size(); ++i) {
      s.attributes.push_back(plan_law(from.attributes[i], fixed_));
      const LawPlan& law = s.attributes.back();
      if (is_constant(law))
        fixed_[i] = law.a.value;
      else
        plan_->stored_attribute[i] = 1;
    }
  }

  void flows(int g, SegmentPlan& s) {
    flow_index_.clear();
    for (const std::vector<Flow>* list : {&scenario_.flows, &strategy_.flows})
      for (const Flow& f : *list) {
        flow_index_.push_back({&f, no_index});
        if (!f.enabled[at(g)]) continue;
        FlowPlan p;
        p.kind = f.kind;
        p.cost_of = f.cost_of;
        p.form = f.form;
        p.amount = plan_number(f.amount[at(g)], fixed_);
        p.every = f.every;
        p.anchor = f.anchor;
        p.at = f.at;
        p.after = f.after;
        p.before = f.before;
        p.from = f.from;
        p.until = f.until;
        p.sized = f.sized;
        TENURE_ENSURE(p.form != FlowForm::lump || p.every > 0, "a lump is paid at intervals");
        flow_index_.back().second = static_cast<int>(s.flows.size());
        if (p.form != FlowForm::on_transition)
          for (const int stage : f.stages) {
            s.stages[at(stage)].flows.push_back(static_cast<int>(s.flows.size()));
            if (p.kind != FlowKind::revenue) continue;
            s.stages[at(stage)].recurring.push_back(static_cast<int>(s.flows.size()));
            plan_->recurring = true;
            plan_->recurring_windows |= p.after > 0 || p.before != sim::kNever || p.from > 0 || p.until != sim::kNever;
          }
        s.flows.push_back(p);
      }
  }

  /// Mean of a law, of a middling customer of the segment where it hangs on attributes.
  static double mean_of(const LawPlan& law, const SegmentPlan& s) {
    std::vector<double> middling;
    for (const LawPlan& attribute : s.attributes) middling.push_back(quantile(attribute, 0.5, middling));
    constexpr int kPoints = 64;
    double sum = 0.0;
    for (int i = 0; i < kPoints; ++i) sum += quantile(law, (i + 0.5) / kPoints, middling);
    return sum / kPoints;
  }

  std::vector<int> flows_of(bool decision, int index) const {
    std::vector<int> out;
    for (const auto& [flow, place] : flow_index_)
      if (place != no_index && flow->form == FlowForm::on_transition &&
          holds(decision ? flow->decisions : flow->transitions, index))
        out.push_back(place);
    return out;
  }

  void touches(int g, SegmentPlan& s) {
    std::vector<std::vector<Jump>> failed;  // the same for all demands of a self-service
    for (const SelfService& one : strategy_.self_services)
      failed.push_back(one.enabled[at(g)] ? states_.jumps(one.failed, s) : std::vector<Jump>{});
    s.has_book.assign(strategy_.pools.size(), 0);
    for (std::size_t i = 0; i < strategy_.touchpoints.size(); ++i) {
      const Touchpoint& t = strategy_.touchpoints[i];
      if (!t.enabled[at(g)]) continue;
      TouchPlan p;
      if (t.eligible_attribute != no_index) {
        const double value = fixed_[at(t.eligible_attribute)];
        if (std::isnan(value)) {
          p.eligible_attribute = t.eligible_attribute;
          p.at_least = t.at_least;
          p.below = t.below;
        } else if (!(t.at_least <= value && value < t.below)) {
          continue;
        }
      }
      p.touchpoint = static_cast<int>(i);
      p.recurrence_stream = sim::stream_of(Purpose::recurrence, t.name);
      p.reach_stream = sim::stream_of(Purpose::share, t.name);
      p.contact_stream = sim::stream_of(Purpose::work, t.name);
      p.phase_stream = sim::stream_of(Purpose::phase, t.name);
      const bool ends_today = plan_->begin < 0 && t.until <= 0;
      p.topic = ends_today ? ~p.contact_stream : p.contact_stream;
      p.from = t.from == kAlways ? kAlways : sim::ceil_to_tick(t.from, plan_->tick);
      p.until = sim::ceil_to_tick(t.until, plan_->tick);
      p.response_stream = sim::stream_of(Purpose::response, t.name);
      p.resolution_stream = sim::stream_of(Purpose::resolution, t.name);
      p.retry_stream = sim::stream_of(Purpose::retry, t.name);
      p.trigger = t.trigger;
      const auto of = [g](const auto& list) { return list.empty() ? Tick{0} : list[at(g)]; };
      p.every = of(t.every);
      p.first = of(t.first);
      p.delay = of(t.delay);
      const auto number = [&](const PerSegment<Quantity>& list, double otherwise) {
        return list.empty() ? Number{otherwise, no_index} : plan_number(list[at(g)], fixed_);
      };
      p.rate = number(t.rate, 0.0);
      p.rate.value *= level_of(t.level, g);
      p.hours = calendar(scenario_, t.hours);
      if (p.hours) p.share_open = static_cast<double>(p.hours->week_work()) / static_cast<double>(sim::kWeek);
      TENURE_ENSURE(p.trigger != TriggerKind::cadence || p.every > 0, "a cadence has an interval: " + t.name);
      p.delivery = t.delivery;
      p.pool = t.pool;
      p.mode = t.mode;
      p.priority = static_cast<std::uint8_t>(t.priority);
      p.patience_clock = t.patience_clock;
      if (t.delivery == Delivery::pool) {
        TENURE_ENSURE(t.pool >= 0 && at(t.pool) < strategy_.pools.size(), "a contact by staff has a pool: " + t.name);
        p.work = plan_law(t.work[at(g)], fixed_);
        p.patience = plan_law(t.patience[at(g)], fixed_);
        p.mean_work = mean_of(p.work, s);
        const std::size_t account = i * scenario_.segments.size() + at(g);
        TENURE_ENSURE(account < 65536, "too many touchpoints times segments");
        p.account = static_cast<std::uint16_t>(account);
        if (strategy_.pools[at(t.pool)].books) s.has_book[at(t.pool)] = 1;
      }
      p.reach = number(t.reach, 1.0);
      p.cost = number(t.cost, 0.0);
      p.quality_weight = t.quality_weight;
      p.done = states_.jumps(t.done, s, plan_->begin < 0 ? t.name + " done" : "");
      p.missed = states_.jumps(t.missed, s, plan_->begin < 0 ? t.name + " missed" : "");
      if (scenario_.satisfaction) {
        p.experience = number(t.experience, -1.0).value;
        p.missed_experience = number(t.missed_experience, -1.0).value;
        p.unresolved_experience = number(t.unresolved_experience, -1.0).value;
        p.experience_sd = t.experience_sd.value;
        p.quality_stream = sim::stream_of(Purpose::quality, t.name);
      }
      plan_outcomes(scenario_, plan_->labels, t, at(g), fixed_, p);
      p.unresolved = states_.jumps(t.resolution.unresolved, s);
      for (std::size_t n = 0; n < failed.size(); ++n)
        if (const SelfService& one = strategy_.self_services[n]; one.enabled[at(g)] && holds(one.demands, static_cast<int>(i)))
          p.self_service.push_back(plan_self_service(scenario_, strategy_, static_cast<int>(n), t.name, at(g), fixed_, failed[n]));
      p.in_stage.assign(scenario_.stages.size(), 0);
      for (const int stage : t.stages) p.in_stage[at(stage)] = 1;
      s.touches.push_back(std::move(p));
    }
    for (TouchPlan& t : s.touches)
      for (std::size_t other = 0; other < s.touches.size(); ++other) {
        const TouchPlan& o = s.touches[other];
        if (&o == &t || o.contact_stream != t.contact_stream || o.until > 0) continue;
        if (t.pool != no_index && strategy_.pools[at(t.pool)].kind == PoolKind::capacity) t.under_today = static_cast<int>(other);
      }
    for (std::size_t q = 0; q < strategy_.pools.size(); ++q)
      s.handover.push_back(s.has_book[q] ? states_.jumps(strategy_.pools[q].handover, s) : std::vector<Jump>{});
  }

  /// Dated multipliers of what scales and events name in these lists of theirs.
  std::vector<Change> dated(int g, std::vector<int> Scale::*scaled, std::vector<int> Event::*touched, int index) const;
  void risks(int g, SegmentPlan& s);
  void decisions(int g, SegmentPlan& s);
  /// Those with a hazard are risks that lead nowhere, after the transitions; the others come with a decision.
  void changes(int g, SegmentPlan& s);
  void surveys(int g, SegmentPlan& s) {
    for (std::size_t i = 0; i < scenario_.surveys.size(); ++i) {
      const Survey& from = scenario_.surveys[i];
      if (!from.enabled[at(g)]) continue;
      TENURE_ENSURE(scenario_.satisfaction && from.every > 0, "a survey asks for satisfaction at intervals: " + from.name);
      SurveyPlan p;
      p.survey = static_cast<int>(i);
      p.stream = sim::stream_of(Purpose::survey, from.name);
      p.phase_stream = sim::stream_of(Purpose::phase, "survey " + from.name);  // no touchpoint has such a name
      p.every = from.every;
      p.first = from.first;
      const double share = plan_number(from.response[at(g)], fixed_).value;
      p.log_odds = share <= 0.0   ? -std::numeric_limits<double>::infinity()
                   : share >= 1.0 ? std::numeric_limits<double>::infinity()
                                  : sim::log(share) - sim::log1p(-share);
      p.tilt = from.tilt.value;
      p.noise = from.noise.value;
      const bool nps = from.scale == SurveyScale::nps;  // scores 0 .. 10: 9 and 10 promote, 0 to 6 detract
      p.plus_from = nps ? 0.85 : from.satisfied_from.value;
      p.minus_below = nps ? 0.65 : -1.0;
      p.in_stage.assign(scenario_.stages.size(), 0);
      for (const int stage : from.stages) p.in_stage[at(stage)] = 1;
      s.surveys.push_back(std::move(p));
    }
  }

  void expose(SegmentPlan& s) {
    for (std::size_t i = 0; i < s.stages.size(); ++i) {
      StagePlan& stage = s.stages[i];
      for (std::size_t t = 0; t < s.touches.size(); ++t)
        if (s.touches[t].in_stage[i]) stage.touches.push_back(static_cast<int>(t));
      for (const int r : stage.risks) {
        const RiskPlan& risk = s.risks[at(r)];
        for (const Modifier& m : risk.modifiers) stage.states |= std::uint64_t{1} << m.state;
        stage.modulated |= risk.modulated;
        stage.contagious |= risk.contagion_group != no_index;
        stage.dated |= !risk.changes.empty();
      }
      stage.absorbing = stage.risks.empty() && stage.decisions.empty() && stage.touches.empty();
    }
  }

  void staff() {
    for (const Pool& pool : strategy_.pools) {
      plan_->pools.push_back(pool_spec(scenario_, strategy_, pool));
      plan_->wage.push_back(pool.wage.value);
      plan_->hire_cost.push_back(pool.hire_cost.value);
      plan_->acquires.push_back(pool.acquires);
      plan_->training.push_back(pool.training.value);
      plan_->severance.push_back(pool.severance.value);
      plan_->wound_up.push_back(pool.wound_up);
      const bool slots = pool.kind == PoolKind::slots;
      TENURE_ENSURE(!slots || pool.slot_latest > 0, "a slot book needs the latest acceptable slot: " + pool.name);
      plan_->slots.push_back(slots ? SlotTimes{pool.slot_earliest, pool.slot_latest} : SlotTimes{});
      plan_->places.push_back(pool.kind == PoolKind::capacity);
      plan_->has_places |= pool.kind == PoolKind::capacity;
      plan_->has_slots |= slots;
      const auto row = std::find(plan_->labels.pools.begin(), plan_->labels.pools.end(), pool.name);
      plan_->pool_rows.push_back(static_cast<int>(row - plan_->labels.pools.begin()));
    }
    for (const Platform& p : strategy_.platforms) plan_->platforms.push_back({p.at, p.at + p.build_time, p.build.value, p.running.value});
  }

  const Scenario& scenario_;
  const Strategy strategy_;
  std::shared_ptr<Plan> plan_;
  sim::StreamNames names_;
  std::vector<std::uint32_t> memberships_;
  std::vector<int> carry_;             // [transition]
  std::vector<int> contagion_group_;   // [transition]
  std::vector<double> fixed_;          // [attribute] of the segment at hand
  std::vector<std::pair<const Flow*, int>> flow_index_;
  StatePlanner states_;                // of the segment at hand
};

}  // namespace tenure::models::compiling
