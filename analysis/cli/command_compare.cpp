#include <algorithm>

#include "analysis/cli/commands.h"
#include "analysis/cli/exit_codes.h"
#include "analysis/cli/plain_text.h"
#include "analysis/cli/result_input.h"
#include "analysis/compare/comparison.h"
#include "analysis/compare/render.h"
#include "analysis/results/read_results.h"
#include "models/language/fault.h"

namespace tenure::analysis::cli {

int compare(const CompareCommandOptions& options, Streams streams) {
  const CompareOptions compare_options{options.baseline, options.by == "segment" ? By::segment
                                                            : options.by == "month" ? By::month
                                                                                    : By::whole,
                                       options.percentile / 100.0};
  std::vector<World> worlds;
  int status = exit_ok;
  const std::vector<std::string> files = options.files.empty() ? results_of_last_run() : options.files;
  if (files.empty()) {
    streams.err << "tenure compare: there is no results.h5 here; name a result file, or write one with tenure run\n";
    return exit_no_input;
  }
  for (const std::string& file : files) {
    try {
      ResultSet results = read_results(file);
      if (options.format != "json") make_plain(results);
      if (!options.baseline.empty() && !has_strategy(results, options.baseline)) {
        const std::vector<std::string>& names = results.dimensions[0].labels;
        streams.err << file << ": has no strategy " << options.baseline;
        const std::string nearest = models::nearest_name(options.baseline, names);
        if (!nearest.empty()) streams.err << "\n    Did you mean " << nearest << "?";
        streams.err << "\n    Known:";
        for (const std::string& name : names) streams.err << " " << name;
        streams.err << "\n";
        status = exit_usage;
        continue;
      }
      if (options.percentile > 0.0 && results.antithetic) {
        streams.err << file << ": has antithetic pairs, which are made for means; percentiles of single runs need independent ones\n";
        status = exit_usage;
        continue;
      }
      worlds.push_back(compare_world(results, options.format == "json" ? file : one_line(file), compare_options));
    } catch (const ReadError& error) {
      streams.err << error.what() << "\n";
      status = status_of(error.failure());
    }
  }
  if (status != exit_ok) return status;
  const Comparison comparison = compare_worlds(std::move(worlds));
  if (options.format == "json") {
    streams.out << plain_json(as_json(comparison));
  } else if (options.format == "csv") {
    streams.out << as_csv(comparison);
  } else {
    streams.out << as_table(comparison, options.full ? Detail::full : Detail::brief);
  }
  return exit_ok;
}

}  // namespace tenure::analysis::cli
