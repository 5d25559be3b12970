#include <filesystem>
#include <fstream>
#include <limits>
#include <sstream>

#include "analysis/cli/commands.h"
#include "analysis/cli/ended.h"
#include "analysis/cli/exit_codes.h"
#include "analysis/cli/interrupt.h"
#include "analysis/cli/plain_text.h"
#include "analysis/cli/result_input.h"
#include "analysis/cli/tracing.h"
#include "analysis/report/page.h"
#include "analysis/report/splits.h"
#include "analysis/report/traces.h"
#include "analysis/results/atomic_file.h"
#include "analysis/results/read_results.h"
#include "models/language/fault.h"
#include "sim/base/cancelled.h"

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

constexpr int most_traces = 3;
/// Months of customers up to which somebody is followed without being asked for: some seconds of one core.
constexpr double followed_unasked = 1e6;

/// Customers whose lives part most tellingly: one who stays because of another strategy, one who leaves because of it, and the
/// middle one.  Null where there is too much to simulate again, of which more than `limit` is (months of customers).
Json traces_of(const std::string& file, int most, double limit, int threads, Streams streams) {
  int status = exit_ok;
  std::optional<ResultInput> input = read_input(file, status, streams);
  if (!input) throw Ended{status};
  make_plain(input->scenario);
  const std::optional<std::vector<int>> strategies = strategies_named(file, input->scenario, {}, streams);
  Json documents = Json::array();
  if (!strategies || strategies->size() < 2) return documents;
  TraceCommandOptions wanted;
  wanted.threads = threads;
  const Tracing tracing(wanted, *input, *strategies, streams);
  if (tracing.customer_months() > limit) return nullptr;
  for (const TraceReport& report : tracing.followed({Pick::saved, Pick::lost, Pick::median}, static_cast<std::size_t>(most)))
    documents.push_back(trace_document(report));
  return documents;
}

/// Follows customers as asked for, or where nothing is said those of a single file, if that takes a moment.
void follow(const ReportOptions& options, const std::vector<std::string>& files, std::vector<ReportedWorld>& worlds, Streams streams) {
  if (options.traces) {
    for (std::size_t i = 0; i < worlds.size() && *options.traces > 0; ++i)
      worlds[i].traces = traces_of(files[i], *options.traces, std::numeric_limits<double>::infinity(), options.threads, streams);
    return;
  }
  if (files.size() != 1) return;
  std::ostringstream unsaid;  // that it cannot be done is no fault of a page that did not ask for it
  const Streams quiet{unsaid, unsaid, unsaid, streams.progress, streams.report};
  std::string why = "this program cannot simulate the run again";
  try {
    worlds[0].traces = traces_of(files[0], most_traces, followed_unasked, options.threads, quiet);
    if (!worlds[0].traces.is_null()) return;
    why = "to simulate so many again takes a while";
  } catch (const Ended&) {
  }
  if (!options.quiet) streams.remarks << "No customer is followed on the page: " << why << "; see --traces\n";
}

/// Gives each world its split; the document must be one of these results.
void add_splits(const std::string& file, std::vector<ReportedWorld>& worlds, Streams streams) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) {
    streams.err << file << ": cannot be read\n";
    throw Ended{exit_no_input};
  }
  const Json document = Json::parse(text.str(), nullptr, false);
  const std::vector<Json> points = splits_in(document);
  if (points.empty()) {
    streams.err << file << ": is not what tenure split writes\n    Make it with tenure split RESULTS --json > " << file << "\n";
    throw Ended{exit_data};
  }
  bool any = false;
  for (ReportedWorld& world : worlds)
    for (const Json& point : points)
      if (world.split.is_null() && is_split_of(point, world.results)) {
        world.split = point;
        for (Json& strategy : world.split["strategies"]) strategy["sentence"] = one_line(strategy["sentence"].get<std::string>());
        any = true;
      }
  if (any) return;
  streams.err << file << ": is a split of other results: its differences are not those of the replications in the file\n"
              << "    Make it with tenure split RESULTS --json > " << file << "\n";
  throw Ended{exit_data};
}

int write_report(const ReportOptions& options, Streams streams) {
  const std::vector<std::string> files = options.files.empty() ? results_of_last_run() : options.files;
  if (files.empty()) {
    streams.err << "tenure report: there is no results.h5 here; name a result file, or write one with tenure run\n";
    return exit_no_input;
  }
  check_output(options, files, streams);
  std::vector<ReportedWorld> worlds = worlds_of(files, options.baseline, streams);
  if (!options.split.empty()) add_splits(options.split, worlds, streams);
  follow(options, files, worlds, streams);
  const std::string page = report_page(worlds);
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
  const InterruptGuard guard;
  try {
    return status_of_command([&] { return write_report(options, streams); });
  } catch (const sim::Cancelled&) {
    streams.err << "Stopped before the end.\n";
    return InterruptGuard::exit_status();
  }
}

}  // namespace tenure::analysis::cli
