#include "models/language/field_rows.h"

#include <algorithm>

namespace tenure::models {

Section influence_section(std::string path, Side side, std::string meaning) {
  using K = Kind;
  return {std::move(path),
          side,
          std::move(meaning) + " A risk is multiplied by ratio^x; x jumps by 1 and then fades. Or it moves a state.",
          {{.key = "transitions",
            .kind = K::names,
            .meaning = "Transitions that it acts on.",
            .absent = "none",
            .example = "[\"churn\"]",
            .refers = Refers::transition},
           {.key = "decisions",
            .kind = K::names,
            .meaning = "Decisions that it acts on.",
            .absent = "none",
            .refers = Refers::decision},
           {.key = "changes",
            .kind = K::names,
            .meaning = "Changes that it acts on.",
            .absent = "none",
            .refers = Refers::change},
           {.key = "ratio",
            .kind = K::number,
            .meaning = "Hazard (or speed) ratio right after the contact, as published.",
            .absent = "state is given",
            .example = "{ value = 0.9, low = 0.8, high = 1.0, grade = \"C\", source = \"vendor survey\" }",
            .range = between(0.01, 100),
            .reason = "A ratio multiplies a hazard; below 1 the risk falls, above 1 it rises, 1 changes nothing."},
           {.key = "half_life",
            .kind = K::duration,
            .meaning = "Time in which half of the effect is gone.",
            .fallback = "\"never\"",
            .example = "\"120 d\"",
            .range = between(1.0 / 24, 36525),
            .word = "never"},
           {.key = "accumulate",
            .kind = K::choice,
            .meaning = "add: each contact adds 1 to x; renew: each lifts x back to 1.",
            .fallback = "\"add\"",
            .choices = {"add", "renew"}},
           {.key = "cap",
            .kind = K::number,
            .meaning = "Largest x; 0 means none.",
            .fallback = "0.0",
            .range = at_least(0)},
           {.key = "evidence",
            .kind = K::choice,
            .meaning = "Where the ratio comes from; only observational ones are weakened by evidence.causal_discount.",
            .fallback = "\"assumed\"",
            .choices = {"experimental", "observational", "corrected", "assumed"}},
           {.key = "state",
            .kind = K::name,
            .meaning = "State that it moves, instead of an effect of its own: what it acts on and how it fades stands "
                       "with the state.",
            .absent = "ratio is given",
            .refers = Refers::state},
           {.key = "adds",
            .kind = K::number,
            .meaning = "Added to the state's level; may be negative.",
            .absent = "lifts_to or keeps is given, or no state",
            .range = between(-1000, 1000)},
           {.key = "lifts_to",
            .kind = K::number,
            .meaning = "Level to which it lifts the state when it stands lower.",
            .absent = "adds or keeps is given, or no state",
            .range = above(0)},
           {.key = "keeps",
            .kind = K::share,
            .meaning = "Share of the state's level that is left.",
            .absent = "adds or lifts_to is given, or no state",
            .range = between(0, 1)}}};
}

Section acts_section(std::string path, std::string meaning, std::string ratio) {
  Section out = influence_section(std::move(path), Side::world, "");
  out.meaning = std::move(meaning);
  const std::initializer_list<const char*> kept = {"transitions", "decisions", "changes", "ratio", "evidence"};
  std::erase_if(out.fields, [&](const Field& f) {
    return std::none_of(kept.begin(), kept.end(), [&](const char* key) { return f.key == key; });
  });
  for (Field& f : out.fields) {
    if (f.key != "ratio") continue;
    f.meaning = ratio;
    f.absent.clear();
    f.required = true;
  }
  return out;
}

Section override_section(std::string path, Side side, const Section& general, std::initializer_list<const char*> keys) {
  const std::string what = general.path.substr(0, general.path.find('.'));
  Section out{std::move(path), side, "For one segment, instead of what the " + what + " says in general.", {}};
  for (const char* key : keys) {
    for (Field field : general.fields) {
      if (field.key != key) continue;
      field.fallback.clear();
      field.required = false;
      field.absent = "as in general";
      out.fields.push_back(std::move(field));
    }
  }
  return out;
}

}  // namespace tenure::models
