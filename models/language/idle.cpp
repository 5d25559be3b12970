#include "models/language/idle.h"

namespace tenure::models {
namespace {

/// Where a value was written: top level, model, overlay, frame, strategy; later ones win.
int layer_of(const Node& node) {
  static constexpr const char* heads[] = {"model", "overlay", "frame", "strategy"};
  const auto parts = split_key(node.path);
  for (int i = 0; i < 4; ++i)
    if (!parts.empty() && parts[0] == heads[i]) return i + 1;
  return 0;
}

/// Objects to `node` unless an earlier layer wrote it than `because`, the value that makes it idle (nullptr: a
/// default).
void object(Faults& faults, const Node* node, const Node* because, const std::string& why, const std::string& allowed) {
  if (node == nullptr || (because != nullptr && layer_of(*node) < layer_of(*because))) return;
  const std::string what = node->is_table() ? "[" + node->path + "]" : Values::describe(*node);
  faults.add(node->place, {what, why, allowed, ""});
}

struct Idle {
  const Keys& keys;
  const Overrides* overrides = nullptr;

  void operator()(std::initializer_list<const char*> names, const Node* because, const std::string& why,
                  const std::string& allowed) const {
    Faults& faults = keys.values().faults();
    for (const char* name : names) {
      object(faults, keys.given(name), because, why, allowed);
      if (overrides == nullptr) continue;
      for (const Node* own : *overrides)
        if (own != nullptr) object(faults, own->find(name), because, why, allowed);
    }
  }
};

/// Whether a key is given in general or for a segment, as something else than its word.
bool is_given(const Keys& keys, const Overrides& overrides, const char* key) {
  const auto counts = [&](const Node* node) { return node && !keys.values().is_word(keys.field(key), *node); };
  if (counts(keys.given(key))) return true;
  for (const Node* own : overrides)
    if (own != nullptr && counts(own->find(key))) return true;
  return false;
}

bool has_entries(const Node* table) {
  return table != nullptr && table->is_table() && !table->entries.empty();
}

void find_idle_limits(const Keys& keys, const Overrides& overrides, const char* limit, const char* clock) {
  const Idle idle{keys, &overrides};
  if (!is_given(keys, overrides, limit)) {
    idle({clock}, keys.given(limit), std::string("There is no ") + limit + " that the clock could count.",
         std::string("Write ") + limit + ", or leave " + clock + " out.");
    const bool live =
        keys.given("mode") != nullptr && keys.given("mode")->is_text() && keys.given("mode")->text == "live";
    if (!live)
      idle({"missed_experience"}, keys.given(limit),
           std::string("Without ") + limit + " it waits for ever and is never missed.",
           std::string("Write ") + limit + ", or leave missed_experience out.");
    if (!live && has_entries(keys.table()->find("missed")))
      object(keys.values().faults(), keys.table()->find("missed"), keys.given(limit),
             std::string("Without ") + limit + " it waits for ever and is never missed.",
             std::string("Write ") + limit + ", or leave the effect of missing it out.");
  }
  if (!has_entries(keys.table()->find("done")))
    idle({"quality_weight"}, nullptr, "There is no effect that a server's quality could change.",
         "Write a done.NAME with the effect, or leave quality_weight out.");
}

}  // namespace

void find_idle_in_touchpoint(const Keys& keys, const Overrides& overrides, Deliverer deliverer) {
  const Idle idle{keys, &overrides};
  const Node* on_entry = keys.given("on_entry");
  if (keys.boolean("on_entry"))
    idle({"first"}, on_entry, "With on_entry the contact comes once, after delay; first belongs to a cadence.",
         "Write delay instead, or leave it out.");
  else
    idle({"delay"}, on_entry, "A cadence begins at first; delay belongs to on_entry.",
         "Write first instead, or on_entry = true instead of every.");
  const Node* by = keys.given("by");
  if (deliverer == Deliverer::automation) {
    idle({"mode", "priority", "work", "deadline", "deadline_clock", "quality_weight", "missed_experience", "late"}, by,
         "Automation acts at once: nobody works on it and nothing waits.", "Name a pool in by, or leave it out.");
    object(keys.values().faults(), keys.table()->find("missed"), by,
           "Automation acts at once and misses nothing; what does not arrive (reach) has no effect.",
           "Name a pool in by, or leave it out.");
  } else if (deliverer != Deliverer::unknown) {
    idle({"reach"}, by,
         "reach is for automation; a call that nobody answers takes the staff's time all the same, and has no effect.",
         "Leave reach out. For a call that nobody answers write the mean work of a call and the ratio of an average "
         "call, ratio^(share answered): docs/guide.md, \"Calls that nobody answers\".");
    if (deliverer == Deliverer::book)
      idle({"priority", "work", "deadline", "deadline_clock", "quality_weight"}, by,
           "A pool of slots or places answers at once: nothing waits and nobody works.",
           "Leave it out, or name a staffed pool.");
    else
      find_idle_limits(keys, overrides, "deadline", "deadline_clock");
  }
  if (const Node* eligible = keys.table()->find("eligible"))
    if (!eligible->find("at_least") && !eligible->find("below"))
      object(keys.values().faults(), eligible, nullptr, "Without a bound everybody is contacted.",
             "Write at_least or below, or leave the table out.");
}

void find_idle_in_outcomes(const Node& table, Faults& faults) {
  if (!has_entries(table.find("leads_to")) && table.find("experience") == nullptr && table.find("segment") == nullptr)
    object(faults, table.find("late"), nullptr, "There is nothing that lateness could weaken.",
           "Write leads_to.STAGE, the stage that the contact leads to, or experience, or leave late out.");
}

void find_idle_returns(const Keys& keys, const Overrides& overrides) {
  const Idle idle{keys, &overrides};
  idle({"return_after", "return_work", "most_returns"}, nullptr, "Every answer settles it, so nobody comes back.",
       "Write resolved, the share of the answers that settle it, or leave it out.");
  object(keys.values().faults(), keys.table()->find("unresolved"), nullptr, "Every answer settles it.",
         "Write resolved, the share of the answers that settle it, or leave the effect out.");
}

void find_idle_returns_of_none(const Keys& keys, const Overrides& overrides) {
  Idle{keys, &overrides}({"return_after", "return_work"}, keys.given("most_returns"), "Nobody comes back.",
                         "Write most_returns above 0, or leave it out.");
}

void find_idle_in_self_service(const Keys& keys, const Overrides& overrides, bool all_go_on, bool some_return, bool satisfied) {
  const Idle idle{keys, &overrides};
  if (!satisfied)
    idle({"experience", "failed_experience"}, nullptr, no_satisfaction,
         "Write [satisfaction], or leave it out.");
  if (all_go_on) {
    const char* why = "Whom it does not help goes on to a person at once.";
    idle({"returns", "return_after", "return_work"}, keys.given("goes_on"), why,
         "Write goes_on below 1, or leave it out.");
    object(keys.values().faults(), keys.table()->find("failed"), keys.given("goes_on"), why,
           "Write goes_on below 1, or leave the effect out.");
  } else if (!some_return) {
    idle({"return_after", "return_work"}, keys.given("returns"), "Nobody comes back later.",
         "Write returns, the share that does, or leave it out.");
  }
}

void find_idle_in_demand(const Keys& keys, const Overrides& overrides) {
  find_idle_limits(keys, overrides, "patience", "patience_clock");
}

void find_idle_in_influence(const Keys& keys) {
  const Idle idle{keys};
  if (const Node* state = keys.given("state"))
    idle({"transitions", "decisions", "changes", "ratio", "half_life", "accumulate", "cap", "evidence", "segment"}, state,
         "It moves a state; what the state acts on and how it fades is said there, once for all that move it.",
         "Leave it out, or leave state out for an effect of its own.");
  else
    idle({"adds", "lifts_to", "keeps"}, nullptr, "It does not say which state is moved.",
         "Write state = \"NAME\" with a [state.NAME], or leave it out.");
}

void find_idle_experience(const Keys& keys, const Overrides& overrides, bool satisfied) {
  const Idle idle{keys, &overrides};
  if (!satisfied)
    idle({"experience", "experience_sd", "missed_experience", "unresolved_experience"}, nullptr, no_satisfaction,
         "Write [satisfaction] with start and expectation, or leave it out.");
  else if (!is_given(keys, overrides, "experience"))
    idle({"experience_sd"}, nullptr, "Without experience there is no quality that could differ between occasions.",
         "Write experience, or leave it out.");
}

void find_idle_in_survey(const Keys& keys, SurveyScale scale) {
  if (scale == SurveyScale::nps)
    Idle{keys}({"satisfied_from"}, keys.given("scale"), "On the scale nps 9 and 10 count for the firm and 0 to 6 against it.",
               "Leave it out, or write scale = \"csat\".");
}

void find_idle_in_segment(const Keys& keys) {
  const Idle idle{keys};
  if (!keys.has("customers"))
    idle({"opening", "opening_age"}, nullptr, "Nobody is in the book at the start.",
         "Write customers, or leave it out; newcomers begin in start.");
  if (!keys.has("arrivals")) idle({"season", "growth"}, nullptr, "Nobody arrives.", "Write arrivals, or leave it out.");
}

void find_idle_in_transition(const Keys& keys, const Transition& transition) {
  for (const Distribution& d : transition.time)
    if (d.family != Family::exponential) return;
  Idle{keys}({"clock"}, nullptr, "A constant hazard does not hang on any time, so no clock is read.",
             "Leave clock out, or write a time that is not exponential.");
}

void find_idle_in_decision(const Keys& keys) {
  if (keys.has("dates"))
    Idle{keys}({"first", "anchor"}, nullptr, "The dates say when it is taken, for everybody at once.",
               "Leave it out, or write every instead of dates.");
}

void find_idle_in_change(const Keys& keys, const Overrides& overrides) {
  const Idle idle{keys, &overrides};
  if (keys.has("with"))
    idle({"stages"}, keys.given("with"), "It happens at a decision, in the decision's stages.",
         "Leave it out, or write hazard and stages instead of with.");
  else
    idle({"share"}, nullptr, "Only at a decision a share of those who stay is taken.",
         "Write with, or leave share out.");
  const bool moves = is_given(keys, overrides, "size") || has_entries(keys.table()->find("felt"));
  if (!moves)
    keys.values().faults().add(keys.place(), {keys.name() + " changes nothing",
                                              "Whatever happens to a customer shows in her size, or in what she feels.",
                                              "Write size, a factor on the customer's size, or felt.NAME with an effect.", ""});
}

void find_idle_in_flow(const Keys& keys, FlowForm form) {
  if (form == FlowForm::lump) return;
  Idle{keys}({"anchor", "at"}, nullptr, "Only an amount in stages is paid at intervals.",
             "Leave it out, or write an amount in stages with every.");
}

void find_idle_in_flow_kind(const Keys& keys, FlowKind kind) {
  if (kind != FlowKind::cost)
    Idle{keys}({"counts_as"}, keys.given("kind"), "Only costs are told apart by what they are for.",
               "Leave it out, or write kind = \"cost\".");
}

void find_idle_in_event(const Keys& keys) {
  const Idle idle{keys};
  const bool multiplies = keys.has("transitions") || keys.has("decisions") || keys.has("changes") ||
                          keys.has("arrivals");
  if (!multiplies) {
    idle({"factor"}, nullptr, "There is nothing that it multiplies.",
         "Write transitions, decisions, changes or arrivals, or leave factor out.");
    idle({"until"}, nullptr, "Servers are lost at one moment, until they are replaced.", "Leave until out.");
  } else if (!keys.has("factor")) {
    keys.values().faults().add(keys.place(), {keys.name() + " lacks factor", keys.field("factor").meaning,
                                              "Write factor = 1.2, say; 1 would change nothing.", ""});
  }
  if (!keys.has("pool"))
    idle({"servers_lost"}, nullptr, "It does not say from which pool.", "Write pool, or leave servers_lost out.");
  if (!keys.has("servers_lost"))
    idle({"pool"}, nullptr, "It does not say how many servers the pool loses.",
         "Write servers_lost, or leave pool out.");
}

void find_idle_in_pool(const Keys& keys, PoolKind kind, bool loses, bool changes) {
  const Idle idle{keys};
  const Node* said = keys.given("kind");
  if (kind != PoolKind::staffed) {
    const char* why = "Slots and places are no people: nobody is paid, absent, hired or in charge of a customer.";
    idle({"counts_as", "plan", "takes_over", "shifts", "wage", "shrinkage", "quality_sd", "speed_sd", "sitting", "overtime", "books", "attrition",
          "notice", "hire_delay", "hire_cost", "ramp", "ramp_start", "ramp_quality", "training", "severance",
          "overload_from", "overload_quality", "overload_leaving", "overload_memory", "overflow", "handover"},
         said, why, "Leave it out, or write kind = \"staffed\".");
    if (kind == PoolKind::capacity) idle({"hours"}, said, "Places are free or taken at any hour.", "Leave hours out.");
  }
  if (kind != PoolKind::slots)
    idle({"slot_length", "slot_earliest", "slot_latest"}, said, "Only a pool of kind slots has appointments.",
         "Write kind = \"slots\", or leave the key out.");
  if (kind != PoolKind::staffed) return;
  if (!keys.has("ramp"))
    idle({"ramp_start"}, nullptr, "Without ramp a new server works at full speed from the first day.",
         "Write ramp, the time until full speed, or leave ramp_start out.");
  if (!keys.has("ramp"))
    idle({"ramp_quality"}, nullptr, "Without ramp a new server works at full quality from the first day.",
         "Write ramp, the time until full quality, or leave ramp_quality out.");
  if (!keys.has("overload_quality") && !keys.has("overload_leaving"))
    idle({"overload_from", "overload_memory"}, nullptr, "Nothing hangs on how loaded a server is.",
         "Write overload_quality or overload_leaving, or leave it out.");
  if (keys.has("attrition")) return;
  idle({"overload_leaving"}, nullptr, "Without attrition nobody leaves, overloaded or not.",
       "Write attrition, or leave it out.");
  if (changes) return;
  idle({"notice"}, nullptr, "Without attrition nobody gives notice.", "Write attrition, or leave it out.");
  if (!loses)
    idle({"hire_delay"}, nullptr, "Without attrition nobody leaves who would have to be replaced.",
         "Write attrition, or leave it out.");
}

void find_idle_in_live_pool(const Node& table, Faults& faults) {
  for (const char* key : {"sitting", "overtime"})
    object(faults, table.find(key), nullptr,
           "The contacts of this pool are live: they are neither cut into sittings nor laid aside at closing time.",
           "Leave it out, or give the contacts mode = \"open\".");
}

void find_idle_in_scale(const Keys& keys) {
  if (!keys.has("decisions"))
    Idle{keys}({"on_share"}, nullptr, "Only decisions have shares.", "Name decisions, or leave on_share out.");
}

void find_idle_in_platform(const Keys& keys) {
  if (!keys.has("build") && !keys.has("running"))
    keys.values().faults().add(keys.place(), {keys.name() + " gives neither build nor running",
                                              "A platform is only what it costs; what it does stands in touchpoints "
                                              "and scales.",
                                              "Write build or running, or leave the platform out.", ""});
}

}  // namespace tenure::models
