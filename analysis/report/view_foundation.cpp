// What all of it rests on: the scenario's numbers with their grades and sources.
//
//   grades   {grade, words, count}, best first; "" for numbers without one
//   weakest  indices of the numbers graded C, J or U, the most relevant first
//   numbers  [key, text, low, high, unit, grade, source, note]
#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "analysis/compare/sentence.h"
#include "analysis/report/view.h"

namespace tenure::analysis {
namespace {

constexpr std::array<std::pair<const char*, const char*>, 7> grades = {{{"A", "official or peer-reviewed"},
                                                                        {"B", "named survey or benchmark"},
                                                                        {"C", "vendor or aggregator"},
                                                                        {"D", "derived from graded figures"},
                                                                        {"J", "judgement within a sourced range"},
                                                                        {"U", "unverified assumption"},
                                                                        {"", "no grade"}}};

}  // namespace

Json foundation_view(const Source& source) {
  const std::vector<ResultParameter>& all = source.results.parameters;
  if (all.empty()) return nullptr;
  const World& world = source.by_baseline[0];
  Json view{{"asks", "What does this rest on, and how far can that be trusted?"},
            {"grades", Json::array()},
            {"weakest", Json::array()},
            {"numbers", Json::array()}};
  for (const auto& [grade, words] : grades) {
    const auto count = std::count_if(all.begin(), all.end(), [&](const ResultParameter& p) { return p.grade == grade; });
    if (count > 0) view["grades"].push_back({{"grade", grade}, {"words", words}, {"count", count}});
  }
  std::map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const ResultParameter& p = all[i];
    places.emplace(p.key, i);
    view["numbers"].push_back({p.key, p.text, number_of(p.low), number_of(p.high), p.unit, p.grade, p.source, p.note});
  }
  for (const ResultParameter& p : world.low_grade) view["weakest"].push_back(places.at(p.key));
  std::string text;
  for (const Passage& passage : passages(world))
    if (passage.topic == "foundation") text = passage.text;
  view["sentences"] = Json::array({Json::array({text})});
  return view;
}

}  // namespace tenure::analysis
