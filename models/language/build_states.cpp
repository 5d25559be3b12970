// What customers carry: states, satisfaction, and what contacts do to them and to risks.
#include <algorithm>

#include "models/language/build.h"
#include "models/language/idle.h"
#include "sim/math/math.h"

namespace tenure::models {
namespace {

const std::vector<Entry>& entries_of(const Node* table) {
  static const std::vector<Entry> none;
  return table && table->is_table() ? table->entries : none;
}

constexpr const char* moves[] = {"adds", "lifts_to", "keeps"};

}  // namespace

/// A half-life, and whether the fade step is short beside it.  Nobody states a fade step for a half-life that is drawn, so there the
/// step follows: the law does not hang on it, and a point that was rejected for it would bend the law of the half-life.
Tick Builder::half_life(const Keys& keys) {
  const std::size_t before = values_.faults().size();
  const Tick half_life = keys.duration("half_life");
  const bool readable = values_.faults().size() == before;
  if (!readable || half_life == sim::kNever || scenario_.time.fade_step <= half_life / 4) return half_life;
  if (values_.drawn != nullptr) {
    scenario_.time.fade_step = std::max<Tick>(1, half_life / 4);
    return half_life;
  }
  const Node* time = child("time");
  const Node* given = time ? time->find("fade_step") : nullptr;
  const Place place = given ? given->place : keys.has("half_life") ? keys.given("half_life")->place : keys.place();
  values_.faults().add(
      place, {"time.fade_step is longer than a quarter of the half-life of " + keys.name(),
              "A fading effect is averaged over pieces of this length, which must be short beside its half-life.",
              "Set time.fade_step to at most \"" +
                  duration_text(static_cast<double>(half_life / 4) / static_cast<double>(sim::kDay)) + "\".",
              ""});
  return half_life;
}

/// A ratio as stated, and as it acts: causal_discount weakens observational ones.
void Builder::ratio(const Keys& keys, Evidence evidence, PerSegment<Quantity>& stated, PerSegment<Quantity>& acting) {
  if (keys.required("ratio")) stated = quantities(keys, inner_overrides(keys.table(), values_), "ratio");
  acting = stated;
  if (evidence != Evidence::observational) return;
  for (Quantity& q : acting)
    if (q.value > 0) q.value = sim::exp(scenario_.causal_discount.value * sim::log(q.value));
}

/// What a table of influences does: effects of its own, or moves of states.  For every owner of such a table.
std::vector<Influence> Builder::influences(const Node* table, const char* section) {
  std::vector<Influence> out;
  for (const Entry& e : entries_of(table)) {
    const Keys keys(values_, section, &e.value, e.place);
    Influence i;
    i.name = e.key;
    find_idle_in_influence(keys);
    if (keys.has("state")) {
      i.state = values_.index(keys.field("state"), keys.node("state"));
      int given = 0;
      for (int m = 0; m < 3; ++m) {
        if (!keys.has(moves[m])) continue;
        ++given;
        i.move = static_cast<Move>(m);
        i.amount = keys.quantity(moves[m]);
      }
      if (given != 1)
        values_.faults().add(e.place, {keys.name() + (given == 0 ? " does not say how it moves the state"
                                                                 : " moves the state in more than one way"),
                                       "It adds to the level, lifts it to a value, or leaves a share of it.",
                                       "Write one of adds, lifts_to and keeps.", ""});
      if (i.state == no_index || given != 1) continue;
      const State& state = scenario_.states[static_cast<std::size_t>(i.state)];
      if (i.move == Move::lifts_to && i.amount.value > state.cap.value)
        values_.faults().add(keys.given("lifts_to")->place,
                             {Values::describe(*keys.given("lifts_to")) + " is above the cap of [state." + state.name + "]",
                              "The level never rises above its cap.", "Write a lower value, or a higher cap.", ""});
      if (i.move == Move::adds && i.amount.value == 0.0)
        values_.faults().add(keys.given("adds")->place,
                             {Values::describe(*keys.given("adds")), "It moves nothing.",
                              "Write another number, or leave the table out.", ""});
      out.push_back(std::move(i));
      continue;
    }
    i.transitions = keys.indices("transitions");
    i.decisions = keys.indices("decisions");
    i.changes = keys.indices("changes");
    if (!keys.has("transitions") && !keys.has("decisions") && !keys.has("changes"))
      values_.faults().add(
          e.place, {keys.name() + " acts on nothing", "An effect multiplies the risk of transitions, decisions or changes.",
                    "Write transitions = [...], decisions = [...] or changes = [...], or state = \"NAME\".", ""});
    i.evidence = keys.choice<Evidence>("evidence");
    ratio(keys, i.evidence, i.stated_ratio, i.ratio);
    i.half_life = half_life(keys);
    i.accumulate = keys.choice<Accumulate>("accumulate");
    i.cap = keys.quantity("cap").value;
    out.push_back(std::move(i));
  }
  return out;
}

std::vector<Act> Builder::acts(const Node* table, const char* section) {
  std::vector<Act> out;
  for (const Entry& e : entries_of(table)) {
    const Keys keys(values_, section, &e.value, e.place);
    Act a;
    a.name = e.key;
    a.transitions = keys.indices("transitions");
    a.decisions = keys.indices("decisions");
    a.changes = keys.indices("changes");
    if (!keys.has("transitions") && !keys.has("decisions") && !keys.has("changes"))
      values_.faults().add(e.place,
                           {keys.name() + " acts on nothing", "It multiplies the risk of transitions, decisions or changes.",
                            "Write transitions = [...], decisions = [...] or changes = [...].", ""});
    a.evidence = keys.choice<Evidence>("evidence");
    ratio(keys, a.evidence, a.stated_ratio, a.ratio);
    out.push_back(std::move(a));
  }
  return out;
}

void Builder::states() {
  const std::vector<Entry>& stages = entries_of(child("stage"));
  for (std::size_t i = 0; i < stages.size(); ++i) scenario_.stages[i].acts = acts(stages[i].value.find("acts"), "stage.*.acts.*");
  for (const Entry& e : entries_of(child("state"))) {
    const Keys keys(values_, "state.*", &e.value, e.place);
    State s;
    s.name = e.key;
    s.label = keys.text("label", e.key);
    s.half_life = half_life(keys);
    s.cap = keys.quantity("cap");
    s.start = keys.quantity("start");
    if (s.start.value > s.cap.value)
      values_.faults().add(keys.given("start") ? keys.given("start")->place : e.place,
                           {keys.name() + " starts above its cap", "The level never rises above its cap.",
                            "Write a lower start, or a higher cap.", ""});
    s.acts = acts(e.value.find("acts"), "state.*.acts.*");
    scenario_.states.push_back(std::move(s));
  }
  const Node* node = child("satisfaction");
  if (node == nullptr) return;
  const Keys keys(values_, "satisfaction", node);
  Satisfaction s;
  if (keys.required("start")) s.start = keys.quantity("start");
  if (keys.required("expectation")) s.expectation = keys.quantity("expectation");
  s.weight = keys.quantity("weight");
  s.settled_after = keys.quantity("settled_after");
  s.loss_aversion = keys.quantity("loss_aversion");
  s.expectation_weight = keys.quantity("expectation_weight");
  s.drift = keys.quantity("drift");
  s.half_life = half_life(keys);
  s.acts = acts(node->find("acts"), "satisfaction.acts.*");
  scenario_.satisfaction = std::move(s);
}

void Builder::surveys() {
  for (const Entry& e : entries_of(child("survey"))) {
    const Keys keys(values_, "survey.*", &e.value, e.place);
    Survey s;
    s.name = e.key;
    s.label = keys.text("label", e.key);
    if (keys.required("stages")) s.stages = keys.indices("stages");
    s.enabled.assign(scenario_.segments.size(), 1);
    if (keys.has("segments")) {
      s.enabled.assign(scenario_.segments.size(), 0);
      for (const int g : keys.indices("segments")) s.enabled[static_cast<std::size_t>(g)] = 1;
    }
    if (keys.required("every")) s.every = keys.duration("every");
    s.first = values_.is_word(keys.field("first"), keys.node("first")) ? Tick{-1} : keys.duration("first");
    if (keys.required("response")) s.response = quantities(keys, inner_overrides(&e.value, values_), "response");
    s.tilt = keys.quantity("tilt");
    s.scale = keys.choice<SurveyScale>("scale");
    s.satisfied_from = keys.quantity("satisfied_from");
    s.noise = keys.quantity("noise");
    find_idle_in_survey(keys, s.scale);
    if (!scenario_.satisfaction)
      values_.faults().add(e.place, {keys.name() + " asks for satisfaction, which the scenario does not have",
                                     "There is nothing that customers could say.",
                                     "Write [satisfaction] with start and expectation, or leave the survey out.", ""});
    scenario_.surveys.push_back(std::move(s));
  }
}

/// What a contact is like; where nothing is said, satisfaction does not feel it.
void Builder::experience(const Keys& keys, const Overrides& overrides, Touchpoint& t) {
  const auto felt = [&](const char* key) {
    const auto own = [&](const Node* segment) { return segment && segment->find(key); };
    if (!keys.has(key) && std::none_of(overrides.begin(), overrides.end(), own)) return PerSegment<Quantity>{};
    PerSegment<Quantity> out;
    for (const Node* segment : overrides) {
      const Node* node = own(segment) ? segment->find(key) : keys.given(key);
      out.push_back(node ? values_.quantity(keys.field(key), *node) : Quantity{-1.0, no_index, no_index});
    }
    return out;
  };
  t.experience = felt("experience");
  t.missed_experience = felt("missed_experience");
  if (keys.has("unresolved_experience")) t.unresolved_experience = felt("unresolved_experience");
  t.experience_sd = keys.quantity("experience_sd");
  find_idle_experience(keys, overrides, scenario_.satisfaction.has_value());
}

}  // namespace tenure::models
