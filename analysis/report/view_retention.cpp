// Who stays how long: the share of the opening customers who never left, month by month, of each segment.
//
//   segments  [segment]: figures of each month; null where the segment opens empty
#include <algorithm>

#include "analysis/report/told.h"
#include "analysis/report/view.h"

namespace tenure::analysis {
namespace {

Runs retained(const Source& source, std::size_t segment, std::size_t month) {
  return sum_of(source.results, "monthly_retained", {{"segment", segment, segment + 1}, {"month", month, month + 1}});
}

/// Sentence of a share kept: the baseline's own, and the others' differences from it.
std::string kept(const Source& source, std::size_t baseline, const std::string& when, const Estimate& own,
                 const std::function<Estimate(std::size_t)>& difference) {
  if (own.n == 0) return "";
  const std::string others =
      others_against(source, baseline, [&](std::size_t s) { return told_difference(difference(s), "1", "retained"); });
  return when + source.said(baseline) + " keeps " + told(own, "1", "retained") + " of the opening customers" +
         (others.empty() ? "" : "; " + others) + ".";
}

std::string kept_of_segment(const Source& source, std::size_t baseline, std::size_t segment, std::size_t months) {
  const Runs runs = retained(source, segment, months - 1);
  return kept(source, baseline,
              source.results.display_label("segment", segment) + ": after " + std::to_string(months) + " months ",
              estimate_of(runs, baseline, source.results),
              [&](std::size_t s) { return difference_of(runs, s, baseline, source.results).difference; });
}

std::string kept_of_all(const Source& source, std::size_t baseline, std::size_t months) {
  const ComparedMeasure* measure = source.by_baseline[baseline].measure("retention_12m");
  if (measure == nullptr) return "";
  return kept(source, baseline, "After " + std::to_string(months) + " months ", measure->by_strategy[baseline],
              [&](std::size_t s) { return measure->against_baseline[s].difference; });
}

}  // namespace

Json retention_view(const Source& source) {
  const std::size_t months = source.size_of("month");
  if (source.results.variable("monthly_retained") == nullptr || months == 0) return nullptr;
  Json view{{"asks", "Who stays, and for how long?"}, {"unit", "1"}, {"segments", Json::array()}};
  bool any = false;
  for (std::size_t g = 0; g < source.size_of("segment"); ++g) {
    Json curve = Json::array();
    for (std::size_t m = 0; m < months; ++m) curve.push_back(figures_of(retained(source, g, m), source.results));
    const bool empty = std::all_of(curve.begin(), curve.end(), [](const Json& figures) { return figures.is_null(); });
    any = any || !empty;
    view["segments"].push_back(empty ? Json(nullptr) : curve);
  }
  if (!any) return nullptr;
  const std::size_t year = std::min<std::size_t>(12, months);
  view["sentences"] = sentences_of(source, [&](std::size_t baseline, const Whom& whom) {
    return whom ? kept_of_segment(source, baseline, *whom, year) : kept_of_all(source, baseline, year);
  });
  return view;
}

}  // namespace tenure::analysis
