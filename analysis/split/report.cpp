#include "analysis/split/report.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "analysis/compare/numbers.h"

namespace tenure::analysis {
namespace {

using models::Scenario;
using What = SplitPart::What;
using Json = nlohmann::ordered_json;

constexpr std::size_t kWidth = 100;

std::string strategy_label(const Scenario& scenario, int strategy) {
  const models::Strategy& s = scenario.strategies[static_cast<std::size_t>(strategy)];
  return s.label.empty() ? s.name : s.label;
}

/// How the numbers of one strategy are written: alike, so that the eye can add them up.
NumberStyle style_of_split(const Scenario& scenario, const SplitOptions& options, const StrategySplit& split) {
  const models::MeasureRow& row = models::row_of(options.measure);
  std::vector<Estimate> all = {split.whole};
  for (const SplitPart& part : split.parts) all.push_back(part.estimate);
  NumberStyle style = style_for(models::unit_text(row, scenario), std::string(row.name), all);
  if (style.unit == "%") style.unit = "points";
  const Estimate* finest = nullptr;  // the narrowest interval that there is decides the decimals
  for (const Estimate& e : all)
    if (has_interval(e) && e.half_width > 0.0 && (finest == nullptr || e.half_width < finest->half_width)) finest = &e;
  const NumberStyle own = style_of(split.whole, style);
  if (finest == nullptr) return own;
  NumberStyle fine = style_of(*finest, style);
  fine.decimals = std::min(fine.decimals, own.decimals + 1);
  return fine;
}

/// "+12.3 ± 0.4", in the decimals that all parts of a strategy share.
std::string with_interval(const Estimate& e, const NumberStyle& style) {
  const std::string mean = number(e.mean, style, Sign::always);
  return has_interval(e) && e.half_width > 0.0 ? mean + " ± " + number(e.half_width, style) : mean;
}

std::string wrapped(const std::string& text) {
  std::string out, line;
  std::size_t begin = 0;
  while (begin < text.size()) {
    std::size_t end = text.find(' ', begin);
    if (end == std::string::npos) end = text.size();
    const std::string word = text.substr(begin, end - begin);
    if (!line.empty() && display_width(line) + 1 + display_width(word) > kWidth) {
      out += line + "\n";
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
    begin = end + 1;
  }
  return out + line + "\n";
}

const SplitPart& part_of(const StrategySplit& split, What what) {
  return *std::find_if(split.parts.begin(), split.parts.end(), [&](const SplitPart& p) { return p.what == what; });
}

std::string sentence(const Scenario& scenario, const SplitOptions& options, const StrategySplit& split) {
  const NumberStyle style = style_of_split(scenario, options, split);
  const auto amount = [&](const Estimate& e) { return number(e.mean, style, Sign::always); };
  const std::string unit = style.unit.empty() ? "" : " " + style.unit;
  std::string measure(models::row_of(options.measure).name);
  std::replace(measure.begin(), measure.end(), '_', ' ');
  const std::string base = strategy_label(scenario, options.baseline);
  std::string text = fmt::format("Of the {}{} of {} by which {} differs from {}, ", amount(split.whole), unit, measure,
                                 strategy_label(scenario, split.strategy), base);
  text += fmt::format("the effects that the file states would give {} if every contact took place at once, ",
                      amount(part_of(split, What::effects).estimate));
  text += fmt::format("and planned costs and flows {}: that much is assumed. Computed is {}", amount(part_of(split, What::costs).estimate),
                      amount(split.computed));
  std::vector<const SplitPart*> told;
  for (const SplitPart& part : split.parts)
    if (part.what != What::costs && part.what != What::effects && part.present && part.estimate.mean != 0.0) told.push_back(&part);
  std::stable_sort(told.begin(), told.end(),
                   [](const SplitPart* a, const SplitPart* b) { return std::fabs(a->estimate.mean) > std::fabs(b->estimate.mean); });
  for (std::size_t i = 0; i < told.size(); ++i) {
    const Estimate& e = told[i]->estimate;
    const bool unclear = has_interval(e) && e.half_width >= std::fabs(e.mean);
    text += fmt::format("{}{} {}{}", i == 0 ? ": " : ", ", label_of(told[i]->what), amount(e), unclear ? " (not told from nothing)" : "");
  }
  return text + ".";
}

}  // namespace

std::string as_text(const Scenario& scenario, const SplitOptions& options, const std::vector<StrategySplit>& splits) {
  const models::MeasureRow& row = models::row_of(options.measure);
  std::string out = wrapped(fmt::format("What the difference of {} from {} is made of: {} replication{}, the same luck in worlds without one "
                                        "mechanism after another; mean ± half-width of the {:g} % interval",
                                        row.name, strategy_label(scenario, options.baseline), options.replications,
                                        options.replications == 1 ? "" : "s", 100.0 * options.confidence));
  std::string order;
  for (const models::Mechanism m : switching_order(options.reverse)) {
    static constexpr const char* names[] = {"overload", "hand-overs", "turnover", "missed contacts", "waiting", "effects"};
    order += (order.empty() ? "" : ", ") + std::string(names[static_cast<std::size_t>(m)]);
  }
  out += wrapped("Switched off in this order: " + order +
                 (options.reverse ? "." : ". Another order shares out otherwise what mechanisms do together (--reverse)."));
  constexpr int kName = 30;
  for (const StrategySplit& split : splits) {
    const NumberStyle style = style_of_split(scenario, options, split);
    const auto line = [&](const std::string& name, const Estimate& e, bool present) {
      out += padded("  " + name, kName) + padded(present ? with_interval(e, style) : "-", -24) + "\n";
    };
    out += '\n';
    out += padded(strategy_label(scenario, split.strategy), kName) + padded(style.unit, -24) + "\n";
    for (const SplitPart& part : split.parts) line(label_of(part.what), part.estimate, part.present);
    line("the whole difference", split.whole, true);
    out += wrapped(sentence(scenario, options, split));
  }
  if (std::any_of(splits.begin(), splits.end(), [](const StrategySplit& s) {
        return std::any_of(s.parts.begin(), s.parts.end(), [](const SplitPart& p) { return !p.present; });
      }))
    out += "\n-: the scenario has no such mechanism\n";
  return out;
}

Json as_json(const Scenario& scenario, const SplitOptions& options, const std::vector<StrategySplit>& splits) {
  const models::MeasureRow& row = models::row_of(options.measure);
  const auto name = [&](int s) { return scenario.strategies[static_cast<std::size_t>(s)].name; };
  const auto estimate = [](const Estimate& e) {
    Json json = {{"mean", e.mean}, {"half_width", nullptr}, {"replications", e.n}};
    if (has_interval(e)) json["half_width"] = e.half_width;
    return json;
  };
  Json json = {{"measure", row.name}, {"unit", models::unit_text(row, scenario)}, {"baseline", name(options.baseline)},
               {"confidence", options.confidence}, {"replications", options.replications}, {"seed", scenario.experiment.seed},
               {"reverse", options.reverse}};
  json["strategies"] = Json::array();
  for (const StrategySplit& split : splits) {
    Json one = {{"strategy", name(split.strategy)}, {"whole", estimate(split.whole)}, {"computed", estimate(split.computed)}};
    one["parts"] = Json::array();
    for (const SplitPart& part : split.parts) {
      Json p = estimate(part.estimate);
      p["part"] = name_of(part.what);
      p["present"] = part.present;
      one["parts"].push_back(std::move(p));
    }
    one["sentence"] = sentence(scenario, options, split);
    json["strategies"].push_back(std::move(one));
  }
  return json;
}

}  // namespace tenure::analysis
