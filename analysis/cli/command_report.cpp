#include <filesystem>

#include "analysis/cli/commands.h"
#include "analysis/cli/ended.h"
#include "analysis/cli/exit_codes.h"
#include "analysis/cli/plain_text.h"
#include "analysis/cli/result_input.h"
#include "analysis/report/page.h"
#include "analysis/results/atomic_file.h"
#include "analysis/results/read_results.h"
#include "models/language/fault.h"

namespace tenure::analysis::cli {
namespace {

namespace fs = std::filesystem;

void check_output(const ReportOptions& options, const std::vector<std::string>& inputs, Streams streams) {
  try {
    if (options.output.empty())
      throw FileError(FileFailure::cannot_create, "tenure report: -o \"\" names no file; write for example -o report.html");
    for (const std::string& input : inputs) {
      std::error_code missing;
      if (fs::equivalent(options.output, input, missing))
        throw FileError(FileFailure::cannot_create, options.output + ": is a result that is read, which is never "
                                                                     "overwritten\n    Choose another name with -o.");
    }
    ensure_writable(options.output, options.force ? Replace::always : Replace::never);
  } catch (const FileError& error) {
    end_with(error, streams);
  }
}

/// All files, or the end with what is wrong with any of them.
std::vector<ReportedWorld> worlds_of(const std::vector<std::string>& files, const std::string& baseline, Streams streams) {
  std::vector<ReportedWorld> worlds;
  int status = exit_ok;
  for (const std::string& file : files) {
    try {
      ResultSet results = read_results(file);
      make_plain(results);
      if (!baseline.empty() && !has_strategy(results, baseline)) {
        const std::vector<std::string>& names = results.dimensions[0].labels;
        streams.err << file << ": has no strategy " << baseline;
        const std::string nearest = models::nearest_name(baseline, names);
        if (!nearest.empty()) streams.err << "\n    Did you mean " << nearest << "?";
        streams.err << "\n    Known:";
        for (const std::string& name : names) streams.err << " " << name;
        streams.err << "\n";
        status = exit_usage;
        continue;
      }
      worlds.push_back(reported_world(std::move(results), one_line(file), baseline));
    } catch (const ReadError& error) {
      streams.err << error.what() << "\n";
      status = status_of(error.failure());
    }
  }
  if (status != exit_ok) throw Ended{status};
  return worlds;
}

int write_report(const ReportOptions& options, Streams streams) {
  const std::vector<std::string> files = options.files.empty() ? results_of_last_run() : options.files;
  if (files.empty()) {
    streams.err << "tenure report: there is no results.h5 here; name a result file, or write one with tenure run\n";
    return exit_no_input;
  }
  check_output(options, files, streams);
  const std::string page = report_page(worlds_of(files, options.baseline, streams));
  try {
    write_whole(options.output, page, options.force ? Replace::always : Replace::never);
  } catch (const FileError& error) {
    end_with(error, streams);
  }
  if (!options.quiet) streams.remarks << "Wrote " << options.output << "; open it in a browser\n";
  return exit_ok;
}

}  // namespace

int report(const ReportOptions& options, Streams streams) {
  return status_of_command([&] { return write_report(options, streams); });
}

}  // namespace tenure::analysis::cli
