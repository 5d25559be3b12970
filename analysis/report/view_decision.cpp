// How sure the choice is, and what would change it: from draws of the uncertain numbers (analysis/decide).
//
//   choice, runner_up  names of strategies
//   lead_unit          unit of the lead
//   numbers            the uncertain numbers on which the lead hangs most: {name, grade, at_low, at_high}: the lead at
//                      either end of the number's range, [mean, half-width]
//   known              what knowing numbers before choosing would be worth: {name, grade, worth: [mean, half-width]}, the most
//                      first, those worth nothing left out
//   all_known          [mean, half-width] of knowing all of them
//   curve              {value, best: {strategy: [probability of being best, half-width]}}
//   table              {strategy, cost, effect: [mean, half-width], status}, cheapest first
//   cost, effect       {name, unit}
#include <algorithm>
#include <cmath>

#include "analysis/decide/document.h"
#include "analysis/report/decided.h"
#include "analysis/report/view.h"

namespace tenure::analysis {
namespace {

constexpr std::size_t most_numbers = 15;

/// [mean, half-width] of {"mean", "half_width"}.
Json pair_of(const Json& measured) {
  const auto number = [&](const char* name) {
    return measured[name].is_null() ? Json(nullptr) : number_of(measured[name].get<double>());
  };
  return Json::array({number("mean"), number("half_width")});
}

/// By how much the lead moves over the number's range.
double swing(const Json& number) {
  const Json& low = number["tornado"]["lead_at_low"]["mean"];
  const Json& high = number["tornado"]["lead_at_high"]["mean"];
  return low.is_null() || high.is_null() ? 0.0 : std::fabs(high.get<double>() - low.get<double>());
}

Json numbers_of(const Json& ignorance) {
  Json numbers = Json::array();
  if (ignorance.is_null()) return numbers;
  std::vector<Json> sorted(ignorance["parameters"].begin(), ignorance["parameters"].end());
  std::stable_sort(sorted.begin(), sorted.end(), [](const Json& a, const Json& b) { return swing(a) > swing(b); });
  for (std::size_t i = 0; i < std::min(most_numbers, sorted.size()) && swing(sorted[i]) > 0.0; ++i)
    numbers.push_back({{"name", sorted[i]["name"]},
                       {"grade", sorted[i]["grade"]},
                       {"at_low", pair_of(sorted[i]["tornado"]["lead_at_low"])},
                       {"at_high", pair_of(sorted[i]["tornado"]["lead_at_high"])}});
  return numbers;
}

Json known_of(const Json& ignorance) {
  Json known = Json::array();
  if (ignorance.is_null()) return known;
  const auto worth = [](const Json& number) { return number["evppi"]["mean"].is_number() ? number["evppi"]["mean"].get<double>() : 0.0; };
  std::vector<Json> sorted(ignorance["parameters"].begin(), ignorance["parameters"].end());
  std::stable_sort(sorted.begin(), sorted.end(), [&](const Json& a, const Json& b) { return worth(a) > worth(b); });
  for (std::size_t i = 0; i < std::min(most_numbers, sorted.size()) && worth(sorted[i]) > 0.0; ++i)
    known.push_back({{"name", sorted[i]["name"]}, {"grade", sorted[i]["grade"]}, {"worth", pair_of(sorted[i]["evppi"])}});
  return known;
}

std::string sentence_of(const Json& decision) {
  std::string text = decision["in_plain_words"];
  for (const Json& sentence : decision["what_would_change_it"]) {
    text += ' ';
    text += sentence.get<std::string>();
  }
  return text;
}

}  // namespace

Json decision_view(const Source& source) {
  if (source.strategies() < 2 || source.decided == nullptr || !decision::has_draws(source.results)) return nullptr;
  const Json decided = decision::as_json(source.decided->draws, source.decided->decision, source.decided->page);
  const Json& choice = decided["choice"];
  if (choice.is_null()) return nullptr;
  Json view{{"asks", "How sure is the choice, and what would change it?"},
            {"choice", choice["choice"]},
            {"runner_up", choice["runner_up"]},
            {"lead_unit", choice["worth"]["unit"]},
            {"cost", decided["cost"]},
            {"effect", decided["effect"]},
            {"numbers", numbers_of(choice["ignorance"])},
            {"known", known_of(choice["ignorance"])},
            {"all_known", pair_of(choice["evpi"])},
            {"curve", Json::array()},
            {"table", Json::array()},
            {"sentences", Json::array({Json::array({sentence_of(decided)})})}};
  for (const Json& point : decided["curve"]) {
    Json best = Json::object();
    for (const auto& [strategy, standing] : point["strategies"].items()) best[strategy] = pair_of(standing["probability_best"]);
    view["curve"].push_back({{"value", number_of(point["value"].get<double>())}, {"best", best}});
  }
  for (const Json& row : decided["incremental_table"])
    view["table"].push_back({{"strategy", row["strategy"]},
                             {"cost", pair_of(row["cost"])},
                             {"effect", pair_of(row["effect"])},
                             {"status", row["status"]}});
  return view;
}

}  // namespace tenure::analysis
