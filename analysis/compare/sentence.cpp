#include "analysis/compare/sentence.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>
#include <sstream>

#include <fmt/format.h>

#include "analysis/compare/key_words.h"
#include "analysis/compare/numbers.h"
#include "analysis/counts/words.h"
#include "models/today/solve.h"

namespace tenure::analysis {
namespace {

constexpr std::size_t named_numbers = 5;
constexpr std::size_t named_parts = 4;  // numbers on which a lead hangs
constexpr double too_many_missed = 0.10;  // of a pool's requests
constexpr double too_busy = 0.95;         // of the time on duty

std::string percent(double share) {
  char text[32];
  std::snprintf(text, sizeof text, "%g %%", 100.0 * share);
  return text;
}

/// "1.24 M USD [1.10, 1.38]" of a difference whose sign the words carry.
std::string amount(const Estimate& difference, const std::string& unit, const std::string& measure) {
  Estimate shown = difference;
  shown.mean = std::fabs(difference.mean);
  const NumberStyle style = style_for(unit, measure, {shown});
  const std::string unit_words = style.unit == "%" ? " points" : style.unit.empty() ? "" : " " + style.unit;
  return number(shown.mean, style_of(shown, style)) + unit_words + " " + interval(shown, style);
}

bool excludes_zero(const Estimate& estimate) {
  return has_interval(estimate) && std::fabs(estimate.mean) > estimate.half_width;
}

/// ", costs 0.3 M USD [..] more to operate": a measure of `who` against `reference`, or that nothing can be said.
std::string effect_on(const World& world, std::size_t who, const std::string& measure, const std::string& more,
                      const std::string& less, const std::string& same) {
  const ComparedMeasure* compared = world.measure(measure);
  if (!compared) return "";
  const Estimate& difference = compared->against_baseline[who].difference;
  if (difference.n == 0) return "";
  if (difference.mean == 0.0 && (!has_interval(difference) || never_varies(difference))) return same;
  std::string text = difference.mean > 0.0 ? more : less;
  const std::string mark = "#";
  text.replace(text.find(mark), mark.size(), amount(difference, compared->unit, compared->name));
  if (has_interval(difference) && !excludes_zero(difference)) text += " (too close to call)";
  return text;
}

/// Numbers without a grade are no sounder than weak ones.
std::string ungraded(const World& world) {
  const std::size_t bare = world.numbers - world.graded;
  if (bare == 0) return "";
  return fmt::format("; {} more carr{} no grade at all", bare, bare == 1 ? "ies" : "y");
}

std::string what_it_rests_on(const World& world) {
  std::ostringstream text;
  if (world.graded == 0) {
    text << " None of the scenario's " << world.numbers
         << " numbers carries a grade, so nothing says how far to trust them.";
    return text.str();
  }
  if (world.low_grade.empty()) {
    text << " No number of the scenario is graded C, U or J" << ungraded(world) << ".";
    return text.str();
  }
  text << " The comparison rests on " << world.low_grade.size() << " weakly founded number"
       << (world.low_grade.size() == 1 ? "" : "s") << " (graded C, U or J) out of " << world.numbers << ": ";
  // one number that several models share under one name is told once
  std::vector<std::string> named;
  for (const ResultParameter& parameter : world.low_grade) {
    const std::string name = fmt::format("{} = {} ({})", without_owner(parameter.key), parameter.text, parameter.grade);
    if (std::find(named.begin(), named.end(), name) == named.end()) named.push_back(name);
    if (named.size() == named_numbers) break;
  }
  for (std::size_t i = 0; i < named.size(); ++i) text << (i ? ", " : "") << named[i];
  if (named.size() == named_numbers && world.low_grade.size() > named.size()) text << ", and others";
  text << ungraded(world) << ".";
  if (world.foundation.ranged > 0) text << " " << ranged_in_words(world.foundation);
  return text.str();
}

/// How the first simulated year meets last year's figures, and of whom they are.
std::string what_was_solved(const World& world) {
  if (world.figures.empty()) return "";
  std::ostringstream text;
  std::string churn, grr;
  const auto add = [](std::string& list, const std::string& item) { list += (list.empty() ? "" : "; ") + item; };
  for (const MetFigure& f : world.figures) {
    const double sign = f.solved.what == "churn" ? -1.0 : 1.0;
    if (!f.simulated || !(f.solved.what == "churn" || f.solved.what == "grr")) continue;
    const double mean = 100.0 * (sign < 0 ? 1.0 - f.simulated->mean : f.simulated->mean);
    std::string item = fmt::format("{} {:.1f} for {:.1f}", f.label, mean, 100.0 * f.solved.target);
    if (has_interval(*f.simulated)) item = fmt::format("{} {:.1f} ± {:.1f} for {:.1f}", f.label, mean,
                                                       100.0 * f.simulated->half_width, 100.0 * f.solved.target);
    add(sign < 0 ? churn : grr, item);
  }
  std::vector<FirstYear> first_years;
  for (const MetFigure& f : world.figures)
    if (f.solved.what == "first_year") first_years.push_back({f.label, f.solved.target, f.solved.expected, f.solved.error});
  std::string ages = in_their_first_year(first_years);
  if (!ages.empty()) ages.insert(0, " ");
  const std::size_t today = static_cast<std::size_t>(
      std::find(world.strategies.begin(), world.strategies.end(), world.today) - world.strategies.begin());
  if (today >= world.strategies.size()) return ages;
  text << " Hazards were solved so that the accounts there at the start fare under " << world.said(today)
       << " in the first year as [today] states.";
  if (!churn.empty()) text << " Lost in the first 12 months, %, simulated for stated"
         << (world.draws > 1 ? " (both by the file's own numbers; draws state figures of their own): " : ": ") << churn << ".";
  if (!grr.empty()) text << " Revenue kept (GRR), %: " << grr << ".";
  return text.str() + ages;
}

/// The places after the second: by how much the best is ahead of them too.
std::string who_else(const World& world) {
  const Ranking& ranking = *world.by_net_value;
  const ComparedMeasure& net = *world.measure("net_value");
  std::string list;
  for (std::size_t place = 2; place < ranking.order.size() && place < ranking.behind.size(); ++place) {
    const Estimate& margin = ranking.behind[place].difference;
    if (margin.n == 0 || (margin.mean == 0.0 && never_varies(margin))) continue;
    list += (list.empty() ? "" : ", ") + world.said(ranking.order[place]) + " by " + amount(margin, net.unit, net.name);
    if (has_interval(margin) && !excludes_zero(margin)) list += " (too close to call)";
  }
  return list.empty() ? "" : " " + world.said(ranking.order[0]) + (ranking.sure ? " is also ahead of " : " is ahead of ") + list + ".";
}

/// Staff that cannot keep up, so that nobody takes a strategy's plan for what it does.
std::string what_staff_misses(const World& world) {
  std::ostringstream text;
  bool any = false;
  const auto share = [&](const char* name, std::size_t pool, std::size_t strategy) {
    const ComparedMeasure* measure = world.measure_of_pool(name, world.pools[pool]);
    return measure ? measure->by_strategy[strategy].mean : std::nan("");
  };
  for (std::size_t s = 0; s < world.strategies.size(); ++s) {
    std::vector<std::string> clauses;
    for (std::size_t q = 0; q < world.pools.size(); ++q) {
      const double missed = share("pool_missed_share", q, s), busy = share("pool_overall_utilisation", q, s);
      std::vector<std::string> words;
      if (missed > too_many_missed) words.push_back(fmt::format("misses {:.0f} % of its requests", 100.0 * missed));
      if (busy > too_busy) words.push_back(fmt::format("is busy {:.0f} % of its time on duty", 100.0 * busy));
      if (words.empty()) continue;
      clauses.push_back(world.pool_labels[q] + " " + words[0] + (words.size() > 1 ? " and " + words[1] : ""));
    }
    for (std::size_t i = 0; i < clauses.size(); ++i) {
      text << (i == 0                    ? " Under " + world.said(s) + ", "
               : i + 1 == clauses.size() ? " and "
                                         : ", ")
           << "the pool " << clauses[i];
    }
    if (!clauses.empty()) text << ".";
    any = any || !clauses.empty();
  }
  if (any)
    text << " The teams compared are those that the scenario names; tenure staff finds the smallest ones that keep its "
            "promises.";
  return text.str();
}

/// What the intervals cover, how often the best is ahead, and what its lead hangs on.
std::string what_draws_say(const World& world) {
  std::string text = fmt::format(
      " The intervals ({}, {} draws of {} uncertain numbers) are those of the mean over the draws and cover {}.",
      percent(world.confidence), world.draws, world.uncertain,
      world.shared_luck ? "ignorance only, because the draws share their luck" : "chance and ignorance");
  const Ranking& ranking = *world.by_net_value;
  if (ranking.lead && !world.tied()) {
    const OverDraws& lead = *ranking.lead;
    const VarianceSplit& split = lead.variance;
    text += fmt::format(" {} is ahead of {} in {:.0f} % of the draws.", world.said(ranking.order[0]),
                        world.said(ranking.order[1]), 100.0 * lead.above_zero);
    if (const double share = split.ignorance_share(); std::isfinite(share))
      text += fmt::format(" Of the variance of this lead {:.0f} % is ignorance and {:.0f} % chance.", 100.0 * share,
                          100.0 * (1.0 - share));
    if (world.draws < least_draws_for_regression) {
      text += fmt::format(" {} draws are too few to say which numbers this lead hangs on: from {} on it is told, and 200 tell it well.",
                          world.draws, least_draws_for_regression);
    } else if (split.parts.empty()) {
      text += fmt::format(" No single number on which it hangs stands out in {} draws.", world.draws);
    } else {
      text += fmt::format(" The uncertain numbers explain {:.0f} % of what differs between draws, those graded C, J and U {:.0f} %:",
                          100.0 * split.explained, 100.0 * split.weak);
      for (std::size_t i = 0; i < std::min(named_parts, split.parts.size()); ++i) {
        const ResultParameter& p = world.parameters[split.parts[i].parameter];
        text += fmt::format("{} {}{} {:.0f} %", i ? "," : "", without_owner(p.key), p.grade.empty() ? "" : " (" + p.grade + ")",
                            100.0 * split.parts[i].part);
      }
      text += ".";
    }
  }
  if (world.rejected > 0)
    text += fmt::format(" {} point{} rejected because {} numbers contradict each other.", world.rejected,
                        world.rejected == 1 ? " was" : "s were", world.rejected == 1 ? "its" : "their");
  return text;
}

std::string who_is_ahead(const World& world) {
  const Ranking& ranking = *world.by_net_value;
  const std::size_t best = ranking.order[0];
  const std::string over = " over " + span_text(world.horizon_days);
  const ComparedMeasure& net = *world.measure("net_value");
  std::ostringstream text;
  if (!ranking.margin) {
    const NumberStyle style = style_for(net.unit, net.name, net.by_strategy);
    text << world.said(best) << " is the only strategy; its net value is "
         << with_half_width(net.by_strategy[best], style) << (style.unit.empty() ? "" : " ") << style.unit << over
         << ".";
    return text.str();
  }
  const std::size_t second = ranking.order[1];
  const Estimate& margin = ranking.margin->difference;
  const bool no_difference = margin.mean == 0.0 && (!has_interval(margin) || never_varies(margin));
  const std::string baseline_mark = " (the baseline)";
  const std::string best_name = world.said(best) + (best == world.baseline ? baseline_mark : "");
  const std::string second_name = world.said(second) + (second == world.baseline ? baseline_mark : "");
  if (no_difference) {
    text << best_name << " and " << second_name << " come to the same net value" << over;
  } else if (ranking.sure || !has_interval(margin)) {
    text << best_name << " is ahead of " << second_name << " on net value by " << amount(margin, net.unit, net.name)
         << over;
  } else {
    text << best_name << " and " << second_name << " cannot be told apart on net value" << over
         << ": the difference is " << amount(margin, net.unit, net.name);
  }
  // against the baseline: what it costs, and what it does to retention; of the baseline itself, of the next best
  const std::size_t who = best == world.baseline ? second : best;
  const std::string cost = effect_on(world, who, "operating_cost", "costs # more to operate", "costs # less to operate",
                                     "costs the same to operate");
  // the measure itself ends at the horizon when that is nearer
  const std::string whom = world.horizon_days < 12 * 30.4375 ? " of the opening customers until the end"
                                                             : " of the opening customers for 12 months";
  const std::string kept =
      effect_on(world, who, "retention_12m", "keeps # more" + whom, "keeps # fewer" + whom, "keeps as many" + whom);
  // newcomers meet the whole programme, the opening book only what is left of its time
  const ComparedMeasure* year = world.measure("newcomer_retention_12m");
  const bool whole_year = year && year->against_baseline[who].difference.n > 0;
  const std::string newcomers =
      std::string(" of the newcomers for ") + (whole_year ? "12 months" : "3 months") + " after they came";
  const std::string kept_new =
      effect_on(world, who, whole_year ? "newcomer_retention_12m" : "newcomer_retention_3m", "keeps # more" + newcomers,
                "keeps # fewer" + newcomers, kept.empty() ? "keeps as many" + newcomers : "");
  const std::string effect = effect_on(world, who, "effect", "brings # more effect", "brings # less effect", "");
  std::vector<std::string> clauses;
  for (const std::string& clause : {cost, kept, kept_new, effect}) {
    if (!clause.empty()) clauses.push_back(clause);
  }
  for (std::size_t i = 0; i < clauses.size(); ++i) {
    const bool last = i + 1 == clauses.size();
    if (i == 0) {
      text << "; against " << world.said(world.baseline) << ", " << world.said(who) << " ";
    } else {
      text << (last ? " and " : ", ");
    }
    text << clauses[i];
  }
  text << ".";
  return text.str();
}

/// "A 1.3, B 2" of those that there are.
std::string gains_in_words(const World& world, const std::vector<double>& gains) {
  std::string text;
  for (std::size_t s = 0; s < gains.size(); ++s)
    if (std::isfinite(gains[s])) text += fmt::format("{}{} {:.2g}", text.empty() ? "" : ", ", world.said(s), gains[s]);
  return text;
}

/// What control variates and antithetic pairs gained, and why not where they could not be used.
std::string what_reduction_gained(const World& world) {
  if (world.reduction_gains.empty()) return "";
  std::string text;
  if (world.fewest_for_controls > 0)
    text = fmt::format(" Control variates are not used: they take {} {} at least.", world.fewest_for_controls,
                       world.antithetic ? "pairs of replications" : "replications");
  std::string means = world.control_variates && world.fewest_for_controls == 0 ? "Control variates" : "";
  if (world.antithetic) means += means.empty() ? "Antithetic pairs" : " and antithetic pairs";
  const std::string gains = gains_in_words(world, world.reduction_gains), of_differences = gains_in_words(world, world.difference_gains);
  if (means.empty() || gains.empty()) return text;
  text += " " + means + " divide the variance of net value by: " + gains;
  if (!of_differences.empty()) text += "; of its differences from " + world.said(world.baseline) + " by: " + of_differences;
  return text + (world.antithetic ? " (each pair counts once)." : ".");
}

bool have_unlike_counts(const World& world) {
  if (!world.chosen) return false;
  const std::vector<std::int64_t>& n = world.chosen->by_strategy;
  return std::adjacent_find(n.begin(), n.end(), std::not_equal_to<>()) != n.end();
}

/// That counts were chosen by looking, and what may be said nevertheless.
std::string how_counts_came_about(const World& world) {
  std::string counts;
  const std::vector<std::int64_t>& n = world.chosen->by_strategy;
  if (have_unlike_counts(world)) {
    for (std::size_t s = 0; s < n.size(); ++s) counts += fmt::format("{}{} {}", s == 0 ? "" : ", ", world.said(s), n[s]);
    counts = " Replications: " + counts + ".";
  }
  return guarantee_in_words(*world.chosen, world.confidence, [&](const std::string& name) {
           const auto found = std::find(world.strategies.begin(), world.strategies.end(), name);
           return found == world.strategies.end() ? name : world.said(static_cast<std::size_t>(found - world.strategies.begin()));
         }) + counts;
}

/// What the intervals cover, and what they do not.
std::string what_chance_does(const World& world) {
  std::string text;
  if (world.draws > 1) {
    text = what_draws_say(world);
  } else if (world.replications < 2) {
    text = " This is a single run: there is no interval, and the difference may be chance.";
  } else {
    text = fmt::format(" The intervals ({}, {}{} replications) are chance only; they do not cover how well the scenario's numbers "
                       "are known.", percent(world.confidence), have_unlike_counts(world) ? "up to " : "", world.replications);
  }
  if (world.draws < 2) text += what_reduction_gained(world);
  if (world.chosen && world.draws < 2) text += " " + how_counts_came_about(world);
  if (world.chosen && world.draws > 1) text += " " + not_by_draws_in_words(*world.chosen);
  const bool selected = world.chosen && world.draws < 2 && world.chosen->selection && world.chosen->selection->reached;
  if ((world.replications > 1 || world.draws > 1) && world.strategies.size() > 2 && !world.tied() && !selected)
    text += fmt::format(" {} was picked as the best of {} after looking: the interval is for this pair, not for the choice.",
                        world.said(world.by_net_value->order[0]), world.strategies.size());
  return text;
}

}  // namespace

std::vector<Passage> passages(const World& world) {
  if (!world.by_net_value || !world.measure("net_value"))
    return {{"ahead", "The file has no net value, so nobody is ahead."}};
  std::vector<Passage> all;
  const auto add = [&](const char* topic, const std::string& text) {
    const std::size_t begin = text.find_first_not_of(' ');
    if (begin != std::string::npos) all.push_back({topic, text.substr(begin)});
  };
  add("ahead", who_is_ahead(world));
  add("others", who_else(world));
  if (world.draws > 1 && world.unmet > 0) add("unmet", " " + unmet_in_words(world.unmet, world.draws));
  add("reach", "Net value counts only what happens within these " + span_text(world.horizon_days) + ".");
  add("chance", what_chance_does(world));
  add("today", what_was_solved(world));
  add("staff", what_staff_misses(world));
  add("foundation", what_it_rests_on(world));
  return all;
}

std::string in_plain_words(const World& world) {
  std::string text;
  for (const Passage& passage : passages(world)) text += (text.empty() ? "" : " ") + passage.text;
  return text;
}

std::string in_their_first_year(const std::vector<FirstYear>& segments) {
  std::string list;
  for (const FirstYear& s : segments)
    if (models::contradicts(s.stated, s.simulated, s.half_width))
      list += fmt::format("{}{:.0f} for {:.0f} of {}", list.empty() ? "" : ", ", s.simulated, s.stated, s.label);
  if (list.empty()) return "";
  return "Customers in their first year, simulated for stated by opening_age: " + list +
         ". What newcomers bring (onboarding, first contacts, early losses) steps at the start, because ages and arrivals contradict "
         "each other: correct opening_age, or arrivals and what wins them.";
}

std::string in_plain_words_over(const Comparison& comparison) {
  if (comparison.worlds.size() < 2) return "";
  if (comparison.over_worlds.empty()) return "The files have no strategy with a net value in common.";
  const std::size_t worlds = comparison.worlds.size();
  const World& first = comparison.worlds[0];
  const std::string& unit = first.measure("net_value")->unit;
  const bool one_currency = std::all_of(comparison.worlds.begin(), comparison.worlds.end(), [&](const World& world) {
    return world.currency == comparison.worlds[0].currency;
  });
  std::ostringstream text;
  const auto said = [&](const HoldingUp& held) { return in_sentence(held.label, first.labels); };
  const auto tell = [&](const HoldingUp& held) {
    text << said(held) << " is ahead in " << held.ahead << " of " << worlds << " worlds (surely in " << held.surely
         << ")";
    if (held.worst_regret > 0.0 && one_currency) {
      const NumberStyle style = style_for(unit, "net_value", {{held.worst_regret, 0.0, 1, 0.95}});
      text << " and at worst " << number(held.worst_regret, style_of({held.worst_regret, 0.0, 1, 0.95}, style)) << " "
           << style.unit << " behind the best";
    }
  };
  const HoldingUp& most_robust = comparison.over_worlds[0];
  if (std::all_of(comparison.worlds.begin(), comparison.worlds.end(),
                  [](const World& world) { return world.tied(); })) {
    return "In none of the worlds is anybody ahead: the best come to the same net value.";
  }
  text << "Over the worlds, ";
  if (most_robust.ahead == worlds) {
    tell(most_robust);
    text << ".";
    return text.str();
  }
  text << said(most_robust) << " holds up best: ";
  tell(most_robust);
  const auto most_often = std::max_element(comparison.over_worlds.begin(), comparison.over_worlds.end(),
                                           [](const HoldingUp& a, const HoldingUp& b) { return a.ahead < b.ahead; });
  if (most_often->strategy != most_robust.strategy && most_often->ahead > most_robust.ahead) {
    text << "; ";
    tell(*most_often);
  }
  text << ".";
  return text.str();
}

std::string wrapped(const std::string& text, std::size_t width) {
  std::istringstream words(text);
  std::string word, line, lines;
  while (words >> word) {
    if (!line.empty() && display_width(line) + 1 + display_width(word) > width) {
      lines += line + "\n";
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
  }
  return lines + line + "\n";
}

}  // namespace tenure::analysis
