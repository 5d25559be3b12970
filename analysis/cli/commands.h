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

struct ListOptions {
  std::string what;  ///< models, measures, scenarios, keys; empty: a word on each
  bool markdown = false;
};
int list(const ListOptions& options, Streams streams);

int explain(const std::string& key, Streams streams);
int print_schema(Streams streams);
int print_version(Streams streams);

}  // namespace tenure::analysis::cli
