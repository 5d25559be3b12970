// What a strategy must keep to.
#include <algorithm>

#include "models/language/build.h"
#include "models/language/units.h"
#include "models/measure/measures.h"

namespace tenure::models {
namespace {

/// What a goal needs to know of a measure.
struct MeasureFacts {
  std::string_view name, unit;
  std::string_view axes;  ///< "()", "(segment)", "(pool, month)"

  bool has_axis() const { return axes != "()"; }
  bool is_usable() const {
    return axes.find(',') == std::string_view::npos && axes != "(month)" && axes != "(year)";
  }
  std::string axis() const { return std::string(axes.substr(1, axes.size() - 2)); }
};

const std::vector<MeasureFacts>& measure_facts() {
#define TENURE_MEASURE_FACTS(id, unit, axes, method, role, meaning) {#id, unit, #axes},
  static const std::vector<MeasureFacts> all = {TENURE_MEASURES(TENURE_MEASURE_FACTS)};
#undef TENURE_MEASURE_FACTS
  return all;
}

/// What the measure's values are.
Dimension dimension_of(const MeasureFacts& measure) {
  if (measure.unit == "{money}") return Dimension::money;
  return days_in(measure.unit) > 0.0 ? Dimension::time : Dimension::number;
}

std::string unit_in_words(const MeasureFacts& measure, const std::string& currency) {
  if (measure.unit == "{money}") return "an amount such as \"1000000 " + currency + "\"";
  if (days_in(measure.unit) > 0.0) return "a duration such as \"8 h\", or a number of " + std::string(measure.unit);
  return measure.unit == "1" ? "a number or a share such as 0.9 or \"90 %\"" : "a number of " + std::string(measure.unit);
}

}  // namespace

void Builder::goals() {
  const Node* tables = child("goal");
  if (tables == nullptr || !tables->is_table()) return;
  Faults& faults = values_.faults();
  std::vector<Parameter>* const noted = values_.parameters;
  values_.parameters = nullptr;  // a goal is no assumption that a result could rest on
  std::vector<std::string> known;
  for (const MeasureFacts& m : measure_facts())
    if (m.is_usable()) known.emplace_back(m.name);
  for (const Entry& e : tables->entries) {
    const Keys keys(values_, "goal.*", &e.value, e.place);
    Goal goal;
    goal.name = e.key;
    goal.certainty = keys.quantity("certainty").value;
    const Node* measure = keys.required("measure");
    const int side = keys.one_of("at_most", "at_least");
    if (measure == nullptr || !measure->is_text() || side < 0) continue;
    goal.measure = measure->text;
    goal.at_most = side == 0;
    const auto& all = measure_facts();
    const auto facts = std::find_if(all.begin(), all.end(), [&](const MeasureFacts& m) { return m.name == goal.measure; });
    if (facts == all.end() || !facts->is_usable()) {
      faults.add(measure->place,
                 {facts == all.end() ? "unknown measure " + goal.measure + " in " + keys.name()
                                     : "the measure " + goal.measure + " in " + keys.name() + " has a value for each " + facts->axis(),
                  "A goal limits one number of a whole run.", "tenure list measures names them all.",
                  nearest_name(goal.measure, known)});
      continue;
    }
    const Node* member = keys.given("of");
    if (facts->has_axis() != (member != nullptr)) {
      faults.add(member ? member->place : e.place,
                 {keys.name() + (member ? " names a member of a measure without axes" : " lacks of"),
                  goal.measure + (member ? " has one value for the whole run." : " has a value for each " + facts->axis() + "."),
                  member ? "Leave of out." : "Write of = \"NAME\", the name of a " + facts->axis() + ".", ""});
      continue;
    }
    if (member != nullptr && member->is_text()) {
      goal.member = member->text;
      for (const auto& [axis, refers] : {std::pair{"segment", Refers::segment}, {"pool", Refers::pool}})
        if (facts->axis() == axis && values_.names.find(refers, goal.member) == no_index)
          faults.add(member->place, {"unknown " + std::string(axis) + " " + goal.member + " in " + keys.name(),
                                     "The goal is about a " + std::string(axis) + " of the scenario.", "",
                                     nearest_name(goal.member, values_.names.of(refers))});
    }
    const Node& limit = *keys.given(side == 0 ? "at_most" : "at_least");
    const AmountResult amount = limit.is_text() ? parse_amount(limit.text, values_.effect_unit) : AmountResult{};
    const bool fits = limit.is_number() ||
                      (amount.amount && amount.amount->dimension == dimension_of(*facts) &&
                       (amount.amount->dimension != Dimension::money || amount.amount->currency == values_.currency));
    if (!fits) {
      faults.add(limit.place, {Values::describe(limit), "It is compared with " + goal.measure + ".",
                               "Write " + unit_in_words(*facts, values_.currency) + ".", amount.error.nearest});
      continue;
    }
    goal.value = limit.is_text() ? limit.text : write_value(limit);
    scenario_.goals.push_back(std::move(goal));
  }
  values_.parameters = noted;
}

}  // namespace tenure::models
