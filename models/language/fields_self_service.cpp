// The sections of self-service: what customers try before they ask a person.
#include "models/language/field_rows.h"

namespace tenure::models {

std::vector<Section> self_service_sections() {
  using K = Kind;
  std::vector<Section> all;
  all.push_back(
      {"self_service.*",
       Side::strategy,
       "Help without staff (help centre, bot, community) that customers try before a demand reaches its pool. Several of "
       "one demand are tried in their order.",
       {{.key = "demands",
         .kind = K::names,
         .meaning = "Demands that it serves.",
         .example = "[\"question\"]",
         .refers = Refers::demand,
         .required = true},
        channel_field("\"portal\""),
        {.key = "tried",
         .kind = K::share,
         .meaning = "Share of these demands that try it.",
         .example = "{ value = 0.75, low = 0.5, high = 0.9, grade = \"B\", source = \"Comm100\" }",
         .required = true,
         .hangs = true},
        {.key = "resolved",
         .kind = K::share,
         .meaning = "Mean share of the tries that settle what the customer came with.",
         .example = "{ value = 0.45, low = 0.17, high = 0.66, grade = \"B\", source = \"Comm100\" }",
         .required = true,
         .hangs = true},
        {.key = "selects",
         .kind = K::number,
         .meaning = "How much the easy ones prevail among those settled: the chance falls with the rank q of the work as "
                    "(1 − q)^selects; 0: all alike.",
         .fallback = "1.0",
         .range = between(0, 10)},
        {.key = "goes_on",
         .kind = K::share,
         .meaning = "Share of the tries that settle nothing after which the customer asks a person at once.",
         .fallback = "0.75",
         .hangs = true},
        {.key = "returns",
         .kind = K::share,
         .meaning = "Share of the others who come back to a person later; the rest is never heard of. Open demands only.",
         .fallback = "0.0",
         .example = "{ value = 0.3, low = 0.1, high = 0.5, grade = \"C\", source = \"enderturing\" }",
         .hangs = true},
        {.key = "return_after",
         .kind = K::spread,
         .meaning = "Time between the try and coming back; needed with returns.",
         .absent = "nobody comes back",
         .example = "\"3 d\"",
         .range = above(0),
         .hangs = true},
        {.key = "return_work",
         .kind = K::number,
         .meaning = "Work of a contact that comes back, times what it would have taken at once.",
         .fallback = "1.0",
         .example = "1.2",
         .range = between(0.01, 100)},
        {.key = "cost",
         .kind = K::money,
         .meaning = "Cost of one try.",
         .fallback = "0",
         .example = "\"0.99 USD\"",
         .range = at_least(0),
         .hangs = true},
        {.key = "experience",
         .kind = K::share,
         .meaning = "Quality in [0, 1] that the customer finds in a try that settles it, for satisfaction.",
         .absent = "satisfaction does not feel it",
         .example = "0.75"},
        {.key = "failed_experience",
         .kind = K::share,
         .meaning = "Quality in [0, 1] that she finds in a try that settles nothing, whatever she does then.",
         .absent = "satisfaction does not feel it",
         .example = "0.3"},
        {.key = "needs",
         .kind = K::name,
         .meaning = "A platform of the strategy without which it cannot be: it can be tried only once that is built.",
         .absent = "it needs none",
         .example = "\"crm\"",
         .refers = Refers::platform},
        {.key = "enabled", .kind = K::boolean, .meaning = "Whether it exists.", .fallback = "true"}}});
  const Section general = all.back();
  all.push_back(influence_section("self_service.*.failed.*", Side::strategy,
                                  "What a try that ends in silence does to the customer's risks."));
  all.push_back(override_section("self_service.*.failed.*.segment.@segment", Side::strategy, all.back(), {"ratio"}));
  all.push_back(override_section("self_service.*.segment.@segment", Side::strategy, general,
                                 {"tried", "resolved", "goes_on", "returns", "return_after", "cost", "experience",
                                  "failed_experience", "enabled"}));
  return all;
}

}  // namespace tenure::models
