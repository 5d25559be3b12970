#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>

#include <fmt/format.h>

#include "analysis/cli/commands.h"
#include "analysis/cli/ended.h"
#include "analysis/cli/exit_codes.h"
#include "analysis/cli/faults_output.h"
#include "analysis/cli/interrupt.h"
#include "analysis/cli/jobs.h"
#include "analysis/cli/plain_text.h"
#include "analysis/cli/progress.h"
#include "analysis/cli/room.h"
#include "analysis/cli/today_figures.h"
#include "analysis/results/atomic_file.h"
#include "analysis/staffing/report.h"
#include "analysis/staffing/search.h"
#include "models/language/fault.h"
#include "sim/base/cancelled.h"
#include "sim/run/executor.h"

namespace tenure::analysis::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

/// A pool that a promise could be about, for the words that show how to write one.
std::string example_pool(const models::Scenario& scenario) {
  for (const models::Strategy& s : scenario.strategies)
    for (const models::Pool& pool : s.pools)
      if (pool.kind == models::PoolKind::staffed && pool.servers > 0) return pool.name;
  return {};
}

void require_promises(const LoadedFile& file, Streams streams) {
  for (const models::Scenario& point : file.loaded.points)
    for (const models::Strategy& s : point.strategies)
      if (!s.promises.empty()) return;
  const std::string pool = example_pool(file.loaded.points.front());
  streams.err << file.name << ": nothing is promised, so there is nothing to find head counts for\n";
  if (pool.empty())
    streams.err << "    No strategy has a pool of staff either.\n";
  else
    streams.err << "    A promise says how well a pool serves over the whole horizon. Write for example\n"
                << "        [promise.service]\n        pool = \"" << pool
                << "\"\n        missed = 0.05        # at most 5 % of its requests are missed\n"
                << "        response = \"8 h\"     # and the mean response takes at most 8 hours by the clock\n"
                << "    at the top of the file for all strategies that have this pool, or [strategy.NAME.promise.service].\n";
  throw Ended{exit_data};
}

/// Strategies to be looked at: all, or those named.
std::vector<int> chosen_strategies(const models::Scenario& scenario, const StaffCommandOptions& options, Streams streams) {
  std::vector<std::string> names;
  for (const models::Strategy& s : scenario.strategies) names.push_back(s.name);
  for (const std::string& name : options.strategies) {
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    streams.err << options.file << ": has no strategy " << name;
    if (const std::string nearest = models::nearest_name(name, names); !nearest.empty())
      streams.err << "\n    Did you mean " << nearest << "?";
    streams.err << "\n    Known:";
    for (const std::string& known : names) streams.err << " " << known;
    streams.err << "\n";
    throw Ended{exit_usage};
  }
  std::vector<int> out;
  for (std::size_t i = 0; i < names.size(); ++i)
    if (options.strategies.empty() ||
        std::find(options.strategies.begin(), options.strategies.end(), names[i]) != options.strategies.end())
      out.push_back(static_cast<int>(i));
  return out;
}

StaffOptions staff_options_of(const models::Scenario& scenario, const StaffCommandOptions& options, Streams streams) {
  StaffOptions out;
  out.replications = std::max(2, scenario.experiment.replications);
  out.most = options.most ? *options.most : 4 * out.replications;
  out.confidence = options.confidence ? *options.confidence : scenario.experiment.confidence;
  out.explain = !options.brief;
  if (out.most < out.replications) {
    streams.err << "tenure: --most " << out.most << " is less than the " << out.replications
                << " replications that every answer is confirmed with\n    Write a larger --most, or fewer --replications.\n";
    throw Ended{exit_usage};
  }
  return out;
}

/// The scenario as the fragment names it; empty when the fragment could not extend it from where it lies.
std::string base_seen_from(const fs::path& output, const fs::path& file) {
  std::error_code error;
  const fs::path folder = fs::weakly_canonical(fs::absolute(output, error).parent_path(), error);
  const fs::path scenario = fs::weakly_canonical(fs::absolute(file, error), error);
  const fs::path here = fs::current_path(error);
  const auto inside = [](const fs::path& path, const fs::path& root) {
    const fs::path relative = path.lexically_relative(root);
    return !relative.empty() && *relative.begin() != "..";
  };
  const fs::path root = inside(folder / "x", here) ? here : folder;
  return inside(scenario, root) ? scenario.lexically_relative(folder).generic_string() : std::string();
}

void check_output(const LoadedFile& file, const StaffCommandOptions& options, Streams streams) {
  if (options.output.empty()) return;
  const Replace replace = options.force ? Replace::always : Replace::never;
  if (file.loaded.points.size() > 1) {
    streams.err << "tenure: " << options.file << " has a sweep, so there is no one set of head counts for -o\n"
                << "    Leave -o out, or the sweep.\n";
    throw Ended{exit_usage};
  }
  try {
    for (const fs::path& input : file.loaded.files) {
      std::error_code missing;
      if (fs::equivalent(options.output, input, missing))
        throw FileError(FileFailure::cannot_create, options.output + ": is a scenario that is read, which is never "
                                                                     "overwritten\n    Choose another name with -o.");
    }
    ensure_writable(options.output, replace);
  } catch (const FileError& error) {
    end_with(error, streams);
  }
}

struct Point {
  const models::Scenario* scenario;
  std::vector<int> strategies;
};

void write_fragment(const LoadedFile& file, const StaffCommandOptions& options, const models::Scenario& scenario,
                    const std::vector<StrategyAnswer>& answers, Streams streams) {
  const std::string base = base_seen_from(options.output, file.name);
  try {
    write_whole(options.output, fragment(scenario, answers, base, fs::path(file.name).filename().string(), options.sets),
                options.force ? Replace::always : Replace::never);
  } catch (const FileError& error) {
    end_with(error, streams);
  }
  streams.report["output"] = options.output;
  if (options.quiet) return;
  streams.remarks << "Wrote " << options.output << (base.empty() ? "; it does not lie where it could extend " : ", which extends ")
                  << file.name;
  if (base.empty())
    streams.remarks << ": write its tables there\n";
  else
    streams.remarks << ". Next: tenure run " << options.output << "\n";
}

int staff_all(const StaffCommandOptions& options, Streams streams) {
  const InterruptGuard guard;
  streams.report["points"] = Json::array();
  streams.report["faults"] = Json::array();
  std::vector<LoadedFile> loaded = load_or_end({options.file}, options, streams);
  const LoadedFile& file = loaded.front();
  require_promises(file, streams);
  check_output(file, options, streams);
  const std::size_t cpus = options.threads > 0 ? static_cast<std::size_t>(options.threads) : allowed_cpus();
  if (const int status = solve_figures(loaded, cpus, options.quiet, streams); status != exit_ok) return status;
  std::vector<Point> points;
  std::vector<models::Simulation> simulations;
  std::vector<Candidate> candidates;
  std::size_t cells = 0;
  for (const models::Scenario& scenario : file.loaded.points) {
    points.push_back({&scenario, chosen_strategies(scenario, options, streams)});
    const StaffOptions staff_options = staff_options_of(scenario, options, streams);
    for (const int s : points.back().strategies) {
      simulations.emplace_back(scenario, s);
      candidates.push_back({nullptr, file.name, scenario.strategies[static_cast<std::size_t>(s)].name});
      cells += cells_likely(scenario, s, staff_options);
    }
  }
  for (std::size_t i = 0; i < candidates.size(); ++i) candidates[i].simulation = &simulations[i];
  const std::size_t fit = cells_that_fit(candidates, streams);
  if (fit == 0) return exit_data;
  const std::size_t wanted = options.threads > 0 ? static_cast<std::size_t>(options.threads) : allowed_cpus();
  const std::size_t threads = std::min(wanted, fit);
  if (!options.quiet)
    streams.remarks << fmt::format("Looking for head counts on {} thread{}, seed {}\n", threads, threads == 1 ? "" : "s",
                                   points.front().scenario->experiment.seed)
                    << std::flush;

  const auto start = std::chrono::steady_clock::now();
  Progress progress(streams.progress, options.quiet ? ProgressStyle::none : style_of_stderr(), cells);
  const auto executor = sim::make_executor(threads == 1 ? sim::Backend::serial : sim::Backend::tbb, threads);
  Runner runner;
  runner.executor = executor.get();
  runner.stop = &InterruptGuard::stopped();
  runner.on_cell = [&](std::uint64_t events) { progress.advance(events); };
  std::size_t later = cells, done = 0;  // cells that strategies not yet begun are likely to take; those simulated
  std::vector<std::vector<StrategyAnswer>> answers;
  try {
    for (const Point& point : points) {
      const StaffOptions staff_options = staff_options_of(*point.scenario, options, streams);
      answers.emplace_back();
      for (const int s : point.strategies) {
        later -= cells_likely(*point.scenario, s, staff_options);
        answers.back().push_back(find_staff(*point.scenario, s, staff_options, runner,
                                            [&](std::size_t more) { progress.expect(progress.done() + more + later); }));
        done += answers.back().back().cells;
      }
    }
    progress.finish();
  } catch (const sim::Cancelled&) {
    progress.finish();
    streams.err << "Stopped before the end; nothing was " << (options.output.empty() ? "found" : "written") << ".\n";
    return InterruptGuard::exit_status();
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();

  for (std::size_t i = 0; i < points.size(); ++i) {
    const models::Scenario& scenario = *points[i].scenario;
    const StaffOptions staff_options = staff_options_of(scenario, options, streams);
    Json point = {{"file", file.name}, {"sweep_point", scenario.sweep_point}, {"seed", scenario.experiment.seed},
                  {"confidence", staff_options.confidence}, {"currency", scenario.money.currency}};
    point["not_used"] = keys_not_used(scenario.experiment);
    point["strategies"] = Json::array();
    std::string text = one_line(file.name) + (scenario.title.empty() ? "" : ": " + one_line(scenario.title)) + "\n";
    if (!scenario.sweep_point.empty()) text += one_line(scenario.sweep_point) + "\n";
    const Looks looks = plan_looks(staff_options.replications, staff_options.most, staff_options.confidence);
    text += method_text(scenario, staff_options, looks);
    for (const StrategyAnswer& answer : answers[i]) {
      point["strategies"].push_back(as_json(scenario, answer));
      text += '\n';
      text += as_text(scenario, answer);
    }
    streams.report["points"].push_back(std::move(point));
    if (!options.json) streams.out << text << (i + 1 < points.size() ? "\n" : "");
  }
  if (!options.output.empty()) write_fragment(file, options, *points.front().scenario, answers.front(), streams);
  if (!options.quiet) streams.remarks << fmt::format("{} cells in {:.1f} s\n", done, seconds);
  return exit_ok;
}

}  // namespace

int staff(const StaffCommandOptions& options, Streams streams) {
  return status_of_command([&] { return staff_all(options, streams); });
}

}  // namespace tenure::analysis::cli
