#include "analysis/export/tables.h"

#include <cmath>

#include <fmt/format.h>

#include "analysis/compare/comparison.h"
#include "analysis/compare/numbers.h"
#include "analysis/compare/sentence.h"
#include "analysis/export/csv.h"
#include "analysis/export/group_tables.h"
#include "analysis/export/measure_tables.h"

namespace tenure::analysis {
namespace {

Table estimates_of(const ResultSet& results) {
  Table table{"estimates.csv",
              "One strategy, or one minus the baseline under the same luck: mean over the replications (or the draws, where there are any) with its interval",
              {{"strategy", "key", "", "", "engagement strategy"},
               {"minus", "key", "", "", "the baseline, where the line is a difference from it; empty: the strategy's own value"},
               {"segment", "key", "", "", "customer segment; empty: the whole book"},
               {"pool", "key", "", "", "staff pool; empty: not of one pool"},
               {"channel", "key", "", "", "channel of contacts; empty: not of one channel"},
               {"measure", "key", "", "", "name of the measure"},
               {"unit", "value", "", "", "unit of mean, half_width, low and high"},
               {"mean", "value", "as in unit", "", "mean over the replications, or over the draws"},
               {"half_width", "value", "as in unit", "", "half the width of the confidence interval"},
               {"low", "value", "as in unit", "", "lower end of the interval"},
               {"high", "value", "as in unit", "", "upper end of the interval"},
               {"n", "value", "1", "", "replications, or draws, in which the value exists"},
               {"confidence", "value", "1", "", "confidence of the interval"},
               {"variance_gain", "value", "1", "", "differences: by what factor the same luck made the variance smaller"}},
              {}};
  const World world = compare_world(results, "", {"", By::segment});
  const auto add = [&](const ComparedMeasure& measure, std::size_t s, const std::string& minus, const Estimate& e, double gain) {
    const bool known = has_interval(e);
    table.lines.push_back({csv_text(world.strategies[s]), csv_text(minus), csv_text(measure.segment), csv_text(measure.pool),
                           csv_text(measure.channel), csv_text(measure.name), csv_text(measure.unit), csv_number(e.mean),
                           known ? csv_number(e.half_width) : "", known ? csv_number(e.low()) : "",
                           known ? csv_number(e.high()) : "", std::to_string(e.n), csv_number(e.confidence), csv_number(gain)});
  };
  for (const ComparedMeasure& measure : world.measures) {
    for (std::size_t s = 0; s < world.strategies.size(); ++s) add(measure, s, "", measure.by_strategy[s], std::nan(""));
    for (std::size_t s = 0; s < world.strategies.size(); ++s) {
      if (s == world.baseline) continue;
      add(measure, s, world.strategies[world.baseline], measure.against_baseline[s].difference, measure.against_baseline[s].gain);
    }
  }
  return table;
}

Table members_of(const ResultSet& results) {
  Table table{"members.csv",
              "One member of a dimension",
              {{"dimension", "key", "", "", "name of the dimension, a column of other tables"},
               {"member", "key", "", "", "name or number, as the other tables have it"},
               {"label", "value", "", "", "name for people"},
               {"end_days", "value", "d", "", "months: end of the month, from the start of the simulated time"}},
              {}};
  for (const Dimension& dimension : results.dimensions) {
    if (dimension.name == "replication" || dimension.name == "draw") continue;
    for (std::size_t i = 0; i < dimension.size(); ++i) {
      const bool named = !dimension.labels.empty();
      const bool month = dimension.name == "month" && i < results.month_ends.size();
      table.lines.push_back({csv_text(dimension.name),
                             named ? csv_text(dimension.labels[i]) : std::to_string(dimension.first + static_cast<int>(i)),
                             named ? csv_text(results.display_label(dimension.name, i)) : "",
                             month ? csv_number(results.month_ends[i]) : ""});
    }
  }
  return table;
}

Table parameters_of(const ResultSet& results) {
  Table table{"parameters.csv",
              "One number of the scenario",
              {{"key", "key", "", "", "where it stands in the scenario file"},
               {"value", "value", "as in unit", "", "the value simulated"},
               {"low", "value", "as in unit", "", "5th percentile of what it may be, where stated"},
               {"high", "value", "as in unit", "", "95th percentile of what it may be, where stated"},
               {"unit", "value", "", "", "unit of value, low and high"},
               {"dist", "value", "", "", "distribution of what it may be, where stated"},
               {"text", "value", "", "", "as the scenario file spells it"},
               {"grade", "value", "", "", "A to D, J (judgement) or U (unverified): how far it can be trusted"},
               {"source", "value", "", "", "where it comes from"},
               {"note", "value", "", "", "remark of the scenario's author"}},
              {}};
  for (const ResultParameter& p : results.parameters)
    table.lines.push_back({csv_text(p.key), csv_number(p.value), csv_number(p.low), csv_number(p.high), csv_text(p.unit),
                           csv_text(p.dist), csv_text(p.text), csv_text(p.grade), csv_text(p.source), csv_text(p.note)});
  return table;
}

Table draws_of(const ResultSet& results) {
  Table table{"draws.csv",
              "One number of the scenario in one draw, where it differs between draws",
              {{"draw", "key", "", "", "as in the tables of measures"},
               {"key", "key", "", "", "where the number stands in the scenario file"},
               {"value", "value", "as in parameters.csv", "", "the value in force"}},
              {}};
  const std::size_t numbers = results.parameters.size();
  const std::vector<double>& drawn = results.drawn.parameters;
  for (std::size_t p = 0; p < numbers; ++p) {
    bool differs = false;
    for (std::size_t d = 1; d < results.draws(); ++d) differs = differs || drawn[d * numbers + p] != drawn[p];
    for (std::size_t d = 0; differs && d < results.draws(); ++d)
      table.lines.push_back({std::to_string(d + 1), csv_text(results.parameters[p].key), csv_number(drawn[d * numbers + p])});
  }
  return table;
}

Table last_year_of(const ResultSet& results) {
  Table table{"last_year.csv",
              "One figure of last year that the scenario states, and the level that was solved to meet it",
              {{"segment", "key", "", "", "customer segment"},
               {"figure", "key", "", "", "churn, grr or contacts; first_year: opening customers who came within a year, beside what the funnel leaves of a year's"},
               {"stated", "value", "1", "", "as the scenario states it; contacts: per day; first_year: customers"},
               {"level", "value", "1", "", "factor by which hazards or demand were moved"},
               {"expected", "value", "1", "", "what the solved level gives"},
               {"half_width", "value", "1", "", "half-width of expected"}},
              {}};
  for (const ResultSolved& s : results.solved)
    table.lines.push_back({csv_text(s.segment), csv_text(s.what), csv_number(s.target), csv_number(s.level),
                           csv_number(s.expected), csv_number(s.error)});
  return table;
}

Table about(const ResultSet& results) {
  Table table{"about.csv",
              "One fact about the run",
              {{"fact", "key", "", "", "what is said"}, {"value", "value", "", "", "how it is"}},
              {}};
  const auto add = [&](const char* fact, const std::string& value) { table.lines.push_back({fact, csv_text(value)}); };
  add("title", results.title);
  add("question", results.question);
  add("in_words", in_plain_words(compare_world(results, "", {"", By::whole})));
  add("currency", results.currency);
  add("baseline", results.baseline);
  add("today", results.today);
  add("confidence", csv_number(results.confidence));
  add("replications", std::to_string(results.replications()));
  add("draws", std::to_string(results.draws()));
  add("start_date", results.start_date);
  add("horizon_days", csv_number(results.horizon_days));
  add("sweep_point", results.sweep_point);
  add("seed", results.seed);
  add("scenario_sha256", results.scenario_sha256);
  add("program_version", results.program_version);
  return table;
}

Table dictionary_of(const std::vector<Table>& tables) {
  Table table{"dictionary.csv",
              "One column of one table",
              {{"table", "key", "", "", "file in which the column stands"},
               {"column", "key", "", "", "its name"},
               {"role", "value", "", "", "key: says what a line is about; value: what is said about it"},
               {"unit", "value", "", "", "unit of the values; 1 for plain numbers and shares"},
               {"over_time", "value", "", "", "measures: sum, mean or point over the time that a value covers"},
               {"keys", "value", "", "", "the columns that say what a line of the table is about"},
               {"meaning", "value", "", "", "in plain words"}},
              {}};
  for (const Table& of : tables) {
    std::string keys;
    for (const Column& column : of.columns)
      if (column.role == "key") keys += (keys.empty() ? "" : " ") + column.name;
    for (const Column& c : of.columns)
      table.lines.push_back({csv_text(of.name), csv_text(c.name), csv_text(c.role), csv_text(c.unit), csv_text(c.over_time),
                             csv_text(keys), csv_text(c.meaning)});
  }
  return table;
}

/// Text of a Markdown table's cell, on one line and without marks that would end the cell or begin a tag.
std::string cell(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '\n' || c == '\r') {
      escaped += ' ';
    } else if (c == '<') {
      escaped += "&lt;";
    } else {
      if (c == '|' || c == '\\') escaped += '\\';
      escaped += c;
    }
  }
  return escaped;
}

std::string readme_of(const ResultSet& results, const std::vector<Table>& tables) {
  std::string text = fmt::format("# {}\n\n", results.title.empty() ? "A result of Tenure" : cell(results.title));
  if (!results.question.empty()) text += cell(results.question) + "\n\n";
  text += fmt::format(
      "{} strategies, {} replications, {} from {}; money in {}. Written by `tenure export` {}.\n\n"
      "Tables are CSV (RFC 4180, UTF-8, decimal point). An empty field is a value that does not exist. A text that a\n"
      "spreadsheet would take for a formula begins with an apostrophe. What each column means, its unit and the columns\n"
      "that tell its lines apart: `dictionary.csv`.\n\n"
      "The replications of the strategies share their luck: subtract replication by replication before averaging, as\n"
      "`estimates.csv` does.\n\n"
      "| table | one line is | lines |\n|---|---|---|\n",
      results.strategies(), results.replications(), span_text(results.horizon_days), results.start_date,
      cell(results.currency), results.program_version);
  for (const Table& table : tables)
    text += fmt::format("| `{}` | {} | {} |\n", table.name, cell(table.meaning), table.lines.size());
  text += "\n`scenario.toml` is the whole scenario as it was simulated; `tenure run scenario.toml` gives the same result again.\n";
  return text;
}

}  // namespace

std::vector<ExportFile> export_files(const ResultSet& results) {
  std::vector<Table> tables = measure_tables(results);
  tables.push_back(estimates_of(results));
  for (Table& table : group_tables(results)) tables.push_back(std::move(table));
  tables.push_back(members_of(results));
  tables.push_back(parameters_of(results));
  if (results.draws() > 0) tables.push_back(draws_of(results));
  if (!results.solved.empty()) tables.push_back(last_year_of(results));
  tables.push_back(about(results));
  tables.push_back(dictionary_of(tables));
  std::vector<ExportFile> files;
  for (const Table& table : tables) files.push_back({table.name, csv_of(table)});
  files.push_back({"scenario.toml", results.scenario_text});
  files.push_back({"README.md", readme_of(results, tables)});
  return files;
}

}  // namespace tenure::analysis
