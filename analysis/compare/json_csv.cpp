#include <cmath>
#include <nlohmann/json.hpp>
#include <sstream>

#include <fmt/format.h>

#include "analysis/compare/numbers.h"
#include "analysis/compare/render.h"
#include "analysis/compare/sentence.h"
#include "analysis/compare/table_parts.h"
#include "analysis/counts/words.h"

namespace tenure::analysis {
namespace {

using Json = nlohmann::ordered_json;

/// JSON has no NaN and no infinity: both become null.
Json finite(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json json_of(const Estimate& estimate) {
  Json json;
  json["mean"] = finite(estimate.mean);
  json["half_width"] = has_interval(estimate) ? finite(estimate.half_width) : Json(nullptr);
  json["n"] = estimate.n;
  json["confidence"] = estimate.confidence;
  return json;
}

Json json_of(const PairedEstimate& paired) {
  Json json = json_of(paired.difference);
  json["variance_gain"] = finite(paired.gain);
  return json;
}

Json json_of(const World& world, const OverDraws& drawn) {
  const VarianceSplit& split = drawn.variance;
  Json json;
  json["low"] = finite(drawn.range.low);
  json["high"] = finite(drawn.range.high);
  json["share_above_zero"] = finite(drawn.above_zero);
  json["variance_ignorance"] = finite(split.ignorance);
  json["variance_chance"] = finite(split.chance);
  json["ignorance_share"] = finite(split.ignorance_share());
  json["r_squared"] = finite(split.explained);
  json["weak_numbers"] = finite(split.weak);
  json["by_grade"] = Json::object();
  for (const auto& [grade, part] : split.by_grade) json["by_grade"][grade.empty() ? "none" : grade] = finite(part);
  json["by_number"] = Json::array();
  for (const NumberPart& part : split.parts) {
    const ResultParameter& p = world.parameters[part.parameter];
    json["by_number"].push_back({{"key", p.key}, {"grade", p.grade}, {"part", finite(part.part)}});
  }
  return json;
}

Json json_of(const World& world, const Ranking& ranking) {
  Json json;
  for (const std::size_t s : ranking.order) json["order"].push_back(world.strategies[s]);
  json["sure"] = ranking.sure;
  json["margin"] = ranking.margin ? json_of(*ranking.margin) : Json(nullptr);
  if (ranking.lead) json["margin"]["over_draws"] = json_of(world, *ranking.lead);
  return json;
}

Json json_of(const World& world) {
  Json json;
  json["file"] = world.file;
  json["title"] = world.title;
  json["question"] = world.question;
  json["sweep_point"] = world.sweep_point;
  json["currency"] = world.currency;
  json["start_date"] = world.start_date;
  json["horizon_days"] = world.horizon_days;
  json["confidence"] = world.confidence;
  json["draws"] = world.draws;
  json["draw_replications"] = world.draw_replications;
  json["uncertain_numbers"] = world.uncertain;
  json["rejected_points"] = world.rejected;
  json["draws_with_unmet_figures"] = world.unmet;
  json["intervals_cover"] = what_is_covered(world);
  json["replications"] = world.replications;
  if (!world.reduction_gains.empty()) {
    Json& reduction = json["variance_reduction"];
    reduction["antithetic"] = world.antithetic;
    reduction["control_variates"] = world.control_variates;
    reduction["fewest_replications_for_control_variates"] = world.fewest_for_controls > 0 ? Json(world.fewest_for_controls) : Json(nullptr);
    for (std::size_t s = 0; s < world.strategies.size(); ++s) {
      reduction["net_value_gain"][world.strategies[s]] = finite(world.reduction_gains[s]);
      reduction["net_value_difference_gain"][world.strategies[s]] = finite(world.difference_gains[s]);
    }
  }
  if (world.chosen) {
    Json& counts = json["counts"];
    for (std::size_t s = 0; s < world.strategies.size(); ++s) counts["replications"][world.strategies[s]] = world.chosen->by_strategy[s];
    counts["looks"] = world.chosen->looks;
    counts["reached"] = world.chosen->reached();
    counts["nominal_confidence"] = world.chosen->nominal_confidence;
    counts["selected"] = world.chosen->selection && world.chosen->selection->reached ? Json(world.chosen->selection->best) : Json(nullptr);
    counts["in_words"] = guarantee_in_words(*world.chosen, world.confidence, [](const std::string& name) { return name; });
  }
  json["strategies"] = world.strategies;
  json["labels"] = world.labels;
  json["baseline"] = world.strategies[world.baseline];
  json["measures"] = Json::array();
  for (const ComparedMeasure& measure : world.measures) {
    Json one;
    one["name"] = measure.name;
    one["unit"] = measure.unit;
    one["meaning"] = measure.meaning;
    one["segment"] = measure.segment.empty() ? Json(nullptr) : Json(measure.segment);
    one["pool"] = measure.pool.empty() ? Json(nullptr) : Json(measure.pool);
    one["channel"] = measure.channel.empty() ? Json(nullptr) : Json(measure.channel);
    one["month"] = measure.month == 0 ? Json(nullptr) : Json(measure.month);
    for (std::size_t s = 0; s < world.strategies.size(); ++s) {
      Json& own = one["by_strategy"][world.strategies[s]] = json_of(measure.by_strategy[s]);
      if (!measure.quantiles.empty()) {
        const sim::QuantileEstimate& q = measure.quantiles[s];
        own["quantile"] = {{"share", world.quantile}, {"value", finite(q.value)}, {"low", finite(q.low)}, {"high", finite(q.high)}};
      }
      if (!measure.drawn.empty()) own["over_draws"] = json_of(world, measure.drawn[s]);
      if (s == world.baseline) continue;
      Json& difference = one["minus_baseline"][world.strategies[s]] = json_of(measure.against_baseline[s]);
      if (!measure.drawn_against.empty()) difference["over_draws"] = json_of(world, measure.drawn_against[s]);
    }
    json["measures"].push_back(std::move(one));
  }
  json["ranking"] = world.by_net_value ? json_of(world, *world.by_net_value) : Json(nullptr);
  json["segments"] = Json::array();
  for (const SegmentRanking& segment : world.segments) {
    Json one = json_of(world, segment.ranking);
    one["segment"] = segment.segment;
    json["segments"].push_back(std::move(one));
  }
  json["foundation"] = as_json(world.foundation);
  json["weak_numbers"] = Json::array();
  for (const ResultParameter& parameter : world.low_grade) {
    json["weak_numbers"].push_back(
        {{"key", parameter.key}, {"text", parameter.text}, {"grade", parameter.grade}, {"source", parameter.source}});
  }
  json["in_words"] = in_plain_words(world);
  return json;
}

/// A CSV field, quoted where it has to be.
std::string field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

/// The shortest text that reads back as the same number.
std::string field(double value) {
  return std::isfinite(value) ? fmt::format("{}", value) : std::string();
}

struct CsvLine {
  const World& world;
  const ComparedMeasure& measure;
  const std::string& strategy;
  std::string baseline;  ///< empty for the strategy's own value
};

void print(std::ostringstream& out, const CsvLine& line, const Estimate& estimate, double gain) {
  const bool known = has_interval(estimate);
  const double nan = std::nan("");
  out << field(line.world.file) << "," << field(line.world.sweep_point) << "," << field(line.strategy) << ","
      << field(line.baseline) << "," << field(line.measure.segment) << "," << field(line.measure.pool) << ","
      << field(line.measure.channel) << ","
      << (line.measure.month == 0 ? "" : std::to_string(line.measure.month)) << ","
      << field(line.measure.name) << "," << field(line.measure.unit) << "," << field(estimate.mean) << ","
      << field(known ? estimate.half_width : nan) << "," << field(known ? estimate.mean - estimate.half_width : nan)
      << "," << field(known ? estimate.mean + estimate.half_width : nan) << "," << estimate.n << ","
      << field(estimate.confidence) << "," << field(gain) << "\n";
}

}  // namespace

std::string as_json(const Comparison& comparison) {
  Json json;
  json["format"] = "tenure comparison";
  json["version"] = comparison_json_version;
  json["worlds"] = Json::array();
  for (const World& world : comparison.worlds) json["worlds"].push_back(json_of(world));
  json["over_worlds"] = Json::array();
  for (const HoldingUp& held : comparison.over_worlds) {
    json["over_worlds"].push_back({{"strategy", held.strategy},
                                   {"ahead", held.ahead},
                                   {"surely", held.surely},
                                   {"worst_regret", finite(held.worst_regret)},
                                   {"worst_world", comparison.worlds[held.worst_world].file}});
  }
  json["in_words"] = in_plain_words_over(comparison);
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string as_csv(const Comparison& comparison) {
  std::ostringstream out;
  out << "file,sweep_point,strategy,minus,segment,pool,channel,month,measure,unit,mean,half_width,low,high,n,confidence,variance_"
         "gain\n";
  for (const World& world : comparison.worlds) {
    for (const ComparedMeasure& measure : world.measures) {
      for (std::size_t s = 0; s < world.strategies.size(); ++s) {
        print(out, {world, measure, world.strategies[s], ""}, measure.by_strategy[s], std::nan(""));
      }
      for (std::size_t s = 0; s < world.strategies.size(); ++s) {
        if (s == world.baseline) continue;
        const PairedEstimate& paired = measure.against_baseline[s];
        print(out, {world, measure, world.strategies[s], world.strategies[world.baseline]}, paired.difference,
              paired.gain);
      }
    }
  }
  return out.str();
}

}  // namespace tenure::analysis
