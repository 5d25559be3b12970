// Who should get which strategy, and what choosing segment by segment would be worth.
//
//   unit, over ("draws" or "replications"), count
//   segments  [segment]: {choice, runner_up (indices), lead: triple, best: [probability of being best, half-width]}
//   gain      triple: of the best for each segment over the choice for all; see analysis/decide/by_segment.h
#include "analysis/decide/words.h"
#include "analysis/report/decided.h"
#include "analysis/report/view.h"

namespace tenure::analysis {

Json by_segment_view(const Source& source) {
  if (source.decided == nullptr || !source.decided->answers.segments) return nullptr;
  const Decided& decided = *source.decided;
  const decision::BySegment& by = *decided.answers.segments;
  const auto triple = [&](const decision::Measured& measured) {
    return triple_of(decision::estimate_of(measured, by.units, source.confidence()));
  };
  Json view{{"asks", "Who should get which strategy, and is it worth choosing segment by segment?"},
            {"unit", decided.page.worth_unit},
            {"over", decided.draws.draw_count() > 1 ? "draws" : "replications"},
            {"count", by.units},
            {"segments", Json::array()},
            {"gain", triple(by.gain)},
            {"sentences", Json::array({Json::array({decision::segments_in_words(decided.draws, by, decided.page)})})}};
  for (const decision::SegmentDecision& segment : by.segments) {
    const Json best = triple(segment.certainty.chosen().probability_best);
    view["segments"].push_back({{"choice", segment.certainty.choice},
                                {"runner_up", segment.certainty.runner_up},
                                {"lead", triple(segment.certainty.lead)},
                                {"best", Json::array({best[0], best[1]})}});
  }
  return view;
}

}  // namespace tenure::analysis
