#include "analysis/decide/csv.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

namespace tenure::analysis::decision {
namespace {

using models::Fault;

constexpr std::size_t most_faults_of_a_kind = 20;  // of one file; a file of the wrong form has one in every field

struct Field {
  std::string text;
  int line = 0, column = 0;  ///< of its first character, from 1
};

struct Table {
  std::string file;
  std::vector<Field> header;
  std::vector<std::vector<double>> rows;
  std::vector<int> lines;               ///< of the rows
  std::vector<std::string> draw_of_row;  ///< empty without a column "draw"
  int draw_column = -1;
};

/// Faults of one file.
class Faults {
 public:
  Faults(std::string file, std::vector<Fault>& all) : file_(std::move(file)), all_(all) {}

  void add(int line, int column, std::string message, std::string why, std::string allowed = {}, std::string nearest = {}) {
    if (++count_ > most_faults_of_a_kind) return;
    all_.push_back({file_, line, column, std::move(message), std::move(why), std::move(allowed), std::move(nearest)});
  }

  ~Faults() {
    if (count_ > most_faults_of_a_kind)
      all_.push_back({file_, 0, 0, std::to_string(count_ - most_faults_of_a_kind) + " more faults are not listed", "", "", ""});
  }

 private:
  std::string file_;
  std::vector<Fault>& all_;
  std::size_t count_ = 0;
};

/// Fields of one line; quotes as in RFC 4180, but a field ends with its line.
std::vector<Field> fields_of(const std::string& line, int number, Faults& faults) {
  std::vector<Field> fields;
  std::size_t at = 0;
  for (;;) {
    Field field{"", number, static_cast<int>(at) + 1};
    if (const std::size_t quote = line.find_first_not_of(" \t", at); quote != std::string::npos && line[quote] == '"') {
      at = quote;
      field.column = static_cast<int>(at) + 1;
    }
    if (at < line.size() && line[at] == '"') {
      bool closed = false;
      for (++at; at < line.size(); ++at) {
        if (line[at] != '"') {
          field.text += line[at];
        } else if (at + 1 < line.size() && line[at + 1] == '"') {
          field.text += line[at++];
        } else {
          closed = true;
          ++at;
          break;
        }
      }
      if (!closed)
        faults.add(number, field.column, "a quote is not closed on its line", "A field ends with its line.",
                   "Close it with a second double quote.");
    }
    const std::size_t comma = std::min(line.find(',', at), line.size());
    field.text += line.substr(at, comma - at);
    const std::size_t first = field.text.find_first_not_of(" \t"), last = field.text.find_last_not_of(" \t");
    if (first == std::string::npos) {
      field.text.clear();
    } else {
      field.column += static_cast<int>(first);
      field.text = field.text.substr(first, last - first + 1);
    }
    fields.push_back(std::move(field));
    if (comma >= line.size()) return fields;
    at = comma + 1;
  }
}

bool number_from(const std::string& text, double& value) {
  const char* const begin = text.data() + (text.starts_with('+') ? 1 : 0);
  const auto parsed = std::from_chars(begin, text.data() + text.size(), value);
  return parsed.ec == std::errc{} && parsed.ptr == text.data() + text.size() && std::isfinite(value);
}

void read_header(Table& table, const std::string& line, int number, const std::string& what, Faults& faults) {
  table.header = fields_of(line, number, faults);
  if (table.header.size() == 1 && line.find(';') != std::string::npos)
    faults.add(number, 1, "the fields are separated by semicolons", "A comma separates fields here, a point the decimals.",
               "Save the table with commas between fields.");
  std::set<std::string> seen;
  for (std::size_t i = 0; i < table.header.size(); ++i) {
    const Field& field = table.header[i];
    double value = 0.0;
    if (field.text.empty()) {
      faults.add(field.line, field.column, "a column has no name", "The first line names the " + what + ".");
    } else if (number_from(field.text, value)) {
      faults.add(field.line, field.column, "the first line has the number " + field.text + " where a name is due",
                 "The first line names the " + what + ".", "Put a line of names above the numbers.");
    } else if (!seen.insert(field.text).second) {
      faults.add(field.line, field.column, "the name " + field.text + " is there twice", "Each column needs its own.");
    }
    if (field.text == "draw") table.draw_column = static_cast<int>(i);
  }
}

void read_row(Table& table, const std::string& line, int number, Faults& faults) {
  const std::vector<Field> fields = fields_of(line, number, faults);
  if (fields.size() != table.header.size()) {
    faults.add(number, fields.size() > table.header.size() ? fields[table.header.size()].column : static_cast<int>(line.size()) + 1,
               "the row has " + std::to_string(fields.size()) + " fields, the first line names " +
                   std::to_string(table.header.size()),
               "It cannot be told which value belongs to which column.");
  }
  std::vector<double> row;
  for (std::size_t i = 0; i < std::min(fields.size(), table.header.size()); ++i) {
    if (static_cast<int>(i) == table.draw_column) {
      table.draw_of_row.push_back(fields[i].text);
      continue;
    }
    double value = 0.0;
    if (!number_from(fields[i].text, value))
      faults.add(fields[i].line, fields[i].column,
                 (fields[i].text.empty() ? "nothing" : "\"" + fields[i].text + "\"") + " in column " + table.header[i].text,
                 "Every draw needs a finite number for every column.", "Write it like 1234.5 or 1.2e6.");
    row.push_back(value);
  }
  row.resize(table.header.size(), 0.0);
  table.rows.push_back(std::move(row));
  table.lines.push_back(number);
}

/// Reads one file; `what` its columns are.  False when it cannot be read.
bool read_table(const std::string& file, const std::string& what, Table& table, std::vector<Fault>& all) {
  table.file = file;
  Faults faults(file, all);
  std::error_code error;
  std::ifstream in(file, std::ios::binary);
  if (!in || std::filesystem::is_directory(file, error)) {
    faults.add(0, 0, "there is no such file, or it cannot be read", "");
    return false;
  }
  std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  int number = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string line = text.substr(at, end - at);
    at = end + 1;
    ++number;
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.find_first_not_of(" \t") == std::string::npos) continue;
    if (table.header.empty()) {
      read_header(table, line, number, what, faults);
    } else {
      read_row(table, line, number, faults);
    }
  }
  if (table.header.empty()) {
    faults.add(0, 0, "the file is empty", "The first line names the " + what + ", each further line is a draw.");
  } else if (table.rows.empty()) {
    faults.add(0, 0, "there is no draw below the line of names", "Each further line is a draw.");
  }
  return true;
}

std::vector<std::string> names_of(const Table& table) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < table.header.size(); ++i)
    if (static_cast<int>(i) != table.draw_column) names.push_back(table.header[i].text);
  return names;
}

/// Values of the columns `names`, in that order.
Matrix matrix_of(const Table& table, const std::vector<std::string>& names) {
  const std::vector<std::string> own = names_of(table);
  Matrix values(static_cast<Index>(table.rows.size()), static_cast<Index>(names.size()));
  for (std::size_t c = 0; c < names.size(); ++c) {
    const auto from = static_cast<std::size_t>(std::find(own.begin(), own.end(), names[c]) - own.begin());
    for (std::size_t r = 0; r < table.rows.size(); ++r)
      values(static_cast<Index>(r), static_cast<Index>(c)) = table.rows[r][from];
  }
  return values;
}

void check_same_strategies(const Table& costs, const Table& effects, std::vector<Fault>& all) {
  const std::vector<std::string> of_costs = names_of(costs), of_effects = names_of(effects);
  Faults faults(effects.file, all);
  std::vector<std::string> without;  // who has no effects; she may be meant by a misspelt name, which is one fault, not two
  for (const std::string& name : of_costs)
    if (std::find(of_effects.begin(), of_effects.end(), name) == of_effects.end()) without.push_back(name);
  std::set<std::string> meant;
  for (const Field& field : effects.header) {
    if (field.text == "draw" || field.text.empty()) continue;
    if (std::find(of_costs.begin(), of_costs.end(), field.text) != of_costs.end()) continue;
    const std::string near = models::nearest_name(field.text, without);
    meant.insert(near);
    faults.add(field.line, field.column, "strategy " + field.text + " has effects but no costs in " + costs.file,
               "A strategy is compared by both.", "", near);
  }
  for (const std::string& name : of_costs) {
    if (name.empty() || meant.count(name) > 0 || std::find(of_effects.begin(), of_effects.end(), name) != of_effects.end()) continue;
    faults.add(1, 1, "strategy " + name + " of " + costs.file + " has no effects", "A strategy is compared by both.");
  }
  if (costs.rows.size() != effects.rows.size())
    faults.add(0, 0, std::to_string(effects.rows.size()) + " rows, but " + costs.file + " has " +
                   std::to_string(costs.rows.size()),
               "Row for row, the two files must be of the same draws.");
  if (costs.draw_of_row.empty() != effects.draw_of_row.empty()) {
    faults.add(1, 1, "only one of the two files has a column draw", "Row for row, they must be of the same draws.");
    return;
  }
  for (std::size_t r = 0; r < std::min(costs.draw_of_row.size(), effects.draw_of_row.size()); ++r)
    if (costs.draw_of_row[r] != effects.draw_of_row[r])
      faults.add(effects.lines[r], 1, "draw " + effects.draw_of_row[r] + " where " + costs.file + " has draw " + costs.draw_of_row[r],
                 "Row for row, the two files must be of the same draws.");
}

/// Effects that are the costs over again: the same file twice, or a column copied into the wrong table.
void check_effects_are_no_costs(const Table& costs, const Table& effects, std::vector<Fault>& all) {
  const std::vector<std::string> names = names_of(costs);
  if (names.empty() || costs.rows.empty() || matrix_of(costs, names) != matrix_of(effects, names)) return;
  Faults faults(effects.file, all);
  faults.add(0, 0, "the effects are the costs of " + costs.file + ", number for number", "What a strategy costs cannot be what it brings.",
             "Give the table of effects (customers retained, say) second.");
}

/// Replications per draw by the column draw; 1 without it.
Index replications_of(const Table& table, std::vector<Fault>& all) {
  if (table.draw_of_row.empty()) return 1;
  Faults faults(table.file, all);
  std::set<std::string> seen;
  std::vector<std::pair<std::string, std::size_t>> runs;
  for (std::size_t r = 0; r < table.draw_of_row.size(); ++r) {
    const std::string& draw = table.draw_of_row[r];
    if (!runs.empty() && runs.back().first == draw) {
      ++runs.back().second;
      continue;
    }
    if (!seen.insert(draw).second)
      faults.add(table.lines[r], 1, "draw " + draw + " comes again", "The replications of a draw must follow each other.");
    runs.emplace_back(draw, 1);
  }
  for (const auto& [draw, count] : runs)
    if (count != runs.front().second)
      faults.add(0, 0, "draw " + draw + " has " + std::to_string(count) + " rows, draw " + runs.front().first + " has " +
                     std::to_string(runs.front().second),
                 "Every draw needs the same number of replications.");
  return runs.empty() ? 1 : static_cast<Index>(runs.front().second);
}

void check_parameters(const Table& table, std::size_t draws, std::vector<Fault>& all) {
  if (table.rows.size() == draws) return;
  Faults faults(table.file, all);
  faults.add(0, 0, std::to_string(table.rows.size()) + " rows of parameters for " + std::to_string(draws) + " draws",
             "Each draw has one set of parameter values.");
}

}  // namespace

CsvDraws read_draws(const CsvFiles& files) {
  CsvDraws read;
  Table costs, effects, parameters;
  bool there = read_table(files.costs, "strategies", costs, read.faults);
  there = read_table(files.effects, "strategies", effects, read.faults) && there;
  if (!files.parameters.empty()) there = read_table(files.parameters, "parameters", parameters, read.faults) && there;
  read.missing = !there;
  if (!there) return read;
  check_same_strategies(costs, effects, read.faults);
  if (read.faults.empty()) check_effects_are_no_costs(costs, effects, read.faults);
  const Index replications = replications_of(costs, read.faults);
  if (!files.parameters.empty() && read.faults.empty())
    check_parameters(parameters, costs.rows.size() / static_cast<std::size_t>(replications), read.faults);
  if (!read.faults.empty()) return read;
  Draws& draws = read.draws;
  draws.strategies = draws.labels = names_of(costs);
  draws.replications = replications;
  draws.cost = matrix_of(costs, draws.strategies);
  draws.effect = matrix_of(effects, draws.strategies);
  const std::vector<std::string> names = names_of(parameters);
  for (const std::string& name : names) {
    DrawnParameter parameter;
    parameter.name = name;
    draws.parameters.push_back(std::move(parameter));
  }
  draws.parameter_values = names.empty() ? Matrix(draws.draw_count(), 0) : matrix_of(parameters, names);
  return read;
}

}  // namespace tenure::analysis::decision
