#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "analysis/cli/commands.h"
#include "analysis/cli/ended.h"
#include "analysis/cli/exit_codes.h"
#include "analysis/cli/interrupt.h"
#include "analysis/cli/jobs.h"
#include "analysis/cli/plain_text.h"
#include "analysis/cli/result_input.h"
#include "analysis/cli/room.h"
#include "analysis/results/rerun.h"
#include "analysis/trace/choose.h"
#include "analysis/trace/report.h"
#include "models/language/fault.h"
#include "sim/base/cancelled.h"
#include "sim/run/executor.h"

namespace tenure::analysis::cli {
namespace {

Pick pick_of(const std::string& name) {
  if (name == "saved") return Pick::saved;
  return name == "lost" ? Pick::lost : Pick::median;
}

class Tracing {
 public:
  Tracing(const TraceCommandOptions& options, const ResultInput& input, const std::vector<int>& strategies, Streams streams)
      : options_(options), input_(input), strategies_(strategies), streams_(streams) {
    const std::size_t threads = options.threads > 0 ? static_cast<std::size_t>(options.threads) : allowed_cpus();
    executor_ = sim::make_executor(threads == 1 ? sim::Backend::serial : sim::Backend::tbb, threads);
    simulate_.executor = executor_.get();
    simulate_.stop = &InterruptGuard::stopped();
    simulate_.engine = options.engine == "reference" ? models::EngineKind::reference : models::EngineKind::windows;
    for (const int s : strategies) simulations_.emplace_back(input.scenario, s);
    for (std::size_t i = 0; i < strategies.size(); ++i)
      if (name(i) == input.results.baseline) baseline_ = i;
    std::vector<Candidate> candidates;
    for (std::size_t i = 0; i < simulations_.size(); ++i) candidates.push_back({&simulations_[i], input.name, name(i)});
    if (cells_that_fit(candidates, streams) == 0) throw Ended{exit_data};
  }

  TraceReport report() {
    TraceReport out;
    out.scenario = &input_.scenario;
    out.file = options_.json ? input_.name : one_line(input_.name);
    out.replication = options_.replication;
    out.baseline = baseline_;
    const Person person = options_.customer ? by_number() : by_kind(out.chosen);
    out.number = person.number;
    out.number_in_segment = person.number_in_segment;
    for (std::size_t i = 0; i < strategies_.size(); ++i) out.histories.push_back(history(i, person.key));
    return out;
  }

 private:
  const std::string& name(std::size_t i) const { return input_.scenario.strategies[static_cast<std::size_t>(strategies_[i])].name; }

  int segment() const {
    if (options_.segment.empty()) return models::no_index;
    std::vector<std::string> names;
    for (const models::Segment& s : input_.scenario.segments) names.push_back(s.name);
    const auto found = std::find(names.begin(), names.end(), options_.segment);
    if (found != names.end()) return static_cast<int>(found - names.begin());
    streams_.err << input_.name << ": has no segment " << options_.segment;
    if (const std::string nearest = models::nearest_name(options_.segment, names); !nearest.empty())
      streams_.err << "\n    Did you mean " << nearest << "?";
    streams_.err << "\n    Known:";
    for (const std::string& one : names) streams_.err << " " << one;
    streams_.err << "\n";
    throw Ended{exit_usage};
  }

  /// The cell must be the one in the file, or what is told would not be about its numbers.
  void verify(std::size_t i, const models::CellResult& cell) const {
    const std::string what = first_difference(input_.results, static_cast<std::size_t>(strategies_[i]),
                                              static_cast<std::size_t>(options_.replication), cell);
    if (what.empty()) return;
    streams_.err << input_.name << ": simulated again, strategy " << name(i) << " gives another " << what
                 << " than the file holds, so a history would not be of its numbers\n    It was written by version "
                 << input_.results.program_version << "; run its scenario (/provenance/scenario) with this program.\n";
    throw Ended{exit_data};
  }

  Candidates candidates(std::size_t i) const {
    Candidates out{strategies_[i], {}, {}};
    out.sums = simulations_[i].sums(models::address_of(input_.scenario.experiment, 0, options_.replication), simulate_, &out.cell);
    verify(i, out.cell);
    return out;
  }

  Person by_number() const {
    const int g = segment();
    const std::vector<Person> all = people(candidates(baseline_).sums);
    int met = 0, opening = 0;
    for (const Person& p : all) {
      if (g != models::no_index && p.segment != g) continue;
      ++met;
      if (!p.newcomer) ++opening;
      if ((g == models::no_index ? p.number : p.number_in_segment) == *options_.customer) return p;
    }
    const std::string of = g == models::no_index ? std::string() : " of segment " + options_.segment;
    streams_.err << fmt::format("{}: there is no customer {}{}\n    In replication {} there are {}{}, numbered from 1: {} of the opening "
                                "book, and {} who come later.\n",
                                input_.name, *options_.customer, of, options_.replication, met, of, opening, met - opening);
    throw Ended{exit_usage};
  }

  Person by_kind(std::string& why) const {
    const int g = segment();
    if (strategies_.size() < 2) {
      streams_.err << "tenure: --pick compares two strategies, and there is one only\n";
      throw Ended{exit_usage};
    }
    const Candidates base = candidates(baseline_);
    std::vector<Candidates> others;
    for (std::size_t i = 0; i < strategies_.size(); ++i)
      if (i != baseline_) others.push_back(candidates(i));
    const std::optional<Choice> choice = choose(input_.scenario, pick_of(options_.pick), base, others, g);
    if (choice) {
      why = choice->why;
      return choice->person;
    }
    streams_.err << input_.name << ": in replication " << options_.replication << " nobody"
                 << (g == models::no_index ? std::string() : " of segment " + options_.segment)
                 << (options_.pick == "saved" ? " leaves under the baseline and stays to the end under another strategy"
                     : options_.pick == "lost" ? " stays to the end under the baseline and leaves under another strategy"
                                               : " is met")
                 << "\n    Try another --replication, or --segment.\n";
    throw Ended{exit_usage};
  }

  History history(std::size_t i, std::uint64_t key) const {
    History out;
    out.strategy = strategies_[i];
    models::CellResult cell;
    out.trace = simulations_[i].trace(models::address_of(input_.scenario.experiment, 0, options_.replication), simulate_,
                                      key, &cell);
    verify(i, cell);
    for (const auto& [pool, worked] : out.trace.worked)
      if (worked != 0) out.labour += sim::in_units(worked, sim::kHour) * hourly_cost(input_.scenario, cell, pool);
    write_entries(input_.scenario, out);
    return out;
  }

  const TraceCommandOptions& options_;
  const ResultInput& input_;
  const std::vector<int> strategies_;
  Streams streams_;
  std::unique_ptr<sim::Executor> executor_;
  models::SimulateOptions simulate_;
  std::vector<models::Simulation> simulations_;
  std::size_t baseline_ = 0;
};

int trace_all(const TraceCommandOptions& options, Streams streams) {
  const InterruptGuard guard;
  if (options.customer.has_value() == !options.pick.empty()) {
    streams.err << "tenure: say which customer: --customer N, or --pick median, saved or lost\n";
    return exit_usage;
  }
  std::string file = options.file;
  if (file.empty()) {
    const std::vector<std::string> files = results_of_last_run();
    if (files.size() != 1) {
      streams.err << "tenure trace: " << (files.empty() ? "there is no results.h5 here" : "there are several results here")
                  << "; name a result file\n";
      return files.empty() ? exit_no_input : exit_usage;
    }
    file = files.front();
  }
  int status = exit_ok;
  std::optional<ResultInput> input = read_input(file, status, streams);
  if (!input) return status;
  if (!options.json) make_plain(input->scenario);
  const std::optional<std::vector<int>> strategies = strategies_named(file, input->scenario, options.strategies, streams);
  if (!strategies) return exit_usage;
  if (strategies->size() > 26) {
    streams.err << "tenure: at most 26 strategies stand beside each other; choose some with --strategies\n";
    return exit_usage;
  }
  if (static_cast<std::size_t>(options.replication) >= input->results.replications()) {
    streams.err << fmt::format("{}: there is no replication {}; they are numbered from 0 to {}\n", file, options.replication,
                               input->results.replications() - 1);
    return exit_usage;
  }
  Tracing tracing(options, *input, *strategies, streams);
  const TraceReport report = tracing.report();
  streams.report.update(as_json(report));
  if (!options.json) streams.out << as_page(report);
  return exit_ok;
}

}  // namespace

int trace(const TraceCommandOptions& options, Streams streams) {
  try {
    return status_of_command([&] { return trace_all(options, streams); });
  } catch (const sim::Cancelled&) {
    streams.err << "Stopped before the end.\n";
    return InterruptGuard::exit_status();
  }
}

}  // namespace tenure::analysis::cli
