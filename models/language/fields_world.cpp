// The world's sections: time, money, customers, funnel, demand, events.
#include "models/language/field_rows.h"

// clang-format off: one row, one line

namespace tenure::models {

std::vector<Section> world_sections() {
  using K = Kind;
  std::vector<Section> all;
  all.push_back({"", Side::world, "The top of the file.",
                 {{.key = "extends", .kind = K::text, .meaning = "Another scenario file, relative to this one, on which this one is laid: tables merge key by key, everything else is replaced.",
                   .absent = "the file stands alone", .example = "\"base.toml\""}}});
  all.push_back({"scenario", Side::world, "What the file is about.",
                 {{.key = "title", .kind = K::text, .meaning = "Title of the comparison.", .fallback = "\"\"", .example = "\"Every key of the language\""},
                  {.key = "question", .kind = K::text, .meaning = "The question that the comparison answers.", .fallback = "\"\"", .example = "\"Which model pays?\""}}});
  all.push_back({"time", Side::world, "The span simulated. 1 mo = 30.4375 d, 1 yr = 365.25 d; there are no time zones.",
                 {{.key = "start", .kind = K::date, .meaning = "Midnight at which the simulated time begins.", .fallback = "2026-01-01"},
                  {.key = "horizon", .kind = K::duration, .meaning = "Length of the simulated time.", .example = "\"36 mo\"", .range = between(1e-9, 36525), .required = true,
                   .reason = "Nothing can happen in no time, and a century is the most that is simulated."},
                  {.key = "reading_lag", .kind = K::duration, .meaning = "Time between the end of an open request and the customer's reading of the answer.", .fallback = "\"1 h\"", .range = between(300.0 / 86400.0, 31),
                   .reason = "Answers travel at least five minutes: the engine's windows rest on it."},
                  {.key = "fade_step", .kind = K::duration, .meaning = "Longest piece of time over which a fading effect is averaged; at most a quarter of the shortest half-life.", .fallback = "\"7 d\"", .range = above(0)},
                  {.key = "tick", .kind = K::duration, .meaning = "Resolution of event times.", .fallback = "\"1 us\"", .range = between(1.0 / 86400e6, 1)}}});
  all.push_back({"money", Side::world, "Money, in constant prices of one currency.",
                 {{.key = "currency", .kind = K::text, .meaning = "ISO code of the currency of every amount in the file.", .fallback = "\"USD\""},
                  {.key = "discount", .kind = K::yearly, .meaning = "Rate at which later money counts less, effective per year.", .fallback = "\"0 % / yr\"", .range = between(0, 1)}}});
  all.push_back({"effect", Side::world, "One further effect by which strategies are judged, beside money.",
                 {{.key = "name", .kind = K::text, .meaning = "What it is.", .example = "\"quality-adjusted life\"", .required = true},
                  {.key = "unit", .kind = K::text, .meaning = "Its unit, as flows write it.", .example = "\"QALY\"", .required = true},
                  {.key = "discount", .kind = K::yearly, .meaning = "Rate at which later effect counts less, effective per year.", .fallback = "\"0 % / yr\"", .range = between(0, 1)}}});
  all.push_back({"experiment", Side::world, "How often the world is simulated, and against what strategies are compared.",
                 {{.key = "replications", .kind = K::integer, .meaning = "Independent runs of each strategy.", .fallback = "100", .range = between(1, 1e6)},
                  {.key = "seed", .kind = K::integer, .meaning = "Number that all randomness hangs on.", .fallback = "1", .range = at_least(0)},
                  {.key = "confidence", .kind = K::share, .meaning = "Confidence of the intervals.", .fallback = "0.95", .range = {0.5, 1.0, false, true}},
                  {.key = "baseline", .kind = K::name, .meaning = "Strategy that the others are compared with.", .absent = "the first strategy", .example = "\"people\"", .refers = Refers::strategy}}});
  all.push_back({"evidence", Side::world, "How far published effects are believed.",
                 {{.key = "causal_discount", .kind = K::share, .meaning = "Share of the logarithm of an effect marked observational that is taken as causal; applied once.", .fallback = "1.0"}}});
  all.push_back({"hours.*", Side::world, "Opening hours: a weekly pattern and holidays.",
                 {{.key = "week", .kind = K::week, .meaning = "Days and hours of a week.", .example = "[\"mon-fri 09:00-17:00\", \"sat 10:00-14:00\"]", .required = true},
                  {.key = "holidays", .kind = K::dates, .meaning = "Days on which nobody works.", .fallback = "[]", .example = "[2026-12-25]"}}});
  all.push_back({"segment.*", Side::world, "A group of customers that differ from one another by chance only.",
                 {{.key = "label", .kind = K::text, .meaning = "Name in tables and charts.", .absent = "the segment's name", .example = "\"Small firms\""},
                  {.key = "customers", .kind = K::count, .meaning = "Customers in the book at the start.", .fallback = "0", .example = "{ value = 500, low = 450, high = 550, grade = \"A\", source = \"own books\" }", .range = between(0, 1e8)},
                  {.key = "arrivals", .kind = K::rate, .meaning = "Newcomers per time, as a Poisson process.", .fallback = "\"0 / mo\"", .example = "\"9 / mo\"", .range = at_least(0)},
                  {.key = "season", .kind = K::season, .meaning = "Multipliers of the arrivals by calendar month, January first.", .fallback = "[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]", .range = at_least(0)},
                  {.key = "growth", .kind = K::yearly, .meaning = "Growth of the arrivals per year, compounded daily.", .fallback = "\"0 % / yr\"", .range = above(-1)},
                  {.key = "start", .kind = K::stage_shares, .meaning = "Stage in which newcomers begin, or shares over stages.", .example = "\"trial\"", .required = true},
                  {.key = "opening", .kind = K::stage_shares, .meaning = "Stage of the customers in the book at the start, or shares over stages.", .absent = "as start", .example = "{ trial = 0.1, active = 0.9 }"},
                  {.key = "opening_age", .kind = K::spread, .meaning = "How long the customers in the book have been customers already.", .fallback = "\"0 d\"", .example = "{ dist = \"exponential\", mean = \"2 yr\" }", .range = at_least(0)},
                  {.key = "frailty", .kind = K::number, .meaning = "Variance of a gamma-distributed multiplier (mean 1) by which customers' own hazards differ.", .fallback = "0.0", .example = "0.5", .range = between(0, 100)}}});
  all.push_back({"segment.*.attribute", Side::world, "What customers of the segment carry: price, size, patience ... Every segment states every attribute.",
                 {{.key = "*", .kind = K::attribute, .meaning = "Distribution of the attribute over the segment's customers; \"attribute.NAME\" stands for it elsewhere.", .absent = "no attribute", .example = "{ dist = \"lognormal\", median = \"40 USD / mo\", sigma = 0.3 }"}}});
  all.push_back({"stage.*", Side::world, "A place in the funnel.",
                 {{.key = "label", .kind = K::text, .meaning = "Name in tables and charts.", .absent = "the stage's name", .example = "\"On trial\""},
                  {.key = "customer", .kind = K::boolean, .meaning = "Who is in this stage counts as a customer.", .fallback = "true"},
                  {.key = "funnel", .kind = K::choice, .meaning = "Which step of the funnel this is, for reports.", .absent = "none", .example = "\"active\"",
                   .choices = {"awareness", "discovery", "consideration", "conversion", "onboarding", "active", "advocacy", "lost"}}}});
  all.push_back({"transition.*", Side::world, "A way out of stages; the ways out of a stage compete, and the earliest wins.",
                 {{.key = "from", .kind = K::names, .meaning = "Stages that it leaves.", .example = "[\"trial\", \"active\"]", .refers = Refers::stage, .required = true},
                  {.key = "to", .kind = K::name, .meaning = "Stage that it enters.", .example = "\"lost\"", .refers = Refers::stage, .required = true},
                  {.key = "hazard", .kind = K::hazard, .meaning = "Constant hazard of going this way; give either hazard or time.", .absent = "time is given", .example = "{ value = \"0.33 / yr\", low = \"0.2 / yr\", high = \"0.5 / yr\", grade = \"C\", source = \"trade survey\" }", .range = at_least(0)},
                  {.key = "time", .kind = K::spread, .meaning = "Distribution of the time until it happens; give either hazard or time.", .absent = "hazard is given", .range = at_least(0), .hangs = true},
                  {.key = "clock", .kind = K::choice, .meaning = "What the time is counted from: entering the stage, or becoming a customer (tenure).", .fallback = "\"stage\"", .choices = {"stage", "tenure"}},
                  {.key = "acts_on", .kind = K::choice, .meaning = "What an effect on it multiplies: the hazard, or the speed at which the time runs.", .absent = "hazard for exponential and Weibull times, else speed", .choices = {"hazard", "speed"}},
                  {.key = "frailty", .kind = K::boolean, .meaning = "The customer's own frailty multiplies it.", .fallback = "false"},
                  {.key = "enabled", .kind = K::boolean, .meaning = "Whether it exists.", .fallback = "true"}}});
  all.push_back({"transition.*.contagion", Side::world, "Word of mouth: the hazard rises with the share of all customers who are in some stages.",
                 {{.key = "stages", .kind = K::names, .meaning = "Stages whose customers are contagious.", .example = "[\"active\"]", .refers = Refers::stage, .required = true},
                  {.key = "hazard", .kind = K::hazard, .meaning = "Hazard added when everybody is in these stages; proportionally less below.", .example = "\"0.38 / yr\"", .range = at_least(0), .required = true, .hangs = true}}});
  all.push_back({"decision.*", Side::world, "A choice between ways at dates or every cycle, a renewal for instance.",
                 {{.key = "from", .kind = K::names, .meaning = "Stages in which it is taken.", .example = "[\"active\"]", .refers = Refers::stage, .required = true},
                  {.key = "every", .kind = K::duration, .meaning = "Time between two decisions; give either every or dates.", .absent = "dates are given", .example = "\"1 yr\"", .range = above(0)},
                  {.key = "dates", .kind = K::moments, .meaning = "When it is taken, for everybody at once.", .absent = "every is given"},
                  {.key = "first", .kind = K::duration, .meaning = "First decision after the anchor.", .absent = "as every", .range = above(0)},
                  {.key = "anchor", .kind = K::choice, .meaning = "What cycles are counted from: becoming a customer (start), or entering the stage.", .fallback = "\"start\"", .choices = {"start", "stage"}},
                  {.key = "frailty", .kind = K::boolean, .meaning = "The customer's own frailty multiplies the hazard of leaving that the shares stand for.", .fallback = "false"},
                  {.key = "enabled", .kind = K::boolean, .meaning = "Whether it exists.", .fallback = "true"}}});
  all.push_back({"decision.*.to", Side::world, "The ways of the decision; what is left of 1 stays.",
                 {{.key = "@stage", .kind = K::share, .meaning = "Share of the customers who go to this stage.", .absent = "nobody goes there", .example = "{ value = 0.1, low = 0.05, high = 0.2, grade = \"U\" }", .hangs = true}}});
  all.push_back({"flow.*", Side::strategy, "Money, or the further effect, that a customer brings or costs. In a strategy: a flow of that strategy alone.",
                 {{.key = "kind", .kind = K::choice, .meaning = "What flows.", .example = "\"revenue\"", .choices = {"revenue", "cost", "effect"}, .required = true},
                  {.key = "label", .kind = K::text, .meaning = "Name in tables and charts.", .absent = "the flow's name"},
                  {.key = "stages", .kind = K::names, .meaning = "Stages in which it flows.", .absent = "it comes with transitions or decisions", .example = "[\"active\"]", .refers = Refers::stage},
                  {.key = "transitions", .kind = K::names, .meaning = "Transitions at which it is paid.", .absent = "none", .refers = Refers::transition},
                  {.key = "decisions", .kind = K::names, .meaning = "Decisions at which it is paid, whichever way is taken.", .absent = "none", .refers = Refers::decision},
                  {.key = "rate", .kind = K::flow_rate, .meaning = "Amount per time in the stages; give either rate or amount.", .absent = "amount is given", .example = "\"attribute.price\"", .hangs = true},
                  {.key = "amount", .kind = K::flow_amount, .meaning = "Amount per occasion: every interval in the stages, or at the transitions and decisions.", .absent = "rate is given", .hangs = true},
                  {.key = "every", .kind = K::duration, .meaning = "Interval of an amount in stages.", .absent = "no interval", .range = above(0)},
                  {.key = "anchor", .kind = K::choice, .meaning = "What intervals are counted from: entering the stage, or becoming a customer (start).", .fallback = "\"stage\"", .choices = {"stage", "start"}},
                  {.key = "at", .kind = K::choice, .meaning = "Paid at the start or at the end of each interval.", .fallback = "\"start\"", .choices = {"start", "end"}},
                  {.key = "after", .kind = K::duration, .meaning = "It flows only after this time in the stage.", .fallback = "\"0 d\"", .range = at_least(0)},
                  {.key = "before", .kind = K::duration, .meaning = "It flows only before this time in the stage.", .absent = "without end", .range = above(0)},
                  {.key = "from", .kind = K::moment, .meaning = "It flows only from this date on.", .fallback = "\"0 d\""},
                  {.key = "until", .kind = K::moment, .meaning = "It flows only until this date.", .absent = "without end"},
                  {.key = "enabled", .kind = K::boolean, .meaning = "Whether it exists.", .fallback = "true"}}});
  all.push_back({"demand.*", Side::world, "What customers come with of their own accord: questions, complaints, visits.",
                 {{.key = "stages", .kind = K::names, .meaning = "Stages in which they come.", .example = "[\"active\"]", .refers = Refers::stage, .required = true},
                  {.key = "rate", .kind = K::rate, .meaning = "How often one customer comes.", .example = "{ value = \"0.6 / mo\", low = \"0.3 / mo\", high = \"1 / mo\", grade = \"C\" }", .range = at_least(0), .required = true, .hangs = true},
                  {.key = "hours", .kind = K::name, .meaning = "Hours in which customers come with it, by name; the rate stays the mean of an ordinary week.", .absent = "round the clock", .example = "\"office\"", .refers = Refers::hours},
                  {.key = "pool", .kind = K::name, .meaning = "Pool that answers; every strategy must staff a pool of this name.", .example = "\"support\"", .refers = Refers::pool, .required = true},
                  {.key = "mode", .kind = K::choice, .meaning = "live: the customer waits for the answer (telephone, visit); open: life goes on meanwhile (ticket, e-mail).", .fallback = "\"open\"", .choices = {"open", "live"}},
                  {.key = "priority", .kind = K::integer, .meaning = "0 is served first, 9 last.", .fallback = "5", .range = between(0, 9)},
                  {.key = "work", .kind = K::spread, .meaning = "Working time that one takes.", .example = "{ dist = \"lognormal\", mean = \"25 min\", cv = 0.8 }", .range = at_least(0), .required = true, .hangs = true},
                  {.key = "patience", .kind = K::spread, .meaning = "How long the customer waits for service to begin before giving up.", .fallback = "\"unlimited\"", .range = above(0), .word = "unlimited", .hangs = true,
                   .reason = "Patience is how long a customer waits before giving up, so it must be longer than zero."},
                  {.key = "patience_clock", .kind = K::choice, .meaning = "Patience counts in working or in wall-clock time.", .fallback = "\"working\"", .choices = {"working", "wall"}},
                  {.key = "cost", .kind = K::money, .meaning = "Cost of one answer beside the staff's wages.", .fallback = "0", .range = at_least(0), .hangs = true},
                  {.key = "quality_weight", .kind = K::number, .meaning = "How far the server's quality changes the effects: they jump by 1 + weight × (quality − 1).", .fallback = "0.0", .range = at_least(0)},
                  {.key = "enabled", .kind = K::boolean, .meaning = "Whether it exists.", .fallback = "true"}}});
  for (const char* when : {"done", "missed"}) {
    const std::string path = std::string("demand.*.") + when;
    all.push_back(influence_section(path + ".*", Side::world, std::string(when) == "done" ? "What an answer does to the customer's risks." : "What giving up unanswered does to the customer's risks."));
    all.push_back(override_section(path + ".*.segment.@segment", Side::world, all.back(), {"ratio"}));
  }
  all.push_back({"event.*", Side::world, "Something that happens to the market or the firm on a date, whatever the strategy.",
                 {{.key = "at", .kind = K::moment, .meaning = "When it begins.", .example = "\"18 mo\"", .required = true},
                  {.key = "until", .kind = K::moment, .meaning = "When it ends.", .absent = "it lasts"},
                  {.key = "transitions", .kind = K::names, .meaning = "Transitions whose hazard it multiplies by factor.", .absent = "none", .example = "[\"churn\"]", .refers = Refers::transition},
                  {.key = "decisions", .kind = K::names, .meaning = "Decisions whose hazard it multiplies by factor.", .absent = "none", .refers = Refers::decision},
                  {.key = "arrivals", .kind = K::names, .meaning = "Segments whose arrivals it multiplies by factor.", .absent = "none", .refers = Refers::segment},
                  {.key = "factor", .kind = K::number, .meaning = "The multiplier.", .fallback = "1.0", .example = "1.2", .range = at_least(0)},
                  {.key = "pool", .kind = K::name, .meaning = "Pool that loses servers at that moment; strategies without it are untouched.", .absent = "none", .refers = Refers::pool},
                  {.key = "servers_lost", .kind = K::integer, .meaning = "Number of servers lost.", .fallback = "0", .range = at_least(0)}}});
  const auto like = [&all](std::string_view path) -> const Section& {
    for (const Section& s : all) if (s.path == path) return s;
    return all.front();
  };
  all.push_back(override_section("segment.*.transition.@transition", Side::world, like("transition.*"), {"hazard", "time", "enabled"}));
  all.push_back(override_section("segment.*.transition.@transition.contagion", Side::world, like("transition.*.contagion"), {"hazard"}));
  all.push_back(override_section("segment.*.decision.@decision", Side::world, like("decision.*"), {"enabled"}));
  all.push_back(override_section("segment.*.decision.@decision.to", Side::world, like("decision.*.to"), {"@stage"}));
  all.push_back(override_section("segment.*.flow.@flow", Side::world, like("flow.*"), {"rate", "amount", "enabled"}));
  all.push_back(override_section("segment.*.demand.@demand", Side::world, like("demand.*"), {"rate", "work", "patience", "cost", "enabled"}));
  return all;
}

}  // namespace tenure::models
