// The strategies' sections: touchpoints, pools, platforms, scales, and the strategies themselves.
#include "models/language/field_rows.h"

// clang-format off: one row, one line

namespace tenure::models {

Section influence_section(std::string path, Side side, std::string meaning) {
  using K = Kind;
  return {std::move(path), side, std::move(meaning) + " A risk is multiplied by ratio^x; x jumps by 1 and then fades.",
          {{.key = "transitions", .kind = K::names, .meaning = "Transitions that it acts on.", .absent = "none", .example = "[\"churn\"]", .refers = Refers::transition},
           {.key = "decisions", .kind = K::names, .meaning = "Decisions that it acts on.", .absent = "none", .refers = Refers::decision},
           {.key = "ratio", .kind = K::number, .meaning = "Hazard (or speed) ratio right after the contact, as published.", .example = "{ value = 0.9, low = 0.8, high = 1.0, grade = \"C\", source = \"vendor survey\" }", .range = above(0), .required = true,
            .reason = "A ratio multiplies a hazard; below 1 the risk falls, above 1 it rises, 1 changes nothing."},
           {.key = "half_life", .kind = K::duration, .meaning = "Time in which half of the effect is gone.", .fallback = "\"never\"", .example = "\"120 d\"", .range = above(0), .word = "never"},
           {.key = "accumulate", .kind = K::choice, .meaning = "add: each contact adds 1 to x; renew: each lifts x back to 1.", .fallback = "\"add\"", .choices = {"add", "renew"}},
           {.key = "cap", .kind = K::number, .meaning = "Largest x; 0 means none.", .fallback = "0.0", .range = at_least(0)},
           {.key = "evidence", .kind = K::choice, .meaning = "Where the ratio comes from; only observational ones are weakened by evidence.causal_discount.", .fallback = "\"assumed\"", .choices = {"experimental", "observational", "corrected", "assumed"}}}};
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

namespace {

Section head_section(const std::string& path, const std::string& meaning) {
  return {path, Side::world, meaning,
          {{.key = "title", .kind = Kind::text, .meaning = "Title.", .fallback = "\"\""},
           {.key = "fits", .kind = Kind::text, .meaning = "When it fits.", .fallback = "\"\""}}};
}

}  // namespace

std::vector<Section> strategy_sections() {
  using K = Kind;
  std::vector<Section> all;
  all.push_back({"touchpoint.*", Side::strategy, "A contact that the firm plans: at a cadence, or when a stage is entered.",
                 {{.key = "stages", .kind = K::names, .meaning = "Stages in which customers are contacted.", .example = "[\"active\"]", .refers = Refers::stage, .required = true},
                  {.key = "every", .kind = K::duration, .meaning = "Cadence; give either every or on_entry.", .absent = "on_entry is given", .example = "\"3 mo\"", .range = above(0)},
                  {.key = "on_entry", .kind = K::boolean, .meaning = "Contact when one of the stages is entered; give either every or on_entry.", .fallback = "false"},
                  {.key = "delay", .kind = K::duration, .meaning = "Time between entering the stage and the contact, with on_entry.", .fallback = "\"0 d\"", .range = at_least(0)},
                  {.key = "first", .kind = K::duration, .meaning = "First contact after entering the stage, with every; spread: a share of the interval that each customer has of her own.", .fallback = "\"spread\"", .range = at_least(0), .word = "spread"},
                  {.key = "segments", .kind = K::names, .meaning = "Segments that are contacted.", .absent = "all segments", .example = "[\"small\"]", .refers = Refers::segment},
                  {.key = "by", .kind = K::name, .meaning = "Who does it: automation, or the name of a pool.", .example = "\"advisers\"", .word = "automation", .refers = Refers::pool, .required = true},
                  {.key = "mode", .kind = K::choice, .meaning = "open: the firm asks its staff, the customer's life goes on; live: the customer waits.", .fallback = "\"open\"", .choices = {"open", "live"}},
                  {.key = "priority", .kind = K::integer, .meaning = "0 is served first, 9 last.", .fallback = "5", .range = between(0, 9)},
                  {.key = "work", .kind = K::spread, .meaning = "Working time of one contact; needed when a pool does it.", .absent = "automation takes no time", .example = "{ dist = \"lognormal\", mean = \"45 min\", cv = 0.5 }", .range = at_least(0), .hangs = true},
                  {.key = "deadline", .kind = K::spread, .meaning = "Latest beginning after the due time; later it counts as missed.", .fallback = "\"unlimited\"", .example = "\"14 d\"", .range = above(0), .word = "unlimited", .hangs = true,
                   .reason = "A deadline must lie after the due time, else every contact is missed."},
                  {.key = "deadline_clock", .kind = K::choice, .meaning = "The deadline counts in working or in wall-clock time.", .fallback = "\"working\"", .choices = {"working", "wall"}},
                  {.key = "reach", .kind = K::share, .meaning = "Share of automated contacts that arrive.", .fallback = "1.0", .hangs = true},
                  {.key = "cost", .kind = K::money, .meaning = "Cost of one contact delivered, beside the staff's wages.", .fallback = "0", .range = at_least(0), .hangs = true},
                  {.key = "quality_weight", .kind = K::number, .meaning = "How far the server's quality changes the effects: they jump by 1 + weight × (quality − 1).", .fallback = "0.0", .range = at_least(0)},
                  {.key = "enabled", .kind = K::boolean, .meaning = "Whether it exists.", .fallback = "true"}}});
  const Section touchpoint = all.back();
  all.push_back({"touchpoint.*.eligible", Side::strategy, "Only customers whose attribute lies in a range are contacted.",
                 {{.key = "attribute", .kind = K::name, .meaning = "The attribute.", .example = "\"price\"", .refers = Refers::attribute, .required = true},
                  {.key = "at_least", .kind = K::level, .meaning = "Lowest value contacted, in the attribute's unit.", .absent = "no lower bound", .example = "\"20 USD / mo\""},
                  {.key = "below", .kind = K::level, .meaning = "Values from here on are not contacted, in the attribute's unit.", .absent = "no upper bound"}}});
  for (const char* when : {"done", "missed"}) {
    const std::string path = std::string("touchpoint.*.") + when;
    all.push_back(influence_section(path + ".*", Side::strategy, std::string(when) == "done" ? "What the contact does to the customer's risks." : "What a contact that was planned but missed does to the customer's risks."));
    all.push_back(override_section(path + ".*.segment.@segment", Side::strategy, all.back(), {"ratio"}));
  }
  all.push_back(override_section("touchpoint.*.segment.@segment", Side::strategy, touchpoint, {"every", "first", "delay", "work", "deadline", "reach", "cost", "enabled"}));
  all.push_back({"pool.*", Side::strategy, "Staff of one kind, or a stock of slots or places.",
                 {{.key = "label", .kind = K::text, .meaning = "Name in tables and charts.", .absent = "the pool's name", .example = "\"Support desk\""},
                  {.key = "kind", .kind = K::choice, .meaning = "staffed: people who work; slots: appointments in a book; capacity: places that are taken and given back.", .fallback = "\"staffed\"", .choices = {"staffed", "slots", "capacity"}},
                  {.key = "servers", .kind = K::integer, .meaning = "Number of servers at the start; with shifts, the shifts say it.", .absent = "the shifts say it, else 0", .example = "8", .range = between(0, 1e6)},
                  {.key = "plan", .kind = K::plan, .meaning = "Later numbers of servers by date, effective at midnight.", .fallback = "[]", .example = "[{ at = \"12 mo\", servers = 10 }]"},
                  {.key = "hours", .kind = K::name, .meaning = "Opening hours, by name.", .absent = "round the clock", .example = "\"office\"", .refers = Refers::hours},
                  {.key = "shifts", .kind = K::shifts, .meaning = "Servers by shift, instead of hours and servers.", .fallback = "[]"},
                  {.key = "wage", .kind = K::money_rate, .meaning = "Loaded cost of one server per calendar time, paid busy or idle.", .fallback = "0", .example = "{ value = \"90000 USD / yr\", low = \"80000 USD / yr\", high = \"110000 USD / yr\", grade = \"B\", source = \"pay survey\" }", .range = at_least(0)},
                  {.key = "shrinkage", .kind = K::share, .meaning = "Share of the paid hours lost to meetings, training and absence.", .fallback = "0.0", .example = "0.3", .range = {0, 1, false, true}},
                  {.key = "quality_sd", .kind = K::number, .meaning = "Coefficient of variation of quality between servers.", .fallback = "0.0", .range = between(0, 2)},
                  {.key = "speed_sd", .kind = K::number, .meaning = "Coefficient of variation of speed between servers.", .fallback = "0.0", .range = between(0, 2)},
                  {.key = "sitting", .kind = K::duration, .meaning = "Long open work is cut into pieces of this length, so that urgent work can pass; 0: never.", .fallback = "\"1 h\"", .range = at_least(0)},
                  {.key = "overtime", .kind = K::boolean, .meaning = "Open work goes on past closing time.", .fallback = "false"},
                  {.key = "books", .kind = K::boolean, .meaning = "Every customer has a server of her own.", .fallback = "false", .example = "true"},
                  {.key = "attrition", .kind = K::hazard, .meaning = "Hazard of a server's leaving.", .fallback = "0", .example = "{ share = 0.2, per = \"1 yr\", grade = \"B\", source = \"pay survey\" }", .range = at_least(0)},
                  {.key = "notice", .kind = K::duration, .meaning = "Time between giving notice and leaving.", .fallback = "\"0 d\"", .range = at_least(0)},
                  {.key = "hire_delay", .kind = K::duration, .meaning = "Time until a leaver's place is filled.", .fallback = "\"0 d\"", .range = at_least(0)},
                  {.key = "hire_cost", .kind = K::money, .meaning = "Cost of one hire.", .fallback = "0", .range = at_least(0)},
                  {.key = "ramp", .kind = K::duration, .meaning = "Time until a new server works at full speed.", .fallback = "\"0 d\"", .range = at_least(0)},
                  {.key = "ramp_start", .kind = K::share, .meaning = "Share of full speed on a server's first day.", .fallback = "1.0", .range = {0, 1, true, false}},
                  {.key = "slot_length", .kind = K::duration, .meaning = "Length of an appointment, for kind slots.", .absent = "needed for slots only", .range = above(0)},
                  {.key = "slot_earliest", .kind = K::duration, .meaning = "Earliest acceptable appointment after asking.", .fallback = "\"0 d\"", .range = at_least(0)},
                  {.key = "slot_latest", .kind = K::duration, .meaning = "Latest acceptable appointment after asking.", .absent = "needed for slots only", .range = above(0)}}});
  all.push_back({"pool.*.overflow", Side::strategy, "Requests that have waited too long go to another pool.",
                 {{.key = "to", .kind = K::name, .meaning = "The other pool.", .example = "\"advisers\"", .refers = Refers::pool, .required = true},
                  {.key = "after", .kind = K::duration, .meaning = "Waiting time after which they go.", .example = "\"4 h\"", .range = at_least(0), .required = true},
                  {.key = "clock", .kind = K::choice, .meaning = "It counts in working or in wall-clock time.", .fallback = "\"working\"", .choices = {"working", "wall"}}}});
  all.push_back(influence_section("pool.*.handover.*", Side::strategy, "What a change of her own server does to a customer's risks, in a pool with books."));
  all.push_back(override_section("pool.*.handover.*.segment.@segment", Side::strategy, all.back(), {"ratio"}));
  all.push_back({"platform.*", Side::strategy, "Technology that is paid for whatever it is used for.",
                 {{.key = "build", .kind = K::money, .meaning = "Cost of building it, once.", .fallback = "0", .example = "\"50000 USD\"", .range = at_least(0)},
                  {.key = "at", .kind = K::moment, .meaning = "When it is built, and runs from.", .fallback = "\"0 d\""},
                  {.key = "running", .kind = K::money_rate, .meaning = "Cost of running it.", .fallback = "0", .example = "\"2000 USD / mo\"", .range = at_least(0)}}});
  all.push_back({"scale.*", Side::strategy, "The strategy multiplies risks between two dates, directly.",
                 {{.key = "transitions", .kind = K::names, .meaning = "Transitions that it multiplies.", .absent = "none", .example = "[\"convert\"]", .refers = Refers::transition},
                  {.key = "decisions", .kind = K::names, .meaning = "Decisions that it multiplies.", .absent = "none", .refers = Refers::decision},
                  {.key = "ways", .kind = K::names, .meaning = "Only the decisions' ways that lead to these stages.", .absent = "all ways", .refers = Refers::stage},
                  {.key = "factor", .kind = K::number, .meaning = "The multiplier.", .example = "{ value = 1.1, low = 0.9, high = 1.3, grade = \"U\" }", .range = at_least(0), .required = true, .hangs = true},
                  {.key = "acts_on", .kind = K::choice, .meaning = "What it multiplies: the hazard, or the speed at which times run.", .fallback = "\"hazard\"", .choices = {"hazard", "speed"}},
                  {.key = "on_share", .kind = K::boolean, .meaning = "For decisions: multiply the share itself, not the hazard that it stands for.", .fallback = "false"},
                  {.key = "from", .kind = K::moment, .meaning = "From when.", .fallback = "\"0 d\"", .example = "\"6 mo\""},
                  {.key = "until", .kind = K::moment, .meaning = "Until when.", .absent = "to the end", .example = "\"12 mo\""}}});
  all.push_back(override_section("scale.*.segment.@segment", Side::strategy, all.back(), {"factor"}));
  Section own_flow = {"flow.*.segment.@segment", Side::inner, "For one segment, instead of what the strategy's flow says in general.", {}};
  own_flow.fields = {{.key = "rate", .kind = K::flow_rate, .meaning = "Amount per time in the stages.", .absent = "as in general", .hangs = true},
                     {.key = "amount", .kind = K::flow_amount, .meaning = "Amount per occasion.", .absent = "as in general", .hangs = true},
                     {.key = "enabled", .kind = K::boolean, .meaning = "Whether it exists.", .absent = "as in general"}};
  all.push_back(std::move(own_flow));
  all.push_back(head_section("model.*", "An engagement model: strategy keys under a name, which strategies take by model = NAME. Shipped ones need no table."));
  all.push_back(head_section("overlay.*", "Strategy keys under a name, laid over a model; two overlays may not set one key differently."));
  all.push_back(head_section("frame.*", "Strategy keys under a name, laid over model and overlays."));
  all.push_back({"strategy.*", Side::world, "One of the strategies to compare: a model, overlays, a frame, then strategy keys of its own; later ones win.",
                 {{.key = "label", .kind = K::text, .meaning = "Name in tables and charts.", .absent = "the strategy's name", .example = "\"People first\""},
                  {.key = "model", .kind = K::name, .meaning = "Engagement model, of this file or shipped.", .absent = "none", .refers = Refers::model},
                  {.key = "overlays", .kind = K::names, .meaning = "Overlays, of this file or shipped.", .fallback = "[]", .refers = Refers::overlay},
                  {.key = "frame", .kind = K::name, .meaning = "Frame, of this file or shipped.", .absent = "none", .refers = Refers::frame},
                  {.key = "enabled", .kind = K::boolean, .meaning = "Whether it is simulated.", .fallback = "true"}}});
  all.push_back({"sweep", Side::world, "One scenario for each combination of values; each has its own result file.",
                 {{.key = "*", .kind = K::sweep, .meaning = "Values that the key of this name takes in turn, as in \"segment.small.customers\" = [400, 500].", .absent = "no sweep"},
                  {.key = "zip", .kind = K::sweep, .meaning = "Lists of swept keys that move together instead of in all combinations, as in [[\"a\", \"b\"]].", .absent = "all combinations"}}});
  return all;
}

}  // namespace tenure::models
