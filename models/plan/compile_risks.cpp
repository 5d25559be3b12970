// Of a segment: transitions, decisions and changes, with what dates, scales, stages and states multiply them by.
#include "models/plan/compiler.h"

namespace tenure::models::compiling {

namespace {

bool holds_in(const Scale& scale, int g) { return scale.enabled.empty() || scale.enabled[at(g)] != 0; }

}  // namespace

/// Dated multipliers of what scales and events name in these lists of theirs.
std::vector<Change> Compiler::dated(int g, std::vector<int> Scale::*scaled, std::vector<int> Event::*touched, int index) const {
  Schedule schedule(plan_->tick, plan_->begin);
  for (const Scale& scale : strategy_.scales)
    if (holds_in(scale, g) && holds(scale.*scaled, index))
      schedule.multiply(scale.from, scale.until, plan_number(scale.factor[at(g)], fixed_).value);
  for (const Event& e : scenario_.events)
    if (holds(e.*touched, index)) schedule.multiply(e.at, e.until, plan_number(e.factor, fixed_).value);
  return schedule.steps();
}

void Compiler::risks(int g, SegmentPlan& s) {
  for (std::size_t i = 0; i < scenario_.transitions.size(); ++i) {
    const Transition& t = scenario_.transitions[i];
    if (!t.enabled[at(g)]) continue;
    RiskPlan r;
    r.transition = static_cast<int>(i);
    r.to = t.to;
    r.acts_on = t.acts_on;
    r.stream = sim::stream_of(t.acts_on == ActsOn::hazard ? Purpose::fate : Purpose::duration, t.name);
    r.clock = t.clock;
    r.frailty = t.frailty;
    r.time = plan_law(t.time[at(g)], fixed_);
    r.weibull = t.acts_on == ActsOn::hazard && r.time.family == Family::weibull;
    if (const double level = level_of(t.level, g); level != 1.0) {
      TENURE_ENSURE(t.acts_on == ActsOn::hazard && (!r.weibull || r.time.a.attribute == no_index),
                    "a level multiplies a hazard: " + t.name);
      if (r.weibull)
        r.time.b.value *= sim::exp(-sim::log(level) / r.time.a.value);
      else
        r.time.a.value /= level;
    }
    TENURE_ENSURE(t.acts_on == ActsOn::speed || r.weibull || r.time.family == Family::exponential,
                  "a hazard is exponential or Weibull: " + t.name);
    r.carry = carry_[i];
    r.changes = dated(g, &Scale::transitions, &Event::transitions, r.transition);
    r.modifiers = states_.modifiers(StatePlanner::Target::transitions, r.transition);
    r.by_stage = states_.by_stage(StatePlanner::Target::transitions, r.transition);
    if (contagion_group_[i] != no_index) {
      r.contagion = plan_number(t.contagion[at(g)], fixed_);
      if (r.contagion.value != 0.0) r.contagion_group = contagion_group_[i];
    }
    r.modulated = !r.changes.empty() || !r.modifiers.empty() || r.contagion_group != no_index;
    r.flows = flows_of(false, r.transition);
    s.risks.push_back(std::move(r));
    for (const int stage : t.from) s.stages[at(stage)].risks.push_back(static_cast<int>(s.risks.size()) - 1);
  }
}

void Compiler::decisions(int g, SegmentPlan& s) {
  int row = static_cast<int>(scenario_.transitions.size());
  for (std::size_t i = 0; i < scenario_.decisions.size(); ++i) {
    const Decision& d = scenario_.decisions[i];
    const int first_row = row;
    row += static_cast<int>(d.ways.size());
    if (!d.enabled[at(g)]) continue;
    DecisionPlan p;
    p.decision = static_cast<int>(i);
    p.fate_stream = sim::stream_of(Purpose::decision, d.name);
    p.way_stream = sim::stream_of(Purpose::choice, d.name);
    p.every = d.every;
    p.first = d.first;
    p.notice = d.notice;
    p.anchor = d.anchor;
    p.dates = d.dates;
    std::sort(p.dates.begin(), p.dates.end());
    p.frailty = d.frailty;
    p.level = level_of(d.level, g);
    Schedule all(plan_->tick, plan_->begin);
    for (const Event& e : scenario_.events)
      if (holds(e.decisions, p.decision)) all.multiply(e.at, e.until, plan_number(e.factor, fixed_).value);
    for (const Scale& scale : strategy_.scales)
      if (holds_in(scale, g) && holds(scale.decisions, p.decision) && scale.ways.empty() && !scale.on_share)
        all.multiply(scale.from, scale.until, plan_number(scale.factor[at(g)], fixed_).value);
    p.changes = all.steps();
    for (std::size_t w = 0; w < d.ways.size(); ++w) {
      const Decision::Way& way = d.ways[w];
      Schedule share(plan_->tick, plan_->begin), hazard(plan_->tick, plan_->begin);
      for (const Scale& scale : strategy_.scales) {
        if (!holds_in(scale, g) || !holds(scale.decisions, p.decision)) continue;
        if (!scale.on_share && scale.ways.empty()) continue;
        if (!scale.ways.empty() && !holds(scale.ways, way.to)) continue;
        (scale.on_share ? share : hazard)
            .multiply(scale.from, scale.until, plan_number(scale.factor[at(g)], fixed_).value);
      }
      p.ways.push_back({way.to, first_row + static_cast<int>(w), plan_number(way.share[at(g)], fixed_), share.steps(),
                        hazard.steps()});
    }
    p.modifiers = states_.modifiers(StatePlanner::Target::decisions, p.decision);
    p.by_stage = states_.by_stage(StatePlanner::Target::decisions, p.decision);
    p.flows = flows_of(true, p.decision);
    for (const int stage : d.from) s.stages[at(stage)].decisions.push_back(static_cast<int>(s.decisions.size()));
    s.decisions.push_back(std::move(p));
  }
}

/// Those with a hazard are risks that lead nowhere, after the transitions; the others come with a decision.
void Compiler::changes(int g, SegmentPlan& s) {
  bool moved = false;
  for (std::size_t i = 0; i < scenario_.changes.size(); ++i) {
    const Recurrence& c = scenario_.changes[i];
    if (!c.enabled[at(g)]) continue;
    const auto place = static_cast<int>(s.changes.size());
    ChangePlan p;
    p.change = static_cast<int>(i);
    p.size = plan_number(c.size[at(g)], fixed_).value;
    p.frailty = c.frailty;
    if (c.noticed) {
      p.noticed = true;
      p.notice_stream = sim::stream_of(Purpose::response, change_stream(c));
      p.alone = c.noticed->alone[at(g)].value;
      p.full = c.noticed->full[at(g)].value;
      p.notice_state = s.declared_states[at(c.noticed->state)];
    }
    moved |= p.size != 1.0;
    if (c.with == no_index) {
      Number hazard = plan_number(c.hazard[at(g)], fixed_);
      hazard.value *= level_of(c.level, g);
      RiskPlan r;
      r.transition = r.to = no_index;
      r.change = place;
      r.stream = sim::stream_of(Purpose::recurrence, change_stream(c));
      r.frailty = c.frailty;
      r.time.family = Family::exponential;
      r.time.a = {hazard.value, hazard.attribute};  // the rate itself, unlike that of a transition
      r.changes = dated(g, &Scale::changes, &Event::changes, p.change);
      r.modifiers = states_.modifiers(StatePlanner::Target::changes, p.change);
      r.by_stage = states_.by_stage(StatePlanner::Target::changes, p.change);
      r.modulated = !r.changes.empty() || !r.modifiers.empty();
      for (const int stage : c.stages) s.stages[at(stage)].risks.push_back(static_cast<int>(s.risks.size()));
      s.risks.push_back(std::move(r));
    } else {
      p.share_stream = sim::stream_of(Purpose::share, change_stream(c));
      p.share = plan_number(c.share[at(g)], fixed_);
      p.level = level_of(c.level, g);
      p.factors = dated(g, &Scale::changes, &Event::changes, p.change);
      p.modifiers = states_.modifiers(StatePlanner::Target::changes, p.change);
      p.by_stage = states_.by_stage(StatePlanner::Target::changes, p.change);
      for (DecisionPlan& d : s.decisions)
        if (d.decision == c.with) d.on_stay.push_back(place);
    }
    s.changes.push_back(std::move(p));
  }
  for (const FlowPlan& f : s.flows) s.sized |= moved && f.sized;
  plan_->sizes |= s.sized;
}

}  // namespace tenure::models::compiling
