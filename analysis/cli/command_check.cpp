#include <cmath>

#include "analysis/cli/commands.h"
#include "analysis/cli/exit_codes.h"
#include "analysis/cli/faults_output.h"
#include "sim/time/tick.h"

namespace tenure::analysis::cli {
namespace {

std::string counted(std::size_t n, const std::string& one) {
  return std::to_string(n) + " " + one + (n == 1 ? "" : "s");
}

void describe(const LoadedFile& file, Streams streams) {
  const models::Scenario& scenario = file.loaded.points.front();
  std::string strategies =
      scenario.strategies.size() == 1 ? "1 strategy" : std::to_string(scenario.strategies.size()) + " strategies";
  streams.out << file.name << ": no faults; " << strategies << ", " << counted(scenario.segments.size(), "segment")
              << ", " << counted(scenario.stages.size(), "stage") << ", "
              << counted(static_cast<std::size_t>(scenario.experiment.replications), "replication") << ", "
              << counted(static_cast<std::size_t>(scenario.time.months()), "month");
  if (file.loaded.points.size() > 1)
    streams.out << ", " << counted(file.loaded.points.size(), "point") << " of the sweep";
  streams.out << "\n";
  if (file.loaded.points.size() > 1) {
    for (const models::Scenario& point : file.loaded.points) streams.out << "    " << point.sweep_point << "\n";
  }
}

}  // namespace

int check(const CheckOptions& options, Streams streams) {
  models::LoadOptions load_options;
  load_options.sets = options.sets;
  const std::vector<LoadedFile> files = load_all(options.files, load_options);
  print_faults(files, streams);
  if (options.json) {
    nlohmann::ordered_json json;
    json["format"] = "tenure check";
    json["version"] = 1;
    json["faults"] = faults_json(files);
    print_json(json, streams);
  } else {
    for (const LoadedFile& file : files) {
      if (file.loaded.ok()) describe(file, streams);
    }
  }
  return status_of(files);
}

}  // namespace tenure::analysis::cli
