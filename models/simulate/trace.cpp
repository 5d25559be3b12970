// Writing down what happens to one customer, and sums of all (models/simulate/trace.h).
//
// Everything here reads: states are told as they have faded by the instant, without being brought there.
#include <algorithm>
#include <bit>
#include <cmath>

#include "models/customer/occasion.h"
#include "models/money/discount.h"
#include "models/simulate/population.h"

namespace tenure::models {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

std::size_t at(Account account) { return static_cast<std::size_t>(account); }

/// Does an account count for the firm, against it, or not as money?
double sign_of(Account account) {
  if (account == Account::effect) return 0.0;
  return account == Account::revenue ? 1.0 : -1.0;
}

}  // namespace

/// Somebody has been added: is it she?
void Population::meet(EntityId id) {
  const Hot& h = records_[id].hot();
  const bool newcomer = h.key >> 60 != static_cast<std::uint64_t>(sim::EntityKind::listed);
  if (recorder_->all) {
    CustomerSums sums;
    sums.key = h.key;
    sums.segment = h.segment;
    sums.newcomer = newcomer;
    sums.worked.assign(plan_.pools.size(), 0);
    recorder_->sums.push_back(std::move(sums));
  }
  if (h.key != recorder_->key) return;
  recorder_->id = id;
  Trace& trace = recorder_->trace;
  trace.key = h.key;
  trace.segment = plan_.labels.segments[h.segment];
  trace.newcomer = newcomer;
  trace.states = plan_.labels.states;
  trace.has_satisfaction = plan_.satisfaction.has_value();
  for (const sim::PoolSpec& pool : plan_.pools) trace.worked.emplace_back(pool.name, 0);
  trace.months.resize(at(plan_.months));
}

/// Her states at t, which lies between the instant as of which they are kept and what moves them next.
TraceLevels Population::levels(const Case& k, Tick t) const {
  TraceLevels out;
  const auto level = [&](int state) {
    if (state == no_index || !(k.h.active >> state & 1)) return 0.0;
    return static_cast<double>(k.c.states()[state]) * fade(std::max<Tick>(0, t - k.h.since), k.segment.states[at(state)].half_life);
  };
  for (const int state : k.segment.declared_states) out.states.push_back(level(state));
  if (k.segment.satisfaction != no_index) {
    out.satisfaction = plan_.satisfaction->start + level(k.segment.satisfaction);
    out.expectation = std::clamp(static_cast<double>(k.c.experience().expectation) + plan_.satisfaction->drift * static_cast<double>(t), 0.0, 1.0);
  } else if (plan_.satisfaction) {
    out.satisfaction = plan_.satisfaction->start;
    out.expectation = plan_.satisfaction->expectation;
  }
  out.size = k.c.size();
  if (!k.stage().customer) return out;
  const auto leads_away = [&](int stage) { return !k.segment.stages[at(stage)].customer; };
  for (const int index : k.stage().risks) {
    const RiskPlan& risk = k.segment.risks[at(index)];
    if (risk.change != no_index || !leads_away(risk.to)) continue;
    out.leaving.push_back({plan_.labels.transitions[at(risk.transition)],
                           factor_at(risk.changes, t) * factor_in(k.h.stage, risk.by_stage) * sim::exp(log_modifier(k, risk.modifiers, t))});
  }
  for (const int index : k.stage().decisions) {
    const DecisionPlan& d = k.segment.decisions[at(index)];
    if (std::none_of(d.ways.begin(), d.ways.end(), [&](const WayPlan& way) { return leads_away(way.to); })) continue;
    out.leaving.push_back({plan_.decision_names[at(d.decision)], factor_at(d.changes, t) * factor_in(k.h.stage, d.by_stage) *
                                                                 sim::exp(log_modifier(k, d.modifiers, t))});
  }
  return out;
}

TraceEvent& Population::note(const Case& k, TraceKind kind, Tick when, Tick now) const {
  TraceEvent event;
  event.kind = kind;
  event.at = when;
  event.known = now;
  event.after = levels(k, now);
  recorder_->trace.events.push_back(std::move(event));
  return recorder_->trace.events.back();
}

TraceEvent& Population::note_contact(const Case& k, TraceKind kind, const Tag& tag, std::uint32_t occasion, Tick when, Tick now) const {
  const TouchPlan& t = k.segment.touches[tag.touch];
  TraceEvent& event = note(k, kind, when, now);
  event.what = touch_name(t);
  event.occasion = occasion;
  event.attempt = tag.attempt;
  event.demand = t.trigger == TriggerKind::recurrence;
  event.automatic = t.delivery == Delivery::automation;
  event.asked = event.begun = now;
  if (t.pool != no_index) event.pool = plan_.pools[at(t.pool)].name;
  return event;
}

/// An answer has been read, and its effects felt.
void Population::note_answer(const Case& k, const Tag& tag, const sim::Answer& answer, double late, bool settled, Tick now) const {
  if (recorder_->all) recorder_->sums[k.id].worked[answer.pool] += answer.worked;
  if (!traced(k, now)) return;
  const TouchPlan& t = k.segment.touches[tag.touch];
  const bool served = answer.outcome == sim::Outcome::served;
  recorder_->trace.worked[answer.pool].second += answer.worked;
  TraceEvent& event = note_contact(k, served ? TraceKind::held : TraceKind::missed, tag, answer.occasion, answer.end, now);
  event.pool = plan_.pools[answer.pool].name;
  event.asked = answer.asked;
  event.begun = answer.start;
  if (!served) {
    event.cause = answer.outcome == sim::Outcome::closed ? TraceCause::closed
                  : answer.outcome == sim::Outcome::full ? TraceCause::full
                                                         : TraceCause::no_time;
    event.experience = t.missed_experience;
    return;
  }
  event.server = answer.seat;
  event.person = static_cast<int>(answer.occupant);
  event.quality = answer.seat >= 0 ? static_cast<double>(answer.quality) : 1.0;
  event.late = late;
  event.settled = settled;
  const double like = settled || t.unresolved_experience < 0.0 ? t.experience : t.unresolved_experience;
  if (like >= 0.0) event.experience = quality_felt(k, t, answer.occasion, like * event.quality * late);
}

void Population::note_help(const Case& k, const TouchPlan& t, const SelfServicePlan& s, std::uint32_t occasion, TraceHelp help,
                           Tick now) const {
  TraceEvent& event = note(k, TraceKind::helps_herself, now, now);
  event.what = plan_.labels.self_services[at(plan_.self_service_rows[at(s.self_service)])];
  event.from = touch_name(t);
  event.occasion = occasion;
  event.help = help;
  event.demand = event.automatic = true;
  event.experience = help == TraceHelp::settled ? s.experience : s.failed_experience;
}

/// She stands in the opening book at 0, or has just come.
void Population::note_begin(const Case& k, Tick now) const {
  if (now < 0) return;
  if (recorder_->all) recorder_->sums[k.id].met = true;
  if (!traced(k, now)) return;
  Trace& trace = recorder_->trace;
  trace.met = true;
  trace.born = k.h.born;
  trace.frailty = static_cast<double>(k.h.frailty);
  for (std::size_t i = 0; i < k.c.values().size(); ++i) trace.attributes.emplace_back(plan_.attribute_names[i], k.c.values()[i]);
  TraceEvent& event = note(k, TraceKind::begins, now, now);
  event.to = plan_.labels.stages[k.h.stage];
}

/// Months that have ended by `now`, before what happens then: how she stood at their ends.
void Population::note_months(const Case& k, Tick now) const {
  if (recorder_->id != k.id || now < 0 || k.h.stage == kUnborn) return;
  for (; recorder_->sampled < plan_.months; ++recorder_->sampled) {
    const Tick end = std::min((recorder_->sampled + 1) * sim::kMonth, plan_.horizon);
    if (end > now) return;
    if (end < std::max<Tick>(k.h.born, 0)) continue;
    TraceMonth& month = recorder_->trace.months[static_cast<std::size_t>(recorder_->sampled)];
    month.stage = plan_.labels.stages[k.h.stage];
    month.levels = levels(k, end);
  }
}

void Population::note_money(const Case& k, Account account, double amount, double discounted, Tick t) const {
  if (recorder_->all) recorder_->sums[k.id].value += sign_of(account) * discounted;
  if (recorder_->id != k.id) return;
  recorder_->trace.discounted[at(account)] += discounted;
  const auto month = std::clamp<std::int64_t>(sim::month_index(t), 0, plan_.months - 1);
  recorder_->trace.months[static_cast<std::size_t>(month)].money[at(account)] += amount;
}

void Population::pay(const Case& k, Account account, double amount, Tick t) const {
  k.ledger.post_amount(account, k.h.segment, amount, t);
  if (recorder_ == nullptr || t < 0) [[likely]] return;
  note_money(k, account, amount, amount * discount_factor(account == Account::effect ? plan_.effect_discount : plan_.discount, t), t);
}

void Population::note_rate_paid(const Case& k, Account account, double per_day, Tick from, Tick to) const {
  const double delta = account == Account::effect ? plan_.effect_discount : plan_.discount;
  while (from < to) {
    const Tick end = std::min(to, (sim::month_index(from) + 1) * sim::kMonth);
    note_money(k, account, per_day * sim::in_units(end - from, sim::kDay), per_day * discounted_days(delta, from, end), from);
    from = end;
  }
}

void Population::note_end(const Case& k) const {
  if (recorder_->all) recorder_->sums[k.id].customer_at_end = k.stage().customer;
  if (!traced(k, plan_.horizon)) return;
  TraceEvent& event = note(k, TraceKind::ends, plan_.horizon, plan_.horizon);
  event.to = plan_.labels.stages[k.h.stage];
  for (std::size_t i = 0; i < k.segment.touches.size(); ++i)
    if (const TouchSlot& slot = k.c.touches()[i]; slot.pending > 0) {
      TraceEvent& open = note(k, TraceKind::withdrawn, plan_.horizon, plan_.horizon);
      open.what = touch_name(k.segment.touches[i]);
      open.amount = slot.pending;
      open.settled = false;  // nobody has taken it back
    }
}

}  // namespace tenure::models
