// Keys that stand where they would mean nothing: each of them is a fault, so that nobody believes in its effect.
//
// A key is idle beside another one: `reach` beside by = "support", `first` beside on_entry = true.  Layers may lay such
// a key aside: what a model says of its staff is no mistake of the strategy that hands the contact to automation.  So
// a key is objected to only when it was written in the same layer as what makes it idle, or in a later one.
#pragma once

#include "models/language/build.h"

namespace tenure::models {

/// Why a key that only satisfaction reads is idle; what shipped models need is told by it.
inline constexpr const char* no_satisfaction = "The scenario has no satisfaction that feels it.";

/// Who delivers a contact.
enum class Deliverer : std::uint8_t { automation, staff, book, unknown };

void find_idle_in_touchpoint(const Keys& keys, const Overrides& overrides, Deliverer deliverer);
/// Lateness of a contact on which nothing hangs.
void find_idle_in_outcomes(const Node& table, Faults& faults);
/// Keys of returns where every answer settles the demand.
void find_idle_returns(const Keys& keys, const Overrides& overrides);
/// Keys of returns where nobody may come back.
void find_idle_returns_of_none(const Keys& keys, const Overrides& overrides);
void find_idle_in_self_service(const Keys& keys, const Overrides& overrides, bool all_go_on, bool some_return,
                               bool satisfied);
void find_idle_in_demand(const Keys& keys, const Overrides& overrides);
void find_idle_in_influence(const Keys& keys);
/// `satisfied` says whether the scenario has satisfaction.
void find_idle_experience(const Keys& keys, const Overrides& overrides, bool satisfied);
void find_idle_in_survey(const Keys& keys, SurveyScale scale);
void find_idle_in_segment(const Keys& keys);
void find_idle_in_transition(const Keys& keys, const Transition& transition);
void find_idle_in_decision(const Keys& keys);
void find_idle_in_change(const Keys& keys, const Overrides& overrides);
void find_idle_in_flow(const Keys& keys, FlowForm form);
void find_idle_in_flow_kind(const Keys& keys, FlowKind kind);
void find_idle_in_event(const Keys& keys);
/// `loses`: a dated event takes servers from it; `changes`: strategies change a team that is there today.
void find_idle_in_pool(const Keys& keys, PoolKind kind, bool loses, bool changes);
/// Keys of open work in a pool whose contacts are live.
void find_idle_in_live_pool(const Node& table, Faults& faults);
void find_idle_in_scale(const Keys& keys);
void find_idle_in_platform(const Keys& keys);

}  // namespace tenure::models
