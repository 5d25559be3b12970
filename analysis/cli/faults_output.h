// How faults of scenario files reach the user: as text on standard error, and in the JSON document when asked for.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "analysis/cli/program.h"
#include "models/language/fault.h"
#include "models/language/load.h"

namespace tenure::analysis::cli {

/// A scenario file and what became of it.
struct LoadedFile {
  std::string name;
  models::Loaded loaded;
};

/// Loads all files, faulty ones included.
std::vector<LoadedFile> load_all(const std::vector<std::string>& files, const models::LoadOptions& options);

/// exit_ok, exit_data or exit_no_input.
int status_of(const std::vector<LoadedFile>& files);

/// Prints all faults on standard error, with their number, and reports them; prints nothing when there are none.
void print_faults(const std::vector<LoadedFile>& files, Streams streams);

/// One fault as JSON.
nlohmann::ordered_json fault_json(const models::Fault& fault);

/// The faults as a JSON list.
nlohmann::ordered_json faults_json(const std::vector<LoadedFile>& files);

}  // namespace tenure::analysis::cli
