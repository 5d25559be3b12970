// What comes of a contact: how lateness weakens it, and where it leads; the same rows for touchpoints and demands.
#include "models/language/field_rows.h"

namespace tenure::models {

std::vector<Section> outcome_sections(const std::string& head, Side side) {
  using K = Kind;
  std::vector<Section> all;
  all.push_back(
      {head + ".*.late",
       side,
       "How lateness weakens what the contact leads to: floor + (1 − floor) / (1 + (w / half_at)^slope) is left of it after "
       "w, the time from asking to the beginning of a live contact, or to the end of an open one.",
       {{.key = "half_at",
         .kind = K::duration,
         .meaning = "Wall-clock time after which half of what lateness can take is gone.",
         .example = "\"4 h\"",
         .range = between(1.0 / 1440, 36525),
         .required = true},
        {.key = "slope",
         .kind = K::number,
         .meaning = "How suddenly it goes: 1 falls early and has a long tail, larger ones wait for half_at.",
         .fallback = "1.0",
         .range = between(0.1, 10)},
        {.key = "floor",
         .kind = K::share,
         .meaning = "Share that no lateness takes.",
         .fallback = "0.0",
         .range = {0, 1, false, true}},
        {.key = "evidence",
         .kind = K::choice,
         .meaning = "Where the curve comes from; only observational ones are weakened by evidence.causal_discount.",
         .fallback = "\"assumed\"",
         .choices = {"experimental", "observational", "corrected", "assumed"}}}});
  all.push_back({head + ".*.leads_to.@stage",
                 side,
                 "A stage that the contact leads to, if its customer is still in one of its stages when it is delivered.",
                 {{.key = "share",
                   .kind = K::share,
                   .meaning = "Share of the contacts delivered that lead there, times what lateness leaves of it.",
                   .example = "{ value = 0.3, low = 0.2, high = 0.4, grade = \"C\", source = \"own pipeline\" }",
                   .required = true,
                   .hangs = true}}});
  all.push_back(override_section(head + ".*.leads_to.@stage.segment.@segment", side, all.back(), {"share"}));
  return all;
}

}  // namespace tenure::models
