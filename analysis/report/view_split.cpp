// What of a difference the file assumes, and what limited time adds: the document of `tenure split`.
//
//   measure, unit, baseline (index), replications
//   strategies  {strategy: index, whole, computed: [mean, half-width, n], parts: {name, words, value: [mean, half-width, n]}}
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "analysis/report/splits.h"
#include "analysis/report/view.h"

namespace tenure::analysis {
namespace {

using Word = std::pair<const char*, const char*>;
constexpr std::array<Word, 7> part_words = {{{"costs", "planned costs and flows"},
                                             {"effects", "effects that the file states"},
                                             {"waiting", "waiting"},
                                             {"missed", "missed contacts"},
                                             {"turnover", "staff that leaves"},
                                             {"handovers", "hand-overs"},
                                             {"overload", "overload"}}};

Json triple_in(const Json& estimate) {
  const auto number = [&](const char* name) { return estimate[name].is_number() ? number_of(estimate[name].get<double>()) : Json(nullptr); };
  return Json::array({number("mean"), number("half_width"), estimate.value("replications", 0)});
}

std::size_t index_of(const ResultSet& results, const std::string& name) {
  const auto& names = results.dimensions[0].labels;
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

/// The mean over the first `n` replications, as a split of so many has it.
double mean_difference(const ResultSet& results, const ResultVariable& variable, std::size_t s, std::size_t b, std::size_t n) {
  double sum = 0.0;
  const std::size_t all = results.replications();
  for (std::size_t r = 0; r < n; ++r) sum += variable.values[s * all + r] - variable.values[b * all + r];
  return sum / static_cast<double>(n);
}

}  // namespace

std::vector<Json> splits_in(const Json& document) {
  if (!document.is_object() || document.value("format", Json()) != "tenure split") return {};
  const auto points = document.find("points");
  return points == document.end() || !points->is_array() ? std::vector<Json>{} : std::vector<Json>(points->begin(), points->end());
}

bool is_split_of(const Json& point, const ResultSet& results) {
  try {
    const ResultVariable* variable = results.variable(point.at("measure").get<std::string>());
    const std::size_t n = point.at("replications").get<std::size_t>(), b = index_of(results, point.at("baseline"));
    if (variable == nullptr || !variable->dims.empty() || n == 0 || n > results.replications() || b >= results.strategies()) return false;
    if (point.at("strategies").empty()) return false;
    for (const Json& one : point.at("strategies")) {
      const std::size_t s = index_of(results, one.at("strategy"));
      if (s >= results.strategies() || one.at("parts").empty()) return false;
      const double kept = mean_difference(results, *variable, s, b, n), told = one.at("whole").at("mean").get<double>();
      if (std::fabs(kept - told) > 1e-9 * std::max({std::fabs(kept), std::fabs(told), 1e-300})) return false;
      double sum = 0.0, size = 1e-300;
      for (const Json& part : one.at("parts")) {
        if (!part.at("part").is_string() || !part.at("mean").is_number()) return false;
        sum += part.at("mean").get<double>();
        size = std::max(size, std::fabs(part.at("mean").get<double>()));
      }
      if (std::fabs(sum - told) > 1e-6 * size) return false;
      if (!one.at("computed").is_object() || !one.at("sentence").is_string()) return false;
    }
    return true;
  } catch (const Json::exception&) {
    return false;
  }
}

Json split_view(const Source& source) {
  if (source.split == nullptr || source.split->is_null()) return nullptr;
  const Json& split = *source.split;
  Json view{{"asks", "How much of a difference is assumed, and how much computed?"},
            {"measure", split["measure"]},
            {"unit", source.results.variable(split["measure"].get<std::string>())->unit},
            {"baseline", index_of(source.results, split["baseline"])},
            {"replications", split["replications"]},
            {"strategies", Json::array()}};
  std::string text;
  for (const Json& one : split["strategies"]) {
    Json strategy{{"strategy", index_of(source.results, one["strategy"])},
                  {"whole", triple_in(one["whole"])},
                  {"computed", triple_in(one["computed"])},
                  {"parts", Json::array()}};
    for (const auto& [name, words] : part_words)
      for (const Json& part : one["parts"])
        if (part["part"] == name && part.value("present", true))
          strategy["parts"].push_back({{"name", name}, {"words", words}, {"value", triple_in(part)}});
    view["strategies"].push_back(std::move(strategy));
    if (!text.empty()) text += ' ';
    text += one["sentence"].get<std::string>();
  }
  view["sentences"] = Json::array({Json::array({text})});
  return view;
}

}  // namespace tenure::analysis
