// Which ways customers take between stages, and where they are lost: how often each transition happened.
//
//   ways  {label, count: figures}
#include <cmath>

#include "analysis/report/told.h"
#include "analysis/report/view.h"

namespace tenure::analysis {
namespace {

Runs taken(const Source& source, std::size_t way) {
  return sum_of(source.results, "transition_count", {{"transition", way, way + 1}});
}

/// The way in which a strategy differs most from the baseline.
std::string where_they_differ(const Source& source, std::size_t baseline) {
  const Dimension& ways = *source.results.dimension("transition");
  const ResultSet& results = source.results;
  std::size_t way = 0;
  double most = 0.0;
  for (std::size_t w = 0; w < ways.size(); ++w) {
    const Runs runs = taken(source, w);
    for (std::size_t s = 0; s < source.strategies(); ++s) {
      const double gap = std::fabs(difference_of(runs, s, baseline, results).difference.mean);
      if (!(gap > most)) continue;
      most = gap;
      way = w;
    }
  }
  if (most == 0.0) return "";
  const Runs runs = taken(source, way);
  return "The strategies differ most in how often customers take the way " + source.results.display_label("transition", way) +
         ": " + source.said(baseline) + " " + told(estimate_of(runs, baseline, results), "1", "transition_count") +
         " times; " + others_against(source, baseline, [&](std::size_t s) {
           return told_difference(difference_of(runs, s, baseline, results).difference, "1", "transition_count");
         }) + ".";
}

}  // namespace

Json ways_view(const Source& source) {
  const Dimension* ways = source.results.dimension("transition");
  if (ways == nullptr || source.results.variable("transition_count") == nullptr) return nullptr;
  Json view{{"asks", "Which ways do customers take, and where are they lost?"},
            {"ways", Json::array()},
            {"sentences", Json::array()}};
  for (std::size_t w = 0; w < ways->size(); ++w) {
    const Json count = figures_of(taken(source, w), source.results);
    if (!count.is_null()) view["ways"].push_back({{"label", source.results.display_label("transition", w)}, {"count", count}});
  }
  if (view["ways"].empty()) return nullptr;
  for (std::size_t b = 0; b < source.strategies(); ++b)
    view["sentences"].push_back(Json::array({where_they_differ(source, b)}));
  return view;
}

}  // namespace tenure::analysis
