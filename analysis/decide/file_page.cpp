// The tables of goals, segments, cash and capacity.
#include "analysis/decide/file_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "analysis/compare/foundation.h"
#include "analysis/compare/sentence.h"
#include "analysis/decide/named_table.h"
#include "analysis/decide/words.h"

namespace tenure::analysis::decision {
namespace {

constexpr std::size_t month_lines = 12;

/// Months that are shown: every one of up to twelve, then every third, sixth or twelfth, and the last.
std::vector<std::size_t> shown_months(std::size_t months) {
  std::size_t step = 1;
  for (const std::size_t wider : {3, 6, 12, 24, 60})
    if (months / step > month_lines) step = wider;
  std::vector<std::size_t> shown;
  for (std::size_t m = step - 1; m < months; m += step) shown.push_back(m);
  if (shown.empty() || shown.back() != months - 1) shown.push_back(months - 1);
  return shown;
}

std::string fixed(double value, int decimals) {
  return std::isfinite(value) ? fmt::format("{:.{}f}", value, decimals) : "-";
}

std::string share_text(const Measured& share, Index units, double confidence) {
  if (!std::isfinite(share.mean)) return "-";
  const Estimate estimate = estimate_of(share, units, confidence);
  // half of all that a share can be, or more: the replications say next to nothing
  if (has_interval(estimate) && estimate.half_width > 0.5) return fmt::format("{:.0f} ± >50 %", 100.0 * share.mean);
  return percent(share, units, confidence);
}

}  // namespace

PageOptions page_of_file(double confidence) {
  PageOptions page;
  page.confidence = confidence;
  page.base_words = "stated";
  page.how_to_draw = "tenure run SCENARIO --draws 200";
  page.how_to_repeat = "--draw-replications 2 with tenure run";
  return page;
}

PageOptions page_of_file(const ResultSet& results, double confidence) {
  PageOptions page = page_of_file(confidence);
  if (foundation_of(results.parameters).ranged > 0) return page;
  page.nothing_to_draw = "No number of the scenario has a range stated, so there are no other worlds to try it in. Give the numbers that you are "
                         "not sure of a low and a high, as in hazard = { value = \"0.5 / yr\", low = \"0.3 / yr\", high = \"0.8 / yr\" }, then run " +
                         std::exchange(page.how_to_draw, "") + ", and decide on that.";
  return page;
}

FileAnswers answers_of(const ResultSet& results, const Draws& draws, const Decision& decision, const std::vector<Goal>& goals,
                       const std::vector<Promise>& promises, double confidence) {
  FileAnswers answers;
  if (!goals.empty()) answers.goals = answer_goals(results, draws, goals, confidence);
  const Index choice = decision.choice->certainty.choice;
  answers.segments = by_segment(results, choice, confidence);
  answers.cash = cash_of(results);
  answers.capacity = capacity_of(results, choice, confidence);
  answers.promises = answer_promises(results, promises, confidence);
  return answers;
}

std::string goals_in_words(const Draws& draws, const GoalsAnswer& goals, double confidence) {
  if (!goals.cheapest)
    return fmt::format("No strategy meets {} with the certainty asked for.", goals.goals.size() == 1 ? "the goal" : "all goals");
  const auto s = static_cast<std::size_t>(*goals.cheapest);
  bool surely = true;
  for (const auto& standing : goals.standing) surely = surely && standing[s].surely;
  return fmt::format("The cheapest strategy that meets {} is {}: {} in {} of the {}{}.",
                     goals.goals.size() == 1 ? "the goal" : "all goals", draws.said(*goals.cheapest),
                     goals.goals.size() == 1 ? "it is met" : "all are met together",
                     percent(goals.all[s], goals.units, confidence), goals.unit_word,
                     surely ? "" : "; with so few of them it could also be less than asked for");
}

void print_promises(std::ostringstream& out, const ResultSet& results, const Draws& draws, const PromisesAnswer& answer, double confidence) {
  std::vector<Row> rows;
  for (std::size_t p = 0; p < answer.promises.size(); ++p) {
    const Promise& promise = answer.promises[p];
    std::vector<Estimate> values;
    for (const PromiseStanding& one : answer.standing[p])
      if (one.given) values.push_back(estimate_of(one.value, answer.units, confidence));
    if (values.empty()) continue;
    const NumberStyle style = promise.missed ? NumberStyle{0.01, 0, "%"} : style_for("h", "", values);
    Row row{promise_in_words(results, promise) + (promise.missed ? ", %" : ", h"), {}};
    for (const PromiseStanding& one : answer.standing[p])
      row.cells.push_back(one.given ? with_half_width(estimate_of(one.value, answer.units, confidence), style) + " " +
                                          (one.kept == Kept::broken ? "BROKEN" : name_of(one.kept))
                                    : "-");
    rows.push_back(std::move(row));
  }
  const bool promised = !rows.empty();
  Row missed{"Contacts by staff that find no time, %", {}};
  bool any = false;
  for (const auto& share : answer.missed_contacts) {
    any = any || (share && share->mean > 0.0);
    missed.cells.push_back(share ? with_half_width(estimate_of(*share, answer.units, confidence), {0.01, 0, "%"}) : "-");
  }
  if (any) rows.push_back(std::move(missed));
  if (rows.empty()) return;
  std::vector<std::string> headings;
  for (const std::string& name : draws.labels) headings.push_back(cut(name, 30));
  out << "\n" << (promised ? "What is promised of the service, and what is kept" : "What customers wait for in vain") << "\n";
  print_rows(out, headings, rows, widths_for(headings, rows, 16));
  if (promised)
    out << wrapped(fmt::format("kept, BROKEN: the whole interval lies within the limit, or beyond it; open: neither; -: the strategy does not "
                               "promise it. {}",
                               answer.chance_only ? "By the scenario's own numbers." : "Means over the draws."),
                   table_width);
}

void print_goals(std::ostringstream& out, const ResultSet& results, const Draws& draws, const GoalsAnswer& goals, double confidence) {
  out << "\nGoals\n";
  out << wrapped(goals_in_words(draws, goals, confidence), table_width);
  for (std::size_t g = 0; g < goals.goals.size(); ++g) {
    const Goal& goal = goals.goals[g];
    const ResultVariable& variable = *results.variable(goal.measure);
    std::vector<Estimate> values;
    for (const GoalStanding& standing : goals.standing[g]) values.push_back(estimate_of(standing.value, goals.units, confidence));
    const NumberStyle style = style_for(variable.unit, goal.measure, values);
    std::vector<Row> rows;
    for (std::size_t s = 0; s < goals.standing[g].size(); ++s) {
      const GoalStanding& standing = goals.standing[g][s];
      rows.push_back({draws.labels[s],
                      {standing.exists ? with_half_width(values[s], style) : "has none",
                       standing.exists ? percent(standing.share, goals.units, confidence) : "-",
                       !standing.exists ? "not judged" : standing.surely ? "yes" : standing.met ? "yes, barely" : "no"}});
    }
    const Estimate limit{goal.limit, 0.0, 2, confidence};
    out << "\n";
    print_named(out, cut(fmt::format("{}{} {} {}", words_for(goal.measure), goal.member.empty() ? "" : ", " + goal.member,
                                     goal.at_most ? "at most" : "at least", number(goal.limit, style_of(limit, style))), 50),
                {heading_with("expected", style), fmt::format("met in ({:.0f} % asked)", 100.0 * goal.certainty), "meets it"}, rows);
  }
  if (goals.chance_only) out << wrapped("Shares are of " + goals.unit_word + " under the scenario's own numbers: chance only.", table_width);
}

void print_cash(std::ostringstream& out, const Draws& draws, const Cash& cash, const PageOptions& options) {
  if (cash.paths.empty()) return;
  std::vector<Estimate> all;
  for (const CashPath& path : cash.paths)
    for (const Measured& month : path.cumulative) all.push_back(estimate_of(month, cash.replications, options.confidence));
  const NumberStyle style = style_for(options.worth_unit, "", all);
  out << "\n"
      << wrapped("Cumulative cash against " + draws.label(cash.baseline) + ", " + style.unit +
                     ", at the months' ends (nominal; the scenario's own numbers)",
                 table_width);
  std::vector<std::string> headings;
  for (const CashPath& path : cash.paths) headings.push_back(cut(draws.label(path.strategy), 30));
  std::vector<Row> rows;
  for (const std::size_t m : shown_months(cash.paths[0].cumulative.size())) {
    Row row{fmt::format("month {}", m + 1), {}};
    for (const CashPath& path : cash.paths)
      row.cells.push_back(with_half_width(estimate_of(path.cumulative[m], cash.replications, options.confidence), style, Sign::always));
    rows.push_back(std::move(row));
  }
  print_rows(out, headings, rows, widths_for(headings, rows, 16));
  for (const CashPath& path : cash.paths) {
    const std::string who = draws.said(path.strategy);
    const std::string need = path.deepest_month > 0 ? fmt::format(" It needs {} in between (month {}).", plain(-path.deepest, options.worth_unit), path.deepest_month) : "";
    const Measured& end = path.cumulative.back();
    const bool noise = std::isfinite(end.standard_error) && end.standard_error > 0.0 && !clear_of_zero(end, cash.replications, options.confidence);
    std::string sure = fmt::format(" By the scenario's own numbers it is ahead at the end in {} of {} {}{}.",
                                   std::lround(path.paid_back_share * static_cast<double>(cash.replications)), cash.replications, cash.unit_word,
                                   noise ? ", so which of the two is ahead is within noise" : "");
    if (path.share_of_draws)
      sure += fmt::format(" Over the {} draws: ahead at the end in {} of them, and at {} there on average.", cash.draws,
                          percent(*path.share_of_draws, cash.draws, options.confidence),
                          ranged(*path.end_over_draws, cash.draws, options.confidence, options.worth_unit, Sign::always));
    out << bulleted(path.pays_back ? fmt::format("{} has paid back from month {} on.{}{}", who, *path.pays_back, need, sure)
                                   : fmt::format("{} does not pay back within the horizon.{}", who, sure));
  }
  if (cash.acquisition_spread) out << wrapped("Staff that wins customers is spread over the months as all acquisition cost is.", table_width);
}

void print_capacity(std::ostringstream& out, const Draws& draws, Index strategy, const std::vector<PoolPlan>& pools, double confidence) {
  if (pools.empty()) return;
  out << "\n"
      << wrapped("Capacity under " + draws.label(strategy) + " (means of a month by the scenario's own numbers; hires and leavers since the month shown before)",
                 table_width);
  for (const PoolPlan& pool : pools) {
    std::vector<Row> rows;
    std::size_t from = 0;
    for (const std::size_t m : shown_months(pool.months.size())) {
      double hires = 0.0, leavers = 0.0;
      for (; from <= m; ++from) {
        hires += std::isfinite(pool.months[from].hires) ? pool.months[from].hires : 0.0;
        leavers += std::isfinite(pool.months[from].leavers) ? pool.months[from].leavers : 0.0;
      }
      const PoolMonth& month = pool.months[m];
      rows.push_back({fmt::format("  month {}", m + 1),
                      {fixed(month.servers, 1), share_text({month.utilisation, month.utilisation_error}, pool.replications, confidence), fixed(month.backlog, 1),
                       share_text({1.0 - month.missed_share, month.missed_error}, pool.replications, confidence),
                       fixed(month.response, 1), fixed(hires, 1), fixed(leavers, 1)}});
    }
    print_named(out, cut(pool.label, 40), {"people", "busy", "waiting", "in time", "response, h", "hires", "leavers"}, rows);
    if (const std::string words = shortage_in_words(pool, confidence); !words.empty()) out << bulleted(words);
  }
  out << wrapped("Waiting: requests in the queue, mean over the month (the backlog). In time: share of the requests that somebody takes up before "
                 "their deadline or the customer's patience is over (the service level); the rest is missed.",
                 table_width);
  out << wrapped(fmt::format("Short of people: {} months or more in a row, each above {:.0f} % busy or {:.0f} % missed in the mean, and all "
                             "together so surely; the months are looked at one after another, and the intervals of these looks are wider "
                             "for that.",
                             sustained_months, 100.0 * too_busy, 100.0 * too_many_missed),
                 table_width);
}

}  // namespace tenure::analysis::decision
