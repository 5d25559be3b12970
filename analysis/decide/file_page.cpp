// The tables of goals, segments, cash and capacity.
#include "analysis/decide/file_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/compare/sentence.h"
#include "analysis/decide/named_table.h"
#include "analysis/decide/words.h"

namespace tenure::analysis::decision {
namespace {

constexpr std::size_t month_lines = 12;

const std::string& label(const Draws& draws, Index strategy) {
  return draws.labels[static_cast<std::size_t>(strategy)];
}

std::string worlds_word(bool chance_only) {
  return chance_only ? "replications" : "worlds";
}

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

std::string share_text(double value) {
  return std::isfinite(value) ? fmt::format("{:.0f} %", 100.0 * value) : "-";
}

}  // namespace

FileAnswers answers_of(const ResultSet& results, const Draws& draws, const Decision& decision, const std::vector<Goal>& goals,
                       double confidence) {
  FileAnswers answers;
  if (!goals.empty()) answers.goals = answer_goals(results, draws, goals, confidence);
  const Index choice = decision.choice->certainty.choice;
  answers.segments = by_segment(results, choice, confidence);
  answers.cash = cash_of(results);
  answers.capacity = capacity_of(results, choice);
  return answers;
}

std::string goals_in_words(const Draws& draws, const GoalsAnswer& goals, double confidence) {
  if (!goals.cheapest)
    return fmt::format("No strategy meets {} with the certainty asked for.", goals.goals.size() == 1 ? "the goal" : "all goals");
  const auto s = static_cast<std::size_t>(*goals.cheapest);
  bool surely = true;
  for (const auto& standing : goals.standing) surely = surely && standing[s].surely;
  return fmt::format("The cheapest strategy that meets {} is {}: {} in {} of the {}{}.",
                     goals.goals.size() == 1 ? "the goal" : "all goals", label(draws, *goals.cheapest),
                     goals.goals.size() == 1 ? "it is met" : "all are met together",
                     percent(goals.all[s], goals.units, confidence), worlds_word(goals.chance_only),
                     surely ? "" : "; with so few of them it could also be less than asked for");
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
  if (goals.chance_only) out << wrapped("Shares are of replications under the scenario's own numbers: chance only.", table_width);
}

std::string segments_in_words(const Draws& draws, const BySegment& by, const PageOptions& options) {
  if (!by.differs && by.segments[0].certainty.choice == by.one_for_all)
    return fmt::format("{} is best for every segment, so nothing is gained by choosing segment by segment.", label(draws, by.one_for_all));
  std::vector<std::string> parts;
  for (const SegmentDecision& segment : by.segments) parts.push_back(label(draws, segment.certainty.choice) + " for " + segment.label);
  return fmt::format(
      "By segment: {}. That is worth {} more than {} for all, in direct net value. It is not confirmed: segments share staff, and "
      "idle time, platforms and hiring are not in it. tenure decide --by segment simulates the mixture as one firm and says whether it holds.",
      listed(parts), amount(by.gain, by.units, options.confidence, options.worth_unit), label(draws, by.one_for_all));
}

void print_segments(std::ostringstream& out, const Draws& draws, const BySegment& by, const PageOptions& options) {
  out << "\nWho should get which strategy (direct net value)\n";
  out << wrapped(segments_in_words(draws, by, options), table_width);
  std::vector<Estimate> leads;
  for (const SegmentDecision& segment : by.segments)
    leads.push_back(estimate_of(segment.certainty.lead, segment.certainty.draws, options.confidence));
  const NumberStyle style = style_for(options.worth_unit, "", leads);
  // with one draw the shares would be of replications, that is, of chance
  const bool shares = draws.draw_count() > 1;
  std::vector<Row> rows;
  for (std::size_t g = 0; g < by.segments.size(); ++g) {
    const Certainty& certainty = by.segments[g].certainty;
    Row row{by.segments[g].label, {cut(label(draws, certainty.choice), 24)}};
    if (shares) row.cells.push_back(percent(certainty.chosen().probability_best, certainty.draws, options.confidence));
    row.cells.push_back(cut(label(draws, certainty.runner_up), 24));
    row.cells.push_back(with_half_width(leads[g], style));
    rows.push_back(std::move(row));
  }
  std::vector<std::string> headings = {"best"};
  if (shares) headings.push_back("best in");
  headings.insert(headings.end(), {"next", heading_with("ahead by", style)});
  out << "\n";
  print_named(out, "segment", headings, rows);
}

void print_break_even(std::ostringstream& out, const ResultSet& results, const Draws& draws, const BySegment& by,
                      const PageOptions& options) {
  std::vector<Row> rows;
  std::string baseline;
  for (std::size_t s = 0; s < draws.strategies.size(); ++s)
    if (draws.strategies[s] == results.baseline) baseline = draws.labels[s];
  for (const SegmentDecision& segment : by.segments) {
    if (segment.break_even.empty()) continue;
    rows.push_back({cut(segment.label, 30), {plain(segment.revenue_per_account.mean, ""), "", "", "", "", ""}});
    for (const BreakEven& even : segment.break_even) {
      Row row{"  " + cut(label(draws, even.strategy), 28), {""}};
      row.cells.push_back(with_half_width(estimate_of({100.0 * even.lift.mean, 100.0 * even.lift.standard_error}, by.units, options.confidence), {}, Sign::always));
      row.cells.push_back(with_half_width(estimate_of(even.extra_cost, by.units, options.confidence), {}, Sign::always));
      if (even.pays_at_any) {
        row.cells.insert(row.cells.end(), {"any", "any", "any"});
      } else if (!std::isfinite(even.size)) {
        row.cells.insert(row.cells.end(), {"never", "never", "never"});
      } else {
        std::string size = plain(even.size, "");
        size += even.interval.bounded ? fmt::format(" [{}, {}]", plain(even.interval.low, ""), plain(even.interval.high, "")) : " (open)";
        row.cells.insert(row.cells.end(), {size, plain(2.0 * even.size, ""), plain(0.5 * even.size, "")});
      }
      rows.push_back(std::move(row));
    }
  }
  if (rows.empty()) return;
  out << "\n"
      << wrapped("From which size of account on it pays, against " + baseline + " (" + options.worth_unit + " per account and year)",
                 table_width);
  print_named(out, "segment", {"revenue", "lift, %", "extra cost", "break-even size", "half lift", "twice"}, rows);
  out << wrapped("lift: more contribution over the horizon; extra cost: contacts and hours used; break-even size: revenue per account "
                 "and year at which the lift pays for the hours, with its interval (open: not bounded), and with half and twice the lift.",
                 table_width);
}

void print_cash(std::ostringstream& out, const Draws& draws, const Cash& cash, const PageOptions& options) {
  if (cash.paths.empty()) return;
  std::vector<Estimate> all;
  for (const CashPath& path : cash.paths)
    for (const Measured& month : path.cumulative) all.push_back(estimate_of(month, cash.replications, options.confidence));
  const NumberStyle style = style_for(options.worth_unit, "", all);
  out << "\n"
      << wrapped("Cumulative cash against " + label(draws, cash.baseline) + ", " + style.unit +
                     ", at the months' ends (nominal; the scenario's own numbers)",
                 table_width);
  std::vector<std::string> headings;
  for (const CashPath& path : cash.paths) headings.push_back(cut(label(draws, path.strategy), 30));
  std::vector<Row> rows;
  for (const std::size_t m : shown_months(cash.paths[0].cumulative.size())) {
    Row row{fmt::format("month {}", m + 1), {}};
    for (const CashPath& path : cash.paths)
      row.cells.push_back(with_half_width(estimate_of(path.cumulative[m], cash.replications, options.confidence), style, Sign::always));
    rows.push_back(std::move(row));
  }
  print_rows(out, headings, rows, widths_for(headings, rows, 16));
  for (const CashPath& path : cash.paths) {
    const std::string who = label(draws, path.strategy);
    const std::string need = path.deepest_month > 0 ? fmt::format(" It needs {} in between (month {}).", plain(-path.deepest, options.worth_unit), path.deepest_month) : "";
    const std::string sure = fmt::format(" It is ahead at the end in {} of {} replications.",
                                         std::lround(path.paid_back_share * static_cast<double>(cash.replications)), cash.replications);
    out << wrapped(path.pays_back ? fmt::format("{} has paid back from month {} on.{}{}", who, *path.pays_back, need, sure)
                                  : fmt::format("{} does not pay back within the horizon.{}", who, sure),
                   table_width);
  }
  if (cash.acquisition_spread) out << wrapped("Staff that wins customers is spread over the months as all acquisition cost is.", table_width);
}

void print_capacity(std::ostringstream& out, const Draws& draws, Index strategy, const std::vector<PoolPlan>& pools) {
  if (pools.empty()) return;
  out << "\n"
      << wrapped("Capacity under " + label(draws, strategy) + " (means of a month; hires and leavers since the month shown before)",
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
                      {fixed(month.servers, 1), share_text(month.utilisation), share_text(month.missed_share),
                       fixed(month.response, 1), fixed(hires, 1), fixed(leavers, 1)}});
    }
    print_named(out, cut(pool.label, 40), {"people", "busy", "missed", "response, h", "hires", "leavers"}, rows);
    if (pool.short_from)
      out << wrapped(fmt::format("{} is short of people from month {} on ({}): have somebody ready by then, hiring and ramp included.",
                                 pool.label, *pool.short_from,
                                 pool.by_missed ? fmt::format("more than {:.0f} % of its requests are missed", 100.0 * too_many_missed)
                                                : fmt::format("busy more than {:.0f} % of its time on duty", 100.0 * too_busy)),
                     table_width);
  }
}

}  // namespace tenure::analysis::decision
