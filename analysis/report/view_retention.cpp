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

std::string kept_after(const Source& source, std::size_t baseline, std::size_t segment, std::size_t months) {
  const Runs runs = retained(source, segment, months - 1);
  const double confidence = source.confidence();
  if (estimate_of(runs, baseline, confidence).n == 0) return "";
  const std::string others = others_against(source, baseline, [&](std::size_t s) {
    return told_difference(difference_of(runs, s, baseline, confidence).difference, "1", "retained");
  });
  return source.results.display_label("segment", segment) + ": after " + std::to_string(months) + " months " +
         source.name_of(baseline) + " keeps " + told(estimate_of(runs, baseline, confidence), "1", "retained") +
         " of the opening customers" + (others.empty() ? "" : "; " + others) + ".";
}

}  // namespace

Json retention_view(const Source& source) {
  const std::size_t months = source.size_of("month");
  if (source.results.variable("monthly_retained") == nullptr || months == 0) return nullptr;
  Json view{{"asks", "Who stays, and for how long?"}, {"unit", "1"}, {"segments", Json::array()}};
  bool any = false;
  for (std::size_t g = 0; g < source.size_of("segment"); ++g) {
    Json curve = Json::array();
    for (std::size_t m = 0; m < months; ++m) curve.push_back(figures_of(retained(source, g, m), source.confidence()));
    const bool empty = std::all_of(curve.begin(), curve.end(), [](const Json& figures) { return figures.is_null(); });
    any = any || !empty;
    view["segments"].push_back(empty ? Json(nullptr) : curve);
  }
  if (!any) return nullptr;
  const std::size_t year = std::min<std::size_t>(12, months);
  view["sentences"] = sentences_of(source, [&](std::size_t baseline, const Whom& whom) {
    if (whom) return kept_after(source, baseline, *whom, year);
    std::string text;
    for (std::size_t g = 0; g < source.size_of("segment"); ++g) {
      const std::string sentence = kept_after(source, baseline, g, year);
      if (!sentence.empty()) text += (text.empty() ? "" : " ") + sentence;
    }
    return text;
  });
  return view;
}

}  // namespace tenure::analysis
