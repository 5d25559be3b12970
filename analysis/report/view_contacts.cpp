// Which contacts get through: of each touchpoint the share that was missed, for whatever reason.
//
//   touchpoints  {label, missed_share: figures, planned: figures, delivered: figures, missed: figures}
#include <cmath>

#include "analysis/report/told.h"
#include "analysis/report/view.h"

namespace tenure::analysis {

Json contacts_view(const Source& source) {
  const Dimension* touchpoints = source.results.dimension("touchpoint");
  if (touchpoints == nullptr) return nullptr;
  const ResultSet& results = source.results;
  Json view{{"asks", "Which contacts get through, and which do not?"}, {"touchpoints", Json::array()}};
  std::vector<std::string> worst(source.strategies());
  std::vector<double> most(source.strategies(), 0.0);
  for (std::size_t p = 0; p < touchpoints->size(); ++p) {
    const std::vector<Members> picked{{"touchpoint", p, p + 1}};
    const Runs delivered = sum_of(source.results, "touchpoint_delivered", picked);
    const Runs missed = sum_of(source.results, "touchpoint_missed", picked);
    const Runs share = over(missed, plus(delivered, missed));
    if (share.empty()) return nullptr;
    const Json figures = figures_of(share, results);
    if (figures.is_null()) continue;
    const std::string label = source.results.display_label("touchpoint", p);
    view["touchpoints"].push_back({{"label", label},
                                   {"missed_share", figures},
                                   {"planned", figures_of(sum_of(source.results, "touchpoint_planned", picked), results)},
                                   {"delivered", figures_of(delivered, results)},
                                   {"missed", figures_of(missed, results)}});
    for (std::size_t s = 0; s < source.strategies(); ++s) {
      const Estimate estimate = estimate_of(share, s, results);
      if (estimate.n == 0 || !(estimate.mean > most[s])) continue;
      most[s] = estimate.mean;
      worst[s] = "under " + source.said(s) + " " + label + ", with " + told(estimate, "1", "missed_share") + " missed";
    }
  }
  if (view["touchpoints"].empty()) return nullptr;
  std::string text;
  for (const std::string& item : worst)
    if (!item.empty()) text += (text.empty() ? "" : "; ") + item;
  view["sentences"] = Json::array({Json::array({text.empty() ? "No contact is missed." : "What gets through least: " + text + "."})});
  return view;
}

}  // namespace tenure::analysis
