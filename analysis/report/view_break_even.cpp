// From which size of account a strategy pays, segment by segment, against the baseline.
//
//   unit
//   baselines  [baseline][segment]: {revenue: triple (per account and year), rows: {strategy (index), size or null, low, high
//              (null: not bounded), any (pays at any size), lift, extra: triples}}; see analysis/decide/by_segment.h
#include <cmath>

#include <fmt/format.h>

#include "analysis/decide/by_segment.h"
#include "analysis/decide/words.h"
#include "analysis/report/decided.h"
#include "analysis/report/told.h"
#include "analysis/report/view.h"

namespace tenure::analysis {
namespace {

/// All that by_segment reads.
const std::vector<std::string> read = {"segment_net_value_direct",        "segment_revenue_discounted", "segment_flow_cost_discounted",
                                       "segment_service_cost_discounted", "segment_revenue",            "segment_customers_opening",
                                       "segment_newcomers",               "monthly_customer_time"};

/// The strategies that pay at the accounts' own size, and from where on the others would.
std::string segment_in_words(const Source& source, const decision::SegmentDecision& segment) {
  std::vector<std::string> pays, larger, never;
  for (const decision::BreakEven& even : segment.break_even) {
    const std::string& name = source.name_of(static_cast<std::size_t>(even.strategy));
    if (even.pays_at_any || even.size <= segment.revenue_per_account.mean)
      pays.push_back(name);
    else if (std::isfinite(even.size))
      larger.push_back(fmt::format("{} from {} on", name, decision::plain(even.size, "")));
    else
      never.push_back(name);
  }
  std::vector<std::string> parts;
  if (!pays.empty()) parts.push_back(listed(pays) + (pays.size() == 1 ? " pays" : " pay") + " at that size");
  if (!larger.empty()) parts.push_back("it would take larger ones for " + listed(larger));
  if (!never.empty()) parts.push_back("no size makes " + listed(never) + " pay");
  std::string text = fmt::format("{} accounts bring {} a year: ", segment.label,
                                 decision::plain(segment.revenue_per_account.mean, source.results.currency));
  for (std::size_t i = 0; i < parts.size(); ++i) text += (i ? "; " : "") + parts[i];
  return text + ".";
}

}  // namespace

Json break_even_view(const Source& source) {
  if (source.decided == nullptr || source.strategies() < 2 || !source.decided->answers.segments) return nullptr;
  Json view{{"asks", "How large must an account be for closer care to pay?"},
            {"unit", source.results.currency},
            {"baselines", Json::array()},
            {"sentences", Json::array()}};
  for (std::size_t b = 0; b < source.strategies(); ++b) {
    const auto by = decision::by_segment(against(source.results, source.results.dimensions[0].labels[b], read),
                                         source.decided->decision.choice->certainty.choice, source.confidence());
    if (!by) return nullptr;
    Json segments = Json::array();
    Json sentences = Json::array({""});
    for (const decision::SegmentDecision& segment : by->segments) {
      if (segment.break_even.empty()) return nullptr;
      const auto triple = [&](const decision::Measured& measured, decision::Index units) {
        return triple_of(decision::estimate_of(measured, units, source.confidence()));
      };
      Json one{{"revenue", triple(segment.revenue_per_account, static_cast<decision::Index>(source.results.replications()))},
               {"rows", Json::array()}};
      for (const decision::BreakEven& even : segment.break_even) {
        const bool bounded = std::isfinite(even.size) && even.interval.bounded;
        one["rows"].push_back({{"strategy", even.strategy},
                               {"size", number_of(even.size)},
                               {"low", bounded ? number_of(even.interval.low) : Json(nullptr)},
                               {"high", bounded ? number_of(even.interval.high) : Json(nullptr)},
                               {"any", even.pays_at_any},
                               {"lift", triple(even.lift, by->units)},
                               {"extra", triple(even.extra_cost, by->units)}});
      }
      segments.push_back(std::move(one));
      const std::string words = segment_in_words(source, segment);
      sentences[0] = sentences[0].get<std::string>() + (sentences[0].get<std::string>().empty() ? "" : " ") + words;
      sentences.push_back(words);
    }
    view["baselines"].push_back(std::move(segments));
    view["sentences"].push_back(std::move(sentences));
  }
  return view;
}

}  // namespace tenure::analysis
