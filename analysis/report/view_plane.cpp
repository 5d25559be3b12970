// What retention costs: operating cost against what it is spent on, a point with both intervals for each strategy.
//
//   cost, kept  names of measures of the whole book, the first of `kept` shown first
//   segment_cost, segment_kept  the same of a segment
#include "analysis/report/told.h"
#include "analysis/report/view.h"

namespace tenure::analysis {
namespace {

std::string price(const Source& source, std::size_t baseline, const Whom& whom, const char* cost, const char* kept) {
  const World& world = source.by_baseline[baseline];
  const std::string segment = whom ? source.results.dimension("segment")->labels[*whom] : "";
  const ComparedMeasure* spent = world.measure(cost, segment);
  const ComparedMeasure* stayed = world.measure(kept, segment);
  if (spent == nullptr || stayed == nullptr) return "";
  std::string text;
  for (std::size_t s = 0; s < world.strategies.size(); ++s) {
    if (s == baseline) continue;
    text += (text.empty() ? "Against " + world.said(baseline) + ", " : "; ") + world.said(s) + " spends " +
            told_more(spent->against_baseline[s].difference, spent->unit, spent->name) +
            (whom ? " on contacts and labour" : " on operation") + " and keeps " +
            told_more(stayed->against_baseline[s].difference, stayed->unit, stayed->name) +
            " of the opening customers for 12 months";
  }
  return text.empty() ? "" : (whom ? source.results.display_label("segment", *whom) + ": a" + text.substr(1) : text) + ".";
}

}  // namespace

Json plane_view(const Source& source) {
  const World& world = source.by_baseline[0];
  if (world.measure("operating_cost") == nullptr || world.measure("retention_12m") == nullptr) return nullptr;
  Json view{{"asks", "What does it cost to keep customers, and what is it worth?"},
            {"cost", "operating_cost"},
            {"kept", Json::array()},
            {"segment_cost", "segment_service_cost"},
            {"segment_kept", Json::array()}};
  for (const char* name : {"retention_12m", "retention_end", "newcomer_retention_12m", "nrr_12m", "grr_12m", "clv", "net_value"})
    if (world.measure(name) != nullptr) view["kept"].push_back(name);
  for (const char* name : {"segment_retention_12m", "segment_retention_end", "segment_newcomer_retention_12m", "segment_nrr_12m",
                           "segment_grr_12m", "segment_clv", "segment_net_value_direct"})
    if (source.results.variable(name) != nullptr) view["segment_kept"].push_back(name);
  view["sentences"] = sentences_of(source, [&](std::size_t baseline, const Whom& whom) {
    return whom ? price(source, baseline, whom, "segment_service_cost", "segment_retention_12m")
                : price(source, baseline, whom, "operating_cost", "retention_12m");
  });
  return view;
}

}  // namespace tenure::analysis
