// The commands of the program, each a plain function of its options.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "analysis/cli/program.h"

namespace tenure::analysis::cli {

struct CheckOptions {
  std::vector<std::string> files;
  std::vector<std::string> sets;
  bool json = false;
};
int check(const CheckOptions& options, Streams streams);

struct RunOptions {
  std::vector<std::string> files;
  std::string output = "results.h5";
  std::vector<std::string> sets;
  std::optional<int> replications, draws, draw_replications;
  std::optional<std::uint64_t> seed;
  int threads = 0;  ///< 0: as many as the process may use
  std::string engine = "windows";
  std::string window;
  bool force = false, quiet = false, json = false;
};
int run(const RunOptions& options, Streams streams);

struct StaffCommandOptions {
  std::string file;
  std::vector<std::string> strategies;  ///< empty: all
  std::string output;                   ///< empty: none is written
  std::vector<std::string> sets;
  std::optional<int> replications;
  std::optional<int> most;
  std::optional<double> confidence;
  std::optional<std::uint64_t> seed;
  int threads = 0;  ///< 0: as many as the process may use
  bool brief = false, force = false, quiet = false, json = false;
};
int staff(const StaffCommandOptions& options, Streams streams);

struct CompareCommandOptions {
  std::vector<std::string> files;
  std::string baseline;
  std::string by = "whole";
  std::string format = "table";
  bool full = false;  ///< every file's own tables, also when there are several
  double percentile = 0.0;  ///< of the runs, shown beside the means; 0: none
};
int compare(const CompareCommandOptions& options, Streams streams);

struct DecideCommandOptions {
  std::string file;                    ///< result file; empty with csv
  std::vector<std::string> csv;        ///< costs and effects, or empty
  std::string parameters;              ///< values by draw, with csv; empty: none
  std::optional<double> value;         ///< of one unit of effect
  std::vector<double> values;          ///< points of the curves; empty: chosen
  std::optional<double> confidence;
  std::string cost, effect;            ///< measures; empty: operating_cost, customer_time in years
  std::vector<std::string> goals;      ///< "MEASURE<=VALUE"
  std::vector<std::string> two_way;    ///< "ACROSS,DOWN": two numbers each
  std::vector<std::string> together;   ///< "KEY,KEY": numbers of a group each
  bool json = false;
};
int decide(const DecideCommandOptions& options, Streams streams);

/// tenure decide --by segment.
struct MixtureOptions {
  std::string file;    ///< result file, or a scenario (.toml), which is simulated first; empty: results.h5
  std::string output;  ///< scenario with the mixture; empty: none is written
  std::vector<std::string> sets;     ///< of a scenario
  std::optional<int> replications;   ///< of the confirmation; empty: as many as the file has
  int most_teams = 12;               ///< tried at most when head counts are looked for; 0: by the rule alone
  int threads = 0;                   ///< 0: as many as the process may use
  bool force = false, quiet = false, json = false;
};
int decide_by_segment(const MixtureOptions& options, Streams streams);
struct FitCommandOptions {
  std::vector<std::string> files;  ///< recognised by their columns
  std::string accounts, contracts, contacts, purchases, buyers, survivors, stages;  ///< files whose kind is said
  std::vector<std::string> columns;  ///< KEY=COLUMN
  std::vector<std::string> units;    ///< KEY=UNIT
  std::string header;                ///< names of the columns of a table without a header
  std::string by, period = "mo", customer = "account", as_of, observed_from, observed_for, cut;
  std::string output;                ///< empty: none is written
  std::string currency = "USD";
  double confidence = 0.95;
  bool complete = false, models = false, force = false, json = false, names = false;
};
int fit_tables(const FitCommandOptions& options, Streams streams);

struct TraceCommandOptions {
  std::string file;                     ///< empty: results.h5
  std::optional<int> customer;          ///< from 1, among all or within `segment`
  std::string segment;
  std::string pick;                     ///< median, saved, lost; empty: by number
  std::vector<std::string> strategies;  ///< empty: all
  int replication = 0;
  int threads = 0;                      ///< 0: as many as the process may use
  std::string engine = "windows";
  bool json = false;
};
int trace(const TraceCommandOptions& options, Streams streams);

struct SplitCommandOptions {
  std::string file;                     ///< result file or scenario
  std::string measure = "net_value";
  std::string baseline;                 ///< empty: that of the file
  std::vector<std::string> strategies;  ///< empty: all
  std::vector<std::string> sets;        ///< scenarios only
  std::optional<int> replications;
  std::optional<std::uint64_t> seed;    ///< scenarios only
  int threads = 0;                      ///< 0: as many as the process may use
  bool reverse = false, quiet = false, json = false;
};
int split(const SplitCommandOptions& options, Streams streams);

struct NotebookOptions {
  std::string file;                  ///< empty: results.h5
  std::string output = "notebooks";  ///< folder
  bool force = false, quiet = false;
};
int notebook(const NotebookOptions& options, Streams streams);

struct ExportOptions {
  std::vector<std::string> files;
  std::string csv;  ///< folder for the tables
  bool parquet = false;  ///< asked for, which is refused with the way that there is
  bool force = false, quiet = false;
};
int export_results(const ExportOptions& options, Streams streams);

struct ReportOptions {
  std::vector<std::string> files;
  std::string output = "report.html";
  std::string baseline;       ///< empty: each file's own
  std::optional<int> traces;  ///< customers followed, 0 to 3; none: 3 of a single file where that takes a moment
  std::string split;          ///< what `tenure split --json` wrote; empty: none
  int threads = 0;            ///< of what is simulated again; 0: as many as the process may use
  bool force = false, quiet = false;
};
int report(const ReportOptions& options, Streams streams);

struct ListOptions {
  std::string what;  ///< models, measures, scenarios, keys; empty: a word on each
  bool markdown = false;
};
int list(const ListOptions& options, Streams streams);

int explain(const std::string& key, Streams streams);
int print_schema(Streams streams);
int print_version(Streams streams);

}  // namespace tenure::analysis::cli
