#include "analysis/report/view.h"

#include <array>
#include <utility>

#include "analysis/report/told.h"

namespace tenure::analysis {
namespace {

/// The page's order: from the decision to what it rests on.
constexpr std::array<std::pair<const char*, MakeView>, 21> all_views = {{{"decision", decision_view},
                                                                         {"goals", goals_view},
                                                                         {"promises", promises_view},
                                                                         {"map", map_view},
                                                                         {"by_segment", by_segment_view},
                                                                         {"break_even", break_even_view},
                                                                         {"payback", payback_view},
                                                                         {"plane", plane_view},
                                                                         {"retention", retention_view},
                                                                         {"months", months_view},
                                                                         {"recurring", recurring_view},
                                                                         {"service_cost", service_cost_view},
                                                                         {"capacity", capacity_view},
                                                                         {"contacts", contacts_view},
                                                                         {"channels", channels_view},
                                                                         {"funnel", funnel_view},
                                                                         {"ways", ways_view},
                                                                         {"split", split_view},
                                                                         {"traces", traces_view},
                                                                         {"coverage", coverage_view},
                                                                         {"foundation", foundation_view}}};

}  // namespace

std::size_t Source::size_of(const std::string& dimension) const {
  const Dimension* found = results.dimension(dimension);
  return found ? found->size() : 0;
}

std::vector<Members> members_of(const Whom& whom) {
  if (!whom) return {};
  return {{"segment", *whom, *whom + 1}};
}

std::vector<Whom> everybody_and_each(const Source& source) {
  std::vector<Whom> all{std::nullopt};
  for (std::size_t g = 0; g < source.size_of("segment"); ++g) all.emplace_back(g);
  return all;
}

std::string of_whom(const Source& source, const Whom& whom) {
  return whom ? ": " + source.results.display_label("segment", *whom) : "";
}

Json sentences_of(const Source& source, const std::function<std::string(std::size_t, const Whom&)>& sentence) {
  Json all = Json::array();
  for (std::size_t baseline = 0; baseline < source.strategies(); ++baseline) {
    Json of_baseline = Json::array();
    for (const Whom& whom : everybody_and_each(source)) of_baseline.push_back(sentence(baseline, whom));
    all.push_back(std::move(of_baseline));
  }
  return all;
}

std::string others_against(const Source& source, std::size_t baseline,
                           const std::function<std::string(std::size_t)>& difference) {
  std::vector<std::string> items;
  for (std::size_t s = 0; s < source.strategies(); ++s)
    if (s != baseline) items.push_back(source.said(s) + " " + difference(s));
  return items.empty() ? "" : "against " + source.said(baseline) + ", " + listed(items);
}

Json views_of(const Source& source) {
  Json views = Json::object();
  for (const auto& [name, make] : all_views) {
    Json view = make(source);
    if (!view.is_null()) views[name] = std::move(view);
  }
  return views;
}

}  // namespace tenure::analysis
