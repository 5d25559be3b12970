// How soon customers are answered, channel by channel, and what it costs to serve them there.
//
//   channels  {label, response: figures, planned: figures, cost_per_contact: figures, contacts: figures, missed_share: figures,
//             cost: figures}, with null for what no strategy has; who asks waits for a response, what is planned for nobody
#include "analysis/report/told.h"
#include "analysis/report/view.h"

namespace tenure::analysis {

Json channels_view(const Source& source) {
  const Dimension* channels = source.results.dimension("channel");
  if (channels == nullptr || source.results.variable("channel_contacts") == nullptr) return nullptr;
  const ResultSet& results = source.results;
  Json view{{"asks", "How soon are customers answered on each channel, and what does it cost?"}, {"channels", Json::array()}};
  std::vector<std::string> slowest(source.strategies());
  std::vector<double> longest(source.strategies(), -1.0);
  for (std::size_t c = 0; c < channels->size(); ++c) {
    const std::vector<Members> picked{{"channel", c, c + 1}};
    const auto figures = [&](const char* measure) { return figures_of(sum_of(results, measure, picked), results); };
    const Json contacts = figures("channel_contacts");
    if (contacts.is_null()) continue;
    const std::string& label = channels->labels[c];
    view["channels"].push_back({{"label", label},
                                {"response", figures("channel_response")},
                                {"planned", figures("channel_planned_response")},
                                {"cost_per_contact", figures("channel_cost_per_contact")},
                                {"contacts", contacts},
                                {"missed_share", figures("channel_missed_share")},
                                {"cost", figures("channel_cost")}});
    const Runs response = sum_of(results, "channel_response", picked);
    for (std::size_t s = 0; s < source.strategies(); ++s) {
      const Estimate wait = estimate_of(response, s, results);
      if (wait.n == 0 || !(wait.mean > longest[s])) continue;
      longest[s] = wait.mean;
      slowest[s] = "under " + source.said(s) + " on " + label + ", after " + told(wait, "h", "channel_response");
    }
  }
  if (view["channels"].empty()) return nullptr;
  view["unit"] = results.currency;
  std::string text;
  for (const std::string& item : slowest)
    if (!item.empty()) text += (text.empty() ? "" : "; ") + item;
  view["sentences"] = Json::array(
      {Json::array({text.empty() ? "Customers ask on none of the channels: all contacts are planned." : "Who asks is answered latest " + text + "."})});
  return view;
}

}  // namespace tenure::analysis
