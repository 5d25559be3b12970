// The coverage model on one page, for each strategy: who gets what how often, by how many people, what that is expected to give,
// when to hire, and on which weak numbers it rests.
//
//   choice      index of the strategy to take, or of the file's baseline
//   words       [strategy]: the sentence above its tables
//   strategies  [strategy]: [{title, columns, rows}], texts
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "analysis/compare/numbers.h"
#include "analysis/decide/words.h"
#include "analysis/report/decided.h"
#include "analysis/report/told.h"
#include "analysis/report/view.h"
#include "models/scenario/scenario.h"

namespace tenure::analysis {
namespace {

constexpr std::size_t most_assumptions = 8;
constexpr const char* none = "-";
constexpr const char* itself = "the baseline itself";

using models::Scenario;
using models::Touchpoint;

std::size_t baseline_of(const Source& source) {
  const std::vector<std::string>& names = source.results.dimensions[0].labels;
  const auto place = static_cast<std::size_t>(std::find(names.begin(), names.end(), source.results.baseline) - names.begin());
  return place < names.size() ? place : 0;
}

Json table_of(const std::string& title, Json columns) { return {{"title", title}, {"columns", std::move(columns)}, {"rows", Json::array()}}; }

/// Without columns that say nothing of any row.
Json trimmed(const Json& table) {
  Json out = table_of(table["title"], Json::array());
  out["rows"] = Json(table["rows"].size(), Json::array());
  for (std::size_t c = 0; c < table["columns"].size(); ++c) {
    const bool says = c == 0 || std::any_of(table["rows"].begin(), table["rows"].end(), [&](const Json& row) { return row[c] != none && row[c] != itself; });
    if (!says) continue;
    out["columns"].push_back(table["columns"][c]);
    for (std::size_t r = 0; r < table["rows"].size(); ++r) out["rows"][r].push_back(table["rows"][r][c]);
  }
  return out;
}

std::string value_of(const ComparedMeasure* measure, std::size_t s) {
  return measure == nullptr || measure->by_strategy[s].n == 0 ? none : told(measure->by_strategy[s], measure->unit, measure->name);
}

std::string value_of(const Source& source, const Runs& runs, std::size_t s, const std::string& unit) {
  if (runs.empty()) return none;
  const Estimate estimate = estimate_of(runs, s, source.results);
  return estimate.n == 0 ? none : told(estimate, unit, "");
}

std::string spaced(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

/// The label, or a name as words.
std::string label_of(const Source& source, const std::string& dimension, const std::string& name) {
  const Dimension* all = source.results.dimension(dimension);
  if (all == nullptr) return spaced(name);
  const auto found = std::find(all->labels.begin(), all->labels.end(), name);
  if (found == all->labels.end()) return spaced(name);
  const std::string label = source.results.display_label(dimension, static_cast<std::size_t>(found - all->labels.begin()));
  return label == name ? spaced(name) : label;
}

std::string label_of_segment(const Source& source, std::size_t g) { return source.results.display_label("segment", g); }

Runs divided(Runs runs, double by) {
  for (auto& values : runs)
    for (double& value : values) value /= by;
  return runs;
}

/// "2 months", "30 d", "4 h".
std::string span_of(models::Tick t) {
  constexpr double days_of_month = 365.25 / 12.0;
  const double days = sim::in_units(t, sim::kDay), months = days / days_of_month;
  if (months > 0.5 && std::fabs(months - std::round(months)) < 0.005) return fmt::format("{:.0f} month{}", months, std::round(months) == 1.0 ? "" : "s");
  return days >= 1.0 ? fmt::format("{:.4g} d", days) : fmt::format("{:.3g} h", 24.0 * days);
}

// ---- tiers

/// What accounts bring, and from which size on the strategy pays against the file's own baseline.
std::pair<std::string, std::string> boundary_of(const Source& source, std::size_t g, std::size_t s) {
  if (source.decided == nullptr || !source.decided->answers.segments) return {none, none};
  const decision::SegmentDecision& segment = source.decided->answers.segments->segments[g];
  const std::string pays_as = s == baseline_of(source) ? itself : none;
  const std::string brings =
      segment.break_even.empty() ? none
                                 : decision::ranged(segment.revenue_per_account, source.decided->answers.segments->base_units, source.confidence(),
                                                    source.results.currency);
  for (const decision::BreakEven& even : segment.break_even)
    if (even.strategy == static_cast<decision::Index>(s)) return {brings, decision::pays_in_words(even)};
  return {brings, pays_as};
}

Json segments_table(const Source& source, std::size_t s) {
  Json table = table_of("Tiers: who is looked after, how much, and what is expected of each",
                        {"segment", "accounts at the start", "at the end", fmt::format("revenue per account and year, {}", source.results.currency),
                         "pays, against " + source.name_of(baseline_of(source)), "staff hours per account and year",
                         "retention, 12 months", "gross revenue retention", "net revenue retention"});
  for (std::size_t g = 0; g < source.size_of("segment"); ++g) {
    const std::string& name = source.results.dimension("segment")->labels[g];
    const auto own = [&](const char* measure) { return value_of(source.by_baseline[0].measure(measure, name), s); };
    const Runs years = divided(sum_of(source.results, "monthly_customer_time", members_of(g)), 12.0);
    const std::string hours = value_of(source, over(sum_of(source.results, "segment_worked_hours", members_of(g)), years), s, "h");
    const auto [brings, pays] = boundary_of(source, g, s);
    table["rows"].push_back({label_of_segment(source, g), own("segment_customers_start"), own("segment_customers_end"), brings, pays, hours,
                             own("segment_retention_12m"), own("segment_grr_12m"), own("segment_nrr_12m")});
  }
  return table;
}

// ---- playbook

/// "every 2 months", "on entering Onboarding", "as asked"; empty where the segment is not among those who get it.
std::string cadence_of(const Source& source, const Touchpoint& touchpoint, std::size_t g) {
  if (!touchpoint.enabled.empty() && touchpoint.enabled[g] == 0) return "";
  if (touchpoint.trigger == models::TriggerKind::recurrence) return "as asked";
  if (touchpoint.trigger == models::TriggerKind::cadence) return "every " + span_of(touchpoint.every[g]);
  std::vector<std::string> stages;
  for (const int stage : touchpoint.stages) stages.push_back(source.results.display_label("stage", static_cast<std::size_t>(stage)));
  const bool later = !touchpoint.delay.empty() && touchpoint.delay[g] > 0;
  return (later ? span_of(touchpoint.delay[g]) + " after entering " : "on entering ") + listed(stages);
}

/// A limit of an attribute; rates as a year's.
std::string limit_of(const models::Attribute& attribute, double value) {
  const bool daily = attribute.unit.ends_with(" / d");
  const std::string unit = daily ? attribute.unit.substr(0, attribute.unit.size() - 4) : attribute.unit == "1" ? "" : attribute.unit;
  return decision::plain(daily ? 365.25 * value : value, unit) + (daily ? " / yr" : "");
}

/// "annual value from 50 k USD / yr"; "all" where everybody of the segment gets it.
std::string audience_of(const Scenario& scenario, const Touchpoint& touchpoint) {
  if (touchpoint.eligible_attribute == models::no_index) return "all";
  const models::Attribute& attribute = scenario.attributes[static_cast<std::size_t>(touchpoint.eligible_attribute)];
  std::string text = spaced(attribute.name);
  if (std::isfinite(touchpoint.at_least) && touchpoint.at_least != 0.0) text += " from " + limit_of(attribute, touchpoint.at_least);
  if (std::isfinite(touchpoint.below)) text += " below " + limit_of(attribute, touchpoint.below);
  return text;
}

/// Who gets a contact how often: once where all of them get it as often, otherwise segment by segment.
std::pair<std::string, std::string> whom_and_how_often(const Source& source, const Touchpoint& touchpoint, const std::string& audience) {
  std::vector<std::string> segments, cadences, both;
  for (std::size_t g = 0; g < source.size_of("segment"); ++g) {
    const std::string cadence = cadence_of(source, touchpoint, g);
    if (cadence.empty()) continue;
    segments.push_back(label_of_segment(source, g));
    cadences.push_back(cadence);
    both.push_back(segments.back() + " " + cadence);
  }
  if (segments.empty()) return {};
  const bool alike = std::all_of(cadences.begin(), cadences.end(), [&](const std::string& one) { return one == cadences[0]; });
  const std::string whom = segments.size() == source.size_of("segment") ? "" : listed(segments);
  return {whom.empty() ? audience : audience == "all" ? whom : whom + ": " + audience, alike ? cadences[0] : listed(both)};
}

Json playbook_table(const Source& source, const Scenario& scenario, std::size_t s) {
  Json table = table_of("Playbook: which contact, by whom, how often", {"contact", "by", "for whom", "how often"});
  const models::Strategy& strategy = scenario.strategies[s];
  for (const Touchpoint& touchpoint : strategy.touchpoints) {
    const bool staff = touchpoint.delivery == models::Delivery::pool && touchpoint.pool != models::no_index;
    const auto [whom, how_often] = whom_and_how_often(source, touchpoint, audience_of(scenario, touchpoint));
    if (how_often.empty()) continue;
    table["rows"].push_back({label_of(source, "touchpoint", touchpoint.name),
                             staff ? label_of(source, "pool", strategy.pools[static_cast<std::size_t>(touchpoint.pool)].name) : "automatic", whom,
                             how_often});
  }
  return table;
}

// ---- teams

/// Accounts, mean over the months, of the segments that a team looks after; of all where it is not told who these are.
struct LookedAfter {
  Runs accounts;
  bool some_only = false;  ///< in one of the segments its contacts are for some accounts only
};

LookedAfter looked_after(const Source& source, const models::Strategy& strategy, const std::string& pool) {
  Runs all, served;
  LookedAfter out;
  for (std::size_t g = 0; g < source.size_of("segment"); ++g) {
    const Runs months = divided(sum_of(source.results, "monthly_customers", members_of(g)), static_cast<double>(source.size_of("month")));
    bool any = false, whole = false;
    for (const Touchpoint& touchpoint : strategy.touchpoints) {
      if (touchpoint.delivery != models::Delivery::pool || touchpoint.pool == models::no_index) continue;
      if (strategy.pools[static_cast<std::size_t>(touchpoint.pool)].name != pool || (!touchpoint.enabled.empty() && touchpoint.enabled[g] == 0)) continue;
      any = true;
      whole = whole || touchpoint.eligible_attribute == models::no_index;
    }
    all = all.empty() ? months : plus(all, months);
    if (any) served = served.empty() ? months : plus(served, months);
    out.some_only = out.some_only || (any && !whole);
  }
  out.accounts = served.empty() ? all : served;
  return out;
}

/// When the team is short of people: "from month 7".
std::string trigger_of(const Source& source, std::size_t s, const std::string& pool) {
  if (source.decided == nullptr) return none;
  for (const decision::PoolPlan& plan : source.decided->capacity[s]) {
    if (plan.pool != pool) continue;
    if (plan.short_from) return fmt::format("from month {} ({})", *plan.short_from, plan.by_missed ? "missed" : "busy");
    if (plan.suspected) return fmt::format("maybe from month {} ({})", plan.suspected->from, plan.suspected->by_missed ? "missed" : "busy");
    return "not in this run";
  }
  return none;
}

std::string lead_time_of(const models::Strategy& strategy, const std::string& pool) {
  const auto found = std::find_if(strategy.pools.begin(), strategy.pools.end(), [&](const models::Pool& one) { return one.name == pool; });
  if (found == strategy.pools.end() || (found->hire_delay == 0 && found->ramp == 0)) return none;
  return (found->hire_delay > 0 ? span_of(found->hire_delay) : "at once") + " / " + (found->ramp > 0 ? span_of(found->ramp) : "at once");
}

Json teams_table(const Source& source, const Scenario& scenario, std::size_t s) {
  Json table = table_of(fmt::format("Teams: ratios, and when to hire (short of people: busy above {:.0f} %, or missing above {:.0f} %, {} months in a row)",
                                    100.0 * decision::too_busy, 100.0 * decision::too_many_missed, decision::sustained_months),
                        {"team", "people", "accounts of its segments per person", "requests per person and month", "busy", "requests missed", "answer after",
                         "short of people", "to hire / to full speed"});
  const World& world = source.by_baseline[0];
  for (std::size_t q = 0; q < world.pools.size(); ++q) {
    const std::string& pool = world.pools[q];
    const auto own = [&](const char* name) { return value_of(world.measure_of_pool(name, pool), s); };
    if (own("pool_overall_servers") == none) continue;
    const std::vector<Members> of_pool{{"pool", q, q + 1}};
    const Runs servers = sum_of(source.results, "pool_overall_servers", of_pool);
    const Runs requests = divided(sum_of(source.results, "pool_requests", of_pool), static_cast<double>(source.size_of("month")));
    const LookedAfter looked = looked_after(source, scenario.strategies[s], pool);
    const std::string ratio = value_of(source, over(looked.accounts, servers), s, "1");
    table["rows"].push_back({label_of(source, "pool", pool), own("pool_overall_servers"), (looked.some_only && ratio != none ? "at most " : "") + ratio,
                             value_of(source, over(requests, servers), s, "1"),
                             own("pool_overall_utilisation"), own("pool_missed_share"), own("pool_overall_response"), trigger_of(source, s, pool),
                             lead_time_of(scenario.strategies[s], pool)});
  }
  return table;
}

// ---- what to expect, and what it rests on

Json expected_table(const Source& source, std::size_t s) {
  const std::size_t baseline = baseline_of(source);
  Json table = table_of("What to expect of the whole firm over " + span_text(source.results.horizon_days),
                        {"figure", "expected", "minus " + source.name_of(baseline)});
  constexpr std::array<std::pair<const char*, const char*>, 9> figures = {{{"net_value", "net value"},
                                                                           {"operating_cost", "operating cost"},
                                                                           {"revenue", "revenue"},
                                                                           {"customers_end", "customers at the end"},
                                                                           {"retention_12m", "retention of the opening customers, 12 months"},
                                                                           {"grr_12m", "gross revenue retention, 12 months"},
                                                                           {"nrr_12m", "net revenue retention, 12 months"},
                                                                           {"satisfaction_end", "satisfaction at the end"},
                                                                           {"missed_share", "contacts by staff that are missed"}}};
  for (const auto& [name, words] : figures) {
    const ComparedMeasure* measure = source.by_baseline[baseline].measure(name);
    if (measure == nullptr || measure->by_strategy[s].n == 0) continue;
    table["rows"].push_back({words, value_of(measure, s),
                             s == baseline ? none : told_difference(measure->against_baseline[s].difference, measure->unit, measure->name)});
  }
  return table;
}

Json assumptions_table(const Source& source) {
  const std::vector<ResultParameter>& weak = source.by_baseline[0].low_grade;
  Json table = table_of(fmt::format("What it rests on: the weakly founded numbers (C, J, U) that bear most directly on who is ahead, {} of {}",
                                    std::min(most_assumptions, weak.size()), weak.size()),
                        {"number", "value", "grade", "source"});
  for (std::size_t i = 0; i < std::min(most_assumptions, weak.size()); ++i)
    table["rows"].push_back({weak[i].key, weak[i].text, weak[i].grade, weak[i].source});
  return table;
}

std::string in_words(const Source& source, std::size_t s) {
  const World& world = source.by_baseline[0];
  const bool chosen = source.decided != nullptr && source.decided->choice() == s;
  return fmt::format("{}{}: {} to operate over {}, {} net value.", source.said(s), chosen ? ", the choice" : "",
                     value_of(world.measure("operating_cost"), s), span_text(source.results.horizon_days), value_of(world.measure("net_value"), s));
}

}  // namespace

Json coverage_view(const Source& source) {
  if (source.scenario == nullptr || source.size_of("segment") == 0 || source.scenario->strategies.size() != source.strategies() ||
      source.by_baseline[0].measure("operating_cost") == nullptr || source.by_baseline[0].measure("net_value") == nullptr)
    return nullptr;
  Json view{{"asks", "What would the coverage model be, on one page?"},
            {"choice", source.decided == nullptr ? baseline_of(source) : source.decided->choice()},
            {"words", Json::array()},
            {"strategies", Json::array()},
            {"sentences", Json::array()}};
  bool any = false;
  for (std::size_t s = 0; s < source.strategies(); ++s) {
    const Json playbook = playbook_table(source, *source.scenario, s), teams = teams_table(source, *source.scenario, s);
    any = any || !playbook["rows"].empty() || !teams["rows"].empty();
    Json kept = Json::array();
    for (const Json& table : {segments_table(source, s), playbook, teams, expected_table(source, s), assumptions_table(source)})
      if (!table["rows"].empty()) kept.push_back(trimmed(table));
    view["strategies"].push_back(std::move(kept));
    view["words"].push_back(in_words(source, s));
  }
  return any ? view : Json(nullptr);
}

}  // namespace tenure::analysis
