#include <fmt/format.h>

#include "analysis/cli/commands.h"
#include "analysis/cli/ended.h"
#include "analysis/cli/exit_codes.h"
#include "analysis/cli/interrupt.h"
#include "analysis/cli/result_input.h"
#include "analysis/cli/tracing.h"
#include "sim/base/cancelled.h"

namespace tenure::analysis::cli {
namespace {

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
  const Tracing tracing(options, *input, *strategies, streams);
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
