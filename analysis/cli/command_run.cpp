#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <ctime>
#include <filesystem>
#include <optional>
#include <set>
#include <thread>

#include <fmt/format.h>

#include "analysis/cli/commands.h"
#include "analysis/cli/duration.h"
#include "analysis/cli/exit_codes.h"
#include "analysis/cli/faults_output.h"
#include "analysis/cli/output_names.h"
#include "analysis/cli/progress.h"
#include "analysis/results/collect.h"
#include "analysis/results/read_results.h"
#include "analysis/results/write_results.h"
#include "models/simulate/simulate.h"
#include "sim/base/contract.h"
#include "sim/run/executor.h"

namespace tenure::analysis::cli {
namespace {

namespace fs = std::filesystem;

/// The signal that asked for the end, or 0.  A handler can reach nothing but a global.
std::atomic<int> stop_signal{0};

extern "C" void note_signal(int signal) {
  stop_signal = signal;
  std::signal(signal, SIG_DFL);  // the second one ends the process at once
}

/// Catches Ctrl-C and SIGTERM while in scope.
class SignalGuard {
 public:
  SignalGuard() {
    stop_signal = 0;
    interrupt_ = std::signal(SIGINT, note_signal);
    terminate_ = std::signal(SIGTERM, note_signal);
  }
  SignalGuard(const SignalGuard&) = delete;
  SignalGuard& operator=(const SignalGuard&) = delete;
  ~SignalGuard() {
    std::signal(SIGINT, interrupt_);
    std::signal(SIGTERM, terminate_);
  }

 private:
  void (*interrupt_)(int);
  void (*terminate_)(int);
};

/// CPUs that this process may use; the machine may have more.
std::size_t allowed_cpus() {
  cpu_set_t set;
  CPU_ZERO(&set);
  if (::sched_getaffinity(0, sizeof set, &set) == 0) return static_cast<std::size_t>(std::max(1, CPU_COUNT(&set)));
  return std::max(1u, std::thread::hardware_concurrency());
}

/// One result file to be made: a scenario, or one point of its sweep.
struct Job {
  const LoadedFile* file;
  const models::Scenario* scenario;
  fs::path output;
  std::vector<models::Simulation> simulations;  ///< by strategy
  ResultCollector collector;
  std::string digest;
};

/// A cell of a job.
struct Cell {
  std::size_t job;
  int strategy, replication;
};

/// A broken promise, with what is needed to see it again.
struct CellFailure {
  std::string text;
};

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

/// What differs from run to run stands beside the result file, never in it.
void write_side_file(const Job& job, const RunOptions& options, std::size_t threads, double seconds) {
  nlohmann::ordered_json facts;
  facts["format"] = "tenure run";
  facts["version"] = 1;
  facts["results"] = job.output.filename().string();
  facts["results_sha256"] = job.digest;
  facts["scenario_file"] = job.file->name;
  facts["date"] = utc_now();
  facts["host"] = host_name();
  facts["program_version"] = TENURE_VERSION;
  facts["compiler"] = __VERSION__;
  facts["engine"] = options.engine;
  facts["threads"] = threads;
  facts["wall_seconds"] = seconds;
  for (const models::Parameter& parameter : job.scenario->parameters) facts["where"][parameter.key] = parameter.where;
  write_whole(side_file_of(job.output),
              facts.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n", Replace::always);
}

std::vector<Cell> cells_of(const std::vector<Job>& jobs) {
  // strategies of one replication next to each other, so that the first cells foretell the time of the rest
  std::vector<Cell> cells;
  for (std::size_t j = 0; j < jobs.size(); ++j) {
    for (int replication = 0; replication < jobs[j].scenario->experiment.replications; ++replication) {
      for (int strategy = 0; strategy < static_cast<int>(jobs[j].simulations.size()); ++strategy) {
        cells.push_back({j, strategy, replication});
      }
    }
  }
  return cells;
}

/// Simulates all cells; throws CellFailure.
void simulate(std::vector<Job>& jobs, const models::SimulateOptions& options, std::size_t threads, Progress& progress) {
  const std::vector<Cell> cells = cells_of(jobs);
  const auto backend = threads == 1 ? sim::Backend::serial : sim::Backend::tbb;
  const std::unique_ptr<sim::Executor> executor = sim::make_executor(backend, threads);
  const auto simulate_one = [&](std::size_t index, const models::SimulateOptions& cell_options) {
    if (stop_signal != 0) return;
    const Cell& cell = cells[index];
    Job& job = jobs[cell.job];
    try {
      const models::CellResult result =
          job.simulations[static_cast<std::size_t>(cell.strategy)].run({0, cell.replication}, cell_options);
      job.collector.store(cell.strategy, 0, cell.replication, result);
      progress.advance(result.events);
    } catch (const std::exception& error) {
      const std::string strategy = job.scenario->strategies[static_cast<std::size_t>(cell.strategy)].name;
      throw CellFailure{job.file->name + ": a bug in the program, found in strategy " + strategy + ", replication " +
                        std::to_string(cell.replication) + " (seed " + std::to_string(job.scenario->experiment.seed) +
                        (job.scenario->sweep_point.empty() ? "" : ", " + job.scenario->sweep_point) + "):\n    " +
                        error.what() + "\n    Please report it with the scenario file. Nothing was written."};
    }
  };
  if (cells.size() >= threads) {
    executor->for_each(cells.size(), [&](std::size_t index) { simulate_one(index, options); });
  } else {
    // fewer cells than threads: one after another, each over all threads
    models::SimulateOptions inside = options;
    inside.executor = executor.get();
    for (std::size_t index = 0; index < cells.size(); ++index) simulate_one(index, inside);
  }
}

int status_of(FileFailure failure) {
  return failure == FileFailure::input_output ? exit_io : exit_cannot_create;
}

void tell(const FileError& error, Streams streams) {
  streams.err << error.what() << "\n";
  if (error.failure() == FileFailure::exists)
    streams.err << "    Choose another name with -o, or overwrite it with --force.\n";
}

std::string size_text(double bytes) {
  if (bytes < 1e6) return fmt::format("{:.0f} kB", bytes / 1e3);
  return bytes < 1e9 ? fmt::format("{:.1f} MB", bytes / 1e6) : fmt::format("{:.1f} GB", bytes / 1e9);
}

// values, their copies in the image of the file, and the image itself
constexpr double memory_share = 1.0 / 3.0;

double physical_memory() {
  return static_cast<double>(::sysconf(_SC_PHYS_PAGES)) * static_cast<double>(::sysconf(_SC_PAGE_SIZE));
}

}  // namespace

int run(const RunOptions& options, Streams streams) {
  // read: all faults of all files, or none
  models::LoadOptions load_options;
  load_options.sets = options.sets;
  load_options.seed = options.seed;
  load_options.replications = options.replications;
  const std::vector<LoadedFile> files = load_all(options.files, load_options);
  print_faults(files, streams);
  if (const int status = cli::status_of(files); status != exit_ok) {
    if (options.json) {
      print_json({{"format", "tenure run"},
                  {"version", 1},
                  {"files", nlohmann::ordered_json::array()},
                  {"faults", faults_json(files)}},
                 streams);
    }
    return status;
  }
  models::SimulateOptions simulate_options;
  simulate_options.engine = options.engine == "reference" ? models::EngineKind::reference : models::EngineKind::windows;
  if (!options.window.empty()) {
    const std::optional<sim::Tick> window = duration_of(options.window);
    if (!window) {
      streams.err << "tenure: --window " << options.window
                  << " is no duration; write for example --window \"20 min\"\n";
      return exit_usage;
    }
    simulate_options.window = *window;
  }

  // plan: names of the result files, refused before anything is simulated
  std::vector<Job> jobs;
  std::vector<std::pair<std::string, std::size_t>> points;
  for (const LoadedFile& file : files) points.emplace_back(file.name, file.loaded.points.size());
  const std::vector<fs::path> outputs = output_names(options.output, points);
  const SignalGuard guard;
  const Replace replace = options.force ? Replace::always : Replace::never;
  try {
    if (options.output.ends_with('/')) {
      std::error_code ignored;  // a folder that cannot be made shows when the first file is refused
      fs::create_directories(options.output, ignored);
    }
    std::set<fs::path> distinct;
    for (const fs::path& output : outputs) {
      if (!distinct.insert(output).second) {
        streams.err << "tenure: two scenarios would be written to " << output.string() << "; run them one by one\n";
        return exit_usage;
      }
      ensure_writable(output, replace);
    }
    double bytes = 0.0;
    for (const LoadedFile& file : files) {
      for (const models::Scenario& scenario : file.loaded.points) bytes += bytes_needed(scenario, 1);
    }
    if (bytes > memory_share * physical_memory()) {
      streams.err
          << "tenure: the results would take " << size_text(bytes)
          << " of memory, more than there is room for; take fewer replications, or run the scenarios one by one\n";
      return exit_usage;
    }
    for (const LoadedFile& file : files) {
      for (const models::Scenario& scenario : file.loaded.points) {
        Job job{&file, &scenario, outputs[jobs.size()], {}, ResultCollector(scenario, 1), ""};
        for (int s = 0; s < static_cast<int>(scenario.strategies.size()); ++s)
          job.simulations.emplace_back(scenario, s);
        jobs.push_back(std::move(job));
      }
    }
  } catch (const FileError& error) {
    tell(error, streams);
    return status_of(error.failure());
  }

  // simulate
  const std::size_t threads = options.threads > 0 ? static_cast<std::size_t>(options.threads) : allowed_cpus();
  const std::size_t cells = cells_of(jobs).size();
  if (!options.quiet) {
    streams.err << "Simulating " << cells << (cells == 1 ? " cell" : " cells") << " (strategies × replications) on "
                << threads << (threads == 1 ? " thread" : " threads") << ", seed "
                << jobs.front().scenario->experiment.seed << std::endl;
  }
  const auto start = std::chrono::steady_clock::now();
  Progress progress(streams.err, options.quiet ? ProgressStyle::none : style_of_stderr(), cells);
  try {
    simulate(jobs, simulate_options, threads, progress);
  } catch (const CellFailure& failure) {
    progress.finish();
    streams.err << failure.text << "\n";
    return exit_bug;
  }
  progress.finish();
  if (stop_signal != 0) {
    streams.err << "Stopped before the end; nothing was written.\n";
    return stop_signal == SIGTERM ? exit_terminated : exit_interrupted;
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();

  // write
  nlohmann::ordered_json written = nlohmann::ordered_json::array();
  for (Job& job : jobs) {
    try {
      // an old side file would belie the new results
      std::error_code ignored;
      fs::remove(side_file_of(job.output), ignored);
      job.digest = write_results(job.output, job.collector.take(), replace);
      write_side_file(job, options, threads, seconds);
    } catch (const FileError& error) {
      tell(error, streams);
      return status_of(error.failure());
    }
    const std::uintmax_t size = fs::file_size(job.output);
    if (!options.quiet) {
      streams.err << "Wrote " << job.output.string() << " (" << size_text(static_cast<double>(size)) << ")"
                  << (job.scenario->sweep_point.empty() ? "" : " for " + job.scenario->sweep_point)
                  << "; about the run: " << side_file_of(job.output).string() << "\n";
    }
    written.push_back({{"path", job.output.string()},
                       {"side_file", side_file_of(job.output).string()},
                       {"sweep_point", job.scenario->sweep_point},
                       {"bytes", size},
                       {"sha256", job.digest}});
  }
  if (!options.quiet) {
    streams.err << fmt::format("Simulated in {:.2f} s, {:.1f} M events/s. Next: tenure compare", seconds,
                               static_cast<double>(progress.events()) / seconds / 1e6);
    for (const Job& job : jobs) streams.err << " " << job.output.string();
    streams.err << "\n";
  }
  if (options.json) {
    print_json(
        {{"format", "tenure run"}, {"version", 1}, {"files", written}, {"faults", nlohmann::ordered_json::array()}},
        streams);
  }
  return exit_ok;
}

}  // namespace tenure::analysis::cli
