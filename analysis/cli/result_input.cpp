#include "analysis/cli/result_input.h"

#include <algorithm>
#include <filesystem>
#include <regex>

#include "analysis/cli/exit_codes.h"
#include "analysis/cli/plain_text.h"

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

}  // namespace tenure::analysis::cli
