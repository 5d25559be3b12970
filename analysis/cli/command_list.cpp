#include <algorithm>
#include <array>
#include <filesystem>
#include <sstream>
#include <string_view>

#include <fmt/format.h>

#include "analysis/cli/commands.h"
#include "analysis/cli/exit_codes.h"
#include "analysis/cli/measures_page.h"
#include "analysis/cli/plain_text.h"
#include "analysis/compare/numbers.h"
#include "analysis/compare/sentence.h"
#include "models/language/explain.h"
#include "models/language/load.h"
#include "models/language/schema.h"
#include "models/library_files.h"
#include "models/measure/measures.h"

#ifndef TENURE_VERSION
#error "TENURE_VERSION must be defined by the build"
#endif

namespace tenure::analysis::cli {
namespace {

namespace fs = std::filesystem;

/// The text of the first `key = "..."` line: enough for the titles of the shipped models.
std::string text_of_key(std::string_view toml, std::string_view key) {
  const std::string start = fmt::format("\n{} = \"", key);
  const std::size_t at = toml.find(start);
  if (at == std::string_view::npos) return "";
  const std::size_t from = at + start.size();
  return std::string(toml.substr(from, toml.find('"', from) - from));
}

void list_models(Streams streams) {
  for (const models::LibraryFile& file : models::library_files()) {
    streams.out << padded(std::string(file.name), 14) << text_of_key(file.text, "title") << "\n";
    const std::string fits = text_of_key(file.text, "fits");
    if (fits.empty()) continue;
    std::istringstream lines(wrapped(fits, 84));
    for (std::string line; std::getline(lines, line);) streams.out << padded("", 14) << line << "\n";
  }
}

void list_measures(Streams streams) {
  for (const models::MeasureRow& row : models::measures()) {
    const std::string dims = dims_text(row);
    streams.out << row.name << (dims.empty() ? "" : " [" + dims + "]") << ", " << unit_words(row) << "\n";
    std::istringstream lines(wrapped(std::string(row.meaning), 92));
    for (std::string line; std::getline(lines, line);) streams.out << "    " << line << "\n";
  }
}

/// Shipped scenarios: beside the working directory, or where the program is installed.
fs::path scenario_folder() {
  std::error_code ignored;
  if (fs::is_directory("scenarios", ignored)) return "scenarios";
  const fs::path program = fs::read_symlink("/proc/self/exe", ignored);
  const fs::path installed = program.parent_path().parent_path() / "share/tenure/scenarios";
  return fs::is_directory(installed, ignored) ? installed : fs::path();
}

int list_scenarios(Streams streams) {
  const fs::path folder = scenario_folder();
  if (folder.empty()) {
    streams.err << "no folder scenarios here, and none installed beside the program\n";
    return exit_no_input;
  }
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".toml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    const models::Loaded loaded = models::load(file);
    streams.out << one_line(file.string()) << "\n";
    if (file.filename() == "reference.toml") {  // a valid scenario, but one that nobody would simulate
      streams.out << "    No question: every key of the language with unit, default, range and meaning.\n";
      continue;
    }
    if (!loaded.ok()) {
      streams.out << "    has faults: tenure check " << file.string() << "\n";
      continue;
    }
    const models::Scenario& scenario = loaded.points.front();
    const bool closed =
        scenario.title.empty() || std::string_view("?!.").find(scenario.title.back()) != std::string_view::npos;
    const std::string text = scenario.title + (closed ? " " : ". ") + scenario.question;
    std::istringstream lines(wrapped(one_line(text), 92));
    for (std::string line; std::getline(lines, line);) streams.out << "    " << line << "\n";
  }
  return exit_ok;
}

}  // namespace

int list(const ListOptions& options, Streams streams) {
  if (options.markdown && options.what != "measures") {
    streams.err << "tenure: --markdown goes with measures only\n";
    return exit_usage;
  }
  if (options.what == "models") {
    list_models(streams);
  } else if (options.what == "measures") {
    if (options.markdown) {
      streams.out << measures_page();
    } else {
      list_measures(streams);
    }
  } else if (options.what == "scenarios") {
    return list_scenarios(streams);
  } else if (options.what == "keys") {
    streams.out << models::explain("").text;
  } else {
    streams.out << "tenure list models      engagement models that a scenario can name\n"
                   "tenure list measures    what a run measures\n"
                   "tenure list scenarios   scenario files that come with the program\n"
                   "tenure list keys        tables and topics of the scenario language\n";
  }
  return exit_ok;
}

int explain(const std::string& key, Streams streams) {
  bool found = false;
  for (const models::LibraryFile& file : models::library_files()) {
    if (file.name != key) continue;
    streams.out << file.text;
    found = true;
  }
  if (const models::MeasureRow* row = models::find_measure(key)) {
    const std::string dims = dims_text(*row);
    streams.out << "measure " << row->name << ", " << unit_words(*row)
                << (dims.empty() ? ", one number per strategy, draw and replication" : ", by " + dims) << "\n"
                << wrapped(std::string(row->meaning), 96);
    found = true;
  }
  const models::Explanation explanation = models::explain(key);
  if (explanation.known) {
    if (found) streams.out << "\n";
    streams.out << explanation.text << (explanation.text.ends_with('\n') ? "" : "\n");
    return exit_ok;
  }
  if (found) return exit_ok;
  std::string measures;
  if (key.size() >= 3)
    for (const models::MeasureRow& row : models::measures())
      if (row.name.find(key) != std::string_view::npos)
        measures += fmt::format("  {}, {}\n", row.name, unit_words(row));
  if (explanation.near || !measures.empty()) {
    streams.out << (explanation.near ? explanation.text : fmt::format("\"{}\" is no key.\n", key));
    if (!measures.empty()) streams.out << "Measures of this name (tenure explain NAME):\n" << measures;
    return exit_ok;
  }
  streams.err << explanation.text << (explanation.text.ends_with('\n') ? "" : "\n");
  return exit_usage;
}

int print_schema(Streams streams) {
  streams.out << models::schema();
  return exit_ok;
}

int print_version(Streams streams) {
  streams.out << "tenure " TENURE_VERSION "\n";
  return exit_ok;
}

}  // namespace tenure::analysis::cli
