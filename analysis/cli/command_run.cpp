#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "analysis/cli/commands.h"
#include "analysis/cli/duration.h"
#include "analysis/cli/ended.h"
#include "analysis/cli/exit_codes.h"
#include "analysis/cli/faults_output.h"
#include "analysis/cli/interrupt.h"
#include "analysis/cli/jobs.h"
#include "analysis/cli/memory.h"
#include "analysis/cli/output_check.h"
#include "analysis/cli/output_names.h"
#include "analysis/cli/plain_text.h"
#include "analysis/cli/progress.h"
#include "analysis/cli/today_figures.h"
#include "analysis/compare/spoken.h"
#include "analysis/counts/words.h"
#include "analysis/cli/room.h"
#include "analysis/results/read_results.h"
#include "analysis/results/write_results.h"
#include "models/draws/world.h"
#include "sim/run/cells.h"

namespace tenure::analysis::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "unknown";
}

std::string utc_now() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text.data();
}

// the cells' results, the values of the file, their image
constexpr double memory_share = 1.0 / 3.0;

models::SimulateOptions simulate_options_of(const RunOptions& options, const std::vector<LoadedFile>& files,
                                            Streams streams) {
  models::SimulateOptions result;
  result.engine = options.engine == "reference" ? models::EngineKind::reference : models::EngineKind::windows;
  if (options.window.empty()) return result;
  const std::optional<sim::Tick> window = duration_of(options.window);
  if (!window) {
    streams.err << "tenure: --window " << options.window << " is no duration; write for example --window \"20 min\"\n";
    throw Ended{exit_usage};
  }
  sim::Tick longest = sim::kDay;
  for (const LoadedFile& file : files) {
    for (const models::Scenario& scenario : file.loaded.points) longest = std::min(longest, scenario.time.reading_lag);
  }
  if (*window < sim::kMinute || *window > longest) {
    streams.err << "tenure: --window " << options.window << " is not from 1 min to "
                << fmt::format("{:g} min", static_cast<double>(longest) / static_cast<double>(sim::kMinute))
                << ", the scenario's time.reading_lag\n";
    throw Ended{exit_usage};
  }
  result.window = *window;
  return result;
}

/// Decides the result files, and refuses what cannot end well before anything is simulated.
std::vector<Job> plan(const std::vector<LoadedFile>& files, const RunOptions& options, Replace replace,
                      Streams streams) {
  std::vector<std::pair<std::string, std::size_t>> points;
  double bytes = 0.0;
  for (const LoadedFile& file : files) {
    points.emplace_back(file.name, file.loaded.points.size());
    for (const models::Scenario& scenario : file.loaded.points) bytes += bytes_needed(scenario);
  }
  if (bytes > memory_share * available_memory()) {
    streams.err
        << "tenure: the results would take " << size_text(bytes)
        << " of memory, more than there is room for; take fewer replications (or max_replications), or run the scenarios one by one\n";
    throw Ended{options.replications ? exit_usage : exit_data};
  }
  if (options.output.empty()) {
    end_with(FileError(FileFailure::cannot_create, "tenure: -o \"\" names no file; write for example -o results.h5"),
             streams);
  }
  std::vector<fs::path> inputs;
  for (const LoadedFile& file : files) inputs.insert(inputs.end(), file.loaded.files.begin(), file.loaded.files.end());
  if (options.output.ends_with('/')) {
    std::error_code ignored;  // a folder that cannot be made shows when the first file is refused
    fs::create_directories(options.output, ignored);
  }
  const std::vector<fs::path> outputs = output_names(options.output, points);
  std::set<fs::path> distinct;
  for (const fs::path& output : outputs) {
    if (!distinct.insert(output).second) {
      streams.err << "tenure: two scenarios would be written to " << output.string() << "; run them one by one\n";
      throw Ended{exit_usage};
    }
    try {
      check_output(output, inputs, replace);
    } catch (const FileError& error) {
      end_with(error, streams);
    }
  }
  std::vector<Job> jobs;
  for (const LoadedFile& file : files) {
    for (std::size_t p = 0; p < file.loaded.points.size(); ++p)
      jobs.emplace_back(file.name, file.loaded.points[p], file.loaded.sources[p], outputs[jobs.size()]);
  }
  return jobs;
}

/// What differs from run to run: it stands beside the result file, never in it.
struct RunFacts {
  std::string engine;
  std::size_t threads;
  double seconds;
};

void write_side_file(const Job& job, const std::string& digest, const RunFacts& facts) {
  Json json;
  json["format"] = "tenure run";
  json["version"] = 1;
  json["results"] = job.output.filename().string();
  json["results_sha256"] = digest;
  json["scenario_file"] = job.file;
  json["date"] = utc_now();
  json["host"] = host_name();
  json["program_version"] = TENURE_VERSION;
  json["compiler"] = __VERSION__;
  json["engine"] = facts.engine;
  json["threads"] = facts.threads;
  json["wall_seconds"] = facts.seconds;
  for (const models::Parameter& parameter : job.scenario->parameters) json["where"][parameter.key] = parameter.where;
  write_whole(side_file_of(job.output), json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n",
              Replace::never);
}

/// A strategy's name within a sentence for people.
NameOf names_of(const models::Scenario& scenario) {
  std::vector<std::string> labels;
  for (const models::Strategy& strategy : scenario.strategies)
    labels.push_back(one_line(strategy.label.empty() ? strategy.name : strategy.label));
  return [&scenario, labels = std::move(labels)](const std::string& name) {
    for (std::size_t s = 0; s < labels.size(); ++s)
      if (scenario.strategies[s].name == name) return in_sentence(labels[s], labels);
    return one_line(name);
  };
}

/// How a job's replications were counted; null when the scenario says how many there are.
Json counts_of(const Job& job) {
  const std::optional<ChosenCounts>& chosen = job.rounds.chosen();
  if (!chosen) return nullptr;
  Json json;
  for (std::size_t s = 0; s < chosen->by_strategy.size(); ++s)
    json["replications"][job.scenario->strategies[s].name] = chosen->by_strategy[s];
  json["looks"] = chosen->looks;
  json["reached"] = chosen->reached();
  json["in_words"] = outcome_in_words(*chosen, names_of(*job.scenario));
  return json;
}

/// Writes all result files; returns what was written.
Json write_all(std::vector<Job>& jobs, Replace replace, const RunFacts& facts, Streams remarks) {
  Json written = Json::array();
  for (Job& job : jobs) {
    std::string digest;
    const fs::path side = side_file_of(job.output);
    try {
      std::error_code ignored;
      if (is_own_side_file(side)) fs::remove(side, ignored);  // an old one would belie the new results
      digest = write_results(job.output, job.collector.take(), replace);
      write_side_file(job, digest, facts);
    } catch (const FileError& error) {
      end_with(error, remarks);
    }
    const std::uintmax_t size = fs::file_size(job.output);
    const std::string& point = job.scenario->sweep_point;
    written.push_back({{"path", job.output.string()},
                       {"side_file", side.string()},
                       {"sweep_point", point},
                       {"bytes", size},
                       {"sha256", digest},
                       {"counts", counts_of(job)}});
  }
  return written;
}

/// What draws are for: " or, which strategy to take and what would change that: tenure decide r.h5".
std::string next_after_draws(const std::vector<Job>& jobs) {
  for (const Job& job : jobs)
    if (job.scenario->experiment.draws > 0)
      return "; which strategy to take, how sure that is and what would change it: tenure decide " + job.output.string();
  return "";
}

int run_all(const RunOptions& options, Streams streams) {
  const InterruptGuard guard;
  streams.report["files"] = Json::array();
  streams.report["faults"] = Json::array();
  std::vector<LoadedFile> files = load_or_end(options.files, options, streams);
  const std::size_t wanted = options.threads > 0 ? static_cast<std::size_t>(options.threads) : allowed_cpus();
  const models::SimulateOptions simulate_options = simulate_options_of(options, files, streams);
  const Replace replace = options.force ? Replace::always : Replace::never;
  std::vector<Job> jobs = plan(files, options, replace, streams);
  if (std::any_of(jobs.begin(), jobs.end(), [](const Job& job) { return job.scenario->today.has_value(); })) {
    if (const int status = solve_figures(files, wanted, options.quiet, streams); status != exit_ok) return status;
    jobs = plan(files, options, replace, streams);  // with the levels that have been solved
  }

  std::vector<Candidate> candidates;
  for (const Job& job : jobs)
    for (std::size_t s = 0; s < job.simulations.size(); ++s)
      candidates.push_back({&job.simulations[s], job.file, job.scenario->strategies[s].name});
  const std::size_t fit = cells_that_fit(candidates, streams);
  if (fit == 0) throw Ended{exit_data};
  const std::size_t threads = std::min(wanted, fit);
  if (threads < wanted && !options.quiet) {
    streams.remarks << fmt::format("There is memory for {} cell{} at a time only\n", threads, threads == 1 ? "" : "s");
  }
  std::size_t cells = 0;
  for (const Job& job : jobs) cells += job.cells();
  const bool open = std::any_of(jobs.begin(), jobs.end(), [](const Job& job) { return job.scenario->experiment.sequential(); });
  const bool drawn = std::any_of(jobs.begin(), jobs.end(), [](const Job& job) { return job.scenario->experiment.draws > 0; });
  if (!options.quiet) {
    streams.remarks << fmt::format("Simulating {}{} cell{} (strategies × {}replications) on {} thread{}, seed {}\n", open ? "at first " : "", cells,
                               cells == 1 ? "" : "s", drawn ? "draws × " : "", threads, threads == 1 ? "" : "s",
                               jobs.front().scenario->experiment.seed)
                << std::flush;
  }
  const auto start = std::chrono::steady_clock::now();
  Progress progress(streams.progress, options.quiet ? ProgressStyle::none : style_of_stderr(), cells);
  try {
    simulate(jobs, simulate_options, threads, progress);
    progress.finish();
  } catch (const sim::Cancelled&) {
    progress.finish();
    streams.err << "Stopped before the end; nothing was written.\n";
    return InterruptGuard::exit_status();
  } catch (const models::NoWorld& contradiction) {
    progress.finish();
    streams.err << contradiction.what() << "Nothing was written.\n";
    return exit_data;
  } catch (const CellFailure& failure) {
    progress.finish();
    streams.err << failure.what() << "\n";
    return exit_bug;
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();

  const Json written = write_all(jobs, replace, {options.engine, threads, seconds}, streams);
  if (!options.quiet) {
    std::string names;
    for (const Job& job : jobs) {
      const std::string& point = job.scenario->sweep_point;
      streams.remarks << "Wrote " << job.output.string() << " ("
                  << size_text(static_cast<double>(fs::file_size(job.output))) << ")"
                  << (point.empty() ? "" : " for " + one_line(point)) << "; about the run: " << side_file_of(job.output).string()
                  << "\n";
      if (job.rounds.chosen()) streams.remarks << outcome_in_words(*job.rounds.chosen(), names_of(*job.scenario)) << "\n";
      if (job.rounds.chosen() && job.scenario->experiment.draws > 0)
        streams.remarks << not_by_draws_in_words(*job.rounds.chosen()) << "\n";
      names.append(1, ' ').append(job.output.string());
      if (job.rejected > 0)
        streams.remarks << fmt::format("{} point{} rejected and replaced, because {} numbers contradict each other{}:\n", job.rejected,
                                       job.rejected == 1 ? " of the draws was" : "s of the draws were",
                                       job.rejected == 1 ? "its" : "their", job.rejected == 1 ? "" : ", for instance")
                        << job.objection;
    }
    streams.remarks << fmt::format("Simulated in {:.2f} s, {:.1f} M events/s. Next: tenure compare{}{}\n", seconds,
                               static_cast<double>(progress.events()) / seconds / 1e6, names,
                               next_after_draws(jobs));
  }
  streams.report["files"] = written;
  return std::all_of(jobs.begin(), jobs.end(), [](const Job& job) { return !job.rounds.chosen() || job.rounds.chosen()->reached(); })
             ? exit_ok
             : exit_unmet;
}

}  // namespace

int run(const RunOptions& options, Streams streams) {
  return status_of_command([&] { return run_all(options, streams); });
}

}  // namespace tenure::analysis::cli
