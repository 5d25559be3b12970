#include "analysis/cli/program.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <functional>
#include <limits>
#include <new>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>

#include "analysis/cli/commands.h"
#include "analysis/cli/exit_codes.h"
#include "analysis/cli/fit_options.h"
#include "analysis/cli/plain_text.h"
#include "models/language/fault.h"
#include "sim/base/contract.h"

namespace tenure::analysis::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t most_threads = 1024;

/// Says in plain words what a number may be.
CLI::Validator whole_number(std::int64_t least, std::int64_t most) {
  return CLI::Validator(
      [least, most](std::string& text) {
        std::int64_t value = 0;
        const char* const end = text.data() + text.size();
        const auto parsed = std::from_chars(text.data(), end, value);
        if (parsed.ec == std::errc{} && parsed.ptr == end && value >= least && value <= most) return std::string();
        return text + " is not a whole number from " + std::to_string(least) + " to " + std::to_string(most);
      },
      "");
}

/// The same for a share.
CLI::Validator share_between(double least, double most) {
  return CLI::Validator(
      [least, most](std::string& text) {
        double value = 0.0;
        const char* const end = text.data() + text.size();
        const auto parsed = std::from_chars(text.data(), end, value);
        if (parsed.ec == std::errc{} && parsed.ptr == end && value >= least && value <= most) return std::string();
        std::ostringstream words;
        words << text << " is not a number from " << least << " to " << most;
        return words.str();
      },
      "");
}

/// A mistake on the command line.
struct UsageError {
  std::string text;
};

std::string suggestion(const std::string& word, const std::vector<std::string>& known) {
  const std::string nearest = models::nearest_name(word, known);
  return nearest.empty() ? "" : "\n    Did you mean " + nearest + "?";
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::vector<std::string> command_names(CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(command->get_name());
  }
  return names;
}

std::vector<std::string> option_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

/// Finds misspelt commands and options before CLI11 does, whose words for them help nobody.
void check_spelling(CLI::App& app, const std::vector<std::string>& arguments) {
  const std::string& first = arguments.front();
  if (first.empty() || first[0] == '-') return;
  const std::vector<std::string> commands = command_names(app);
  if (std::find(commands.begin(), commands.end(), first) == commands.end()) {
    throw UsageError{"unknown command " + first + suggestion(first, commands) + "\n    Known: " + joined(commands)};
  }
  const CLI::App& command = *app.get_subcommand(first);
  const std::vector<std::string> options = option_names(command);
  for (std::size_t i = 1; i < arguments.size() && arguments[i] != "--"; ++i) {
    const std::string name = arguments[i].substr(0, arguments[i].find('='));
    if (!name.starts_with("--") || std::find(options.begin(), options.end(), name) != options.end()) continue;
    throw UsageError{"unknown option " + name + " of tenure " + first + suggestion(name, options) +
                     "\n    Known: " + joined(options)};
  }
}

}  // namespace

namespace {

int dispatch(const std::vector<std::string>& arguments, Streams streams) {
  CLI::App app("Compares customer-engagement strategies by simulation.", "tenure");
  app.require_subcommand(0, 1);
  app.footer(std::string("Start with: tenure run scenarios/saas_start.toml && tenure compare\n") +
             exit_code_help);
  std::function<int()> chosen;

  CheckOptions check_options;
  CLI::App* command = app.add_subcommand("check", "Find every fault of scenario files, simulate nothing");
  command->add_option("FILE", check_options.files, "Scenario files")->required();
  command->add_option("--set", check_options.sets, "Set a key, e.g. --set pool.csm.servers=12; may be repeated")
      ->allow_extra_args(false)
      ->type_name("KEY=VALUE");
  command->add_flag("--json", check_options.json, "Print the faults as JSON on standard output");
  command->callback([&] { chosen = [&] { return check(check_options, streams); }; });

  RunOptions run_options;
  command = app.add_subcommand("run", "Simulate scenarios and write results.h5");
  command->add_option("FILE", run_options.files, "Scenario files")->required();
  command
      ->add_option("-o,--output", run_options.output,
                   "Result file (several scenarios or sweep points: results.p001.h5, ...) or DIR/")
      ->capture_default_str();
  command->add_option("--replications", run_options.replications, "Instead of experiment.replications")
      ->check(whole_number(1, 1000000));
  command
      ->add_option("--draws", run_options.draws,
                   "Instead of experiment.draws: worlds whose uncertain numbers are drawn, beside the base")
      ->check(whole_number(0, 10000));
  command
      ->add_option("--draw-replications", run_options.draw_replications,
                   "Instead of experiment.draw_replications: runs of each strategy in each draw")
      ->check(whole_number(1, 10000));
  command->add_option("--seed", run_options.seed, "Instead of experiment.seed")
      ->check(whole_number(0, std::numeric_limits<std::int64_t>::max()));
  command->add_option("--set", run_options.sets, "Set a key, e.g. --set pool.csm.servers=12; may be repeated")
      ->allow_extra_args(false)
      ->type_name("KEY=VALUE");
  command
      ->add_option("--threads", run_options.threads,
                   "Threads; 0: all that the process may use. No result depends on it")
      ->check(whole_number(0, most_threads))
      ->capture_default_str();
  command->add_option("--engine", run_options.engine, "windows (fast) or reference (one global calendar); same results")
      ->check(CLI::IsMember({"windows", "reference"}))
      ->capture_default_str();
  command->add_option("--window", run_options.window, "Longest window, e.g. \"20 min\"; same results");
  command->add_flag("--force", run_options.force, "Overwrite existing result files");
  command->add_flag("--quiet", run_options.quiet, "No progress, no remarks; faults only");
  command->add_flag("--json", run_options.json, "Print what was written, or the faults, as JSON on standard output");
  command->callback([&] { chosen = [&] { return run(run_options, streams); }; });

  StaffCommandOptions staff_options;
  command = app.add_subcommand("staff", "Find the smallest head counts that keep the promises of a scenario");
  command->add_option("FILE", staff_options.file, "Scenario file with a [promise.NAME]")->required();
  command->add_option("--strategy", staff_options.strategies, "Only this strategy; may be repeated")
      ->allow_extra_args(false);
  command->add_option("-o,--output", staff_options.output,
                      "Write a scenario file that extends FILE with the head counts found");
  command->add_option("--replications", staff_options.replications,
                      "Instead of experiment.replications: every answer is confirmed with so many")
      ->check(whole_number(2, 1000000));
  command->add_option("--most", staff_options.most, "Replications of one team where the verdict is close; 4 times as many")
      ->check(whole_number(2, 1000000));
  command->add_option("--confidence", staff_options.confidence, "Instead of experiment.confidence, e.g. 0.99")
      ->check(share_between(0.5, 0.9999));
  command->add_option("--seed", staff_options.seed, "Instead of experiment.seed")
      ->check(whole_number(0, std::numeric_limits<std::int64_t>::max()));
  command->add_option("--set", staff_options.sets, "Set a key, e.g. --set promise.csm.missed=0.05; may be repeated")
      ->allow_extra_args(false)
      ->type_name("KEY=VALUE");
  command
      ->add_option("--threads", staff_options.threads,
                   "Threads; 0: all that the process may use. No result depends on it")
      ->check(whole_number(0, most_threads))
      ->capture_default_str();
  command->add_flag("--brief", staff_options.brief, "Do not explain the difference to the arithmetic; faster");
  command->add_flag("--force", staff_options.force, "Overwrite an existing file");
  command->add_flag("--quiet", staff_options.quiet, "No progress, no remarks");
  command->add_flag("--json", staff_options.json, "Print the answer, or the faults, as JSON on standard output");
  command->callback([&] { chosen = [&] { return staff(staff_options, streams); }; });

  CompareCommandOptions compare_options;
  command = app.add_subcommand("compare", "Compare the strategies of result files");
  command->add_option("RESULTS", compare_options.files,
                      "Result files; several are several worlds. Without any: results.h5 or results.p*.h5, "
                      "as tenure run writes them");
  command->add_option("--baseline", compare_options.baseline, "Strategy against which differences are taken");
  command->add_option("--by", compare_options.by, "whole, segment or month")
      ->check(CLI::IsMember({"whole", "segment", "month"}))
      ->capture_default_str();
  command->add_option("--percentile", compare_options.percentile,
                      "A percentile of the runs beside the means, such as 5: in one run of 20 it comes out lower")
      ->check(CLI::Range(0.1, 99.9));
  command->add_flag("--full", compare_options.full, "All there is: of several files the tables of each; with draws every measure and where its variance comes from");
  command->add_option("--format", compare_options.format, "table, json or csv")
      ->check(CLI::IsMember({"table", "json", "csv"}))
      ->capture_default_str();
  command->callback([&] { chosen = [&] { return compare(compare_options, streams); }; });

  DecideCommandOptions decide_options;
  command = app.add_subcommand("decide", "Say which strategy to take, how sure that is, and what would change it");
  command->add_option("RESULTS", decide_options.file, "Result file of tenure run, with --by segment also a scenario; without it or --csv: results.h5");
  command->add_option("--csv", decide_options.csv, "Instead: draws of costs and of effects, a column for each strategy")
      ->expected(2)
      ->type_name("COSTS EFFECTS");
  command->add_option("--parameters", decide_options.parameters, "With --csv: the parameters' values, a row for each draw");
  command->add_option("--value", decide_options.value,
                      "What one unit of effect is worth (a retained customer-year); instead of the file's net value");
  command->add_option("--values", decide_options.values, "Points of the curves over that worth, e.g. --values 0,500,1000")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("X,Y,...");
  command->add_option("--confidence", decide_options.confidence, "Of all intervals, e.g. 0.99")
      ->check(share_between(0.5, 0.9999));
  command->add_option("--cost", decide_options.cost, "Measure that counts as cost; operating_cost");
  command->add_option("--effect", decide_options.effect, "Measure that counts as effect; customer_time, in years");
  command->add_option("--goal", decide_options.goals, "What must be met, e.g. --goal \"grr_12m>=0.9\"; may be repeated")
      ->allow_extra_args(false)
      ->type_name("MEASURE<=VALUE");
  command->add_option("--two-way", decide_options.two_way, "With draws: who is best by these two numbers; may be repeated")
      ->allow_extra_args(false)
      ->type_name("ACROSS,DOWN");
  command->add_option("--together", decide_options.together, "With draws: what it would be worth to know these numbers together; "
                                                             "segment.smb means all of that segment; may be repeated")
      ->allow_extra_args(false)
      ->type_name("KEY,...");
  command->add_flag("--json", decide_options.json, "Print every number as JSON on standard output");
  MixtureOptions mixture_options;
  std::string decide_by = "whole";
  std::vector<CLI::Option*> by_segment_only;
  command->add_option("--by", decide_by, "whole, or segment: who should get which strategy, simulated as one firm")
      ->check(CLI::IsMember({"whole", "segment"}))
      ->capture_default_str();
  by_segment_only.push_back(command->add_option("-o,--output", mixture_options.output, "By segment: write the mixture as a scenario of its own"));
  by_segment_only.push_back(command->add_option("--replications", mixture_options.replications, "By segment: of the simulated mixture; as many as the file has")
      ->check(whole_number(2, 1000000)));
  by_segment_only.push_back(command->add_option("--teams", mixture_options.most_teams, "By segment: teams tried at most for better head counts; 0: none")
      ->check(whole_number(0, 1000))
      ->capture_default_str());
  by_segment_only.push_back(command->add_option("--set", mixture_options.sets, "By segment, with a scenario: set a key")
      ->allow_extra_args(false)
      ->type_name("KEY=VALUE"));
  by_segment_only.push_back(command->add_option("--threads", mixture_options.threads, "By segment: threads; 0: as many as the process may use")
      ->check(whole_number(0, 1024))
      ->capture_default_str());
  by_segment_only.push_back(command->add_flag("--force", mixture_options.force, "By segment: overwrite an existing file"));
  by_segment_only.push_back(command->add_flag("--quiet", mixture_options.quiet, "By segment: no progress, no remarks"));
  command->callback([&, decide_command = command] {
    if (decide_by == "whole")
      for (const CLI::Option* option : by_segment_only)
        if (option->count() > 0) throw UsageError{option->get_name() + " goes with --by segment only"};
    if (decide_by == "segment")
      for (const char* name : {"--csv", "--parameters", "--value", "--values", "--confidence", "--cost", "--effect", "--goal", "--two-way", "--together"})
        if (decide_command->get_option(name)->count() > 0) throw UsageError{std::string(name) + " does not go with --by segment"};
    mixture_options.file = decide_options.file;
    mixture_options.json = decide_options.json;
    if (decide_by == "segment")
      chosen = [&] { return decide_by_segment(mixture_options, streams); };
    else
      chosen = [&] { return decide(decide_options, streams); };
  });

  FitCommandOptions fit_options;
  command = app.add_subcommand("fit", "Fit customers' tables (accounts, contracts, contacts, purchases): retention, value, contacts");
  add_fit_options(*command, fit_options);
  command->callback([&] { chosen = [&] { return fit_tables(fit_options, streams); }; });

  TraceCommandOptions trace_options;
  command = app.add_subcommand("trace", "Replay one customer under each strategy with the same luck, contact by contact");
  command->add_option("RESULTS", trace_options.file, "Result file; its scenario is simulated again. Without it: results.h5");
  command->add_option("--customer", trace_options.customer, "Her number, from 1: the opening book first, then newcomers")
      ->check(whole_number(1, std::numeric_limits<std::int32_t>::max()));
  command->add_option("--segment", trace_options.segment, "Count, or choose, within this segment");
  command
      ->add_option("--pick", trace_options.pick,
                   "Instead of a number: median (of the difference of value), saved (leaves under the baseline, stays "
                   "under another) or lost (the reverse)")
      ->check(CLI::IsMember({"median", "saved", "lost"}));
  command->add_option("--strategies", trace_options.strategies, "Only these, e.g. --strategies hybrid,low_touch")
      ->delimiter(',')
      ->allow_extra_args(false);
  command->add_option("--replication", trace_options.replication, "Which replication of the run, from 0")
      ->check(whole_number(0, 1000000))
      ->capture_default_str();
  command
      ->add_option("--threads", trace_options.threads,
                   "Threads; 0: all that the process may use. No result depends on it")
      ->check(whole_number(0, most_threads))
      ->capture_default_str();
  command->add_option("--engine", trace_options.engine, "windows (fast) or reference (one global calendar); same results")
      ->check(CLI::IsMember({"windows", "reference"}))
      ->capture_default_str();
  command->add_flag("--json", trace_options.json, "Print all events, states and sums as JSON on standard output");
  command->callback([&] { chosen = [&] { return trace(trace_options, streams); }; });

  SplitCommandOptions split_options;
  command = app.add_subcommand("split", "Split differences into what the file assumes and what limited time adds");
  command->add_option("FILE", split_options.file, "Result file, whose scenario is simulated again, or scenario file")->required();
  command->add_option("--measure", split_options.measure, "Which difference, e.g. retention_12m")->capture_default_str();
  command->add_option("--baseline", split_options.baseline, "Strategy against which differences are taken");
  command->add_option("--strategies", split_options.strategies, "Only these, e.g. --strategies hybrid,high_touch")
      ->delimiter(',')
      ->allow_extra_args(false);
  command->add_option("--replications", split_options.replications, "Instead of those of the run or of experiment.replications")
      ->check(whole_number(1, 1000000));
  command->add_option("--seed", split_options.seed, "Instead of experiment.seed (scenario files)")
      ->check(whole_number(0, std::numeric_limits<std::int64_t>::max()));
  command->add_option("--set", split_options.sets, "Set a key of a scenario file; may be repeated")
      ->allow_extra_args(false)
      ->type_name("KEY=VALUE");
  command->add_flag("--reverse", split_options.reverse, "Switch missed contacts off first and overload last before waiting");
  command
      ->add_option("--threads", split_options.threads,
                   "Threads; 0: all that the process may use. No result depends on it")
      ->check(whole_number(0, most_threads))
      ->capture_default_str();
  command->add_flag("--quiet", split_options.quiet, "No progress, no remarks");
  command->add_flag("--json", split_options.json, "Print the answer, or the faults, as JSON on standard output");
  command->callback([&] { chosen = [&] { return split(split_options, streams); }; });

  ReportOptions report_options;
  command = app.add_subcommand("report", "Write a page that answers the scenario's question, with charts, to open in a browser");
  command->add_option("RESULTS", report_options.files,
                      "Result files; several are several worlds. Without any: results.h5 or results.p*.h5");
  command->add_option("-o,--output", report_options.output, "The page: one file that needs nothing else, no network either")
      ->capture_default_str();
  command->add_option("--baseline", report_options.baseline, "Strategy against which differences are taken at first");
  command->add_option("--traces", report_options.traces,
                      "Customers to follow under every strategy, simulated again; if not given, 3 where that takes a moment")
      ->check(CLI::Range(0, 3));
  command->add_option("--split", report_options.split, "What tenure split RESULTS --json wrote: how much is assumed, how much computed");
  command->add_option("--threads", report_options.threads, "Threads for what is simulated again; 0: all that the process may use")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  command->add_flag("--force", report_options.force, "Overwrite an existing page");
  command->add_flag("--quiet", report_options.quiet, "Do not say what was written");
  command->callback([&] { chosen = [&] { return report(report_options, streams); }; });

  NotebookOptions notebook_options;
  command = app.add_subcommand("notebook", "Write Jupyter notebooks bound to a result file, with the reader that they share");
  command->add_option("RESULTS", notebook_options.file, "Result file of tenure run. Without it: results.h5");
  command->add_option("-o,--output", notebook_options.output, "Folder for the notebooks and what they read")
      ->capture_default_str();
  command->add_flag("--force", notebook_options.force, "Overwrite existing files, and remove those of an earlier set that this one has not");
  command->add_flag("--quiet", notebook_options.quiet, "Do not say what was written and what to do next");
  command->callback([&] { chosen = [&] { return notebook(notebook_options, streams); }; });

  ExportOptions export_options;
  command = app.add_subcommand("export", "Write results as tables for spreadsheets and statistics programs");
  command->add_option("RESULTS", export_options.files,
                      "Result files; several get a folder each. Without any: results.h5 or results.p*.h5");
  command->add_option("--csv", export_options.csv, "Folder for the tables (CSV) and the dictionary of their columns");
  std::string parquet_folder;
  CLI::Option* parquet = command->add_option("--parquet", parquet_folder, "Refused: Debian 12 has no library that writes Parquet; use --csv")
      ->expected(0, 1);
  command->add_flag("--force", export_options.force, "Overwrite existing tables");
  command->add_flag("--quiet", export_options.quiet, "Do not say what was written");
  command->callback([&, parquet] {
    export_options.parquet = parquet->count() > 0;
    chosen = [&] { return export_results(export_options, streams); };
  });

  ListOptions list_options;
  command = app.add_subcommand("list", "List engagement models, measures, scenarios or keys");
  command->add_option("WHAT", list_options.what, "models, measures, scenarios or keys")
      ->check(CLI::IsMember({"models", "measures", "scenarios", "keys"}));
  command->add_flag("--markdown", list_options.markdown, "The page of the documentation (measures only)");
  command->callback([&] { chosen = [&] { return list(list_options, streams); }; });

  std::string key;
  command =
      app.add_subcommand("explain", "Explain a key of the scenario language, a measure, or print an engagement model");
  command->add_option("KEY", key, "pool.csm.wage, hazard, net_value, high_touch, ...");
  command->callback([&] { chosen = [&] { return explain(key, streams); }; });

  command = app.add_subcommand("schema", "Print the JSON Schema of scenario files, for editors");
  command->callback([&] { chosen = [&] { return print_schema(streams); }; });

  command = app.add_subcommand("version", "Print the program's version");
  command->callback([&] { chosen = [&] { return print_version(streams); }; });
  app.add_flag(
      "--version", [&](std::int64_t) { chosen = [&] { return print_version(streams); }; },
      "Print the program's version");

  try {
    if (arguments.empty()) {
      streams.err << app.help();
      return exit_usage;
    }
    check_spelling(app, arguments);
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    app.parse(reversed);
    if (!chosen) throw UsageError{"a command is missing\n    Known: " + joined(command_names(app))};
    return chosen();
  } catch (const CLI::CallForHelp&) {
    streams.out << app.help();  // of the command that was asked about
    return exit_ok;
  } catch (const CLI::ParseError& error) {
    streams.err << "tenure: " << error.what() << "\n    See tenure "
                << (arguments[0][0] == '-' ? "" : arguments[0] + " ") << "--help\n";
    return exit_usage;
  } catch (const UsageError& error) {
    streams.err << "tenure: " << error.text << "\n";
    return exit_usage;
  } catch (const std::bad_alloc&) {
    streams.err << "tenure: there is not enough memory for this\n";
    return exit_data;
  } catch (const std::exception& error) {
    streams.err << "tenure: a bug: " << error.what() << "\n";
    return exit_bug;
  }
}

/// Is standard output to be one JSON document, and does the command write it itself when all is well?
enum class Document { none, by_program, by_command };

Document document_of(const std::vector<std::string>& arguments) {
  for (std::size_t i = 0; i < arguments.size() && arguments[i] != "--"; ++i) {
    if (arguments[i] == "--help" || arguments[i] == "-h") return Document::none;
  }
  for (std::size_t i = 0; i < arguments.size() && arguments[i] != "--"; ++i) {
    if (arguments[i] == "--json") return Document::by_program;
    if (arguments[i] == "--format=json") return Document::by_command;
    if (arguments[i] == "--format" && i + 1 < arguments.size() && arguments[i + 1] == "json") return Document::by_command;
  }
  return Document::none;
}

/// Messages begin at the margin; indented lines belong to the one above.
std::vector<std::string> messages_of(const std::string& text) {
  std::vector<std::string> messages;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.empty()) continue;
    if (line[0] == ' ' && !messages.empty()) {
      messages.back() += "\n" + line;
    } else {
      messages.push_back(line);
    }
  }
  return messages;
}

}  // namespace

int run_program(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
  std::string complaints;
  PlainBuffer plain_out(out.rdbuf()), plain_err(err.rdbuf(), &complaints), plain_remarks(err.rdbuf());
  std::ostream safe_out(&plain_out), safe_err(&plain_err), remarks(&plain_remarks);
  Json report = Json::object();
  int status = dispatch(arguments, {safe_out, safe_err, remarks, err, report});
  safe_err.flush();
  remarks.flush();
  const Document document = document_of(arguments);
  if (document == Document::by_program || (document == Document::by_command && status != exit_ok)) {
    Json json;
    json["format"] = arguments[0].starts_with('-') ? "tenure" : "tenure " + arguments[0];
    json["version"] = 1;
    json["exit_code"] = status;
    json["messages"] = messages_of(complaints);
    json.update(report);
    safe_out << plain_json(json.dump(2, ' ', false, Json::error_handler_t::replace)) << "\n";
  }
  safe_out.flush();
  if (!safe_out && status == exit_ok) {
    err << "tenure: standard output could not be written\n";
    status = exit_io;
  }
  return status;
}

}  // namespace tenure::analysis::cli
