// Which model for which segment: the ranking of each segment by its direct net value.
//
//   measure   name of the measure that the map shows
//   segments  [segment]: {order: strategies, best first; sure: is the first one's lead beyond chance}
//   people    [month]: figures of everybody on the payroll; empty where there is no staff
#include "analysis/report/told.h"
#include "analysis/report/view.h"

namespace tenure::analysis {
namespace {

std::string lead_of(const World& world, const SegmentRanking& segment) {
  const Ranking& ranking = segment.ranking;
  const std::string& best = world.name_of(ranking.order[0]);
  if (!ranking.margin) return segment.label + ": " + best;
  const ComparedMeasure* net = world.measure("segment_net_value_direct", segment.segment);
  const Estimate& margin = ranking.margin->difference;
  if (margin.n == 0) return segment.label + ": no value";
  const std::string amount = told(margin, net->unit, net->name);
  const std::string& second = world.name_of(ranking.order[1]);
  return ranking.sure ? segment.label + ": " + best + ", ahead of " + second + " by " + amount
                      : segment.label + ": " + best + " and " + second + " too close to call (" + amount + ")";
}

}  // namespace

Json map_view(const Source& source) {
  const World& world = source.by_baseline[0];
  if (world.segments.empty() || source.strategies() < 2) return nullptr;
  Json view{{"asks", "Which way of looking after customers suits which segment?"},
            {"measure", "segment_net_value_direct"},
            {"segments", Json::array()}};
  view["people"] = Json::array();
  if (source.results.variable("pool_servers") != nullptr) {
    for (std::size_t m = 0; m < source.size_of("month"); ++m)
      view["people"].push_back(figures_of(sum_of(source.results, "pool_servers", {{"month", m, m + 1}}), source.confidence()));
  }
  std::string all;
  Json sentences = Json::array();
  for (const SegmentRanking& segment : world.segments) {
    view["segments"].push_back({{"order", segment.ranking.order}, {"sure", segment.ranking.sure}});
    const std::string lead = lead_of(world, segment);
    all += (all.empty() ? "" : "; ") + lead;
    sentences.push_back(lead + ".");
  }
  const std::string shared = " Direct net value leaves out what segments share: idle labour, platforms, hiring and training.";
  Json of_all = Json::array({"Ahead by direct net value: " + all + "." + shared});
  for (const Json& sentence : sentences)
    of_all.push_back("Ahead by direct net value: " + sentence.get<std::string>() + shared);
  view["sentences"] = Json::array({of_all});
  return view;
}

}  // namespace tenure::analysis
