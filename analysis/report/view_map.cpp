// Which model for which segment: the ranking of each segment by its direct net value, and of the whole firm by its net value.
//
// A single segment is the whole firm: there is nothing that segments share, and no map of them.
//
//   measure   name of the measure that the map shows of segments
//   segments  [segment]: {order: strategies, best first; sure: is the first one's lead beyond chance}; empty with one
//   firm      the same of the whole firm, by net value; null where the file has none
//   mixtures  {strategy, follows: [segment]: what it is for}: strategies that follow others segment by segment
//   people    [month]: figures of everybody on the payroll; empty where there is no staff
#include "analysis/report/mixtures.h"
#include "analysis/report/told.h"
#include "analysis/report/view.h"

namespace tenure::analysis {
namespace {

std::string lead_of(const World& world, const Ranking& ranking, const ComparedMeasure& net) {
  const std::string best = world.said(ranking.order[0]);
  if (!ranking.margin) return best;
  const Estimate& margin = ranking.margin->difference;
  if (margin.n == 0) return "no value";
  const std::string amount = told(margin, net.unit, net.name), second = world.said(ranking.order[1]);
  return ranking.sure ? best + ", ahead of " + second + " by " + amount : best + " and " + second + " too close to call (" + amount + ")";
}

Json ranked(const Ranking& ranking) { return {{"order", ranking.order}, {"sure", ranking.sure}}; }

std::string firm_in_words(const World& world) {
  const ComparedMeasure* net = world.measure("net_value");
  if (!world.by_net_value || net == nullptr) return "";
  return lead_of(world, *world.by_net_value, *net) + ".";
}

}  // namespace

Json map_view(const Source& source) {
  const World& world = source.by_baseline[0];
  if (world.segments.empty() || source.strategies() < 2) return nullptr;
  const bool several = world.segments.size() > 1;
  const std::string firm = firm_in_words(world);
  if (!several && firm.empty()) return nullptr;
  Json view{{"asks", several ? "Which way of looking after customers suits which segment?" : "Which way of looking after customers is worth most?"},
            {"measure", "segment_net_value_direct"},
            {"segments", Json::array()},
            {"firm", firm.empty() ? Json(nullptr) : ranked(*world.by_net_value)},
            {"mixtures", Json::array()},
            {"people", Json::array()}};
  if (source.results.variable("pool_servers") != nullptr) {
    for (std::size_t m = 0; m < source.size_of("month"); ++m)
      view["people"].push_back(figures_of(sum_of(source.results, "pool_servers", {{"month", m, m + 1}}), source.results));
  }
  for (const Mixture& mixture : mixtures_of(source)) view["mixtures"].push_back({{"strategy", mixture.strategy}, {"follows", mixture.follows}});
  const std::string mixed = mixtures_in_words(source);
  const std::string end = mixed.empty() ? "" : " " + mixed;
  if (!several) {
    view["sentences"] = Json::array({Json::array({"Ahead by net value: " + firm + end})});
    return view;
  }
  const std::string shared = " Direct net value leaves out what segments share: idle labour, platforms, hiring and training.";
  std::string all;
  Json sentences = Json::array({""});
  for (const SegmentRanking& segment : world.segments) {
    view["segments"].push_back(ranked(segment.ranking));
    const std::string lead = segment.label + ": " + lead_of(world, segment.ranking, *world.measure("segment_net_value_direct", segment.segment));
    all += (all.empty() ? "" : "; ") + lead;
    sentences.push_back("Ahead by direct net value: " + lead + "." + shared);
  }
  sentences[0] = "Ahead by direct net value: " + all + "." + shared + (firm.empty() ? "" : " With it, the whole firm: " + firm) + end;
  view["sentences"] = Json::array({sentences});
  return view;
}

}  // namespace tenure::analysis
