// tenure decide FILE --by segment: who should get which strategy, simulated as one firm.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>

#include <fmt/format.h>

#include "analysis/cli/commands.h"
#include "analysis/cli/exit_codes.h"
#include "analysis/cli/faults_output.h"
#include "analysis/cli/interrupt.h"
#include "analysis/cli/jobs.h"
#include "analysis/cli/plain_text.h"
#include "analysis/cli/progress.h"
#include "analysis/cli/result_input.h"
#include "analysis/cli/room.h"
#include "analysis/cli/today_figures.h"
#include "analysis/decide/mixture_draws.h"
#include "analysis/decide/mixture_page.h"
#include "analysis/results/atomic_file.h"
#include "analysis/results/read_results.h"
#include "models/language/load.h"
#include "sim/base/cancelled.h"
#include "sim/run/executor.h"

namespace tenure::analysis::cli {
namespace {

namespace fs = std::filesystem;
using decision::Cells;
using decision::Index;
using Json = nlohmann::ordered_json;

/// A reason to end with a status of its own; what there is to say has been said.
struct Ended {
  int status;
};

[[noreturn]] void end_with(const FileError& error, Streams streams) {
  streams.err << error.what() << "\n";
  if (error.failure() == FileFailure::exists)
    streams.err << "    Choose another name with -o, or overwrite it with --force.\n";
  throw Ended{error.failure() == FileFailure::input_output ? exit_io : exit_cannot_create};
}

/// What the choice is made from.
struct Input {
  std::string file;
  ResultSet results;
  std::string text;     ///< the scenario, whole
  std::optional<models::Scenario> solved;  ///< where the strategies were simulated here
  std::string extends;  ///< file that a new scenario can extend to be in the same world; empty: none that is known
};

std::size_t threads_of(const MixtureOptions& options) {
  return options.threads > 0 ? static_cast<std::size_t>(options.threads) : allowed_cpus();
}

LoadedFile loaded_text(const std::string& text, const std::string& name, Streams streams) {
  std::vector<LoadedFile> files;
  files.push_back({name, models::load_text(text, name)});
  print_faults(files, streams);
  if (status_of(files) != exit_ok) throw Ended{exit_data};
  return std::move(files.front());
}

void solve(std::vector<LoadedFile>& files, const MixtureOptions& options, Streams streams) {
  if (const int status = solve_figures(files, threads_of(options), options.quiet, streams); status != exit_ok) throw Ended{status};
}

/// Simulates all strategies of a scenario file under its own numbers.
Input simulated(const MixtureOptions& options, Streams streams) {
  models::LoadOptions load;
  load.sets = options.sets;
  std::vector<LoadedFile> files = load_all({options.file}, load);
  print_faults(files, streams);
  if (const int status = status_of(files); status != exit_ok) throw Ended{status};
  if (files.front().loaded.points.size() > 1) {
    streams.err << "tenure decide: " << options.file << " has a sweep, so there is no one choice by segment\n"
                << "    Run it, and take the results of one of its points.\n";
    throw Ended{exit_usage};
  }
  models::Scenario& scenario = files.front().loaded.points.front();
  scenario.experiment.draws = 0;
  if (options.replications) scenario.experiment.replications = *options.replications;
  solve(files, options, streams);
  std::vector<Job> jobs;
  jobs.emplace_back(options.file, scenario, files.front().loaded.sources.front(), fs::path());
  Progress progress(streams.progress, options.quiet ? ProgressStyle::none : style_of_stderr(), jobs.front().cells());
  if (!options.quiet) streams.remarks << "Simulating the strategies of " << options.file << "\n" << std::flush;
  simulate(jobs, {}, threads_of(options), progress);
  progress.finish();
  Input input{options.file, jobs.front().collector.take(), scenario.resolved_text, scenario, ""};
  if (options.sets.empty()) input.extends = options.file;
  return input;
}

/// The scenario file of a run, where it still says what the result file was made from.
std::string origin_of(const std::string& file, const ResultSet& results) {
  std::ifstream in(side_file_of(file));
  const Json side = Json::parse(in, nullptr, false);
  if (!side.is_object() || !side.contains("scenario_file") || !side["scenario_file"].is_string()) return {};
  const fs::path name = side["scenario_file"].get<std::string>();
  std::error_code error;
  for (const fs::path& path : {name, fs::path(file).parent_path() / name.filename()}) {
    if (!fs::is_regular_file(path, error)) continue;
    const models::Loaded loaded = models::load(path);
    if (loaded.points.size() == 1 && loaded.points.front().resolved_text == results.scenario_text) return path.string();
  }
  return {};
}

Input read(const MixtureOptions& options, Streams streams) {
  const std::string file = options.file.empty() ? "results.h5" : options.file;
  if (fs::path(file).extension() == ".toml") return simulated(options, streams);
  if (!options.sets.empty()) {
    streams.err << "tenure decide: --set changes a scenario; " << file << " is taken for a result file\n";
    throw Ended{exit_usage};
  }
  try {
    ResultSet results = read_results(file);
    const std::string text = results.scenario_text;
    std::string origin = origin_of(file, results);
    return {file, std::move(results), text, std::nullopt, std::move(origin)};
  } catch (const ReadError& error) {
    streams.err << error.what() << "\n";
    throw Ended{status_of(error.failure())};
  }
}

/// Strategies that segments can follow: all that are no mixtures.
std::vector<Index> plain_strategies(const Input& input, Streams streams) {
  const LoadedFile file = loaded_text(input.text, "the scenario in " + input.file, streams);
  std::vector<Index> out;
  const std::vector<std::string>& names = input.results.dimensions[0].labels;
  for (const models::Strategy& s : file.loaded.points.front().strategies)
    if (s.parts.empty()) out.push_back(std::find(names.begin(), names.end(), s.name) - names.begin());
  return out;
}

std::string free_name(const std::vector<std::string>& taken) {
  std::string name = "mix";
  for (int n = 2; std::find(taken.begin(), taken.end(), name) != taken.end(); ++n) name = fmt::format("mix_{}", n);
  return name;
}

int index_of(const models::Scenario& scenario, const std::string& name) {
  const auto found = std::find_if(scenario.strategies.begin(), scenario.strategies.end(),
                                  [&](const models::Strategy& s) { return s.name == name; });
  return static_cast<int>(found - scenario.strategies.begin());
}

/// The scenario as a new file in `folder` can extend it; empty when it cannot from there.
std::string seen_from(const fs::path& output, const fs::path& file) {
  if (file.empty()) return {};
  std::error_code error;
  const fs::path folder = fs::weakly_canonical(fs::absolute(output, error).parent_path(), error);
  const fs::path scenario = fs::weakly_canonical(fs::absolute(file, error), error);
  const fs::path relative = scenario.lexically_relative(folder);
  return relative.empty() || *relative.begin() == ".." ? std::string() : relative.generic_string();
}

void check_output(const MixtureOptions& options, Streams streams) {
  if (options.output.empty()) return;
  std::error_code missing;
  if (!options.file.empty() && fs::equivalent(options.output, options.file, missing)) {
    streams.err << options.output << ": is what is read, which is never overwritten\n    Choose another name with -o.\n";
    throw Ended{exit_cannot_create};
  }
  try {
    ensure_writable(options.output, options.force ? Replace::always : Replace::never);
  } catch (const FileError& error) {
    end_with(error, streams);
  }
}

void write(const MixtureOptions& options, const Input& input, const std::string& added, const std::string& verdict, Streams streams) {
  const std::string base = seen_from(options.output, input.extends);
  std::string text = "# Who gets which strategy, as tenure decide " TENURE_VERSION " chose it by segment from " + one_line(input.file) + ".\n# " +
                     verdict + "\n";
  text += base.empty() ? "# The whole scenario follows, as it was simulated; the mixture stands at its end.\n" + input.text
                       : "extends = " + nlohmann::json(base).dump() + "\n";
  try {
    write_whole(options.output, text + added, options.force ? Replace::always : Replace::never);
  } catch (const FileError& error) {
    end_with(error, streams);
  }
  streams.report["output"] = options.output;
  if (!options.quiet)
    streams.remarks << "Wrote " << options.output << (base.empty() ? ", the whole scenario" : ", which extends " + base)
                    << ". Next: tenure run " << options.output << "\n";
}

/// The scenario with the mixture at its end, the levels that meet last year's figures, and what its draws are read from.
struct Whole {
  models::Scenario scenario;
  models::Source source;
};

Whole with_mixture(const Input& input, const std::string& strategy, const MixtureOptions& options, Streams streams) {
  std::vector<LoadedFile> files;
  files.push_back(loaded_text(input.text + strategy, "the mixture for " + input.file, streams));
  models::Scenario& whole = files.front().loaded.points.front();
  const models::Source& source = files.front().loaded.sources.front();
  if (!input.solved) {
    solve(files, options, streams);
    return {whole, source};
  }
  models::Scenario out = *input.solved;
  models::Strategy& mixture = whole.strategies.back();
  const auto take_levels = [&](models::Strategy& s) {  // demands come first, in the same order under all strategies
    for (std::size_t i = 0; i < s.touchpoints.size() && s.touchpoints[i].trigger == models::TriggerKind::recurrence; ++i)
      s.touchpoints[i].level = out.strategies.front().touchpoints[i].level;
  };
  take_levels(mixture);
  for (models::Strategy& part : mixture.parts) take_levels(part);
  out.strategies.push_back(std::move(mixture));
  return {std::move(out), source};
}

int decide_all(const MixtureOptions& options, Streams streams) {
  const InterruptGuard guard;
  check_output(options, streams);
  Input input = read(options, streams);
  const std::vector<Index> plain = plain_strategies(input, streams);
  if (!options.json) make_plain(input.results);
  const auto choice = decision::choose_by_segment(input.results, plain);
  if (!choice) {
    streams.err << "tenure decide: " << input.file << " has no net value by segment, or no strategy that is no mixture\n";
    return exit_data;
  }
  decision::MixtureNames names;
  names.strategies = input.results.dimensions[0].labels;
  for (std::size_t s = 0; s < names.strategies.size(); ++s) names.labels.push_back(input.results.display_label("strategy", s));
  names.mixture = free_name(names.strategies);
  names.currency = input.results.currency;
  names.confidence = input.results.confidence;
  streams.report["file"] = input.file;
  streams.report["choice"] = decision::as_json(*choice, names);
  if (!options.json)
    streams.out << one_line(input.file) << ": " << (input.results.title.empty() ? "untitled" : input.results.title) << "\n\n"
                << decision::choice_as_text(*choice, names) << std::flush;
  if (!choice->differs()) {
    if (!options.output.empty() && !options.quiet) streams.remarks << options.output << " is not written: there is nothing to mix\n";
    return exit_ok;
  }

  const std::string strategy = decision::strategy_text(*choice, names);
  Whole whole = with_mixture(input, strategy, options, streams);
  models::Scenario& scenario = whole.scenario;
  const int mixture = index_of(scenario, names.mixture);
  const auto of_file = [&](Index s) { return index_of(scenario, names.strategies[static_cast<std::size_t>(s)]); };

  const models::Simulation simulation(scenario, mixture);
  const std::size_t fit = cells_that_fit({{&simulation, input.file, names.mixture}}, streams);
  if (fit == 0) return exit_data;
  const std::size_t threads = std::min(threads_of(options), fit);
  const auto executor = sim::make_executor(threads == 1 ? sim::Backend::serial : sim::Backend::tbb, threads);
  const int replications = std::max(2, options.replications ? *options.replications : static_cast<int>(input.results.replications()));
  const int file_draws = static_cast<int>(input.results.draws());
  const int draws = scenario.experiment.draws != file_draws ? 0 : std::min(file_draws, options.replications ? *options.replications : decision::usual_confirm_draws);
  decision::TeamSearch search;
  // a file with few replications is no reason to take chance for a better team
  if (options.replications) search.replications = std::clamp(*options.replications, 2, search.replications);
  search.most_teams = options.most_teams;
  const int one_for_all = of_file(choice->one_for_all);
  std::vector<int> alone = {one_for_all};  // strategies that the mixture is compared with
  for (const decision::SegmentChoice& s : choice->segments)
    if (std::find(alone.begin(), alone.end(), of_file(s.best)) == alone.end()) alone.push_back(of_file(s.best));
  const std::size_t units = static_cast<std::size_t>(draws > 1 ? draws : replications);
  const int search_draws = draws > 1 ? std::min({draws, decision::usual_search_draws, options.replications ? search.replications : draws}) : 0;
  const std::size_t of_search = static_cast<std::size_t>(search_draws > 0 ? search_draws : search.replications) *
                                static_cast<std::size_t>(search.most_teams > 0 ? 1 + search.most_teams : 0);
  Progress progress(streams.progress, options.quiet ? ProgressStyle::none : style_of_stderr(), units * (2 + alone.size()) + 2 * of_search);
  Runner runner;
  runner.executor = executor.get();
  runner.stop = &InterruptGuard::stopped();
  runner.on_cell = [&](std::uint64_t events) { progress.advance(events); };
  if (!options.quiet) streams.remarks << "Simulating the mixture\n" << std::flush;
  const models::Scenario before = scenario;
  models::Scenario alike = scenario;  // the one for all with teams by the same search
  const auto kept_of = [](const std::vector<decision::TriedTeam>& teams) {
    return static_cast<int>(std::count_if(teams.begin(), teams.end(), [](const decision::TriedTeam& team) { return team.kept; }));
  };
  std::optional<decision::DrawnWorlds> worlds;  // of the file's draws, where they can be made again
  if (draws > 1) worlds.emplace(scenario, whole.source, draws, runner);
  if (worlds && !worlds->same_as(input.results, scenario)) worlds.reset();
  const auto improved = [&](models::Scenario& of, int s) {
    if (!worlds) return decision::improve_teams(of, s, search, runner);
    return decision::improve_teams(of, s, search, [&](const models::Scenario& with) {
      return worlds->cells({{s, &with.strategies[static_cast<std::size_t>(s)]}}, decision::kSearchLuck, runner, search_draws)[0];
    });
  };
  const std::vector<decision::TriedTeam> tried = improved(scenario, mixture), tried_alike = improved(alike, one_for_all);
  const int changed = kept_of(tried), changed_alike = kept_of(tried_alike);
  const auto strategy_of = [](const models::Scenario& of, int s) { return &of.strategies[static_cast<std::size_t>(s)]; };
  // first the mixture, then those alone, then what was not changed by the search, or was
  std::vector<decision::InWorlds> wanted = {{mixture, strategy_of(scenario, mixture)}};
  for (const int s : alone) wanted.push_back({s, nullptr});
  if (changed > 0) wanted.push_back({mixture, strategy_of(before, mixture)});
  if (changed_alike > 0) wanted.push_back({one_for_all, strategy_of(alike, one_for_all)});
  progress.expect(progress.done() + units * wanted.size());
  std::vector<Cells> cells;
  if (worlds) cells = worlds->cells(wanted, decision::kConfirmLuck, runner);
  if (!worlds)
    for (const decision::InWorlds& one : wanted) {
      const models::Scenario& of = one.teams == strategy_of(before, mixture) ? before : one.teams == strategy_of(alike, one_for_all) ? alike : scenario;
      cells.push_back(decision::cells_of(of, one.strategy, decision::kConfirmLuck, replications, runner));
    }
  progress.finish();
  std::vector<const Cells*> followed;
  for (const decision::SegmentChoice& s : choice->segments)
    followed.push_back(&cells[1 + static_cast<std::size_t>(std::find(alone.begin(), alone.end(), of_file(s.best)) - alone.begin())]);
  const Cells* by_rule = changed > 0 ? &cells[1 + alone.size()] : nullptr;
  const Cells* tuned = options.most_teams <= 0 ? nullptr : changed_alike > 0 ? &cells.back() : &cells[1];
  decision::Confirmation confirmation = decision::confirm(scenario, mixture, cells[0], followed, cells[1], names.confidence, by_rule, tuned);
  confirmation.draws = worlds ? draws : 0;
  confirmation.search_draws = worlds ? search_draws : 0;
  confirmation.file_draws = file_draws;
  confirmation.searched = options.most_teams > 0;
  confirmation.teams_tried = static_cast<int>(tried.size());
  confirmation.teams_changed = changed;
  confirmation.alike_changed = changed_alike;
  streams.report["confirmation"] = decision::as_json(confirmation);
  streams.report["tried"] = Json::array();
  for (const decision::TriedTeam& team : tried)
    streams.report["tried"].push_back({{"pool", team.pool}, {"servers", team.servers}, {"gain", team.gain}, {"kept", team.kept}});
  if (!options.json) streams.out << "\n" << decision::confirmation_as_text(*choice, confirmation, names);
  if (!options.output.empty())
    write(options, input, strategy + decision::teams_text(scenario, mixture), decision::verdict_in_words(*choice, confirmation, names), streams);
  return exit_ok;
}

}  // namespace

int decide_by_segment(const MixtureOptions& options, Streams streams) {
  try {
    return decide_all(options, streams);
  } catch (const Ended& ended) {
    return ended.status;
  } catch (const sim::Cancelled&) {
    streams.err << "Stopped before the end; nothing was written.\n";
    return InterruptGuard::exit_status();
  }
}

}  // namespace tenure::analysis::cli
