#include <algorithm>
#include <filesystem>
#include <regex>

#include "analysis/cli/commands.h"
#include "analysis/cli/exit_codes.h"
#include "analysis/cli/plain_text.h"
#include "analysis/compare/comparison.h"
#include "analysis/compare/render.h"
#include "analysis/results/read_results.h"
#include "models/language/fault.h"

namespace tenure::analysis::cli {
namespace {

int status_of(ReadFailure failure) {
  switch (failure) {
    case ReadFailure::missing:
      return exit_no_input;
    case ReadFailure::wrong_version:
      return exit_config;
    case ReadFailure::damaged:
      return exit_data;
  }
  return exit_data;
}

/// What `tenure run` writes when it is not told where: results.h5, or a file for each point of a sweep.
std::vector<std::string> results_of_last_run() {
  std::error_code ignored;
  if (std::filesystem::exists("results.h5", ignored)) return {"results.h5"};
  std::vector<std::string> points;
  static const std::regex numbered("results\\.p[0-9]+\\.h5");
  for (const auto& entry : std::filesystem::directory_iterator(".", ignored)) {
    const std::string name = entry.path().filename().string();
    if (std::regex_match(name, numbered)) points.push_back(name);
  }
  std::sort(points.begin(), points.end());
  return points;
}

/// Texts from a file, made fit for a table.  JSON has its own way of spelling them.
void make_plain(ResultSet& results) {
  for (std::string* text : {&results.title, &results.question, &results.currency, &results.sweep_point}) {
    *text = one_line(*text);
  }
  for (ResultLabels& display : results.display_labels) {
    for (std::string& label : display.labels) label = one_line(label);
  }
  for (ResultVariable& variable : results.variables) {
    variable.unit = one_line(variable.unit);
    variable.long_name = one_line(variable.long_name);
  }
  if (results.chosen) {
    for (CountedPrecision& p : results.chosen->precision)
      for (std::string* text : {&p.measure, &p.of, &p.against, &p.unit, &p.widest}) *text = one_line(*text);
    if (auto& s = results.chosen->selection)
      for (std::string* text : {&s->measure, &s->of, &s->unit, &s->best}) *text = one_line(*text);
  }
  for (ResultParameter& p : results.parameters) {
    for (std::string* text : {&p.key, &p.dist, &p.unit, &p.text, &p.grade, &p.source, &p.note}) *text = one_line(*text);
  }
}

}  // namespace

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
    streams.out << as_table(comparison, options.full || options.by != "whole" ? Detail::full : Detail::brief);
  }
  return exit_ok;
}

}  // namespace tenure::analysis::cli
