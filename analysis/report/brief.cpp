#include "analysis/report/brief.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "analysis/compare/key_words.h"
#include "analysis/compare/numbers.h"
#include "analysis/compare/table_parts.h"
#include "analysis/decide/file_page.h"
#include "analysis/decide/words.h"
#include "analysis/report/decided.h"
#include "analysis/report/told.h"

namespace tenure::analysis {
namespace {

constexpr double stands_out = 0.05;  // of what is open about the lead

/// A result's decision, and how its numbers are written.
struct Teller {
  const Source& source;
  const Decided& decided;

  const decision::Choice& choice() const { return *decided.decision.choice; }
  const decision::Certainty& certainty() const { return choice().certainty; }
  std::string chosen() const { return source.said(decided.choice()); }
  std::string next() const { return source.said(static_cast<std::size_t>(certainty().runner_up)); }
  Estimate estimate(const decision::Measured& measured) const {
    return decision::estimate_of(measured, decided.units(), source.confidence());
  }
  std::string money(const decision::Measured& measured) const {
    return told(estimate(measured), decided.page.worth_unit, "net_value");
  }
  /// Of what cannot be less than nothing.
  std::string loss(const decision::Measured& measured) const {
    return decision::ranged_from_nothing(measured, decided.units(), source.confidence(), decided.page.worth_unit);
  }
  std::string share(const decision::Measured& measured) const {
    return decision::percent(measured, decided.units(), source.confidence());
  }
  std::string span() const { return span_text(source.results.horizon_days); }
};

std::string what_to_take(const Teller& t) {
  const decision::Certainty& certainty = t.certainty();
  const std::string own = t.money(certainty.chosen().worth);
  if (certainty.choice == certainty.runner_up)
    return fmt::format("{} is the only strategy; over {} its net value is {}.", t.chosen(), t.span(), own);
  const Estimate lead = t.estimate(certainty.lead);
  if (!has_interval(lead))
    return fmt::format("{} has the largest net value in a single run, {} above {}: that may be chance.", t.chosen(),
                       t.money(certainty.lead), t.next());
  if (lead.mean - lead.half_width > 0.0)
    return fmt::format("Take {}: over {} its expected net value is {}, which is {} above {}, the next best.", t.chosen(), t.span(), own,
                       t.money(certainty.lead), t.next());
  if (lead.mean == 0.0 && never_varies(lead))
    return fmt::format("{} and {} come to the same net value over {}, {}; no other strategy has more.", t.chosen(), t.next(), t.span(), own);
  return fmt::format("If one must be taken now, take {}: over {} its expected net value is the largest, {}, but its lead over {} is {}, "
                     "and {}.",
                     t.chosen(), t.span(), own, t.next(), t.money(certainty.lead),
                     t.choice().chance_only ? "may be chance" : "not sure");
}

/// Against today's strategy, or where that is the choice itself, of the next best against it.
std::string its_price(const Teller& t, std::size_t reference, bool is_today) {
  const std::size_t choice = t.decided.choice();
  const ComparedMeasure* cost = t.source.by_baseline[reference].measure("operating_cost");
  if (cost == nullptr || cost->by_strategy[choice].n == 0) return "";
  const std::string own = fmt::format("It costs {} to operate over {}", told(cost->by_strategy[choice], cost->unit, cost->name), t.span());
  const std::string name = t.source.said(reference);
  const Estimate& beside = cost->against_baseline[choice].difference;
  const bool same = beside.mean == 0.0 && (!has_interval(beside) || never_varies(beside));
  if (choice != reference && same) return fmt::format("{}, as much as {}{}.", own, is_today ? "today, " : "", name);
  if (choice != reference)
    return fmt::format("{}: {} than {}{}.", own, told_more(beside, cost->unit, cost->name),
                       is_today ? "today, " : "", name);
  const auto next = static_cast<std::size_t>(t.certainty().runner_up);
  if (next == choice) return own + ".";
  // "3.97 M more" beside 4.05 M is easily taken for what it costs: the choice's own difference is told
  Estimate than_next = cost->against_baseline[next].difference;
  than_next.mean = -than_next.mean;
  const std::string less = told_more(than_next, cost->unit, cost->name);
  return is_today ? fmt::format("{}, and is what is done today; that is {} than {}.", own, less, t.next())
                  : fmt::format("{}, {} than {}.", own, less, t.next());
}

std::string how_sure(const Teller& t) {
  const decision::Certainty& certainty = t.certainty();
  if (certainty.choice == certainty.runner_up) return "";
  const decision::Standing& chosen = certainty.chosen();
  if (t.choice().chance_only) {
    if (certainty.draws < 2) return "A single run says nothing of how sure that is.";
    return fmt::format("It is best in {} of {} {} with these very numbers; that and the intervals are chance only, and leave "
                       "out how well the numbers are known.",
                       std::lround(chosen.probability_best.mean * static_cast<double>(certainty.draws)), certainty.draws,
                       decision::units_word(t.decided.draws));
  }
  std::string text = fmt::format("It is the best in {} of {} worlds drawn from what the numbers leave open",
                                 t.share(chosen.probability_best), certainty.draws);
  if (certainty.evpi.mean > 0.0) text += fmt::format("; taking it without knowing which one it is loses {} on average", t.loss(certainty.evpi));
  return text + ".";
}

std::string what_it_keeps(const Teller& t) {
  const decision::PromisesAnswer& answer = t.decided.answers.promises;
  if (answer.promises.empty()) return "";
  return decision::promises_in_words(t.source.results, answer, t.decided.choice(), t.source.confidence());
}

std::string capitalised(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

/// As far as anybody knows.
bool may_be_weak(const std::string& grade) { return grade.empty() || is_weak_grade(grade); }

/// By the order in which a comparison names them; `end` closes the sentence.
std::string weakest_by_grade(const ResultSet& results, const World& world, const std::string& end) {
  if (world.graded == 0)
    return fmt::format("None of the {} numbers carries a grade, so nothing says which of them is the weakest{}.", world.numbers, end);
  if (world.low_grade.empty()) return "No number is graded C, J or U, which is what weakly founded ones are" + end + ".";
  const ResultParameter& first = world.low_grade[0];
  return fmt::format("{} = {} ({}; {}, {}), the first of {} weakly founded numbers (C, J or U) out of {}{}.",
                     capitalised("the " + key_in_words(results, first.key)), first.text, first.key, first.grade, grade_in_words(first.grade),
                     world.low_grade.size(), world.numbers, end);
}

std::string weakest(const Teller& t) {
  const World& world = t.source.by_baseline[0];
  if (!t.choice().ignorance || t.choice().ignorance->parameters.empty())
    return weakest_by_grade(t.source.results, world, "; which one the choice hangs on most takes draws to tell");
  // by falling worth of knowing it, then by its share: the first that is weakly founded, or the first
  const std::vector<decision::ParameterFinding>& all = t.choice().ignorance->parameters;
  const decision::ParameterFinding* most = &all[0];
  for (const decision::ParameterFinding& one : all) {
    if (!may_be_weak(t.decided.draws.parameters[static_cast<std::size_t>(one.finding.parameters[0])].grade)) continue;
    most = &one;
    break;
  }
  const decision::DrawnParameter& parameter = t.decided.draws.parameters[static_cast<std::size_t>(most->finding.parameters[0])];
  const std::string name = capitalised(decision::said_of(parameter)) + (parameter.text.empty() ? "" : ", stated as " + parameter.text);
  // what is within noise stands out as little as what is small
  if (!decision::clear_of_zero(most->finding.share, t.decided.units(), t.source.confidence()) ||
      (most->finding.evppi.mean <= 0.0 && most->finding.share.mean < stands_out))
    return weakest_by_grade(t.source.results, world, fmt::format("; over {} draws no single number stands out as what the lead hangs on", t.certainty().draws));
  return fmt::format("{}: alone it explains {} of the doubt about the lead{}.", name, t.share(most->finding.share),
                     most->finding.evppi.mean > 0.0 ? ", and knowing it first would be worth " + t.loss(most->finding.evppi)
                                                    : ", though no value of it that was drawn would by itself turn the choice");
}

std::string what_would_change_it(const Teller& t) {
  if (t.certainty().choice == t.certainty().runner_up) return "";
  if (t.choice().chance_only && !t.decided.page.nothing_to_draw.empty()) return t.decided.page.nothing_to_draw;
  if (t.choice().chance_only)
    return fmt::format("One set of numbers cannot say: a run with draws of them would ({}).", t.decided.page.how_to_draw);
  const std::vector<std::string> turns = decision::what_would_change(t.decided.draws, t.decided.decision, t.decided.page);
  // that no number does so by itself is half of an answer: what several together do is the other half
  const bool none_alone = t.choice().ignorance && std::none_of(t.choice().ignorance->parameters.begin(), t.choice().ignorance->parameters.end(),
                                                               [](const auto& one) { return one.turn.has_value(); });
  if (turns.size() > 1 && none_alone) return turns[0] + " " + turns[1];
  if (!turns.empty()) return turns[0];
  return fmt::format("{} draws are too few to say: from {} on it is told, and 200 tell it well.", t.decided.draws.draw_count(),
                     decision::least_draws_for_curves);
}

}  // namespace

std::string heading_of(const std::string& topic) {
  if (topic == "take") return "The choice";
  if (topic == "price") return "Its price";
  if (topic == "sure") return "How sure";
  if (topic == "kept") return "Service promises";
  return topic == "weakest" ? "Weakest assumption" : "What would change it";
}

std::vector<Passage> brief_of(const Source& source, std::size_t baseline) {
  if (source.decided == nullptr) return {};
  const Teller t{source, *source.decided};
  const std::vector<std::string>& names = source.by_baseline[0].strategies;
  const auto today = static_cast<std::size_t>(std::find(names.begin(), names.end(), source.results.today) - names.begin());
  const bool is_today = today < names.size();
  std::vector<Passage> brief{{"take", what_to_take(t)},
                             {"price", its_price(t, is_today ? today : baseline, is_today)},
                             {"sure", how_sure(t)},
                             {"kept", what_it_keeps(t)},
                             {"weakest", weakest(t)},
                             {"change", what_would_change_it(t)}};
  std::erase_if(brief, [](const Passage& passage) { return passage.text.empty(); });
  return brief;
}

}  // namespace tenure::analysis
