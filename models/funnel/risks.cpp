// Competing risks: budgets, pieces of changing hazards, and what strikes first.
//
//   hazard(t) = z · m(t) · r · [h₀(τ) + c · S] · Π ratio_k^x_k(t)      (or speed, for durations)
//
// z frailty, m dated multipliers, r what being in the stage multiplies by, S the share of all ever born who are in the risk's contagion stages (as of midnight),
// x_k fading effects.  A risk that nothing can change while the customer stays has its date fixed on entering; the others
// live in pieces (models/funnel/baseline.h) that end at knots while an effect fades, at dates of change, and at midnights when
// contagious.  A contact that moves an effect interrupts them: what has been spent by then is found with the mean of the
// effects up to then, as is the instant at which a budget runs out.  A contact that moves nothing leaves pieces alone.
//
// Budgets.  A risk out of one stage draws a new budget at every visit.  A risk out of several stages keeps one budget until
// it strikes: what a stay has spent of it is spent.
#include <algorithm>
#include <bit>
#include <cmath>

#include "models/customer/occasion.h"
#include "models/simulate/population.h"

namespace tenure::models {
namespace {

Tick next_change(const std::vector<Change>& changes, Tick t) {
  for (const Change& c : changes)
    if (c.from > t) return c.from;
  return sim::kNever;
}

double days(Tick t) { return sim::in_units(t, sim::kDay); }

}  // namespace

Baseline Population::baseline(const Case& k, const RiskPlan& risk) const {
  if (risk.acts_on == ActsOn::speed) return Baseline(1.0);
  if (risk.weibull) return Baseline(1.0 / k.c(risk.time.b), k.c(risk.time.a));
  return Baseline(1.0 / k.c(risk.time.a));
}

Tick Population::clock_start(const Case& k, const RiskPlan& risk) const {
  return risk.clock == Clock::stage ? k.h.entered : k.h.born;
}

/// A unit exponential, or the nominal duration that is left.  Somebody of the opening book has survived until now.
double Population::draw_budget(const Case& k, const RiskPlan& risk, std::uint32_t occasion, Tick now, bool opening) const {
  const sim::Draws draws(luck_, address_of(k.h.key, risk.stream, occasion));
  if (watching_ && is_watched(k) && leads_out(k, risk)) return kNeverSpent;
  if (risk.acts_on == ActsOn::hazard) return sim::unit_exponential_of(fate_share(draws));
  const auto values = k.c.values();
  double lasted = days(now - clock_start(k, risk));
  if (risk.clock == Clock::stage || k.h.entered == k.h.born) lasted *= factor_in(k.h.stage, risk.by_stage);  // all of it in this stage
  double share = fate_share(draws);
  if (opening && lasted > 0.0) {
    const double gone = share_below(risk.time, lasted, values);
    share = std::min(gone + share * (1.0 - gone), 1.0 - 0x1p-53);
  }
  return std::max(0.0, quantile(risk.time, share, values) - lasted);
}

void Population::start_risks(Case& k, Tick now, bool opening) {
  const StagePlan& stage = k.stage();
  std::uint32_t visit = 0;
  if (plan_.revisits) visit = k.c.visits()[k.h.stage]++;
  for (std::size_t i = 0; i < stage.risks.size(); ++i) start_risk(k, i, visit, now, opening);
}

void Population::start_risk(Case& k, std::size_t i, std::uint32_t visit, Tick now, bool opening) {
  const RiskPlan& risk = k.segment.risks[static_cast<std::size_t>(k.stage().risks[i])];
  RiskSlot& slot = k.c.risks()[i];
  slot.due = sim::kNever;
  if (is_held(k, risk, now)) {  // until 0: begin_held
    slot = {.left = HUGE_VAL, .due = sim::kNever, .pace = 0.0, .from = 0.0, .to = 0.0};
    return;
  }
  if (risk.change != no_index) {
    start_recurrence(k, risk, now);
    if (risk.modulated) return;
    slot.pace = pace_alone(k, risk);
    find_occasion(k, risk, slot, 0, sim::kNever);
    return;
  }
  if (risk.carry == no_index) {
    slot.left = draw_budget(k, risk, visit, now, opening);
  } else {
    CarrySlot& carry = k.c.carries()[risk.carry];
    if (carry.left < 0.0) carry.left = draw_budget(k, risk, carry.spell, now, opening);
    slot.left = carry.left;
  }
  if (risk.modulated) return;  // begin_pieces
  slot.pace = pace_alone(k, risk);
  const Baseline base = baseline(k, risk);
  const double tau = days(now - clock_start(k, risk));
  slot.from = base.cumulated(tau);
  const double wait = days_until_spent(base, slot.pace, tau, slot.from, slot.left);
  slot.due = instant_after(now, wait, plan_.tick);
}

/// Means of the states in `set` over the first `length` of the piece that begins at `since`.
Population::Means Population::means(const Case& k, std::uint64_t set, Tick length) const {
  Means mean;
  for (std::uint64_t rest = set; rest != 0; rest &= rest - 1) {
    const auto i = static_cast<std::size_t>(std::countr_zero(rest));
    const StatePlan& state = k.segment.states[i];
    mean[i] = static_cast<double>(k.c.states()[i]);
    if (!alone_)
      mean[i] *= (length == plan_.fade_step ? state.step_mean : mean_fade(length, state.half_life));
  }
  return mean;
}

/// What multiplies a risk's baseline for as long as a customer stays.
double Population::pace_alone(const Case& k, const RiskPlan& risk) {
  const double pace = factor_in(k.h.stage, risk.by_stage);
  return risk.frailty ? pace * static_cast<double>(k.h.frailty) : pace;
}

/// What multiplies a risk's baseline over the first part of the piece that begins at `since`, given the states' means there.
double Population::pace(const Case& k, const RiskPlan& risk, std::uint64_t set, const Means& mean) const {
  double pace = factor_at(risk.changes, k.h.since) * pace_alone(k, risk);
  double exponent = 0.0;
  for (const Modifier& m : risk.modifiers)
    if (set >> m.state & 1) exponent += m.log_ratio * mean[static_cast<std::size_t>(m.state)];
  return exponent == 0.0 ? pace : pace * sim::exp(exponent);
}

std::uint64_t Population::fading_of(const Case& k, const RiskPlan& risk) const {
  std::uint64_t set = 0;
  for (const Modifier& m : risk.modifiers) set |= std::uint64_t{1} << m.state;
  set &= k.h.active;
  return !alone_ && (set & k.segment.fading_states) != 0 ? set : 0;
}

/// Brings modulated budgets and fading states to `now`.  A budget that is about to strike stays as it is.
void Population::settle(Case& k, Tick now) {
  const Tick since = k.h.since;
  if (now == since) return;
  if (k.segment.satisfaction != no_index) post_satisfaction(k, now);
  const StagePlan& stage = k.stage();
  if (stage.modulated && k.h.standing != Standing::resting) {
    const bool whole = now == k.h.piece_end;
    const std::uint64_t set = k.h.active & stage.states;
    const Means mean = whole ? Means{} : means(k, set, now - since);
    for (std::size_t i = 0; i < stage.risks.size(); ++i) {
      const RiskPlan& risk = k.segment.risks[static_cast<std::size_t>(stage.risks[i])];
      RiskSlot& slot = k.c.risks()[i];
      if (!risk.modulated || slot.due <= now) continue;
      if (risk.change != no_index) {
        settle_recurrence(k, risk, slot.pace, fading_of(k, risk), now);
        continue;
      }
      const double cumulated = whole ? slot.to : baseline(k, risk).cumulated(days(now - clock_start(k, risk)));
      double gone;
      if (risk.contagion_group != no_index)
        gone = slot.pace * days(now - since);
      else
        gone = (whole ? slot.pace : pace(k, risk, set, mean)) * (cumulated - slot.from);
      slot.from = cumulated;
      slot.left = std::max(0.0, slot.left - gone);
    }
  }
  for (std::uint64_t rest = alone_ ? 0 : k.h.active; rest != 0; rest &= rest - 1) {
    const auto i = static_cast<std::size_t>(std::countr_zero(rest));
    const StatePlan& state = k.segment.states[i];
    if (state.half_life == 0.0) continue;
    const double x = static_cast<double>(k.c.states()[i]) *
                     (now - since == plan_.fade_step ? state.step_fade : fade(now - since, state.half_life));
    if (std::fabs(x) < 0x1p-12) {  // twelve half-lives after a full contact: what is left moves a risk by less than |log ratio| / 4096
      k.c.states()[i] = 0.0F;
      k.h.active &= ~(std::uint64_t{1} << i);
    } else {
      k.c.states()[i] = static_cast<float>(x);
    }
  }
  k.h.since = now;
}

/// Starts new pieces of all modulated risks at k.h.since = now.
void Population::begin_pieces(Case& k, Tick now, Fresh fresh) {
  const StagePlan& stage = k.stage();
  const bool waits = awaits_start(k);  // whose risks begin at 0
  k.h.piece_end = waits ? 0 : sim::kNever;
  if (!stage.modulated || (waits && (now >= 0 || k.h.standing == Standing::resting))) return;

  // how long the piece lasts
  Tick end = k.h.piece_end;
  const std::uint64_t set = k.h.active & stage.states;
  const bool fading = !alone_ && (set & k.segment.fading_states) != 0;
  if (fading) end = std::min(end, next_knot(k.h.born, now, plan_.fade_step, plan_.tick));
  if (stage.contagious) end = std::min(end, sim::ceil_to_tick(sim::next_midnight(now), plan_.tick));
  if (stage.dated)
    for (const int r : stage.risks)
      end = std::min(end, next_change(k.segment.risks[static_cast<std::size_t>(r)].changes, now));

  const Means mean = means(k, set, end == sim::kNever ? 0 : end - now);
  bool changing = false;
  for (std::size_t i = 0; i < stage.risks.size(); ++i) {
    const RiskPlan& risk = k.segment.risks[static_cast<std::size_t>(stage.risks[i])];
    RiskSlot& slot = k.c.risks()[i];
    if (!risk.modulated || slot.left == HUGE_VAL) continue;
    if (risk.change != no_index) {
      changing = true;
      slot.pace = pace(k, risk, set, mean);
      if (slot.due > now) find_occasion(k, risk, slot, fading_of(k, risk), end);
      continue;
    }
    if (slot.due <= now) continue;
    changing = true;
    slot.pace = pace(k, risk, set, mean);
    slot.due = sim::kNever;
    const Baseline base = baseline(k, risk);
    const double tau = days(now - clock_start(k, risk));
    if (fresh == Fresh::yes) slot.from = base.cumulated(tau);  // else settle has left it there
    if (end != sim::kNever) slot.to = base.cumulated(tau + days(end - now));
    if (risk.contagion_group != no_index) {
      const double length = days(end - now);
      slot.pace *= (slot.to - slot.from) / length +
                   k.c(risk.contagion) * contagion_[static_cast<std::size_t>(risk.contagion_group)];
      if (slot.left <= slot.pace * length)
        slot.due = std::min(end, instant_after(now, slot.left / slot.pace, plan_.tick));
      continue;
    }
    if (end != sim::kNever && slot.left > slot.pace * (slot.to - slot.from)) continue;
    double wait = days_until_spent(base, slot.pace, tau, slot.from, slot.left);
    if (fading && !risk.modifiers.empty()) {  // the mean up to the instant itself
      for (int round = 0; round < 8 && wait < 1e9; ++round) {
        const double before = wait;
        const auto length = static_cast<Tick>(wait * static_cast<double>(sim::kDay));
        wait = days_until_spent(base, pace(k, risk, set, means(k, set, length)), tau, slot.from, slot.left);
        if (std::fabs(wait - before) < 1e-10) break;
      }
    }
    slot.due = std::min(end, instant_after(now, wait, plan_.tick));
  }
  if (changing) k.h.piece_end = end;
}

/// On leaving a stage: what is left of the budgets that other stages go on with.
void Population::keep_carried(Case& k, Tick now) {
  if (plan_.carries == 0) return;
  const StagePlan& stage = k.stage();
  for (std::size_t i = 0; i < stage.risks.size(); ++i) {
    const RiskPlan& risk = k.segment.risks[static_cast<std::size_t>(stage.risks[i])];
    if (risk.carry == no_index) continue;
    CarrySlot& carry = k.c.carries()[risk.carry];
    if (carry.left < 0.0) continue;  // it has struck: the next spell draws its own
    const RiskSlot& slot = k.c.risks()[i];
    double left = slot.left;
    if (slot.due <= now) {
      left = 0.0;
    } else if (!risk.modulated) {
      left -= slot.pace * (baseline(k, risk).cumulated(days(now - clock_start(k, risk))) - slot.from);
    }
    carry.left = std::max(0.0, left);
  }
}

/// Lets the risks that are due strike, until one of them leads away.
void Population::strike(Case& k, Tick due, Tick now, sim::Desk& desk) {
  const StagePlan& stage = k.stage();
  const auto next = [&] {
    std::size_t first = stage.risks.size();
    for (std::size_t i = 0; i < stage.risks.size(); ++i) {
      const Tick when = k.c.risks()[i].due;
      if (when <= due && (first == stage.risks.size() || when < k.c.risks()[first].due)) first = i;
    }
    return first;
  };
  std::size_t first = next();
  for (; first < stage.risks.size(); first = next()) {
    const RiskPlan& risk = k.segment.risks[static_cast<std::size_t>(stage.risks[first])];
    if (risk.change == no_index) break;
    recur(k, risk, k.c.risks()[first], now);
  }
  if (first == stage.risks.size()) return;
  const RiskPlan& risk = k.segment.risks[static_cast<std::size_t>(stage.risks[first])];
  ++k.ledger.events;
  k.ledger.go(risk.transition, k.h.entered, now);
  pay_flows(k, risk.flows, now);
  if (recorder_ != nullptr) because(k, TraceCause::transition, plan_.labels.transitions[static_cast<std::size_t>(risk.transition)]);
  if (risk.carry != no_index) {
    CarrySlot& carry = k.c.carries()[risk.carry];
    carry.left = -1.0;
    ++carry.spell;
  }
  move(k, risk.to, now, desk);
}

}  // namespace tenure::models
