// Whether the staff can keep up: each pool month by month.
//
//   pools   labels
//   series  {name, words, unit, pool, months: [month][strategy]: triples}
//   short  [pool][strategy]: months [from, to] in which the team is shown to be short of people
//   sentences[0][pool]
#include <array>

#include "analysis/report/decided.h"
#include "analysis/report/told.h"
#include "analysis/report/view.h"

namespace tenure::analysis {
namespace {

struct Followed {
  const char* variable;
  const char* words;
};
constexpr std::array<Followed, 7> followed = {{{"pool_utilisation", "busy, share of the time on duty"},
                                               {"pool_servers", "servers on the payroll"},
                                               {"pool_requests", "requests in the month"},
                                               {"pool_missed", "requests missed in the month"},
                                               {"pool_mean_response", "time until the customer has heard"},
                                               {"pool_queue_length", "requests waiting, mean of the month"},
                                               {"pool_hires", "servers hired in the month"}}};

const decision::PoolPlan* plan_of(const Source& source, std::size_t strategy, const std::string& pool) {
  if (source.decided == nullptr) return nullptr;
  for (const decision::PoolPlan& plan : source.decided->capacity[strategy])
    if (plan.pool == pool) return &plan;
  return nullptr;
}

/// From when on each strategy would need more people.
std::string triggers_in_words(const Source& source, std::size_t pool) {
  const World& world = source.by_baseline[0];
  std::string text;
  bool any = false;
  for (std::size_t s = 0; s < world.strategies.size(); ++s) {
    const decision::PoolPlan* plan = plan_of(source, s, world.pools[pool]);
    if (plan == nullptr) continue;
    any = true;
    const std::string words = decision::shortage_in_words(*plan, source.confidence());
    if (!words.empty()) text += " Under " + world.said(s) + " " + words;
  }
  if (!any || !text.empty()) return text;
  return " No strategy is shown to be short of people here.";
}

std::string pool_in_words(const Source& source, std::size_t pool) {
  const World& world = source.by_baseline[0];
  const auto measure = [&](const char* name) { return world.measure_of_pool(name, world.pools[pool]); };
  const ComparedMeasure* servers = measure("pool_overall_servers");
  const ComparedMeasure* busy = measure("pool_overall_utilisation");
  const ComparedMeasure* missed = measure("pool_missed_share");
  const ComparedMeasure* response = measure("pool_overall_response");
  std::vector<std::string> items;
  for (std::size_t s = 0; s < world.strategies.size(); ++s) {
    if (servers == nullptr || servers->by_strategy[s].n == 0) continue;
    std::string item = world.said(s) + " has " + told(servers->by_strategy[s], "1", "servers") + " servers";
    if (busy != nullptr && busy->by_strategy[s].n > 0) item += ", busy " + told(busy->by_strategy[s], "1", busy->name);
    if (missed != nullptr && missed->by_strategy[s].n > 0)
      item += ", missing " + told(missed->by_strategy[s], "1", missed->name) + " of the requests";
    if (response != nullptr && response->by_strategy[s].n > 0)
      item += ", heard of after " + told(response->by_strategy[s], "h", response->name);
    items.push_back(item);
  }
  std::string text;
  for (const std::string& item : items) text += (text.empty() ? "" : "; ") + item;
  return text.empty() ? "" : world.pool_labels[pool] + ": " + text + "." + triggers_in_words(source, pool);
}

}  // namespace

Json capacity_view(const Source& source) {
  const World& world = source.by_baseline[0];
  const std::size_t months = source.size_of("month");
  if (world.pools.empty() || months == 0) return nullptr;
  Json view{{"asks", "Can the staff keep up, and when would it take more people?"},
            {"pools", world.pool_labels},
            {"series", Json::array()},
            {"short", Json::array()},
            {"sentences", Json::array({Json::array()})}};
  for (std::size_t q = 0; q < world.pools.size(); ++q) {
    view["sentences"][0].push_back(pool_in_words(source, q));
    Json all_short = Json::array();
    for (std::size_t s = 0; s < source.strategies(); ++s) {
      Json spans = Json::array();
      if (const decision::PoolPlan* plan = plan_of(source, s, world.pools[q]))
        for (const decision::Shortage& shortage : plan->shortages) spans.push_back({shortage.from, shortage.to});
      all_short.push_back(std::move(spans));
    }
    view["short"].push_back(std::move(all_short));
    for (const Followed& row : followed) {
      const ResultVariable* variable = source.results.variable(row.variable);
      if (variable == nullptr || variable->dims != std::vector<std::string>{"pool", "month"}) continue;
      Json series{{"name", row.variable}, {"words", row.words}, {"unit", variable->unit}, {"pool", q}, {"months", Json::array()}};
      bool any = false;
      for (std::size_t m = 0; m < months; ++m) {
        const Runs runs = sum_of(source.results, row.variable, {{"pool", q, q + 1}, {"month", m, m + 1}});
        Json month = Json::array();
        for (std::size_t s = 0; s < source.strategies(); ++s) {
          const Estimate estimate = estimate_of(runs, s, source.results);
          any = any || (estimate.n > 0 && estimate.mean != 0.0);
          month.push_back(triple_of(estimate));
        }
        series["months"].push_back(std::move(month));
      }
      if (any) view["series"].push_back(std::move(series));
    }
  }
  return view["series"].empty() ? Json(nullptr) : view;
}

}  // namespace tenure::analysis
