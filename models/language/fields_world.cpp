// The world's sections: settings, funnel, what customers come with, events, and what a segment replaces.
#include "models/language/field_rows.h"

namespace tenure::models {

std::vector<Section> world_sections() {
  using K = Kind;
  std::vector<Section> all = setting_sections();
  for (Section& s : funnel_sections()) all.push_back(std::move(s));
  all.push_back(
      {"demand.*",
       Side::world,
       "What customers come with of their own accord: questions, complaints, visits.",
       {{.key = "stages",
         .kind = K::names,
         .meaning = "Stages in which they come.",
         .example = "[\"active\"]",
         .refers = Refers::stage,
         .required = true},
        {.key = "rate",
         .kind = K::rate,
         .meaning = "How often one customer comes.",
         .example = "{ value = \"0.6 / mo\", low = \"0.3 / mo\", high = \"1 / mo\", grade = \"C\" }",
         .range = at_least(0),
         .required = true,
         .hangs = true},
        {.key = "hours",
         .kind = K::name,
         .meaning = "Hours in which customers come with it, by name; the rate stays the mean of an ordinary week.",
         .absent = "round the clock",
         .example = "\"office\"",
         .refers = Refers::hours},
        {.key = "pool",
         .kind = K::name,
         .meaning = "Pool that answers; every strategy must staff a pool of this name.",
         .example = "\"support\"",
         .refers = Refers::pool,
         .required = true},
        {.key = "mode",
         .kind = K::choice,
         .meaning = "live: the customer waits for the answer (telephone, visit); open: life goes on meanwhile (ticket, "
                    "e-mail). Slots and places are always asked live.",
         .fallback = "\"open\"",
         .choices = {"open", "live"}},
        {.key = "priority",
         .kind = K::integer,
         .meaning = "0 is served first, 9 last.",
         .fallback = "5",
         .range = between(0, 9)},
        {.key = "work",
         .kind = K::spread,
         .meaning = "Working time that one takes.",
         .example = "{ dist = \"lognormal\", mean = \"25 min\", cv = 0.8 }",
         .range = at_least(0),
         .required = true,
         .hangs = true},
        {.key = "patience",
         .kind = K::spread,
         .meaning = "How long the customer waits for service to begin before giving up.",
         .fallback = "\"unlimited\"",
         .example = "{ dist = \"lognormal\", median = \"2 d\", sigma = 0.8 }",
         .range = above(0),
         .word = "unlimited",
         .hangs = true,
         .reason = "Patience is how long a customer waits before giving up, so it must be longer than zero."},
        {.key = "patience_clock",
         .kind = K::choice,
         .meaning = "Patience counts in working or in wall-clock time.",
         .fallback = "\"working\"",
         .choices = {"working", "wall"}},
        {.key = "cost",
         .kind = K::money,
         .meaning = "Cost of one answer beside the staff's wages.",
         .fallback = "0",
         .range = at_least(0),
         .hangs = true},
        {.key = "quality_weight",
         .kind = K::number,
         .meaning = "How far the server's quality changes the effects: they jump by 1 + weight × (quality − 1).",
         .fallback = "0.0",
         .range = at_least(0)},
        {.key = "enabled", .kind = K::boolean, .meaning = "Whether it exists.", .fallback = "true"}}});
  for (const char* when : {"done", "missed"}) {
    const std::string path = std::string("demand.*.") + when;
    all.push_back(influence_section(path + ".*", Side::world,
                                    std::string(when) == "done"
                                        ? "What an answer does to the customer's risks."
                                        : "What giving up unanswered does to the customer's risks."));
    all.push_back(override_section(path + ".*.segment.@segment", Side::world, all.back(), {"ratio"}));
  }
  all.push_back(
      {"event.*",
       Side::world,
       "Something that happens to the market or the firm on a date, whatever the strategy.",
       {{.key = "at", .kind = K::moment, .meaning = "When it begins.", .example = "\"18 mo\"", .required = true},
        {.key = "until", .kind = K::moment, .meaning = "When it ends.", .absent = "it lasts"},
        {.key = "transitions",
         .kind = K::names,
         .meaning = "Transitions whose hazard it multiplies by factor.",
         .absent = "none",
         .example = "[\"churn\"]",
         .refers = Refers::transition},
        {.key = "decisions",
         .kind = K::names,
         .meaning = "Decisions whose hazard it multiplies by factor.",
         .absent = "none",
         .refers = Refers::decision},
        {.key = "changes",
         .kind = K::names,
         .meaning = "Changes whose hazard it multiplies by factor.",
         .absent = "none",
         .refers = Refers::change},
        {.key = "arrivals",
         .kind = K::names,
         .meaning = "Segments whose arrivals it multiplies by factor.",
         .absent = "none",
         .refers = Refers::segment},
        {.key = "factor",
         .kind = K::number,
         .meaning = "The multiplier.",
         .fallback = "1.0",
         .example = "1.2",
         .range = at_least(0)},
        {.key = "pool",
         .kind = K::name,
         .meaning = "Pool that loses servers at that moment; strategies without it are untouched.",
         .absent = "none",
         .example = "\"support\"",
         .refers = Refers::pool},
        {.key = "servers_lost",
         .kind = K::integer,
         .meaning = "Number of servers lost.",
         .fallback = "0",
         .example = "2",
         .range = between(0, 1e5)}}});
  const auto like = [&all](std::string_view path) -> const Section& {
    for (const Section& s : all)
      if (s.path == path) return s;
    return all.front();
  };
  all.push_back(override_section("segment.*.transition.@transition", Side::world, like("transition.*"),
                                 {"hazard", "time", "enabled"}));
  all.push_back(override_section("segment.*.transition.@transition.contagion", Side::world,
                                 like("transition.*.contagion"), {"hazard"}));
  all.push_back(override_section("segment.*.decision.@decision", Side::world, like("decision.*"), {"enabled"}));
  all.push_back(override_section("segment.*.decision.@decision.to", Side::world, like("decision.*.to"), {"@stage"}));
  all.push_back(override_section("segment.*.change.@change", Side::world, like("change.*"),
                                 {"hazard", "share", "size", "enabled"}));
  all.push_back(override_section("segment.*.flow.@flow", Side::world, like("flow.*"), {"rate", "amount", "enabled"}));
  all.push_back(override_section("segment.*.demand.@demand", Side::world, like("demand.*"),
                                 {"rate", "work", "patience", "cost", "enabled"}));
  return all;
}

}  // namespace tenure::models
