#include "models/plan/states.h"

#include <algorithm>
#include <numeric>

#include "sim/base/contract.h"
#include "sim/math/math.h"

namespace tenure::models {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

bool holds(const std::vector<int>& list, int index) { return std::find(list.begin(), list.end(), index) != list.end(); }

double half_life_of(Tick half_life) { return half_life == sim::kNever ? 0.0 : static_cast<double>(half_life); }

/// Every list of jumps of a segment.
template <class Fn>
void each_jumps(SegmentPlan& s, Fn&& fn) {
  for (TouchPlan& t : s.touches) {
    fn(t.done);
    fn(t.missed);
    fn(t.unresolved);
    for (SelfServicePlan& one : t.self_service) fn(one.failed);
  }
  for (auto& list : s.handover) fn(list);
  for (auto& list : s.felt) fn(list);
}

}  // namespace

/// Logarithm of a ratio; the same for all customers of the segment.
double StatePlanner::log_ratio(const Quantity& ratio, const std::string& owner) const {
  const Number number = plan_number(ratio, fixed_);
  TENURE_ENSURE(number.attribute == no_index, "a ratio must be the same for all customers of a segment: " + owner);
  TENURE_ENSURE(number.value >= 0.0, "a ratio is not negative: " + owner);
  return sim::log(number.value);
}

void StatePlanner::acts(const std::vector<Act>& list, int state) {
  for (const Act& act : list)
    effects_.push_back({state, log_ratio(act.ratio[at(segment_)], act.name), {&act.transitions, &act.decisions, &act.changes}});
}

void StatePlanner::begin(int segment, FixedAttributes fixed, SegmentPlan& s) {
  segment_ = segment;
  fixed_ = fixed;
  effects_.clear();
  shared_.clear();
  for (const State& from : scenario_.states) {
    StatePlan p;
    p.half_life = half_life_of(from.half_life);
    p.cap = from.cap.value;
    p.start = from.start.value;
    s.declared_states.push_back(static_cast<int>(s.states.size()));
    acts(from.acts, static_cast<int>(s.states.size()));
    s.states.push_back(p);
  }
  if (!scenario_.satisfaction) return;
  StatePlan p;
  p.half_life = half_life_of(scenario_.satisfaction->half_life);
  s.satisfaction = static_cast<int>(s.states.size());
  acts(scenario_.satisfaction->acts, s.satisfaction);
  s.states.push_back(p);
}

std::vector<Jump> StatePlanner::jumps(const std::vector<Influence>& list, SegmentPlan& s, const std::string& of) {
  std::vector<Jump> out;
  for (const Influence& i : list) {
    if (i.state != no_index) {
      out.push_back({s.declared_states[at(i.state)], i.move, plan_number(i.amount, fixed_).value});
      continue;
    }
    const Move move = i.accumulate == Accumulate::add ? Move::adds : Move::lifts_to;
    const auto known =
        std::find_if(shared_.begin(), shared_.end(), [&](const Shared& x) { return x.of == of && *x.influence == i; });
    if (!of.empty() && known != shared_.end()) {
      out.push_back({known->state, move, 1.0});
      continue;
    }
    const auto state = static_cast<int>(s.states.size());
    if (!of.empty()) shared_.push_back({of, &i, state});
    effects_.push_back({state, log_ratio(i.ratio[at(segment_)], i.name), {&i.transitions, &i.decisions, &i.changes}});
    StatePlan p;
    p.half_life = half_life_of(i.half_life);
    p.cap = i.cap;
    s.states.push_back(p);
    out.push_back({state, move, 1.0});
  }
  return out;
}

void StatePlanner::drop_unmoved(SegmentPlan& s) {
  std::vector<char> moved(s.states.size(), 0);
  each_jumps(s, [&](const std::vector<Jump>& list) {
    for (const Jump& j : list) moved[at(j.state)] = 1;
  });
  for (int& state : s.declared_states) {
    if (moved[at(state)] || s.states[at(state)].start != 0.0) continue;
    std::erase_if(effects_, [&](const Effect& e) { return e.state == state; });
    state = no_index;
  }
  if (s.satisfaction == no_index) return;
  const bool felt = std::any_of(s.touches.begin(), s.touches.end(), [](const TouchPlan& t) {
    return t.experience >= 0.0 || t.missed_experience >= 0.0 || t.unresolved_experience >= 0.0 ||
           std::any_of(t.self_service.begin(), t.self_service.end(), [](const SelfServicePlan& one) {
             return one.experience >= 0.0 || one.failed_experience >= 0.0;
           });
  });
  if (felt) return;
  std::erase_if(effects_, [&](const Effect& e) { return e.state == s.satisfaction; });
  s.satisfaction = no_index;
}

std::vector<Modifier> StatePlanner::modifiers(Target target, int index) const {
  std::vector<Modifier> out;
  for (const Effect& e : effects_)
    if (e.log_ratio != 0.0 && holds(*e.targets[static_cast<std::size_t>(target)], index))
      out.push_back({e.state, e.log_ratio});
  return out;
}

std::vector<double> StatePlanner::by_stage(Target target, int index) const {
  std::vector<double> out(scenario_.stages.size(), 1.0);
  bool any = false;
  for (std::size_t stage = 0; stage < out.size(); ++stage) {
    std::vector<double> logs;
    for (const Act& act : scenario_.stages[stage].acts) {
      const std::vector<int>* const targets[] = {&act.transitions, &act.decisions, &act.changes};
      if (holds(*targets[static_cast<std::size_t>(target)], index)) logs.push_back(log_ratio(act.ratio[at(segment_)], act.name));
    }
    std::sort(logs.begin(), logs.end());  // the order in the file must not show in the last bit
    const double sum = std::accumulate(logs.begin(), logs.end(), 0.0);
    if (sum == 0.0) continue;
    out[stage] = sim::exp(sum);
    any = true;
  }
  if (!any) out.clear();
  return out;
}

Tick StatePlanner::keep_effective(SegmentPlan& s) const {
  std::vector<int> place(s.states.size(), no_index);
  std::vector<StatePlan> kept;
  const auto keep = [&](int& state) {
    int& to = place[at(state)];
    if (to == no_index) {
      to = static_cast<int>(kept.size());
      kept.push_back(s.states[at(state)]);
    }
    state = to;
  };
  for (RiskPlan& r : s.risks)
    for (Modifier& m : r.modifiers) keep(m.state);
  for (DecisionPlan& d : s.decisions)
    for (Modifier& m : d.modifiers) keep(m.state);
  for (ChangePlan& c : s.changes) {
    for (Modifier& m : c.modifiers) keep(m.state);
    if (c.notice_state != no_index) keep(c.notice_state);
  }
  for (int& state : s.declared_states)
    if (state != no_index) keep(state);
  if (s.satisfaction != no_index) keep(s.satisfaction);
  each_jumps(s, [&](std::vector<Jump>& list) {
    std::erase_if(list, [&](const Jump& j) { return place[at(j.state)] == no_index; });
    for (Jump& j : list) j.state = place[at(j.state)];
  });
  s.states = std::move(kept);
  TENURE_ENSURE(s.states.size() <= 64, "at most 64 states and fading effects in one segment");
  Tick longest = sim::kNever;
  for (std::size_t i = 0; i < s.states.size(); ++i) {
    if (s.states[i].start != 0.0) s.started_states |= std::uint64_t{1} << i;
    if (s.states[i].half_life == 0.0) continue;
    s.fading_states |= std::uint64_t{1} << i;
    longest = std::min(longest, static_cast<Tick>(s.states[i].half_life / 4.0));
  }
  return longest;
}

}  // namespace tenure::models
