// What happens to a customer again and again while she stays where she is: expansions, cutbacks, a new champion.
//
// A recurrence spends a budget as a risk does, but draws it anew each month and after each occasion, addressed by the month and
// the count within it; for an exponential budget that is the same law, and under every strategy luck is the same again
// each month.  Months are those of the run.  A stay in another stage leaves the budget of the month as it is.
//
//   spent over [a, b)    z · h · ∫ m(t) ∏ ratio_k^x_k(t) dt, within a piece by the mean of x_k since the piece's beginning
//
// A month's end inside a piece is no end of the piece: who has a change meets the same pieces as who has none.
#include <algorithm>
#include <cmath>

#include "models/customer/occasion.h"
#include "models/simulate/population.h"

namespace tenure::models {
namespace {

double days(Tick t) { return sim::in_units(t, sim::kDay); }

}  // namespace

double Population::draw_recurrence(const Case& k, const RiskPlan& risk, std::int64_t month, std::uint32_t count) const {
  const std::uint32_t occasion = occasion_of(static_cast<std::uint32_t>(month), count);
  return sim::unit_exponential_of(fate_share(sim::Draws(luck_, address_of(k.h.key, risk.stream, occasion))));
}

/// On entering a stage: the budget of the month goes on, if there is one.
void Population::start_recurrence(Case& k, const RiskPlan& risk, Tick now) {
  ChangeSlot& own = k.c.changes()[risk.change];
  const std::int64_t month = sim::month_index(now);
  if (own.left < 0.0 || own.month != month) own = {draw_recurrence(k, risk, month, 0), now, static_cast<std::int32_t>(month), 0};
  own.at = now;
}

/// What is spent over [from, to) of the present piece, given its pace and the fading states that bear on it.
double Population::spent_on(const Case& k, const RiskPlan& risk, double pace_there, std::uint64_t fading, Tick from, Tick to) const {
  const double rate = k.c(risk.time.a);
  if (fading == 0) return pace_there * rate * days(to - from);
  const auto until = [&](Tick t) {
    return t == k.h.since ? 0.0 : days(t - k.h.since) * pace(k, risk, fading, means(k, fading, t - k.h.since));
  };
  return rate * std::max(0.0, until(to) - until(from));
}

/// The budget of the month after that of `slot`, from its beginning; drawn once, however often it is asked for.
ChangeSlot Population::next_month(const Case& k, const RiskPlan& risk, const ChangeSlot& slot) const {
  const std::int32_t month = slot.month + 1;
  double& ahead = k.c.changes()[risk.change].ahead;
  const bool own = k.c.changes()[risk.change].month == slot.month;
  const double left = own && ahead >= 0.0 ? ahead : draw_recurrence(k, risk, month, 0);
  if (own) ahead = left;
  return {left, month * sim::kMonth, month, 0};
}

/// The next occasion within the present piece, up to `until`: sets when it is due, and its name.
void Population::find_occasion(const Case& k, const RiskPlan& risk, RiskSlot& slot, std::uint64_t fading, Tick until) const {
  slot.due = sim::kNever;
  const double per_day = slot.pace * k.c(risk.time.a);
  if (per_day <= 0.0) return;
  ChangeSlot next = k.c.changes()[risk.change];
  until = std::min(until, follow_until_);
  for (;;) {
    const Tick month_end = (next.month + Tick{1}) * sim::kMonth;
    const Tick stop = std::min(month_end, until);
    if (next.at < stop && spent_on(k, risk, slot.pace, fading, next.at, stop) >= next.left) {
      double wait = next.left / per_day;
      for (int round = 0; fading != 0 && round < 8; ++round) {  // the mean up to the instant itself
        const Tick there = std::min(stop, next.at + static_cast<Tick>(wait * static_cast<double>(sim::kDay)));
        const double off = next.left - spent_on(k, risk, slot.pace, fading, next.at, there);
        wait = std::max(0.0, wait + off / per_day);
        if (std::fabs(off) < 1e-10) break;
      }
      const Tick due = std::min(instant_after(next.at, wait, 1), std::max(stop, next.at + 1));
      slot.due = sim::ceil_to_tick(due, plan_.tick);
      slot.from = static_cast<double>(next.month);
      slot.to = static_cast<double>(next.count);
      return;
    }
    if (month_end >= until) return;
    next = next_month(k, risk, next);
  }
}

/// Brings the budget to `now`, which lies before the next occasion.
void Population::settle_recurrence(Case& k, const RiskPlan& risk, double pace_there, std::uint64_t fading, Tick now) {
  ChangeSlot& own = k.c.changes()[risk.change];
  if (now <= own.at) return;
  const std::int64_t month = sim::month_index(now);
  if (own.month != month) {
    own = own.month + 1 == month ? next_month(k, risk, own)
                                 : ChangeSlot{draw_recurrence(k, risk, month, 0), 0, static_cast<std::int32_t>(month), 0};
    own.at = risk.modulated ? std::max(k.h.since, month * sim::kMonth) : month * sim::kMonth;  // whose pace held all along
  }
  own.left = std::max(0.0, own.left - spent_on(k, risk, pace_there, fading, own.at, now));
  own.at = now;
}

/// On leaving a stage: what is left of the month's budgets.  Those of modulated ones have been settled.
void Population::keep_recurrences(Case& k, Tick now) {
  if (k.segment.changes.empty()) return;
  const StagePlan& stage = k.stage();
  for (std::size_t i = 0; i < stage.risks.size(); ++i) {
    const RiskPlan& risk = k.segment.risks[static_cast<std::size_t>(stage.risks[i])];
    if (risk.change == no_index) continue;
    const RiskSlot& slot = k.c.risks()[i];
    if (slot.due <= now)
      k.c.changes()[risk.change].left = 0.0;  // spent, but another thing came first
    else if (!risk.modulated)
      settle_recurrence(k, risk, slot.pace, 0, now);
  }
}

/// The occasion that is due has come: it happens, and the next budget is drawn.
void Population::recur(Case& k, const RiskPlan& risk, RiskSlot& slot, Tick now) {
  const Tick when = risk.modulated ? std::max(slot.due, k.h.since) : slot.due;
  const auto month = static_cast<std::int64_t>(slot.from);
  const auto count = static_cast<std::uint32_t>(slot.to);
  const std::int64_t next_month = sim::month_index(when);
  const std::uint32_t next_count = next_month == month ? count + 1 : 0;
  k.c.changes()[risk.change] = {draw_recurrence(k, risk, next_month, next_count), when, static_cast<std::int32_t>(next_month), next_count};
  find_occasion(k, risk, slot, risk.modulated ? fading_of(k, risk) : 0, risk.modulated ? k.h.piece_end : sim::kNever);
  happen(k, k.segment.changes[static_cast<std::size_t>(risk.change)], occasion_of(static_cast<std::uint32_t>(month), count), now);
}

/// She stays at a decision, taken for the `term`-th time at `when`: the changes that come with it.
void Population::happen_on_stay(Case& k, const DecisionPlan& d, std::uint32_t term, Tick when, Tick now) {
  for (const int index : d.on_stay) {
    const ChangePlan& change = k.segment.changes[static_cast<std::size_t>(index)];
    const double p = std::clamp(k.c(change.share), 0.0, 1.0);
    double hazard = p < 1.0 ? -sim::log1p(-p) : HUGE_VAL;
    double factor = factor_at(change.factors, when) * factor_in(k.h.stage, change.by_stage) * change.level;
    if (change.frailty) factor *= static_cast<double>(k.h.frailty);
    if (const double exponent = log_modifier(k, change.modifiers, when); exponent != 0.0) factor *= sim::exp(exponent);
    if (factor == 0.0) continue;
    hazard *= factor;
    if (sim::Draws(luck_, address_of(k.h.key, change.share_stream, term)).share() < -sim::expm1(-hazard))
      happen(k, change, term, now);
  }
}

/// Does somebody notice the occasion?  At level 1 of the state and above, `full` of them are; at level 0, `alone`.
bool Population::noticed(const Case& k, const ChangePlan& change, std::uint32_t occasion, Tick now) const {
  double level = 0.0;
  if (const int state = change.notice_state; state != no_index && (k.h.active >> state & 1))
    level = static_cast<double>(k.c.states()[state]) *
            fade(alone_ ? 0 : std::max<Tick>(0, now - k.h.since), k.segment.states[static_cast<std::size_t>(state)].half_life);
  const double share = change.alone + (change.full - change.alone) * std::clamp(level, 0.0, 1.0);
  return sim::Draws(luck_, address_of(k.h.key, change.notice_stream, occasion)).share() < share;
}

/// What a change does, if it is noticed.
void Population::happen(Case& k, const ChangePlan& change, std::uint32_t occasion, Tick now) {
  ++k.ledger.events;
  if (change.noticed && !noticed(k, change, occasion, now)) {
    ++k.ledger.change_missed[k.ledger.change_cell(k.h.segment, change.change, now)];
    if (traced(k, now)) {
      TraceEvent& event = note(k, TraceKind::changes, now, now);
      event.what = plan_.labels.changes[static_cast<std::size_t>(change.change)];
      event.amount = change.size;
      event.settled = false;
    }
    return;
  }
  ++k.ledger.change_counts[k.ledger.change_cell(k.h.segment, change.change, now)];
  if (change.size != 1.0) resize(k, change.size, now);
  if (!alone_) jump(k, k.segment.felt[static_cast<std::size_t>(change.change)], 1.0, now);  // alone, states stand still
  if (traced(k, now)) {
    TraceEvent& event = note(k, TraceKind::changes, now, now);
    event.what = plan_.labels.changes[static_cast<std::size_t>(change.change)];
    event.amount = change.size;
  }
}

}  // namespace tenure::models
