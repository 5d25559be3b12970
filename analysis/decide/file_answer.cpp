// What a result file adds to the answer: team, cash, promises, and what it rests on without draws.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "analysis/compare/foundation.h"
#include "analysis/decide/file_page.h"
#include "analysis/decide/words.h"
#include "analysis/results/common_replications.h"

namespace tenure::analysis::decision {
namespace {

std::string months(const Shortage& shortage, std::size_t horizon) {
  if (shortage.to == static_cast<int>(horizon)) return fmt::format("from month {} to the end", shortage.from);
  return fmt::format("in months {} to {}", shortage.from, shortage.to);
}

std::string excess(const PoolPlan& pool, const Shortage& shortage, double confidence) {
  const std::string level = ranged_share(shortage.level, pool.replications, confidence);
  return shortage.by_missed ? fmt::format("misses {} of its requests, more than {:.0f} %", level, 100.0 * too_many_missed)
                            : fmt::format("is busy {} of its time on duty, more than {:.0f} %", level, 100.0 * too_busy);
}

std::string team_line(const std::vector<PoolPlan>& pools, double confidence, bool over_draws) {
  std::vector<std::string> people;
  std::string shortages;
  bool any = false;
  for (const PoolPlan& pool : pools) {
    double sum = 0.0, count = 0.0;
    for (const PoolMonth& month : pool.months)
      if (std::isfinite(month.servers)) sum += month.servers, count += 1.0;
    if (count > 0.0) people.push_back(fmt::format("{} {:.1f}", pool.label, sum / count));
    any = any || !pool.shortages.empty();
    if (const std::string words = shortage_in_words(pool, confidence); !words.empty()) shortages += " " + words;
  }
  return "People, mean over the months: " + listed(people) + "." + (any          ? ""
                                                                          : over_draws ? " By the scenario's own numbers, by which months are kept, no team is shown to be short of people."
                                                                                       : " No team is shown to be short of people.") +
         shortages;
}

/// Of the mean path.
std::string paid_back(const CashPath& path, const PageOptions& options) {
  std::string text = path.pays_back ? fmt::format("paid back from month {} on", *path.pays_back) : "not paid back within the horizon";
  if (path.deepest_month > 0 && path.pays_back)
    text += fmt::format("; until then it needs up to {} (month {})", plain(-path.deepest, options.worth_unit), path.deepest_month);
  return text;
}

std::string cash_line(const Draws& draws, const Cash& cash, const Certainty& certainty, const PageOptions& options) {
  const auto path_of = [&](Index strategy) {
    return std::find_if(cash.paths.begin(), cash.paths.end(), [&](const CashPath& path) { return path.strategy == strategy; });
  };
  const bool is_baseline = certainty.choice == cash.baseline;
  const auto path = path_of(is_baseline ? certainty.runner_up : certainty.choice);
  if (path == cash.paths.end()) return "";
  const bool drawn = path->end_over_draws.has_value();
  Measured end = drawn ? *path->end_over_draws : path->cumulative.back();
  const Index units = drawn ? cash.draws : cash.replications;
  if (is_baseline) end.mean = -end.mean;
  const std::string told = ranged(end, units, options.confidence, options.worth_unit, Sign::always);
  const std::string noise = std::isfinite(end.standard_error) && end.standard_error > 0.0 && !clear_of_zero(end, units, options.confidence)
                                ? ", within noise"
                                : "";
  const std::string over = drawn ? fmt::format("over {} draws", cash.draws) : "by the scenario's own numbers";
  if (is_baseline)
    return fmt::format("At the end of the horizon its cash is {} against {} ({}, nominal{}).", told, draws.said(certainty.runner_up), over, noise);
  return fmt::format("Against {}: {} at the end of the horizon ({}, nominal{}); {}.", draws.said(cash.baseline), told, over, noise,
                     paid_back(*path, options));
}

std::string broken_goals(const Draws& draws, const GoalsAnswer& goals, Index choice, double confidence) {
  const auto s = static_cast<std::size_t>(choice);
  std::vector<std::string> missed;
  for (std::size_t g = 0; g < goals.goals.size(); ++g) {
    const GoalStanding& one = goals.standing[g][s];
    if (one.met || !one.exists) continue;
    missed.push_back(fmt::format("{} (met in {} of the {}, {:.0f} % asked)", goals.goals[g].text, percent(one.share, goals.units, confidence),
                                 goals.unit_word, 100.0 * goals.goals[g].certainty));
  }
  if (missed.empty()) return goals.goals.size() == 1 ? "It meets the goal." : fmt::format("It meets all {} goals.", goals.goals.size());
  std::string text = fmt::format("It does not meet the goal{} {}.", missed.size() == 1 ? "" : "s", listed(missed));
  if (goals.cheapest) text += fmt::format(" The cheapest strategy that does is {}.", draws.said(*goals.cheapest));
  return text;
}

std::string kept_line(const ResultSet& results, const Draws& draws, const FileAnswers& answers, Index choice, const PageOptions& options) {
  const auto s = static_cast<std::size_t>(choice);
  std::string text;
  if (answers.goals) text = broken_goals(draws, *answers.goals, choice, options.confidence) + " ";
  if (!answers.promises.promises.empty()) text += promises_in_words(results, answers.promises, s, options.confidence);
  if (text.empty()) text = "The scenario states no goals and promises nothing.";
  if (const auto& missed = answers.promises.missed_contacts; s < missed.size() && missed[s])
    text += missed[s]->mean > 0.0 ? fmt::format(" Of the contacts that its staff should make, {} find no time.",
                                                ranged_share(*missed[s], answers.promises.units, options.confidence))
                                  : " No contact that its staff should make goes without time.";
  return text;
}

/// How much of it is weakly founded, so that nobody takes the interval for all that is open.
std::string foundation_line(const ResultSet& results) {
  const Foundation found = foundation_of(results.parameters);
  if (found.numbers == 0) return "";
  if (found.ungraded == found.numbers)
    return fmt::format("None of the {} numbers that the scenario states carries a grade, so nothing says how far to trust them.", found.numbers);
  std::string text = fmt::format("Of the {} numbers that the scenario states, {} {} weakly founded (graded C, J or U){}.", found.numbers,
                                 found.weak, found.weak == 1 ? "is" : "are",
                                 found.ungraded == 0 ? "" : fmt::format(" and {} carr{} no grade", found.ungraded, found.ungraded == 1 ? "ies" : "y"));
  text += " " + ranged_in_words(found);
  if (!has_draws(results) && found.ranged > 0) text += " Which of them the choice hangs on takes draws to tell.";
  return text;
}

}  // namespace

std::string promises_in_words(const ResultSet& results, const PromisesAnswer& answer, std::size_t s,
                              double confidence) {
  std::string text;
  std::size_t given = 0, kept = 0;
  for (std::size_t p = 0; p < answer.promises.size(); ++p) {
    const PromiseStanding& one = answer.standing[p][s];
    if (!one.given) continue;
    ++given;
    if (one.kept == Kept::kept) {
      ++kept;
      continue;
    }
    const Promise& promise = answer.promises[p];
    const std::string value = promise.missed ? ranged_share(one.value, answer.units, confidence) : ranged(one.value, answer.units, confidence, "h");
    const std::string worlds = one.share ? fmt::format(" in the mean of all worlds; {} of the worlds keep it", percent(*one.share, answer.units, confidence)) : "";
    text += fmt::format(" {} {} ({}): it is {}{}.", one.kept == Kept::broken ? "It breaks" : "It may break", promise.name,
                        promise_in_words(results, promise), value, worlds);
  }
  if (given == 0) return "Of its teams nothing is promised.";
  if (kept == given) return given == 1 ? "It keeps the one service promise." : given == 2 ? "It keeps both service promises." : fmt::format("It keeps all {} service promises.", given);
  return fmt::format("It surely keeps {} of {} service promises.{}", kept, given, text);
}

std::string shortage_in_words(const PoolPlan& pool, double confidence) {
  std::vector<std::string> parts;
  for (const Shortage& shortage : pool.shortages)
    parts.push_back(fmt::format("{} it {}", months(shortage, pool.months.size()), excess(pool, shortage, confidence)));
  if (!parts.empty()) {
    return fmt::format("{} is short of people: {}. Have somebody ready by month {}, hiring and ramp included.", pool.label,
                       fmt::join(parts, "; "), pool.shortages.front().from);
  }
  if (!pool.suspected) return "";
  return fmt::format("{} may be short of people {}, which {} {} do not tell from chance: it {}.", pool.label,
                     months(*pool.suspected, pool.months.size()), pool.replications, pool.unit_word, excess(pool, *pool.suspected, confidence));
}

std::vector<AnswerLine> file_lines(const ResultSet& results, const Draws& draws, const Decision& decision, const FileAnswers& answers,
                                   const PageOptions& options) {
  std::vector<AnswerLine> lines;
  if (!decision.choice) return lines;
  const Certainty& certainty = decision.choice->certainty;
  if (!answers.capacity.empty()) lines.push_back({"team", team_line(answers.capacity, options.confidence, has_draws(results))});
  if (answers.cash)
    if (const std::string cash = cash_line(draws, *answers.cash, certainty, options); !cash.empty()) lines.push_back({"cash", cash});
  lines.push_back({"kept", kept_line(results, draws, answers, certainty.choice, options)});
  if (const std::string foundation = foundation_line(results); !foundation.empty()) lines.push_back({"rests", foundation});
  if (has_draws(results) && results.drawn.unmet > 0)
    lines.push_back({"rests", unmet_in_words(results.drawn.unmet, results.draws())});
  if (const std::size_t before = replications_before_cut(results); before > 0 && !has_draws(results))
    lines.push_back({"sure", fmt::format("The selection of the best gave up to {} replications to some strategies; here all are weighed by the "
                                         "first {}, which every one has. tenure compare tells what was selected, by all of them.",
                                         before, results.replications())});
  return lines;
}

}  // namespace tenure::analysis::decision
