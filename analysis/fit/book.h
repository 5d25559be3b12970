// The customers of a book, as tables tell them, and what in the tables stands against what can be learnt from them.
//
// Whatever the tables are (accounts with a tenure or with dates, contracts, survivors of cohorts), what comes out is
// one spell for each customer, in periods, with her segment and price; and, where there are any, contacts and newcomers
// by date.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/fit/buyers.h"
#include "analysis/fit/counts.h"
#include "analysis/fit/durations.h"
#include "analysis/fit/spells.h"
#include "analysis/fit/tables/cells.h"
#include "analysis/fit/tables/columns.h"

namespace tenure::analysis::fit {

/// A unit of time as the scenario language writes it.
struct TimeUnit {
  std::string name;   ///< "mo"
  std::string words;  ///< "month"
  double days = 1.0;
};
/// The unit of that name (d, wk, mo, yr, h, min, s); nullopt: none.
std::optional<TimeUnit> time_unit(const std::string& name);

struct InputFile {
  std::string path;
  std::optional<TableKind> kind;  ///< empty: recognised by its columns
};

struct BookOptions {
  std::vector<InputFile> files;
  ColumnWishes columns;
  std::vector<std::pair<std::string, std::string>> units;  ///< of tenure, work, wait
  std::vector<std::string> header;                         ///< names of the columns of a table without a header
  std::vector<std::string> by;                             ///< columns whose values are the segments
  std::string period = "mo";
  bool customer_is_contract = false;
  std::optional<std::int64_t> as_of;          ///< day on which the record ends
  std::optional<std::int64_t> observed_from;  ///< day from which leavers are in the record
  std::optional<double> observed_for;         ///< days before the end from which leavers are in the record
  std::optional<std::int64_t> cut;            ///< day at which the history is cut to be foretold
  std::optional<double> cut_tenure;           ///< of a book without dates: tenure at which it is cut, in days
};

struct Customer {
  std::string id;
  int segment = 0;
  Spell spell;                      ///< in periods
  std::int64_t start = 0, end = 0;  ///< days; of dated books; `end`: left or the record's end
  std::optional<double> price;      ///< per month
};

struct SegmentName {
  std::string key;    ///< a name of the scenario language
  std::string label;  ///< as it stands in the table
};

/// Something to tell beside the numbers.
struct Note {
  enum class Kind { refused, flagged } kind = Kind::flagged;
  std::string text;
};

struct ContactBook {
  std::string file;
  double rows = 0.0;
  std::vector<std::vector<Counted>> counted;  ///< [segment][customer], per month; one list for all when `whole`
  bool whole = false;                         ///< contacts belong to accounts and customers are contracts
  std::vector<double> work_minutes;
  std::string work_column;
  std::vector<Wait> waits;  ///< minutes
  std::vector<double> by_weekday = std::vector<double>(7, 0.0), by_hour = std::vector<double>(24, 0.0);
  std::vector<double> days_by_weekday = std::vector<double>(7, 0.0);
  double outbound = 0.0;  ///< contacts that the firm sought; not counted in the rate
};

struct Book {
  std::string source;  ///< names of the files
  double rows = 0.0;   ///< of the table that the customers come from
  TimeUnit period;
  double grain = 1.0;  ///< step of recorded tenures, in periods
  bool dated = false;
  std::int64_t as_of = 0;  ///< of dated books
  std::int64_t first = 0;  ///< first day on which somebody came (or from which leavers are in the record)
  std::vector<std::string> by;
  std::vector<SegmentName> segments;
  std::vector<Customer> customers;
  bool whole_cohorts = false;  ///< everybody is followed from the beginning, as in a table of survivors
  bool truncated = false;      ///< customers are first seen late, and the record says when
  /// Where customers are accounts that hold contracts: what the contracts say, and by which columns.
  struct Contracts {
    std::string file, id, account;  ///< columns; id may be empty
    double rows = 0.0, ended = 0.0;
    double said_gone = 0.0;  ///< accounts that are said to have left all the same
    std::string accounts_file;  ///< the table of accounts; empty: there is none
  };
  std::optional<Contracts> contracts;
  std::optional<ContactBook> contacts;
  std::vector<Note> notes;
};

/// Purchases of customers without a contract.
struct PurchaseBook {
  std::string source;
  double rows = 0.0;
  std::vector<Buyer> whole;   ///< over the whole record
  std::vector<Buyer> known;   ///< up to the cut; empty when it cannot be cut
  std::vector<double> later;  ///< repeat purchases after the cut, of each of `known`
  double weeks_after = 0.0;   ///< length of what follows the cut
  std::int64_t as_of = 0;
  bool dated = false;
  std::vector<Note> notes;
};

struct Readings {
  std::optional<Book> book;
  std::optional<PurchaseBook> purchases;
  std::optional<Table> stages;  ///< entries into stages, as they stand
  Complaints complaints;
  bool file_missing = false;  ///< a named file is not there
};

/// Reads all tables; when there are complaints nothing else is to be used.
Readings read_tables(const BookOptions& options);

}  // namespace tenure::analysis::fit
