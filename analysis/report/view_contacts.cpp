// Which contacts get through: of each touchpoint the share that staff missed, for whatever reason. What automation sends and
// does not arrive is no work that was missed: its reach is stated, and told as such.
//
//   touchpoints  {label, missed_share: figures, planned: figures, delivered: figures, missed: figures}
#include <algorithm>
#include <cmath>

#include "analysis/report/told.h"
#include "analysis/report/view.h"
#include "models/scenario/scenario.h"

namespace tenure::analysis {
namespace {

/// Whether a strategy has a touchpoint of that name that automation delivers, and none that staff do.
bool automated(const models::Scenario& scenario, const std::string& strategy, const std::string& touchpoint) {
  bool sent = false, worked = false;
  const auto look = [&](const models::Strategy& s) {
    for (const models::Touchpoint& t : s.touchpoints)
      if (t.name == touchpoint) (t.delivery == models::Delivery::automation ? sent : worked) = true;
  };
  for (const models::Strategy& s : scenario.strategies) {
    if (s.name != strategy) continue;
    look(s);
    for (const models::Strategy& part : s.parts) look(part);
  }
  return sent && !worked;
}

}  // namespace

Json contacts_view(const Source& source) {
  const Dimension* touchpoints = source.results.dimension("touchpoint");
  if (touchpoints == nullptr) return nullptr;
  const ResultSet& results = source.results;
  Json view{{"asks", "Which contacts get through, and which do not?"}, {"touchpoints", Json::array()}};
  std::vector<std::string> worst(source.strategies());
  std::vector<double> most(source.strategies(), 0.0);
  std::string reaches;
  for (std::size_t p = 0; p < touchpoints->size(); ++p) {
    const std::vector<Members> picked{{"touchpoint", p, p + 1}};
    const Runs delivered = sum_of(source.results, "touchpoint_delivered", picked);
    const Runs missed = sum_of(source.results, "touchpoint_missed", picked);
    Runs share = over(missed, plus(delivered, missed));
    if (share.empty()) return nullptr;
    std::string sent;
    for (std::size_t s = 0; s < source.strategies(); ++s) {
      if (source.scenario == nullptr || !automated(*source.scenario, results.dimension("strategy")->labels[s], touchpoints->labels[p])) continue;
      const Estimate estimate = estimate_of(share, s, results);
      if (estimate.n > 0 && estimate.mean > 0.0)
        sent = source.results.display_label("touchpoint", p) + " " + told(estimate_of(over(delivered, plus(delivered, missed)), s, results), "1", "missed_share");
      std::fill(share[s].begin(), share[s].end(), std::nan(""));
    }
    if (!sent.empty()) reaches += (reaches.empty() ? "" : ", ") + sent;
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
  if (view["touchpoints"].empty() && reaches.empty()) return nullptr;
  std::string text;
  for (const std::string& item : worst)
    if (!item.empty()) text += (text.empty() ? "" : "; ") + item;
  view["sentences"] = Json::array({Json::array({text.empty() ? "No contact is missed." : "What gets through least: " + text + "."})});
  if (!reaches.empty())
    view["sentences"][0][0] = view["sentences"][0][0].get<std::string>() +
                              " Messages that do not arrive are not counted as missed: of those sent, as many arrive as the file states, " +
                              reaches + ".";
  return view;
}

}  // namespace tenure::analysis
