// What the scenario promises of its teams' service, and what each strategy keeps of it.
//
//   over      "draws" or "replications"
//   promises  {name, words, unit, limit, standing: [strategy]: {value: triple, kept: "kept", "broken" or "open", share: [share of
//             the worlds in which it is kept, half-width] or null} or null where the strategy does not give it}
#include "analysis/decide/words.h"
#include "analysis/report/decided.h"
#include "analysis/report/told.h"
#include "analysis/report/view.h"

namespace tenure::analysis {
namespace {

std::string kept_under(const Source& source, const decision::PromisesAnswer& answer, std::size_t s) {
  std::size_t given = 0, kept = 0, broken = 0;
  for (const auto& standing : answer.standing) {
    if (!standing[s].given) continue;
    ++given;
    kept += standing[s].kept == decision::Kept::kept ? 1 : 0;
    broken += standing[s].kept == decision::Kept::broken ? 1 : 0;
  }
  if (given == 0) return "";
  std::string text = source.said(s) + " surely keeps " + std::to_string(kept) + " of " + std::to_string(given);
  return broken == 0 ? text : text + " and breaks " + std::to_string(broken);
}

}  // namespace

Json promises_view(const Source& source) {
  if (source.decided == nullptr || source.decided->answers.promises.promises.empty()) return nullptr;
  const decision::PromisesAnswer& answer = source.decided->answers.promises;
  const auto triple = [&](const decision::Measured& measured) {
    return triple_of(decision::estimate_of(measured, answer.units, source.confidence()));
  };
  Json view{{"asks", "Which service promises are kept?"},
            {"over", answer.chance_only ? "replications" : "draws"},
            {"promises", Json::array()}};
  for (std::size_t p = 0; p < answer.promises.size(); ++p) {
    const decision::Promise& promise = answer.promises[p];
    Json one{{"name", promise.name},
             {"words", decision::promise_in_words(source.results, promise)},
             {"unit", promise.missed ? "1" : "h"},
             {"limit", number_of(promise.limit)},
             {"standing", Json::array()}};
    for (const decision::PromiseStanding& standing : answer.standing[p]) {
      if (!standing.given) {
        one["standing"].push_back(nullptr);
        continue;
      }
      Json share = nullptr;
      if (standing.share) {
        share = triple(*standing.share);
        share.erase(2);
      }
      one["standing"].push_back({{"value", triple(standing.value)}, {"kept", decision::name_of(standing.kept)}, {"share", share}});
    }
    view["promises"].push_back(std::move(one));
  }
  std::vector<std::string> items;
  for (std::size_t s = 0; s < source.strategies(); ++s)
    if (std::string item = kept_under(source, answer, s); !item.empty()) items.push_back(std::move(item));
  view["sentences"] = Json::array({Json::array({items.empty() ? "" : "Of the limits promised, " + listed(items) + "."})});
  return view;
}

}  // namespace tenure::analysis
