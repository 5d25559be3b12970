// Single customers under every strategy with the same luck: where their lives part, and why.
//
//   currency
//   customers  documents of analysis/report/traces.h, `strategy` as an index
#include <algorithm>

#include "analysis/report/traces.h"
#include "analysis/report/view.h"
#include "sim/time/tick.h"

namespace tenure::analysis {
namespace {

const char* kind_of(const models::TraceEvent* event) {
  if (event == nullptr) return "other";
  switch (event->kind) {
    case models::TraceKind::held: return "contact";
    case models::TraceKind::missed: return "missed";
    case models::TraceKind::begins:
    case models::TraceKind::moves:
    case models::TraceKind::ends:
    case models::TraceKind::comes_back: return "life";
    case models::TraceKind::decides:
    case models::TraceKind::changes: return "decision";
    default: return "other";
  }
}

}  // namespace

Json trace_document(const TraceReport& report) {
  const models::Scenario& scenario = *report.scenario;
  Json json{{"who", report.who()},
            {"chosen", report.chosen},
            {"sentence", sentence(scenario, report.who(), report.histories)},
            {"replication", report.replication},
            {"baseline", report.baseline},
            {"histories", Json::array()}};
  const History& base = report.histories[report.baseline];
  for (const History& history : report.histories) {
    Json one{{"strategy", scenario.strategies[static_cast<std::size_t>(history.strategy)].name},
             {"fate", fate(scenario, history.trace)},
             {"value", number_of(history.value())},
             {"why", ""},
             {"entries", Json::array()}};
    const bool same = &history == &base;
    const Parting parting = same ? Parting{} : part(scenario, base, history);
    if (parting.parts) one["why"] = parting.why;
    for (std::size_t i = 0; i < history.entries.size(); ++i) {
      const Entry& entry = history.entries[i];
      one["entries"].push_back({number_of(sim::in_units(entry.at, sim::kDay)), instant_text(scenario, entry.at), entry.text,
                                kind_of(entry.event), parting.parts && i == parting.second});
    }
    json["histories"].push_back(std::move(one));
  }
  return json;
}

Json traces_view(const Source& source) {
  if (source.traces == nullptr || source.traces->empty()) return nullptr;
  const auto& names = source.results.dimensions[0].labels;
  Json view{{"asks", "What does that look like for single customers?"}, {"currency", source.results.currency}, {"customers", *source.traces}};
  std::string text;
  for (Json& customer : view["customers"]) {
    for (Json& history : customer["histories"])
      history["strategy"] = std::find(names.begin(), names.end(), history["strategy"].get<std::string>()) - names.begin();
    if (!text.empty()) text += ' ';
    text += customer["sentence"].get<std::string>();
  }
  view["sentences"] = Json::array({Json::array({text})});
  return view;
}

}  // namespace tenure::analysis
