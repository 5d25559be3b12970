#include "analysis/decide/document.h"

#include <cmath>

#include "analysis/decide/words.h"

namespace tenure::analysis::decision {
namespace {

using Json = nlohmann::ordered_json;

Json number(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

/// Turns what was worked out into JSON, with names instead of numbers.
struct Writer {
  const Draws& draws;
  const PageOptions& options;
  Index units;

  const std::string& strategy(Index s) const { return draws.strategies[static_cast<std::size_t>(s)]; }
  const std::string& parameter(Index k) const { return draws.parameters[static_cast<std::size_t>(k)].name; }
  Json measured(const Measured& value) const { return as_json(value, units, options.confidence); }

  Json certainty(const Certainty& c) const {
    Json json;
    json["choice"] = strategy(c.choice);
    json["runner_up"] = strategy(c.runner_up);
    json["best_most_often"] = strategy(c.leader);
    json["lead"] = measured(c.lead);
    json["certainty"] = measured(c.chosen().probability_best);
    json["evpi"] = measured(c.evpi);
    for (Index s = 0; s < draws.strategy_count(); ++s) {
      const Standing& standing = c.strategies[static_cast<std::size_t>(s)];
      json["strategies"][strategy(s)] = {{"worth", measured(standing.worth)},
                                         {"probability_best", measured(standing.probability_best)},
                                         {"expected_loss", measured(standing.loss)},
                                         {"behind_the_choice", measured(standing.behind)}};
    }
    return json;
  }

  Json finding(const Finding& f) const {
    Json json = {{"name", f.name}};
    for (const Index k : f.parameters) json["parameters"].push_back(parameter(k));
    json["evppi"] = measured(f.evppi);
    json["share_of_ignorance"] = measured(f.share);
    return json;
  }

  Json table(const std::vector<IncrementalRow>& rows) const {
    Json json = Json::array();
    for (const IncrementalRow& row : rows) {
      Json one = {{"strategy", strategy(row.strategy)}, {"cost", measured(row.cost)}, {"effect", measured(row.effect)}};
      one["status"] = row.status == FrontierStatus::kept        ? "kept"
                      : row.status == FrontierStatus::dominated ? "dominated"
                                                                : "extendedly dominated";
      one["by"] = Json::array();
      for (const Index s : row.by) one["by"].push_back(strategy(s));
      if (row.against) {
        one["against"] = strategy(*row.against);
        one["more_cost"] = measured(row.more_cost);
        one["more_effect"] = measured(row.more_effect);
        const bool clear = row.interval.bounded || !std::isfinite(row.more_effect.standard_error);
        const auto needed = needed_to_tell(row.more_effect, units, options.confidence);
        one["gain_is_clear_of_zero"] = row.interval.bounded;
        one["needed_to_tell"] = !clear && needed ? Json(*needed) : Json(nullptr);
        one["ratio"] = clear ? number(row.ratio) : Json(nullptr);
        one["ratio_low"] = row.interval.bounded ? number(row.interval.low) : Json(nullptr);
        one["ratio_high"] = row.interval.bounded ? number(row.interval.high) : Json(nullptr);
      }
      if (row.status == FrontierStatus::dominated) {
        one["beyond_cost"] = measured(row.beyond_cost);
        one["beyond_effect"] = measured(row.beyond_effect);
      }
      json.push_back(std::move(one));
    }
    return json;
  }

  Json parameter_finding(const ParameterFinding& p) const {
    const auto k = static_cast<std::size_t>(p.bar.parameter);
    Json json = finding(p.finding);
    json["grade"] = draws.parameters[k].grade;
    json["base"] = draws.parameters[k].base ? number(*draws.parameters[k].base) : Json(nullptr);
    json["unit"] = draws.parameters[k].unit;
    json["printed_unit_per_unit"] = draws.parameters[k].scale;
    json["tornado"] = {{"low", p.bar.low}, {"lead_at_low", measured(p.bar.at_low)}, {"high", p.bar.high}, {"lead_at_high", measured(p.bar.at_high)}};
    json["first_order_index"] = p.first ? measured_in_model(*p.first) : Json(nullptr);
    json["total_index"] = p.total ? measured_in_model(*p.total) : Json(nullptr);
    json["turning_point"] = nullptr;
    if (p.turn)
      json["turning_point"] = {{"from", p.turn->base},
                               {"value", p.turn->value},
                               {"instead", strategy(p.turn->instead)},
                               {"beyond_is", p.turn->above ? "above" : "below"},
                               {"probability_beyond", measured(p.turn->beyond)},
                               {"standard_deviations", p.turn->deviations},
                               {"beyond_already", p.turn->already}};
    return json;
  }

  /// An index of the fitted model: its error is that of the integration.
  static Json measured_in_model(const Measured& value) {
    return {{"mean", number(value.mean)}, {"standard_error", number(value.standard_error)}};
  }

  Json ignorance(const Ignorance& i) const {
    Json json;
    json["explained_by_metamodel"] = measured(i.explained);
    json["parameters"] = json["by_grade"] = json["by_kind"] = json["asked"] = Json::array();
    for (const ParameterFinding& p : i.parameters) json["parameters"].push_back(parameter_finding(p));
    for (const Finding& f : i.by_grade) json["by_grade"].push_back(finding(f));
    for (const Finding& f : i.by_kind) json["by_kind"].push_back(finding(f));
    for (const Finding& f : i.asked) json["asked"].push_back(finding(f));
    json["nearest_joint_point"] = nullptr;
    if (i.joint) {
      Json joint = {{"instead", strategy(i.joint->instead)},
                    {"standard_deviations", i.joint->distance},
                    {"probability_beyond", measured(i.joint->beyond)}};
      joint["moves"] = Json::array();
      for (std::size_t m = 0; m < i.joint->parameters.size(); ++m)
        joint["moves"].push_back({{"parameter", parameter(i.joint->parameters[m])},
                                  {"value", i.joint->values[m]},
                                  {"standard_deviations", i.joint->deviations[m]}});
      json["nearest_joint_point"] = std::move(joint);
    }
    json["two_way"] = Json::array();
    for (const TwoWayTable& table : i.two_way) {
      Json best = Json::array();
      for (const auto& line : table.best) {
        best.push_back(Json::array());
        for (const Index s : line) best.back().push_back(strategy(s));
      }
      Json unseen = Json::array();
      for (const Index k : table.unseen) unseen.push_back(parameter(k));
      json["two_way"].push_back({{"across", parameter(table.across)},
                                 {"across_at", table.across_at},
                                 {"down", parameter(table.down)},
                                 {"down_at", table.down_at},
                                 {"best", std::move(best)},
                                 {"not_seen_to_matter", std::move(unseen)}});
    }
    return json;
  }
};

}  // namespace

Json as_json(const Measured& measured, Index units, double confidence) {
  const Estimate estimate = estimate_of(measured, units, confidence);
  return {{"mean", number(measured.mean)},
          {"standard_error", number(measured.standard_error)},
          {"half_width", number(estimate.half_width)}};
}

Json as_json(const Draws& draws, const Decision& decision, const PageOptions& options) {
  const Index units = draws.draw_count() > 1 ? draws.draw_count() : draws.replications;
  const Writer w{draws, options, units};
  Json json;
  json["draws"] = draws.draw_count();
  json["replications_per_draw"] = draws.replications * (draws.pairs ? 2 : 1);
  json["antithetic_pairs"] = draws.pairs;
  json["units"] = units;
  json["confidence"] = options.confidence;
  json["cost"] = {{"name", draws.cost_name}, {"unit", draws.cost_unit}};
  json["effect"] = {{"name", draws.effect_name}, {"unit", draws.effect_unit}};
  json["in_plain_words"] = in_plain_words(draws, decision, options);
  json["what_would_change_it"] = what_would_change(draws, decision, options);
  json["answer"] = Json::array();
  for (const AnswerLine& line : answer_of(draws, decision, options)) json["answer"].push_back({{"topic", line.topic}, {"text", line.text}});
  json["effect_brings"] = draws.effect_brings ? number(*draws.effect_brings) : Json(nullptr);
  json["incremental_table"] = w.table(decision.table);
  json["choice"] = nullptr;
  if (decision.choice) {
    const Choice& choice = *decision.choice;
    Json one = w.certainty(choice.certainty);
    one["worth"] = {{"name", options.worth}, {"unit", options.worth_unit}};
    one["chance_only"] = choice.chance_only;
    one["with_chance"] = choice.raw ? w.certainty(*choice.raw) : Json(nullptr);
    one["variance_of_the_lead"] = {{"separable", choice.lead.separable},
                                   {"chance", number(choice.lead.chance)},
                                   {"chance_standard_error", number(choice.lead.chance_error)},
                                   {"ignorance", number(choice.lead.ignorance)},
                                   {"ignorance_standard_error", number(choice.lead.ignorance_error)},
                                   {"ignorance_share", number(choice.lead.ignorance_share)},
                                   {"ignorance_share_low", number(choice.lead.share_low)},
                                   {"ignorance_share_high", number(choice.lead.share_high)}};
    one["ignorance"] = choice.ignorance ? w.ignorance(*choice.ignorance) : Json(nullptr);
    json["choice"] = std::move(one);
  }
  json["curve"] = Json::array();
  for (const CurvePoint& point : decision.curve) {
    Json one = {{"value", point.value}};
    one.update(w.certainty(point.certainty));
    json["curve"].push_back(std::move(one));
  }
  return json;
}

}  // namespace tenure::analysis::decision
