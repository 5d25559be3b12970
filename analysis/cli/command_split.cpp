#include <algorithm>
#include <chrono>
#include <fstream>
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
#include "analysis/cli/result_input.h"
#include "analysis/cli/room.h"
#include "analysis/cli/today_figures.h"
#include "analysis/results/rerun.h"
#include "analysis/split/report.h"
#include "models/language/fault.h"
#include "sim/base/cancelled.h"
#include "sim/run/executor.h"

namespace tenure::analysis::cli {
namespace {

using Json = nlohmann::ordered_json;

/// Begins as HDF5 files do?
bool is_result_file(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  char begin[4] = {};
  return in.read(begin, sizeof begin) && std::string(begin, sizeof begin) == "\x89HDF";
}

/// The worlds to be split: the scenario of a result file, or the points of a scenario file.
struct Input {
  std::vector<models::Scenario> points;
  std::optional<ResultInput> results;
};

Input read(const SplitCommandOptions& options, std::size_t threads, Streams streams) {
  Input out;
  if (is_result_file(options.file)) {
    if (!options.sets.empty() || options.seed) {
      streams.err << "tenure: --set and --seed change a scenario, and " << options.file
                  << " holds the results of one\n    Give the scenario file instead.\n";
      throw Ended{exit_usage};
    }
    int status = exit_ok;
    out.results = read_input(options.file, status, streams);
    if (!out.results) throw Ended{status};
    out.points.push_back(out.results->scenario);
    out.points.front().experiment.replications = static_cast<int>(out.results->results.replications());
    return out;
  }
  std::vector<LoadedFile> files = load_or_end({options.file}, options, streams);
  if (const int status = solve_figures(files, threads, options.quiet, streams); status != exit_ok) throw Ended{status};
  out.points = std::move(files.front().loaded.points);
  return out;
}

models::Measure measure_of(const SplitCommandOptions& options, const models::Scenario& scenario, Streams streams) {
  std::vector<std::string> known;
  for (const models::MeasureRow& row : models::measures())
    if (can_split(row) && models::applies(row, scenario)) known.emplace_back(row.name);
  if (std::find(known.begin(), known.end(), options.measure) != known.end()) return models::find_measure(options.measure)->id;
  streams.err << "tenure: --measure " << options.measure
              << (models::find_measure(options.measure) != nullptr
                      ? " cannot be split: it is not one number for each replication, or it hangs on the hours that staff works for whom"
                      : " is no measure");
  if (const std::string nearest = models::nearest_name(options.measure, known); !nearest.empty())
    streams.err << "\n    Did you mean " << nearest << "?";
  streams.err << "\n    Known:";
  for (const std::string& name : known) streams.err << " " << name;
  streams.err << "\n";
  throw Ended{exit_usage};
}

SplitOptions options_of(const SplitCommandOptions& options, const Input& input, const models::Scenario& scenario, Streams streams) {
  SplitOptions out;
  out.measure = measure_of(options, scenario, streams);
  out.reverse = options.reverse;
  out.confidence = scenario.experiment.confidence;
  out.replications = options.replications ? *options.replications : scenario.experiment.replications;
  if (input.results && static_cast<std::size_t>(out.replications) > input.results->results.replications()) {
    streams.err << fmt::format("{}: holds {} replications, not {}\n", options.file, input.results->results.replications(), out.replications);
    throw Ended{exit_usage};
  }
  const std::string baseline = !options.baseline.empty() ? options.baseline
                               : scenario.experiment.baseline.empty() ? scenario.strategies.front().name
                                                                      : scenario.experiment.baseline;
  const std::optional<std::vector<int>> base = strategies_named(options.file, scenario, {baseline}, streams);
  const std::optional<std::vector<int>> all = strategies_named(options.file, scenario, options.strategies, streams);
  if (!base || !all) throw Ended{exit_usage};
  out.baseline = base->front();
  for (const int s : *all)
    if (s != out.baseline) out.strategies.push_back(s);
  if (out.strategies.empty()) {
    streams.err << "tenure: there is no strategy beside the baseline " << baseline << ", so no difference to split\n";
    throw Ended{exit_usage};
  }
  return out;
}

int split_all(const SplitCommandOptions& options, Streams streams) {
  const InterruptGuard guard;
  streams.report["points"] = Json::array();
  streams.report["faults"] = Json::array();
  const std::size_t wanted = options.threads > 0 ? static_cast<std::size_t>(options.threads) : allowed_cpus();
  Input input = read(options, wanted, streams);
  std::vector<SplitOptions> point_options;
  std::vector<models::Simulation> simulations;
  std::vector<std::string> names;
  std::size_t cells = 0;
  for (const models::Scenario& scenario : input.points) {
    point_options.push_back(options_of(options, input, scenario, streams));
    cells += cells_of(scenario, point_options.back());
    for (std::size_t s = 0; s < scenario.strategies.size(); ++s) {
      simulations.emplace_back(scenario, static_cast<int>(s));
      names.push_back(scenario.strategies[s].name);
    }
  }
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < simulations.size(); ++i) candidates.push_back({&simulations[i], options.file, names[i]});
  const std::size_t fit = cells_that_fit(candidates, streams);
  if (fit == 0) return exit_data;
  const std::size_t threads = std::min(wanted, fit);

  Progress progress(streams.progress, options.quiet ? ProgressStyle::none : style_of_stderr(), cells);
  const auto executor = sim::make_executor(threads == 1 ? sim::Backend::serial : sim::Backend::tbb, threads);
  Runner runner;
  runner.executor = executor.get();
  runner.stop = &InterruptGuard::stopped();
  runner.on_cell = [&](std::uint64_t events) { progress.advance(events); };
  std::atomic<bool> other{false};
  const auto on_whole = [&](int strategy, int replication, const models::CellResult& cell) {
    if (input.results && !first_difference(input.results->results, static_cast<std::size_t>(strategy), static_cast<std::size_t>(replication), cell).empty())
      other = true;
  };
  for (std::size_t i = 0; i < input.points.size(); ++i) {
    models::Scenario& scenario = input.points[i];
    std::vector<StrategySplit> splits;
    try {
      splits = split(scenario, point_options[i], runner, on_whole);
    } catch (const sim::Cancelled&) {
      progress.finish();
      streams.err << "Stopped before the end.\n";
      return InterruptGuard::exit_status();
    }
    if (i + 1 == input.points.size()) progress.finish();
    if (other) {
      streams.err << options.file << ": simulated again, the scenario gives other numbers than the file holds\n    It was written by version "
                  << input.results->results.program_version << "; run its scenario (/provenance/scenario) with this program.\n";
      return exit_data;
    }
    if (!options.json) make_plain(scenario);
    Json point = {{"file", options.file}, {"sweep_point", scenario.sweep_point}};
    point.update(as_json(scenario, point_options[i], splits));
    streams.report["points"].push_back(std::move(point));
    if (options.json) continue;
    streams.out << one_line(options.file) << (scenario.title.empty() ? "" : ": " + scenario.title) << "\n";
    if (!scenario.sweep_point.empty()) streams.out << one_line(scenario.sweep_point) << "\n";
    streams.out << as_text(scenario, point_options[i], splits) << (i + 1 < input.points.size() ? "\n" : "");
  }
  return exit_ok;
}

}  // namespace

int split(const SplitCommandOptions& options, Streams streams) {
  return status_of_command([&] { return split_all(options, streams); });
}

}  // namespace tenure::analysis::cli
