// The funnel: of all who were in a stage, how many were lost out of it, and where those who left it went.
//
//   steps  {from (labels of the stages), there: figures (left it, or are in it at the end), lost: figures (share of them), ways:
//          {label, to, lost, count: figures}}, in the order of the stages
//
// Stages that a way leaves together (a lead goes cold from any of three, say) are one step, and moves within it are not counted.
// Lost is who comes to a stage from which no way leads on, or stops being a customer.
#include <algorithm>
#include <map>
#include <set>

#include "analysis/report/told.h"
#include "analysis/report/view.h"
#include "models/scenario/scenario.h"

namespace tenure::analysis {
namespace {

using Stages = std::set<int>;

struct Way {
  Stages from;
  int to;
};

/// Ways by the name that a result gives them.
std::map<std::string, Way> ways_of(const models::Scenario& scenario) {
  std::map<std::string, Way> ways;
  const auto add = [&](const std::string& name, const std::vector<int>& from, int to) {
    Way& way = ways.try_emplace(name, Way{{}, to}).first->second;
    way.from.insert(from.begin(), from.end());
  };
  const auto ending = [&](const std::string& name, int to) { return name + ": " + scenario.stages[static_cast<std::size_t>(to)].name; };
  for (const models::Transition& t : scenario.transitions) add(t.name, t.from, t.to);
  for (const models::Decision& d : scenario.decisions)
    for (const models::Decision::Way& way : d.ways) add(ending(d.name, way.to), d.from, way.to);
  for (const models::Strategy& strategy : scenario.strategies)
    for (const models::Touchpoint& t : strategy.touchpoints)
      for (const models::LeadsTo& way : t.leads_to) add(ending(t.name, way.to), t.stages, way.to);
  return ways;
}

struct Step {
  Stages from;
  std::vector<std::size_t> ways;  ///< out of it: members of dimension "transition"
  Runs there, lost_share;
};

/// What leads out of the stages of a result, by the stages that it leads out of.
struct Funnel {
  const Source& source;
  std::map<std::string, Way> ways = ways_of(*source.scenario);

  const models::Stage& stage(int index) const { return source.scenario->stages[static_cast<std::size_t>(index)]; }
  std::string label(int index) const { return stage(index).label.empty() ? stage(index).name : stage(index).label; }
  const std::string& name(std::size_t way) const { return source.results.dimension("transition")->labels[way]; }
  const Way& way(std::size_t index) const { return ways.at(name(index)); }
  bool is_loss(const Way& way) const {
    const bool dead_end = std::none_of(ways.begin(), ways.end(), [&](const auto& other) { return other.second.from.contains(way.to); });
    const bool was_customer = std::any_of(way.from.begin(), way.from.end(), [&](int from) { return stage(from).customer; });
    return dead_end || (was_customer && !stage(way.to).customer);
  }
  Runs count(std::size_t way) const { return sum_of(source.results, "transition_count", {{"transition", way, way + 1}}); }
  std::string from_in_words(const Step& step) const {
    std::vector<std::string> labels;
    for (const int from : step.from) labels.push_back(label(from));
    return listed(labels);
  }
};

/// Stages that ways leave together, in the order of the stages.
std::vector<Stages> groups_of(const Funnel& funnel) {
  std::vector<Stages> groups;
  for (const auto& [name, way] : funnel.ways) {
    Stages merged = way.from;
    std::erase_if(groups, [&](const Stages& group) {
      const bool meets = std::any_of(group.begin(), group.end(), [&](int stage) { return merged.contains(stage); });
      if (meets) merged.insert(group.begin(), group.end());
      return meets;
    });
    groups.push_back(merged);
  }
  std::sort(groups.begin(), groups.end());
  return groups;
}

/// Who is in the stages at the end.
Runs still_there(const Source& source, const Stages& stages) {
  const std::size_t months = source.size_of("month");
  Runs sum;
  for (const int stage : stages) {
    const auto at = static_cast<std::size_t>(stage);
    const Runs runs = sum_of(source.results, "stage_occupancy", {{"stage", at, at + 1}, {"month", months - 1, months}});
    sum = sum.empty() ? runs : plus(sum, runs);
  }
  return sum;
}

std::vector<Step> steps_of(const Funnel& funnel) {
  std::vector<Step> all;
  for (const Stages& group : groups_of(funnel)) {
    Step step{group, {}, still_there(funnel.source, group), {}};
    Runs lost = minus(step.there, step.there);
    for (std::size_t w = 0; w < funnel.source.size_of("transition"); ++w) {
      if (!funnel.ways.contains(funnel.name(w))) continue;
      const Way& way = funnel.way(w);
      if (way.from.empty() || !group.contains(*way.from.begin()) || group.contains(way.to)) continue;
      step.ways.push_back(w);
      step.there = plus(step.there, funnel.count(w));
      if (funnel.is_loss(way)) lost = plus(lost, funnel.count(w));
    }
    step.lost_share = over(lost, step.there);
    bool any = false;
    for (std::size_t s = 0; s < step.there.size(); ++s) any = any || estimate_of(step.lost_share, s, funnel.source.results).n > 0;
    if (any && !step.ways.empty()) all.push_back(std::move(step));
  }
  return all;
}

std::string told_under(const Funnel& funnel, const std::vector<Step>& steps, std::size_t strategy) {
  const ResultSet& results = funnel.source.results;
  std::vector<std::string> items;
  for (const Step& step : steps) {
    const Estimate lost = estimate_of(step.lost_share, strategy, results);
    if (lost.n == 0 || lost.mean == 0.0) continue;
    items.push_back(told(lost, "1", "lost_share") + " of all who were in " + funnel.from_in_words(step));
  }
  return items.empty() ? "" : "Lost under " + funnel.source.said(strategy) + ": " + listed(items) + ".";
}

}  // namespace

Json funnel_view(const Source& source) {
  if (source.scenario == nullptr || source.size_of("transition") == 0 || source.size_of("month") == 0 ||
      source.size_of("stage") != source.scenario->stages.size() || source.results.variable("transition_count") == nullptr ||
      source.results.variable("stage_occupancy") == nullptr)
    return nullptr;
  const Funnel funnel{source};
  const std::vector<Step> steps = steps_of(funnel);
  if (steps.empty()) return nullptr;
  Json view{{"asks", "Where in the funnel are people lost?"}, {"steps", Json::array()}, {"sentences", Json::array()}};
  for (const Step& step : steps) {
    Json one{{"from", funnel.from_in_words(step)},
             {"there", figures_of(step.there, source.results)},
             {"lost", figures_of(step.lost_share, source.results)},
             {"ways", Json::array()}};
    for (const std::size_t w : step.ways) {
      const Way& way = funnel.way(w);
      const Json count = figures_of(funnel.count(w), source.results);
      if (count.is_null()) continue;
      one["ways"].push_back({{"label", source.results.display_label("transition", w)},
                             {"to", funnel.label(way.to)},
                             {"lost", funnel.is_loss(way)},
                             {"count", count}});
    }
    view["steps"].push_back(std::move(one));
  }
  for (std::size_t b = 0; b < source.strategies(); ++b) view["sentences"].push_back(Json::array({told_under(funnel, steps, b)}));
  return view;
}

}  // namespace tenure::analysis
