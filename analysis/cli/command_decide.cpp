#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>

#include "analysis/cli/commands.h"
#include "analysis/cli/exit_codes.h"
#include "analysis/cli/faults_output.h"
#include "analysis/cli/plain_text.h"
#include "analysis/cli/result_input.h"
#include "analysis/compare/foundation.h"
#include "analysis/compare/sentence.h"
#include "analysis/compare/table_parts.h"
#include "analysis/counts/words.h"
#include "analysis/decide/csv.h"
#include "analysis/decide/document.h"
#include "analysis/decide/file_page.h"
#include "analysis/decide/page.h"
#include "analysis/decide/parameters.h"
#include "analysis/decide/stated.h"
#include "analysis/decide/study.h"
#include "analysis/decide/words.h"
#include "analysis/results/common_replications.h"
#include "models/language/fault.h"
#include "models/language/load.h"

namespace tenure::analysis::cli {
namespace {

using Json = nlohmann::ordered_json;

int usage(Streams streams, const std::string& text) {
  streams.err << "tenure decide: " << text << "\n";
  return exit_usage;
}

decision::DecisionOptions decision_options_of(const DecideCommandOptions& options) {
  decision::DecisionOptions wanted;
  if (options.confidence) wanted.confidence = *options.confidence;
  wanted.value = options.value;
  wanted.values = options.values;
  std::sort(wanted.values.begin(), wanted.values.end());
  return wanted;
}

/// Numbers that the command line names; false, with what is wrong said, where they cannot be used.
bool add_numbers_asked(const DecideCommandOptions& options, const decision::Draws& draws, decision::DecisionOptions& wanted, Streams streams) {
  if (options.two_way.empty() && options.together.empty()) return true;
  if (draws.parameters.empty() || draws.draw_count() < decision::least_draws_for_curves) {
    usage(streams, fmt::format("--two-way and --together need at least {} draws with the numbers of each; there {}\n    tenure run --draws N makes them.",
                               decision::least_draws_for_curves,
                               draws.draw_count() > 1 ? fmt::format("are {} draws{}", draws.draw_count(), draws.parameters.empty() ? " without numbers" : "")
                                                      : "are none"));
    return false;
  }
  bool good = true;
  const auto read = [&](const char* option, const std::string& text) {
    decision::NamedParameters named = decision::parameters_named(draws, text);
    if (!named.fault.empty()) {
      usage(streams, fmt::format("{} \"{}\": {}{}", option, one_line(text), one_line(named.fault),
                                 named.nearest.empty() ? "" : "\n    Did you mean " + named.nearest + "?"));
      good = false;
    }
    return named.parameters;
  };
  for (const std::string& text : options.two_way) {
    const std::size_t comma = text.find(',');
    const std::vector<decision::Index> across = read("--two-way", text.substr(0, comma)),
                                       down = comma == std::string::npos ? across : read("--two-way", text.substr(comma + 1));
    if (!good) continue;
    if (across.size() != 1 || down.size() != 1 || across == down) {
      usage(streams, fmt::format("--two-way \"{}\" must name two different numbers, with a comma between them", one_line(text)));
      good = false;
      continue;
    }
    wanted.two_way.emplace_back(across[0], down[0]);
  }
  for (const std::string& text : options.together) wanted.together.emplace_back(one_line(text), read("--together", text));
  return good;
}

/// What is wrong with the worths of a unit of effect that were asked for; "" when nothing is.
std::string wrong_worth(const DecideCommandOptions& options) {
  const auto bad = [](double x) { return !(x >= 0.0) || !std::isfinite(x); };
  const char* const why = ": what one unit of effect is worth is 0 or more, in the unit of the costs\n    If less of the effect is better, "
                          "give the effect with its sign turned.";
  if (options.value && bad(*options.value)) return fmt::format("--value {:g}{}", *options.value, why);
  for (const double x : options.values)
    if (bad(x)) return fmt::format("--values {:g}{}", x, why);
  if (!options.value || options.values.empty()) return {};
  const auto [low, high] = std::minmax_element(options.values.begin(), options.values.end());
  if (*options.value < *low || *options.value > *high)
    return fmt::format("--value {:g} lies outside of --values, {:g} to {:g}: the curves would not show where the choice is made\n    "
                       "Give values that reach from below it to above it, or leave --values out.",
                       *options.value, *low, *high);
  return {};
}

/// Takes the worth at which the choice is made into the curves where they end below it.
void reach_value(const decision::Draws& draws, const decision::DecisionOptions& wanted, decision::Decision& decision) {
  if (!wanted.value || decision.curve.empty() || *wanted.value <= decision.curve.back().value) return;
  for (decision::CurvePoint& point : decision::acceptability(draws, {*wanted.value})) decision.curve.push_back(std::move(point));
}

/// Faults of tables of draws, which are no scenario.
std::string table_faults(const std::vector<models::Fault>& faults) {
  std::string text;
  for (const models::Fault& fault : faults) text += models::format(fault);
  return text + fmt::format("{} fault{} in the tables of draws, nothing was decided.  How they are written: docs/decide.md\n", faults.size(),
                            faults.size() == 1 ? "" : "s");
}

/// Strategies, draws and what they were told apart by.
std::string head_of(const decision::Draws& draws, double confidence) {
  std::string text = fmt::format("{} strateg{}, ", draws.strategies.size(), draws.strategies.size() == 1 ? "y" : "ies");
  text += draws.draw_count() > 1 ? fmt::format("{} draws", draws.draw_count())
          : draws.pairs          ? fmt::format("{} replications in {} mirrored pairs, each of which counts once", 2 * draws.replications,
                                               draws.replications)
                                 : fmt::format("{} replications", draws.replications);
  if (draws.draw_count() > 1 && draws.replications > 1) text += fmt::format(" of {} replications", draws.replications);
  return text + fmt::format("; intervals (± half-width, or [from, to]) hold with {:g} % confidence", 100.0 * confidence);
}

int decide_on_files(const DecideCommandOptions& options, Streams streams) {
  decision::CsvDraws read = decision::read_draws({options.csv[0], options.csv[1], options.parameters});
  Json faults = Json::array();
  for (models::Fault& fault : read.faults) {
    faults.push_back(fault_json(fault));
    for (std::string* text : {&fault.file, &fault.message, &fault.why, &fault.allowed, &fault.nearest}) *text = one_line(*text);
  }
  streams.report["faults"] = std::move(faults);
  if (!read.faults.empty()) {
    streams.err << table_faults(read.faults) << std::flush;
    return read.missing ? exit_no_input : exit_data;
  }
  decision::Draws& draws = read.draws;
  for (std::string& label : draws.labels) label = one_line(label);
  decision::DecisionOptions wanted = decision_options_of(options);
  if (!add_numbers_asked(options, draws, wanted, streams)) return exit_usage;
  decision::Decision decision = decision::decide(draws, wanted);
  reach_value(draws, wanted, decision);
  decision::PageOptions page;
  page.confidence = wanted.confidence;
  page.worth = "net benefit";
  page.base_words = "mean of the draws";
  if (options.json) {
    streams.report["decision"] = decision::as_json(draws, decision, page);
    return exit_ok;
  }
  streams.out << one_line(options.csv[0]) << ", " << one_line(options.csv[1]) << "\n"
              << wrapped(head_of(draws, wanted.confidence), table_width) << "\n"
              << decision::as_page(draws, decision, page);
  if (!options.value)
    streams.out << "\n"
                << wrapped("With --value X, what one unit of effect is worth, one of them is chosen, and it is told how sure that is.",
                           table_width);
  return exit_ok;
}

/// Goals that the scenario in the file states; what cannot be read of them is a remark, the decision stands without.
void add_goals_of_scenario(const ResultSet& results, const models::Loaded& loaded, std::vector<decision::Goal>& goals, Streams streams) {
  if (!loaded.ok() || loaded.points.empty()) {
    if (results.scenario_text.find("goal") != std::string::npos || results.scenario_text.find("promise") != std::string::npos)
      streams.remarks << "The goals and promises of the scenario in the file cannot be read by this version; give goals with --goal.\n";
    return;
  }
  std::vector<decision::GoalLeftOut> left_out;
  goals = decision::goals_stated(results, loaded.points.front(), &left_out);
  for (const decision::GoalLeftOut& goal : left_out)
    streams.remarks << "goal " << goal.name << " of the scenario is left out: " << goal.fault << "\n";
}

/// The goals of the scenario and of the command line, or none with what is wrong about them said.
std::optional<std::vector<decision::Goal>> goals_of(const ResultSet& results, const models::Loaded& loaded, const std::vector<std::string>& texts,
                                                    Streams streams) {
  std::vector<decision::Goal> goals;
  add_goals_of_scenario(results, loaded, goals, streams);
  bool wrong = false;
  for (const std::string& text : texts) {
    decision::GoalRead read = decision::read_goal(results, text);
    if (read.goal) {
      goals.push_back(std::move(*read.goal));
      continue;
    }
    streams.err << "tenure decide: --goal \"" << text << "\": " << read.fault << "\n    " << read.allowed << "\n";
    wrong = true;
  }
  if (wrong) return std::nullopt;
  return goals;
}

/// How the number of replications came about, where nobody stated it.
std::string counted_in_words(const ResultSet& results, const decision::Draws& draws) {
  return guarantee_in_words(*results.chosen, results.confidence, [&](const std::string& name) {
    const auto found = std::find(draws.strategies.begin(), draws.strategies.end(), name);
    return found == draws.strategies.end() ? name : draws.said(found - draws.strategies.begin());
  });
}

/// What a person calls the worth by which the choice is made.
void name_worth(const DecideCommandOptions& options, const decision::Draws& draws, decision::PageOptions& page) {
  page.worth_unit = draws.cost_unit;
  if (!options.value) return;
  page.worth = fmt::format("net benefit at {} for one {}", decision::plain(*options.value, draws.cost_unit),
                           draws.effect_unit.empty() ? "unit of effect" : draws.effect_unit);
}

int decide_on_result(const DecideCommandOptions& options, Streams streams) {
  const std::string file = options.file.empty() ? "results.h5" : options.file;
  ResultSet results;
  try {
    results = with_common_replications(read_results(file));
  } catch (const ReadError& error) {
    streams.err << error.what() << "\n";
    if (options.file.empty()) streams.err << "    Name a result file, or write one with tenure run; --csv takes plain files of draws.\n";
    return status_of(error.failure());
  }
  if (!options.json) make_plain(results);
  decision::MeasureNames names;
  if (!options.cost.empty()) names.cost = options.cost;
  if (!options.effect.empty()) names.effect = options.effect;
  if (names.cost == names.effect)
    return usage(streams, fmt::format("cost and effect are both {}: what it costs cannot be what it brings\n    Name another measure with --effect, "
                                      "customer_time for example.", one_line(names.cost)));
  auto read = decision::draws_of(results, names);
  if (const auto* fault = std::get_if<decision::MeasureFault>(&read))
    return usage(streams, fault->name + " of " + one_line(file) + ": " + fault->why +
                              (fault->nearest.empty() ? "" : "\n    Did you mean " + fault->nearest + "?"));
  const decision::Draws& draws = std::get<decision::Draws>(read);
  const models::Loaded loaded = models::load_text(results.scenario_text, "the scenario in the file");
  const auto goals = goals_of(results, loaded, options.goals, streams);
  if (!goals) return exit_usage;
  decision::DecisionOptions wanted = decision_options_of(options);
  if (!options.confidence) wanted.confidence = results.confidence;
  if (!add_numbers_asked(options, draws, wanted, streams)) return exit_usage;
  decision::Decision decision = decision::decide(draws, wanted);
  reach_value(draws, wanted, decision);
  decision::PageOptions page = decision::page_of_file(results, wanted.confidence);
  name_worth(options, draws, page);
  const auto promises =
      loaded.ok() && !loaded.points.empty() ? decision::promises_stated(loaded.points.front()) : std::vector<decision::Promise>{};
  const decision::FileAnswers answers = decision::answers_of(results, draws, decision, *goals, promises, wanted.confidence);
  const std::vector<decision::AnswerLine> lines = decision::file_lines(results, draws, decision, answers, page);
  if (options.json) {
    Json& report = streams.report;
    report["file"] = file;
    report["title"] = results.title;
    report["currency"] = results.currency;
    report["decision"] = decision::as_json(draws, decision, page);
    report["answer"] = Json::array();
    for (const decision::AnswerLine& line : decision::joined(decision::answer_of(draws, decision, page), lines))
      report["answer"].push_back({{"topic", line.topic}, {"text", line.text}});
    report.update(decision::as_json(results, draws, answers, page));
    report["foundation"] = as_json(foundation_of(results.parameters));
    return exit_ok;
  }
  std::ostringstream out, kept;
  decision::print_promises(kept, results, draws, answers.promises, wanted.confidence);
  if (answers.goals) decision::print_goals(kept, results, draws, *answers.goals, wanted.confidence);
  out << one_line(file) << ": " << (results.title.empty() ? "untitled" : results.title) << "\n";
  if (!results.question.empty()) out << wrapped(results.question, table_width);
  if (!results.sweep_point.empty()) out << "world: " << results.sweep_point << "\n";
  out << wrapped(span_text(results.horizon_days) + " from " + results.start_date + "; " + head_of(draws, wanted.confidence),
                 table_width)
      << (results.chosen && !decision::has_draws(results) ? wrapped(counted_in_words(results, draws), table_width) : "") << "\n"
      << decision::as_page(draws, decision, page, lines, kept.str());
  if (answers.segments) {
    decision::print_segments(out, draws, *answers.segments, page);
    decision::print_break_even(out, results, draws, *answers.segments, page);
  }
  if (answers.cash) decision::print_cash(out, draws, *answers.cash, page);
  decision::print_capacity(out, draws, decision.choice->certainty.choice, answers.capacity, wanted.confidence);
  if (draws.strategies.size() > 1)
    out << "\n" << wrapped(fmt::format("What of a difference is stated in the scenario, and what waiting, missed contacts, turnover, overload and hand-overs add: "
                                       "tenure split {0}. One customer under each strategy: tenure trace {0} --pick median.", one_line(file)),
                           table_width);
  streams.out << out.str();
  return exit_ok;
}

}  // namespace

int decide(const DecideCommandOptions& options, Streams streams) {
  if (const std::string wrong = wrong_worth(options); !wrong.empty()) return usage(streams, wrong);
  if (!options.csv.empty()) {
    if (!options.file.empty()) return usage(streams, "either a result file or --csv, not both");
    if (!options.cost.empty() || !options.effect.empty())
      return usage(streams, "--cost and --effect name measures of a result file; with --csv the files say it");
    if (!options.goals.empty()) return usage(streams, "--goal names a measure of a result file; it does not go with --csv");
    return decide_on_files(options, streams);
  }
  if (!options.parameters.empty()) return usage(streams, "--parameters goes with --csv; a result file has its own");
  return decide_on_result(options, streams);
}

}  // namespace tenure::analysis::cli
