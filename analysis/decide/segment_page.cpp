// Who should get what, and from which size of account on: words and tables.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/compare/sentence.h"
#include "analysis/decide/file_page.h"
#include "analysis/decide/named_table.h"
#include "analysis/decide/words.h"

namespace tenure::analysis::decision {
namespace {

/// "High for Small firms; Low for Mid-market and Large firms": each strategy with its segments.
std::string who_gets_what(const Draws& draws, const BySegment& by) {
  std::vector<Index> order;
  for (const SegmentDecision& s : by.segments)
    if (std::find(order.begin(), order.end(), s.certainty.choice) == order.end()) order.push_back(s.certainty.choice);
  std::string text;
  for (const Index strategy : order) {
    std::vector<std::string> segments;
    for (const SegmentDecision& s : by.segments)
      if (s.certainty.choice == strategy) segments.push_back(quoted_where_needed(s.label));
    text += (text.empty() ? "" : "; ") + draws.said(strategy) + " for " + listed(segments);
  }
  return text;
}

}  // namespace

std::string segment_in_words(const Draws& draws, const SegmentDecision& segment, const PageOptions& options) {
  const Certainty& c = segment.certainty;
  if (c.choice == c.runner_up) return fmt::format("{}: {} is the only strategy.", segment.label, draws.said(c.choice));
  const std::string lead = ranged(c.lead, c.draws, options.confidence, options.worth_unit, Sign::always);
  if (segment.surely) return fmt::format("{}: {} surely, {} against {}.", segment.label, draws.said(c.choice), lead, draws.said(c.runner_up));
  return fmt::format("{}: {} or {}, which are within noise of each other ({}); {}.", segment.label, draws.said(c.choice),
                     draws.said(c.runner_up), lead,
                     needed_in_words(c.lead, c.draws, options.confidence, units_word(draws)));
}

std::string segments_in_words(const Draws& draws, const BySegment& by, const PageOptions& options) {
  const Index first = by.segments[0].certainty.choice;
  if (!by.differs && first == by.one_for_all)
    return fmt::format("{} is best for every segment, so nothing is gained by choosing segment by segment.", draws.said(by.one_for_all));
  const std::string gain = ranged(by.gain, by.units, options.confidence, options.worth_unit, Sign::always);
  if (!by.differs)
    return fmt::format("By direct net value {} is ahead in every segment, together by {} against {}. All the same take {}: in net value, "
                       "which counts what segments share as well (idle time, platforms, hiring), {} for all is worth {} against it.",
                       draws.said(first), gain, draws.said(by.one_for_all), draws.said(by.one_for_all), draws.said(first),
                       ranged(by.net_gain, by.units, options.confidence, options.worth_unit, Sign::always));
  std::vector<std::string> sure, open;
  for (const SegmentDecision& segment : by.segments) (segment.surely ? sure : open).push_back(quoted_where_needed(segment.label));
  const std::string how_sure = open.empty()   ? "Every one of these is sure"
                               : sure.empty() ? "None of these is sure: each is within noise of its next best"
                                              : fmt::format("Sure for {}; within noise of the next best for {}", listed(sure), listed(open));
  return fmt::format(
      "By segment: {}. {}. All together that is worth {} against {} for all, in direct net value{}. It is not confirmed: segments share "
      "staff, and idle time, platforms and hiring are not in it. tenure decide --by segment simulates the mixture as one firm and says "
      "whether it holds.",
      who_gets_what(draws, by), how_sure, gain, draws.said(by.one_for_all),
      clear_of_zero(by.gain, by.units, options.confidence) ? "" : " (within noise)");
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
    Row row{by.segments[g].label, {cut(draws.label(certainty.choice), 24)}};
    if (shares) row.cells.push_back(percent(certainty.chosen().probability_best, certainty.draws, options.confidence));
    row.cells.push_back(cut(draws.label(certainty.runner_up), 24));
    row.cells.push_back(with_half_width(leads[g], style));
    row.cells.push_back(by.segments[g].surely ? "surely" : "within noise");
    rows.push_back(std::move(row));
  }
  std::vector<std::string> headings = {"best"};
  if (shares) headings.push_back("best in");
  headings.insert(headings.end(), {"next", heading_with("ahead by", style), "how sure"});
  out << "\n";
  print_named(out, "segment", headings, rows);
  for (const SegmentDecision& segment : by.segments)
    if (!segment.surely) out << bulleted(segment_in_words(draws, segment, options));
}

void print_break_even(std::ostringstream& out, const ResultSet& results, const Draws& draws, const BySegment& by,
                      const PageOptions& options) {
  std::vector<Row> rows;
  std::string baseline;
  for (std::size_t s = 0; s < draws.strategies.size(); ++s)
    if (draws.strategies[s] == results.baseline) baseline = draws.labels[s];
  for (const SegmentDecision& segment : by.segments) {
    if (segment.break_even.empty()) continue;
    rows.push_back({cut(fmt::format("{}: an account brings {} a year", segment.label, plain(segment.revenue_per_account.mean, "")), table_width), {"", "", "", "", ""}});
    for (const BreakEven& even : segment.break_even) {
      Row row{"  " + cut(draws.label(even.strategy), 28), {}};
      row.cells.push_back(with_half_width(estimate_of({100.0 * even.lift.mean, 100.0 * even.lift.standard_error}, by.units, options.confidence), {}, Sign::always));
      row.cells.push_back(with_half_width(estimate_of(even.extra_cost, by.units, options.confidence), {}, Sign::always));
      row.cells.push_back(pays_in_words(even));
      const bool turns = even.sure() && std::isfinite(even.size);
      row.cells.push_back(turns ? plain(2.0 * even.size, "") : "");
      row.cells.push_back(even.pays == Pays::same ? "-" : !clear_of_zero(even.gain, by.units, options.confidence) ? "open" : even.gain.mean > 0.0 ? "yes" : "no");
      rows.push_back(std::move(row));
    }
  }
  if (rows.empty()) return;
  out << "\n"
      << wrapped("For which size of account it pays, against " + baseline + " (revenue of an account, " + options.worth_unit + " a year)",
                 table_width);
  print_named(out, "segment", {"lift, %", "extra cost", "pays for accounts", "half lift", "pays here"}, rows);
  out << wrapped("lift: more contribution (revenue less flow costs) over the horizon; extra cost: contacts and hours used, per account and year.",
                 table_width)
      << wrapped("from X: it keeps more and costs more, so it pays for accounts of X and above. below X: it keeps less and costs less, so "
                 "it pays for accounts smaller than X. at any size: it keeps more and costs no more. at none: it keeps no more and costs more. no "
                 "difference: it does nothing else here than the baseline.",
                 table_width)
      << wrapped("at most, at least, if at all: where lift or cost is within noise, the bound that is sure. half lift: the size at which it "
                 "turns if the lift is half as large. pays here: at the size that accounts of the segment have (open: within noise).",
                 table_width);
}

}  // namespace tenure::analysis::decision
