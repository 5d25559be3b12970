#include "analysis/cli/tracing.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "analysis/cli/ended.h"
#include "analysis/cli/exit_codes.h"
#include "analysis/cli/interrupt.h"
#include "analysis/cli/jobs.h"
#include "analysis/cli/plain_text.h"
#include "analysis/cli/room.h"
#include "analysis/results/rerun.h"
#include "models/language/fault.h"

namespace tenure::analysis::cli {
namespace {

Pick pick_of(const std::string& name) {
  if (name == "saved") return Pick::saved;
  return name == "lost" ? Pick::lost : Pick::median;
}

/// Over the replications that the strategy has.
double mean_net_value(const ResultSet& results, std::size_t strategy) {
  const ResultVariable* variable = results.variable("net_value");
  if (variable == nullptr) return 0.0;
  double sum = 0.0, count = 0.0;
  for (std::size_t r = 0; r < results.replications(); ++r) {
    const double value = variable->values[strategy * results.replications() + r];
    if (std::isfinite(value)) sum += value, count += 1.0;
  }
  return count > 0.0 ? sum / count : 0.0;
}

}  // namespace

Tracing::Tracing(const TraceCommandOptions& options, const ResultInput& input, const std::vector<int>& strategies, Streams streams)
    : options_(options), input_(input), strategies_(strategies), streams_(streams), candidates_(strategies.size()) {
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
  fit_ = cells_that_fit(candidates, streams);
  if (fit_ == 0) throw Ended{exit_data};
}

TraceReport Tracing::report() const {
  std::string why;
  const Person person = options_.customer ? by_number() : by_kind(why);
  TraceReport out = report_of(person, std::move(why));
  for (std::size_t i = 0; i < strategies_.size(); ++i) out.histories.push_back(history(i, person.key));
  return out;
}

std::vector<TraceReport> Tracing::followed(const std::vector<Pick>& kinds, std::size_t most) const {
  const std::size_t strategies = strategies_.size();
  const models::CellAddress address = models::address_of(input_.scenario.experiment, 0, options_.replication);
  each(strategies, [&](std::size_t i, const models::SimulateOptions& simulate) {
    Candidates out{strategies_[i], {}, {}};
    out.sums = simulations_[i].sums(address, simulate, &out.cell);
    candidates_[i] = std::move(out);
  });
  for (std::size_t i = 0; i < strategies; ++i) verify(i, candidates_[i]->cell);
  std::vector<Choice> chosen;
  for (const Pick kind : kinds) {
    if (chosen.size() == most) break;
    if (std::optional<Choice> choice = choice_of(kind, models::no_index)) chosen.push_back(std::move(*choice));
  }
  struct Told {
    models::Trace trace;
    models::CellResult cell;
  };
  std::vector<Told> told_all(chosen.size() * strategies);
  each(told_all.size(), [&](std::size_t i, const models::SimulateOptions& simulate) {
    told_all[i].trace = simulations_[i % strategies].trace(address, simulate, chosen[i / strategies].person.key, &told_all[i].cell);
  });
  std::vector<TraceReport> reports;
  for (std::size_t c = 0; c < chosen.size(); ++c) {
    reports.push_back(report_of(chosen[c].person, chosen[c].why));
    for (std::size_t i = 0; i < strategies; ++i) {
      Told& one = told_all[c * strategies + i];
      verify(i, one.cell);
      reports.back().histories.push_back(told(i, std::move(one.trace), one.cell));
    }
  }
  return reports;
}

double Tracing::customer_months() const {
  double customers = 0.0;
  for (const models::Simulation& simulation : simulations_) customers += simulation.customers_expected();
  return customers * static_cast<double>(input_.results.horizon_days) / 365.25 * 12.0;
}

/// Small cells gain nothing from several threads each: one thread for each of them, or where memory holds too few at the same
/// time, one after the other on all threads.
void Tracing::each(std::size_t n, const std::function<void(std::size_t, const models::SimulateOptions&)>& cell) const {
  if (fit_ < executor_->width()) {
    for (std::size_t i = 0; i < n; ++i) cell(i, simulate_);
    return;
  }
  models::SimulateOptions alone = simulate_;
  alone.executor = nullptr;
  executor_->for_each(n, [&](std::size_t i) { cell(i, alone); });
}

const std::string& Tracing::name(std::size_t i) const { return input_.scenario.strategies[static_cast<std::size_t>(strategies_[i])].name; }

int Tracing::segment() const {
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
void Tracing::verify(std::size_t i, const models::CellResult& cell) const {
  const std::string what = first_difference(input_.results, static_cast<std::size_t>(strategies_[i]),
                                            static_cast<std::size_t>(options_.replication), cell);
  if (what.empty()) return;
  streams_.err << input_.name << ": simulated again, strategy " << name(i) << " gives another " << what
               << " than the file holds, so a history would not be of its numbers\n    It was written by version "
               << input_.results.program_version << "; run its scenario (/provenance/scenario) with this program.\n";
  throw Ended{exit_data};
}

const Candidates& Tracing::candidates(std::size_t i) const {
  if (candidates_[i]) return *candidates_[i];
  Candidates out{strategies_[i], {}, {}};
  out.sums = simulations_[i].sums(models::address_of(input_.scenario.experiment, 0, options_.replication), simulate_, &out.cell);
  verify(i, out.cell);
  candidates_[i] = std::move(out);
  return *candidates_[i];
}

Person Tracing::by_number() const {
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

std::optional<Choice> Tracing::choice_of(Pick pick, int segment) const {
  std::vector<std::pair<double, std::size_t>> by_worth;  // of equal kinds of customers, those of the best strategy are shown
  for (std::size_t i = 0; i < strategies_.size(); ++i)
    if (i != baseline_) by_worth.emplace_back(-mean_net_value(input_.results, static_cast<std::size_t>(strategies_[i])), i);
  std::sort(by_worth.begin(), by_worth.end());
  std::vector<Candidates> others;
  for (const auto& [worth, i] : by_worth) others.push_back(candidates(i));
  return choose(input_.scenario, pick, candidates(baseline_), others, segment);
}

Person Tracing::by_kind(std::string& why) const {
  const int g = segment();
  if (strategies_.size() < 2) {
    streams_.err << "tenure: --pick compares two strategies, and there is one only\n";
    throw Ended{exit_usage};
  }
  const std::optional<Choice> choice = choice_of(pick_of(options_.pick), g);
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

History Tracing::history(std::size_t i, std::uint64_t key) const {
  models::CellResult cell;
  models::Trace trace =
      simulations_[i].trace(models::address_of(input_.scenario.experiment, 0, options_.replication), simulate_, key, &cell);
  verify(i, cell);
  return told(i, std::move(trace), cell);
}

History Tracing::told(std::size_t i, models::Trace trace, const models::CellResult& cell) const {
  History out;
  out.strategy = strategies_[i];
  out.trace = std::move(trace);
  for (const auto& [pool, worked] : out.trace.worked)
    if (worked != 0) out.labour += sim::in_units(worked, sim::kHour) * hourly_cost(input_.scenario, cell, pool);
  write_entries(input_.scenario, out);
  return out;
}

TraceReport Tracing::report_of(const Person& person, std::string why) const {
  TraceReport out;
  out.scenario = &input_.scenario;
  out.file = options_.json ? input_.name : one_line(input_.name);
  out.replication = options_.replication;
  out.baseline = baseline_;
  out.chosen = std::move(why);
  out.number = person.number;
  out.number_in_segment = person.number_in_segment;
  return out;
}

}  // namespace tenure::analysis::cli
