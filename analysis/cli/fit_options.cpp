#include "analysis/cli/fit_options.h"

#include <CLI/CLI.hpp>

namespace tenure::analysis::cli {

void add_fit_options(CLI::App& command, FitCommandOptions& options) {
  command.add_option("FILE", options.files, "Tables as CSV; what each holds is known by its columns");
  command.add_option("--accounts", options.accounts, "A table of customers, said to be one");
  command.add_option("--contracts", options.contracts, "A table of contracts");
  command.add_option("--contacts", options.contacts, "A table of tickets, calls or visits");
  command.add_option("--purchases", options.purchases, "A log of purchases without a contract");
  command.add_option("--buyers", options.buyers, "Purchases summed up by customer: x, t_x, T in weeks");
  command.add_option("--survivors", options.survivors, "Cohorts: a period, and how many are left at its end");
  command
      .add_option("--column", options.columns,
                  "Which column is what, e.g. --column tenure=months_active; may be repeated")
      ->allow_extra_args(false)
      ->type_name("KEY=COLUMN");
  command.add_option("--unit", options.units, "Unit of tenure, work or wait, e.g. --unit tenure=d")
      ->allow_extra_args(false)
      ->type_name("KEY=UNIT");
  command.add_option("--header", options.header,
                     "Names of the columns of a table without a header, separated by commas");
  command.add_option("--by", options.by, "Columns whose values are the segments, separated by commas");
  command.add_option("--customer", options.customer, "What a customer is: account or contract")
      ->check(CLI::IsMember({"account", "contract"}))
      ->capture_default_str();
  command.add_option("--period", options.period, "Period in which retention is counted: d, wk, mo or yr")
      ->check(CLI::IsMember({"d", "wk", "mo", "yr"}))
      ->capture_default_str();
  command.add_option("--as-of", options.as_of, "Date on which the record ends; default: its latest date")
      ->type_name("DATE");
  command.add_option("--observed-from", options.observed_from, "Date from which leavers are in the record")
      ->type_name("DATE");
  command
      .add_option("--observed-for", options.observed_for,
                  "Without dates: how long before the end leavers are in the record, e.g. \"1 mo\"")
      ->type_name("DURATION");
  command
      .add_option(
          "--cut", options.cut,
          "Where the history is cut: the part before foretells the rest; a date, or without dates a tenure (\"12 mo\")")
      ->type_name("DATE|DURATION");
  command.add_option("-o,--output", options.output, "Write a scenario file with what was learnt");
  command.add_flag("--complete", options.complete,
                   "Make it a scenario that runs, with assumptions (grade U) for what the tables do not say");
  command.add_flag("--models", options.models,
                   "With --complete: also what the ready engagement models need (model = \"low_touch\"), assumptions all");
  command.add_option("--currency", options.currency, "ISO code of the prices' currency")->capture_default_str();
  command
      .add_option("--confidence", options.confidence,
                  "Of the intervals printed, e.g. 0.9; in the file low and high are the 5 % and 95 % points")
      ->check(CLI::Range(0.5, 0.9999))
      ->capture_default_str();
  command.add_flag("--force", options.force, "Overwrite an existing file");
  command.add_flag("--json", options.json, "Print what was fitted, or the faults, as JSON on standard output");
  command.add_flag("--names", options.names, "List the names by which columns are known");
}

}  // namespace tenure::analysis::cli
