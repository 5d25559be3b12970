// The world's sections on what customers carry: declared states, and satisfaction.
#include "models/language/field_rows.h"

namespace tenure::models {

std::vector<Section> state_sections() {
  using K = Kind;
  std::vector<Section> all;
  all.push_back({"state.*",
                 Side::world,
                 "A state that customers carry, such as a relationship or trouble: contacts move it, it fades, and it "
                 "acts on risks.",
                 {{.key = "label",
                   .kind = K::text,
                   .meaning = "Name in tables and charts.",
                   .absent = "the state's name",
                   .example = "\"Relationship with the adviser\""},
                  {.key = "half_life",
                   .kind = K::duration,
                   .meaning = "Time in which half of the level is gone.",
                   .fallback = "\"never\"",
                   .example = "\"180 d\"",
                   .range = between(1.0 / 24, 36525),
                   .word = "never"},
                  {.key = "cap", .kind = K::number, .meaning = "Largest level.", .fallback = "1.0", .range = above(0)},
                  {.key = "start",
                   .kind = K::number,
                   .meaning = "Level of a newcomer, and of the opening book at the start.",
                   .fallback = "0.0",
                   .range = at_least(0)}}});
  all.push_back(acts_section("state.*.acts.*", "What the state does to risks: it multiplies them by ratio^level."));
  all.push_back(override_section("state.*.acts.*.segment.@segment", Side::world, all.back(), {"ratio"}));
  all.push_back(
      {"satisfaction",
       Side::world,
       "How satisfaction S follows what contacts are like (key experience of touchpoints and demands), against what "
       "was expected.",
       {{.key = "start",
         .kind = K::share,
         .meaning = "S of everybody at first.",
         .example = "{ value = 0.75, low = 0.65, high = 0.85, grade = \"B\", source = \"annual survey\" }",
         .required = true},
        {.key = "expectation",
         .kind = K::share,
         .meaning = "Quality that everybody expects of a contact at the start.",
         .example = "0.75",
         .required = true},
        {.key = "weight",
         .kind = K::share,
         .meaning = "Weight of a first contact: S moves by weight × (quality − expectation).",
         .fallback = "0.3"},
        {.key = "settled_after",
         .kind = K::number,
         .meaning = "Number of contacts felt after which the weight of one more has halved.",
         .fallback = "10.0",
         .range = above(0)},
        {.key = "loss_aversion",
         .kind = K::number,
         .meaning = "How much more a contact below expectation weighs than one above; 1: as much.",
         .fallback = "2.0",
         .range = at_least(0)},
        {.key = "expectation_weight",
         .kind = K::share,
         .meaning = "Share of the way from what was expected to what was found by which the expectation follows.",
         .fallback = "0.1"},
        {.key = "drift",
         .kind = K::yearly,
         .meaning = "By how much what customers expect rises in a year, whatever they find.",
         .fallback = "\"0 % / yr\"",
         .range = between(-1, 1)},
        {.key = "half_life",
         .kind = K::duration,
         .meaning = "Time in which half of the distance of S from its start is gone.",
         .fallback = "\"never\"",
         .range = between(1.0 / 24, 36525),
         .word = "never"}}});
  all.push_back(acts_section("satisfaction.acts.*",
                             "What satisfaction does to risks: it multiplies them by ratio^(S − start)."));
  all.push_back(override_section("satisfaction.acts.*.segment.@segment", Side::world, all.back(), {"ratio"}));
  return all;
}

}  // namespace tenure::models
