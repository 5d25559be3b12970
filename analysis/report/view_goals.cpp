// Which strategy keeps to the goals that the scenario states, how surely, and the cheapest one that does.
//
//   over      "draws" or "replications"
//   cheapest  index of a strategy, or null
//   goals     {name, words, unit, measure, limit, at_most, certainty, standing: [strategy]: {value: triple, share:
//             [share of the worlds in which it is met, half-width], met, surely} or null where it has no such value}
//   all       [strategy]: [share of the worlds in which all are met, half-width]; see analysis/decide/goals.h
#include "analysis/compare/table_parts.h"
#include "analysis/decide/words.h"
#include "analysis/report/decided.h"
#include "analysis/report/view.h"

namespace tenure::analysis {

Json goals_view(const Source& source) {
  if (source.decided == nullptr || !source.decided->answers.goals) return nullptr;
  const Decided& decided = *source.decided;
  const decision::GoalsAnswer& answer = *decided.answers.goals;
  const auto triple = [&](const decision::Measured& measured) {
    return triple_of(decision::estimate_of(measured, answer.units, source.confidence()));
  };
  const auto pair = [&](const decision::Measured& measured) {
    const Json all = triple(measured);
    return Json::array({all[0], all[1]});
  };
  Json view{{"asks", "Which strategy keeps to the goals, and which of these is the cheapest?"},
            {"over", answer.chance_only ? "replications" : "draws"},
            {"cheapest", answer.cheapest ? Json(*answer.cheapest) : Json(nullptr)},
            {"goals", Json::array()},
            {"all", Json::array()},
            {"sentences", Json::array({Json::array({decision::goals_in_words(decided.draws, answer, source.confidence())})})}};
  for (std::size_t g = 0; g < answer.goals.size(); ++g) {
    const decision::Goal& goal = answer.goals[g];
    Json one{{"name", goal.text},
             {"words", words_for(goal.measure) + (goal.member.empty() ? "" : ", " + goal.member)},
             {"unit", source.results.variable(goal.measure)->unit},
             {"measure", goal.measure},
             {"limit", number_of(goal.limit)},
             {"at_most", goal.at_most},
             {"certainty", number_of(goal.certainty)},
             {"standing", Json::array()}};
    for (const decision::GoalStanding& standing : answer.standing[g])
      one["standing"].push_back(standing.exists ? Json{{"value", triple(standing.value)},
                                                       {"share", pair(standing.share)},
                                                       {"met", standing.met},
                                                       {"surely", standing.surely}}
                                                : Json(nullptr));
    view["goals"].push_back(std::move(one));
  }
  for (const decision::Measured& share : answer.all) view["all"].push_back(pair(share));
  return view;
}

}  // namespace tenure::analysis
