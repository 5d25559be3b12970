#include "analysis/report/mixtures.h"

#include <algorithm>

#include <fmt/format.h>

#include "analysis/compare/numbers.h"
#include "analysis/report/told.h"
#include "models/scenario/scenario.h"

namespace tenure::analysis {

std::vector<Mixture> mixtures_of(const Source& source) {
  std::vector<Mixture> all;
  if (source.scenario == nullptr) return all;
  const auto& strategies = source.scenario->strategies;
  for (std::size_t s = 0; s < std::min(strategies.size(), source.strategies()); ++s) {
    if (strategies[s].parts.empty()) continue;
    Mixture mixture{s, {}};
    for (std::size_t g = 0; g < source.size_of("segment"); ++g) {
      const std::string& name = strategies[s].parts[static_cast<std::size_t>(strategies[s].part[g])].name;
      std::string label = name;
      const auto& names = source.results.dimensions[0].labels;
      const auto found = std::find(names.begin(), names.end(), name);
      if (found != names.end()) label = source.said(static_cast<std::size_t>(found - names.begin()));
      mixture.follows.push_back(label);
    }
    all.push_back(std::move(mixture));
  }
  return all;
}

std::string mixtures_in_words(const Source& source) {
  const std::vector<Mixture> mixtures = mixtures_of(source);
  const World& world = source.by_baseline[0];
  if (mixtures.empty() || !world.by_net_value) return "";
  const auto is_mixture = [&](std::size_t s) {
    return std::any_of(mixtures.begin(), mixtures.end(), [&](const Mixture& m) { return m.strategy == s; });
  };
  const auto& order = world.by_net_value->order;
  const auto best = std::find_if(order.begin(), order.end(), [&](std::size_t s) { return !is_mixture(s); });
  if (best == order.end()) return "";
  std::string text;
  for (const Mixture& mixture : mixtures) {
    std::vector<std::string> items;
    for (std::size_t g = 0; g < mixture.follows.size(); ++g)
      items.push_back(mixture.follows[g] + " for " + source.results.display_label("segment", g));
    const ComparedMeasure* net = source.by_baseline[*best].measure("net_value");
    const Estimate& gap = net->against_baseline[mixture.strategy].difference;
    const bool confirmed = has_interval(gap) && gap.mean - gap.half_width > 0.0;
    text += fmt::format("{}{} mixes {}. Simulated as one firm in this run it brings {} net value than {} for all: {}.", text.empty() ? "" : " ",
                        source.said(mixture.strategy), listed(items), told_more(gap, net->unit, net->name), source.said(*best),
                        confirmed ? "confirmed" : "not confirmed");
  }
  return text;
}

}  // namespace tenure::analysis
