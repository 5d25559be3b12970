// From or up to which size of account a strategy pays, segment by segment, against the baseline.
//
//   unit
//   baselines  [baseline][segment]: {revenue: triple (per account and year), rows: {strategy (index), pays ("from", "below",
//              "any", "never", "same"), words, size or null, low, high (null: not bounded), lift, extra, gain: triples}}; see
//              analysis/decide/break_even.h
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
                                       "segment_newcomers",               "monthly_customer_time",      "net_value"};

std::string segment_in_words(const Source& source, const decision::SegmentDecision& segment) {
  std::vector<std::string> parts;
  for (const decision::BreakEven& even : segment.break_even) {
    const std::string words = decision::pays_in_words(even);
    parts.push_back(source.said(static_cast<std::size_t>(even.strategy)) + (words == "within noise" ? " is " : even.pays == decision::Pays::same ? " makes " : " pays ") + words);
  }
  std::string text = fmt::format("{} accounts bring {} a year: ", segment.label,
                                 decision::plain(segment.revenue_per_account.mean, source.results.currency));
  for (std::size_t i = 0; i < parts.size(); ++i) text += (i ? "; " : "") + parts[i];
  return text + ".";
}

}  // namespace

Json break_even_view(const Source& source) {
  if (source.decided == nullptr || source.strategies() < 2 || !source.decided->answers.segments) return nullptr;
  Json view{{"asks", "From which size of account does closer care pay?"},
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
      Json one{{"revenue", triple(segment.revenue_per_account, by->base_units)},
               {"rows", Json::array()}};
      for (const decision::BreakEven& even : segment.break_even) {
        const bool bounded = std::isfinite(even.size) && even.interval.bounded && even.sure();
        one["rows"].push_back({{"strategy", even.strategy},
                               {"size", number_of(even.size)},
                               {"low", bounded ? number_of(even.interval.low) : Json(nullptr)},
                               {"high", bounded ? number_of(even.interval.high) : Json(nullptr)},
                               {"pays", decision::name_of(even.pays)},
                               {"words", decision::pays_in_words(even)},
                               {"lift", triple(even.lift, by->units)},
                               {"extra", triple(even.extra_cost, by->units)},
                               {"gain", triple(even.gain, by->units)}});
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
