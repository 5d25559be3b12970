#include "analysis/cli/result_input.h"

#include <algorithm>
#include <filesystem>
#include <regex>

#include "analysis/cli/exit_codes.h"
#include "analysis/cli/plain_text.h"
#include "analysis/results/rerun.h"
#include "models/language/fault.h"

namespace tenure::analysis::cli {

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

std::optional<ResultInput> read_input(const std::string& file, int& status, Streams streams) {
  try {
    ResultInput input{file, read_results(file), {}};
    std::vector<LoadedFile> files;
    files.push_back({file + " (its scenario)", reload(input.results, file + " (its scenario)")});
    if (!files.front().loaded.ok() || files.front().loaded.points.size() != 1) {
      print_faults(files, streams);
      streams.err << file << ": its scenario cannot be simulated again by this program; the file was written by version "
                  << input.results.program_version << "\n";
      status = exit_data;
      return std::nullopt;
    }
    input.scenario = std::move(files.front().loaded.points.front());
    return input;
  } catch (const ReadError& error) {
    streams.err << error.what() << "\n";
    status = status_of(error.failure());
    return std::nullopt;
  }
}

std::optional<std::vector<int>> strategies_named(const std::string& file, const models::Scenario& scenario,
                                                 const std::vector<std::string>& names, Streams streams) {
  std::vector<std::string> known;
  for (const models::Strategy& s : scenario.strategies) known.push_back(s.name);
  for (const std::string& name : names) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    streams.err << file << ": has no strategy " << name;
    if (const std::string nearest = models::nearest_name(name, known); !nearest.empty()) streams.err << "\n    Did you mean " << nearest << "?";
    streams.err << "\n    Known:";
    for (const std::string& one : known) streams.err << " " << one;
    streams.err << "\n";
    return std::nullopt;
  }
  std::vector<int> out;
  for (std::size_t i = 0; i < known.size(); ++i)
    if (names.empty() || std::find(names.begin(), names.end(), known[i]) != names.end()) out.push_back(static_cast<int>(i));
  return out;
}

void make_plain(models::Scenario& scenario) {
  for (std::string* text : {&scenario.title, &scenario.question, &scenario.money.currency}) *text = one_line(*text);
  for (models::Stage& s : scenario.stages) s.label = one_line(s.label);
  for (models::Segment& s : scenario.segments) s.label = one_line(s.label);
  for (models::Strategy& s : scenario.strategies) {
    s.label = one_line(s.label);
    for (models::Pool& pool : s.pools) pool.label = one_line(pool.label);
  }
}

}  // namespace tenure::analysis::cli
