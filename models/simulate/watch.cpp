// Watching a year instead of counting who leaves.
//
// Whoever is in the opening book gets a budget that is never spent for every risk and decision by which she would leave; what a
// year takes of it is the hazard that she has met.  Everything else goes its way: contacts, demands, changes, moves between
// customer stages, newcomers and their leaving.
#include "models/simulate/population.h"
#include "sim/base/contract.h"

namespace tenure::models {
namespace {

double days(Tick t) { return sim::in_units(t, sim::kDay); }

}  // namespace

void Population::watch(const WatchFor& what) {
  TENURE_ENSURE(plan_.begin < 0, "a year is watched after a warm-up");
  watching_ = std::make_unique<Watching>();
  watching_->what = what;
  watching_->customers.resize(records_.size());
  watching_->out.contacts.assign(plan_.segments.size(), 0.0);
  watching_->out.time.assign(plan_.segments.size(), 0.0);
}

/// What the budgets of the stage at hand have spent, as of `now`, to which they have been settled.
void Population::note_spent(Case& k, Tick now) {
  if (!is_watched(k) || awaits_start(k)) return;
  WatchedCustomer& to = watching_->customers[k.id];
  const StagePlan& stage = k.stage();
  for (std::size_t i = 0; i < stage.risks.size(); ++i) {
    const RiskPlan& risk = k.segment.risks[static_cast<std::size_t>(stage.risks[i])];
    RiskSlot& slot = k.c.risks()[i];
    if (!leads_out(k, risk) || slot.left == HUGE_VAL) continue;
    double left = slot.left;
    if (!risk.modulated) left -= slot.pace * (baseline(k, risk).cumulated(days(now - clock_start(k, risk))) - slot.from);
    (watching_->what.transitions[static_cast<std::size_t>(risk.transition)] ? to.solved : to.other) += kNeverSpent - left;
    slot.left = kNeverSpent;
    if (risk.carry != no_index) k.c.carries()[risk.carry].left = -1.0;
  }
}

/// At the start: what she brings.
void Population::note_rate(Case& k, EntityId id) {
  if (!is_watched(k)) return;
  watching_->customers[id].rate = plan_.recurring ? static_cast<double>(recurring(k, 0)) : 1.0;
}

void Population::note_demand(const Case& k, const TouchPlan& t, Tick now) {
  if (now < 0 || t.trigger != TriggerKind::recurrence || !is_watched(k)) return;
  if (watching_->what.demands[static_cast<std::size_t>(t.touchpoint)]) watching_->out.contacts[k.h.segment] += 1.0;
}

Watched Population::watched() {
  Watched out = std::move(watching_->out);
  out.customers.resize(plan_.segments.size());
  out.young.assign(plan_.segments.size(), 0.0);
  out.joined.assign(plan_.segments.size(), 0.0);
  for (EntityId id = 0; id < watching_->customers.size(); ++id) {
    Case k = open(id);
    if (k.h.stage == kUnborn || !is_watched(k)) continue;
    settle(k, plan_.horizon);
    note_spent(k, plan_.horizon);
    WatchedCustomer& c = watching_->customers[id];
    for (const int index : k.stage().decisions) {
      const DecisionPlan& d = k.segment.decisions[static_cast<std::size_t>(index)];
      const double left = k.c.decisions()[index].left;
      if (left >= 0.5 * kNeverSpent)
        (watching_->what.decisions[static_cast<std::size_t>(d.decision)] ? c.solved : c.other) += kNeverSpent - left;
    }
    if (plan_.recurring && c.rate > 0.0) c.kept = std::min(1.0, static_cast<double>(recurring(k, plan_.horizon - 1)) / c.rate);
    out.customers[k.h.segment].push_back(c);
    out.time[k.h.segment] += sim::in_units(plan_.horizon, sim::kMonth);
    if (k.h.born > -sim::kYear) out.young[k.h.segment] += 1.0;
  }
  for (EntityId id = 0; id < records_.size(); ++id) {
    const Case k = open(id);
    if (k.h.stage != kUnborn && !is_watched(k) && k.stage().customer) out.joined[k.h.segment] += 1.0;
  }
  return out;
}

}  // namespace tenure::models
