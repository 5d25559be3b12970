// Goals, segments, cash and capacity as JSON.
#include <cmath>

#include "analysis/decide/document.h"
#include "analysis/decide/file_page.h"
#include "analysis/decide/words.h"

namespace tenure::analysis::decision {
namespace {

using Json = nlohmann::ordered_json;

Json number(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

const std::string& name_of(const Draws& draws, Index strategy) {
  return draws.strategies[static_cast<std::size_t>(strategy)];
}

Json goals_json(const Draws& draws, const GoalsAnswer& answer, double confidence) {
  Json json;
  json["in_plain_words"] = goals_in_words(draws, answer, confidence);
  json["chance_only"] = answer.chance_only;
  json["cheapest"] = answer.cheapest ? Json(name_of(draws, *answer.cheapest)) : Json(nullptr);
  json["goals"] = Json::array();
  for (std::size_t g = 0; g < answer.goals.size(); ++g) {
    const Goal& goal = answer.goals[g];
    Json one = {{"text", goal.text}, {"measure", goal.measure}, {"member", goal.member},
                {"limit", goal.limit}, {"is", goal.at_most ? "at_most" : "at_least"}, {"certainty", goal.certainty}};
    for (std::size_t s = 0; s < draws.strategies.size(); ++s) {
      const GoalStanding& standing = answer.standing[g][s];
      one["strategies"][draws.strategies[s]] = {{"exists", standing.exists},
                                                {"value", standing.exists ? as_json(standing.value, answer.units, confidence) : Json(nullptr)},
                                                {"met_in", standing.exists ? as_json(standing.share, answer.units, confidence) : Json(nullptr)},
                                                {"met", standing.met},
                                                {"surely", standing.surely}};
    }
    json["goals"].push_back(std::move(one));
  }
  for (std::size_t s = 0; s < draws.strategies.size(); ++s)
    json["all_met"][draws.strategies[s]] = {{"met_in", as_json(answer.all[s], answer.units, confidence)}, {"met", static_cast<bool>(answer.meets[s])}};
  return json;
}

Json segments_json(const Draws& draws, const BySegment& by, const PageOptions& options) {
  Json json;
  json["in_plain_words"] = segments_in_words(draws, by, options);
  json["gain_over_one_for_all"] = as_json(by.gain, by.units, options.confidence);
  json["one_for_all"] = name_of(draws, by.one_for_all);
  json["confirmed_by_simulation"] = false;
  json["segments"] = Json::array();
  for (const SegmentDecision& segment : by.segments) {
    const Certainty& certainty = segment.certainty;
    Json one = {{"segment", segment.segment},
                {"best", name_of(draws, certainty.choice)},
                {"next", name_of(draws, certainty.runner_up)},
                {"probability_best", as_json(certainty.chosen().probability_best, certainty.draws, options.confidence)},
                {"lead", as_json(certainty.lead, certainty.draws, options.confidence)},
                {"surely", segment.surely},
                {"needed_to_tell", nullptr},
                {"in_words", segment_in_words(draws, segment, options)}};
    if (const auto needed = needed_to_tell(certainty.lead, certainty.draws, options.confidence); needed && !segment.surely)
      one["needed_to_tell"] = *needed;
    for (std::size_t s = 0; s < draws.strategies.size(); ++s)
      one["direct_net_value"][draws.strategies[s]] = as_json(certainty.strategies[s].worth, certainty.draws, options.confidence);
    one["break_even"] = Json::array();
    if (!segment.break_even.empty()) {
      one["customers"] = as_json(segment.customers, by.units, options.confidence);
      one["revenue_per_account_year"] = as_json(segment.revenue_per_account, by.base_units, options.confidence);
    }
    for (const BreakEven& even : segment.break_even)
      one["break_even"].push_back({{"strategy", name_of(draws, even.strategy)},
                                   {"lift", as_json(even.lift, by.units, options.confidence)},
                                   {"extra_cost_per_account_year", as_json(even.extra_cost, by.units, options.confidence)},
                                   {"pays", name_of(even.pays)},
                                   {"surely", even.sure()},
                                   {"in_words", pays_in_words(even)},
                                   {"gain_per_account_year", as_json(even.gain, by.units, options.confidence)},
                                   {"pays_at_any_size", even.pays_at_any},
                                   {"size_at_least", even.beyond ? number(*even.beyond) : Json(nullptr)},
                                   {"size", number(even.size)},
                                   {"size_low", even.interval.bounded ? number(even.interval.low) : Json(nullptr)},
                                   {"size_high", even.interval.bounded ? number(even.interval.high) : Json(nullptr)}});
    json["segments"].push_back(std::move(one));
  }
  return json;
}

Json promises_json(const ResultSet& results, const Draws& draws, const PromisesAnswer& answer, double confidence) {
  Json json = {{"chance_only", answer.chance_only}};
  json["promises"] = Json::array();
  for (std::size_t p = 0; p < answer.promises.size(); ++p) {
    const Promise& promise = answer.promises[p];
    Json one = {{"name", promise.name}, {"pool", promise.pool}, {"limits", promise.missed ? "missed_share" : "response_hours"},
                {"at_most", promise.limit}, {"in_words", promise_in_words(results, promise)}};
    one["strategies"] = Json::object();
    for (std::size_t s = 0; s < draws.strategies.size(); ++s) {
      const PromiseStanding& standing = answer.standing[p][s];
      if (!standing.given) continue;
      one["strategies"][draws.strategies[s]] = {{"value", as_json(standing.value, answer.units, confidence)},
                                                {"standing", name_of(standing.kept)},
                                                {"kept_in", standing.share ? as_json(*standing.share, answer.units, confidence) : Json(nullptr)}};
    }
    json["promises"].push_back(std::move(one));
  }
  json["missed_contacts"] = Json::object();
  for (std::size_t s = 0; s < answer.missed_contacts.size(); ++s)
    json["missed_contacts"][draws.strategies[s]] =
        answer.missed_contacts[s] ? as_json(*answer.missed_contacts[s], answer.units, confidence) : Json(nullptr);
  return json;
}

Json cash_json(const Draws& draws, const Cash& cash, double confidence) {
  Json json = {{"baseline", name_of(draws, cash.baseline)}, {"replications", cash.replications}};
  json["paths"] = Json::array();
  for (const CashPath& path : cash.paths) {
    Json one = {{"strategy", name_of(draws, path.strategy)},
                {"pays_back_in_month", path.pays_back ? Json(*path.pays_back) : Json(nullptr)},
                {"deepest", path.deepest},
                {"deepest_month", path.deepest_month},
                {"share_paid_back", path.paid_back_share},
                {"end_over_draws", path.end_over_draws ? as_json(*path.end_over_draws, cash.draws, confidence) : Json(nullptr)},
                {"share_of_draws_paid_back", path.share_of_draws ? as_json(*path.share_of_draws, cash.draws, confidence) : Json(nullptr)}};
    one["cumulative"] = Json::array();
    for (const Measured& month : path.cumulative) one["cumulative"].push_back(as_json(month, cash.replications, confidence));
    json["paths"].push_back(std::move(one));
  }
  return json;
}

Json shortage_json(const PoolPlan& pool, const Shortage& shortage, double confidence) {
  return {{"from", shortage.from}, {"to", shortage.to}, {"by", shortage.by_missed ? "missed_share" : "utilisation"},
          {"level", as_json(shortage.level, pool.replications, confidence)}};
}

Json capacity_json(const std::vector<PoolPlan>& pools, double confidence) {
  Json json = Json::array();
  for (const PoolPlan& pool : pools) {
    Json one = {{"pool", pool.pool}, {"short_from_month", pool.short_from ? Json(*pool.short_from) : Json(nullptr)}};
    one["shortages"] = Json::array();
    for (const Shortage& shortage : pool.shortages) one["shortages"].push_back(shortage_json(pool, shortage, confidence));
    one["suspected"] = pool.suspected ? shortage_json(pool, *pool.suspected, confidence) : Json(nullptr);
    one["months"] = Json::array();
    for (const PoolMonth& month : pool.months)
      one["months"].push_back({{"servers", number(month.servers)},
                               {"utilisation", number(month.utilisation)},
                               {"backlog", number(month.backlog)},
                               {"service_level", number(1.0 - month.missed_share)},
                               {"missed_share", number(month.missed_share)},
                               {"utilisation_standard_error", number(month.utilisation_error)},
                               {"missed_share_standard_error", number(month.missed_error)},
                               {"response_hours", number(month.response)},
                               {"hires", number(month.hires)},
                               {"leavers", number(month.leavers)}});
    json.push_back(std::move(one));
  }
  return json;
}

}  // namespace

Json as_json(const ResultSet& results, const Draws& draws, const FileAnswers& answers, const PageOptions& options) {
  Json json;
  json["goals"] = answers.goals ? goals_json(draws, *answers.goals, options.confidence) : Json(nullptr);
  json["by_segment"] = answers.segments ? segments_json(draws, *answers.segments, options) : Json(nullptr);
  json["cash"] = answers.cash ? cash_json(draws, *answers.cash, options.confidence) : Json(nullptr);
  json["promises"] = promises_json(results, draws, answers.promises, options.confidence);
  json["capacity"] = capacity_json(answers.capacity, options.confidence);
  return json;
}

}  // namespace tenure::analysis::decision
