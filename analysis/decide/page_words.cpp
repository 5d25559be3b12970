// The sentences of the page.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <sstream>
#include <utility>

#include "analysis/compare/sentence.h"
#include "analysis/compare/table_parts.h"
#include "analysis/decide/page.h"
#include "analysis/decide/words.h"

namespace tenure::analysis::decision {
namespace {

constexpr double weak_share = 0.05;  // of the ignorance; parameters below it are no assumption to point at
constexpr std::size_t most_sentences = 8;
constexpr double mostly_explained = 0.5;  // of the ignorance; below, what turns the choice is for the most part not seen
constexpr int draws_that_tell = 200;    // the numbers that a choice hangs on, as a rule

/// Topics in reading order, and what stands on the left of each.
constexpr std::pair<const char*, const char*> topics[] = {
    {"do", "What to do"}, {"worth", "Worth"},   {"sure", "How sure"},          {"price", "Costs"},    {"team", "Team"},
    {"cash", "Cash"},     {"kept", "Promises"}, {"change", "Would change it"}, {"rests", "Rests on"},
};

/// Writes what it is given with ± at the confidence of the page.
struct Writer {
  const Draws& draws;
  const Choice& choice;
  const PageOptions& options;

  Index units() const { return choice.certainty.draws; }
  std::string worth(const Measured& measured) const {
    return ranged(measured, units(), options.confidence, options.worth_unit);
  }
  std::string loss(const Measured& measured) const {
    return ranged_from_nothing(measured, units(), options.confidence, options.worth_unit);
  }
  std::string share(const Measured& measured) const { return percent(measured, units(), options.confidence); }
  /// Is the interval of a share or a worth clear of zero?
  bool clear(const Measured& measured) const { return clear_of_zero(measured, units(), options.confidence); }
  bool lead_is_sure() const {
    const Estimate lead = estimate_of(choice.certainty.lead, units(), options.confidence);
    return has_interval(lead) && lead.mean - lead.half_width > 0.0;
  }
  std::string chosen() const { return draws.said(choice.certainty.choice); }
  std::string next() const { return draws.said(choice.certainty.runner_up); }
};

/// "over 24 worlds drawn from what the numbers leave open".
std::string over_what(const Writer& w) {
  return w.choice.chance_only ? fmt::format("over {} {}", w.units(), units_word(w.draws))
                              : fmt::format("over {} worlds drawn from what the numbers leave open", w.units());
}

bool is_alone(const Writer& w) { return w.choice.certainty.choice == w.choice.certainty.runner_up; }

std::string what_to_do(const Writer& w) {
  const Certainty& certainty = w.choice.certainty;
  if (is_alone(w)) return fmt::format("{} is the only strategy.", w.chosen());
  if (!std::isfinite(certainty.lead.standard_error))
    return fmt::format("{} has the larger {} in a single run: that may be chance.", w.chosen(), w.options.worth);
  if (w.lead_is_sure()) return fmt::format("Take {}.", w.chosen());
  return fmt::format("If one must be taken now, take {}: its expected {} is the largest, but it is not surely ahead of {}.", w.chosen(),
                     w.options.worth, w.next());
}

std::string its_worth(const Writer& w) {
  const Certainty& certainty = w.choice.certainty;
  std::string text = fmt::format("Its expected {} is {} {}", w.options.worth, w.worth(certainty.chosen().worth), over_what(w));
  if (is_alone(w)) return text + ".";
  text += fmt::format(", {} above that of {}, the next best", w.worth(certainty.lead), w.next());
  if (std::isfinite(certainty.lead.standard_error) && !w.lead_is_sure())
    text += fmt::format(", which is not told apart from nothing; {}",
                        needed_in_words(certainty.lead, w.units(), w.options.confidence, units_word(w.draws)));
  return text + ".";
}

/// What the choice costs, beside the next best.
std::string its_price(const Writer& w) {
  const Certainty& certainty = w.choice.certainty;
  const Matrix& cost = w.draws.cost;
  const Layout layout = w.draws.layout();
  const auto of = [&](const Matrix& column) { return Measured{column.mean(), standard_errors_of(column, layout)(0)}; };
  const auto written = [&](const Measured& measured) {
    return ranged(measured, w.units(), w.options.confidence, w.draws.cost_unit);
  };
  const Measured own = of(cost.col(certainty.choice));
  if (is_alone(w)) return fmt::format("{} of {}.", written(own), w.draws.cost_name);
  const Vector apart = cost.col(certainty.choice) - cost.col(certainty.runner_up);
  const Measured more = of(apart);
  if (apart.isZero(0.0)) return fmt::format("{} of {}, as much as {}.", written(own), w.draws.cost_name, w.next());
  if (std::isfinite(more.standard_error) && more.standard_error > 0.0 && !clear_of_zero(more, w.units(), w.options.confidence))
    return fmt::format("{} of {}, not told apart from that of {} ({}).", written(own), w.draws.cost_name, w.next(),
                       ranged(more, w.units(), w.options.confidence, w.draws.cost_unit, Sign::always));
  return fmt::format("{} of {}, {} {} than {}.", written(own), w.draws.cost_name, written({std::fabs(more.mean), more.standard_error}),
                     more.mean > 0.0 ? "more" : "less", w.next());
}

std::string how_sure(const Writer& w) {
  const Certainty& certainty = w.choice.certainty;
  if (w.choice.chance_only)
    return fmt::format("The intervals cover chance only, with exactly these numbers. How sure the choice is if the numbers are somewhat off, "
                       "and which of them could turn it, cannot be said from this{}",
                       !w.options.nothing_to_draw.empty() ? ". " + w.options.nothing_to_draw
                       : w.options.how_to_draw.empty()    ? "."
                                                          : ": run " + w.options.how_to_draw + ", and decide on that.");
  std::string text = fmt::format("It is the best in {} of these worlds", w.share(certainty.chosen().probability_best));
  if (certainty.leader != certainty.choice) {
    const Standing& leader = certainty.strategies[static_cast<std::size_t>(certainty.leader)];
    text += fmt::format("; {} is best more often ({}), but where it is not it falls further behind, so that on average it "
                        "loses {}",
                        w.draws.said(certainty.leader), w.share(leader.probability_best), w.loss(leader.loss));
  }
  if (certainty.evpi.mean > 0.0) {
    text += fmt::format(". Taking it now, without knowing which world it is, loses {} on average: no inquiry into the numbers "
                        "can be worth more than that.",
                        w.loss(certainty.evpi));
  } else {
    text += ". In no world drawn would another one have been better, so nothing that could be learnt of these numbers is "
            "worth anything for this choice.";
  }
  return text;
}

std::string chance_and_ignorance(const Writer& w) {
  const Certainty& certainty = w.choice.certainty;
  if (!w.choice.lead.separable)
    return fmt::format(
        "With one replication per draw, chance cannot be told from ignorance: shares of worlds lie nearer to even, and "
        "values of knowing are larger, than ignorance alone would make them{}.",
        w.options.how_to_repeat.empty() ? "" : "; " + w.options.how_to_repeat + " tells them apart");
  const VarianceSplit& lead = w.choice.lead;
  std::string text = fmt::format(
      "Of what makes the lead differ from run to run, {}{} is that the numbers are not known, and the rest is chance; the shares and "
      "losses given here leave chance out",
      percent(lead.ignorance_share),
      percent(lead.share_low) == percent(lead.share_high) ? "" : fmt::format(" ({} to {})", percent(lead.share_low), percent(lead.share_high)));
  if (w.choice.raw) {
    const Standing& raw = w.choice.raw->strategies[static_cast<std::size_t>(certainty.choice)];
    text += fmt::format(" (with it {} would be best in {} of the draws)", w.chosen(), percent(raw.probability_best.mean));
  }
  return text + ".";
}

/// What the numbers of low grade make of it together; empty where there are none or nothing is seen of them.
std::string weak_together(const Writer& w, const Ignorance& ignorance) {
  std::string text;
  for (const Finding& group : ignorance.by_grade)
    if (group.name == "graded C, J or U" && group.share.mean > 0.0)
      text += fmt::format(" Together, the weakly founded ones (graded C, J or U) among the {} numbers that vary, {} of them, make {} of it.",
                          ignorance.parameters.size(), group.parameters.size(), w.share(group.share));
  return text;
}

/// The kind of numbers that makes most of it together, where it is clear of nothing although it is the first of so many.
std::string kind_that_matters(const Writer& w, const Ignorance& ignorance) {
  const double looks = static_cast<double>(std::max<std::size_t>(1, ignorance.by_kind.size()));
  if (!ignorance.by_kind.empty() && ignorance.by_kind.front().parameters.size() > 1 &&
      clear_of_zero(ignorance.by_kind.front().share, w.units(), 1.0 - (1.0 - w.options.confidence) / looks))
    return fmt::format(" Of the kinds of numbers, {} matters most: its {} numbers together make {} of it.", ignorance.by_kind.front().name,
                       ignorance.by_kind.front().parameters.size(), w.share(ignorance.by_kind.front().share));
  return "";
}

std::string weakest_assumption(const Writer& w) {
  if (!w.choice.ignorance && !w.choice.chance_only && !w.draws.parameters.empty() &&
      w.draws.draw_count() < least_draws_for_curves)
    return fmt::format("{} draws are too few to say which numbers that hangs on and what would change it: from {} on it is told, "
                       "and {} tell it well.",
                       w.draws.draw_count(), least_draws_for_curves, draws_that_tell);
  if (!w.choice.ignorance) return "";
  const Ignorance& ignorance = *w.choice.ignorance;
  if (ignorance.parameters.empty()) return "No number varies over the draws.";
  const auto weakest = std::max_element(
      ignorance.parameters.begin(), ignorance.parameters.end(), [](const ParameterFinding& a, const ParameterFinding& b) {
        if (a.finding.evppi.mean != b.finding.evppi.mean) return a.finding.evppi.mean < b.finding.evppi.mean;
        return a.finding.share.mean < b.finding.share.mean;
      });
  const Finding& finding = weakest->finding;
  const DrawnParameter& parameter = w.draws.parameters[static_cast<std::size_t>(finding.parameters[0])];
  if (!w.clear(finding.share) || (finding.evppi.mean <= 0.0 && finding.share.mean < weak_share)) {
    std::string text = fmt::format("No single one of the {} numbers that vary stands out in {} draws as what the lead hangs on",
                                   ignorance.parameters.size(), w.units());
    if (finding.share.mean > 0.0)
      text += fmt::format(" (the first would be {}, with {} of the doubt, which is within noise)", said_of(parameter), w.share(finding.share));
    text += w.units() < draws_that_tell ? fmt::format("; {} draws tell it better.", draws_that_tell) : std::string(".");
    return text + kind_that_matters(w, ignorance) + weak_together(w, ignorance);
  }
  std::string text = fmt::format("The weakest assumption is {}: alone it makes {} of the doubt about the lead", said_of(parameter),
                                 w.share(finding.share));
  text += finding.evppi.mean > 0.0 ? fmt::format(", and knowing it before choosing would be worth {}.", w.loss(finding.evppi))
                                   : ", but no value of it that was drawn would by itself turn the choice.";
  return text + weak_together(w, ignorance);
}

/// `shown`: do the draws tell from chance that the lead hangs on the number at all?
std::string turning_sentence(const Writer& w, const TurningPoint& turn, bool shown) {
  const std::string noise = shown ? "" : fmt::format(", but that the lead hangs on it at all is within noise of {} draws", w.units());
  const DrawnParameter& parameter = w.draws.parameters[static_cast<std::size_t>(turn.parameter)];
  if (turn.already)
    return fmt::format("With {} {} {} it is {} that would be best, and {} only {} {}; {} of the draws lie {}{}.", said_of(parameter),
                       w.options.base_words, value_of(parameter, turn.base), w.draws.said(turn.instead), w.chosen(),
                       turn.above ? "below" : "above", value_of(parameter, turn.value), w.share(turn.beyond),
                       turn.above ? "above that" : "below that", noise);
  return fmt::format("If {} were {} {} ({} {}), {} would be best; {} of the draws lie beyond{}.", said_of(parameter),
                     turn.above ? "above" : "below", value_of(parameter, turn.value), w.options.base_words,
                     value_of(parameter, turn.base), w.draws.said(turn.instead), w.share(turn.beyond), noise);
}

std::string joint_sentence(const Writer& w, const JointPoint& joint) {
  constexpr std::size_t most_named = 4;
  if (joint.distance == 0.0)
    return fmt::format("With all numbers as {} it is {} that is ahead, by the fitted model, and so in {} of the draws; {} is "
                       "taken because of the mean over all of them.",
                       w.options.base_words == "stated" ? "stated" : "in the " + w.options.base_words,
                       w.draws.said(joint.instead), w.share(joint.beyond), w.chosen());
  std::vector<std::string> moves;
  for (std::size_t i = 0; i < std::min(most_named, joint.parameters.size()); ++i) {
    const DrawnParameter& parameter = w.draws.parameters[static_cast<std::size_t>(joint.parameters[i])];
    moves.push_back(fmt::format("{} at {} ({:+.1f} sd)", name_of(parameter), value_of(parameter, joint.values[i]),
                                joint.deviations[i]));
  }
  if (joint.parameters.size() > most_named) moves.push_back("smaller moves of others");
  return fmt::format("Together, the nearest point is {:.1f} standard deviations away: with {}, {} draws level; by the fitted "
                     "model it is ahead of {} in {} of the draws.",
                     joint.distance, listed(moves), w.draws.said(joint.instead), w.chosen(), w.share(joint.beyond));
}

}  // namespace

std::string frontier_in_words(const Draws& draws, const Decision& decision, double confidence) {
  std::vector<const IncrementalRow*> kept;
  for (const IncrementalRow& row : decision.table)
    if (row.status == FrontierStatus::kept) kept.push_back(&row);
  const Index units = draws.draw_count() > 1 ? draws.draw_count() : draws.replications;
  const std::string unit = draws.effect_unit.empty() ? "one unit of " + draws.effect_name : "one " + draws.effect_unit;
  const std::string alone = fmt::format("By {} and {} alone: ", draws.cost_name, draws.effect_name);
  if (kept.size() == 1)
    return alone + fmt::format("{}, whatever {} is worth: it costs the least, and none that costs more is seen to bring more.",
                               draws.said(kept[0]->strategy), unit);
  // up to the first step whose gain is not told apart from zero
  std::string text = alone + draws.said(kept[0]->strategy);
  for (std::size_t i = 1; i < kept.size(); ++i) {
    const IncrementalRow& row = *kept[i];
    if (!row.interval.bounded && std::isfinite(row.more_effect.standard_error))
      return text + fmt::format("{} What {} brings beyond it, {}, is not told apart from zero, so there is no price for it; {}.",
                                i == 1 ? ", as far as can be told." : " above that.", draws.said(row.strategy),
                                ranged(row.more_effect, units, confidence, draws.effect_unit, Sign::always),
                                needed_in_words(row.more_effect, units, confidence, units_word(draws)));
    text += fmt::format(" up to {}{}, {}", plain(row.ratio, draws.cost_unit), i == 1 ? " for " + unit : "", draws.said(row.strategy));
  }
  text += " above that.";
  if (draws.effect_brings && *draws.effect_brings > 0.0) {
    text += fmt::format(" Here {} brings {} ({}).", unit, plain(*draws.effect_brings, draws.cost_unit), draws.effect_brings_words);
    const double first = kept[1]->ratio / *draws.effect_brings;
    if (first > 2.0) text += fmt::format(" The first of these prices is {:.{}f} times that.", first, first < 10.0 ? 1 : 0);
  }
  return text;
}

std::vector<AnswerLine> answer_of(const Draws& draws, const Decision& decision, const PageOptions& options) {
  if (!decision.choice) return {{"do", frontier_in_words(draws, decision, options.confidence)}};
  const Writer w{draws, *decision.choice, options};
  std::vector<AnswerLine> lines = {{"do", what_to_do(w)}, {"worth", its_worth(w)}};
  if (!is_alone(w)) {
    lines.push_back({"sure", how_sure(w)});
    if (!w.choice.chance_only) lines.push_back({"sure", chance_and_ignorance(w)});
  }
  lines.push_back({"price", its_price(w)});
  const std::vector<std::string> changes = what_would_change(draws, decision, options);
  if (!changes.empty())
    lines.push_back({"change", changes.front() + (changes.size() > 1 ? " More below." : "")});
  if (const std::string weakest = weakest_assumption(w); !weakest.empty()) lines.push_back({"rests", weakest});
  return lines;
}

std::vector<AnswerLine> joined(std::vector<AnswerLine> lines, const std::vector<AnswerLine>& more) {
  lines.insert(lines.end(), more.begin(), more.end());
  const auto place = [](const AnswerLine& line) {
    return std::find_if(std::begin(topics), std::end(topics), [&](const auto& topic) { return line.topic == topic.first; });
  };
  std::stable_sort(lines.begin(), lines.end(), [&](const AnswerLine& a, const AnswerLine& b) { return place(a) < place(b); });
  return lines;
}

std::string labelled(const std::vector<AnswerLine>& lines) {
  constexpr int left = 17;
  std::string out, before;
  for (const AnswerLine& line : lines) {
    const auto* topic = std::find_if(std::begin(topics), std::end(topics), [&](const auto& one) { return line.topic == one.first; });
    std::string name = topic == std::end(topics) || line.topic == before ? "" : topic->second;
    std::istringstream text(wrapped(line.text, table_width - left));
    for (std::string part; std::getline(text, part); name.clear()) {
      // a name that is longer than the column begins further to the left, on a line of its own
      const std::size_t room = table_width - std::min(table_width, display_width(part));
      if (room < left && !name.empty()) out += std::exchange(name, "") + "\n";
      out += padded(name, static_cast<int>(std::min<std::size_t>(left, room))) + part + "\n";
    }
    before = line.topic;
  }
  return out;
}

std::string in_plain_words(const Draws& draws, const Decision& decision, const PageOptions& options) {
  std::string text;
  for (const AnswerLine& line : answer_of(draws, decision, options)) {
    if (line.topic == "change") continue;
    text += (text.empty() ? "" : " ") + (line.topic == "price" && decision.choice ? "It costs " + line.text : line.text);
  }
  return text;
}

std::vector<std::string> what_would_change(const Draws& draws, const Decision& decision, const PageOptions& options) {
  std::vector<std::string> sentences;
  if (!decision.choice || !decision.choice->ignorance) return sentences;
  const Writer w{draws, *decision.choice, options};
  const Ignorance& ignorance = *decision.choice->ignorance;
  struct Turn {
    const TurningPoint* at;
    bool shown;
  };
  std::vector<Turn> turns;
  for (const ParameterFinding& parameter : ignorance.parameters)
    if (parameter.turn) turns.push_back({&*parameter.turn, w.clear(parameter.finding.share)});
  std::stable_sort(turns.begin(), turns.end(), [](const Turn& a, const Turn& b) {
    return a.shown != b.shown ? a.shown : a.at->beyond.mean > b.at->beyond.mean;
  });
  for (const Turn& turn : turns)
    if (sentences.size() < most_sentences) sentences.push_back(turning_sentence(w, *turn.at, turn.shown));
  if (turns.size() > most_sentences) sentences.push_back(fmt::format("{} more could turn it by themselves.", turns.size() - most_sentences));
  if (turns.empty() && ignorance.explained.mean <= 0.0) {
    sentences.push_back(fmt::format("{} draws show no number that would make another strategy better than {}, which is no proof: they do "
                                    "not show what the lead hangs on at all.",
                                    w.units(), w.chosen()));
    return sentences;
  }
  if (turns.empty())
    sentences.push_back(fmt::format("No number by itself, within the range that was drawn, would make another strategy better than {}.",
                                    w.chosen()));
  // what the curves leave over may turn the choice all the same: nobody may take their silence for safety
  const bool mostly_open = turns.empty() && ignorance.explained.mean < mostly_explained;
  if (mostly_open)
    sentences.push_back(fmt::format("The curves of single numbers explain {} of the doubt; the rest, many small ones together or "
                                    "too weak to be seen in {} draws, leaves {} the best in {} of the worlds.",
                                    w.share(ignorance.explained), w.units(), w.chosen(), w.share(w.choice.certainty.chosen().probability_best)));
  // where the curves see little, a way to turn to a strategy that is hardly ever best is no measure of safety
  const bool beside_the_point = mostly_open && ignorance.joint && ignorance.joint->instead != w.choice.certainty.runner_up &&
                                ignorance.joint->beyond.mean < w.choice.certainty.strategies[static_cast<std::size_t>(w.choice.certainty.runner_up)].probability_best.mean;
  if (beside_the_point) {
    sentences.push_back(fmt::format("What would turn it to {}, the next best, is not seen, several numbers together included.", w.next()));
  } else if (ignorance.joint) {
    sentences.push_back(joint_sentence(w, *ignorance.joint));
  } else if (turns.empty() && !mostly_open) {
    sentences.push_back("Nor do several together, as far as the fitted model tells.");
  }
  return sentences;
}

}  // namespace tenure::analysis::decision
