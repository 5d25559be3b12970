#include "analysis/report/document.h"

#include <algorithm>

#include "analysis/compare/numbers.h"
#include "analysis/compare/sentence.h"
#include "analysis/compare/table_parts.h"
#include "analysis/report/brief.h"
#include "analysis/report/told.h"
#include "analysis/report/view.h"

namespace tenure::analysis {
namespace {

std::size_t index_of(const std::vector<std::string>& names, const std::string& name) {
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

/// "Net value, M USD: Low-touch 43.57 [..]; against it, ..." for one baseline.
std::string told_measure(const Source& source, std::size_t measure, std::size_t baseline) {
  const World& world = source.by_baseline[baseline];
  const ComparedMeasure& compared = world.measures[measure];
  const Estimate& own = compared.by_strategy[baseline];
  std::string words = words_for(compared.name);
  if (words[0] >= 'a' && words[0] <= 'z') words[0] = static_cast<char>(words[0] - 'a' + 'A');
  if (!compared.segment.empty())
    words += ", " + source.results.display_label("segment", index_of(source.results.dimension("segment")->labels, compared.segment));
  const std::string others = others_against(source, baseline, [&](std::size_t s) {
    return told_difference(compared.against_baseline[s].difference, compared.unit, compared.name);
  });
  return words + ": " + world.said(baseline) + " " + told(own, compared.unit, compared.name) +
         (others.empty() ? "" : "; " + others) + ".";
}

Json measures_of(const Source& source) {
  Json all = Json::array();
  const World& first = source.by_baseline[0];
  for (std::size_t m = 0; m < first.measures.size(); ++m) {
    const ComparedMeasure& compared = first.measures[m];
    if (!compared.pool.empty() || !compared.channel.empty()) continue;
    const bool any = std::any_of(compared.by_strategy.begin(), compared.by_strategy.end(), [](const Estimate& e) { return e.n > 0; });
    if (!any) continue;
    Json json{{"name", compared.name}, {"words", words_for(compared.name)}, {"unit", compared.unit}, {"meaning", compared.meaning}};
    json["segment"] = compared.segment.empty()
                          ? -1
                          : static_cast<int>(index_of(source.results.dimension("segment")->labels, compared.segment));
    json["headline"] = compared.headline;
    json["figures"] = figures_of(
        source.strategies(), [&](std::size_t s) { return compared.by_strategy[s]; },
        [&](std::size_t s, std::size_t t) { return source.by_baseline[t].measures[m].against_baseline[s].difference; });
    json["told"] = Json::array();
    for (std::size_t b = 0; b < source.strategies(); ++b) json["told"].push_back(told_measure(source, m, b));
    all.push_back(std::move(json));
  }
  return all;
}

Json named(const ResultSet& results, const std::string& dimension, const std::vector<std::string>& labels) {
  Json all = Json::array();
  const Dimension* found = results.dimension(dimension);
  for (std::size_t i = 0; found && i < found->size(); ++i)
    all.push_back({{"name", found->labels[i]}, {"label", labels.empty() ? results.display_label(dimension, i) : labels[i]}});
  return all;
}

Json json_of(const ReportedWorld& world) {
  const ResultSet& results = world.results;
  const World& first = world.by_baseline[0];
  const Source source = world.source();
  Json json{{"file", first.file},
            {"title", results.title},
            {"question", results.question},
            {"sweep_point", results.sweep_point},
            {"currency", results.currency},
            {"start_date", results.start_date},
            {"span", span_text(results.horizon_days)},
            {"confidence", results.confidence},
            {"replications", results.replications()},
            {"seed", results.seed},
            {"scenario_sha256", results.scenario_sha256},
            {"strategies", named(results, "strategy", first.labels)},
            {"segments", named(results, "segment", {})},
            {"baseline", world.baseline},
            {"months", Json::array()},
            {"brief", Json::array()},
            {"answer", Json::array()},
            {"choice", world.decided ? Json(world.decided->choice()) : Json(nullptr)}};
  if (const Dimension* month = results.dimension("month"))
    for (std::size_t m = 0; m < month->size(); ++m) json["months"].push_back(month->first + static_cast<int>(m));
  for (const World& of_baseline : world.by_baseline) {
    Json answer = Json::array();
    for (const Passage& passage : passages(of_baseline)) answer.push_back({{"topic", passage.topic}, {"text", passage.text}});
    json["answer"].push_back(std::move(answer));
  }
  for (std::size_t b = 0; b < source.strategies(); ++b) {
    Json brief = Json::array();
    for (const Passage& passage : brief_of(source, b))
      brief.push_back({{"topic", passage.topic}, {"heading", heading_of(passage.topic)}, {"text", passage.text}});
    json["brief"].push_back(std::move(brief));
  }
  json["measures"] = measures_of(source);
  json["views"] = views_of(source);
  return json;
}

}  // namespace

ReportedWorld reported_world(ResultSet results, const std::string& file, const std::string& baseline) {
  ReportedWorld world;
  world.results = std::move(results);
  const std::vector<std::string>& names = world.results.dimensions[0].labels;
  world.baseline = index_of(names, baseline.empty() ? world.results.baseline : baseline);
  for (const std::string& name : names) world.by_baseline.push_back(compare_world(world.results, file, {name, By::segment}));
  world.scenario = scenario_of(world.results);
  world.decided = decided_of(world.results, world.scenario);
  return world;
}

Json report_document(const std::vector<ReportedWorld>& worlds) {
  std::vector<World> compared;
  for (const ReportedWorld& world : worlds) compared.push_back(world.by_baseline[world.baseline]);
  Json document{{"format", "tenure report"},
                {"version", report_version},
                {"program_version", TENURE_VERSION},
                {"in_words", in_plain_words_over(compare_worlds(std::move(compared)))},
                {"worlds", Json::array()}};
  for (const ReportedWorld& world : worlds) document["worlds"].push_back(json_of(world));
  return document;
}

}  // namespace tenure::analysis
