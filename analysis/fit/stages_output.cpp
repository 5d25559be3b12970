// The page, the JSON and the scenario file on stages of a funnel.
#include <fmt/format.h>

#include <array>

#include "analysis/compare/sentence.h"
#include "analysis/compare/table_parts.h"
#include "analysis/fit/fragment.h"
#include "analysis/fit/page.h"
#include "analysis/fit/toml_text.h"
#include "sim/time/civil_date.h"

namespace tenure::analysis::fit {
namespace {

using Json = nlohmann::ordered_json;

const StagePlace& place(const StageBook& book, int stage) {
  return book.stages[static_cast<std::size_t>(stage)];
}

/// Does the name of a stage say that its customers are lost?
bool says_lost(const std::string& key) {
  static constexpr std::array<std::string_view, 9> words = {
      "lost", "cold", "churned", "disqualified", "rejected", "cancelled", "closed_lost", "left", "dead"};
  for (const std::string_view w : words)
    if (key.find(w) != std::string::npos) return true;
  return false;
}

std::string days_text(const Interval& i) {
  return fmt::format("{:.4g} d [{:.4g}, {:.4g}]", i.value, i.low, i.high);
}

Json interval_json(const Interval& i) {
  return {{"value", i.value}, {"low", i.low}, {"high", i.high}};
}

}  // namespace

std::string page(const StageBook& book, double confidence) {
  const StagePlace& start = place(book, book.start);
  std::string text =
      fmt::format("{}: {} entries into {} stages between {} and {}; most begin in {}. ", book.source,
                  grouped(book.rows), book.stages.size(), sim::to_string(sim::civil_from_days(book.first)),
                  sim::to_string(sim::civil_from_days(book.as_of)), start.name.label);
  for (const StageWay& w : book.ways)
    if (w.from == book.start)
      text += fmt::format("Of those there {} go to {} in the end. ", percent(w.share), place(book, w.to).name.label);
  std::string out = wrapped(text, table_width);
  while (out.back() == '\n') out.pop_back();
  out += fmt::format(
      "\n\nWays out of each stage ({:.0f} % intervals). Times are those of a way that no other competes with.\n",
      100.0 * confidence);
  for (std::size_t s = 0; s < book.stages.size(); ++s) {
    const StagePlace& p = book.stages[s];
    out += fmt::format("{}: {} entered, {} still there\n", p.name.label, grouped(p.entered), grouped(p.still));
    for (const StageWay& w : book.ways) {
      if (w.from != static_cast<int>(s)) continue;
      out += fmt::format("  to {}: {} moves, {} in the end; ", place(book, w.to).name.label, grouped(w.moves),
                         percent(w.share));
      out += w.time.weibull ? fmt::format("Weibull, shape {:.3g} [{:.3g}, {:.3g}], scale {}\n", w.time.shape.value,
                                          w.time.shape.low, w.time.shape.high, days_text(w.time.scale))
                            : "exponential, mean " + days_text(w.time.mean) + "\n";
    }
  }
  return out + "\n" + notes_text(book.notes);
}

Json as_json(const StageBook& book, double confidence) {
  Json out = {{"source", book.source},
              {"rows", book.rows},
              {"confidence", confidence},
              {"start", place(book, book.start).name.key}};
  out["stages"] = Json::array();
  for (const StagePlace& p : book.stages)
    out["stages"].push_back(
        {{"stage", p.name.key}, {"label", p.name.label}, {"entered", p.entered}, {"still", p.still}});
  out["ways"] = Json::array();
  for (const StageWay& w : book.ways) {
    Json one = {{"from", place(book, w.from).name.key},
                {"to", place(book, w.to).name.key},
                {"moves", w.moves},
                {"share", interval_json(w.share)},
                {"family", w.time.weibull ? "weibull" : "exponential"},
                {"mean_days", interval_json(w.time.mean)}};
    if (w.time.weibull)
      one.update({{"shape", interval_json(w.time.shape)}, {"scale_days", interval_json(w.time.scale)}});
    out["ways"].push_back(std::move(one));
  }
  Json notes = Json::array();
  for (const Note& n : book.notes)
    notes.push_back({{"kind", n.kind == Note::Kind::refused ? "refused" : "flagged"}, {"text", n.text}});
  out["notes"] = notes;
  return out;
}

std::string fragment(const StageBook& book, const FragmentOptions& options) {
  std::string out = fragment_head(book.source, options);
  if (options.complete) out += completion(book.as_of + 1, "Our funnel as it is: " + book.source);
  const double months = static_cast<double>(book.as_of - book.first + 1) / 30.4375,
               half = std::exp(normal_quantile_two_sided(fragment_confidence) / std::sqrt(book.begun));
  const double rate = book.begun / months;
  const auto origin = [&](const std::string& what) {
    return Origin{'A', fmt::format("{}, {:.0f} rows, {}", book.source, book.rows, what), ""};
  };
  out += "\n[segment.funnel]\nlabel = \"Funnel\"\n";
  double still = 0.0;
  std::vector<double> ages;
  std::string opening;
  for (const StagePlace& p : book.stages) {
    if (p.last) continue;
    still += p.still;
    ages.insert(ages.end(), p.ages.begin(), p.ages.end());
  }
  if (still > 0.0) {
    double given = 0.0;
    std::string last;
    for (const StagePlace& p : book.stages)
      if (!p.last && p.still > 0.0) last = p.name.key;
    for (const StagePlace& p : book.stages) {
      if (p.last || p.still == 0.0) continue;
      const double share = p.name.key == last ? 1.0 - given : std::floor(1e6 * p.still / still) / 1e6;
      given += share;
      opening += (opening.empty() ? "" : ", ") + p.name.key + " = " + plain(share);
    }
    out += "customers = " + parameter(still, "", origin("counted: those who are under way")) + "\nopening = { " +
           opening + " }\n";
    out += "opening_age = " + distribution(points_of(ages, 0.0), " d", origin("time since they entered their stage")) +
           "\n";
  }
  out += "arrivals = " +
         parameter(Interval{rate, rate / half, rate * half}, " / mo",
                   origin(fmt::format("{:.0f} who began, Poisson", book.begun)), 0.0, 1e6) +
         "\nstart = \"" + place(book, book.start).name.key + "\"\n";
  out += "\n# A stage is a customer's unless it says otherwise: who is under way, or lost, is none.\n";
  for (const StagePlace& p : book.stages) {
    out += "[stage." + p.name.key + "]\nlabel = " + toml_string(p.name.label) + "\n";
    if (!p.last || says_lost(p.name.key)) out += "customer = false\n";
  }
  for (const StageWay& w : book.ways) {
    const std::string from = place(book, w.from).name.key, to = place(book, w.to).name.key;
    out += fmt::format("\n[transition.{}_to_{}]\nfrom = [\"{}\"]\nto = \"{}\"\n", from, to, from, to);
    const Origin o = origin(fmt::format("{:.0f} moves, {}", w.moves,
                                        w.time.weibull ? "Weibull, others censored" : "exponential, others censored"));
    if (w.time.weibull)
      out += "time = { dist = \"weibull\", shape = " + parameter(w.time.shape, "", o, 0.1, 20.0) +
             ", scale = " + parameter(w.time.scale, " d", o, 1e-3, 36525.0) + " }\n";
    else
      out += "hazard = " +
             parameter(Interval{1.0 / w.time.mean.value, 1.0 / w.time.mean.high, 1.0 / w.time.mean.low}, " / d", o, 0.0,
                       1440.0) +
             "\n";
  }
  return out + "\n[strategy.as_today]\nlabel = \"As today\"\n";
}

}  // namespace tenure::analysis::fit
