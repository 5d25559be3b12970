// The sentences of the page.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/decide/page.h"
#include "analysis/decide/words.h"

namespace tenure::analysis::decision {
namespace {

constexpr double weak_share = 0.05;  // of the ignorance; parameters below it are no assumption to point at
constexpr std::size_t most_sentences = 8;

const std::string& label(const Draws& draws, Index strategy) {
  return draws.labels[static_cast<std::size_t>(strategy)];
}

/// Writes what it is given with ± at the confidence of the page.
struct Writer {
  const Draws& draws;
  const Choice& choice;
  const PageOptions& options;

  Index units() const { return choice.certainty.draws; }
  std::string worth(const Measured& measured) const {
    return amount(measured, units(), options.confidence, options.worth_unit);
  }
  std::string share(const Measured& measured) const { return percent(measured, units(), options.confidence); }
  bool lead_is_sure() const {
    const Estimate lead = estimate_of(choice.certainty.lead, units(), options.confidence);
    return has_interval(lead) && lead.mean - lead.half_width > 0.0;
  }
  const std::string& chosen() const { return label(draws, choice.certainty.choice); }
  const std::string& next() const { return label(draws, choice.certainty.runner_up); }
};

std::string recommendation(const Writer& w) {
  const Certainty& certainty = w.choice.certainty;
  const std::string over = w.choice.chance_only ? fmt::format("over {} replications", w.units())
                                                : fmt::format("over {} worlds drawn from what the numbers leave open", w.units());
  const std::string& worth = w.options.worth;
  if (certainty.choice == certainty.runner_up)
    return fmt::format("{} is the only strategy; its {} is {} {}.", w.chosen(), worth, w.worth(certainty.chosen().worth), over);
  if (!std::isfinite(certainty.lead.standard_error))
    return fmt::format("{} has the larger {} in a single run, {} above {}: that may be chance.", w.chosen(), worth,
                       w.worth(certainty.lead), w.next());
  if (w.lead_is_sure())
    return fmt::format("Take {}. Its expected {} is {} {}, {} above that of {}, the next best.", w.chosen(), worth,
                       w.worth(certainty.chosen().worth), over, w.worth(certainty.lead), w.next());
  return fmt::format("{} has the largest expected {} {}, but is not surely ahead of {}: the lead is {}. If one must be taken "
                     "now, take {}.",
                     w.chosen(), worth,
                     over, w.next(), w.worth(certainty.lead), w.chosen());
}

/// What the choice costs, beside the next best.
std::string its_price(const Writer& w) {
  const Certainty& certainty = w.choice.certainty;
  if (certainty.choice == certainty.runner_up) return "";
  const Matrix& cost = w.draws.cost;
  const Layout layout = w.draws.layout();
  const auto of = [&](const Matrix& column) { return Measured{column.mean(), standard_errors_of(column, layout)(0)}; };
  const auto written = [&](Measured measured) {
    return amount(measured, w.units(), w.options.confidence, w.draws.cost_unit);
  };
  const Measured own = of(cost.col(certainty.choice));
  Measured more = of(cost.col(certainty.choice) - cost.col(certainty.runner_up));
  if (more.mean == 0.0) return fmt::format(" It costs {}, as much as {} ({}).", written(own), w.next(), w.draws.cost_name);
  const bool dearer = more.mean > 0.0;
  more.mean = std::fabs(more.mean);
  return fmt::format(" Its price: {} of {}, {} {} than {}.", written(own), w.draws.cost_name, written(more),
                     dearer ? "more" : "less", w.next());
}

std::string how_sure(const Writer& w) {
  const Certainty& certainty = w.choice.certainty;
  if (certainty.choice == certainty.runner_up) return "";
  if (w.choice.chance_only)
    return fmt::format(
        " That is with these very numbers, and covers chance only. How sure the choice is over what the numbers leave "
        "open, what knowing them better would be worth, and which of them could turn it cannot be said from one draw{}.",
        w.options.how_to_draw.empty() ? "" : ": run " + w.options.how_to_draw + ", and decide on that");
  std::string text = fmt::format(" It is the best in {} of these worlds", w.share(certainty.chosen().probability_best));
  if (certainty.leader != certainty.choice) {
    const Standing& leader = certainty.strategies[static_cast<std::size_t>(certainty.leader)];
    text += fmt::format("; {} is best more often ({}), but where it is not it falls further behind, so that on average it "
                        "loses {}",
                        label(w.draws, certainty.leader), w.share(leader.probability_best), w.worth(leader.loss));
  }
  if (certainty.evpi.mean > 0.0) {
    text += fmt::format(". Taking it now, without knowing which world it is, loses {} on average: no inquiry into the numbers "
                        "can be worth more than that.",
                        w.worth(certainty.evpi));
  } else {
    text += ". In no world drawn would another one have been better, so nothing that could be learnt of these numbers is "
            "worth anything for this choice.";
  }
  return text;
}

std::string chance_and_ignorance(const Writer& w) {
  const Certainty& certainty = w.choice.certainty;
  if (w.choice.chance_only || certainty.choice == certainty.runner_up) return "";
  if (!w.choice.lead.separable)
    return fmt::format(
        " With one replication per draw, chance cannot be told from ignorance: shares of worlds lie nearer to even, and "
        "values of knowing are larger, than ignorance alone would make them{}.",
        w.options.how_to_repeat.empty() ? "" : "; " + w.options.how_to_repeat + " tells them apart");
  const VarianceSplit& lead = w.choice.lead;
  std::string text = fmt::format(
      " Of what varies in the lead of a single run, {} is not knowing the numbers ({} to {}) and the rest chance; chance has "
      "been taken out of the shares and losses given here",
      percent(lead.ignorance_share), percent(lead.share_low), percent(lead.share_high));
  if (w.choice.raw) {
    const Standing& raw = w.choice.raw->strategies[static_cast<std::size_t>(certainty.choice)];
    text += fmt::format(" (with it, {} would be best in {} of the draws)", w.chosen(), percent(raw.probability_best.mean));
  }
  return text + ".";
}

std::string weakest_assumption(const Writer& w) {
  if (!w.choice.ignorance && !w.choice.chance_only && !w.draws.parameters.empty() &&
      w.draws.draw_count() < least_draws_for_curves)
    return fmt::format(" {} draws are too few to say which numbers that hangs on and what would change it: from {} on it is told, "
                       "and 200 tell it well.",
                       w.draws.draw_count(), least_draws_for_curves);
  if (!w.choice.ignorance) return "";
  const Ignorance& ignorance = *w.choice.ignorance;
  if (ignorance.parameters.empty()) return " No number varies over the draws.";
  const auto weakest = std::max_element(
      ignorance.parameters.begin(), ignorance.parameters.end(), [](const ParameterFinding& a, const ParameterFinding& b) {
        if (a.finding.evppi.mean != b.finding.evppi.mean) return a.finding.evppi.mean < b.finding.evppi.mean;
        return a.finding.share.mean < b.finding.share.mean;
      });
  const Finding& finding = weakest->finding;
  std::string text;
  if (finding.evppi.mean <= 0.0 && finding.share.mean < weak_share) {
    text = " No single number stands out as what the lead hangs on.";
  } else {
    const DrawnParameter& parameter = w.draws.parameters[static_cast<std::size_t>(finding.parameters[0])];
    text = fmt::format(" The weakest assumption is {}: alone it makes {} of what is open about the lead", name_of(parameter),
                       w.share(finding.share));
    text += finding.evppi.mean > 0.0 ? fmt::format(", and knowing it before choosing would be worth {}.", w.worth(finding.evppi))
                                     : ", but no value of it that was drawn would by itself turn the choice.";
  }
  for (const Finding& group : ignorance.by_grade)
    if (group.name == "graded C, J or U")
      text += fmt::format(" The {} open number{} graded C, J or U make{} {} of it together.", group.parameters.size(),
                          group.parameters.size() == 1 ? "" : "s", group.parameters.size() == 1 ? "s" : "", w.share(group.share));
  return text;
}

std::string turning_sentence(const Writer& w, const TurningPoint& turn) {
  const DrawnParameter& parameter = w.draws.parameters[static_cast<std::size_t>(turn.parameter)];
  if (turn.already)
    return fmt::format("With {} {} {} it is {} that would be best, and {} only {} {}; {} of the draws lie {}.", name_of(parameter),
                       w.options.base_words, value_of(parameter, turn.base), label(w.draws, turn.instead), w.chosen(),
                       turn.above ? "below" : "above", value_of(parameter, turn.value), w.share(turn.beyond),
                       turn.above ? "above that" : "below that");
  return fmt::format("If {} were {} {} ({} {}), {} would be best; {} of the draws lie beyond.", name_of(parameter),
                     turn.above ? "above" : "below", value_of(parameter, turn.value), w.options.base_words,
                     value_of(parameter, turn.base), label(w.draws, turn.instead), w.share(turn.beyond));
}

std::string joint_sentence(const Writer& w, const JointPoint& joint) {
  constexpr std::size_t most_named = 4;
  if (joint.distance == 0.0)
    return fmt::format("With all numbers as {} it is {} that is ahead, by the fitted model, and so in {} of the draws; {} is "
                       "taken because of the mean over all of them.",
                       w.options.base_words == "stated" ? "stated" : "in the " + w.options.base_words,
                       label(w.draws, joint.instead), w.share(joint.beyond), w.chosen());
  std::vector<std::string> moves;
  for (std::size_t i = 0; i < std::min(most_named, joint.parameters.size()); ++i) {
    const DrawnParameter& parameter = w.draws.parameters[static_cast<std::size_t>(joint.parameters[i])];
    moves.push_back(fmt::format("{} at {} ({:+.1f} sd)", name_of(parameter), value_of(parameter, joint.values[i]),
                                joint.deviations[i]));
  }
  if (joint.parameters.size() > most_named) moves.push_back("smaller moves of others");
  return fmt::format("Together, the nearest point is {:.1f} standard deviations away: with {}, {} draws level; by the fitted "
                     "model it is ahead of {} in {} of the draws.",
                     joint.distance, listed(moves), label(w.draws, joint.instead), w.chosen(), w.share(joint.beyond));
}

}  // namespace

std::string frontier_in_words(const Draws& draws, const Decision& decision) {
  std::vector<const IncrementalRow*> kept;
  for (const IncrementalRow& row : decision.table)
    if (row.status == FrontierStatus::kept) kept.push_back(&row);
  const std::string unit = draws.effect_unit.empty() ? "one unit of " + draws.effect_name : "one " + draws.effect_unit;
  if (kept.size() == 1)
    return fmt::format("By {} and {} alone, {} is to be taken whatever {} is worth: it costs the least and brings as much as any.",
                       draws.cost_name, draws.effect_name, label(draws, kept[0]->strategy), unit);
  std::string text = fmt::format("By {} and {} alone: {} up to {} for {}", draws.cost_name, draws.effect_name,
                                 label(draws, kept[0]->strategy), plain(kept[1]->ratio, draws.cost_unit), unit);
  for (std::size_t i = 1; i < kept.size(); ++i)
    text += i + 1 < kept.size() ? fmt::format(", {} up to {}", label(draws, kept[i]->strategy), plain(kept[i + 1]->ratio, draws.cost_unit))
                                : fmt::format(", {} above that.", label(draws, kept[i]->strategy));
  return text;
}

std::string in_plain_words(const Draws& draws, const Decision& decision, const PageOptions& options) {
  if (!decision.choice) return frontier_in_words(draws, decision);
  const Writer w{draws, *decision.choice, options};
  return recommendation(w) + its_price(w) + how_sure(w) + chance_and_ignorance(w) + weakest_assumption(w);
}

std::vector<std::string> what_would_change(const Draws& draws, const Decision& decision, const PageOptions& options) {
  std::vector<std::string> sentences;
  if (!decision.choice || !decision.choice->ignorance) return sentences;
  const Writer w{draws, *decision.choice, options};
  const Ignorance& ignorance = *decision.choice->ignorance;
  std::vector<const TurningPoint*> turns;
  for (const ParameterFinding& parameter : ignorance.parameters)
    if (parameter.turn) turns.push_back(&*parameter.turn);
  std::stable_sort(turns.begin(), turns.end(),
                   [](const TurningPoint* a, const TurningPoint* b) { return a->beyond.mean > b->beyond.mean; });
  for (const TurningPoint* turn : turns)
    if (sentences.size() < most_sentences) sentences.push_back(turning_sentence(w, *turn));
  if (turns.size() > most_sentences) sentences.push_back(fmt::format("{} more could turn it by themselves.", turns.size() - most_sentences));
  if (turns.empty())
    sentences.push_back(fmt::format("No number by itself, within the range that was drawn, would make another strategy better than {}.",
                                    w.chosen()));
  if (ignorance.joint) {
    sentences.push_back(joint_sentence(w, *ignorance.joint));
  } else if (turns.empty()) {
    sentences.push_back("Nor do several together, as far as the fitted model tells.");
  }
  return sentences;
}

}  // namespace tenure::analysis::decision
