#include <array>

#include "analysis/trace/report.h"

namespace tenure::analysis {
namespace {

using Json = nlohmann::ordered_json;
using models::Scenario;
using models::TraceCause;
using models::TraceEvent;
using models::TraceHelp;
using models::TraceKind;

const char* name_of(TraceKind kind) {
  switch (kind) {
    case TraceKind::begins: return "begins";
    case TraceKind::moves: return "moves";
    case TraceKind::asks: return "asks";
    case TraceKind::booked: return "booked";
    case TraceKind::held: return "held";
    case TraceKind::missed: return "missed";
    case TraceKind::withdrawn: return "withdrawn";
    case TraceKind::helps_herself: return "helps_herself";
    case TraceKind::comes_back: return "comes_back";
    case TraceKind::decides: return "decides";
    case TraceKind::changes: return "changes";
    case TraceKind::handed_over: return "handed_over";
    case TraceKind::surveyed: return "surveyed";
    case TraceKind::ends: return "ends";
  }
  return "";
}

const char* name_of(TraceCause cause) {
  switch (cause) {
    case TraceCause::none: return "";
    case TraceCause::transition: return "transition";
    case TraceCause::decision: return "decision";
    case TraceCause::contact: return "contact";
    case TraceCause::no_time: return "no_time";
    case TraceCause::closed: return "closed";
    case TraceCause::full: return "full";
    case TraceCause::not_reached: return "not_reached";
  }
  return "";
}

const char* name_of(TraceHelp help) {
  switch (help) {
    case TraceHelp::settled: return "settled";
    case TraceHelp::goes_on: return "goes_on";
    case TraceHelp::returns: return "returns";
    case TraceHelp::silent: return "silent";
  }
  return "";
}

constexpr std::array<const char*, models::kAccounts> kAccountNames = {
    "revenue", "other_cost", "effect", "contact_cost", "goods_cost", "acquisition_cost", "acquisition_contact"};

double days(sim::Tick t) { return sim::in_units(t, sim::kDay); }

Json levels_json(const models::Trace& trace, const models::TraceLevels& levels) {
  Json json = Json::object();
  for (std::size_t i = 0; i < levels.states.size(); ++i) json["states"][trace.states[i]] = levels.states[i];
  if (trace.has_satisfaction) {
    json["satisfaction"] = levels.satisfaction;
    json["expectation"] = levels.expectation;
  }
  json["size"] = levels.size;
  for (const models::TraceRisk& risk : levels.leaving) json["risk_factor"][risk.name] = risk.factor;
  return json;
}

Json money_json(const std::array<double, models::kAccounts>& money) {
  Json json = Json::object();
  for (std::size_t a = 0; a < money.size(); ++a)
    if (money[a] != 0.0) json[kAccountNames[a]] = money[a];
  return json;
}

Json event_json(const Scenario& scenario, const models::Trace& trace, const TraceEvent& e) {
  Json json = {{"event", name_of(e.kind)}, {"day", days(e.at)}, {"time", instant_text(scenario, e.at)}, {"known_day", days(e.known)}};
  const auto text = [&](const char* key, const std::string& value) {
    if (!value.empty()) json[key] = value;
  };
  const bool contact = e.kind == TraceKind::asks || e.kind == TraceKind::booked || e.kind == TraceKind::held ||
                       e.kind == TraceKind::missed || e.kind == TraceKind::comes_back;
  text("what", e.what);
  text(e.kind == TraceKind::helps_herself ? "demand_of" : "from", e.from);
  text("to", e.to);
  text("cause", name_of(e.cause));
  if (contact) {
    json["occasion"] = e.occasion;
    json["return"] = e.attempt;
    json["demand"] = e.demand;
    json["automatic"] = e.automatic;
  }
  text("pool", e.pool);
  if ((e.kind == TraceKind::held || e.kind == TraceKind::missed) && !e.automatic) {
    json["asked_day"] = days(e.asked);
    json["waited_days"] = days((e.kind == TraceKind::held ? e.begun : e.at) - e.asked);
  }
  if (e.kind == TraceKind::held) {
    json["begun_day"] = days(e.begun);
    json["quality"] = e.quality;
    json["late_factor"] = e.late;
    json["settled"] = e.settled;
  }
  if (e.server >= 0) {
    json["seat"] = e.server;
    json["occupant"] = e.person;
  }
  if (e.experience >= 0.0) json["experience"] = e.experience;
  switch (e.kind) {
    case TraceKind::helps_herself: json["outcome"] = name_of(e.help); break;
    case TraceKind::decides:
      json["chance_of_going"] = e.amount;
      if (!e.to.empty()) json["goes_day"] = days(e.begun);
      break;
    case TraceKind::changes:
      json["size_factor"] = e.amount;
      json["noticed"] = e.settled;
      break;
    case TraceKind::surveyed:
      json["score"] = e.amount;
      json["answered"] = e.settled;
      break;
    case TraceKind::withdrawn:
      json["contacts"] = e.amount;
      json["taken_back"] = e.settled;
      break;
    default: break;
  }
  json["after"] = levels_json(trace, e.after);
  return json;
}

Json parting_json(const Scenario& scenario, const Parting& parting) {
  if (!parting.parts) return nullptr;
  return {{"day", days(parting.at)}, {"time", instant_text(scenario, parting.at)}, {"why", parting.why}};
}

}  // namespace

Json as_json(const TraceReport& r) {
  const Scenario& scenario = *r.scenario;
  const models::Trace& who = r.histories.front().trace;
  Json json = {{"file", r.file}, {"sentence", sentence(scenario, r.who(), r.histories)}, {"chosen", r.chosen},
               {"replication", r.replication}, {"seed", scenario.experiment.seed}, {"currency", scenario.money.currency}};
  json["customer"] = {{"number", r.number}, {"segment", who.segment}, {"number_in_segment", r.number_in_segment},
                      {"newcomer", who.newcomer}, {"met", who.met}, {"born_day", days(who.born)}, {"frailty", who.frailty}};
  for (const auto& [name, value] : who.attributes) json["customer"]["attributes"][name] = value;
  const auto name = [&](const History& h) { return scenario.strategies[static_cast<std::size_t>(h.strategy)].name; };
  json["baseline"] = name(r.histories[r.baseline]);
  json["strategies"] = Json::array();
  for (std::size_t i = 0; i < r.histories.size(); ++i) {
    const History& h = r.histories[i];
    Json one = {{"strategy", name(h)}, {"fate", fate(scenario, h.trace)}, {"value", h.value()}, {"labour", h.labour}};
    one["discounted"] = money_json(h.trace.discounted);
    for (const auto& [pool, worked] : h.trace.worked) one["worked_hours"][pool] = sim::in_units(worked, sim::kHour);
    if (i != r.baseline) {
      one["parts_from_baseline"] = parting_json(scenario, part(scenario, h, r.histories[r.baseline]));
      one["life_parts_from_baseline"] = parting_json(scenario, part_lives(scenario, h, r.histories[r.baseline]));
    }
    one["events"] = Json::array();
    for (const TraceEvent& e : h.trace.events) one["events"].push_back(event_json(scenario, h.trace, e));
    one["months"] = Json::array();
    for (std::size_t m = 0; m < h.trace.months.size(); ++m) {
      const models::TraceMonth& month = h.trace.months[m];
      Json to = {{"month", m + 1}, {"stage", month.stage}, {"money", money_json(month.money)}};
      if (!month.stage.empty()) to["at_end"] = levels_json(h.trace, month.levels);
      one["months"].push_back(std::move(to));
    }
    json["strategies"].push_back(std::move(one));
  }
  return json;
}

}  // namespace tenure::analysis
