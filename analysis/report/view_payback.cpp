// What a strategy brings in cash against the baseline, to date, and when it has paid back what it took.
//
//   unit, replications, spread (staff that wins customers is spread over the months)
//   baselines  [baseline]: {strategy (index), cumulative: [month]: triples, pays_back: month or null, deepest, deepest_month,
//              share: of the replications that are ahead at the end, over_draws: triple of the end over the draws, or null};
//              see analysis/decide/cash.h
#include <cmath>

#include <fmt/format.h>

#include "analysis/compare/numbers.h"
#include "analysis/decide/cash.h"
#include "analysis/decide/words.h"
#include "analysis/report/decided.h"
#include "analysis/report/told.h"
#include "analysis/report/view.h"

namespace tenure::analysis {
namespace {

/// All that cash_of reads.
const std::vector<std::string> read = {"monthly_revenue",          "monthly_flow_cost", "monthly_operating_cost",
                                       "monthly_acquisition_cost", "acquisition_cost",  "acquisition_staff_cost",
                                       "revenue",                  "flow_cost",         "operating_cost"};

std::string path_in_words(const Source& source, const decision::Cash& cash, const decision::CashPath& path) {
  const std::string& unit = source.results.currency;
  const Estimate end = path.end_over_draws ? decision::estimate_of(*path.end_over_draws, cash.draws, source.confidence())
                                           : decision::estimate_of(path.cumulative.back(), cash.replications, source.confidence());
  std::string text = fmt::format("{} stands at {} at the end", source.said(static_cast<std::size_t>(path.strategy)),
                                 told_difference(end, unit, "cash_to_date"));
  if (path.deepest_month > 0 && path.deepest_month < static_cast<int>(path.cumulative.size()))
    text += fmt::format(", takes {} of capital at the deepest (month {})", decision::plain(-path.deepest, unit), path.deepest_month);
  text += !path.pays_back          ? " and does not pay back within the horizon"
          : path.deepest_month > 0 ? fmt::format(" and has paid back from month {} on", *path.pays_back)
          : *path.pays_back == 1   ? " and is never behind"
                                   : "";
  return text;
}

std::string cash_in_words(const Source& source, const decision::Cash& cash, std::size_t baseline) {
  std::string text;
  for (const decision::CashPath& path : cash.paths) text += (text.empty() ? "" : "; ") + path_in_words(source, cash, path);
  const char* over = cash.draws > 0 ? "; what stands at the end is the mean over the draws, the rest by the scenario's own numbers" : "";
  return text.empty() ? "" : "Cash to date against " + source.said(baseline) + ": " + text + over + ".";
}

}  // namespace

Json payback_view(const Source& source) {
  if (source.strategies() < 2) return nullptr;
  Json view{{"asks", "How much cash does a change take, and when has it paid back?"},
            {"unit", source.results.currency},
            {"replications", source.results.replications()},
            {"spread", false},
            {"baselines", Json::array()},
            {"sentences", Json::array()}};
  for (std::size_t b = 0; b < source.strategies(); ++b) {
    const auto cash = decision::cash_of(against(source.results, source.results.dimensions[0].labels[b], read));
    if (!cash) return nullptr;
    view["spread"] = cash->acquisition_spread;
    Json paths = Json::array();
    for (const decision::CashPath& path : cash->paths) {
      Json one{{"strategy", path.strategy},
               {"cumulative", Json::array()},
               {"pays_back", path.pays_back ? Json(*path.pays_back) : Json(nullptr)},
               {"deepest", number_of(path.deepest)},
               {"deepest_month", path.deepest_month},
               {"share", number_of(path.paid_back_share)},
               {"over_draws", path.end_over_draws
                                  ? triple_of(decision::estimate_of(*path.end_over_draws, cash->draws, source.confidence()))
                                  : Json(nullptr)}};
      for (const decision::Measured& month : path.cumulative)
        one["cumulative"].push_back(triple_of(decision::estimate_of(month, cash->replications, source.confidence())));
      paths.push_back(std::move(one));
    }
    view["baselines"].push_back(std::move(paths));
    view["sentences"].push_back(Json::array({cash_in_words(source, *cash, b)}));
  }
  return view;
}

}  // namespace tenure::analysis
