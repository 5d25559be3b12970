// The tables of the page.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "analysis/compare/sentence.h"
#include "analysis/compare/table_parts.h"
#include "analysis/decide/named_table.h"
#include "analysis/decide/page.h"
#include "analysis/decide/words.h"

namespace tenure::analysis::decision {
namespace {

constexpr std::size_t curve_lines = 11;
constexpr std::size_t parameter_lines = 15;

/// Cells of one column in one style, so that they compare at sight.
std::vector<std::string> cells_of(const std::vector<Estimate>& estimates, const NumberStyle& style) {
  std::vector<std::string> cells;
  for (const Estimate& estimate : estimates) cells.push_back(with_half_width(estimate, style));
  return cells;
}

/// The unit of effects in a heading that names them; a name that says it needs none.
std::string effect_unit(const Draws& draws) {
  return draws.effect_name.find(draws.effect_unit) != std::string::npos ? "" : draws.effect_unit;
}

std::string status_of(const Draws& draws, const IncrementalRow& row) {
  switch (row.status) {
    case FrontierStatus::kept:
      return row.against ? "" : "kept";
    case FrontierStatus::dominated:
      return "dominated by " + draws.label(row.by[0]);
    case FrontierStatus::extendedly_dominated:
      return "extendedly dominated";
  }
  return "";
}

std::string ratio_of(const Draws& draws, const IncrementalRow& row) {
  if (!row.against) return status_of(draws, row);
  if (!row.interval.bounded && std::isfinite(row.more_effect.standard_error)) return "none: gain within noise";
  return spanned(row.ratio, row.interval, draws.cost_unit);
}

/// What a dominated strategy is beyond the one that dominates it, where that is within noise.
std::string doubts(const Draws& draws, const IncrementalRow& row, Index units, double confidence) {
  const auto open = [&](const Measured& m) { return std::isfinite(m.standard_error) && m.mean != 0.0 && !clear_of_zero(m, units, confidence); };
  std::vector<std::string> words;
  if (open(row.beyond_cost)) words.push_back("cost " + ranged(row.beyond_cost, units, confidence, draws.cost_unit, Sign::always));
  if (open(row.beyond_effect)) words.push_back("effect " + ranged(row.beyond_effect, units, confidence, "", Sign::always));
  return words.empty() ? "" : fmt::format("{} less {}: {}", draws.said(row.strategy), draws.said(row.by[0]), listed(words));
}

/// Whom the table takes at what a unit of effect brings in: the last one whose price is told and not above that.
std::optional<Index> taken_by_table(const Draws& draws, const Decision& decision) {
  if (!draws.effect_brings) return std::nullopt;
  std::optional<Index> taken;
  for (const IncrementalRow& row : decision.table) {
    if (row.status != FrontierStatus::kept) continue;
    if (row.against && !(row.interval.bounded && row.ratio <= *draws.effect_brings)) break;
    taken = row.strategy;
  }
  return taken;
}

/// Where the recommended strategy is none that the table keeps, or another than the table takes at what a unit of effect brings in:
/// why, with the numbers.
std::string why_all_the_same(const Draws& draws, const Decision& decision, const PageOptions& options) {
  if (!decision.choice || options.worth != "net value") return "";
  const Index choice = decision.choice->certainty.choice;
  const auto row = std::find_if(decision.table.begin(), decision.table.end(), [&](const IncrementalRow& r) { return r.strategy == choice; });
  if (row == decision.table.end()) return "";
  const bool aside = row->status != FrontierStatus::kept;
  const Index other = aside ? row->by[0] : taken_by_table(draws, decision).value_or(choice);
  if (other == choice) return "";
  const std::string unit = draws.effect_unit.empty() ? "unit of effect" : "retained " + draws.effect_unit;
  const std::string table = aside ? "sets it aside" : fmt::format("would take {} at what one {} brings here", draws.said(other), unit);
  const Index units = decision.choice->certainty.draws;
  const auto of = [&](const Matrix& rows, Index other) {
    const Vector apart = rows.col(choice) - rows.col(other);
    return Measured{apart.mean(), standard_errors_of(apart, draws.layout())(0)};
  };
  const auto told = [&](const Measured& m, const std::string& unit) { return ranged(m, units, options.confidence, unit, Sign::always); };
  const auto amount_of = [&](const Measured& m, const std::string& unit) {
    return ranged({std::fabs(m.mean), m.standard_error}, units, options.confidence, unit);
  };
  const Measured cost = of(draws.cost, other), effect = of(draws.effect, other);
  const Measured& lead = decision.choice->certainty.strategies[static_cast<std::size_t>(other)].behind;
  const auto noise = [&](const Measured& m) {
    return m.standard_error == 0.0 || clear_of_zero(m, units, options.confidence) ? "" : " (within noise)";
  };
  std::string text = fmt::format("Why {} is recommended although this table {}: the table asks what a {} costs, whoever the "
                                 "customer is; the recommendation goes by {}, which counts what each customer pays as well. Against {}, {} costs {} "
                                 "{}{} and has {} {} {}{}, and yet it is worth {} more in {}.",
                                 draws.said(choice), table, unit, options.worth, draws.said(other), draws.said(choice),
                                 amount_of(cost, draws.cost_unit), cost.mean < 0.0 ? "less" : "more", noise(cost), amount_of(effect, ""),
                                 effect.mean < 0.0 ? "fewer" : "more", draws.effect_name, noise(effect), amount_of(lead, options.worth_unit),
                                 options.worth);
  std::vector<std::string> parts;
  for (const WorthPart& part : draws.net_parts)
    if (const Measured apart = of(part.rows, other); std::fabs(apart.mean) > 1e-6 * std::fabs(lead.mean))
      parts.push_back(fmt::format("{} {}", part.words, told(apart, options.worth_unit)));
  if (!parts.empty() && options.worth == "net value")
    text += fmt::format(" That is made up of {}; all discounted, so that what is paid early weighs more, and a plus adds to it.", listed(parts));
  return text;
}

}  // namespace

void print_standing(std::ostringstream& out, const Draws& draws, const Decision& decision, const PageOptions& options) {
  if (!decision.choice) return;
  const Choice& choice = *decision.choice;
  const Certainty& certainty = choice.certainty;
  std::vector<Estimate> worth, loss;
  for (const Standing& standing : certainty.strategies) {
    worth.push_back(estimate_of(standing.worth, certainty.draws, options.confidence));
    loss.push_back(estimate_of(standing.loss, certainty.draws, options.confidence));
  }
  const NumberStyle worth_style = style_for(options.worth_unit, "", worth), loss_style = style_for(options.worth_unit, "", loss);
  std::vector<Estimate> behind;
  for (const Standing& standing : certainty.strategies) behind.push_back(estimate_of(standing.behind, certainty.draws, options.confidence));
  const NumberStyle behind_style = style_for(options.worth_unit, "", behind);
  const bool several = certainty.choice != certainty.runner_up;
  std::vector<std::string> headings = {heading_with(options.worth, worth_style)};
  if (several) headings.push_back(heading_with("behind the first", behind_style));
  if (!choice.chance_only) {
    headings.push_back("best in");
    headings.push_back(heading_with("expected loss", loss_style));
  }
  std::vector<Row> rows;
  std::vector<Index> order(certainty.strategies.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<Index>(i);
  std::stable_sort(order.begin(), order.end(), [&](Index a, Index b) {
    return certainty.strategies[static_cast<std::size_t>(a)].worth.mean > certainty.strategies[static_cast<std::size_t>(b)].worth.mean;
  });
  for (const Index s : order) {
    const auto i = static_cast<std::size_t>(s);
    Row row{draws.label(s), {with_half_width(worth[i], worth_style)}};
    if (several) row.cells.push_back(s == certainty.choice ? "" : with_half_width(behind[i], behind_style));
    if (!choice.chance_only) {
      row.cells.push_back(percent(certainty.strategies[i].probability_best, certainty.draws, options.confidence));
      row.cells.push_back(with_half_width(loss[i], loss_style));
    }
    rows.push_back(std::move(row));
  }
  out << "\n" << wrapped("The strategies by expected " + options.worth, table_width);
  print_named(out, "", headings, rows);
  if (several)
    out << wrapped("behind the first: strategy against strategy, with the same customers and luck; that is why it is known better than "
                   "the values themselves.",
                   table_width);
  if (!choice.chance_only)
    out << wrapped("expected loss: what choosing it now loses on average against knowing the world; that of the first is the "
                   "value of perfect information.",
                   table_width);
}

void print_incremental(std::ostringstream& out, const Draws& draws, const Decision& decision, const PageOptions& options) {
  if (decision.table.size() < 2) return;
  const Index units = draws.draw_count() > 1 ? draws.draw_count() : draws.replications;
  std::vector<Estimate> cost, effect, more_cost, more_effect;
  for (const IncrementalRow& row : decision.table) {
    cost.push_back(estimate_of(row.cost, units, options.confidence));
    effect.push_back(estimate_of(row.effect, units, options.confidence));
    more_cost.push_back(estimate_of(row.more_cost, units, options.confidence));
    more_effect.push_back(estimate_of(row.more_effect, units, options.confidence));
  }
  const NumberStyle cost_style = style_for(draws.cost_unit, "", cost), effect_style = style_for(effect_unit(draws), "", effect);
  const NumberStyle more_cost_style = style_for(draws.cost_unit, "", more_cost),
                    more_effect_style = style_for(effect_unit(draws), "", more_effect);
  const std::vector<std::string> costs = cells_of(cost, cost_style), effects = cells_of(effect, effect_style);
  std::vector<Row> rows, steps;
  for (std::size_t i = 0; i < decision.table.size(); ++i) {
    const IncrementalRow& row = decision.table[i];
    rows.push_back({draws.label(row.strategy), {costs[i], effects[i], row.against ? "kept" : status_of(draws, row)}});
    if (row.against)
      steps.push_back({draws.label(row.strategy) + " beyond " + draws.label(*row.against),
                       {with_half_width(more_cost[i], more_cost_style, Sign::always),
                        with_half_width(more_effect[i], more_effect_style, Sign::always),
                        ratio_of(draws, row)}});
  }
  out << "\nCost and effect, by rising cost\n";
  print_named(out, "", {heading_with(draws.cost_name, cost_style), heading_with(draws.effect_name, effect_style), "status"}, rows);
  if (!steps.empty()) {
    out << "\nWhat the next dearer one adds\n";
    print_named(out, "", {heading_with("cost", more_cost_style), heading_with("effect", more_effect_style),
                          "cost of one " + (draws.effect_unit.empty() ? std::string("unit") : draws.effect_unit)},
                steps);
  }
  std::string doubted;
  bool any = false;
  for (const IncrementalRow& row : decision.table) {
    any = any || row.status == FrontierStatus::dominated;
    if (row.status != FrontierStatus::dominated) continue;
    if (const std::string one = doubts(draws, row, units, options.confidence); !one.empty()) doubted += (doubted.empty() ? "" : "; ") + one;
  }
  if (any)
    out << wrapped(fmt::format("dominated: costs more than the one named and brings no more, in the means.{}",
                               doubted.empty() ? "" : " Within noise: " + doubted + "."),
                   table_width);
  if (std::any_of(decision.table.begin(), decision.table.end(), [](const IncrementalRow& row) { return row.status == FrontierStatus::extendedly_dominated; }))
    out << wrapped("extendedly dominated: a mixture of the two kept ones beside it in cost would bring as much for less.", table_width);
  if (decision.choice) out << wrapped(frontier_in_words(draws, decision, options.confidence), table_width);
  if (const std::string why = why_all_the_same(draws, decision, options); !why.empty()) out << wrapped(why, table_width);
}

void print_curve(std::ostringstream& out, const Draws& draws, const Decision& decision, const PageOptions& options) {
  if (decision.curve.empty() || draws.strategy_count() < 2) return;
  const std::size_t points = decision.curve.size();
  const std::size_t step = std::max<std::size_t>(1, (points - 1 + curve_lines - 2) / (curve_lines - 1));
  std::vector<Estimate> evpi;
  for (const CurvePoint& point : decision.curve)
    evpi.push_back(estimate_of(point.certainty.evpi, point.certainty.draws, options.confidence));
  const NumberStyle evpi_style = style_for(draws.cost_unit, "", evpi);
  std::vector<Row> rows;
  bool differs = false;
  for (std::size_t i = 0; i < points; i += step) {
    const CurvePoint& point = decision.curve[i];
    const Certainty& certainty = point.certainty;
    const Standing& leader = certainty.strategies[static_cast<std::size_t>(certainty.leader)];
    const bool other = certainty.leader != certainty.choice;
    differs = differs || other;
    rows.push_back({plain(point.value, draws.cost_unit),
                    {cut(draws.label(certainty.choice), 24),
                     percent(certainty.chosen().probability_best, certainty.draws, options.confidence),
                     other ? cut(draws.label(certainty.leader), 16) + " " + percent(leader.probability_best.mean) : "",
                     with_half_width(evpi[i], evpi_style)}});
  }
  out << "\n"
      << wrapped("If one " + (draws.effect_unit.empty() ? "unit of " + draws.effect_name : draws.effect_unit) +
                     " is worth ... (worth · " + draws.effect_name + " − " + draws.cost_name + ")",
                 table_width);
  if (draws.effect_brings)
    out << wrapped(fmt::format("Here it brings {} ({}).", plain(*draws.effect_brings, draws.cost_unit), draws.effect_brings_words), table_width);
  print_named(out, "worth", {"take", "best in", differs ? "best more often" : "", heading_with("knowing all, worth", evpi_style)}, rows);
}

void print_parameters(std::ostringstream& out, const Draws& draws, const Decision& decision, const PageOptions& options) {
  if (!decision.choice || !decision.choice->ignorance) return;
  const Choice& choice = *decision.choice;
  const Ignorance& ignorance = *choice.ignorance;
  const Index units = choice.certainty.draws;
  std::vector<const ParameterFinding*> shown;
  for (const ParameterFinding& parameter : ignorance.parameters)
    if (parameter.finding.share.mean > 0.0 || parameter.finding.evppi.mean > 0.0) shown.push_back(&parameter);
  out << "\n"
      << wrapped("What the lead of " + draws.said(choice.certainty.choice) + " over " + draws.said(choice.certainty.runner_up) +
                     " hangs on",
                 table_width);
  const auto share = [&](const Measured& measured) { return percent(measured, units, options.confidence); };
  if (shown.empty()) {
    out << wrapped(fmt::format("None of the {} numbers that vary is seen to move it in {} draws; that is no proof that none does.",
                               ignorance.parameters.size(), units),
                   table_width);
    return;
  }
  std::vector<Estimate> evppi, bars;
  for (const ParameterFinding* p : shown) {
    evppi.push_back(estimate_of(p->finding.evppi, units, options.confidence));
    bars.push_back(estimate_of(p->bar.at_low, units, options.confidence));
    bars.push_back(estimate_of(p->bar.at_high, units, options.confidence));
  }
  std::vector<Estimate> of_groups = evppi;
  for (const auto* groups : {&ignorance.by_grade, &ignorance.by_kind, &ignorance.asked})
    for (const Finding& group : *groups) of_groups.push_back(estimate_of(group.evppi, units, options.confidence));
  const NumberStyle evppi_style = style_for(options.worth_unit, "", of_groups), bar_style = style_for(options.worth_unit, "", bars);
  std::vector<Row> rows;
  for (std::size_t i = 0; i < std::min(shown.size(), parameter_lines); ++i) {
    const ParameterFinding& p = *shown[i];
    const DrawnParameter& parameter = draws.parameters[static_cast<std::size_t>(p.bar.parameter)];
    rows.push_back({name_of(parameter), {share(p.finding.share), with_half_width(evppi[i], evppi_style)}});
  }
  print_named(out, "number (grade)", {"share of what is open", heading_with("knowing it, worth", evppi_style)}, rows);
  if (shown.size() > parameter_lines) out << shown.size() - parameter_lines << " more with less; all of them with --json\n";
  if (const std::size_t others = ignorance.parameters.size() - shown.size(); others > 0)
    out << wrapped(fmt::format("{} other number{} that var{} {} not seen to move it in {} draws; more draws show more.", others,
                               others == 1 ? "" : "s", others == 1 ? "ies" : "y", others == 1 ? "is" : "are", units),
                   table_width);
  if (shown.size() > 1) out << wrapped("Each is looked at alone: shares may overlap and need not add up to those of groups.", table_width);
  if (ignorance.stated_alike > 0)
    out << wrapped("What several strategies state alike is one number; it bears the first one's name.", table_width);
  for (const auto* groups : {&ignorance.by_grade, &ignorance.by_kind, &ignorance.asked}) {
    if (groups->empty()) continue;
    rows.clear();
    for (const Finding& group : *groups) {
      if (groups != &ignorance.asked && group.share.mean <= 0.0 && group.evppi.mean <= 0.0) continue;
      rows.push_back({fmt::format("{} ({} number{})", group.name, group.parameters.size(), group.parameters.size() == 1 ? "" : "s"),
                      {share(group.share),
                       with_half_width(estimate_of(group.evppi, units, options.confidence), evppi_style)}});
    }
    if (rows.empty()) continue;
    out << "\n";
    print_named(out, groups == &ignorance.by_grade ? "together, by grade" : groups == &ignorance.by_kind ? "together, by kind" : "together, as asked for",
                {"share of what is open", heading_with("knowing them, worth", evppi_style)}, rows);
  }
  std::stable_sort(shown.begin(), shown.end(), [](const ParameterFinding* a, const ParameterFinding* b) {
    return a->bar.swing() > b->bar.swing();
  });
  rows.clear();
  for (std::size_t i = 0; i < std::min(shown.size(), parameter_lines); ++i) {
    const TornadoBar& bar = shown[i]->bar;
    if (bar.swing() == 0.0) continue;
    const DrawnParameter& parameter = draws.parameters[static_cast<std::size_t>(bar.parameter)];
    const NumberStyle style = bar_style;
    rows.push_back({parameter.name,
                    {value_of(parameter, bar.low), with_half_width(estimate_of(bar.at_low, units, options.confidence), style),
                     value_of(parameter, bar.high), with_half_width(estimate_of(bar.at_high, units, options.confidence), style)}});
  }
  if (!rows.empty()) {
    out << "\nThe lead when a number is at the ends of its range (all others as open as they are)\n";
    print_named(out, "number", {"at 5 %", heading_with("lead", bar_style), "at 95 %", heading_with("lead", bar_style)}, rows);
  }
}

void print_two_way(std::ostringstream& out, const Draws& draws, const Decision& decision) {
  if (!decision.choice || !decision.choice->ignorance) return;
  for (const TwoWayTable& table : decision.choice->ignorance->two_way) {
    bool turns = false;
    for (const auto& line : table.best)
      for (const Index best : line) turns = turns || best != decision.choice->certainty.choice;
    if (!turns && !table.asked) continue;
    const DrawnParameter& across = draws.parameters[static_cast<std::size_t>(table.across)];
    const DrawnParameter& down = draws.parameters[static_cast<std::size_t>(table.down)];
    std::vector<std::string> headings;
    for (const double x : table.across_at) headings.push_back(value_of(across, x));
    std::vector<Row> rows;
    for (std::size_t i = 0; i < table.best.size(); ++i) {
      Row row{value_of(down, table.down_at[i]), {}};
      for (const Index best : table.best[i]) row.cells.push_back(cut(draws.label(best), 15));
      rows.push_back(std::move(row));
    }
    out << "\n" << wrapped("Who is best, by " + down.name + " (down) and " + across.name + " (across), the others as stated", table_width);
    print_named(out, "", headings, rows);
    for (const Index k : table.unseen)
      out << wrapped(draws.parameters[static_cast<std::size_t>(k)].name +
                         " is not seen to matter in these draws, so nothing changes along it; more draws show more.",
                     table_width);
  }
}

std::string as_page(const Draws& draws, const Decision& decision, const PageOptions& options, const std::vector<AnswerLine>& more,
                    const std::string& after) {
  std::ostringstream out;
  out << labelled(joined(answer_of(draws, decision, options), more)) << after;
  const std::vector<std::string> changes = what_would_change(draws, decision, options);
  if (changes.size() > 1) {  // a single one stands in the answer
    out << "\nWhat would change it\n";
    for (const std::string& sentence : changes) out << bulleted(sentence);
  }
  print_standing(out, draws, decision, options);
  print_incremental(out, draws, decision, options);
  print_curve(out, draws, decision, options);
  print_parameters(out, draws, decision, options);
  print_two_way(out, draws, decision);
  return out.str();
}

}  // namespace tenure::analysis::decision
