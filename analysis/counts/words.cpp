#include "analysis/counts/words.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include <fmt/format.h>

#include "analysis/compare/numbers.h"

namespace tenure::analysis {
namespace {

std::string percent(double share) { return fmt::format("{:.3g} %", 100.0 * share); }

/// "53.2 k USD" for 53200 USD; "1.3 points" for a share of 0.013.
std::string amount(double value, const std::string& unit, const std::string& measure) {
  if (!std::isfinite(value)) return "unknown";
  const NumberStyle style = style_for(unit, measure, {{value, 0.0, 1, 0.95}});
  const double shown = value / style.divisor;
  const std::string number = shown >= 1000.0 ? fmt::format("{:.0f}", shown) : fmt::format("{:.3g}", shown);
  const std::string name = style.unit == "%" ? "points" : style.unit;  // of a share: not a part of its mean
  return number + (name.empty() ? "" : " " + name);
}

std::string what(const std::string& measure, const std::string& of) { return measure + (of.empty() ? "" : " of " + of); }

/// A half-width, in the terms in which it was wanted.
std::string width(const CountedPrecision& p, double value) {
  return std::isnan(p.half_width) ? (std::isfinite(value) ? percent(value) : "unknown") : amount(value, p.unit, p.measure);
}

double wanted(const CountedPrecision& p) { return std::isnan(p.half_width) ? p.relative_half_width : p.half_width; }

bool alike(const ChosenCounts& chosen) {
  return std::adjacent_find(chosen.by_strategy.begin(), chosen.by_strategy.end(), std::not_equal_to<>()) == chosen.by_strategy.end();
}

std::string counts_in_words(const ChosenCounts& chosen) {
  const auto [least, most] = std::minmax_element(chosen.by_strategy.begin(), chosen.by_strategy.end());
  return *least == *most ? fmt::format("{} replications", *most) : fmt::format("{} to {} replications", *least, *most);
}

}  // namespace

std::string state_in_words(const ChosenCounts& chosen) {
  std::string out;
  for (const CountedPrecision& p : chosen.precision)
    out += fmt::format("{}{}{} ±{} ({} wanted)", out.empty() ? "" : ", ", what(p.measure, p.of), p.against.empty() ? "" : " against " + p.against,
                       width(p, p.found), width(p, wanted(p)));
  return out;
}

std::string outcome_in_words(const ChosenCounts& chosen, const NameOf& name_of) {
  if (const auto& s = chosen.selection) {
    if (s->reached) return fmt::format("Selected with {}: {} is best by {}.", counts_in_words(chosen), name_of(s->best), what(s->measure, s->of));
    return fmt::format("Nothing was selected within {}, the most allowed: {} is ahead by {}, but not as surely as wanted.",
                       counts_in_words(chosen), name_of(s->best), what(s->measure, s->of));
  }
  const std::string count = counts_in_words(chosen);
  std::string missed;
  for (const CountedPrecision& p : chosen.precision) {
    if (p.reached) continue;
    missed += fmt::format("{}the half-width of {} is {} for {}{} ({} wanted)", missed.empty() ? "" : ", ",
                          what(p.measure, p.of) + (p.against.empty() ? "" : "'s difference"), width(p, p.found), name_of(p.widest),
                          p.against.empty() ? "" : " against " + name_of(p.against), width(p, wanted(p)));
  }
  if (missed.empty()) return fmt::format("The precision wanted was reached with {}: {}.", count, state_in_words(chosen));
  return fmt::format("The precision wanted was not reached with {}, the most allowed: {}.", count, missed);
}

std::string not_by_draws_in_words(const ChosenCounts& chosen) {
  return chosen.selection ? "The selection of the best, and the replications that it took, went by the scenario's own numbers: draws were not looked at."
                          : "The precision wanted is that of the scenario's own numbers: draws were not looked at.";
}

std::string guarantee_in_words(const ChosenCounts& chosen, double confidence, const NameOf& name_of) {
  if (const auto& s = chosen.selection) {
    const std::string least = amount(s->indifference, s->unit, s->measure), by = what(s->measure, s->of);
    if (!s->reached) return outcome_in_words(chosen, name_of);
    if (s->method == "kn")
      return fmt::format("{} was selected as best by {} with at least {} probability if it is better than the others by at least {}. {}he "
                         "intervals do not allow for that choice.",
                         name_of(s->best), by, percent(s->confidence), least,
                         alike(chosen) ? "T" : "Strategies that fell behind were simulated less, and t");
    return fmt::format("{} was selected as best by {}: the probability that no other is better by more than {} is estimated at {}, which is no "
                       "guarantee. Replications went where the ranking was in doubt, and the intervals do not allow for that.",
                       name_of(s->best), by, least, percent(s->probability));
  }
  return fmt::format("The number of replications was chosen by looking at {} fixed counts{}; the intervals are widened for that (Student's at {:.2f} "
                     "%), so each holds the truth with {} however early it stopped.",
                     chosen.looks.size(), chosen.reached() ? "" : ", and the precision wanted was not reached",
                     100.0 * chosen.nominal_confidence, percent(confidence));
}

}  // namespace tenure::analysis
