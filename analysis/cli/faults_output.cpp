#include "analysis/cli/faults_output.h"

#include <algorithm>

#include "analysis/cli/exit_codes.h"
#include "analysis/cli/plain_text.h"

namespace tenure::analysis::cli {

std::vector<LoadedFile> load_all(const std::vector<std::string>& files, const models::LoadOptions& options) {
  std::vector<LoadedFile> all;
  for (const std::string& file : files) all.push_back({file, models::load(file, options)});
  return all;
}

int status_of(const std::vector<LoadedFile>& files) {
  int status = exit_ok;
  for (const LoadedFile& file : files) {
    if (file.loaded.missing) return exit_no_input;
    if (!file.loaded.ok()) status = exit_data;
  }
  return status;
}

void print_faults(const std::vector<LoadedFile>& files, Streams streams) {
  std::vector<models::Fault> faults;
  for (const LoadedFile& file : files) {
    for (models::Fault fault : file.loaded.faults) {
      for (std::string* text : {&fault.file, &fault.message, &fault.why, &fault.allowed, &fault.nearest}) {
        *text = one_line(*text);
      }
      faults.push_back(std::move(fault));
    }
  }
  streams.report["faults"] = faults_json(files);
  if (!faults.empty()) streams.err << models::format(faults) << std::flush;
}

nlohmann::ordered_json fault_json(const models::Fault& fault) {
  return {{"file", fault.file}, {"line", fault.line},       {"column", fault.column}, {"message", fault.message},
          {"why", fault.why},   {"allowed", fault.allowed}, {"nearest", fault.nearest}};
}

nlohmann::ordered_json faults_json(const std::vector<LoadedFile>& files) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const LoadedFile& file : files) {
    for (const models::Fault& fault : file.loaded.faults) {
      list.push_back(fault_json(fault));
    }
  }
  return list;
}

}  // namespace tenure::analysis::cli
