// The tables of an export hold everything of a result, and say what it means.
#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include "analysis/compare/comparison.h"
#include "analysis/export/csv.h"
#include "analysis/export/group_tables.h"
#include "analysis/export/measure_tables.h"
#include "analysis/export/notebook_sources.h"
#include "analysis/export/notebooks.h"
#include "analysis/export/tables.h"
#include "tests/support/catch.h"
#include "tests/support/sample_results.h"

using namespace tenure;
using namespace tenure::analysis;

namespace {

const Table& named(const std::vector<Table>& tables, const std::string& name) {
  const auto found = std::find_if(tables.begin(), tables.end(), [&](const Table& t) { return t.name == name; });
  REQUIRE(found != tables.end());
  return *found;
}

/// Field of the one line whose fields are as `keys` say.
std::string field(const Table& table, const std::map<std::string, std::string>& keys, const std::string& column) {
  std::map<std::string, std::size_t> place;
  for (std::size_t i = 0; i < table.columns.size(); ++i) place[table.columns[i].name] = i;
  std::vector<std::string> found;
  for (const std::vector<std::string>& line : table.lines)
    if (std::all_of(keys.begin(), keys.end(), [&](const auto& key) { return line[place.at(key.first)] == key.second; }))
      found.push_back(line[place.at(column)]);
  REQUIRE(found.size() == 1);
  return found[0];
}

std::vector<std::string> names_of(const std::vector<ExportFile>& files) {
  std::vector<std::string> names;
  for (const ExportFile& file : files) names.push_back(file.name);
  return names;
}

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

TEST_CASE("Fields are what a spreadsheet takes for what they are", "[unit][export]") {
  CHECK(csv_text("plain") == "plain");
  CHECK(csv_text("a,b") == "\"a,b\"");
  CHECK(csv_text("say \"x\"\n") == "\"say \"\"x\"\"\n\"");
  for (const char* formula : {"=1", "+1", "-1", "@x", "\t1", "\xEF\xBC\x9D" "1"})
    CHECK(csv_text(formula).find('\'') == (csv_text(formula)[0] == '"' ? 1 : 0));
  CHECK(csv_number(0.1) == "0.1");
  CHECK(csv_number(std::nan("")).empty());
  CHECK(csv_number(1e300 * 1e300).empty());
  CHECK(csv_line({"a", "", "b"}) == "a,,b\r\n");
}

TEST_CASE("Every value of every measure is in a table, once", "[unit][export]") {
  const ResultSet results = test::sample_draws(5, 2, 3);
  const std::vector<Table> tables = measure_tables(results);
  REQUIRE(tables[0].name == "totals.csv");
  CHECK(tables[0].lines.size() == 3 * 3 + 3 * 5 * 2);
  CHECK(named(tables, "by_segment_month.csv").lines.size() == 3 * 3 * 2 * 4);
  CHECK(named(tables, "by_pool_month.csv").lines.size() == 2 * 3 * 4);  // the low strategy has no pool: its lines would be empty
  std::set<std::string> columns;
  for (const Table& table : tables)
    for (const Column& column : table.columns) {
      CHECK(!column.meaning.empty());
      if (column.role == "value") CHECK(columns.insert(column.name).second);
    }
  for (const ResultVariable& variable : results.variables) CHECK(columns.count(variable.name) == 1);
  CHECK(field(tables[0], {{"strategy", "mid"}, {"draw", "0"}, {"replication", "2"}}, "net_value") == csv_number(test::sample_net_value(1, 2)));
  const ResultVariable& net = *results.variable("net_value");
  CHECK(field(tables[0], {{"strategy", "high"}, {"draw", "4"}, {"replication", "1"}}, "net_value") ==
        csv_number(net.draw_values[results.draw_cell(2, 3, 1)]));
  CHECK(field(named(tables, "by_segment_month.csv"), {{"strategy", "low"}, {"replication", "1"}, {"segment", "large"}, {"month", "3"}}, "monthly_retained") ==
        csv_number(results.variable("monthly_retained")->values[(0 * 3 + 1) * 8 + 1 * 4 + 2]));
}

TEST_CASE("Draws are told as the comparison tells them", "[unit][export]") {
  const ResultSet results = test::sample_draws();
  const World world = compare_world(results, "", {"", By::whole});
  const ComparedMeasure& net = *std::find_if(world.measures.begin(), world.measures.end(), [](const auto& m) { return m.name == "net_value"; });
  const std::vector<Table> tables = group_tables(results);
  const Table& table = named(tables, "uncertainty.csv");
  const std::map<std::string, std::string> high = {{"strategy", "high"}, {"minus", "low"}, {"segment", ""}, {"measure", "net_value"}};
  CHECK(field(table, high, "mean") == csv_number(net.drawn_against[2].mean.mean));
  CHECK(field(table, high, "high") == csv_number(net.drawn_against[2].range.high));
  CHECK(field(table, high, "share_above_zero") == csv_number(net.drawn_against[2].above_zero));
  CHECK(field(table, {{"strategy", "low"}, {"minus", ""}, {"segment", ""}, {"measure", "net_value"}}, "variance_ignorance") ==
        csv_number(net.drawn[0].variance.ignorance));
  for (const std::vector<std::string>& line : table.lines) REQUIRE(line.size() == table.columns.size());
}

TEST_CASE("What was chosen and controlled is told, and only where it is", "[unit][export]") {
  ResultSet results = test::sample_results(4);
  CHECK(group_tables(results).empty());
  results.chosen = ChosenCounts{};
  results.chosen->by_strategy = {2, 4, 4};
  CountedPrecision precise;
  precise.measure = "net_value";
  precise.unit = "USD";
  precise.half_width = 1000.0;
  precise.relative_half_width = std::nan("");
  precise.widest = "high";
  precise.found = 900.0;
  precise.reached = true;
  results.chosen->precision = {precise};
  CountedSelection selection;
  selection.best = "mid";
  selection.reached = true;
  results.chosen->selection = selection;
  results.controls = {{"opening"}, {2.5}, {1.0, 2.0, 3.0, 4.0}};
  const std::vector<Table> tables = group_tables(results);
  CHECK(field(named(tables, "counts.csv"), {{"strategy", "low"}}, "replications") == "2");
  CHECK(field(named(tables, "counts.csv"), {{"selected", "1"}}, "strategy") == "mid");
  CHECK(field(named(tables, "precision.csv"), {{"measure", "net_value"}}, "found") == "900");
  CHECK(field(named(tables, "precision.csv"), {{"measure", "net_value"}}, "relative_half_width").empty());
  CHECK(field(named(tables, "controls.csv"), {{"control", "opening"}, {"replication", "2"}}, "value") == "3");
}

TEST_CASE("All files of an export, and a dictionary of all their columns", "[unit][export]") {
  const std::vector<ExportFile> files = export_files(test::sample_draws(6, 1, 3));
  const std::vector<std::string> names = names_of(files);
  for (const char* name : {"totals.csv", "by_segment.csv", "by_segment_month.csv", "by_pool_month.csv", "estimates.csv", "uncertainty.csv", "members.csv",
                           "parameters.csv", "draws.csv", "about.csv", "dictionary.csv", "scenario.toml", "README.md"})
    CHECK(has(names, name));
  const std::string dictionary = std::find_if(files.begin(), files.end(), [](const auto& f) { return f.name == "dictionary.csv"; })->text;
  for (const ExportFile& file : files) {
    if (!file.name.ends_with(".csv") || file.name == "dictionary.csv") continue;
    std::istringstream header(file.text.substr(0, file.text.find("\r\n")));
    for (std::string column; std::getline(header, column, ',');)
      CHECK(dictionary.find("\n" + file.name + "," + column + ",") != std::string::npos);
  }
}

TEST_CASE("Notebooks are bound to a file, and left out where they have nothing to read", "[unit][export]") {
  const std::vector<ExportFile> plain = bound_notebooks({"../r.h5", "Title", "Words.", {}, ""});
  CHECK(has(names_of(plain), "01_overview.ipynb"));
  CHECK(has(names_of(plain), "tenure_results.py"));
  CHECK_FALSE(has(names_of(plain), "04_customers.ipynb"));
  CHECK_FALSE(has(names_of(plain), "05_uncertainty.ipynb"));
  const std::vector<ExportFile> all = bound_notebooks({"a \"b\"\\.h5", "<T>", "*w*", {"c.json", "d.json"}, "e.json"});
  CHECK(all.size() == notebook_sources().size());
  for (const ExportFile& file : all) {
    if (!file.name.ends_with(".ipynb")) continue;
    CHECK(file.text.find(R"(RESULTS = \"a \\\"b\\\"\\\\.h5\"  # )") != std::string::npos);
    CHECK(file.text.find("results.h5\\\"") == std::string::npos);
    if (file.name == "04_customers.ipynb") CHECK(file.text.find(R"(CUSTOMERS = [\"c.json\",\"d.json\"]  # )") != std::string::npos);
    if (file.name == "05_uncertainty.ipynb") CHECK(file.text.find(R"(DECISION = \"e.json\"  # )") != std::string::npos);
    if (file.name == "01_overview.ipynb") CHECK(file.text.find("&#60;T&#62;\\n") != std::string::npos);
  }
  CHECK(as_markdown("a_b $x$ <i>\n") == "a&#95;b &#36;x&#36; &#60;i&#62; ");
}
