#include <set>

#include "analysis/cli/commands.h"
#include "analysis/cli/exit_codes.h"
#include "analysis/cli/faults_output.h"
#include "analysis/cli/plain_text.h"
#include "analysis/cli/today_figures.h"
#include "models/scenario/uncertainty.h"
#include "sim/time/tick.h"

namespace tenure::analysis::cli {
namespace {

std::string counted(std::size_t n, const std::string& one) {
  return std::to_string(n) + " " + one + (n == 1 ? "" : "s");
}

/// Months, as results are counted; days where that would say little.
std::string span_of(sim::Tick horizon) {
  if (horizon >= 2 * sim::kMonth) return counted(static_cast<std::size_t>((horizon + sim::kMonth - 1) / sim::kMonth), "month");
  if (horizon >= sim::kDay) return counted(static_cast<std::size_t>(horizon / sim::kDay), "day");
  return "less than a day";
}

/// "200 draws of 240 uncertain numbers, ", or nothing. What several strategies state alike is one number.
std::string draws_of(const models::Scenario& scenario) {
  if (scenario.experiment.draws == 0) return "";
  std::set<std::string> uncertain;
  for (const models::Parameter& p : scenario.parameters)
    if (models::is_uncertain(p)) {
      const std::string alike = models::stated_alike(p);
      uncertain.insert(alike.empty() ? p.key : alike);
    }
  return counted(static_cast<std::size_t>(scenario.experiment.draws), "draw") + " of " +
         counted(uncertain.size(), "uncertain number") + ", ";
}

/// Remarks go where remarks go, and into the document.
void tell_remarks(const std::vector<LoadedFile>& files, Streams streams) {
  streams.report["remarks"] = nlohmann::ordered_json::array();
  for (const LoadedFile& file : files)
    for (models::Fault remark : file.loaded.remarks) {
      streams.report["remarks"].push_back(fault_json(remark));
      for (std::string* text : {&remark.file, &remark.message}) *text = one_line(*text);
      remark.message = "remark: " + remark.message;
      streams.remarks << models::format(remark);
    }
}

void describe(const LoadedFile& file, Streams streams) {
  const models::Scenario& scenario = file.loaded.points.front();
  std::string strategies =
      scenario.strategies.size() == 1 ? "1 strategy" : std::to_string(scenario.strategies.size()) + " strategies";
  streams.out << one_line(file.name) << ": no faults; " << strategies << ", " << counted(scenario.segments.size(), "segment")
              << ", " << counted(scenario.stages.size(), "stage") << ", "
              << counted(static_cast<std::size_t>(scenario.experiment.replications), "replication") << ", "
              << draws_of(scenario)
              << span_of(scenario.time.horizon);
  if (file.loaded.points.size() > 1)
    streams.out << ", " << counted(file.loaded.points.size(), "point") << " of the sweep";
  streams.out << "\n";
  if (file.loaded.points.size() > 1) {
    for (const models::Scenario& point : file.loaded.points) {
      streams.out << "    " << one_line(point.sweep_point) << "\n";
    }
  }
}

}  // namespace

int check(const CheckOptions& options, Streams streams) {
  models::LoadOptions load_options;
  load_options.sets = options.sets;
  std::vector<LoadedFile> files = load_all(options.files, load_options);
  refuse_plainly_unmet(files);
  print_faults(files, streams);
  tell_remarks(files, streams);
  if (!options.json) {
    for (const LoadedFile& file : files) {
      if (file.loaded.ok()) describe(file, streams);
    }
  }
  return status_of(files);
}

}  // namespace tenure::analysis::cli
